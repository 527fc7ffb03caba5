namespace NpyIO;

/// <summary>How the bytes of a Python 2 <c>str</c> are decoded.</summary>
public enum PickleEncoding
{
    /// <summary>Latin-1: each byte is one character.</summary>
    Latin1,

    /// <summary>UTF-8; invalid bytes are an error.</summary>
    Utf8,
}
