using NpyIO.IO;

namespace NpyIO.Cli.Output;

/// <summary>
/// The process's output. If its reader has closed it, the work ends quietly (<see cref="OutputClosedException"/>).
/// Other errors are distinct from the input's (<see cref="OutputFailedException"/>).
/// </summary>
/// <param name="inner">The stream to write to.</param>
/// <param name="isClosed">Called before every write: returns whether the reader has closed the output.</param>
internal sealed class StandardOutput(Stream inner, Func<bool> isClosed) : ForwardWriteStream
{
    internal static StandardOutput Open() => !StandardStreams.IsOutputOpen ? new(new ClosedStream(), () => false)
        : Terminal.IsOutputRedirected
        ? new(Console.OpenStandardOutput(), Terminal.IsPipeClosed)
        : new(Terminal.OpenOutput(), () => false);

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

    public override void Flush() => inner.Flush();

    /// <summary>Replaces the output if the process was started without one.</summary>
    private sealed class ClosedStream : ForwardWriteStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("is closed");
    }
}
