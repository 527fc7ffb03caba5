using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <summary>Checks whether a file holds one pickle that can be read, and nothing after it, which Python's <c>load</c> would not read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The error found, or an empty list if the file is whole.</returns>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<NpyFormatException> Verify(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = PickleReader.Read(path, Strict(options), cancellationToken);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <summary>Checks whether a stream holds, from its position to its end, one pickle that can be read.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Verify(string, PickleReadOptions?, CancellationToken)"/>
    public static IReadOnlyList<NpyFormatException> Verify(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _ = PickleReader.Read(stream, Strict(options));
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <inheritdoc cref="Verify(string, PickleReadOptions?, CancellationToken)"/>
    public static Task<IReadOnlyList<NpyFormatException>> VerifyAsync(string path, PickleReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Verify(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Verify(Stream, PickleReadOptions?, CancellationToken)"/>
    public static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(Stream stream, PickleReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = await PickleReader.ReadAsync(stream, Strict(options), cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    private static PickleReadOptions Strict(PickleReadOptions? options) => (options ?? PickleReadOptions.Default) with { Strict = true };
}
