namespace NpyIO.Literals;

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
