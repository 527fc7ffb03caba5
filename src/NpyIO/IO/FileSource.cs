using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Reads an open file at offsets, independent of its position and safe for several threads. Not for pipes.</summary>
internal sealed class FileSource : PayloadSource
{
    private readonly SafeFileHandle _handle;

    /// <summary><paramref name="seen"/> bytes are known to exist: if the file reports fewer (a device, or one in /proc), its length is unknown. The caller owns the handle.</summary>
    internal FileSource(SafeFileHandle handle, long seen)
    {
        _handle = handle;
        long length = RandomAccess.GetLength(handle);
        Length = length < Math.Max(seen, 1) ? Unknown : length;
    }

    internal override SafeFileHandle? File => _handle;

    internal override long Length { get; }

    internal override bool IsPositional => Length != Unknown;

    /// <summary>Returns null if the handle is a pipe.</summary>
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

    internal override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) => new(Read(offset, destination.Span));
}
