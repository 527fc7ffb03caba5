namespace NpyIO.Literals;

/// <summary>The limits of the literal parser; both are CPython's own.</summary>
internal static class LiteralLimits
{
    /// <summary>The most brackets that may be open at once: the tokenizer's <c>MAXLEVEL</c>.</summary>
    internal const int MaxDepth = 200;

    /// <summary>The most digits of one integer: <c>sys.int_info.default_max_str_digits</c>. It keeps the quadratic conversion cheap.</summary>
    internal const int MaxIntegerDigits = 4300;
}
