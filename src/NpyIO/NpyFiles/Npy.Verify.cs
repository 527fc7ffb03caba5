using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

public static partial class Npy
{
    /// <summary>Checks whether a file is whole without keeping its data: its header, that the data are complete, and that nothing follows them.</summary>
    /// <remarks>
    /// A .npy file has no checksum, so changed values are not detected. Python objects are unpickled. Rows behind the array that an append is writing, or has left behind when it was interrupted,
    /// are no fault if they are marked as such (see <see cref="Append(string, NdArray, NpyAppendOptions?)"/>).
    /// </remarks>
    /// <param name="path">The file, or a pipe, which is read to its end.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The error found, or an empty list if the file is whole.</returns>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static IReadOnlyList<NpyFormatException> Verify(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        using SafeFileHandle handle = ReadableFile.Open(path);
        NpyFormatException? fault = null;
        bool IsWhole() => (fault = FaultOf(handle, options, cancellationToken)) is null;
        bool canGrow = FileSource.TryOpen(handle) is not null;
        // One question: an append can end between the two halves of it.
        if (canGrow ? FileState.IsTrue(handle, () => IsWhole() || ArrayAppender.HasUnfinishedRows(path, handle)) : IsWhole())
            return [];
        fault!.AddPath(path);
        return [fault];
    }

    /// <summary>Checks whether the content of a stream, from its position to its end, is a whole .npy file.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="options">Limits the length of the header; null for <see cref="NpyReadOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Verify(string, NpyReadOptions?, CancellationToken)"/>
    public static IReadOnlyList<NpyFormatException> Verify(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ArrayReader.RequireWhole(Source(stream), options, cancellationToken);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    /// <inheritdoc cref="Verify(string, NpyReadOptions?, CancellationToken)"/>
    public static Task<IReadOnlyList<NpyFormatException>> VerifyAsync(string path, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => Verify(path, options, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Verify(Stream, NpyReadOptions?, CancellationToken)"/>
    public static async Task<IReadOnlyList<NpyFormatException>> VerifyAsync(Stream stream, NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await ArrayReader.RequireWholeAsync(Source(stream), options, cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (NpyFormatException e)
        {
            return [e];
        }
    }

    private static NpyFormatException? FaultOf(SafeFileHandle handle, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            ArrayReader.RequireWhole(ReadableFile.SourceOf(handle), options, cancellationToken);
            return null;
        }
        catch (NpyFormatException e)
        {
            return e;
        }
    }
}
