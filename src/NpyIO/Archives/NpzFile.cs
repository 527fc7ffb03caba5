using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NpyIO.Archives;
using NpyIO.Errors;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// An open archive of arrays, read on demand: what <c>np.load</c> returns for an .npz file. Entries are found by their name in the archive, <c>x.npy</c>, and without <c>.npy</c> unless
/// another entry has that name.
/// </summary>
/// <remarks>
/// Its indexer and <see cref="Open"/> give an array, whose header they read; entries are what the directory says. Enumerated, the archive gives each entry once, in archive order. Of several
/// entries with the same name the last is found, as in NumPy; <see cref="Entries"/> holds all of them. Several threads may read from one archive at once. Reads that are still running when
/// the archive is closed throw <see cref="ObjectDisposedException"/> or complete.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView))]
[SuppressMessage("Naming", "CA1710", Justification = "NumPy's own word for it.")]
public sealed partial class NpzFile : IEnumerable<NpzEntry>, IDisposable
{
    internal const string Extension = ".npy";

    private const int MaxShownKeys = 5;

    private readonly ZipReader _zip;
    private readonly IDisposable? _owned;
    private readonly NpzEntry[] _entries;
    private readonly Dictionary<string, NpzEntry> _found;
    private readonly NpzEntry[] _distinct;
    private bool _disposed;

    /// <summary>Disposes of <paramref name="owned"/> with the archive.</summary>
    internal NpzFile(ZipReader zip, IDisposable? owned, NpyReadOptions? options)
    {
        _zip = zip;
        _owned = owned;
        Options = options ?? NpyReadOptions.Default;
        IReadOnlyList<ZipEntry> entries = zip.Directory.Entries;
        _entries = new NpzEntry[entries.Count];
        _found = new Dictionary<string, NpzEntry>(entries.Count * 2, StringComparer.Ordinal);
        for (int i = 0; i < _entries.Length; i++)
        {
            _entries[i] = new NpzEntry(this, entries[i]);
            _found[_entries[i].FullName] = _entries[i];
        }

        _distinct = [.. _found.Values];
        AddShortNames();
        if (zip.Bytes.File is { } file)
            OpenFiles.Add(this, file);
    }

    /// <summary>Every entry in archive order, including those hidden by another of the same name.</summary>
    public IReadOnlyList<NpzEntry> Entries => _entries;

    /// <summary>The archive's comment; empty if it has none.</summary>
    public string Comment => EntryNameRules.DecodeComment(_zip.Directory.Comment.Span);

    /// <summary>The number of entries, without those hidden by another of the same name.</summary>
    public int Count => _distinct.Length;

    /// <summary>The names of the entries: <c>NpzFile.files</c>.</summary>
    public IEnumerable<string> Keys => _distinct.Select(static entry => entry.Name);

    internal NpyReadOptions Options { get; }

    /// <summary>Null for a stream or memory.</summary>
    internal string? Path { get; init; }

    internal bool ReadsAsync => _zip.Bytes.IsAwaited;

    internal ZipReader Zip
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
            return _zip;
        }
    }

    /// <summary>Opens the array with a name, with or without <c>.npy</c>: <c>npz[name]</c>. Only its header is read.</summary>
    /// <param name="name">The name; a name stored in the archive takes precedence over one without its <c>.npy</c>.</param>
    /// <inheritdoc cref="Open" path="/returns|/exception"/>
    public StoredArray this[string name] => Open(name);

    /// <summary>Opens the array with a name, with or without <c>.npy</c>. Only its header is read.</summary>
    /// <param name="name">The name; a name stored in the archive takes precedence over one without its <c>.npy</c>.</param>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <exception cref="KeyNotFoundException">No entry has that name; the message lists similar ones.</exception>
    /// <inheritdoc cref="NpzEntry.Open" path="/returns|/exception"/>
    public StoredArray Open(string name, NpyReadOptions? options = null) => GetEntry(name).Open(options);

    /// <inheritdoc cref="Open"/>
    /// <param name="name">The name; a name stored in the archive takes precedence over one without its <c>.npy</c>.</param>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task<StoredArray> OpenAsync(string name, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        GetEntry(name).OpenAsync(options, cancellationToken);

    /// <summary>The entry with a name, with or without <c>.npy</c>: what the directory says of it. Nothing is read.</summary>
    /// <param name="name">The name; a name stored in the archive takes precedence over one without its <c>.npy</c>.</param>
    /// <exception cref="KeyNotFoundException">No entry has that name; the message lists similar ones.</exception>
    public NpzEntry GetEntry(string name) => TryGetEntry(name, out NpzEntry? entry) ? entry : NpzThrow.NoSuchEntry(name, _distinct);

    /// <summary>Finds an entry by its name, with or without <c>.npy</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="entry">The entry, or null if no entry has that name.</param>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out NpzEntry? entry) => _found.TryGetValue(name, out entry);

    /// <summary>Whether there is an entry with a name, with or without <c>.npy</c>.</summary>
    /// <param name="name">The name.</param>
    public bool ContainsKey(string name) => _found.ContainsKey(name);

    /// <summary>Enumerates the entries, each name once, in archive order.</summary>
    public IEnumerator<NpzEntry> GetEnumerator() => _distinct.AsEnumerable().GetEnumerator();

    /// <summary>Loads every array with several threads: all of them share a large array that can be read in pieces, and one thread reads each of the others.</summary>
    /// <remarks>Entries that are not arrays (see <see cref="NpzEntry.TryOpen"/>) are checked but left out; <see cref="NpzEntry.ReadRaw"/> reads them.</remarks>
    /// <param name="options">
    /// How to read; null for the options the archive was opened with. <see cref="NpyReadOptions.MaxThreads"/> applies to the whole archive, and <see cref="NpyReadOptions.Progress"/> receives
    /// the total bytes of all arrays.
    /// </param>
    /// <returns>The arrays by <see cref="NpzEntry.Name"/>, in archive order.</returns>
    /// <inheritdoc cref="StoredArray.Load(NpyReadOptions?)" path="/exception"/>
    public Dictionary<string, NdArray> Load(NpyReadOptions? options = null) => Load(ArrayKind.Untyped, options, CancellationToken.None);

    /// <inheritdoc cref="Load(NpyReadOptions?)"/>
    /// <remarks>Runs on the thread pool; an archive opened from a stream awaits the stream instead, one entry at a time.</remarks>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public Task<Dictionary<string, NdArray>> LoadAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        LoadAsync(ArrayKind.Untyped, options, cancellationToken);

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
    /// The problems, in archive order, each with <see cref="NpyFormatException.EntryName"/>: at least one for each entry that <see cref="StoredArray.Load(NpyReadOptions?)"/> or
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

    /// <summary>The file and the names of the first entries, as NumPy shows an archive: <c>NpzFile 'a.npz' with keys: x, y</c>.</summary>
    public override string ToString() =>
        $"NpzFile {PythonText.Quote(Path ?? "object")} with keys: {string.Join(", ", _distinct.Take(MaxShownKeys).Select(entry => entry.Name))}{(_distinct.Length > MaxShownKeys ? "..." : "")}";

    /// <summary>Closes the archive, and its stream unless that was to stay open.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            OpenFiles.Remove(this);
            (_zip.Bytes as IDisposable)?.Dispose();
            _owned?.Dispose();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>NumPy looks up names stored in the archive first, then names without their <c>.npy</c>: <c>numpy.lib.npyio.NpzFile</c>.</summary>
    private void AddShortNames()
    {
        foreach (NpzEntry entry in _entries)
        {
            string name = entry.FullName;
            string shortName = WithoutExtension(name);
            if (_found.TryGetValue(shortName, out NpzEntry? other) && other.FullName != name)
                continue;
            _found[shortName] = _found[name];
            entry.Name = shortName;
        }
    }

    internal static string WithoutExtension(string name) => name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : name;

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
                all.Add(Throw.Located(NpzThrow.HiddenEntry(_entries[i].Entry), Path));
            all.AddRange(problems[i]);
        }

        return all;
    }

    /// <summary>What a debugger shows: the entries.</summary>
    private sealed class DebugView(NpzFile file)
    {
        [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
        public NpzEntry[] Entries => file._entries;
    }
}
