using NpyIO.Arrays;
using NpyIO.Arrays.Comparing;

namespace NpyIO;

/// <summary>In what two arrays differ: the result of <see cref="NdArray.Compare(NdArray, NdArray, CompareOptions?)"/>. Does not change when the arrays do.</summary>
public sealed class ArrayDifference
{
    private readonly ComparedSides _sides;
    private readonly string _text;

    private ArrayDifference(ComparedSides sides, DifferenceKinds kinds, string text)
    {
        _sides = sides;
        Kinds = kinds;
        _text = text;
    }

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Kinds == DifferenceKinds.None;

    /// <summary>In what the arrays differ.</summary>
    public DifferenceKinds Kinds { get; }

    /// <summary>The dtype of the actual array.</summary>
    public DType ActualDType => _sides.ActualDType;

    /// <summary>The dtype of the desired array.</summary>
    public DType DesiredDType => _sides.DesiredDType;

    /// <summary>The shape of the actual array.</summary>
    public ReadOnlySpan<long> ActualShape => _sides.ActualShape;

    /// <summary>The shape of the desired array.</summary>
    public ReadOnlySpan<long> DesiredShape => _sides.DesiredShape;

    /// <summary>The number of elements that were compared. 0 if the shapes or dtypes differ: nothing is compared then.</summary>
    public long Count { get; private init; }

    /// <summary>The number of elements that differ, whatever their kind of difference.</summary>
    public long MismatchCount { get; private init; }

    /// <summary>The share of elements that differ, 0 to 1.</summary>
    public double MismatchShare => Count == 0 ? 0 : (double)MismatchCount / Count;

    /// <summary>The first elements that differ, up to five, in C order.</summary>
    public IReadOnlyList<ElementDifference> FirstMismatches { get; private init; } = [];

    /// <summary>
    /// The largest absolute difference of the values that differ, as NumPy computes it: in the type in which it subtracts, so that integers wrap; of time spans and dates, in counts of their unit.
    /// Null if no values differ or their dtype has no differences, such as text.
    /// </summary>
    public double? MaxAbsoluteDifference { get; private init; }

    /// <summary>The largest absolute difference divided by the desired value, of values that differ and are not 0; infinite if all desired ones are 0. Null if there is none.</summary>
    public double? MaxRelativeDifference { get; private init; }

    /// <summary>Of records, the fields that differ, with what differs in them.</summary>
    public IReadOnlyList<KeyValuePair<string, ArrayDifference>> Fields { get; private init; } = [];

    /// <summary>The message of NumPy's assertions: what <c>str(AssertionError)</c> is, without the line break that it begins with. Empty if nothing differs.</summary>
    public override string ToString() => _text;

    internal static ArrayDifference OfRefused(ComparedSides sides, DifferenceKinds kinds, string text) => new(sides, kinds, text);

    internal static ArrayDifference Of(ComparedSides sides, ElementComparer comparer, string text)
    {
        Findings findings = comparer.Findings;
        long[] shape = sides.Shape;
        return new ArrayDifference(sides, findings.Kinds, text)
        {
            Count = ArrayLayout.CountOf(shape, 0),
            MismatchCount = findings.Mismatches,
            FirstMismatches = [.. findings.First.Select(found => new ElementDifference(ArrayLayout.IndexOf(found.Place, shape, Order.C), found))],
            MaxAbsoluteDifference = NumberOf(comparer.MaxAbsolute),
            MaxRelativeDifference = NumberOf(comparer.MaxRelative),
            Fields = [.. comparer.Fields.Where(field => field.Comparer.Findings.Mismatches > 0).Select(field => new KeyValuePair<string, ArrayDifference>(field.Actual.Name, OfField(sides, field)))],
        };
    }

    private static ArrayDifference OfField(ComparedSides records, ComparedField field)
    {
        var sides = new ComparedSides(
            ComparedField.ElementOf(field.Actual.DType), [.. records.Shape, .. field.SubShape], ComparedField.ElementOf(field.Desired.DType), [.. records.Shape, .. field.SubShape]);
        return Of(sides, field.Comparer, DifferenceText.OfField(field, sides.Shape));
    }

    private static double? NumberOf(NdArray? scalar) => scalar switch
    {
        null => null,
        { DType.Kind: DTypeKind.Timedelta } => scalar.Get<long>() is var count && count != Datetime64.NaTValue ? count : double.NaN,
        { DType.Kind: DTypeKind.Object } => PythonNumbers.ToDouble(scalar.GetValue()!),
        _ => scalar.To<double>(Casting.Unsafe).ToArray()[0],
    };
}
