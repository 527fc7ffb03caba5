namespace NpyIO.Literals;

/// <summary>Reads a Python literal as <c>ast.literal_eval</c> does.</summary>
internal static class PythonLiteralParser
{
    /// <summary>Parses the whole text as one literal.</summary>
    internal static PythonLiteral Parse(ReadOnlySpan<char> text, int baseOffset, bool allowLongSuffix) => throw new NotImplementedException();
}
