using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using NpyIO.IO;
using NpyIO.Signatures;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>Reads an archive from front to back: each local header and entry, then the directory, which must list exactly those entries, and the end record. Keeps the stream open.</summary>
internal sealed class ForwardReader(Stream stream, bool isAsync) : IDisposable
{
    private const int AdviceLength = 8;

    private const int MaxExtensible = 64 << 10;

    private readonly ForwardInput _input = new(stream, isAsync);
    private readonly Dictionary<long, ForwardEntry> _unlisted = [];

    /// <summary>Minimum length of directory and end record for the entries so far, in bytes.</summary>
    private long _tail = End.Length;

    public void Dispose() => _input.Dispose();

    /// <summary>Advances to the next entry, whose data must all be read. Returns null if the directory begins.</summary>
    internal async ValueTask<ForwardEntry?> NextAsync(CancellationToken cancellationToken)
    {
        bool isFirst = _input.Position == 0;
        bool isThere = await _input.TryFillAsync(isFirst ? AdviceLength : sizeof(uint), _tail, cancellationToken).ConfigureAwait(false);
        if (IsNext(Central.Signature) || IsNext(End.Signature) || IsNext(End64.Signature))
            return null;
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
                ZipThrow.BadArchive(record.RecordOffset, record.Name, $"the directory says that it begins at byte {record.HeaderOffset}, but no entry does, or the directory lists it twice");
            entry.Header.Compare(record);
            if (entry.Crc != record.Crc || entry.DataLength != record.Length || entry.CompressedLength != record.CompressedLength)
                ZipThrow.BadDescriptor(entry.Header.Offset, record.Name);
            listed.Add(entry);
            _tail -= Central.Length + entry.Header.StoredName.Length;
            await RequireAsync(sizeof(uint), _tail, cancellationToken).ConfigureAwait(false);
        }

        foreach (ForwardEntry entry in _unlisted.Values)
            ZipThrow.BadArchive(entry.Entry.HeaderOffset, entry.Entry.Name, "it is in the archive, but not in its directory");

        await ReadEndAsync(start, listed.Count, cancellationToken).ConfigureAwait(false);
        return listed;
    }

    private static void Check(EndOfCentralDirectory end, long directoryStart, int count)
    {
        if (end.Fault == EndOfCentralDirectoryFault.None && (end.DirectoryStart != directoryStart || end.Prefix != 0))
            end = end with { Fault = EndOfCentralDirectoryFault.NoDirectory };
        if (end.Fault != EndOfCentralDirectoryFault.None)
            ZipThrow.BadEndRecord(end);
        if (!end.HasCount(count))
            ZipThrow.WrongEntryCount(end, count);
    }

    private static int ExtensibleLength(ReadOnlySpan<byte> record, long offset)
    {
        long length = BinaryPrimitives.ReadInt64LittleEndian(record[End64.RecordLength..]) - (End64.Length - End64.RecordLength - sizeof(long));
        if (length is < 0 or > MaxExtensible)
            ZipThrow.BadEndRecord(new EndOfCentralDirectory { Position = offset, Fault = EndOfCentralDirectoryFault.BadZip64Record });
        return (int)length;
    }

    private async ValueTask<LocalHeader> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        long offset = _input.Position;
        await RequireAsync(Local.Length, Local.Length + Central.Length + _tail, cancellationToken).ConfigureAwait(false);
        int length = LocalHeader.LengthOf(_input.Ready.Span);
        await RequireAsync(length, length + Central.Length + _tail, cancellationToken).ConfigureAwait(false);
        var header = new LocalHeader(_input.Ready[..length].ToArray(), offset);
        _input.Advance(length);
        return header;
    }

    private async ValueTask<ZipEntry> ReadEntryAsync(CancellationToken cancellationToken)
    {
        long offset = _input.Position;
        await RequireAsync(Central.Length, Math.Max(_tail, Central.Length), cancellationToken).ConfigureAwait(false);
        int length = ZipEntry.LengthOf(_input.Ready.Span);
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
            NoRecord(isThere: true);
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
            EndsEarly();
    }

    [DoesNotReturn]
    private void NoRecord(bool isThere)
    {
        if (!isThere)
            EndsEarly();
        string found = ZipThrow.Start(_input.Ready.Span);
        string problem = $"Neither an entry's local header nor the directory begins where the entry before it ends, but {found}";
        ZipThrow.BadArchive(_input.Position, null, problem, @"b'PK\x03\x04' or b'PK\x01\x02'", found);
    }

    [DoesNotReturn]
    private void EndsEarly() =>
        ZipThrow.InArchive(NpyFormatReason.TruncatedData, _input.Position + _input.Ready.Length, null, "The archive ends early, before its end record");

    private bool IsNext(uint signature) => EndOfCentralDirectory.StartsWith(_input.Ready.Span, signature);
}

/// <summary>
/// Reads a stream once, from front to back, through a buffer. It never reads more than is known to belong to the archive, so that what follows stays in the stream: each call says how
/// many bytes that is, from <see cref="Position"/> on. Leaves the stream open. If <c>isAsync</c> is false, every method completes before it returns.
/// </summary>
internal sealed class ForwardInput(Stream stream, bool isAsync) : IDisposable
{
    private const int BufferLength = 64 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;

    internal long Position { get; private set; }

    internal ReadOnlyMemory<byte> Ready => _buffer.AsMemory(_start, _end - _start);

    internal static long Sum(long claimed, long tail) => Math.Min(claimed, long.MaxValue - tail) + tail;

    /// <summary>Waits until <paramref name="count"/> bytes are <see cref="Ready"/>. Returns false if the stream ends before.</summary>
    internal async ValueTask<bool> TryFillAsync(int count, long known, CancellationToken cancellationToken)
    {
        while (Ready.Length < count)
        {
            MakeRoom(count);
            int room = (int)Math.Min(_buffer.Length - _end, known - Ready.Length);
            int more = await ReadStreamAsync(_buffer.AsMemory(_end, room), cancellationToken).ConfigureAwait(false);
            if (more == 0)
                return false;
            _end += more;
        }

        return true;
    }

    /// <summary>Reads some of the next bytes, at most <paramref name="known"/>. Returns 0 only at the stream's end.</summary>
    internal async ValueTask<int> ReadAsync(Memory<byte> destination, long known, CancellationToken cancellationToken)
    {
        if (Ready.IsEmpty && destination.Length >= BufferLength)
        {
            int read = await ReadStreamAsync(destination[..(int)Math.Min(destination.Length, known)], cancellationToken).ConfigureAwait(false);
            Position += read;
            return read;
        }

        if (destination.IsEmpty || !await TryFillAsync(1, known, cancellationToken).ConfigureAwait(false))
            return 0;
        int count = Math.Min(destination.Length, Ready.Length);
        Ready.Span[..count].CopyTo(destination.Span);
        Advance(count);
        return count;
    }

    internal void Advance(int count)
    {
        _start += count;
        Position += count;
        if (_start == _end)
            _start = _end = 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private async ValueTask<int> ReadStreamAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int count = isAsync ? await stream.ReadAsync(destination, cancellationToken).ConfigureAwait(false) : stream.Read(destination.Span);
        return StreamSource.Checked(count, destination.Length);
    }

    /// <summary>Moves the bytes that are ready to the buffer's start, and enlarges it if needed: records have names and fields of 64 KiB.</summary>
    private void MakeRoom(int count)
    {
        if (_start + count <= _buffer.Length)
            return;
        byte[] old = _buffer;
        int length = _end - _start;
        if (count > old.Length)
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        Buffer.BlockCopy(old, _start, _buffer, 0, length);
        (_start, _end) = (0, length);
        if (!ReferenceEquals(old, _buffer))
            ArrayPool<byte>.Shared.Return(old);
    }
}
