namespace NpyIO;

/// <summary>How the bytes of a <c>str</c> of Python 2 become text.</summary>
public enum PickleEncoding
{
    /// <summary>Every byte one character.</summary>
    Latin1,

    /// <summary>UTF-8; bytes that are none are an error.</summary>
    Utf8,
}
