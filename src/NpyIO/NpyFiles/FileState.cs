using Microsoft.Win32.SafeHandles;

namespace NpyIO.NpyFiles;

/// <summary>The length and the first bytes of a file, which an append changes.</summary>
internal readonly record struct FileState(long Length, string Head)
{
    /// <summary>As long as the header of most arrays.</summary>
    private const int HeadLength = 256;

    /// <summary>How often a file that keeps changing is looked at.</summary>
    private const int MaxLooks = 1000;

    /// <summary>Returns whether something is true of a file. An appender may change the file between two reads of the question, so a false answer counts only if the file did not change.</summary>
    internal static bool IsTrue(SafeFileHandle handle, Func<bool> question)
    {
        FileState? last = null;
        for (int looks = 0; ; looks++)
        {
            if (question())
                return true;
            FileState now = Of(handle);
            if (now == last || looks >= MaxLooks)
                return false;
            last = now;
        }
    }

    private static FileState Of(SafeFileHandle handle)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        return new FileState(RandomAccess.GetLength(handle), Convert.ToHexString(head[..RandomAccess.Read(handle, head, 0)]));
    }
}
