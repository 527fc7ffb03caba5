using NpyIO.Errors;

namespace NpyIO.Cli.Values;

/// <summary>The elements of an array in C order from a stream, taken once from the first to the last; only one block is in memory.</summary>
internal sealed class StreamedItems : ItemBytes
{
    /// <summary>The block length in bytes, unless an element is larger; below .NET's large object threshold.</summary>
    internal const int BlockLength = 1 << 16;

    private readonly NpyHeader _header;
    private readonly Stream _data;
    private readonly bool _isBounded;
    private readonly DType? _stored;
    private byte[] _block = [];
    private long _first;
    private long _end;

    /// <summary>Owns the stream, which is positioned at the data. <paramref name="isBounded"/>: whether it ends with the array, so that it must be read to its end.</summary>
    internal StreamedItems(NpyHeader header, Stream data, bool native, bool isBounded, IProgress<long>? progress = null)
        : base(native ? header.DType.WithByteOrder(Native) : header.DType, header.Shape, progress)
    {
        _header = header;
        _data = data;
        _isBounded = isBounded;
        _stored = native && !header.DType.IsNative ? header.DType : null;
    }

    internal NpyHeader Header => _header;

    /// <summary>Throws if the data are too short or do not match the archive's checksum.</summary>
    internal override void Complete()
    {
        Span<byte> rest = stackalloc byte[1024];
        while (_isBounded && _data.Read(rest) > 0)
        {
        }
    }

    public override void Dispose()
    {
        _data.Dispose();
        base.Dispose();
    }

    protected override int Passes => 2;

    protected override ReadOnlySpan<byte> Take(long first, int count)
    {
        if (first + count > _end)
            Fill(first, count);
        return _block.AsSpan((int)(first - _first) * ItemSize, count * ItemSize);
    }

    private void Fill(long first, int count)
    {
        int most = Math.Max(count, BlockLength / ItemSize);
        int length = checked(most * ItemSize);
        int kept = (int)(_end - first) * ItemSize;
        byte[] block = _block.Length < length ? new byte[length] : _block;
        _block.AsSpan((int)(first - _first) * ItemSize, kept).CopyTo(block);
        _block = block;
        _first = first;
        int wanted = (int)(Math.Min(most, Count - first) * ItemSize) - kept;
        int read = _data.ReadAtLeast(block.AsSpan(kept, wanted), wanted, throwOnEndOfStream: false);
        if (read < wanted)
            throw Truncated(_end * ItemSize + read);
        if (_stored is not null)
            ToNative(block.AsMemory(kept, wanted));
        _end = first + (kept + wanted) / ItemSize;
    }

    private void ToNative(Memory<byte> bytes) => NdArray.FromBuffer((ReadOnlyMemory<byte>)bytes, _stored!).To(DType, Casting.Equivalent).CopyTo(bytes.Span);

    private NpyFormatException Truncated(long found) => new(
        $"The data end early: shape {PythonText.Shape(_header.Shape)} of {_header.DType.Descr} takes {NBytes} bytes, but only {found} are there (at byte {_header.DataOffset + found})",
        NpyFormatReason.TruncatedData,
        _header.DataOffset + found)
    {
        Expected = $"{NBytes} bytes",
        Found = $"{found} bytes",
    };
}
