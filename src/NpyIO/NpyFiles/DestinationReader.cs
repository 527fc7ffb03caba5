using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

/// <summary>Reads one array into a caller's buffer, in C order and native byte order. The buffer stays pinned until all threads of the load have ended.</summary>
internal static class DestinationReader
{
    internal static NpyHeader Read<T>(string path, Span<T> destination, NpyReadOptions? options) =>
        Into(destination, create => ArrayReader.Read(path, create, options));

    internal static NpyHeader Read<T>(PayloadSource source, Span<T> destination, NpyReadOptions? options) =>
        Into(destination, create => ArrayReader.Read(source, create, options));

    internal static unsafe NpyHeader Read<T>(ReadOnlySpan<byte> content, Span<T> destination, NpyReadOptions? options)
    {
        // A lambda cannot capture a span, but it can capture the address while the span is pinned.
        fixed (byte* start = content)
        {
            nint address = (nint)start;
            int length = content.Length;
            return Into(destination, create => ArrayReader.Read(new ReadOnlySpan<byte>((void*)address, length), create, options));
        }
    }

    internal static Task<NpyHeader> ReadAsync<T>(string path, Memory<T> destination, NpyReadOptions? options, CancellationToken cancellationToken) =>
        IntoAsync(destination, create => ArrayReader.ReadAsync(path, create, options, cancellationToken));

    internal static Task<NpyHeader> ReadAsync<T>(PayloadSource source, Memory<T> destination, NpyReadOptions? options, CancellationToken cancellationToken) =>
        IntoAsync(destination, create => ArrayReader.ReadAsync(source, create, options, cancellationToken));

    internal static unsafe NpyHeader Into<T>(Span<T> destination, Func<DecoderFactory, ArrayDecoder> read)
    {
        NpyHeader? header = null;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            // References cannot be pinned: load into an array and copy.
            T[] elements = new T[destination.Length];
            read(Factory<T>(ManagedMemory.Of(elements), found => header = found));
            elements.AsSpan(0, (int)header!.Count).CopyTo(destination);
            return header;
        }

        fixed (byte* start = &Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination)))
        {
            var memory = new PointerMemory(start, (long)destination.Length * Unsafe.SizeOf<T>());
            read(Factory<T>(memory, found => header = found));
            return header!;
        }
    }

    internal static async Task<NpyHeader> IntoAsync<T>(Memory<T> destination, Func<DecoderFactory, Task<ArrayDecoder>> read)
    {
        NpyHeader? header = null;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            T[] elements = new T[destination.Length];
            await read(Factory<T>(ManagedMemory.Of(elements), found => header = found)).ConfigureAwait(false);
            elements.AsMemory(0, (int)header!.Count).CopyTo(destination);
            return header;
        }

        using MemoryHandle pin = destination.Pin();
        ArrayMemory memory = At(pin, (long)destination.Length * Unsafe.SizeOf<T>());
        await read(Factory<T>(memory, found => header = found)).ConfigureAwait(false);
        return header!;
    }

    private static DecoderFactory Factory<T>(ArrayMemory memory, Action<NpyHeader> tell) => (header, options) =>
    {
        tell(header);
        return ArrayDecoder.Create<T>(header.DType, header.Shape, header.FortranOrder, options.Decoding, memory);
    };

    private static unsafe PointerMemory At(MemoryHandle pin, long length) => new(pin.Pointer, length);
}
