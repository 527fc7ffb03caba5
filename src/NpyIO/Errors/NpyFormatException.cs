namespace NpyIO;

/// <summary>
/// The one exception that a file's content causes: whatever is wrong in the bytes arrives as this, with what was found, what was expected, and where.
/// </summary>
/// <remarks>
/// Errors of the file system pass through as <see cref="IOException"/>; a type argument that does not fit the dtype is an <see cref="InvalidCastException"/>.
/// The NumPy counterpart is <c>ValueError</c>.
/// </remarks>
public sealed class NpyFormatException : FormatException
{
    /// <summary>Creates an exception with its message, reason and place.</summary>
    /// <param name="message">What was found, what was expected, and where.</param>
    /// <param name="reason">The cause.</param>
    /// <param name="offset">The place, in bytes from the start of the array (its magic string).</param>
    /// <param name="innerException">The exception that told of it, if one did.</param>
    public NpyFormatException(string message, NpyFormatReason reason, long offset, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>The cause.</summary>
    public NpyFormatReason Reason { get; }

    /// <summary>The place of the fault, in bytes from the start of the array's magic string or of the pickle; in compressed content, from the start of what has been decompressed.</summary>
    public long Offset { get; }

    /// <summary>The file that holds the fault, as its path was given, or null if it was not read by a path.</summary>
    public string? Path { get; private set; }

    /// <summary>What was found, what was expected, and where; after the path of the file, if one is known.</summary>
    public override string Message => Path is null ? Problem : $"{Path}: {Problem}";

    /// <summary>The message without the path.</summary>
    internal string Problem => base.Message;

    /// <summary>The archive entry that holds the fault, or null for a file that is one array.</summary>
    public string? EntryName { get; init; }

    /// <summary>What was expected there, or null where nothing in particular was.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found there, or null where it cannot be quoted.</summary>
    public string? Found { get; init; }

    /// <summary>
    /// Notes the path of the file, unless one is known, and returns false. To be called in an exception filter, which every exception passes on its way to the caller and which leaves its stack trace alone:
    /// <c>catch (NpyFormatException e) when (e.IsNotOf(path))</c>.
    /// </summary>
    internal bool IsNotOf(string? path)
    {
        Path ??= path;
        return false;
    }
}
