using NpyIO.Archives;
using NpyIO.Coding;
using NpyIO.Signatures;

namespace NpyIO;

public sealed partial class NpzFile
{
    /// <summary>Loads every array, several at once: each large one that can be read in pieces by all threads, the others each by one.</summary>
    /// <remarks>Entries that are no arrays (see <see cref="NpzEntry.Header"/>) are checked but not in the result; read them with <see cref="NpzEntry.ReadRaw"/>.</remarks>
    /// <param name="options">
    /// How to read; null for those the archive was opened with. <see cref="NpyReadOptions.MaxThreads"/> counts for the whole archive, and <see cref="NpyReadOptions.Progress"/> is told
    /// the bytes of all arrays.
    /// </param>
    /// <returns>The arrays by <see cref="NpzEntry.Name"/>, in the archive's order.</returns>
    /// <inheritdoc cref="NpzEntry.Load(NpyReadOptions?)" path="/exception"/>
    public Dictionary<string, NdArray> Load(NpyReadOptions? options = null) => Load(options, CancellationToken.None);

    /// <inheritdoc cref="Load(NpyReadOptions?)"/>
    /// <remarks>Works on the thread pool, unless the archive was opened from a stream: then that is awaited, for one entry after another.</remarks>
    /// <param name="options">How to read; null for those the archive was opened with.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<Dictionary<string, NdArray>> LoadAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        ReadsAsync ? LoadFromStreamAsync(options, cancellationToken) : Task.Run(() => Load(options, cancellationToken), cancellationToken);

    internal Dictionary<string, NdArray> Load(NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options ??= Options;
        SharedProgress? progress = SharedProgress.For(options);
        var arrays = new NdArray?[_distinct.Length];
        EntryWork.Run(
            _distinct,
            static entry => entry.IsReadByManyThreads,
            options.MaxThreads,
            i =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                arrays[i] = _distinct[i].Read(Npy.Untyped, SharedProgress.Options(progress, options), mustBeArray: false, cancellationToken)?.ToNdArray();
            });
        return Named(arrays);
    }

    private async Task<Dictionary<string, NdArray>> LoadFromStreamAsync(NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options ??= Options;
        SharedProgress? progress = SharedProgress.For(options);
        var arrays = new NdArray?[_distinct.Length];
        for (int i = 0; i < arrays.Length; i++)
        {
            ArrayDecoder? decoder = await _distinct[i]
                .ReadAsync(Npy.Untyped, SharedProgress.Options(progress, options), mustBeArray: false, cancellationToken)
                .ConfigureAwait(false);
            arrays[i] = decoder?.ToNdArray();
        }

        return Named(arrays);
    }

    private Dictionary<string, NdArray> Named(NdArray?[] arrays)
    {
        var named = new Dictionary<string, NdArray>(arrays.Length, StringComparer.Ordinal);
        for (int i = 0; i < arrays.Length; i++)
        {
            if (arrays[i] is { } array)
                named.Add(_distinct[i].Name, array);
        }

        if (named.Count == 0 && Verdict.IsTorch(_distinct.Select(entry => entry.FullName)))
            NpzThrow.TorchArchive();
        return named;
    }
}
