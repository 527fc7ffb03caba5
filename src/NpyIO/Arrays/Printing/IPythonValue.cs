namespace NpyIO.Arrays.Printing;

/// <summary>A value that writes itself as Python does. Types of higher layers implement it, so that arrays can print them.</summary>
internal interface IPythonValue
{
    /// <summary>What Python writes for the value where it contains itself: <c>{...}</c>.</summary>
    string Cycle => "...";

    /// <summary>Python's <c>repr</c>.</summary>
    void AppendTo(PythonRepr repr);

    /// <summary>Python's <c>str</c>, or null if it is the <c>repr</c>.</summary>
    string? Str => null;
}
