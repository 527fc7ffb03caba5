using NpyIO.Coding;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>An array as a ZIP entry: the header as NumPy writes it, then the elements; for a raw entry the elements alone.</summary>
internal sealed class ArrayContent : EntryContent
{
    private readonly NpyHeader? _header;
    private readonly ArrayEncoder _encoder;

    /// <summary>Do not modify the array while this is in use.</summary>
    internal ArrayContent(NdArray array, bool hasHeader = true)
    {
        bool fortranOrder = array.IsFortranContiguous && !array.IsCContiguous;
        _header = hasHeader ? new NpyHeader(array.DType, array.Shape, fortranOrder) : null;

        // Objects are written as a pickle in place of the elements.
        if (array.DType.HasObject)
            array = NdArray.FromBuffer(ObjectWriter.ToPickle(array), DType.UInt8);
        _encoder = new ArrayEncoder(array.DType, array.Memory, array.Layout);
    }

    internal override ReadOnlySpan<byte> Head => _header is null ? [] : _header.Encoded;

    internal override long PayloadLength => _encoder.PayloadLength;

    internal override int Unit => _encoder.BlockUnit;

    internal override bool IsContiguous => _encoder.IsContiguous;

    internal override ReadOnlySpan<byte> Span(long offset, int length) => _encoder.Contiguous(offset, length);

    internal override void Fill(long offset, Span<byte> block) => _encoder.Encode(offset, block);
}
