namespace NpyIO;

public static partial class Npz
{
    /// <summary>Reads every entry of an archive to its end and checks lengths, CRCs and headers, as <see cref="NpzFile.Verify"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The errors found, perhaps several in one entry, or one if the file is not a readable archive; an empty list if all is whole. What the pickle of an array of Python objects holds is not read.</returns>
    /// <exception cref="ArgumentException">The path is a pipe.</exception>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<NpyFormatException> Verify(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            using NpzFile file = Open(path, options);
            return file.Verify(options, cancellationToken);
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <summary>Does the same for the archive that runs from a stream's position to its end.</summary>
    /// <param name="stream">The stream; it must be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="ArgumentException">The stream cannot be read, or cannot seek.</exception>
    /// <inheritdoc cref="Verify(string, NpyReadOptions?, CancellationToken)"/>
    public static IReadOnlyList<NpyFormatException> Verify(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            using NpzFile file = Open(stream, options, leaveOpen: true);
            return file.Verify(options, cancellationToken);
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <inheritdoc cref="Verify(string, NpyReadOptions?, CancellationToken)"/>
    public static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            using NpzFile file = await OpenAsync(path, options, cancellationToken).ConfigureAwait(false);
            return await file.VerifyAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <inheritdoc cref="Verify(Stream, NpyReadOptions?, CancellationToken)"/>
    public static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            using NpzFile file = await OpenAsync(stream, options, leaveOpen: true, cancellationToken).ConfigureAwait(false);
            return await file.VerifyAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }
}
