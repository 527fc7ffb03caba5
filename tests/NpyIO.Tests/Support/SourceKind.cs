namespace NpyIO.Tests.Support;

/// <summary>Every place an array can be read from.</summary>
public enum SourceKind
{
    Path,
    PathAsync,
    Seekable,
    SeekableAsync,
    Later,
    LaterAsync,
    Unseekable,
    UnseekableAsync,
    OneByte,
    OneByteAsync,
    Memory,
    Span,
    Pipe,
}
