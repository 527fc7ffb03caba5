using System.Runtime.CompilerServices;
using NpyIO.Buffers;

namespace NpyIO.Files;

/// <summary>A buffer of the caller's as the target of one load. Whoever creates it keeps the buffer pinned until the load has ended.</summary>
internal sealed unsafe class Destination<T>(byte* start, int length)
{
    private NpyHeader? _header;

    /// <summary>The decoder into the buffer; elements with references are read into an array of their own first.</summary>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    internal ArrayDecoder Create(NpyHeader header, NpyReadOptions options)
    {
        if (header.Count > length)
        {
            Throw.DestinationTooShort(header, length);
        }

        _header = header;
        options = options with { Order = Order.C, ByteOrder = ByteOrderMode.Native };
        return RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            ? ArrayDecoder.Create<T>(header.DType, header.Shape, header.FortranOrder, options)
            : ArrayDecoder.Create<T>(header.DType, header.Shape, header.FortranOrder, options, new PointerMemory(start, (long)length * Unsafe.SizeOf<T>()));
    }

    /// <summary>The header, once the elements are in their place.</summary>
    internal NpyHeader Finish(ArrayDecoder decoder, Span<T> destination)
    {
        if (decoder.Target.Array is T[] elements)
        {
            elements.CopyTo(destination);
        }

        return _header!;
    }
}
