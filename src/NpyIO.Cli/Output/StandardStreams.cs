using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.Cli.Output;

/// <summary>
/// Which of the three standard streams the process was started with. The number of one that was closed (<c>2&gt;&amp;-</c>) goes to whatever the runtime opens first, and then to files of
/// ours: what is written to it would end up there.
/// </summary>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>Linux's and macOS's <c>F_GETFD</c>, and its answer for descriptors that no program inherits.</summary>
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>Keeps the numbers of closed streams taken, to the end of the process.</summary>
    private static readonly List<SafeFileHandle> Taken = [];

    /// <summary>Whether there is an input.</summary>
    internal static bool IsInputOpen { get; private set; } = true;

    /// <summary>Whether there is an output.</summary>
    internal static bool IsOutputOpen { get; private set; } = true;

    /// <summary>Whether there is an error stream.</summary>
    internal static bool IsErrorOpen { get; private set; } = true;

    /// <summary>Finds out, first of all, and takes the numbers that nobody has, so that no file gets them.</summary>
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

    /// <summary>Whether a descriptor comes from who started the process: the runtime lets no program inherit its own.</summary>
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
