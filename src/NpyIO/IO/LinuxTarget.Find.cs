using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

// Where a path leads.
internal sealed partial class LinuxTarget
{
    /// <summary>How many links the kernel follows: path_resolution(7).</summary>
    private const int MaxLinks = 40;

    /// <summary>The longest path or link, in bytes, with its NUL: <c>PATH_MAX</c>.</summary>
    private const int MaxPathLength = 4096;

    /// <summary>The magic number of /proc, in which names stand for what is open: to replace one would not reach it.</summary>
    private const uint ProcFs = 0x9FA0;

    /// <inheritdoc cref="OutputTarget.Find"/>
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
            // The kernel, too, says of a name with a slash behind it that it is a folder, whether there is one or not.
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

    /// <summary>Looks at what has a name; the target, or null and the text of a link.</summary>
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
            // Whether this link may be followed is the kernel's to say: fs.protected_symlinks, mounts without links.
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

    /// <summary>The folder and the name of a path, each with its NUL. The folder keeps its slashes: they are what makes it one.</summary>
    private static (byte[] Folder, byte[] Name) Split(ReadOnlySpan<byte> path)
    {
        int slash = path.LastIndexOf((byte)'/');
        ReadOnlySpan<byte> folder = slash < 0 ? "."u8 : path[..(slash + 1)];
        return ([.. folder, 0], [.. path[(slash + 1)..], 0]);
    }
}
