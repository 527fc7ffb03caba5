using System.Globalization;
using System.Runtime.InteropServices;

namespace NpyIO.IO;

/// <summary>Errors of the file system while a file is saved. They name the caller's path: the file may have another name meanwhile, or no name.</summary>
internal static class OutputError
{
    /// <summary>Returns the exception that .NET throws for a Linux error number.</summary>
    internal static Exception Of(int error, string path) => error switch
    {
        Errno.NotFound or Errno.NotDirectory => new DirectoryNotFoundException($"Could not find a part of the path '{path}'."),
        Errno.AccessDenied or Errno.NotPermitted or Errno.BadDescriptor => new UnauthorizedAccessException($"Access to the path '{path}' is denied.", Plain(error, path)),
        Errno.IsDirectory => IsFolder(path),
        Errno.NameTooLong => new PathTooLongException($"The path '{path}' is too long, or a part of it is."),
        Errno.WouldBlock => new IOException($"The process cannot access the file '{path}' because it is being used by another process.", error),
        _ => Plain(error, path),
    };

    internal static UnauthorizedAccessException IsFolder(string path) => new($"Access to the path '{path}' is denied: it names a folder, and only files can be saved to.");

    internal static Exception InFolder(int error, string path, bool isReplacing) =>
        error is not (Errno.AccessDenied or Errno.NotPermitted) ? Of(error, path) : new UnauthorizedAccessException(
            $"Access to the path '{path}' is denied: its folder does not let a new file be made" + (isReplacing ? " and replace the one that is there. With Atomic = false that one is written into." : "."),
            Plain(error, path));

    internal static IOException ModeRefused(int error, string path) => new(
        $"The permissions of '{path}' cannot be given to the file that would replace it ({Marshal.GetPInvokeErrorMessage(error)}), and without them others could read it. Nothing was saved; NpyWriteOptions {{ Atomic = false }} writes into the file that is there.",
        error);

    internal static InvalidOperationException IsOpen(string path) => new(
        $"'{path}' is open: an archive that is read lazily, or a mapped array, still has its data there, and writing into the file would change or lose them. Save with Atomic = true, which replaces the file, or dispose of what is open before.");

    /// <summary>Another program has created a file that was to be new.</summary>
    internal static IOException Exists(string path) => new($"The file '{path}' already exists.", Errno.Exists);

    internal static IOException NotAFile(string path) => new($"'{path}' is a pipe, a device or an open descriptor: only a file can grow in place.");

    internal static IOException StillLocked(string path, TimeSpan wait) => new(
        string.Create(CultureInfo.InvariantCulture, $"Another writer is appending to '{path}', or has opened it exclusively, and has not finished within {wait.TotalSeconds} s (NpyAppendOptions.Wait)."),
        Errno.WouldBlock);

    internal static IOException HasChanged(string path) => new(
        $"'{path}' has been replaced, changed or deleted since it was opened, and saving would lose what others saved. Nothing was saved. Open it again and repeat the changes; or put back what was there, and complete them then.");

    /// <summary>Returns an error of the same type that names the caller's path, or null if it does so already. <paramref name="written"/> is the path in the error, if it differs.</summary>
    internal static Exception? Naming(Exception error, string path, string? written)
    {
        string message = written is null ? error.Message : error.Message.Replace($"'{written}'", $"'{path}'", StringComparison.Ordinal);
        if (!message.Contains($"'{path}'", StringComparison.Ordinal))
            message = $"{message} : '{path}'";
        return message == error.Message ? null : error switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException(message, error),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, error),
            FileNotFoundException => new FileNotFoundException(message, path, error),
            PathTooLongException => new PathTooLongException(message, error),
            IOException => new IOException(message, error) { HResult = error.HResult },
            // .NET throws this for EFBIG: the file system or a process limit does not allow a file of this length.
            ArgumentOutOfRangeException => new IOException($"The file is too large : '{path}'", error) { HResult = Errno.TooLarge },
            _ => null,
        };
    }

    private static IOException Plain(int error, string path) => new($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
}
