using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

// Resolves a path.
internal sealed partial class LinuxTarget
{
    // PATH_MAX, in bytes, including the NUL.
    private const int MaxPathLength = 4096;

    // /proc, whose names represent open files: replacing a name would not reach the file.
    private const uint ProcFs = 0x9FA0;

    internal static LinuxTarget Find(string path, string place, FileCalls calls)
    {
        byte[] rest = Encoding.UTF8.GetBytes(place);
        SafeFileHandle start = Libc.CurrentDirectory;
        for (int links = 0; links <= MaxLinks; links++)
        {
            (byte[] folder, byte[] name) = Split(rest);
            int error = calls.Open(start, folder, Libc.PathOnly | Libc.Directory, 0, out SafeFileHandle directory);
            if (links > 0)
                start.Dispose();
            // Like the kernel, treat a name with a trailing slash as a folder, whether it exists or not.
            if (name is [0])
            {
                directory.Dispose();
                throw OutputError.IsFolder(path);
            }

            if (error != 0)
                throw OutputError.Of(error, path);
            if (Look(path, calls, directory, name, out byte[] link) is { } target)
                return target;
            rest = link;
            start = directory;
        }

        start.Dispose();
        throw OutputError.Of(Errno.TooManyLinks, path);
    }

    /// <summary>Returns the target, or null and the text of a link.</summary>
    private static LinuxTarget? Look(string path, FileCalls calls, SafeFileHandle directory, byte[] name, out byte[] link)
    {
        link = [];
        try
        {
            if (name is [(byte)'.', 0] or [(byte)'.', (byte)'.', 0])
                throw OutputError.IsFolder(path);
            uint fileSystem = calls.FileSystemOf(directory);
            if (fileSystem == ProcFs)
                return new LinuxTarget(path, calls, directory, name, null, fileSystem);
            int error = calls.Status(directory, name, out FileStatus status);
            if (error == Errno.NotFound)
                return new LinuxTarget(path, calls, directory, name, null, fileSystem);
            if (error != 0)
                throw OutputError.Of(error, path);
            if (status.IsDirectory)
                throw OutputError.IsFolder(path);
            if (!status.IsLink)
                return new LinuxTarget(path, calls, directory, name, status, fileSystem);
            // Only the kernel knows whether this link may be followed: fs.protected_symlinks, mounts without links.
            error = calls.Open(directory, name, Libc.PathOnly, 0, out SafeFileHandle end);
            end.Dispose();
            if (error is not (0 or Errno.NotFound))
                throw OutputError.Of(error, path);
            link = ReadLink(path, calls, directory, name);
            return null;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private static byte[] ReadLink(string path, FileCalls calls, SafeFileHandle directory, byte[] name)
    {
        Span<byte> text = stackalloc byte[MaxPathLength];
        int error = calls.ReadLink(directory, name, text, out int length);
        if (error != 0)
            throw OutputError.Of(error, path);
        if (length == text.Length)
            throw OutputError.Of(Errno.NameTooLong, path);
        return text[..length].ToArray();
    }

    /// <summary>Both parts end with NUL. The folder keeps its trailing slashes, which require it to be a directory.</summary>
    private static (byte[] Folder, byte[] Name) Split(ReadOnlySpan<byte> path)
    {
        int slash = path.LastIndexOf((byte)'/');
        ReadOnlySpan<byte> folder = slash < 0 ? "."u8 : path[..(slash + 1)];
        return ([.. folder, 0], [.. path[(slash + 1)..], 0]);
    }
}
