using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Views;

/// <summary>Writes an array's bytes in C order: NumPy's <c>tobytes()</c>.</summary>
/// <param name="array">An array in C order.</param>
/// <param name="progress">Told how many of its bytes have been written.</param>
internal sealed class RawValueWriter(NdArray array, IProgress<long>? progress = null)
{
    private const int BlockLength = 1 << 24;

    private readonly ItemBytes _items = new(array, progress);

    /// <summary>Writes all of it.</summary>
    internal void Write(Utf8Writer output)
    {
        if (array.NBytes == 0)
            return;
        int block = Math.Max(1, BlockLength / _items.ItemSize);
        for (long first = 0; first < array.Count; first += block)
            output.Write(_items.Items(first, (int)Math.Min(block, array.Count - first)));
    }
}
