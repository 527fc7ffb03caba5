using NpyIO.Archives;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

// Adds entries, whole or in pieces.
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

    /// <summary>Adds an entry with any content, such as text or an existing .npy file.</summary>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="data">The content.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public void AddRaw(string fullName, ReadOnlySpan<byte> data, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        NpzCompression chosen = compression ?? _options.Compression;
        PinnedArray.With(data, [data.Length], default, array => Run(_entries.Write([Claimed(_directory, RawPlan(fullName, array, chosen))]), default));
    }

    /// <inheritdoc cref="AddRaw(string, ReadOnlySpan{byte}, NpzCompression?)"/>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="data">The content; do not modify it until the task completes.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <param name="cancellationToken">Cancels the write between two blocks; the archive can then no longer be completed.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task AddRawAsync(string fullName, ReadOnlyMemory<byte> data, NpzCompression? compression = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        EntryPlan plan = Claimed(_directory, RawPlan(fullName, data, compression ?? _options.Compression));
        await RunAsync(_entries.Write([plan]), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens an entry of any content and length for writing, such as text or a .npy file as it arrives. The entry ends when the stream is disposed; no other can be added before.
    /// </summary>
    /// <remarks>
    /// If the entry is not compressed and the output cannot seek, its length is only written after its data, as in Python: NumPy and every reader that uses the directory find it.
    /// </remarks>
    /// <param name="fullName">The name as stored in the archive; nothing is appended.</param>
    /// <param name="compression">How it is compressed; null for the compression in the options.</param>
    /// <returns>A write-only stream.</returns>
    /// <inheritdoc cref="Add(NpzItem)" path="/exception"/>
    public Stream OpenRaw(string fullName, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        Begin();
        return new RawEntryStream(this, Open(fullName, default, compression));
    }

    /// <summary>
    /// Adds an array that is written row by row. The number of rows is known only when <see cref="RowWriter{T}.Complete"/> ends the array, and no other entry can be added before.
    /// The output must be seekable, because the header before the rows gives their number.
    /// </summary>
    /// <typeparam name="T">The CLR type of a dtype.</typeparam>
    /// <param name="name">The name, without <c>.npy</c>, which is appended.</param>
    /// <param name="rowShape">The shape of a row: all axes but the first. Empty for an array with one axis.</param>
    /// <param name="compression">How the array is compressed; null for the compression in the options.</param>
    /// <exception cref="InvalidCastException">T is not the CLR type of a dtype.</exception>
    /// <exception cref="ArgumentException">The shape is invalid, or its rows have no elements and cannot be counted; or the name is in use or not valid for an entry.</exception>
    /// <exception cref="InvalidOperationException">The output cannot seek, the archive is complete, another entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    public RowWriter<T> AddRows<T>(string name, ReadOnlySpan<long> rowShape, NpzCompression? compression = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Begin();
        if (!_output.CanPatch)
            NpzThrow.RowsNeedSeeking();
        if (rowShape.Contains(0))
            AppendThrow.RowsWithoutElements(rowShape);

        DType dtype = NpzWriteOptions.UnitOf(_options).DTypeOf<T>();
        if (dtype.HasObject)
            AppendThrow.Objects(dtype);
        GrowingEntry entry = Open(name + NpzFile.Extension, EntryRows.Head(dtype, 0, rowShape), compression);
        long[] shape = rowShape.ToArray();
        return new RowWriter<T>(new EntryRows(this, entry, dtype, shape), dtype, shape);
    }

    internal void AddAll(IEnumerable<EntryPlan> plans, CancellationToken cancellationToken) => Run(_entries.Write(plans), cancellationToken);

    internal Task AddAllAsync(IEnumerable<EntryPlan> plans, CancellationToken cancellationToken) => RunAsync(_entries.Write(plans), cancellationToken);

    /// <summary><paramref name="head"/> is what precedes the payload, as far as it is known yet.</summary>
    private GrowingEntry Open(string name, ReadOnlyMemory<byte> head, NpzCompression? compression)
    {
        NpzCompression chosen = Known(compression ?? _options.Compression, nameof(compression));
        var encoded = new ZipName(name);
        _directory.Claim(encoded);
        Run(Beginning(), default);
        _entryName = name;
        _state = State.Writing;
        return _entry!;

        IEnumerable<Pause> Beginning()
        {
            _entry = _entries.Grow(encoded, head, chosen);
            yield return default;
        }
    }

    internal bool IsOpen(GrowingEntry entry) => _state == State.Writing && _entry == entry;

    internal void Write(GrowingEntry entry, ReadOnlySpan<byte> bytes)
    {
        RequireOpen(entry);
        _state = State.Failed;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[entry.Take(bytes)..];
            foreach (Pause _ in entry.Step())
            {
                // A synchronous write cannot be cancelled.
            }
        }

        _state = State.Writing;
    }

    /// <summary><paramref name="take"/> passes the entry data from an offset on and returns how many bytes it took.</summary>
    internal Task WriteAsync(GrowingEntry entry, Func<long, int> take, long length, CancellationToken cancellationToken)
    {
        RequireOpen(entry);
        return length == 0 ? Task.CompletedTask : RunAsync(Steps(), cancellationToken);

        IEnumerable<Pause> Steps()
        {
            for (long offset = 0; offset < length;)
            {
                offset += take(offset);
                foreach (Pause pause in entry.Step())
                    yield return pause;
            }
        }
    }

    /// <summary><paramref name="head"/> is the final version of what precedes the payload.</summary>
    internal void End(GrowingEntry entry, ReadOnlyMemory<byte> head)
    {
        RequireOpen(entry);
        Run(entry.End(head), default);
        Close();
    }

    internal async Task EndAsync(GrowingEntry entry, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        RequireOpen(entry);
        await RunAsync(entry.End(head), cancellationToken).ConfigureAwait(false);
        Close();
    }

    internal void GiveUp(GrowingEntry entry)
    {
        if (!IsOpen(entry))
            return;
        Close();
        _state = State.Failed;
    }

    private void Close()
    {
        _entry?.Dispose();
        _entry = null;
        _state = State.Ready;
    }

    internal void RequireOpen(GrowingEntry entry)
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Failed)
            NpzThrow.ArchiveFailed();
        if (_entry != entry)
            NpzThrow.EntryEnded();
    }

    private static NpzCompression Known(NpzCompression compression, string parameter)
    {
        if (!NpzWriteOptions.IsKnown(compression))
            NpzThrow.NoSuchCompression(compression, parameter);
        return compression;
    }
}
