using Microsoft.Win32.SafeHandles;
using NpyIO.IO;

namespace NpyIO;

public static partial class Joblib
{
    /// <summary>Loads all values of a joblib or pickle file, which may be compressed with Zstandard, too. Nothing may follow the first value if the options are strict.</summary>
    /// <param name="path">The file, or a pipe, which is read to its end.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/exception"/>
    public static JoblibContent LoadContent(string path, JoblibReadOptions? options = null) => LoadContent(path, options, default);

    /// <summary>Loads all values from a stream's position to its end.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)" path="/exception"/>
    public static JoblibContent LoadContent(Stream stream, JoblibReadOptions? options = null) => LoadContent(stream, options, default);

    /// <inheritdoc cref="LoadContent(string, JoblibReadOptions?)"/>
    /// <param name="path">The file, or a pipe, which is read to its end.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
    public static Task<JoblibContent> LoadContentAsync(string path, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => LoadContent(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="LoadContent(Stream, JoblibReadOptions?)"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The read was cancelled.</exception>
    public static Task<JoblibContent> LoadContentAsync(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        JoblibContent.LoadAsync(stream, options, cancellationToken);

    /// <summary>Checks whether a joblib or pickle file is whole: that its values can be read, checksums of compressed data included, and that nothing follows the first, which Python would not read.</summary>
    /// <remarks>Bytes after the data of an <c>.lzma</c> file, a container that does not state its length, are not detected.</remarks>
    /// <param name="path">The file, or a pipe, which is read to its end.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The errors found, or an empty list if the file is whole.</returns>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<NpyFormatException> Verify(string path, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        ErrorsOf(() => LoadContent(path, options, cancellationToken));

    /// <summary>Checks whether a stream is a whole joblib or pickle file from its position to its end.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Verify(string, JoblibReadOptions?, CancellationToken)"/>
    public static IReadOnlyList<NpyFormatException> Verify(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        ErrorsOf(() => LoadContent(stream, options, cancellationToken));

    /// <inheritdoc cref="Verify(string, JoblibReadOptions?, CancellationToken)"/>
    public static Task<IReadOnlyList<NpyFormatException>> VerifyAsync(string path, JoblibReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Verify(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Verify(Stream, JoblibReadOptions?, CancellationToken)"/>
    public static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(Stream stream, JoblibReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return ErrorsOf(await LoadContentAsync(stream, options, cancellationToken).ConfigureAwait(false));
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    private static IReadOnlyList<NpyFormatException> ErrorsOf(Func<JoblibContent> load)
    {
        try
        {
            return ErrorsOf(load());
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    private static IReadOnlyList<NpyFormatException> ErrorsOf(JoblibContent content) => [.. new[] { content.Trailing, content.Fault }.OfType<NpyFormatException>()];

    private static JoblibContent LoadContent(string path, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            using SafeFileHandle handle = ReadableFile.Open(path);
            return JoblibContent.Load(ReadableFile.SourceOf(handle), ReadableFile.FolderOf(path), options, cancellationToken).At(path);
        }
        catch (NpyFormatException e) when (e.AddPath(path))
        {
            throw;
        }
    }

    private static JoblibContent LoadContent(Stream stream, JoblibReadOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return JoblibContent.Load(new StreamSource(stream), folder: null, options, cancellationToken);
    }
}
