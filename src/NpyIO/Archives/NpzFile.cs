using System.Collections;
using System.Diagnostics.CodeAnalysis;
using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// An open archive of arrays, read as it is asked for: what <c>np.load</c> gives for an .npz file. Entries go by their name in the archive, <c>x.npy</c>, and without the
/// <c>.npy</c>, unless another one is called so.
/// </summary>
/// <remarks>
/// As a dictionary it has each entry once, by <see cref="NpzEntry.Name"/>, in the archive's order. Of several entries with one name the last one is found, as in NumPy; <see cref="Entries"/>
/// has all of them. Any number of threads may read from one archive at once. Whoever closes it while others read ends their reading with an <see cref="ObjectDisposedException"/>, unless it ends well.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "NumPy's own word for it.")]
public sealed partial class NpzFile : IReadOnlyDictionary<string, NpzEntry>, IDisposable
{
    private const string Suffix = ".npy";

    private readonly ZipReader _zip;
    private readonly IDisposable? _owned;
    private readonly NpzEntry[] _entries;
    private readonly Dictionary<string, NpzEntry> _found;
    private readonly NpzEntry[] _distinct;
    private bool _disposed;

    /// <summary>An archive whose directory has been read.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="owned">What is to be closed with it.</param>
    /// <param name="options">How entries are read where nothing else is asked for.</param>
    internal NpzFile(ZipReader zip, IDisposable? owned, NpyReadOptions? options)
    {
        _zip = zip;
        _owned = owned;
        Options = options ?? NpyReadOptions.Default;
        Comment = EntryNameRules.DecodeComment(zip.Directory.Comment.Span);

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

    /// <summary>Every entry in the archive's order, those that another of the same name hides included.</summary>
    public IReadOnlyList<NpzEntry> Entries => _entries;

    /// <summary>The archive's comment; empty where it has none.</summary>
    public string Comment { get; }

    /// <summary>The number of entries, those apart that another of the same name hides.</summary>
    public int Count => _distinct.Length;

    /// <summary>The name of each entry: <c>NpzFile.files</c>.</summary>
    public IEnumerable<string> Keys => _distinct.Select(static entry => entry.Name);

    /// <summary>Each entry.</summary>
    public IEnumerable<NpzEntry> Values => _distinct;

    /// <summary>How entries are read where nothing else is asked for.</summary>
    internal NpyReadOptions Options { get; }

    /// <summary>The path by which the file was opened, or null.</summary>
    internal string? Path { get; init; }

    /// <summary>Whether reading the archive is to be awaited: it is a stream.</summary>
    internal bool ReadsAsync => _zip.Bytes is SeekableSource;

    /// <summary>The archive, as long as it is open.</summary>
    internal ZipReader Zip
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
            return _zip;
        }
    }

    /// <summary>The entry of a name, with or without <c>.npy</c>. Nothing of its data is read yet.</summary>
    /// <param name="key">The name; a name as it stands in the archive goes before one without its <c>.npy</c>.</param>
    /// <exception cref="KeyNotFoundException">No entry has that name; the message says which are like it.</exception>
    public NpzEntry this[string key] => TryGetValue(key, out NpzEntry? entry) ? entry : NpzThrow.NoSuchEntry(key, _distinct);

    /// <summary>Whether an entry has a name, with or without <c>.npy</c>.</summary>
    /// <param name="key">The name.</param>
    public bool ContainsKey(string key) => _found.ContainsKey(key);

    /// <summary>The entry of a name, with or without <c>.npy</c>, if there is one.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The entry.</param>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out NpzEntry value) => _found.TryGetValue(key, out value);

    /// <summary>Each entry with its name, in the archive's order.</summary>
    public IEnumerator<KeyValuePair<string, NpzEntry>> GetEnumerator() =>
        _distinct.Select(static entry => KeyValuePair.Create(entry.Name, entry)).GetEnumerator();

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

    /// <summary>NumPy looks a name up among those of the archive first, then among those without their <c>.npy</c>: <c>numpy.lib.npyio.NpzFile</c>.</summary>
    private void AddShortNames()
    {
        foreach (NpzEntry entry in _entries)
        {
            string name = entry.FullName;
            if (!name.EndsWith(Suffix, StringComparison.Ordinal))
                continue;
            string shortName = name[..^Suffix.Length];
            if (_found.TryGetValue(shortName, out NpzEntry? other) && other.FullName != name)
                continue;
            _found[shortName] = _found[name];
            entry.Name = shortName;
        }
    }
}
