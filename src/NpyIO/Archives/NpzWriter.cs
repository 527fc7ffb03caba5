using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>
/// Writes an archive entry by entry: <see cref="Npz.Create(string, NpzWriteOptions?)"/>. <see cref="Complete"/> finishes it; without that, <see cref="Dispose"/> discards what was
/// written, and a file that was there before stays.
/// </summary>
/// <remarks>
/// One entry is written at a time, and by one thread; compressing it uses several. Once writing an entry has failed, the archive cannot be completed; an argument that is refused
/// changes nothing.
/// </remarks>
public sealed partial class NpzWriter : IDisposable, IAsyncDisposable
{
    private const string Extension = ".npy";

    private readonly OutputFile? _file;
    private readonly Stream? _stream;
    private readonly NpzWriteOptions _options;
    private readonly ZipOutput _output;
    private readonly CentralDirectoryWriter _directory;
    private readonly EntryWriter _entries;
    private State _state;

    /// <summary>A writer into a file.</summary>
    internal NpzWriter(OutputFile file, NpzWriteOptions options, CentralDirectoryWriter? directory = null)
        : this(file.Sink, options, directory) => _file = file;

    /// <summary>A writer into a stream, which it closes.</summary>
    internal NpzWriter(Stream stream, NpzWriteOptions options, bool leaveOpen)
        : this(new StreamSink(stream), options) => _stream = leaveOpen ? null : stream;

    /// <summary>A writer into a sink.</summary>
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

    /// <summary>Writes the directory and puts the archive in its place.</summary>
    /// <exception cref="InvalidOperationException">It is complete already, an entry is still being written, or writing one has failed.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    /// <exception cref="IOException">The file system's errors pass through.</exception>
    public void Complete()
    {
        Begin();
        Run(Completion(), default);
        _state = State.Complete;
    }

    /// <summary>Lets the output go; an archive that is not complete is discarded: a path keeps what it had (unless <see cref="NpzWriteOptions.Atomic"/> is false), a stream what was written to it.</summary>
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

    /// <summary>What makes an entry of an array.</summary>
    internal static EntryPlan Plan(NpzItem item, NpzWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(item.Name, nameof(item));
        if (item.Array is null)
            NpzThrow.ItemWithoutArray(item.Name, nameof(item));
        NpzCompression compression = Known(item.Compression ?? options.Compression, nameof(item));
        return new EntryPlan(new ZipName(item.Name + Extension), new ArrayContent(item.Array), compression);
    }

    /// <summary>What makes an entry of bytes, which are kept.</summary>
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

    /// <summary>Makes sure that something can be written now.</summary>
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
