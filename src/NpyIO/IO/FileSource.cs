using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>An open file, read at offsets, so that its position does not matter and threads do not disturb each other. Not for pipes.</summary>
internal sealed class FileSource : PayloadSource
{
    private readonly SafeFileHandle _handle;

    /// <summary>A file whose first bytes are an array's; the caller keeps the handle.</summary>
    /// <param name="handle">The open file.</param>
    /// <param name="seen">How many bytes it is known to have: a file that says it has fewer (a device, one in /proc) has no length worth the name.</param>
    internal FileSource(SafeFileHandle handle, long seen)
    {
        _handle = handle;
        Length = LengthOf(handle, seen);
    }

    internal override SafeFileHandle? File => _handle;

    internal override long Length { get; }

    internal override bool IsPositional => Length != Unknown;

    /// <summary>A file to be read at places; null for a pipe, which has none.</summary>
    internal static FileSource? TryOpen(SafeFileHandle handle)
    {
        try
        {
            return new FileSource(handle, seen: 0);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    internal override int Read(long offset, Span<byte> destination) => RandomAccess.Read(_handle, destination, offset);

    private static long LengthOf(SafeFileHandle handle, long seen)
    {
        long length = RandomAccess.GetLength(handle);
        return length < Math.Max(seen, 1) ? Unknown : length;
    }
}
