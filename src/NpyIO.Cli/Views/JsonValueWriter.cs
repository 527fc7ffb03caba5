using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes an array as VALUES of the contract: nested lists in C order, a bare value for 0-d. Takes its elements once, from the first to the last, and no memory that grows with the array.</summary>
internal sealed class JsonValueWriter
{
    /// <summary>How much is taken at once, in bytes, unless an element has more.</summary>
    internal const int BlockLength = 1 << 16;

    private readonly long[] _shape;
    private readonly ItemBytes _items;
    private readonly ValueWriter _element;
    private readonly int _block;
    private long _next;

    /// <summary>Prepares for an array. What cannot be written is refused here, before the first character.</summary>
    /// <param name="items">The array's elements.</param>
    /// <param name="isChecked">Whether the Python objects in it are known to have an end.</param>
    /// <exception cref="ToolException">The array nests too deep, has values without end that take no bytes, or its objects contain themselves.</exception>
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

    /// <summary>Writes all of it, the last bracket only if the elements come from something whole: what fails half-way is no JSON.</summary>
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
