using System.Buffers;
using System.Buffers.Binary;
using NpyIO.IO;
using static NpyIO.Zip.ZipLayout;

namespace NpyIO.Zip;

// Entries copied from another archive.
internal sealed partial class EntryWriter
{
    internal static readonly Threshold CopiedAtOnce = new(4 << 20);

    internal IEnumerable<Pause> Copy(ZipReader archive, ZipEntry entry)
    {
        // A bad header is reported, not copied.
        archive.ReadHead(entry, isWhole: false).Dispose();
        var kept = new KeptEntry(entry);
        kept.Place(_output.Position);
        if (_settings.Alignment > 0)
        {
            byte[] header = Read(archive.Bytes, entry.HeaderOffset, (int)(entry.DataOffset - entry.HeaderOffset));
            _output.Append(KeptEntry.Aligned(header, _output.Position, _settings.Alignment));
        }

        long start = _settings.Alignment > 0 ? entry.DataOffset : entry.HeaderOffset;
        foreach (Pause pause in Copy(archive.Bytes, start, EndOf(archive, entry) - start))
            yield return pause;
        _directory.Add(kept);
    }

    internal IEnumerable<Pause> Copy(PayloadSource source, long offset, long length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, CopiedAtOnce));
        try
        {
            for (long end = offset + length; offset < end;)
            {
                int count = source.Read(offset, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset)));
                if (count == 0)
                    ZipThrow.ArchiveEndsEarly(offset, end);
                _output.Append(buffer.AsSpan(0, count));
                offset += count;
                Report(count);
                yield return default;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long EndOf(ZipReader archive, ZipEntry entry)
    {
        long end = entry.DataOffset + entry.CompressedLength;
        if ((entry.Flags & ZipLayout.Flags.Descriptor) == 0)
            return end;
        byte[] record = Read(archive.Bytes, end, (int)Math.Min(DataDescriptor.MaxLength, entry.Limit - end));
        return end + DataDescriptor.LengthOf(record, entry.Crc, entry.CompressedLength, entry.Length);
    }

    private static byte[] Read(PayloadSource source, long offset, int length)
    {
        var bytes = new byte[length];
        for (int done = 0; done < length;)
        {
            int count = source.Read(offset + done, bytes.AsSpan(done));
            if (count == 0)
                ZipThrow.ArchiveEndsEarly(offset + done, offset + length);
            done += count;
        }

        return bytes;
    }
}

/// <summary>An entry copied unchanged to a new archive; only its offset changes. Its local header has been read and compared.</summary>
internal sealed class KeptEntry(ZipEntry entry) : EntryRecord
{
    private byte[] _entry = [];

    internal override int EntryLength => _entry.Length;

    internal override void WriteEntry(Span<byte> destination) => _entry.CopyTo(destination);

    /// <summary>Sets the offset in the new archive: in the record's present field, or in a ZIP64 field that is added.</summary>
    internal void Place(long offset)
    {
        _entry = entry.Entry.ToArray();
        bool was64 = BinaryPrimitives.ReadUInt32LittleEndian(_entry.AsSpan(Central.LocalOffset)) == In64Bits32;
        if (was64 && TryFindOffset64(out int at))
            BinaryPrimitives.WriteInt64LittleEndian(_entry.AsSpan(at), offset);
        else if (offset <= Most32)
            BinaryPrimitives.WriteUInt32LittleEndian(_entry.AsSpan(Central.LocalOffset), (uint)offset);
        else
            _entry = With64(_entry, offset);
    }

    /// <summary>Returns the local header with a field that aligns the data to <paramref name="alignment"/> bytes if the header begins at <paramref name="offset"/>.</summary>
    internal static byte[] Aligned(ReadOnlySpan<byte> header, long offset, int alignment)
    {
        int extraAt = Local.Length + BinaryPrimitives.ReadUInt16LittleEndian(header[Local.NameLength..]);
        byte[] extra = Without(header[extraAt..], ZipLayout.Extra.Alignment);
        AlignmentField padding = AlignmentField.For(offset + extraAt + extra.Length, alignment);
        if (extra.Length + padding.Length > ushort.MaxValue)
            return header.ToArray();

        byte[] aligned = [.. header[..extraAt], .. extra, .. new byte[padding.Length]];
        padding.Write(aligned.AsSpan(extraAt + extra.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(aligned.AsSpan(Local.ExtraLength), (ushort)(extra.Length + padding.Length));
        return aligned;
    }

    private bool TryFindOffset64(out int at)
    {
        var fields = new ExtraFields(entry.Extra);
        bool isFound = fields.MoveTo(ZipLayout.Extra.Zip64);
        at = Central.Length + entry.StoredName.Length + fields.ContentOffset + Lengths64;
        return isFound && fields.Content.Length >= Lengths64 + sizeof(long);
    }

    private int Lengths64 =>
        (BinaryPrimitives.ReadUInt32LittleEndian(entry.Entry.Span[Central.UncompressedLength..]) == In64Bits32 ? sizeof(long) : 0)
        + (BinaryPrimitives.ReadUInt32LittleEndian(entry.Entry.Span[Central.CompressedLength..]) == In64Bits32 ? sizeof(long) : 0);

    private byte[] With64(ReadOnlySpan<byte> old, long offset)
    {
        int extraAt = Central.Length + entry.StoredName.Length;
        byte[] others = Without(entry.Extra, ZipLayout.Extra.Zip64);
        entry.TryFind(ZipLayout.Extra.Zip64, out ReadOnlySpan<byte> lengths);
        lengths = lengths[..Math.Min(lengths.Length, Lengths64)];
        byte[] field = new byte[ZipLayout.Extra.HeadLength + lengths.Length + sizeof(long)];
        BinaryPrimitives.WriteUInt16LittleEndian(field, ZipLayout.Extra.Zip64);
        BinaryPrimitives.WriteUInt16LittleEndian(field.AsSpan(sizeof(ushort)), (ushort)(field.Length - ZipLayout.Extra.HeadLength));
        lengths.CopyTo(field.AsSpan(ZipLayout.Extra.HeadLength));
        BinaryPrimitives.WriteInt64LittleEndian(field.AsSpan(field.Length - sizeof(long)), offset);

        // If there is no room, drop the block index: it is optional.
        if (field.Length + others.Length > ushort.MaxValue)
            others = Without(others, ZipLayout.Extra.BlockIndex);
        byte[] record = [.. old[..extraAt], .. field, .. others, .. old[(extraAt + entry.Extra.Length)..]];
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(Central.ExtraLength), checked((ushort)(field.Length + others.Length)));
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(Central.Version), Math.Max(BinaryPrimitives.ReadUInt16LittleEndian(old[Central.Version..]), Zip64Version));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Central.LocalOffset), In64Bits32);
        return record;
    }

    private static byte[] Without(ReadOnlySpan<byte> extra, ushort id)
    {
        var kept = new List<byte>(extra.Length);
        var fields = new ExtraFields(extra);
        int at = 0;
        while (fields.MoveNext())
        {
            int end = fields.ContentOffset + fields.Content.Length;
            if (fields.Id != id)
                kept.AddRange(extra[at..end]);
            at = end;
        }

        kept.AddRange(extra[at..]);
        return [.. kept];
    }
}
