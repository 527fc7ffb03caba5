using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes an array's bytes in C order: NumPy's <c>tobytes()</c>.</summary>
internal sealed class RawValueWriter
{
    private const int BlockLength = StreamedItems.BlockLength;

    private readonly ItemBytes _items;

    /// <summary>Prepares an array, whose elements are taken once.</summary>
    /// <param name="items">The elements, in the byte order to write.</param>
    /// <exception cref="ToolException">They contain Python objects.</exception>
    internal RawValueWriter(ItemBytes items)
    {
        if (items.DType.HasObject)
            throw new ToolException("holds Python objects, which have no bytes of their own");
        _items = items;
    }

    /// <summary>Writes the whole array; writes the last block only if the source is complete, so that the output of a failure is too short.</summary>
    internal void Write(Utf8Writer output)
    {
        int block = Math.Max(1, BlockLength / Math.Max(1, _items.ItemSize));
        for (long first = 0; _items.NBytes > 0 && first < _items.Count; first += block)
        {
            ReadOnlySpan<byte> items = _items.Items(first, (int)Math.Min(block, _items.Count - first));
            if (first + block >= _items.Count)
                _items.Complete();
            output.Write(items);
        }
        if (_items.NBytes == 0)
            _items.Complete();
    }
}
