namespace NpyIO.Literals;

/// <summary>What a node of a Python literal is.</summary>
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
