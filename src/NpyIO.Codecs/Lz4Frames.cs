using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using K4os.Compression.LZ4;
using NpyIO.IO;

namespace NpyIO.Codecs;

/// <summary>Decodes concatenated LZ4 frames (frame format 1.6), also legacy ones; skips skippable frames. Checks what Python's lz4.frame checks: header, checksums, content length.</summary>
internal sealed class Lz4Frames(CompressedInput input) : ForwardReadStream
{
    private const uint Magic = 0x184D2204;
    private const uint LegacyMagic = 0x184C2102;
    private const uint SkippableMagic = 0x184D2A50;
    private const uint SkippableMask = 0xFFFFFFF0;

    // The first byte of a frame's header (FLG).
    private const int Version = 1;
    private const int VersionShift = 6;
    private const int AreIndependent = 0x20;
    private const int HasBlockChecks = 0x10;
    private const int HasLength = 0x08;
    private const int HasContentCheck = 0x04;
    private const int FlagsReserved = 0x02;
    private const int HasDictionary = 0x01;

    // The second byte (BD): the maximum block length.
    private const int BlockReserved = 0x8F;
    private const int BlockShift = 4;
    private const int MinBlockCode = 4;

    /// <summary>Two bytes, the content length, a dictionary ID, a checksum.</summary>
    private const int LongestHeader = 2 + 8 + 4 + 1;

    /// <summary>How far a block can refer back to earlier ones, in bytes.</summary>
    private const int Window = 64 << 10;

    /// <summary>Decoded and (LZ4_COMPRESSBOUND) encoded, in bytes. A larger value is the next frame's magic number.</summary>
    private const int LegacyBlock = 8 << 20;
    private const int LegacyCompressedBlock = LegacyBlock + LegacyBlock / 255 + 16;

    /// <summary>The longest block that is read without growing memory step by step, in bytes.</summary>
    private const int FirstPiece = 64 << 10;

    /// <summary>The maximum output per input byte, and the minimum room for the first ones.</summary>
    private const int MaxExpansion = 255;
    private const int MinRoom = 64;

    private readonly XxHash32 _check = new();
    private byte[] _compressed = [];
    private byte[] _content = [];
    private int _start;
    private int _end;
    private Frame _frame;
    private int _flags;
    private int _maxBlock;
    private ulong _claimed;
    private ulong _length;

    private enum Frame
    {
        None,
        Current,
        Legacy,
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (_start == _end)
        {
            if (!Next())
                return 0;
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _content.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Return(ref _compressed);
            Return(ref _content);
            _start = _end = 0;
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        switch (_frame)
        {
            case Frame.Current:
                ReadBlock();
                return true;
            case Frame.Legacy:
                return ReadLegacyBlock();
            default:
                if (!TryReadNumber(out uint magic))
                    return false;
                Begin(magic);
                return true;
        }
    }

    private void Begin(uint magic)
    {
        _start = _end = 0;
        if (magic == Magic)
            ReadHeader();
        else if (magic == LegacyMagic)
            _frame = Frame.Legacy;
        else if ((magic & SkippableMask) == SkippableMagic)
            Skip(ReadNumber());
        else
            CodecsThrow.NoLz4Frame();
    }

    private void ReadHeader()
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        Fill(header[..2]);
        _flags = header[0];
        int length = 2 + (Has(HasLength) ? 8 : 0) + (Has(HasDictionary) ? 4 : 0);
        Fill(header[2..(length + 1)]);
        if ((byte)(XxHash32.HashToUInt32(header[..length]) >> 8) != header[length] || (_flags & FlagsReserved) != 0 || (header[1] & BlockReserved) != 0 || header[1] >> BlockShift < MinBlockCode)
            CodecsThrow.BadLz4("a header");
        if (_flags >> VersionShift != Version)
            CodecsThrow.UnknownLz4Version(_flags >> VersionShift);

        // 64 KiB, 256 KiB, 1 MiB, 4 MiB. A content length of 0 means unknown.
        _maxBlock = 1 << (8 + 2 * (header[1] >> BlockShift));
        _claimed = Has(HasLength) ? BinaryPrimitives.ReadUInt64LittleEndian(header[2..]) : 0;
        _length = 0;
        _check.Reset();
        _frame = Frame.Current;
    }

    private void ReadBlock()
    {
        uint number = ReadNumber();
        // A length of 0 ends the frame.
        if (number == 0)
        {
            EndFrame();
            return;
        }

        int length = (int)(number & int.MaxValue);
        if (length > _maxBlock)
            CodecsThrow.BadLz4("a block");
        ReadOnlySpan<byte> block = ReadCompressed(length);
        if (Has(HasBlockChecks) && ReadNumber() != XxHash32.HashToUInt32(block))
            CodecsThrow.BadLz4("a block");
        if (length == number)
        {
            Decode(block, _maxBlock, keepsWindow: !Has(AreIndependent));
        }
        else
        {
            block.CopyTo(Room(length, keepsWindow: !Has(AreIndependent)));
            _end += length;
        }

        ReadOnlySpan<byte> content = _content.AsSpan(_start, _end - _start);
        _length += (uint)content.Length;
        if (Has(HasContentCheck))
            _check.Append(content);
    }

    private void EndFrame()
    {
        if (_claimed != 0 && _claimed != _length)
            CodecsThrow.Lz4OfOtherLength(_claimed, _length);
        if (Has(HasContentCheck) && ReadNumber() != _check.GetCurrentHashAsUInt32())
            CodecsThrow.BadLz4("the content");
        _frame = Frame.None;
    }

    private bool ReadLegacyBlock()
    {
        if (!TryReadNumber(out uint length))
            return false;
        // The frame ends at the end of the file or the next frame's magic number.
        if (length > LegacyCompressedBlock)
        {
            _frame = Frame.None;
            Begin(length);
        }
        else
        {
            Decode(ReadCompressed((int)length), LegacyBlock, keepsWindow: false);
        }

        return true;
    }

    private void Decode(ReadOnlySpan<byte> block, int maxLength, bool keepsWindow)
    {
        Span<byte> room = Room((int)Math.Min(maxLength, block.Length * (long)MaxExpansion + MinRoom), keepsWindow);
        int count = block is [0] ? 0 : LZ4Codec.Decode(block, room, _content.AsSpan(0, _start));
        if (count < 0 || block.IsEmpty)
            CodecsThrow.BadLz4("a block");
        _end += count;
    }

    private Span<byte> Room(int length, bool keepsWindow)
    {
        int kept = keepsWindow ? Math.Min(_end, Window) : 0;
        ReadOnlySpan<byte> window = _content.AsSpan(_end - kept, kept);
        if (_content.Length < kept + length)
        {
            byte[] longer = ArrayPool<byte>.Shared.Rent(kept + length);
            window.CopyTo(longer);
            Return(ref _content);
            _content = longer;
        }
        else
        {
            window.CopyTo(_content);
        }

        _start = _end = kept;
        return _content.AsSpan(kept, length);
    }

    private ReadOnlySpan<byte> ReadCompressed(int length)
    {
        for (int filled = 0; filled < length;)
        {
            // Memory grows as the bytes arrive.
            int wanted = Math.Min(length, Math.Max(FirstPiece, 2 * filled));
            if (_compressed.Length < wanted)
            {
                byte[] longer = ArrayPool<byte>.Shared.Rent(wanted);
                _compressed.AsSpan(0, filled).CopyTo(longer);
                Return(ref _compressed);
                _compressed = longer;
            }

            Fill(_compressed.AsSpan(filled, wanted - filled));
            filled = wanted;
        }

        return _compressed.AsSpan(0, length);
    }

    private void Skip(uint count)
    {
        Span<byte> skipped = stackalloc byte[1024];
        for (long left = count; left > 0;)
        {
            Span<byte> piece = skipped[..(int)Math.Min(skipped.Length, left)];
            Fill(piece);
            left -= piece.Length;
        }
    }

    private uint ReadNumber()
    {
        if (!TryReadNumber(out uint number))
            CodecsThrow.EndsEarly();
        return number;
    }

    private bool TryReadNumber(out uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        int count = input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > 0 && count < bytes.Length)
            CodecsThrow.EndsEarly();
        number = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return count > 0;
    }

    private void Fill(Span<byte> bytes)
    {
        if (input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            CodecsThrow.EndsEarly();
    }

    private bool Has(int flag) => (_flags & flag) != 0;

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
