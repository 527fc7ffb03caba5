using NpyIO.IO;

namespace NpyIO.Cli.Output;

/// <summary>The process's error stream. Where it cannot be written, there is nobody to tell: the exit status says what happened.</summary>
/// <param name="inner">Where the bytes go.</param>
internal sealed class StandardError(Stream inner) : ForwardWriteStream
{
    /// <summary>The stream of this process.</summary>
    internal static Stream Open() => StandardStreams.IsErrorOpen ? new StandardError(Terminal.OpenError()) : Null;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
