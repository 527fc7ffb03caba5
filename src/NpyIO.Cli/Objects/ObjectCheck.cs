using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>
/// Looks through a value before the first character of it is written: that it does not contain itself, does not nest too deep, and does not become much longer when all that is shared in it is written out
/// wherever it occurs. It works through a stack of its own, so that no nesting exhausts the program's.
/// </summary>
internal sealed class ObjectCheck
{
    /// <summary>So many values are written out however much of them is shared.</summary>
    private const double AlwaysWritten = 1 << 20;

    /// <summary>How many times as many values as there are may be written out.</summary>
    private const double MostRepetition = 8;

    private readonly Dictionary<object, double> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<Frame> _open = [];
    private double _distinct;

    /// <summary>Refuses what cannot be written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">In how many lists it lies already.</param>
    /// <exception cref="ToolException">It contains itself, nests too deep, or would be written out without end.</exception>
    internal static void Run(object? value, int depth = 0) => new ObjectCheck().Check(value, depth);

    private void Check(object? root, int depth)
    {
        double size = 0;
        if (!TryMeasure(root, depth, ref size))
            size = MeasureOpen(depth);
        if (size > Math.Max(AlwaysWritten, MostRepetition * _distinct))
            throw new ToolException($"its values share parts: written out they would be more than {MostRepetition:0} times the {_distinct:0} values that there are");
    }

    /// <summary>Measures what has been opened, and what is in it.</summary>
    private double MeasureOpen(int depth)
    {
        while (true)
        {
            Frame frame = _open.Peek();
            if (frame.Parts.MoveNext())
            {
                TryMeasure(frame.Parts.Current.Value, depth + _open.Count, ref frame.Size);
                continue;
            }

            _open.Pop();
            _sizes[frame.Value] = frame.Size;
            if (_open.Count == 0)
                return frame.Size;
            _open.Peek().Size += frame.Size;
        }
    }

    /// <summary>Adds the size of a value; false where it is opened, to be measured first.</summary>
    private bool TryMeasure(object? value, int depth, ref double size)
    {
        if (!ObjectParts.IsCompound(value))
        {
            size++;
            _distinct++;
            return true;
        }

        if (_sizes.TryGetValue(value!, out double known))
        {
            if (double.IsNaN(known))
                throw new ToolException("contains itself, which has no form in JSON");
            size += known;
            return true;
        }

        ValueWriters.Deeper(depth, 1);
        _sizes.Add(value!, double.NaN);
        double own = value is NdArray array ? 1 + array.Count : 1;
        _distinct += own;
        _open.Push(new Frame(value!, ObjectParts.Of(value).GetEnumerator()) { Size = own });
        return false;
    }

    private sealed class Frame(object value, IEnumerator<ObjectPart> parts)
    {
        internal readonly object Value = value;

        internal readonly IEnumerator<ObjectPart> Parts = parts;

        internal double Size;
    }
}
