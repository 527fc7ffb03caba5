using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>The destination of a file: the directory and name that a path resolves to, and what exists there. The only interface between <see cref="OutputFile"/> and the system.</summary>
internal abstract class OutputTarget(string path) : IDisposable
{
    // As in the Linux kernel: path_resolution(7).
    private protected const int MaxLinks = 40;

    /// <summary>The path as given, for error messages.</summary>
    internal string Path { get; } = path;

    /// <summary>The path of the file while it is written, if it differs from <see cref="Path"/>.</summary>
    internal virtual string? WrittenPath => null;

    /// <summary>Whether it exists and is neither a regular file nor a folder: a pipe, a device, an open descriptor. Such targets are written directly.</summary>
    internal abstract bool IsSpecial { get; }

    /// <summary>Resolves a path and its links as the system does. The file need not exist.</summary>
    internal static OutputTarget Find(string path, string? folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("The path has a NUL in it.", nameof(path));
        // Joined as text: the system must resolve the dots.
        string place = folder is null || System.IO.Path.IsPathRooted(path) ? path : System.IO.Path.Join(folder, path);
        return FileCalls.Current.IsLinux ? LinuxTarget.Find(path, place, FileCalls.Current) : PortableTarget.Find(path, place);
    }

    /// <summary>The only file version that may be replaced, or null.</summary>
    internal FileVersion? Replaced { get; set; }

    /// <summary>Whether no file may be replaced: putting the new one in its place then fails with <see cref="OutputError.Exists"/>.</summary>
    internal bool IsOnlyNew { get; set; }

    /// <summary>Throws an <see cref="IOException"/> if the file is no longer <see cref="Replaced"/>.</summary>
    internal abstract void RequireUnchanged();

    internal abstract SafeFileHandle OpenSpecial();

    /// <summary>Opens the existing file without changing it, or creates an empty one.</summary>
    internal abstract SafeFileHandle OpenInPlace();

    /// <summary>
    /// The new file has the old one's permissions, and nobody can read it who cannot read that; the handle reads and writes. The expected length is in bytes, 0 if unknown.
    /// </summary>
    internal abstract SafeFileHandle OpenNew(long length);

    internal virtual Preallocation Growth => Preallocation.None;

    /// <summary>Disk space that <see cref="OpenNew"/> has reserved, in bytes.</summary>
    internal long Preallocated { get; private protected set; }

    /// <summary>Also flushes the folder.</summary>
    internal abstract void Flush(SafeFileHandle file);

    internal abstract void Put(SafeFileHandle file, FlushMode flush);

    /// <summary>Removes a new file that was not put in its place. Never throws.</summary>
    public abstract void Dispose();
}
