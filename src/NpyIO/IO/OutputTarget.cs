using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>
/// The place at which a file is to be: the directory and the name that a path leads to in the end, and what is there now. The only seam between <see cref="OutputFile"/> and the system.
/// </summary>
internal abstract class OutputTarget(string path) : IDisposable
{
    /// <summary>The path as it was given: what errors name.</summary>
    internal string Path { get; } = path;

    /// <summary>The path under which the file is written, if it has one other than <see cref="Path"/>.</summary>
    internal virtual string? WrittenPath => null;

    /// <summary>Whether it exists and is neither a regular file nor a folder: a pipe, a device, somebody's open descriptor. Those are written directly.</summary>
    internal abstract bool IsSpecial { get; }

    /// <summary>Finds where a path leads, over links, as the system does; what it names need not exist.</summary>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or a folder on the way may not be searched.</exception>
    /// <exception cref="IOException">A folder on the way does not exist, or links lead in a circle.</exception>
    internal static OutputTarget Find(string path, string? folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("The path has a NUL in it.", nameof(path));
        // Joined as text, so that every dot stays for the system to resolve.
        string place = folder is null || System.IO.Path.IsPathRooted(path) ? path : System.IO.Path.Join(folder, path);
        return FileCalls.Current.IsLinux ? LinuxTarget.Find(path, place, FileCalls.Current) : PortableTarget.Find(path, place);
    }

    /// <summary>The only content that may be replaced; null for any, or none.</summary>
    internal FileVersion? Replaced { get; set; }

    /// <summary>Throws if what is there is not <see cref="Replaced"/>.</summary>
    /// <exception cref="IOException">It has been replaced, changed or deleted.</exception>
    internal abstract void RequireUnchanged();

    /// <summary>Opens a special file, to be written on.</summary>
    internal abstract SafeFileHandle OpenSpecial();

    /// <summary>Opens the file that is there, or an empty new one; nothing in it has changed.</summary>
    internal abstract SafeFileHandle OpenInPlace();

    /// <summary>Opens a new file that is to take this place, with the permissions of what is there and readable by nobody who may not read that.</summary>
    /// <param name="length">How long it will be, in bytes; 0 if that is not known.</param>
    internal abstract SafeFileHandle OpenNew(long length);

    /// <summary>How the disk makes room for what <see cref="OpenNew"/> opens.</summary>
    internal virtual Preallocation Growth => Preallocation.None;

    /// <summary>For how many bytes <see cref="OpenNew"/> has made room.</summary>
    internal long Preallocated { get; private protected set; }

    /// <summary>Flushes a file that is in its place to the disk, and its folder.</summary>
    internal abstract void Flush(SafeFileHandle file);

    /// <summary>Puts the new file, which is complete, in its place.</summary>
    internal abstract void Put(SafeFileHandle file, FlushMode flush);

    /// <summary>Removes whatever has been made and not been put in its place. Never throws.</summary>
    public abstract void Dispose();
}
