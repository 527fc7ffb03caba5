using System.Globalization;
using Microsoft.Win32.SafeHandles;
using NpyIO.IO;

namespace NpyIO;

/// <summary>A file as a <see cref="ByteSource"/>. Others may write, rename or delete the file meanwhile.</summary>
public sealed class FileByteSource : ByteSource
{
    private readonly SafeFileHandle _handle;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file. Not a pipe.</param>
    /// <exception cref="ArgumentException">The path is a pipe, which has no offsets.</exception>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or the path is a directory.</exception>
    public FileByteSource(string path)
    {
        _handle = ReadableFile.Open(path);
        if (FileSource.TryOpen(_handle) is null)
        {
            _handle.Dispose();
            FileThrow.NotSeekable(nameof(path));
        }
    }

    /// <inheritdoc/>
    public override long Length => RandomAccess.GetLength(_handle);

    /// <summary>True.</summary>
    public override bool CanReadSynchronously => true;

    /// <summary>The file's length and the time of its last write, UTC.</summary>
    public override string? Validator => string.Create(CultureInfo.InvariantCulture, $"{Length}-{File.GetLastWriteTimeUtc(_handle).Ticks}");

    /// <inheritdoc/>
    public override int Read(long offset, Span<byte> destination) => RandomAccess.Read(_handle, destination, offset);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) =>
        RandomAccess.ReadAsync(_handle, destination, offset, cancellationToken);

    internal override PayloadSource ToPayload() => new FileSource(_handle, seen: 0);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose();
        base.Dispose(disposing);
    }
}
