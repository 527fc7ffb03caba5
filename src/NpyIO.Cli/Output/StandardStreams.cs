using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NpyIO.IO;

namespace NpyIO.Cli.Output;

/// <summary>
/// Detects which standard streams the process was started with. If one was closed (<c>2&gt;&amp;-</c>), the next file opened by the runtime or the tool gets its number, and output for the
/// stream would go into that file.
/// </summary>
internal static class StandardStreams
{
    /// <summary>The name of the process's input, instead of a file's.</summary>
    internal const string InputName = "-";

    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    // F_GETFD on Linux and macOS, and its result for descriptors that child processes do not inherit.
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Occupies the numbers of closed streams until the process ends.</summary>
    private static readonly List<SafeFileHandle> Taken = [];

    internal static bool IsInputOpen { get; private set; } = true;

    internal static bool IsOutputOpen { get; private set; } = true;

    internal static bool IsErrorOpen { get; private set; } = true;

    /// <summary>Occupies free numbers so that no file gets them. Call before anything else.</summary>
    internal static void Guard()
    {
        if (OperatingSystem.IsWindows())
            return;
        IsInputOpen = IsInherited(Input);
        IsOutputOpen = IsInherited(Output);
        IsErrorOpen = IsInherited(Error);
        for (int free = CountFree(); free > 0; free--)
            Taken.Add(File.OpenHandle("/dev/null"));   // the lowest number that is free
    }

    /// <summary>A file that the input was redirected from can seek, if nothing of it has been read yet.</summary>
    internal static Stream OpenInput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardInput();
        var file = new FileStream(new SafeFileHandle(Input, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        return file.CanSeek && file.Position == 0 ? file : Console.OpenStandardInput();
    }

    // The runtime marks its own descriptors close-on-exec.
    private static bool IsInherited(int descriptor) => Control(descriptor, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    private static int CountFree()
    {
        int count = 0;
        for (int descriptor = Input; descriptor <= Error; descriptor++)
            count += Control(descriptor, GetDescriptorFlags) < 0 ? 1 : 0;
        return count;
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Control(int descriptor, int command);
}

/// <summary>
/// The process's output. If its reader has closed it, the work ends quietly (<see cref="OutputClosedException"/>).
/// Other errors are distinct from the input's (<see cref="OutputFailedException"/>). <paramref name="isClosed"/> is called before every write.
/// </summary>
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

/// <summary>The reader of the output has closed it (<c>npyio cat x.npy | head</c>): not an error, but ends the work.</summary>
internal sealed class OutputClosedException : Exception;

/// <summary>The output cannot be written, for example because the disk is full.</summary>
internal sealed class OutputFailedException(Exception cause) : Exception(cause.Message, cause);

/// <summary>The process's error stream. Errors in writing it are ignored: the exit status still says what happened.</summary>
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
