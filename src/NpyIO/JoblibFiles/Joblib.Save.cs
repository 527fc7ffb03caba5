using System.Buffers;
using NpyIO.IO;
using NpyIO.JoblibFiles;

namespace NpyIO;

public static partial class Joblib
{
    /// <summary>
    /// Saves a value to a file: <c>joblib.dump(value, path)</c>. Every joblib from 0.10 on loads it. Without compression it can also be mapped (<c>mmap_mode='r'</c>): its arrays are aligned to
    /// 16 bytes.
    /// </summary>
    /// <remarks>
    /// Saves the same types as <see cref="Pickle.Save(string, object?, PickleWriteOptions?)"/>. Arrays are written straight from their own memory; what occurs twice is
    /// written once. No extension is appended, and the extension does not choose a compression.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="value">The value; do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The value contains something that has no counterpart in Python.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory cannot be written, or the path is a directory.</exception>
    public static void Save(string path, object? value, JoblibWriteOptions? options = null) => JoblibWriter.Write(path, value, options ?? JoblibWriteOptions.Default);

    /// <summary>Saves a value to a stream, from its current position; the stream stays open.</summary>
    /// <param name="stream">The stream; it need not be seekable.</param>
    /// <param name="value">The value; do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream is not writable, or the value contains something that has no counterpart in Python; part of it may then have been written.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    public static void Save(Stream stream, object? value, JoblibWriteOptions? options = null) => JoblibWriter.Write(stream, value, options ?? JoblibWriteOptions.Default);

    /// <summary>Saves a value to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="value">The value; do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The value contains something that has no counterpart in Python; part of it may then have been written.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    public static void Save(IBufferWriter<byte> writer, object? value, JoblibWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JoblibWriter.Write(new BufferSink(writer), value, options ?? JoblibWriteOptions.Default);
    }

    /// <summary>Saves a value to a byte array: the content of the file.</summary>
    /// <param name="value">The value; do not change it during the save.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The value contains something that has no counterpart in Python, or the file would exceed the maximum length of a <c>byte[]</c>.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    public static byte[] Save(object? value, JoblibWriteOptions? options = null)
    {
        var sink = new BytesSink(0);
        JoblibWriter.Write(sink, value, options ?? JoblibWriteOptions.Default);
        return sink.ToArray();
    }

    /// <inheritdoc cref="Save(string, object?, JoblibWriteOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="value">The value; do not change it until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(string path, object? value, JoblibWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => JoblibWriter.Write(path, value, options ?? JoblibWriteOptions.Default, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Save(Stream, object?, JoblibWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable.</param>
    /// <param name="value">The value; do not change it until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the content.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(Stream stream, object? value, JoblibWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibWriter.WriteAsync(stream, value, options ?? JoblibWriteOptions.Default, cancellationToken);
}
