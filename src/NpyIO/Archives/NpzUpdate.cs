using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Changes to an archive in a file: <see cref="Npz.Update"/>. <see cref="Complete()"/> makes all of them at once, by a new file that takes the old one's place: a crash at any point
/// leaves the old archive. Without it, <see cref="Dispose"/> leaves the archive as it is.
/// </summary>
/// <remarks>
/// Entries that stay are copied as they are, compressed or not; a replaced one keeps its place in the order, new ones come last. What stands before the archive in its file stays, and so does
/// the comment. Arrays that are set must not be written to before the update is complete. For one thread at a time.
/// What others save to the file meanwhile is never thrown away: completing the update fails then.
/// </remarks>
public sealed partial class NpzUpdate : IDisposable
{
    private const string Extension = ".npy";

    private readonly string _path;
    private readonly string _folder = Directory.GetCurrentDirectory();
    private readonly FileVersion _version;
    private SafeFileHandle _handle;
    private ZipReader _archive;
    private readonly NpzWriteOptions _options;
    private readonly List<Slot> _slots;
    private readonly Dictionary<string, Slot> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hiding = new(StringComparer.Ordinal);
    private bool _isComplete;
    private bool _isDisposed;

    internal NpzUpdate(string path, SafeFileHandle handle, FileVersion version, ZipReader archive, NpzWriteOptions options)
    {
        _path = path;
        _version = version;
        _handle = handle;
        _archive = archive;
        _options = options;
        OpenFiles.Add(this, handle);
        _slots = [.. archive.Directory.Entries.Select(entry => new Slot(entry.Name) { Kept = entry })];

        // Of several entries with one name the last is the one that is read.
        foreach (Slot slot in _slots)
        {
            if (!_byName.TryAdd(slot.FullName, slot))
            {
                _byName[slot.FullName] = slot;
                _hiding.Add(slot.FullName);
            }
        }
    }

    /// <summary>The names that the archive will have, in its order: without <c>.npy</c>, unless another entry is called so.</summary>
    public IReadOnlyList<string> Names => [.. _slots.Where(IsFound).Select(slot => ShortName(slot.FullName))];

    /// <summary>Whether the archive will have an entry of a name, with or without <c>.npy</c>.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => Find(name) is not null;

    /// <summary>Adds an array.</summary>
    /// <param name="name">The name, without <c>.npy</c>, which is appended; <see cref="Contains"/> must not find it.</param>
    /// <param name="array">The array.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void Add(string name, NdArray array) => Add(new NpzItem(name, array));

    /// <summary>Adds an array.</summary>
    /// <param name="item">The array with its name, and how it is compressed.</param>
    /// <exception cref="ArgumentException">There is an entry of that name, or no entry can have it.</exception>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update is disposed.</exception>
    public void Add(NpzItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Name is not null && Find(item.Name) is { } found)
            ZipThrow.DuplicateEntry(found.FullName);
        Set(item);
    }

    /// <summary>Adds an array, or puts it in the place of the entry that <see cref="Contains"/> finds by that name.</summary>
    /// <param name="name">The name, with or without <c>.npy</c> where there is such an entry; otherwise <c>.npy</c> is appended.</param>
    /// <param name="array">The array.</param>
    /// <inheritdoc cref="Set(NpzItem)" path="/exception"/>
    public void Set(string name, NdArray array) => Set(new NpzItem(name, array));

    /// <summary>Adds an array, or puts it in the place of the entry that <see cref="Contains"/> finds by that name.</summary>
    /// <param name="item">The array with its name, and how it is compressed.</param>
    /// <exception cref="ArgumentException">No entry can have that name.</exception>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update is disposed.</exception>
    public void Set(NpzItem item)
    {
        RequireOpen();
        EntryPlan plan = NpzWriter.Plan(item, _options);
        Put(Find(item.Name) is { } found ? plan with { Name = new ZipName(found.FullName) } : plan);
    }

    /// <summary>Adds an entry of any content, or puts it in the place of the entry of that name.</summary>
    /// <param name="fullName">The name as it is to stand in the archive; nothing is appended to it.</param>
    /// <param name="data">The content, which is kept: it must not be written to before the update is complete.</param>
    /// <param name="compression">How it is compressed; null for what the options say.</param>
    /// <exception cref="ArgumentException">No entry can have that name, or the compression is none.</exception>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update is disposed.</exception>
    public void SetRaw(string fullName, ReadOnlyMemory<byte> data, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        RequireOpen();
        Put(NpzWriter.RawPlan(fullName, data, compression ?? _options.Compression));
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="name">Its name; a name as it stands in the archive goes before one without its <c>.npy</c>.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update is disposed.</exception>
    public bool Remove(string name)
    {
        RequireOpen();
        if (Find(name) is not { } found)
            return false;
        RemoveHidden(found);
        _byName.Remove(found.FullName);
        found.IsGone = true;
        return true;
    }

    /// <summary>Lets the archive go; unless the update is complete, it stays as it is.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        OpenFiles.Remove(this);
        _handle.Dispose();
    }

    private Slot? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out Slot? slot) || _byName.TryGetValue(name + Extension, out slot) ? slot : null;
    }

    private string ShortName(string fullName) =>
        fullName.EndsWith(Extension, StringComparison.Ordinal) && !_byName.ContainsKey(fullName[..^Extension.Length]) ? fullName[..^Extension.Length] : fullName;

    /// <summary>Puts a new entry in the place of the one of its name, or last. Others of that name, which it would hide, go.</summary>
    private void Put(EntryPlan plan)
    {
        string name = plan.Name.Text;
        if (_byName.TryGetValue(name, out Slot? slot))
        {
            RemoveHidden(slot);
        }
        else
        {
            slot = new Slot(name);
            _slots.Add(slot);
            _byName.Add(name, slot);
        }

        slot.Kept = null;
        slot.New = plan;
    }

    /// <summary>Removes the entries that another one of their name hides.</summary>
    private void RemoveHidden(Slot hiding)
    {
        if (!_hiding.Remove(hiding.FullName))
            return;
        foreach (Slot slot in _slots)
            slot.IsGone |= slot != hiding && slot.FullName == hiding.FullName;
    }

    private bool IsFound(Slot slot) => _byName.TryGetValue(slot.FullName, out Slot? found) && found == slot;

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isComplete)
            NpzThrow.UpdateComplete();
    }

    /// <summary>An entry that the archive will have: one that it has, or a new one.</summary>
    private sealed class Slot(string fullName)
    {
        internal string FullName => fullName;

        internal bool IsGone { get; set; }

        internal ZipEntry? Kept { get; set; }

        internal EntryPlan New { get; set; }
    }
}
