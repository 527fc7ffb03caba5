using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using NpyIO.Signatures;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>Reads an archive from front to back: each entry after its local header, then the directory, which must list exactly those entries, and the end record.</summary>
internal sealed class ForwardReader : IDisposable
{
    private const int AdviceLength = 8;

    /// <summary>Maximum length of the extensible part of a ZIP64 record, in bytes.</summary>
    private const int MaxExtensible = 64 << 10;

    private readonly ForwardInput _input;
    private readonly Dictionary<long, ForwardEntry> _unlisted = [];

    /// <summary>Minimum length of directory and end record for the entries so far, in bytes.</summary>
    private long _tail = End.Length;

    /// <summary>Reads the archive at the position of <paramref name="stream"/>, which stays open and is positioned after the archive at the end.</summary>
    internal ForwardReader(Stream stream, bool isAsync) => _input = new ForwardInput(stream, isAsync);

    public void Dispose() => _input.Dispose();

    /// <summary>Advances to the next entry, whose data must all be read. Returns null if the directory begins.</summary>
    internal async ValueTask<ForwardEntry?> NextAsync(CancellationToken cancellationToken)
    {
        bool isFirst = _input.Position == 0;
        bool isThere = await _input.TryFillAsync(isFirst ? AdviceLength : sizeof(uint), _tail, cancellationToken).ConfigureAwait(false);
        if (IsNext(Central.Signature) || IsNext(End.Signature) || IsNext(End64.Signature))
        {
            return null;
        }

        if (!IsNext(Local.Signature))
        {
            if (isFirst)
            {
                await _input.TryFillAsync(Verdict.HeadLength, Verdict.HeadLength, cancellationToken).ConfigureAwait(false);
                ZipThrow.NotAnArchive(_input.Ready.Span[..Math.Min(Verdict.HeadLength, _input.Ready.Length)]);
            }

            NoRecord(isThere);
        }

        LocalHeader header = await ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
        ZipEntry entry = ZipEntry.Of(header, header.Name ?? ZipThrow.NameNotUtf8(header.Offset, header.StoredName));
        entry.CheckClaims();
        _tail += Central.Length + header.StoredName.Length;
        var opened = ForwardEntry.Open(_input, header, entry, _tail);
        _unlisted.Add(header.Offset, opened);
        return opened;
    }

    /// <summary>Reads the directory and the end record after the last entry. Returns the entries in the directory's order, each compared with its record.</summary>
    internal async ValueTask<List<ForwardEntry>> ReadDirectoryAsync(CancellationToken cancellationToken)
    {
        var listed = new List<ForwardEntry>(_unlisted.Count);
        long start = _input.Position;
        while (IsNext(Central.Signature))
        {
            ZipEntry record = await ReadEntryAsync(cancellationToken).ConfigureAwait(false);
            if (!_unlisted.Remove(record.HeaderOffset, out ForwardEntry? entry))
            {
                ZipThrow.RecordWithoutEntry(record);
            }

            Compare(entry, record);
            listed.Add(entry);
            _tail -= Central.Length + entry.Header.StoredName.Length;
            await RequireAsync(sizeof(uint), _tail, cancellationToken).ConfigureAwait(false);
        }

        foreach (ForwardEntry entry in _unlisted.Values)
        {
            ZipThrow.EntryWithoutRecord(entry.Entry);
        }

        await ReadEndAsync(start, listed.Count, cancellationToken).ConfigureAwait(false);
        return listed;
    }

    /// <summary>Compares an entry, and its local header, with its record in the directory.</summary>
    private static void Compare(ForwardEntry entry, ZipEntry record)
    {
        entry.Header.Compare(record);
        if (entry.Crc != record.Crc || entry.DataLength != record.Length || entry.CompressedLength != record.CompressedLength)
        {
            ZipThrow.BadDescriptor(entry.Header.Offset, record.Name);
        }
    }

    /// <summary>Compares the end record with what precedes it.</summary>
    private static void Check(EndOfCentralDirectory end, long directoryStart, int count)
    {
        if (end.Fault == EndOfCentralDirectoryFault.None && (end.DirectoryStart != directoryStart || end.Prefix != 0))
        {
            end = end with { Fault = EndOfCentralDirectoryFault.NoDirectory };
        }

        if (end.Fault != EndOfCentralDirectoryFault.None)
        {
            ZipThrow.BadEndRecord(end);
        }

        if (!end.HasCount(count))
        {
            ZipThrow.WrongEntryCount(end, count);
        }
    }

    private static int EntryLength(ReadOnlySpan<byte> entry) =>
        Central.Length
        + BinaryPrimitives.ReadUInt16LittleEndian(entry[Central.NameLength..])
        + BinaryPrimitives.ReadUInt16LittleEndian(entry[Central.ExtraLength..])
        + BinaryPrimitives.ReadUInt16LittleEndian(entry[Central.CommentLength..]);

    /// <summary>Returns the length of the extensible part of a ZIP64 record, in bytes; no writer uses it.</summary>
    private static int ExtensibleLength(ReadOnlySpan<byte> record, long offset)
    {
        long length = BinaryPrimitives.ReadInt64LittleEndian(record[End64.RecordLength..]) - (End64.Length - End64.RecordLength - sizeof(long));
        if (length is < 0 or > MaxExtensible)
        {
            ZipThrow.BadEndRecord(new EndOfCentralDirectory { Position = offset, Fault = EndOfCentralDirectoryFault.BadZip64Record });
        }

        return (int)length;
    }

    private async ValueTask<LocalHeader> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        long offset = _input.Position;
        await RequireAsync(Local.Length, Local.Length + Central.Length + _tail, cancellationToken).ConfigureAwait(false);
        int length = LocalHeader.LengthOf(_input.Ready.Span);
        await RequireAsync(length, length + Central.Length + _tail, cancellationToken).ConfigureAwait(false);
        LocalHeader header = LocalHeader.Parse(_input.Ready[..length].ToArray(), offset);
        _input.Advance(length);
        return header;
    }

    private async ValueTask<ZipEntry> ReadEntryAsync(CancellationToken cancellationToken)
    {
        long offset = _input.Position;
        await RequireAsync(Central.Length, Math.Max(_tail, Central.Length), cancellationToken).ConfigureAwait(false);
        int length = EntryLength(_input.Ready.Span);
        await RequireAsync(length, length + End.Length, cancellationToken).ConfigureAwait(false);
        var entry = ZipEntry.Parse(_input.Ready[..length].ToArray(), offset, prefix: 0);
        _input.Advance(length);
        return entry;
    }

    /// <summary>Reads the end record with those of ZIP64 before it, and the comment after it, whose last bytes may be missing, as in zipfile.</summary>
    private async ValueTask ReadEndAsync(long directoryStart, int count, CancellationToken cancellationToken)
    {
        long offset = _input.Position;
        byte[] records = [];
        if (IsNext(End64.Signature))
        {
            records = [.. await TakeAsync(End64.Length, cancellationToken).ConfigureAwait(false)];
            records = [.. records, .. await TakeAsync(ExtensibleLength(records, offset) + Locator64.Length, cancellationToken).ConfigureAwait(false)];
            await RequireAsync(sizeof(uint), End.Length, cancellationToken).ConfigureAwait(false);
        }

        if (!IsNext(End.Signature))
        {
            NoRecord(isThere: true);
        }

        byte[] end = await TakeAsync(End.Length, cancellationToken).ConfigureAwait(false);
        Check(EndOfCentralDirectory.Read([.. records, .. end], records.Length, offset), directoryStart, count);
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(End.CommentLength));
        await _input.TryFillAsync(commentLength, commentLength, cancellationToken).ConfigureAwait(false);
        _input.Advance(Math.Min(commentLength, _input.Ready.Length));
    }

    private async ValueTask<byte[]> TakeAsync(int count, CancellationToken cancellationToken)
    {
        await RequireAsync(count, count, cancellationToken).ConfigureAwait(false);
        byte[] bytes = _input.Ready[..count].ToArray();
        _input.Advance(count);
        return bytes;
    }

    private async ValueTask RequireAsync(int count, long known, CancellationToken cancellationToken)
    {
        if (!await _input.TryFillAsync(count, known, cancellationToken).ConfigureAwait(false))
        {
            ZipThrow.StreamEndsEarly(_input.Position + _input.Ready.Length);
        }
    }

    [DoesNotReturn]
    private void NoRecord(bool isThere)
    {
        if (!isThere)
        {
            ZipThrow.StreamEndsEarly(_input.Position + _input.Ready.Length);
        }

        ZipThrow.NoRecord(_input.Position, _input.Ready.Span);
    }

    private bool IsNext(uint signature) => EndOfCentralDirectory.StartsWith(_input.Ready.Span, signature);
}
