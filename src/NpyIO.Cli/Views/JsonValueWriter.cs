using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes an array as nested JSON lists in C order, or a bare value for 0-d. Takes the elements once, in order; memory does not grow with the array.</summary>
internal sealed class JsonValueWriter
{
    // Bytes taken at once, unless an element is larger.
    internal const int BlockLength = 1 << 16;

    private readonly long[] _shape;
    private readonly ItemBytes _items;
    private readonly ValueWriter _element;
    private readonly int _block;
    private long _next;

    /// <summary>Refuses what has no form in JSON before the first character is written. <paramref name="isChecked"/>: whether the Python objects have been checked already.</summary>
    internal JsonValueWriter(ItemBytes items, bool isChecked = false)
    {
        _shape = items.Shape.ToArray();
        _items = items;
        _element = ValueWriters.Create(items.DType, JsonStyle.Instance, items, ValueWriters.Deeper(0, items.Shape.Length));
        EmptyValues.Check(items);
        if (!isChecked)
            items.CheckObjects();
        _block = Math.Max(1, BlockLength / Math.Max(1, items.ItemSize));
    }

    /// <summary>Writes the last bracket only if the source is complete, so that a failure half-way is not valid JSON.</summary>
    internal void Write(Utf8Writer output)
    {
        _next = 0;
        WriteAxis(0, output);
    }

    private void WriteAxis(int axis, Utf8Writer output)
    {
        if (axis == _shape.Length)
        {
            ReadOnlySpan<byte> item = _items.Items(_next, 1);
            _items.Complete();
            _element.Write(item, output);
            return;
        }
        output.Write((byte)'[');
        if (axis == _shape.Length - 1)
            WriteElements(_shape[axis], output);
        else
            WriteLists(axis, output);
        if (axis == 0)
            _items.Complete();
        output.Write((byte)']');
    }

    private void WriteLists(int axis, Utf8Writer output)
    {
        for (long i = 0; i < _shape[axis]; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            WriteAxis(axis + 1, output);
        }
    }

    private void WriteElements(long count, Utf8Writer output)
    {
        int size = _items.ItemSize;
        bool first = true;
        while (count > 0)
        {
            int block = (int)Math.Min(count, _block);
            ReadOnlySpan<byte> bytes = _items.Items(_next, block);
            for (int i = 0; i < block; i++)
            {
                if (!first)
                    output.Write((byte)',');
                first = false;
                _element.Write(bytes.Slice(i * size, size), output);
            }
            _next += block;
            count -= block;
        }
    }
}

/// <summary>Writes the arrays of an archive as a JSON object by name, one at a time in memory. Entries that are not arrays are skipped.</summary>
internal sealed class JsonEntriesWriter
{
    private readonly List<NpzEntry> _entries = [];
    private readonly InputFile _input;
    private readonly ProgressSum _progress;

    /// <summary>Refuses what has no form in JSON before the first character is written. If <paramref name="isChecked"/>, reads the data too: partial output cannot be taken back.</summary>
    internal JsonEntriesWriter(InputFile input, IEnumerable<NpzEntry> entries, ProgressSum? progress = null, bool isChecked = false)
    {
        _input = input;
        _progress = progress ?? new ProgressSum(null);
        foreach (NpzEntry entry in entries)
        {
            if (!Entries.IsArray(entry))
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
        using ItemBytes items = _input.OpenItems(entry, native: true, _progress);
        new JsonValueWriter(items).Write(output);
    }

    private void Check(NpzEntry entry)
    {
        Entries.Concerning(entry, () =>
        {
            var unseen = new ProgressSum(null);
            using ItemBytes items = _input.TryOpenStream(entry, native: false, asStored: true, unseen) ?? _input.OpenItems(entry, native: true, unseen);
            _ = new JsonValueWriter(items);
            items.Complete();
        });
        LargeArrays.Release(entry);
    }
}
