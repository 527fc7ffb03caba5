using System.Numerics;

namespace NpyIO.Literals;

/// <summary>What a node of a Python literal is.</summary>
internal enum PythonLiteralKind
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

/// <summary>One value of a Python literal, as <c>ast.literal_eval</c> would build it.</summary>
internal sealed class PythonLiteral
{
    /// <summary>What it is.</summary>
    internal required PythonLiteralKind Kind { get; init; }

    /// <summary>Where it begins, in bytes from the start of the parsed text plus the caller's base.</summary>
    internal required int Offset { get; init; }

    /// <summary>The value of a Boolean.</summary>
    internal bool Boolean { get; init; }

    /// <summary>The value of an Integer.</summary>
    internal BigInteger Integer { get; init; }

    /// <summary>The value of a Float.</summary>
    internal double Float { get; init; }

    /// <summary>The text of a String (UTF-16; a lone surrogate stays one) or of Bytes (one character per byte).</summary>
    internal string Text { get; init; } = "";

    /// <summary>The items of a Tuple, List or Set; of a Dict its keys and values in turn.</summary>
    internal IReadOnlyList<PythonLiteral> Items { get; init; } = [];
}
