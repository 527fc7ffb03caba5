using NpyIO.Archives;
using NpyIO.Coding;
using NpyIO.Signatures;

namespace NpyIO;

public sealed partial class NpzFile
{
    /// <summary>Loads every array with several threads: all of them share a large array that can be read in pieces, and one thread reads each of the others.</summary>
    /// <remarks>Entries that are not arrays (see <see cref="NpzEntry.Header"/>) are checked but left out; <see cref="NpzEntry.ReadRaw"/> reads them.</remarks>
    /// <param name="options">
    /// How to read; null for the options the archive was opened with. <see cref="NpyReadOptions.MaxThreads"/> applies to the whole archive, and <see cref="NpyReadOptions.Progress"/> receives
    /// the total bytes of all arrays.
    /// </param>
    /// <returns>The arrays by <see cref="NpzEntry.Name"/>, in archive order.</returns>
    /// <inheritdoc cref="NpzEntry.Load(NpyReadOptions?)" path="/exception"/>
    public Dictionary<string, NdArray> Load(NpyReadOptions? options = null) => Load(options, CancellationToken.None);

    /// <inheritdoc cref="Load(NpyReadOptions?)"/>
    /// <remarks>Runs on the thread pool; an archive opened from a stream awaits the stream instead, one entry at a time.</remarks>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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
