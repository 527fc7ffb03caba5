using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Cli.Output;

/// <summary>
/// Detects which standard streams the process was started with. If one was closed (<c>2&gt;&amp;-</c>), the next file opened by the runtime or the tool gets its number, and output for the
/// stream would go into that file.
/// </summary>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    /// <summary><c>F_GETFD</c> on Linux and macOS, and its result for descriptors that child processes do not inherit.</summary>
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Occupies the numbers of closed streams until the process ends.</summary>
    private static readonly List<SafeFileHandle> Taken = [];

    internal static bool IsInputOpen { get; private set; } = true;

    internal static bool IsOutputOpen { get; private set; } = true;

    internal static bool IsErrorOpen { get; private set; } = true;

    /// <summary>Detects the open streams, and occupies free numbers so that no file gets them. Call before anything else.</summary>
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

    /// <summary>Returns whether a descriptor was inherited: the runtime marks its own close-on-exec.</summary>
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
