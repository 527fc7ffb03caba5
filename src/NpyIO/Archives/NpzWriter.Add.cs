using NpyIO.Zip;

namespace NpyIO;

public sealed partial class NpzWriter
{
    /// <summary>Adds an array.</summary>
    /// <param name="name">The name, without <c>.npy</c>, which is appended; slashes stand for folders.</param>
    /// <param name="array">The array; it must not be written to meanwhile.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void Add(string name, NdArray array) => Add(new NpzItem(name, array));

    /// <summary>Adds an array.</summary>
    /// <param name="item">The array with its name, and how it is compressed.</param>
    /// <exception cref="ArgumentException">There is an entry of that name, no entry can have it, or the compression is none.</exception>
    /// <exception cref="InvalidOperationException">The archive is complete, another entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    public void Add(NpzItem item)
    {
        Begin();
        Run(_entries.Write([Claimed(_directory, Plan(item, _options))]), default);
    }

    /// <inheritdoc cref="Add(string, NdArray)"/>
    /// <param name="name">The name, without <c>.npy</c>, which is appended; slashes stand for folders.</param>
    /// <param name="array">The array; it must not be written to before the task has ended.</param>
    /// <param name="cancellationToken">Ends the writing between two blocks; the archive cannot be completed then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddAsync(string name, NdArray array, CancellationToken cancellationToken = default) => AddAsync(new NpzItem(name, array), cancellationToken);

    /// <inheritdoc cref="Add(NpzItem)"/>
    /// <param name="item">The array with its name, and how it is compressed; the array must not be written to before the task has ended.</param>
    /// <param name="cancellationToken">Ends the writing between two blocks; the archive cannot be completed then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task AddAsync(NpzItem item, CancellationToken cancellationToken = default)
    {
        Begin();
        return RunAsync(_entries.Write([Claimed(_directory, Plan(item, _options))]), cancellationToken);
    }

    /// <summary>Adds entries that have been planned.</summary>
    internal void AddAll(IEnumerable<EntryPlan> plans, CancellationToken cancellationToken) => Run(_entries.Write(plans), cancellationToken);

    /// <summary>Adds entries that have been planned, without blocking where the output can do that.</summary>
    internal Task AddAllAsync(IEnumerable<EntryPlan> plans, CancellationToken cancellationToken) => RunAsync(_entries.Write(plans), cancellationToken);
}
