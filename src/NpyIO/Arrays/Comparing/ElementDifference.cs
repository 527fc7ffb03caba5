using NpyIO.Arrays.Comparing;
using NpyIO.Errors;

namespace NpyIO;

/// <summary>Two elements that differ.</summary>
public sealed class ElementDifference
{
    private readonly long[] _index;
    private readonly string _actualText;
    private readonly string _desiredText;

    internal ElementDifference(long[] index, FoundElement found)
    {
        _index = index;
        Actual = found.Actual;
        Desired = found.Desired;
        _actualText = found.ActualText;
        _desiredText = found.DesiredText;
    }

    /// <summary>The index of the elements, one number per axis.</summary>
    public IReadOnlyList<long> Index => _index;

    /// <summary>The actual element, as <see cref="NdArray.GetValue"/> returns it; a record is a copy, and text that is not valid is its <c>str</c>.</summary>
    public object? Actual { get; }

    /// <summary>The desired element, like <see cref="Actual"/>.</summary>
    public object? Desired { get; }

    /// <summary>The line of the elements in NumPy's message: <c>[1, 2]: 3.0 (ACTUAL), 4.0 (DESIRED)</c>.</summary>
    public override string ToString() => $"{PythonText.List(_index)}: {_actualText} (ACTUAL), {_desiredText} (DESIRED)";
}
