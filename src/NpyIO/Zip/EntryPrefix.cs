using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using NpyIO.IO;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>Reads the local header and the first bytes of an entry's data together: all of a small entry in one call. The header is compared with the directory the first time.</summary>
internal sealed class EntryPrefix : ReadPlan
{
    /// <summary>Maximum length of an entry that is read and inflated at once, in bytes.</summary>
    internal const int SmallLength = 64 << 10;

    /// <summary>Bytes of a longer entry that are read first: enough for most headers.</summary>
    private const int FirstLength = 1 << 10;

    /// <summary>Length of the local extra fields of most writers, in bytes; longer ones need another read.</summary>
    private const int LikelyExtraLength = 64;

    private readonly ZipEntry _entry;
    private readonly int _ahead;
    private byte[] _buffer;
    private byte[] _inflated = [];
    private int _filled;
    private int _dataAt;
    private Step _step;

    internal EntryPrefix(ZipEntry entry, bool isWhole)
    {
        entry.CheckClaims();
        _entry = entry;
        IsSmall = isWhole && entry.CompressedLength <= SmallLength && entry.Length <= SmallLength;
        _ahead = (int)Math.Min(entry.CompressedLength, IsSmall ? SmallLength : FirstLength);
        int headerLength = entry.DataOffset == ZipEntry.NotLocated ? Local.Length + entry.StoredName.Length + LikelyExtraLength : 0;
        _buffer = ArrayPool<byte>.Shared.Rent(headerLength + _ahead + DataDescriptor.MaxLength);
        if (headerLength > 0)
            Fill(Step.Header, entry.HeaderOffset, (int)Math.Min(headerLength + _ahead, entry.Limit - entry.HeaderOffset));
        else
            Fill(Step.Data, entry.DataOffset, _ahead);
    }

    private enum Step
    {
        Header,
        RestOfHeader,
        Data,
        Descriptor,
    }

    internal bool IsSmall { get; }

    internal ReadOnlyMemory<byte> Data => _buffer.AsMemory(_dataAt, _ahead);

    /// <summary>Returns all data of a small entry, decompressed and checked. They are valid until this is disposed of.</summary>
    internal ReadOnlySpan<byte> ReadSmall(PayloadSource archive)
    {
        if (_entry.IsStored)
        {
            uint crc = Crc32.HashToUInt32(Data.Span);
            if (crc != _entry.Crc)
                ZipThrow.BadChecksum(_entry, crc);
            return Data.Span;
        }

        using var source = new InflatedSource(archive, _entry, Data);
        _inflated = ArrayPool<byte>.Shared.Rent((int)_entry.Length);
        for (int at = 0; at < _entry.Length;)
            at += source.Read(at, _inflated.AsSpan(at, (int)_entry.Length - at));
        source.Complete();
        return _inflated.AsSpan(0, (int)_entry.Length);
    }

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        ArrayPool<byte>.Shared.Return(_inflated);
        _buffer = [];
        _inflated = [];
    }

    private protected override bool Advance() => _step switch
    {
        Step.Header => ReadHeaderOn(),
        Step.RestOfHeader => CompareHeader(),
        Step.Descriptor => CheckDescriptor(),
        _ => false,
    };

    private protected override void EndedEarly(long offset) => ZipThrow.EntryEndsEarly(_entry.Name, offset);

    private void Fill(Step step, long offset, int count)
    {
        Want(offset, _buffer.AsMemory(_filled, count));
        _filled += count;
        _step = step;
    }

    private bool ReadHeaderOn()
    {
        long offset = _entry.HeaderOffset;
        if (BinaryPrimitives.ReadUInt32LittleEndian(_buffer) != Local.Signature)
            ZipThrow.BadArchive(offset, _entry.Name, $"no local header begins where the directory says, but {ZipThrow.Start(_buffer)}", @"b'PK\x03\x04'", ZipThrow.Start(_buffer));
        _dataAt = LocalHeader.LengthOf(_buffer);
        if (_entry.CompressedLength > _entry.Limit - offset - _dataAt)
            ZipThrow.EntryOverlaps(_entry, offset + _dataAt);

        // Bytes are missing only if the extra fields are longer than usual.
        int missing = Math.Max(0, _dataAt + _ahead - _filled);
        if (_filled + missing + DataDescriptor.MaxLength > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_filled + missing + DataDescriptor.MaxLength);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        if (missing == 0)
            return CompareHeader();
        Fill(Step.RestOfHeader, offset + _filled, missing);
        return true;
    }

    private bool CompareHeader()
    {
        var header = new LocalHeader(_buffer.AsMemory(0, _dataAt), _entry.HeaderOffset);
        header.Compare(_entry);
        long dataOffset = _entry.HeaderOffset + _dataAt;
        if (!header.HasDescriptor || header.HasAllOf(_entry))
        {
            _entry.DataOffset = dataOffset;
            return false;
        }

        // Append to the kept part of the data, which is not all of them if the entry is longer.
        _filled = _dataAt + _ahead;
        long end = dataOffset + _entry.CompressedLength;
        Fill(Step.Descriptor, end, (int)Math.Min(DataDescriptor.MaxLength, _entry.Limit - end));
        return true;
    }

    private bool CheckDescriptor()
    {
        long dataOffset = _entry.HeaderOffset + _dataAt;
        Span<byte> record = _buffer.AsSpan(_dataAt + _ahead, _filled - _dataAt - _ahead);
        if (DataDescriptor.LengthOf(record, _entry.Crc, _entry.CompressedLength, _entry.Length) == 0)
            ZipThrow.BadDescriptor(dataOffset + _entry.CompressedLength, _entry.Name);
        _entry.DataOffset = dataOffset;
        return false;
    }
}
