using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

// Entries copied from another archive.
internal sealed partial class EntryWriter
{
    /// <summary>Bytes copied between two pauses.</summary>
    internal static readonly Threshold CopiedAtOnce = new(4 << 20);

    /// <summary>Copies an entry: local header, data, and what follows the data.</summary>
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

    /// <summary>Returns the offset after an entry's data and data descriptor.</summary>
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
