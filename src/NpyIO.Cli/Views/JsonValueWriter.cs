using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes an array as VALUES of the contract: nested lists in C order, a bare value for 0-d. Takes no memory that grows with the array.</summary>
internal sealed class JsonValueWriter
{
    private readonly long[] _shape;
    private readonly ItemBytes _items;
    private readonly ValueWriter _element;
    private readonly int _block;
    private long _next;

    /// <summary>Prepares for an array in C order and native byte order. What cannot be written is refused here, before the first character.</summary>
    /// <param name="array">The array.</param>
    /// <param name="progress">Told how many bytes have been written.</param>
    /// <param name="isChecked">Whether the Python objects in it are known to have an end.</param>
    /// <exception cref="ToolException">The array nests too deep, has values without end that take no bytes, or its objects contain themselves.</exception>
    internal JsonValueWriter(NdArray array, IProgress<long>? progress = null, bool isChecked = false)
    {
        _shape = array.Shape.ToArray();
        _items = new ItemBytes(array, progress);
        _element = ValueWriters.Create(array.DType, JsonStyle.Instance, _items, ValueWriters.Deeper(0, array.Rank));
        EmptyValues.Check(array);
        if (array.DType.HasObject && !isChecked)
            ObjectCheck.Run(array);
        _block = Math.Max(1, (1 << 20) / Math.Max(1, _items.ItemSize));
    }

    /// <summary>Writes all of it.</summary>
    internal void Write(Utf8Writer output)
    {
        _next = 0;
        WriteAxis(0, output);
    }

    private void WriteAxis(int axis, Utf8Writer output)
    {
        if (axis == _shape.Length)
        {
            _element.Write(_items.Items(0, 1), output);
            return;
        }
        output.Write((byte)'[');
        if (axis == _shape.Length - 1)
            WriteElements(_shape[axis], output);
        else
            WriteLists(axis, output);
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
