using System.Runtime.CompilerServices;

namespace NpyIO;

public static partial class Npz
{
    /// <inheritdoc cref="Save(string, IEnumerable{NpzItem}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="items">The arrays with their names; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(string path, IEnumerable<NpzItem> items, NpzWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        IEnumerable<NpzItem> all = Items(items);
        NpzWriteOptions chosen = NpzWriteOptions.OrDefault(options);
        return Task.Run(() => NpzWriter.Save(path, all, chosen, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="Save(string, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The arrays by name; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(string path, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(string, ReadOnlySpan{ValueTuple{string, NdArray}}, NpzWriteOptions?)"/>
    /// <param name="path">The file; no extension is appended.</param>
    /// <param name="arrays">The names and their arrays, <c>[("x", x), ("y", y)]</c>; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save between two blocks; an atomic save leaves the existing file unchanged.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(string path, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(path, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, IEnumerable{NpzItem}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="items">The arrays with their names; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task SaveAsync(Stream stream, IEnumerable<NpzItem> items, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        NpzWriter.SaveAsync(Sink(stream), Items(items), NpzWriteOptions.OrDefault(options), cancellationToken);

    /// <inheritdoc cref="Save(Stream, IReadOnlyDictionary{string, NdArray}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The arrays by name; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(Stream stream, IReadOnlyDictionary<string, NdArray> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays), options, cancellationToken);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{ValueTuple{string, NdArray}}, NpzWriteOptions?)"/>
    /// <param name="stream">The stream; it need not be seekable. Offsets in the archive count from its current position.</param>
    /// <param name="arrays">The names and their arrays, <c>[("x", x), ("y", y)]</c>; do not modify them until the task completes.</param>
    /// <param name="options">How to write; null for <see cref="NpzWriteOptions.Default"/>.</param>
    /// <param name="cancellationToken">Cancels the save; the stream may then hold part of the archive.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task SaveAsync(Stream stream, ReadOnlySpan<(string Name, NdArray Array)> arrays, NpzWriteOptions? options = null, CancellationToken cancellationToken = default) =>
        SaveAsync(stream, Items(arrays), options, cancellationToken);
}
