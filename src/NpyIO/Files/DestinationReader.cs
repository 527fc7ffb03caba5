using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Buffers;

namespace NpyIO.Files;

/// <summary>Reads one array into a buffer of the caller's, which stays pinned meanwhile: bytes are moved by address, and by several threads.</summary>
internal static class DestinationReader
{
    internal static unsafe NpyHeader Read<T>(string path, Span<T> destination, NpyReadOptions? options)
    {
        fixed (byte* start = &Bytes(destination))
        {
            var target = new Destination<T>(start, destination.Length);
            ArrayDecoder decoder = ArrayReader.Read(path, target.Create, options);
            return target.Finish(decoder, destination);
        }
    }

    internal static unsafe NpyHeader Read<T>(ByteSource source, Span<T> destination, NpyReadOptions? options)
    {
        fixed (byte* start = &Bytes(destination))
        {
            var target = new Destination<T>(start, destination.Length);
            ArrayDecoder decoder = ArrayReader.Read(source, target.Create, options);
            return target.Finish(decoder, destination);
        }
    }

    internal static unsafe NpyHeader Read<T>(ReadOnlySpan<byte> content, Span<T> destination, NpyReadOptions? options)
    {
        fixed (byte* start = &Bytes(destination))
        {
            var target = new Destination<T>(start, destination.Length);
            ArrayDecoder decoder = ArrayReader.Read(content, target.Create, options);
            return target.Finish(decoder, destination);
        }
    }

    internal static Task<NpyHeader> ReadAsync<T>(string path, Memory<T> destination, NpyReadOptions? options, CancellationToken cancellationToken) =>
        ReadPinnedAsync(destination, create => ArrayReader.ReadAsync(path, create, options, cancellationToken));

    internal static Task<NpyHeader> ReadAsync<T>(ByteSource source, Memory<T> destination, NpyReadOptions? options, CancellationToken cancellationToken) =>
        ReadPinnedAsync(destination, create => ArrayReader.ReadAsync(source, create, options, cancellationToken));

    private static async Task<NpyHeader> ReadPinnedAsync<T>(Memory<T> destination, Func<DecoderFactory, Task<ArrayDecoder>> read)
    {
        // Elements with references cannot be pinned, nor are they read by address.
        using MemoryHandle pin = RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? default : destination.Pin();
        Destination<T> target = AtPin<T>(pin, destination.Length);
        ArrayDecoder decoder = await read(target.Create).ConfigureAwait(false);
        return target.Finish(decoder, destination.Span);
    }

    private static unsafe Destination<T> AtPin<T>(MemoryHandle pin, int length) => new((byte*)pin.Pointer, length);

    private static ref byte Bytes<T>(Span<T> destination) =>
        ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination));
}
