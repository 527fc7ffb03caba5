using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

/// <summary>An open archive of arrays, read as it is asked for: what <c>np.load</c> gives for an .npz file. By name, with or without <c>.npy</c>.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "NumPy's own word for it.")]
public sealed partial class NpzFile : IReadOnlyDictionary<string, NpzEntry>, IDisposable
{
    /// <summary>Every member in the archive's order, those that another of the same name hides included.</summary>
    public IReadOnlyList<NpzEntry> Entries => throw new NotImplementedException();

    /// <summary>The archive's comment.</summary>
    public string Comment => throw new NotImplementedException();

    /// <inheritdoc/>
    public int Count => throw new NotImplementedException();

    /// <inheritdoc/>
    public IEnumerable<string> Keys => throw new NotImplementedException();

    /// <inheritdoc/>
    public IEnumerable<NpzEntry> Values => throw new NotImplementedException();

    /// <inheritdoc/>
    public NpzEntry this[string key] => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool ContainsKey(string key) => throw new NotImplementedException();

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out NpzEntry value) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, NpzEntry>> GetEnumerator() => throw new NotImplementedException();

    /// <summary>Loads every array, several at once.</summary>
    public Dictionary<string, NdArray> Load(NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Reads all of every member: each CRC, each header, each length; gives what is wrong, nothing where all is sound.</summary>
    public IReadOnlyList<NpyFormatException> Verify(NpyReadOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
