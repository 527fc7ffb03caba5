using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>
/// Looks through a value before the first character of it is written: that it does not contain itself, does not nest too deep, and does not become much longer when all that is shared in it is written out
/// wherever it occurs. It works through a stack of its own, so that no nesting exhausts the program's.
/// </summary>
internal sealed class ObjectCheck
{
    /// <summary>So many short values are written out however much of them is shared.</summary>
    private const double AlwaysWritten = 1 << 20;

    /// <summary>How many times as long as all that there is the output may be.</summary>
    private const double MostRepetition = 8;

    /// <summary>Shorter values without parts are counted wherever they occur.</summary>
    private const double LongLeaf = 4;

    private readonly Dictionary<object, double> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _data = new(ReferenceEqualityComparer.Instance);
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
            throw new ToolException($"its values share parts: written out they would be more than {MostRepetition:0} times as long as every part once");
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
            size += Leaf(value);
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
        _distinct++;
        _open.Push(new Frame(value!, ObjectParts.Of(value).GetEnumerator()) { Size = 1 + Own(value) });
        return false;
    }

    /// <summary>The length of a value without parts; that of a long one is content once, however often it is referred to.</summary>
    private double Leaf(object? value)
    {
        double length;
        if (value is null or bool or long or double)
            length = 1;
        else if (_sizes.TryGetValue(value, out length))
            return length;
        else if ((length = ObjectLength.Of(value)) > LongLeaf || value is DType)
            _sizes.Add(value, length);
        _distinct += length;
        return length;
    }

    /// <summary>The length of what is written of a value besides its parts.</summary>
    private double Own(object? value) => value switch
    {
        NdArray array => Leaf(array.DType) + Elements(array),
        PickleObject described => Leaf(described.Module) + Leaf(described.Name),
        PickleDictionary dictionary => dictionary.Sum(entry => ObjectParts.IsCompound(entry.Key) ? 0 : Leaf(entry.Key)),
        _ => 0,
    };

    /// <summary>The length of an array's elements, but for objects, which are parts.</summary>
    private double Elements(NdArray array)
    {
        if (array.DType.IsReference)
            return 0;
        double length = array.Count * ObjectLength.OfElement(array.DType);
        if (_data.Add(ObjectLength.PlaceOf(array)))
            _distinct += length;
        return length + array.Count * ObjectLength.OfNames(array.DType);
    }

    private sealed class Frame(object value, IEnumerator<ObjectPart> parts)
    {
        internal readonly object Value = value;

        internal readonly IEnumerator<ObjectPart> Parts = parts;

        internal double Size;
    }
}
