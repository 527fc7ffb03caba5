namespace NpyIO;

/// <summary>Thrown for anything wrong in a file's content. It says what was found, what was expected, and where.</summary>
/// <remarks>
/// File system errors pass through as <see cref="IOException"/>; a type argument that does not match the dtype is an <see cref="InvalidCastException"/>. The NumPy counterpart is
/// <c>ValueError</c>.
/// </remarks>
public sealed class NpyFormatException : FormatException
{
    /// <summary>Creates an exception with a message, a reason and an offset.</summary>
    /// <param name="message">What was found, what was expected, and where.</param>
    /// <param name="reason">The reason why the content was refused.</param>
    /// <param name="offset">The offset of the fault, in bytes from the start of the array (its magic string).</param>
    /// <param name="innerException">The exception that caused this one, or null.</param>
    public NpyFormatException(string message, NpyFormatReason reason, long offset, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>The reason why the content was refused.</summary>
    public NpyFormatReason Reason { get; }

    /// <summary>The offset of the fault, in bytes from the start of the array's magic string or of the pickle; in compressed content, from the start of the decompressed data.</summary>
    public long Offset { get; }

    /// <summary>The path of the file that has the fault, as it was given, or null if the content was not read from a path.</summary>
    public string? Path { get; private set; }

    /// <summary>What was found, what was expected, and where, preceded by the path of the file if it is known.</summary>
    public override string Message => Path is null ? Problem : $"{Path}: {Problem}";

    /// <summary>The message without the path.</summary>
    internal string Problem => base.Message;

    /// <summary>The archive entry that has the fault, or null if the file is a single array.</summary>
    public string? EntryName { get; init; }

    /// <summary>What was expected at the offset, or null if nothing in particular.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found at the offset, or null if it cannot be quoted.</summary>
    public string? Found { get; init; }

    /// <summary>Always returns false, so that an exception filter can call it without catching anything: <c>catch (NpyFormatException e) when (e.AddPath(path))</c>.</summary>
    internal bool AddPath(string? path)
    {
        Path ??= path;
        return false;
    }
}
