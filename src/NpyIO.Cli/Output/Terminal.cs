using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Cli.Output;

/// <summary>
/// Queries the process's streams without .NET's <see cref="Console"/>, which would set up a terminal's keyboard (with escape sequences in the output) before the first character; this tool
/// only writes.
/// </summary>
internal static class Terminal
{
    private const int OutputHandle = 1;
    private const int ErrorHandle = 2;
    private const int DefaultWidth = 80;

    // TIOCGWINSZ on Linux.
    private const nuint GetWindowSize = 0x5413;

    internal static bool IsOutputRedirected => !StandardStreams.IsOutputOpen || Console.IsOutputRedirected;

    /// <summary>The output must be a terminal.</summary>
    internal static Stream OpenOutput() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : OpenHandle(OutputHandle);

    internal static Stream OpenError() => OperatingSystem.IsWindows() || Console.IsErrorRedirected ? Console.OpenStandardError() : OpenHandle(ErrorHandle);

    internal static int Width()
    {
        try
        {
            int width = OperatingSystem.IsLinux() ? LinuxWidth() : Console.WindowWidth;
            return width > 0 ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }

    /// <summary>Returns whether a person sees both the output and the errors, on a terminal that can redraw.</summary>
    internal static bool IsInteractive() =>
        !IsOutputRedirected && StandardStreams.IsErrorOpen && !Console.IsErrorRedirected && (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));

    // .NET's console stream ignores a closed pipe, and the work would continue in vain.
    internal static bool IsPipeClosed()
    {
        if (OperatingSystem.IsWindows())
            return false;
        var descriptor = new PollDescriptor { Handle = OutputHandle };
        return Poll(ref descriptor, 1, 0) > 0 && (descriptor.Returned & (PollDescriptor.Error | PollDescriptor.HungUp)) != 0;
    }

    private static FileStream OpenHandle(int handle) => new(new SafeFileHandle(handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static int LinuxWidth()
    {
        var size = default(WindowSize);
        return Control(OutputHandle, GetWindowSize, ref size) == 0 ? size.Columns : 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int Control(int handle, nuint request, ref WindowSize size);

    /// <summary>C's <c>struct pollfd</c>.</summary>
    private struct PollDescriptor
    {
        // POLLERR.
        internal const short Error = 8;

        // POLLHUP.
        internal const short HungUp = 16;

        internal int Handle;
        internal short Asked;
        internal short Returned;
    }

    /// <summary>C's <c>struct winsize</c>.</summary>
    private struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }
}
