using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Buffers;

namespace NpyIO.Files;

/// <summary>Reads one array into a buffer of the caller's, in C order and the machine's byte order.</summary>
internal static class DestinationReader
{
    /// <summary>Reads the array in a file.</summary>
    internal static NpyHeader Read<T>(string path, Span<T> destination, NpyReadOptions? options) =>
        WithMemory(destination, memory => Read(memory, create => ArrayReader.Read(path, create, options)));

    /// <summary>Reads the array that begins where a source does.</summary>
    internal static NpyHeader Read<T>(ByteSource source, Span<T> destination, NpyReadOptions? options) =>
        WithMemory(destination, memory => Read(memory, create => ArrayReader.Read(source, create, options)));

    /// <summary>Reads the array at the start of some bytes.</summary>
    internal static unsafe NpyHeader Read<T>(ReadOnlySpan<byte> content, Span<T> destination, NpyReadOptions? options)
    {
        // Pinned until the load has ended, since a span cannot go where the destination has to.
        fixed (byte* start = content)
        {
            var bytes = new PinnedMemory<byte>(start, content.Length);
            return WithMemory(destination, memory => Read(memory, create => ArrayReader.Read(bytes.GetSpan(), create, options)));
        }
    }

    /// <summary>As <see cref="Read{T}(string, Span{T}, NpyReadOptions?)"/>.</summary>
    internal static Task<NpyHeader> ReadAsync<T>(string path, Memory<T> destination, NpyReadOptions? options, CancellationToken cancellationToken) =>
        ReadAsync(destination, create => ArrayReader.ReadAsync(path, create, options, cancellationToken));

    /// <summary>As <see cref="Read{T}(ByteSource, Span{T}, NpyReadOptions?)"/>.</summary>
    internal static Task<NpyHeader> ReadAsync<T>(ByteSource source, Memory<T> destination, NpyReadOptions? options, CancellationToken cancellationToken) =>
        ReadAsync(destination, create => ArrayReader.ReadAsync(source, create, options, cancellationToken));

    private static NpyHeader Read<T>(Memory<T> destination, Func<DecoderFactory, ArrayDecoder> read)
    {
        NpyHeader? found = null;
        read((header, options) => Decoder(found = header, options, destination));
        return found!;
    }

    private static async Task<NpyHeader> ReadAsync<T>(Memory<T> destination, Func<DecoderFactory, Task<ArrayDecoder>> read)
    {
        NpyHeader? found = null;
        await read((header, options) => Decoder(found = header, options, destination)).ConfigureAwait(false);
        return found!;
    }

    private static ArrayDecoder Decoder<T>(NpyHeader header, NpyReadOptions options, Memory<T> destination) =>
        ArrayDecoder.Create(header.DType, header.Shape, header.FortranOrder, options, destination);

    private static unsafe NpyHeader WithMemory<T>(Span<T> destination, Func<Memory<T>, NpyHeader> read)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            // References cannot be pinned; they go by way of an array.
            T[] elements = new T[destination.Length];
            NpyHeader header = read(elements);
            elements.AsSpan(0, (int)header.Count).CopyTo(destination);
            return header;
        }

        // Pinned until the load has ended, with all of its threads.
        fixed (byte* start = &Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination)))
        {
            return read(new PinnedMemory<T>(start, destination.Length).Memory);
        }
    }
}
