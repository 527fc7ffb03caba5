namespace NpyIO;

/// <summary>An assertion of <see cref="NpyAssert"/> failed. The message shows the difference.</summary>
public sealed class NpyAssertException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public NpyAssertException()
        : base("The arrays differ.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The difference.</param>
    public NpyAssertException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">The difference.</param>
    /// <param name="innerException">The cause.</param>
    public NpyAssertException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
