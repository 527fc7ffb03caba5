using NpyIO.Archives;

namespace NpyIO;

public sealed partial class NpzFile
{
    /// <summary>
    /// Reads all of every entry: each CRC, each header, each length, whether entries overlap, and whether one hides another of the same name. Gives what is wrong, nothing where all is sound.
    /// </summary>
    /// <remarks>Memory stays small, whatever the archive holds. An entry that is called <c>.npy</c> has to be an array; others may be anything.</remarks>
    /// <param name="options">
    /// How long headers may be, by how many threads to read, and whom to tell of the bytes that have been read; null for those the archive was opened with. Bytes behind an array are always told.
    /// </param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <returns>What is wrong, in the archive's order, each with <see cref="NpyFormatException.EntryName"/>: at least one exception for each entry that <see cref="NpzEntry.Load(NpyReadOptions?)"/> or <see cref="NpzEntry.ReadRaw"/> would refuse for its content, for those apart that hold Python objects.</returns>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
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
    /// <remarks>Works on the thread pool, unless the archive was opened from a stream: then that is awaited, for one entry after another.</remarks>
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
