using System.Numerics;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>
/// Checks a value before anything is written: it must not contain itself, nest too deep, or grow out of proportion when shared values are repeated at each place. Uses its own stack, so that
/// no nesting overflows the thread's.
/// </summary>
internal sealed class ObjectCheck
{
    /// <summary>Output up to this length is always allowed, in short values.</summary>
    private const double AlwaysWritten = 1 << 20;

    /// <summary>Beyond that, the maximum ratio of the output to the distinct content.</summary>
    private const double MaxRepetition = 8;

    /// <summary>Minimum length of a leaf that counts as content only once; shorter ones count each time.</summary>
    private const double LongLeaf = 4;

    private readonly Dictionary<object, double> _sizes = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<object> _data = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<Frame> _open = [];
    private double _distinct;

    /// <summary><paramref name="depth"/> is how many lists already contain the value.</summary>
    internal static void Run(object? value, int depth = 0) => new ObjectCheck().Check(value, depth);

    private void Check(object? root, int depth)
    {
        double size = 0;
        if (!TryMeasure(root, depth, ref size))
            size = MeasureOpen(depth);
        if (size > Math.Max(AlwaysWritten, MaxRepetition * _distinct))
            throw new ToolException($"its values share parts: written out they would be more than {MaxRepetition:0} times as long as every part once");
    }

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

    /// <summary>Returns false if the value's parts must be measured first.</summary>
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

    /// <summary>A long value counts as content only once, however often it is referenced.</summary>
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

    /// <summary>Leaves out the value's parts.</summary>
    private double Own(object? value) => value switch
    {
        NdArray array => Leaf(array.DType) + Elements(array),
        PickleObject described => Leaf(described.Module) + Leaf(described.Name),
        PickleDictionary dictionary => dictionary.Sum(entry => ObjectParts.IsCompound(entry.Key) ? 0 : Leaf(entry.Key)),
        _ => 0,
    };

    /// <summary>Returns 0 for objects, which are parts.</summary>
    private double Elements(NdArray array)
    {
        if (array.DType.Kind is DTypeKind.Object or DTypeKind.VariableString)
            return 0;
        double length = array.Count * ObjectLength.OfElement(array.DType);
        if (_data.Add(array.Base))
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

/// <summary>Estimates the written length of values, in short values: a long text counts as several.</summary>
internal static class ObjectLength
{
    // Python's own limit (sys.get_int_max_str_digits()).
    internal const int MaxDigits = 4300;

    /// <summary>How many characters count as one value.</summary>
    private const double PerValue = 16;

    // The smallest integer of more digits.
    private static readonly BigInteger TooLong = BigInteger.Pow(10, MaxDigits);

    internal static double Of(object? value) => value switch
    {
        string text => Of(text.Length),
        byte[] bytes => Of(bytes.Length),
        List<byte> bytes => Of(bytes.Count),
        BigInteger number => Of(number),
        PickleDecimal number => Of(number.Text.Length),
        PickleFraction number => Of(number.Numerator) + Of(number.Denominator),
        PickleRange range => Of(range.Start) + Of(range.Stop) + Of(range.Step),
        DType dtype => Of(dtype.Descr.Length),
        _ => 1,
    };

    /// <summary>Leaves out field names.</summary>
    internal static double OfElement(DType dtype)
    {
        if (dtype.Base is { } inner)
            return Math.Max(1, Product(dtype.Shape) * OfElement(inner));
        return dtype.IsStruct ? Math.Max(1, dtype.Fields.Sum(field => OfElement(field.DType))) : Of(dtype.ItemSize);
    }

    internal static double OfNames(DType dtype)
    {
        if (dtype.Base is { } inner)
            return Product(dtype.Shape) * OfNames(inner);
        return dtype.Fields.Sum(field => field.Name.Length / PerValue + OfNames(field.DType));
    }

    private static double Of(int characters) => Math.Max(1, characters / PerValue);

    private static double Of(BigInteger number)
    {
        double digits = number.GetBitLength() * Math.Log10(2);
        if (BigInteger.Abs(number) >= TooLong)
            throw new ToolException($"holds an integer of {Math.Ceiling(digits):0} digits, more than the {MaxDigits} that are written out");
        return Math.Max(1, digits / PerValue);
    }

    private static double Product(ReadOnlySpan<long> shape)
    {
        double product = 1;
        foreach (long length in shape)
            product *= length;
        return product;
    }
}
