using Microsoft.Win32.SafeHandles;

namespace NpyIO.NpyFiles;

/// <summary>The length and the first bytes of a file: two that are equal say that no appender came between.</summary>
internal readonly record struct FileState(long Length, string Head)
{
    /// <summary>As long as the header of most arrays.</summary>
    private const int HeadLength = 256;

    /// <summary>How often to look again at a file that keeps changing.</summary>
    internal const int MaxLooks = 1000;

    internal static FileState Of(SafeFileHandle handle)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        return new FileState(RandomAccess.GetLength(handle), Convert.ToHexString(head[..RandomAccess.Read(handle, head, 0)]));
    }
}
