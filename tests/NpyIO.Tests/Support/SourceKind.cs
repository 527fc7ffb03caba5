namespace NpyIO.Tests.Support;

/// <summary>Every place an array can be read from.</summary>
public enum SourceKind
{
    Path,
    PathAsync,
    Seekable,
    SeekableAsync,
    Unseekable,
    UnseekableAsync,
    OneByte,
    OneByteAsync,
    Memory,
    Span,
    Pipe,
}
