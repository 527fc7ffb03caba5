using System.Buffers;
using System.Buffers.Binary;
using NpyIO.IO;
using NpyIO.Signatures;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

/// <summary>The central directory of an archive: APPNOTE 6.3, §4.3.12. <c>Prefix</c> is the number of bytes before the archive, which its offsets do not count.</summary>
internal sealed record CentralDirectory(IReadOnlyList<ZipEntry> Entries, long Start, long Prefix, ReadOnlyMemory<byte> Comment)
{
    /// <summary>Parses a directory whose length has been compared with the count in <paramref name="end"/>. The entries keep <paramref name="bytes"/>.</summary>
    internal static CentralDirectory Parse(ReadOnlyMemory<byte> bytes, in EndOfCentralDirectory end, byte[] comment)
    {
        var entries = new List<ZipEntry>((int)end.Count);
        for (int at = 0; at < bytes.Length;)
        {
            ZipEntry entry = ZipEntry.Parse(bytes[at..], end.DirectoryStart + at, end.Prefix);
            entries.Add(entry);
            at += entry.Entry.Length;
        }

        if (!end.HasCount(entries.Count))
            ZipThrow.WrongEntryCount(end, entries.Count);
        ZipEntry[] all = [.. entries];
        SetLimits(all, end.DirectoryStart);
        return new CentralDirectory(all, end.DirectoryStart, end.Prefix, comment);
    }

    /// <summary>Sets for each entry the offset of the next one, before which its data must end. Two entries with the same header overlap in any case.</summary>
    private static void SetLimits(ZipEntry[] entries, long directoryStart)
    {
        ZipEntry[] sorted = entries;
        for (int i = 1; i < entries.Length; i++)
        {
            if (entries[i].HeaderOffset < entries[i - 1].HeaderOffset)
            {
                sorted = (ZipEntry[])entries.Clone();
                Array.Sort(sorted, static (a, b) => a.HeaderOffset.CompareTo(b.HeaderOffset));
                break;
            }
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            bool isShared = i > 0 && sorted[i - 1].HeaderOffset == sorted[i].HeaderOffset;
            long next = i + 1 < sorted.Length ? sorted[i + 1].HeaderOffset : directoryStart;
            sorted[i].Limit = isShared ? sorted[i].HeaderOffset : Math.Min(next, directoryStart);
        }
    }
}

/// <summary>
/// Reads an archive's directory: the end of the file, which contains the end record, then the part of the directory before it. If several records could be the end record (a comment may
/// hold anything), the last one that has a directory where it says counts, unless all of it is in the comment of another one, which a reader from the front would find.
/// </summary>
internal sealed class CentralDirectoryPlan : ReadPlan
{
    /// <summary>Room for the longest comment after the longest records, and for some of the directory before them, in bytes.</summary>
    private const int MaxTail = 68 << 10;

    private readonly long _length;
    private readonly long _tailStart;
    private readonly int _tailLength;
    private byte[] _tail;
    private byte[] _other = [];
    private int _searchEnd;
    private int _at;
    private int _outerFrom;
    private int _innerAt = -1;
    private Step _step;
    private EndOfCentralDirectory _end;
    private EndOfCentralDirectory _firstFaulty;

    internal CentralDirectoryPlan(long length)
    {
        _length = length;
        _tailLength = (int)Math.Min(length, MaxTail);
        _tailStart = length - _tailLength;
        _tail = ArrayPool<byte>.Shared.Rent(_tailLength);
        _searchEnd = _tailLength - End.Length + sizeof(uint);
        Want(_tailStart, _tail.AsMemory(0, _tailLength));
    }

    private enum Step
    {
        Tail,
        Probe,
        Directory,
        Prefix,
        Advice,
    }

    internal CentralDirectory? Directory { get; private set; }

    private static ReadOnlySpan<byte> EndSignature => [0x50, 0x4B, 0x05, 0x06];

    private ReadOnlySpan<byte> Tail => _tail.AsSpan(0, _tailLength);

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_tail);
        _tail = [];
    }

    private protected override bool Advance()
    {
        switch (_step)
        {
            case Step.Tail:
                return TryNext();
            case Step.Probe when EndOfCentralDirectory.StartsWith(_other, Central.Signature):
                return ReadDirectory();
            case Step.Probe when Directory is not null:
                return TryOuter();
            case Step.Probe:
                Reject(_end with { Fault = EndOfCentralDirectoryFault.NoDirectory });
                return TryNext();
            case Step.Directory:
                return Parse();
            case Step.Prefix when !Verdict.IsCompressed(_other):
                return false;
            case Step.Advice when _firstFaulty.Fault != EndOfCentralDirectoryFault.None && !Verdict.IsCompressed(_other):
                ZipThrow.BadEndRecord(_firstFaulty);
                return false;
            default:
                ZipThrow.NotAnArchive(_other);
                return false;
        }
    }

    private protected override void EndedEarly(long offset) => ZipThrow.ArchiveEndsEarly(offset, _length);

    private bool TryNext()
    {
        while (_searchEnd >= EndSignature.Length && (_at = Tail[.._searchEnd].LastIndexOf(EndSignature)) >= 0)
        {
            _searchEnd = _at + EndSignature.Length - 1;
            _end = EndOfCentralDirectory.Read(Tail, _at, _tailStart);
            if (_end.Fault == EndOfCentralDirectoryFault.None && _end.DirectoryLength > 0)
            {
                if (_end.DirectoryStart < _tailStart)
                    return Fill(Step.Probe, _end.DirectoryStart, sizeof(uint));
                if (!EndOfCentralDirectory.StartsWith(Tail[(int)(_end.DirectoryStart - _tailStart)..], Central.Signature))
                    _end = _end with { Fault = EndOfCentralDirectoryFault.NoDirectory };
            }

            if (_end.Fault == EndOfCentralDirectoryFault.None)
                return ReadDirectory();
            Reject(_end);
        }

        return ReadBeginning(Step.Advice);
    }

    private bool ReadDirectory()
    {
        if (_end.DirectoryLength > Array.MaxLength)
            ZipThrow.Unsupported(_end.DirectoryStart, null, $"The directory has {_end.DirectoryLength} bytes, more than NpyIO reads, which is {Array.MaxLength}");
        if (_end.DirectoryStart < _tailStart)
            return Fill(Step.Directory, _end.DirectoryStart, _end.DirectoryLength);
        _other = Tail.Slice((int)(_end.DirectoryStart - _tailStart), (int)_end.DirectoryLength).ToArray();
        return Parse();
    }

    private bool Parse()
    {
        // A comment may be shorter than it claims, as in zipfile.
        ReadOnlySpan<byte> comment = Tail[(_at + End.Length)..];
        Directory = CentralDirectory.Parse(_other, _end, comment[..Math.Min(comment.Length, CommentLength(_at))].ToArray());
        if (_innerAt >= 0)
            return false;
        _innerAt = _at;
        return TryOuter();
    }

    /// <summary>Continues, from the front, with the next record whose comment may contain the one that was found.</summary>
    private bool TryOuter()
    {
        while (Tail[_outerFrom.._innerAt].IndexOf(EndSignature) is >= 0 and var found)
        {
            _at = _outerFrom + found;
            _outerFrom = _at + 1;
            _end = EndOfCentralDirectory.Read(Tail, _at, _tailStart);
            if (IsOuter())
                return Fill(Step.Probe, _end.DirectoryStart, sizeof(uint));
        }

        return Directory!.Prefix > 0 && ReadBeginning(Step.Prefix);
    }

    /// <summary>Whether the record's comment is all the rest of the file, and the record is not inside an entry's data according to the directory that was found.</summary>
    private bool IsOuter() => _at + End.Length + CommentLength(_at) == _tailLength
        && _end is { Fault: EndOfCentralDirectoryFault.None, Prefix: 0, DirectoryLength: > 0 }
        && !Directory!.Entries.Any(entry => entry.HeaderOffset <= _end.Position && _end.Position - entry.HeaderOffset < Local.Length + entry.StoredName.Length + entry.CompressedLength);

    private int CommentLength(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Tail[(at + End.CommentLength)..]);

    private void Reject(EndOfCentralDirectory end)
    {
        if (_firstFaulty.Fault == EndOfCentralDirectoryFault.None)
            _firstFaulty = end;
    }

    /// <summary>Reads the beginning of the file. A compressed file that holds an incompressible archive looks like an archive from its end.</summary>
    private bool ReadBeginning(Step step) => Fill(step, 0, Math.Min(_length, Verdict.HeadLength));

    private bool Fill(Step step, long offset, long count)
    {
        _step = step;
        _other = new byte[count];
        Want(offset, _other);
        return true;
    }
}
