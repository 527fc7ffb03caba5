using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// A file as it was at some moment: which one it is, its length, and when it was last written. Two that are equal have the same content, unless somebody set the time back or wrote twice within
/// one tick of the file system's clock.
/// </summary>
internal readonly record struct FileVersion
{
    private readonly FileIdentity? _identity;
    private readonly long _length;
    private readonly (long Seconds, uint Nanoseconds) _modified;
    private readonly DateTime _lastWrite;

    /// <summary>Asks the system about an open file.</summary>
    internal FileVersion(SafeFileHandle file)
    {
        _identity = FileIdentity.Of(file);
        _length = RandomAccess.GetLength(file);
        _lastWrite = File.GetLastWriteTimeUtc(file);
        if (OperatingSystem.IsLinux() && FileCalls.Current.StatusOf(file, out FileStatus status) == 0)
            _modified = status.Modified;
    }

    /// <summary>Returns whether a file on Linux is this one, unchanged.</summary>
    internal bool Is(in FileStatus now) => _identity == now.Identity && _length == now.Length && _modified == now.Modified;
}
