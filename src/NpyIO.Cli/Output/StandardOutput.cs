using NpyIO.IO;

namespace NpyIO.Cli.Output;

/// <summary>
/// The process's output. A reader that has gone away ends the work quietly (<see cref="OutputClosedException"/>), any other failure is told apart from the input's (<see cref="OutputFailedException"/>).
/// </summary>
/// <param name="inner">Where the bytes go.</param>
/// <param name="isClosed">Asked before every write whether anyone still reads.</param>
internal sealed class StandardOutput(Stream inner, Func<bool> isClosed) : ForwardWriteStream
{
    /// <summary>The stream of this process.</summary>
    internal static StandardOutput Open() => !StandardStreams.IsOutputOpen ? new(new ClosedStream(), () => false)
        : Terminal.IsOutputRedirected
        ? new(Console.OpenStandardOutput(), Terminal.IsPipeClosed)
        : new(Terminal.OpenOutput(), () => false);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (isClosed())
            throw new OutputClosedException();
        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputFailedException(exception);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <summary>What the process was given in place of an output by who started it without one.</summary>
    private sealed class ClosedStream : ForwardWriteStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("is closed");
    }
}
