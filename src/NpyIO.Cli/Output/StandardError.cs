using NpyIO.IO;

namespace NpyIO.Cli.Output;

/// <summary>The process's error stream. Errors in writing it are ignored: the exit status still says what happened.</summary>
/// <param name="inner">The stream to write to.</param>
internal sealed class StandardError(Stream inner) : ForwardWriteStream
{
    internal static Stream Open() => StandardStreams.IsErrorOpen ? new StandardError(Terminal.OpenError()) : Null;

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
