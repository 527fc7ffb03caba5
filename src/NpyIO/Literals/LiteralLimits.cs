namespace NpyIO.Literals;

/// <summary>The limits of the literal parser, which are CPython's.</summary>
internal static class LiteralLimits
{
    /// <summary>Maximum number of open brackets: the tokenizer's <c>MAXLEVEL</c>.</summary>
    internal const int MaxDepth = 200;

    /// <summary>Maximum digits of an integer: <c>sys.int_info.default_max_str_digits</c>. Keeps the quadratic conversion cheap.</summary>
    internal const int MaxIntegerDigits = 4300;
}
