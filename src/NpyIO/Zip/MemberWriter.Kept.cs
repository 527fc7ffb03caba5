using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

// Members that are taken over from another archive.
internal sealed partial class MemberWriter
{
    /// <summary>What is copied between two pauses, in bytes.</summary>
    internal static readonly Threshold CopiedAtOnce = new(4 << 20);

    /// <summary>Copies a member: local header, data, and what follows the data.</summary>
    internal IEnumerable<Pause> Copy(ZipReader archive, ZipMember member)
    {
        // Whatever is wrong with the header is told rather than copied.
        archive.ReadHead(member, isWhole: false).Dispose();
        var kept = new KeptMember(member);
        kept.Place(_output.Position);
        if (_settings.Alignment > 0)
        {
            byte[] header = Read(archive.Bytes, member.HeaderOffset, (int)(member.DataOffset - member.HeaderOffset));
            _output.Append(KeptMember.Aligned(header, _output.Position, _settings.Alignment));
        }

        long start = _settings.Alignment > 0 ? member.DataOffset : member.HeaderOffset;
        foreach (Pause pause in Copy(archive.Bytes, start, EndOf(archive, member) - start))
            yield return pause;
        _directory.Add(kept);
    }

    /// <summary>Copies bytes of another archive.</summary>
    internal IEnumerable<Pause> Copy(ByteSource source, long offset, long length)
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

    /// <summary>Where a member ends, with the record behind its data.</summary>
    private static long EndOf(ZipReader archive, ZipMember member)
    {
        long end = member.DataOffset + member.CompressedLength;
        if ((member.Flags & ZipLayout.Flags.Descriptor) == 0)
            return end;
        byte[] record = Read(archive.Bytes, end, (int)Math.Min(DataDescriptor.MostLength, member.Limit - end));
        return end + DataDescriptor.LengthOf(record, member.Crc, member.CompressedLength, member.Length);
    }

    private static byte[] Read(ByteSource source, long offset, int length)
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
