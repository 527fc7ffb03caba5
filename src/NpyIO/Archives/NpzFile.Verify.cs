using NpyIO.Archives;

namespace NpyIO;

public sealed partial class NpzFile
{
    /// <summary>
    /// Reads every entry in full and checks each CRC, each header, each length, whether entries overlap, and whether one hides another of the same name. Returns the problems found, an
    /// empty list if the archive is sound.
    /// </summary>
    /// <remarks>Uses little memory, whatever the archive holds. An entry whose name ends with <c>.npy</c> must be an array; others may hold anything.</remarks>
    /// <param name="options">
    /// The maximum header size, the number of threads and the progress of the bytes read; null for the options the archive was opened with. Bytes after an array are always reported.
    /// </param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <returns>
    /// The problems, in archive order, each with <see cref="NpyFormatException.EntryName"/>: at least one for each entry that <see cref="NpzEntry.Load(NpyReadOptions?)"/> or
    /// <see cref="NpzEntry.ReadRaw"/> would reject for its content, except entries that hold Python objects.
    /// </returns>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public IReadOnlyList<NpyFormatException> Verify(NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= Options;
        SharedProgress? progress = SharedProgress.For(options);
        var problems = new List<NpyFormatException>[_entries.Length];
        EntryWork.Run(
            _entries,
            static _ => false,
            options.MaxThreads,
            i =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                problems[i] = _entries[i].Verify(SharedProgress.Options(progress, options), cancellationToken);
            });
        return All(problems);
    }

    /// <inheritdoc cref="Verify"/>
    /// <remarks>Runs on the thread pool; an archive opened from a stream awaits the stream instead, one entry at a time.</remarks>
    public Task<IReadOnlyList<NpyFormatException>> VerifyAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        ReadsAsync ? VerifyStreamAsync(options ?? Options, cancellationToken) : Task.Run(() => Verify(options, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<NpyFormatException>> VerifyStreamAsync(NpyReadOptions options, CancellationToken cancellationToken)
    {
        SharedProgress? progress = SharedProgress.For(options);
        var problems = new List<NpyFormatException>[_entries.Length];
        for (int i = 0; i < problems.Length; i++)
            problems[i] = await _entries[i].VerifyAsync(SharedProgress.Options(progress, options), cancellationToken).ConfigureAwait(false);
        return All(problems);
    }

    private List<NpyFormatException> All(List<NpyFormatException>[] problems)
    {
        List<NpyFormatException> all = [];
        for (int i = 0; i < problems.Length; i++)
        {
            if (_found[_entries[i].FullName] != _entries[i])
                all.Add(NpzThrow.HiddenEntry(_entries[i].Entry));
            all.AddRange(problems[i]);
        }

        return all;
    }
}
