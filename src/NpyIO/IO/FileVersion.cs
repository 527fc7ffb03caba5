using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// Identifies a file's content at a moment: its identity, length and time of the last write. Equal versions have the same content, unless someone set the time back or wrote twice within
/// one tick of the file system's clock.
/// </summary>
internal readonly record struct FileVersion
{
    private readonly FileIdentity? _identity;
    private readonly long _length;
    private readonly (long Seconds, uint Nanoseconds) _modified;
    private readonly DateTime _lastWrite;

    internal FileVersion(SafeFileHandle file)
    {
        _identity = FileIdentity.Of(file);
        _length = RandomAccess.GetLength(file);
        _lastWrite = File.GetLastWriteTimeUtc(file);
        if (OperatingSystem.IsLinux() && FileCalls.Current.StatusOf(file, out FileStatus status) == 0)
            _modified = status.Modified;
    }

    /// <summary>Linux only.</summary>
    internal bool Is(in FileStatus now) => _identity == now.Identity && _length == now.Length && _modified == now.Modified;
}
