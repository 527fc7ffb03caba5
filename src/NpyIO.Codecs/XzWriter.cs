using System.Buffers.Binary;
using NpyIO.IO;
using SharpCompress.Compressors.LZMA;

namespace NpyIO.Codecs;

/// <summary>Writes .xz files of one block with a CRC-64. The encoder supports only LZMA, so each LZMA2 chunk is encoded separately: files are some per cent larger than those of <c>xz</c>.</summary>
internal sealed class XzWriter : ForwardWriteStream
{
    /// <summary>In bytes, uncompressed; also the window. Half of what a chunk's header allows.</summary>
    private const int MaxChunk = 1 << 20;

    /// <summary>In bytes.</summary>
    private const int MaxCompressed = 64 << 10;

    /// <summary>Compressed length at which a chunk is ended, in bytes: leaves room for what the encoder still holds back.</summary>
    private const int EnoughCompressed = 48 << 10;

    /// <summary>How much to give the encoder between two checks of its output, in bytes.</summary>
    private const int Step = 4 << 10;

    /// <summary>The first byte of a chunk: compressed with a full reset, stored with a dictionary reset, stored.</summary>
    private const int FreshChunk = 0xE0;
    private const byte FreshStored = 1;
    private const byte Stored = 2;

    private readonly Stream _target;
    private readonly int _level;
    private readonly XzCheck _check = new(XzCheck.Crc64Kind);
    private readonly byte[] _chunk = new byte[MaxChunk];
    private readonly MemoryStream _encoded = new(MaxCompressed);
    private LzmaStream? _encoder;
    private int _filled;
    private long _length;
    private long _unpadded;
    private bool _isEnded;

    internal XzWriter(Stream target, int level)
    {
        _target = target;
        _level = level;
        byte[] header = [.. XzLayout.Magic, 0, XzCheck.Crc64Kind, 0, 0, 0, 0];
        XzLayout.Seal(header.AsSpan(XzLayout.Magic.Length));
        _target.Write(header);

        byte[] block = [2, 0, XzLayout.Lzma2Filter, XzLayout.Lzma2PropertiesLength, (byte)XzLayout.PropertyOf(MaxChunk), 0, 0, 0, 0, 0, 0, 0];
        XzLayout.Seal(block);
        Put(block);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _check.Append(buffer);
        _length += buffer.Length;
        while (!buffer.IsEmpty)
        {
            _encoder ??= LzmaStream.Create(LzmaEncoding.Of(_level, endMarker: false, MaxChunk), isLzma2: false, _encoded);
            int count = Math.Min(Math.Min(buffer.Length, Step), MaxChunk - _filled);
            buffer[..count].CopyTo(_chunk.AsSpan(_filled));
            _encoder.Write(_chunk, _filled, count);
            _filled += count;
            buffer = buffer[count..];
            if (_filled == MaxChunk || _encoded.Length >= EnoughCompressed)
                EndChunk(_encoder);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isEnded)
        {
            _isEnded = true;
            if (_encoder is not null)
                EndChunk(_encoder);
            End();
        }

        base.Dispose(disposing);
    }

    private void EndChunk(LzmaStream encoder)
    {
        byte properties = encoder.Properties[0];
        encoder.Dispose();
        ReadOnlySpan<byte> encoded = _encoded.ToArray();
        if (encoded.Length <= MaxCompressed && encoded.Length < _filled)
        {
            Span<byte> head = [(byte)(FreshChunk | (_filled - 1) >> 16), 0, 0, 0, 0, properties];
            BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)(_filled - 1));
            BinaryPrimitives.WriteUInt16BigEndian(head[3..], (ushort)(encoded.Length - 1));
            Put(head);
            Put(encoded);
        }
        else
        {
            Store(_chunk.AsSpan(0, _filled));
        }

        _encoder = null;
        _encoded.SetLength(0);
        _filled = 0;
    }

    private void Store(ReadOnlySpan<byte> chunk)
    {
        for (byte control = FreshStored; !chunk.IsEmpty; control = Stored)
        {
            int count = Math.Min(chunk.Length, MaxCompressed);
            Span<byte> head = [control, 0, 0];
            BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)(count - 1));
            Put(head);
            Put(chunk[..count]);
            chunk = chunk[count..];
        }
    }

    private void End()
    {
        Put([0]);
        byte[] check = new byte[XzLayout.PaddingOf(_unpadded) + _check.Length];
        _check.Finish(check.AsSpan(check.Length - _check.Length));
        _target.Write(check);

        List<byte> index = [XzLayout.IndexMark, 1];
        XzLayout.AddNumber(index, _unpadded + _check.Length);
        XzLayout.AddNumber(index, _length);
        index.AddRange(new byte[XzLayout.PaddingOf(index.Count) + XzLayout.CrcLength]);
        byte[] sealedIndex = [.. index];
        XzLayout.Seal(sealedIndex);
        _target.Write(sealedIndex);

        Span<byte> footer = stackalloc byte[XzLayout.FooterLength];
        BinaryPrimitives.WriteInt32LittleEndian(footer[4..], sealedIndex.Length / XzLayout.Alignment - 1);
        footer[9] = XzCheck.Crc64Kind;
        BinaryPrimitives.WriteUInt32LittleEndian(footer, System.IO.Hashing.Crc32.HashToUInt32(footer[4..10]));
        XzLayout.FooterMagic.CopyTo(footer[10..]);
        _target.Write(footer);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _target.Write(bytes);
        _unpadded += bytes.Length;
    }
}
