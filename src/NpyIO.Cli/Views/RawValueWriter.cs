using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes an array's bytes in C order: NumPy's <c>tobytes()</c>.</summary>
internal sealed class RawValueWriter
{
    private const int BlockLength = 1 << 24;

    private readonly NdArray _array;
    private readonly ItemBytes _items;

    /// <summary>A writer of an array in C order.</summary>
    /// <param name="array">The array.</param>
    /// <param name="progress">Told how many of its bytes have been written.</param>
    /// <exception cref="ToolException">Its elements are or hold Python objects.</exception>
    internal RawValueWriter(NdArray array, IProgress<long>? progress = null)
    {
        if (array.DType.HasObject)
            throw new ToolException("holds Python objects, which have no bytes of their own");
        _array = array;
        _items = new ItemBytes(array, progress);
    }

    /// <summary>Writes all of it.</summary>
    internal void Write(Utf8Writer output)
    {
        if (_array.NBytes == 0)
            return;
        int block = Math.Max(1, BlockLength / _items.ItemSize);
        for (long first = 0; first < _array.Count; first += block)
            output.Write(_items.Items(first, (int)Math.Min(block, _array.Count - first)));
    }
}
