using System.Buffers;
using NpyIO.IO;
using NpyIO.JoblibFiles;

namespace NpyIO;

public static partial class Joblib
{
    /// <summary>Saves a value to a file: <c>joblib.dump(value, path)</c>. Every joblib from 0.10 on loads it; one that is not compressed can be mapped (<c>mmap_mode='r'</c>), its arrays being aligned to 16 bytes.</summary>
    /// <remarks>
    /// What can be saved is what <see cref="Pickle.Save(string, object?, PickleWriteOptions?)"/> saves. Arrays go from their own memory to the file; what occurs twice is written once. No extension is appended,
    /// and none chooses a compression.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory may not be written, or the path is a directory.</exception>
    public static void Save(string path, object? value, JoblibWriteOptions? options = null) => JoblibWriter.Write(path, value, options ?? JoblibWriteOptions.Default);

    /// <summary>Saves a value to a stream, from where it stands; the stream stays open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or something in the value has no counterpart in Python; some of it may have been written then.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    public static void Save(Stream stream, object? value, JoblibWriteOptions? options = null) => JoblibWriter.Write(stream, value, options ?? JoblibWriteOptions.Default);

    /// <summary>Saves a value to a buffer writer.</summary>
    /// <param name="writer">The buffer writer.</param>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in the value has no counterpart in Python; some of it may have been written then.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    public static void Save(IBufferWriter<byte> writer, object? value, JoblibWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JoblibWriter.Write(new BufferSink(writer), value, options ?? JoblibWriteOptions.Default);
    }

    /// <summary>Saves a value to bytes: the content of the file.</summary>
    /// <param name="value">The value. It must not be changed meanwhile.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">Something in it has no counterpart in Python, or the file would be longer than a <c>byte[]</c> can be.</exception>
    /// <exception cref="InvalidOperationException">The compression needs the package NpyIO.Codecs.</exception>
    public static byte[] Save(object? value, JoblibWriteOptions? options = null)
    {
        var sink = new BytesSink(0);
        JoblibWriter.Write(sink, value, options ?? JoblibWriteOptions.Default);
        return sink.ToArray();
    }

    /// <inheritdoc cref="Save(string, object?, JoblibWriteOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="value">The value; not to be changed before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing; an atomic save then leaves what was there.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task SaveAsync(string path, object? value, JoblibWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => JoblibWriter.Write(path, value, options ?? JoblibWriteOptions.Default, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Save(Stream, object?, JoblibWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="value">The value; not to be changed before the task has ended.</param>
    /// <param name="options">How to write; null for <see cref="JoblibWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the writing, somewhere inside the content.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task SaveAsync(Stream stream, object? value, JoblibWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibWriter.WriteAsync(stream, value, options ?? JoblibWriteOptions.Default, cancellationToken);
}
