using System.Runtime.InteropServices;

namespace NpyIO.Cli.Output;

/// <summary>
/// The process's output. A reader that has gone away ends the work quietly (<see cref="OutputClosedException"/>), any other failure is told apart from the input's (<see cref="OutputFailedException"/>).
/// </summary>
/// <param name="inner">Where the bytes go.</param>
/// <param name="isClosed">Asked before every write whether anyone still reads.</param>
internal sealed partial class StandardOutput(Stream inner, Func<bool> isClosed) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The stream of this process.</summary>
    internal static StandardOutput Open() => new(Console.OpenStandardOutput(), IsPipeClosed);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (isClosed())
            throw new OutputClosedException();
        try
        {
            inner.Write(buffer);
        }
        catch (IOException exception)
        {
            throw new OutputFailedException(exception);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>
    /// Whether the reader of a pipe has closed it. .NET's console stream drops what nobody reads without a word, so that the work would go on in vain to its end.
    /// </summary>
    private static bool IsPipeClosed()
    {
        if (OperatingSystem.IsWindows())
            return false;
        var descriptor = new PollDescriptor { Handle = 1 };
        return Poll(ref descriptor, 1, 0) > 0 && (descriptor.Returned & (PollDescriptor.Error | PollDescriptor.HungUp)) != 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    /// <summary>C's <c>struct pollfd</c>.</summary>
    private struct PollDescriptor
    {
        /// <summary><c>POLLERR</c>.</summary>
        internal const short Error = 8;

        /// <summary><c>POLLHUP</c>.</summary>
        internal const short HungUp = 16;

        internal int Handle;
        internal short Asked;
        internal short Returned;
    }
}
