using System.Buffers;

namespace NpyIO.Zip;

/// <summary>The entries of an archive that is written, and the records at its end that list them.</summary>
internal sealed class CentralDirectoryWriter
{
    /// <summary>So many entries are written between two pauses.</summary>
    private const int EntriesAtOnce = 1000;

    private readonly List<EntryRecord> _entries = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Takes a name for an entry that is to be written.</summary>
    /// <exception cref="ArgumentException">There is an entry of that name.</exception>
    internal void Claim(ZipName name)
    {
        if (!_names.Add(name.Text))
            ZipThrow.DuplicateEntry(name.Text);
    }

    /// <summary>Adds an entry that has been written.</summary>
    internal void Add(EntryRecord entry) => _entries.Add(entry);

    /// <summary>Writes the directory and the end.</summary>
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
