using NpyIO.Errors;

namespace NpyIO.Arrays.Printing;

/// <summary>Prints arrays as NumPy does: <c>str</c> and <c>repr</c>, in numpy/_core/arrayprint.py.</summary>
internal static class ArrayPrinter
{
    private const string Prefix = "array(";

    /// <summary>Whether the format is that of <c>repr</c>: <c>r</c>. Without a format, or <c>g</c>, it is that of <c>str</c>.</summary>
    /// <exception cref="FormatException">It is another format.</exception>
    internal static bool IsRepr(string? format) => format switch
    {
        null or "" or "g" or "G" => false,
        "r" or "R" => true,
        _ => ArrayThrow.NoSuchFormat(format),
    };

    internal static string Print(PrintedArray array, bool isRepr, PrintOptions options)
    {
        var state = new PrintState(options, new PythonRepr(options));
        string text = isRepr ? Repr(array, state) : Str(array, state);
        GC.KeepAlive(array);
        return text;
    }

    internal static string Str(NdArray array, PrintState state) => Str(PrintedArray.Of(array, state.Options), state);

    internal static string Repr(NdArray array, PrintState state) => Repr(PrintedArray.Of(array, state.Options), state);

    private static string Str(PrintedArray array, PrintState state) =>
        array.Shape.Length == 0 ? ScalarText.Str(array.Elements, state) : Brackets(array, state, " ", 0, state.Options.LineWidth);

    private static string Repr(PrintedArray array, PrintState state)
    {
        int width = state.Options.LineWidth;
        string text = Prefix + Brackets(array, state, ", ", Prefix.Length, width - 1);
        bool isEmpty = array.Count == 0;
        DType dtype = array.Elements.DType;
        string shape = (isEmpty && array.Shape is not [0]) || array.Count > state.Options.Threshold ? $"shape={PythonText.Shape(array.Shape)}" : "";
        string name = isEmpty || !IsImplied(dtype) ? $"dtype={NameOf(dtype)}" : "";
        if (shape.Length + name.Length == 0)
            return text + ")";

        text += ",";
        string rest = shape + (shape.Length > 0 && name.Length > 0 ? ", " : "") + name + ")";
        int last = PrintedLines.LengthOf(text.AsSpan(text.LastIndexOf('\n') + 1));
        return text + (last + PrintedLines.LengthOf(rest) + 1 > width ? "\n" + new string(' ', Prefix.Length) : " ") + rest;
    }

    private static string Brackets(PrintedArray array, PrintState state, string separator, int prefix, int width)
    {
        if (array.Count == 0)
            return "[]";
        if (!state.Objects.TryEnter(array.Elements))
            return "...";
        var format = ElementFormat.Create(ShownElements.Of(array.Elements, array.Axes, state.Options), state);
        string text = PrintedLines.Write(array, format, separator, prefix, width);
        state.Objects.Leave(array.Elements);
        return text;
    }

    /// <summary>Whether the elements alone show the dtype.</summary>
    private static bool IsImplied(DType dtype) => dtype.Equals(DType.Int64) || dtype.Equals(DType.Float64) || dtype.Equals(DType.Complex128) || dtype.Equals(DType.Bool);

    /// <summary>A short expression of the dtype: NumPy's <c>dtype_short_repr</c>.</summary>
    private static string NameOf(DType dtype)
    {
        if (dtype.IsStruct || dtype.Kind == DTypeKind.VariableString)
            return dtype.ToString();
        if (!dtype.IsNative || dtype.Kind is DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void)
            return $"'{dtype}'";
        return dtype.Name.Contains('[', StringComparison.Ordinal) ? $"'{dtype.Name}'" : dtype.Name;
    }
}
