using System.Globalization;
using System.Numerics;

namespace NpyIO.Literals;

/// <summary>A value of a Python literal, as <c>ast.literal_eval</c> builds it. Takes 40 bytes, so that a header full of <c>0,0,0,…</c> uses memory in proportion to its length.</summary>
internal sealed class PythonLiteral
{
    /// <summary>A string, a <c>PythonLiteral[]</c>, a boxed BigInteger if a long is too small, or null.</summary>
    private readonly object? _reference;

    /// <summary>The integer if it fits, the bits of the float, or the Boolean.</summary>
    private readonly long _bits;

    private PythonLiteral(PythonLiteralKind kind, int offset, long bits, object? reference)
    {
        Kind = kind;
        Offset = offset;
        _bits = bits;
        _reference = reference;
    }

    internal PythonLiteralKind Kind { get; }

    /// <summary>In bytes, from the start of the parsed text plus the caller's base.</summary>
    internal int Offset { get; }

    internal bool Boolean => _bits != 0;

    internal BigInteger Integer => _reference is BigInteger big ? big : _bits;

    internal double Float => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text of a String (UTF-16; lone surrogates are kept) or of Bytes (one character per byte).</summary>
    internal string Text => _reference as string ?? "";

    /// <summary>The items of a Tuple, List or Set; for a Dict, its keys and values alternating.</summary>
    internal IReadOnlyList<PythonLiteral> Items => ItemArray;

    /// <summary>Not to be changed.</summary>
    internal PythonLiteral[] ItemArray => _reference as PythonLiteral[] ?? [];

    internal static PythonLiteral None(int offset) => new(PythonLiteralKind.None, offset, 0, null);

    internal static PythonLiteral Ellipsis(int offset) => new(PythonLiteralKind.Ellipsis, offset, 0, null);

    internal static PythonLiteral FromBoolean(bool value, int offset) => new(PythonLiteralKind.Boolean, offset, value ? 1 : 0, null);

    internal static PythonLiteral FromInteger(long value, int offset) => new(PythonLiteralKind.Integer, offset, value, null);

    internal static PythonLiteral FromInteger(BigInteger value, int offset) =>
        value >= long.MinValue && value <= long.MaxValue
            ? FromInteger((long)value, offset)
            : new(PythonLiteralKind.Integer, offset, 0, value);

    internal static PythonLiteral FromFloat(double value, int offset) =>
        new(PythonLiteralKind.Float, offset, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>No header can contain a complex number, so its value is dropped.</summary>
    internal static PythonLiteral Complex(int offset) => new(PythonLiteralKind.Complex, offset, 0, null);

    internal static PythonLiteral FromText(string text, bool isBytes, int offset) =>
        new(isBytes ? PythonLiteralKind.Bytes : PythonLiteralKind.String, offset, 0, text);

    internal static PythonLiteral FromItems(PythonLiteralKind kind, PythonLiteral[] items, int offset) => new(kind, offset, 0, items);

    internal bool TryGetInt64(out long value)
    {
        value = _bits;
        return Kind == PythonLiteralKind.Integer && _reference is null;
    }

    internal PythonLiteral Negate(int offset) => Kind switch
    {
        PythonLiteralKind.Integer => FromInteger(-Integer, offset),
        PythonLiteralKind.Float => FromFloat(-Float, offset),
        _ => Complex(offset),
    };

    internal string Describe() => Kind switch
    {
        PythonLiteralKind.None => "None",
        PythonLiteralKind.Boolean => Boolean ? "True" : "False",
        PythonLiteralKind.Integer => "the integer " + Describe(Integer),
        PythonLiteralKind.Float => string.Create(CultureInfo.InvariantCulture, $"the float {Float}"),
        PythonLiteralKind.Complex => "a complex number",
        PythonLiteralKind.String => $"the string {PythonQuote.Quote(Text)}",
        PythonLiteralKind.Bytes => $"the bytes b{PythonQuote.Quote(Text)}",
        PythonLiteralKind.Ellipsis => "Ellipsis",
        PythonLiteralKind.Tuple => $"a tuple of {ItemArray.Length}",
        PythonLiteralKind.List => $"a list of {ItemArray.Length}",
        PythonLiteralKind.Set => $"a set of {ItemArray.Length}",
        _ => $"a dictionary of {ItemArray.Length / 2}",
    };

    internal static string Describe(BigInteger value) => value.GetBitLength() <= 128
        ? value.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"of {value.GetBitLength()} bits");
}

internal enum PythonLiteralKind : byte
{
    None,
    Boolean,
    Integer,
    Float,
    Complex,
    String,
    Bytes,
    Ellipsis,
    Tuple,
    List,
    Set,
    Dict,
}
