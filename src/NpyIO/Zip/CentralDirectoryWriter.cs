using System.Buffers;
using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>Collects the entries of an archive that is written, and writes the records at its end.</summary>
internal sealed class CentralDirectoryWriter
{
    private const int EntriesAtOnce = 1000;

    private readonly List<EntryRecord> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    internal void Claim(ZipName name)
    {
        if (!_names.Add(name.Text))
            ZipThrow.DuplicateEntry(name.Text);
    }

    internal void Add(EntryRecord entry) => _entries.Add(entry);

    internal IEnumerable<Pause> Write(ZipOutput output, byte[] comment)
    {
        long offset = output.Position;
        for (int i = 0; i < _entries.Count; i++)
        {
            int length = _entries[i].EntryLength;
            byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
            _entries[i].WriteEntry(buffer.AsSpan(0, length));
            output.Append(buffer.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(buffer);
            if (i % EntriesAtOnce == 0)
                yield return default;
        }

        output.Append(EndRecords.ToBytes(offset, output.Position - offset, _entries.Count, comment));
        output.Complete();
    }
}

/// <summary>The record of an entry in a directory that is to be written.</summary>
internal abstract class EntryRecord
{
    internal abstract int EntryLength { get; }

    internal abstract void WriteEntry(Span<byte> destination);
}

/// <summary>The records at the end of an archive that is written, chosen as in zipfile (<c>ZipFile._write_end_record</c>).</summary>
internal static class EndRecords
{
    internal static byte[] ToBytes(long offset, long length, long count, ReadOnlySpan<byte> comment)
    {
        bool is64 = count > ushort.MaxValue || offset > ZipLayout.Most32 || length > ZipLayout.Most32;
        int at = is64 ? ZipLayout.End64.Length + ZipLayout.Locator64.Length : 0;
        var records = new byte[at + ZipLayout.End.Length + comment.Length];
        if (is64)
            Write64(records, offset, length, count);

        Span<byte> end = records.AsSpan(at);
        BinaryPrimitives.WriteUInt32LittleEndian(end, ZipLayout.End.Signature);
        BinaryPrimitives.WriteUInt16LittleEndian(end[ZipLayout.End.CountOnDisk..], (ushort)Math.Min(count, ZipLayout.In64Bits16));
        BinaryPrimitives.WriteUInt16LittleEndian(end[ZipLayout.End.Count..], (ushort)Math.Min(count, ZipLayout.In64Bits16));
        BinaryPrimitives.WriteUInt32LittleEndian(end[ZipLayout.End.DirectoryLength..], (uint)Math.Min(length, ZipLayout.In64Bits32));
        BinaryPrimitives.WriteUInt32LittleEndian(end[ZipLayout.End.DirectoryOffset..], (uint)Math.Min(offset, ZipLayout.In64Bits32));
        BinaryPrimitives.WriteUInt16LittleEndian(end[ZipLayout.End.CommentLength..], (ushort)comment.Length);
        comment.CopyTo(end[ZipLayout.End.Length..]);
        return records;
    }

    private static void Write64(Span<byte> record, long offset, long length, long count)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, ZipLayout.End64.Signature);
        BinaryPrimitives.WriteInt64LittleEndian(record[ZipLayout.End64.RecordLength..], ZipLayout.End64.Length - ZipLayout.End64.VersionMadeBy);
        BinaryPrimitives.WriteUInt16LittleEndian(record[ZipLayout.End64.VersionMadeBy..], ZipLayout.Zip64Version);
        BinaryPrimitives.WriteUInt16LittleEndian(record[ZipLayout.End64.Version..], ZipLayout.Zip64Version);
        BinaryPrimitives.WriteInt64LittleEndian(record[ZipLayout.End64.CountOnDisk..], count);
        BinaryPrimitives.WriteInt64LittleEndian(record[ZipLayout.End64.Count..], count);
        BinaryPrimitives.WriteInt64LittleEndian(record[ZipLayout.End64.DirectoryLength..], length);
        BinaryPrimitives.WriteInt64LittleEndian(record[ZipLayout.End64.DirectoryOffset..], offset);

        Span<byte> locator = record[ZipLayout.End64.Length..];
        BinaryPrimitives.WriteUInt32LittleEndian(locator, ZipLayout.Locator64.Signature);
        BinaryPrimitives.WriteInt64LittleEndian(locator[ZipLayout.Locator64.End64Offset..], offset + length);
        BinaryPrimitives.WriteUInt32LittleEndian(locator[ZipLayout.Locator64.DiskCount..], 1);
    }
}
