using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Writes an archive entry by entry: <see cref="Npz.Create(string, NpzWriteOptions?)"/>. <see cref="Complete"/> finishes it; <see cref="Dispose"/> without it discards the output and leaves an
/// existing file unchanged.
/// </summary>
/// <remarks>
/// Writes one entry at a time, from one thread; compression uses several. Once writing an entry has failed, the archive cannot be completed; a rejected argument changes nothing.
/// </remarks>
public sealed partial class NpzWriter : IDisposable, IAsyncDisposable
{
    private readonly OutputFile? _file;
    private readonly Stream? _stream;
    private readonly NpzWriteOptions _options;
    private readonly ZipOutput _output;
    private readonly CentralDirectoryWriter _directory;
    private readonly EntryWriter _entries;
    private State _state;

    internal NpzWriter(OutputFile file, NpzWriteOptions options, CentralDirectoryWriter? directory = null)
        : this(file.Sink, options, directory) => _file = file;

    internal NpzWriter(Stream stream, NpzWriteOptions options, bool leaveOpen)
        : this(new StreamSink(stream), options) => _stream = leaveOpen ? null : stream;

    internal NpzWriter(ByteSink sink, NpzWriteOptions options, CentralDirectoryWriter? directory = null)
    {
        _options = options;
        _output = new ZipOutput(sink);
        _directory = directory ?? new CentralDirectoryWriter();
        _entries = new EntryWriter(_output, _directory, new WriteSettings(options.Alignment, options.Threads, options.Progress));
    }

    private enum State
    {
        Ready,
        Writing,
        Failed,
        Complete,
        Disposed,
    }

    /// <summary>Writes the directory and finishes the archive; a file then replaces its target.</summary>
    /// <exception cref="InvalidOperationException">The archive is already complete, an entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer has been disposed.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    public void Complete()
    {
        Begin();
        Run(Completion(), default);
        _state = State.Complete;
    }

    /// <summary>
    /// Releases the output. An archive that is not complete is discarded: a path keeps its existing file (unless <see cref="NpzWriteOptions.Atomic"/> is false), a stream what was written to it.
    /// </summary>
    public void Dispose()
    {
        if (_state == State.Disposed)
            return;
        _state = State.Disposed;
        _entry?.Dispose();
        _output.Dispose();
        _file?.Dispose();
        _stream?.Dispose();
    }

    internal static EntryPlan Plan(NpzItem item, NpzWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(item.Name, nameof(item));
        if (item.Array is null)
            NpzThrow.ItemWithoutArray(item.Name, nameof(item));
        NpzCompression compression = Known(item.Compression ?? options.Compression, nameof(item));
        return new EntryPlan(new ZipName(item.Name + NpzFile.Extension), new ArrayContent(item.Array), compression);
    }

    /// <summary>The plan keeps the data without copying them.</summary>
    internal static EntryPlan RawPlan(string fullName, ReadOnlyMemory<byte> data, NpzCompression compression)
    {
        var array = new NdArray(DType.Of<byte>(), BufferMemory.Of(data), ArrayLayout.Contiguous([data.Length], 1));
        return RawPlan(fullName, array, compression);
    }

    private static EntryPlan RawPlan(string fullName, NdArray array, NpzCompression compression) =>
        new(new ZipName(fullName), new ArrayContent(array, hasHeader: false), Known(compression, nameof(compression)));

    private static EntryPlan Claimed(CentralDirectoryWriter directory, EntryPlan plan)
    {
        directory.Claim(plan.Name);
        return plan;
    }

    private IEnumerable<Pause> Completion()
    {
        foreach (Pause pause in _directory.Write(_output, comment: []))
            yield return pause;
        _file?.Complete();
    }

    /// <summary>Requires that an entry can be written now.</summary>
    private void Begin()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Complete)
            NpzThrow.ArchiveComplete();
        if (_state == State.Failed)
            NpzThrow.ArchiveFailed();
        if (_state == State.Writing)
            NpzThrow.EntryOpen(_entryName);
    }
}
