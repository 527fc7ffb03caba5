using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes arrays of an archive as a JSON object, values by name. Entries that are no arrays are left out. Of the arrays none is kept.</summary>
internal sealed class JsonEntriesWriter
{
    private readonly List<NpzEntry> _entries = [];
    private readonly ProgressSum _progress;

    /// <summary>Reads every array, so that what cannot be read or written is refused here, before the first character.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="progress">Told how many bytes have been read and written.</param>
    /// <param name="isChecked">Whether the data are read here, too, and not their headers alone: where what has been written of them would stay.</param>
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

    /// <summary>Writes all of it.</summary>
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

    /// <summary>Reads an entry once, and gives it up.</summary>
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
