using NpyIO.IO;
using SharpCompress.Compressors.LZMA;

namespace NpyIO.Codecs;

/// <summary>Reads .xz files: decodes LZMA2 and checks all that the container says of itself. Supports concatenated streams, like Python's <c>lzma</c>.</summary>
internal sealed partial class XzReader(CompressedInput input) : ForwardReadStream
{
    private readonly List<(long Unpadded, long Length)> _blocks = [];
    private byte[] _flags = [];
    private XzCheck? _check;
    private Lzma2Chunks? _chunks;
    private LzmaStream? _data;
    private long _start;
    private long _length;
    private long? _claimedCompressed;
    private long? _claimedLength;
    private int _headerLength;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;

        while (true)
        {
            if (_data is not null && _check is not null)
            {
                int count = _data.Read(buffer);
                _length += count;
                _check.Append(buffer[..count]);
                if (count > 0)
                    return count;

                EndBlock(_check);
            }
            else if (!NextBlock())
            {
                return 0;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _data?.Dispose();
        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        while (true)
        {
            if (_check is null && !NextStream())
                return false;

            int mark = input.ReadByte();
            if (mark != XzLayout.IndexMark)
            {
                OpenBlock(mark);
                return true;
            }

            ReadIndex();
            _check = null;
        }
    }

    /// <summary>Returns false at the end of the file. Zero padding is allowed between streams and at the end.</summary>
    private bool NextStream()
    {
        bool isFirst = _flags.Length == 0;
        byte[] header = new byte[XzLayout.HeaderLength];
        do
        {
            input.MayPassEnd = !isFirst;
            int first = input.ReadByte();
            if (first < 0)
                return false;

            input.MayPassEnd = false;
            header[0] = (byte)first;
            input.ReadExactly(header.AsSpan(1, XzLayout.Alignment - 1));
        }
        while (!isFirst && header.AsSpan(0, XzLayout.Alignment).IndexOfAnyExcept((byte)0) < 0);

        input.ReadExactly(header.AsSpan(XzLayout.Alignment));
        int flagsAt = XzLayout.Magic.Length;
        if (!header.AsSpan().StartsWith(XzLayout.Magic) || !XzLayout.IsSealed(header.AsSpan(flagsAt)) || header[flagsAt] != 0)
            CodecsThrow.BadXz("a stream's header");

        _flags = header[flagsAt..^XzLayout.CrcLength];
        _check = new XzCheck(_flags[1]);
        _blocks.Clear();
        return true;
    }

    private void OpenBlock(int mark)
    {
        _start = input.Position - 1;
        // The first byte is the header's length in units of four bytes, minus one.
        _headerLength = (mark + 1) * XzLayout.Alignment;
        byte[] header = new byte[_headerLength];
        header[0] = (byte)mark;
        input.ReadExactly(header.AsSpan(1));
        if (!XzLayout.IsSealed(header))
            CodecsThrow.BadXz("a block's header");

        ReadOnlySpan<byte> rest = header.AsSpan(2, _headerLength - 2 - XzLayout.CrcLength);
        int flags = header[1];
        if ((flags & XzLayout.ReservedMask) != 0)
            CodecsThrow.BadXz("a block's header");

        _claimedCompressed = (flags & XzLayout.HasCompressedLength) != 0 ? Number(ref rest) : null;
        _claimedLength = (flags & XzLayout.HasLength) != 0 ? Number(ref rest) : null;
        if ((flags & XzLayout.FilterCountMask) != 0 || Number(ref rest) != XzLayout.Lzma2Filter)
            CodecsThrow.OtherFilters();
        if (Number(ref rest) != XzLayout.Lzma2PropertiesLength || rest.IsEmpty || rest[0] > XzLayout.MaxWindowProperty || rest[1..].ContainsAnyExcept((byte)0))
            CodecsThrow.BadXz("a block's header");

        int window = LzmaLimits.UsefulWindow(XzLayout.WindowOf(rest[0]), _claimedLength ?? long.MaxValue, Math.Min(_claimedCompressed ?? long.MaxValue, input.MaxLeft()));
        _chunks = new Lzma2Chunks(input);
        _data = LzmaStream.Create([(byte)XzLayout.PropertyOf((uint)window)], _chunks, -1, -1, null, isLzma2: true, leaveOpen: true);
        _length = 0;
    }

    private void EndBlock(XzCheck check)
    {
        _data?.Dispose();
        _data = null;
        long unpadded = input.Position - _start;
        if (_chunks is not { IsAtEnd: true }
            || (_claimedCompressed is { } compressed && compressed != unpadded - _headerLength)
            || (_claimedLength is { } length && length != _length))
        {
            CodecsThrow.BadXz("a block's length");
        }

        ReadPadding(unpadded);
        Span<byte> found = stackalloc byte[check.Length];
        input.ReadExactly(found);
        Span<byte> expected = stackalloc byte[check.Length];
        check.Finish(expected);
        if (!found.SequenceEqual(expected))
            CodecsThrow.BadXz("a block's check");

        _blocks.Add((unpadded + check.Length, _length));
    }

    private void ReadPadding(long length)
    {
        Span<byte> padding = stackalloc byte[XzLayout.PaddingOf(length)];
        input.ReadExactly(padding);
        if (padding.ContainsAnyExcept((byte)0))
            CodecsThrow.BadXz("the padding");
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (int i = 0; i < bytes.Length && i < 9; i++)
        {
            value |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }

        CodecsThrow.BadXz("a number");
        return 0;
    }
}
