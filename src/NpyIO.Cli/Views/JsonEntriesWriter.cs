using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes the arrays of an archive as a JSON object by name, one at a time in memory. Entries that are not arrays are skipped.</summary>
internal sealed class JsonEntriesWriter
{
    private readonly List<NpzEntry> _entries = [];
    private readonly ProgressSum _progress;

    /// <summary>Checks every array, so that what cannot be read or written is refused before the first character.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="progress">Receives the number of bytes read and written.</param>
    /// <param name="isChecked">Whether to read the data here, not only the headers: if partial output could not be taken back.</param>
    /// <exception cref="NpyFormatException">An entry is bad.</exception>
    /// <exception cref="ToolException">An array has no form in JSON.</exception>
    internal JsonEntriesWriter(IEnumerable<NpzEntry> entries, ProgressSum? progress = null, bool isChecked = false)
    {
        _progress = progress ?? new ProgressSum(null);
        foreach (NpzEntry entry in entries)
        {
            if (entry.Header is null)
                continue;
            _entries.Add(entry);
            if (isChecked)
                Check(entry);
        }
    }

    internal void Write(Utf8Writer output)
    {
        output.Write((byte)'{');
        for (int i = 0; i < _entries.Count; i++)
        {
            NpzEntry entry = _entries[i];
            if (i > 0)
                output.Write((byte)',');
            JsonText.Write(output, entry.Name);
            output.Write((byte)':');
            Entries.Concerning(entry, () => Write(entry, output));
            LargeArrays.Release(entry);
        }
        output.Write((byte)'}');
    }

    private void Write(NpzEntry entry, Utf8Writer output)
    {
        using ItemBytes items = InputFile.OpenItems(entry, native: true, _progress);
        new JsonValueWriter(items).Write(output);
    }

    /// <summary>Reads an entry once and releases it.</summary>
    private static void Check(NpzEntry entry)
    {
        Entries.Concerning(entry, () =>
        {
            var unseen = new ProgressSum(null);
            using ItemBytes items = InputFile.TryOpenStream(entry, native: false, asStored: true, unseen) ?? InputFile.OpenItems(entry, native: true, unseen);
            _ = new JsonValueWriter(items);
            items.Complete();
        });
        LargeArrays.Release(entry);
    }
}
