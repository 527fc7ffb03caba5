using System.Buffers;

namespace NpyIO.Zip;

/// <summary>Collects the entries of an archive that is written, and writes the records at its end.</summary>
internal sealed class CentralDirectoryWriter
{
    /// <summary>Number of entries written between two pauses.</summary>
    private const int EntriesAtOnce = 1000;

    private readonly List<EntryRecord> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reserves a name for an entry. Throws <see cref="ArgumentException"/> if it is taken.</summary>
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
            WriteEntry(output, _entries[i]);
            if (i % EntriesAtOnce == 0)
                yield return default;
        }

        output.Append(EndRecords.ToBytes(offset, output.Position - offset, _entries.Count, comment));
        output.Complete();
    }

    private static void WriteEntry(ZipOutput output, EntryRecord entry)
    {
        int length = entry.EntryLength;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        entry.WriteEntry(buffer.AsSpan(0, length));
        output.Append(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
