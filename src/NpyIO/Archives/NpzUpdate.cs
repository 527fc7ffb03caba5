using Microsoft.Win32.SafeHandles;
using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Changes to an archive file: <see cref="Npz.Update"/>. <see cref="Complete()"/> applies all of them at once, by a new file that replaces the old one: a crash at any point leaves the old
/// archive. <see cref="Dispose"/> without it leaves the archive unchanged.
/// </summary>
/// <remarks>
/// Entries that stay are copied as they are, compressed or not; a replaced entry keeps its position in the order, new ones come last. The comment and any data before the archive in its file
/// are kept. Do not modify arrays that were set until the update is complete. For one thread at a time.
/// Changes that others save to the file meanwhile are never lost: completing the update then fails.
/// </remarks>
public sealed partial class NpzUpdate : IDisposable
{
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

        // Of several entries with the same name, readers find the last.
        foreach (Slot slot in _slots)
        {
            if (!_byName.TryAdd(slot.FullName, slot))
            {
                _byName[slot.FullName] = slot;
                _hiding.Add(slot.FullName);
            }
        }
    }

    /// <summary>The names that the archive will have, in order: without <c>.npy</c>, unless another entry has that name.</summary>
    public IReadOnlyList<string> Names => [.. _slots.Where(IsFound).Select(slot => ShortName(slot.FullName))];

    /// <summary>Whether the archive will have an entry with a name, with or without <c>.npy</c>.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => Find(name) is not null;

    /// <summary>Adds an array.</summary>
    /// <param name="name">The name, without <c>.npy</c>, which is appended; <see cref="Contains"/> must be false for it.</param>
    /// <param name="array">The array.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void Add(string name, NdArray array) => Add(new NpzItem(name, array));

    /// <summary>Adds an array.</summary>
    /// <param name="item">The array with its name, and how it is compressed.</param>
    /// <exception cref="ArgumentException">There is already an entry with that name, or the name is not valid for an entry.</exception>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update has been disposed.</exception>
    public void Add(NpzItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        RequireOpen();
        if (item.Name is not null && Find(item.Name) is { } found)
            ZipThrow.DuplicateEntry(found.FullName);
        Set(item);
    }

    /// <summary>Adds an array, or replaces the entry that <see cref="Contains"/> finds by that name.</summary>
    /// <param name="name">The name, with or without <c>.npy</c> if there is such an entry; otherwise <c>.npy</c> is appended.</param>
    /// <param name="array">The array.</param>
    /// <inheritdoc cref="Set(NpzItem)" path="/exception"/>
    public void Set(string name, NdArray array) => Set(new NpzItem(name, array));

    /// <summary>Adds an array, or replaces the entry that <see cref="Contains"/> finds by that name.</summary>
    /// <param name="item">The array with its name, and how it is compressed.</param>
    /// <exception cref="ArgumentException">The name is not valid for an entry.</exception>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update has been disposed.</exception>
    public void Set(NpzItem item)
    {
        RequireOpen();
        EntryPlan plan = NpzWriter.Plan(item, _options);
        Put(Find(item.Name) is { } found ? plan with { Name = new ZipName(found.FullName) } : plan);
    }

    /// <summary>Adds an entry with any content, or replaces the entry with that name.</summary>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="data">The content. It is kept, not copied: do not modify it until the update is complete.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <exception cref="ArgumentException">The name is not valid for an entry, or the compression is not a defined value.</exception>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update has been disposed.</exception>
    public void SetRaw(string fullName, ReadOnlyMemory<byte> data, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        RequireOpen();
        Put(NpzWriter.RawPlan(fullName, data, compression ?? _options.Compression));
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="name">The name; a name stored in the archive takes precedence over one without its <c>.npy</c>.</param>
    /// <returns>Whether there was such an entry.</returns>
    /// <exception cref="InvalidOperationException">The update is complete.</exception>
    /// <exception cref="ObjectDisposedException">The update has been disposed.</exception>
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

    /// <summary>Releases the archive; unless the update is complete, the archive is unchanged.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        OpenFiles.Remove(this);
        _handle.Dispose();
    }

    private Slot? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out Slot? slot) || _byName.TryGetValue(name + NpzFile.Extension, out slot) ? slot : null;
    }

    private string ShortName(string fullName)
    {
        string shortName = NpzFile.WithoutExtension(fullName);
        return _byName.ContainsKey(shortName) ? fullName : shortName;
    }

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

    /// <summary>An entry of the resulting archive: a kept one or a new one.</summary>
    private sealed class Slot(string fullName)
    {
        internal string FullName => fullName;

        internal bool IsGone { get; set; }

        internal ZipEntry? Kept { get; set; }

        internal EntryPlan New { get; set; }
    }
}
