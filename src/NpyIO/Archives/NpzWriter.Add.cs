using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzWriter
{
    /// <summary>Adds an array.</summary>
    /// <param name="name">The name, without <c>.npy</c>, which is appended; slashes separate folders.</param>
    /// <param name="array">The array; do not modify it during the call.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void Add(string name, NdArray array) => Add(new NpzItem(name, array));

    /// <summary>Adds an array.</summary>
    /// <param name="item">The array with its name, and how it is compressed.</param>
    /// <exception cref="ArgumentException">There is already an entry with that name, the name is not valid for an entry, or the compression is not a defined value.</exception>
    /// <exception cref="InvalidOperationException">The archive is complete, another entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    public void Add(NpzItem item)
    {
        Begin();
        Run(_entries.Write([Claimed(_directory, Plan(item, _options))]), default);
    }

    /// <inheritdoc cref="Add(string, NdArray)"/>
    /// <param name="name">The name, without <c>.npy</c>, which is appended; slashes separate folders.</param>
    /// <param name="array">The array; do not modify it until the task completes.</param>
    /// <param name="cancellationToken">Cancels the write between two blocks; the archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task AddAsync(string name, NdArray array, CancellationToken cancellationToken = default) => AddAsync(new NpzItem(name, array), cancellationToken);

    /// <inheritdoc cref="Add(NpzItem)"/>
    /// <param name="item">The array with its name, and how it is compressed; do not modify the array until the task completes.</param>
    /// <param name="cancellationToken">Cancels the write between two blocks; the archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task AddAsync(NpzItem item, CancellationToken cancellationToken = default)
    {
        Begin();
        return RunAsync(_entries.Write([Claimed(_directory, Plan(item, _options))]), cancellationToken);
    }

    internal void AddAll(IEnumerable<EntryPlan> plans, CancellationToken cancellationToken) => Run(_entries.Write(plans), cancellationToken);

    internal Task AddAllAsync(IEnumerable<EntryPlan> plans, CancellationToken cancellationToken) => RunAsync(_entries.Write(plans), cancellationToken);
}
