using System.Buffers;
using System.IO.Hashing;
using NpyIO.IO;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>Reads the local header and the first bytes of an entry's data together: all of a small entry in one call. The header is compared with the directory the first time.</summary>
internal sealed class EntryPrefix : ReadPlan, IDisposable
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
    private int _filled;
    private int _dataAt;
    private Step _step;

    /// <summary><paramref name="isWhole"/> is true if all of the entry is wanted, not only its header.</summary>
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

    /// <summary>Whether <see cref="Data"/> is all of a small entry.</summary>
    internal bool IsSmall { get; }

    /// <summary>The first bytes of the data, as stored in the archive.</summary>
    internal ReadOnlyMemory<byte> Data => _buffer.AsMemory(_dataAt, _ahead);

    private long HeaderOffset => _entry.HeaderOffset;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private protected override void Arrived()
    {
        switch (_step)
        {
            case Step.Header:
                ReadHeaderOn();
                break;
            case Step.RestOfHeader:
                CompareHeader();
                break;
            case Step.Descriptor:
                CheckDescriptor();
                break;
            default:
                break;
        }
    }

    private protected override void EndedEarly(long offset) => ZipThrow.EntryEndsEarly(_entry.Name, offset);

    /// <summary>Reads <paramref name="count"/> bytes at <paramref name="offset"/> and appends them to the buffer.</summary>
    private void Fill(Step step, long offset, int count)
    {
        _step = step;
        int at = _filled;
        _filled += count;
        Want(offset, _buffer.AsMemory(at, count));
    }

    private void ReadHeaderOn()
    {
        if (!EndOfCentralDirectory.StartsWith(_buffer, Local.Signature))
            ZipThrow.NoLocalHeader(HeaderOffset, _entry.Name, _buffer.AsSpan(0, sizeof(uint)));
        _dataAt = LocalHeader.LengthOf(_buffer);
        if (_entry.CompressedLength > _entry.Limit - HeaderOffset - _dataAt)
            ZipThrow.EntryOverlaps(_entry, HeaderOffset + _dataAt, _entry.CompressedLength);

        // Bytes are missing only if the extra fields are longer than usual.
        int missing = Math.Max(0, _dataAt + _ahead - _filled);
        MakeRoom(_filled + missing + DataDescriptor.MaxLength);
        Fill(Step.RestOfHeader, HeaderOffset + _filled, missing);
    }

    private void CompareHeader()
    {
        LocalHeader header = LocalHeader.Parse(_buffer.AsMemory(0, _dataAt), HeaderOffset);
        header.Compare(_entry);
        if (!header.HasDescriptor || header.TellsAll(_entry))
        {
            _entry.DataOffset = HeaderOffset + _dataAt;
            return;
        }

        // Append to the kept part of the data, which is not all of them if the entry is longer.
        _filled = _dataAt + _ahead;
        long end = HeaderOffset + _dataAt + _entry.CompressedLength;
        Fill(Step.Descriptor, end, (int)Math.Min(DataDescriptor.MaxLength, _entry.Limit - end));
    }

    private void CheckDescriptor()
    {
        Span<byte> record = _buffer.AsSpan(_dataAt + _ahead, _filled - _dataAt - _ahead);
        if (DataDescriptor.LengthOf(record, _entry.Crc, _entry.CompressedLength, _entry.Length) == 0)
            ZipThrow.BadDescriptor(HeaderOffset + _dataAt + _entry.CompressedLength, _entry.Name);
        _entry.DataOffset = HeaderOffset + _dataAt;
    }

    private void MakeRoom(int length)
    {
        if (length <= _buffer.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(length);
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

/// <summary>All data of a small entry, decompressed and checked.</summary>
internal sealed class SmallData : IDisposable
{
    private readonly EntryPrefix _head;
    private byte[] _inflated = [];

    private SmallData(EntryPrefix head) => _head = head;

    /// <summary>The data; valid until this is disposed of.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>
    /// Decompresses and checks the data in <paramref name="head"/>, which has all of them; takes ownership of it. Throws <see cref="NpyFormatException"/> if the data are not what the
    /// archive says.
    /// </summary>
    internal static SmallData Read(PayloadSource archive, ZipEntry entry, EntryPrefix head)
    {
        var data = new SmallData(head);
        try
        {
            if (entry.IsStored)
                data.Check(entry);
            else
                data.Inflate(archive, entry);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _head.Dispose();
        if (_inflated.Length > 0)
            ArrayPool<byte>.Shared.Return(_inflated);
        _inflated = [];
        Bytes = default;
    }

    private void Check(ZipEntry entry)
    {
        Bytes = _head.Data;
        uint crc = Crc32.HashToUInt32(Bytes.Span);
        if (crc != entry.Crc)
            ZipThrow.BadChecksum(entry, crc);
    }

    private void Inflate(PayloadSource archive, ZipEntry entry)
    {
        using var source = new InflatedSource(archive, entry, _head.Data);
        _inflated = ArrayPool<byte>.Shared.Rent((int)entry.Length);
        for (int at = 0; at < entry.Length;)
            at += source.Read(at, _inflated.AsSpan(at, (int)entry.Length - at));
        source.Complete();
        Bytes = _inflated.AsMemory(0, (int)entry.Length);
    }
}
