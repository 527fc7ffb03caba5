using NpyIO.Archives;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
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

    /// <summary>The entry that is being written in pieces; at most one at a time.</summary>
    private GrowingEntry? _entry;
    private string _entryName = "";

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

    /// <summary>Like <see cref="Complete"/>, without blocking if the output supports that.</summary>
    /// <param name="cancellationToken">Cancels the save before the archive replaces its target.</param>
    /// <inheritdoc cref="Complete" path="/exception"/>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        Begin();
        await RunAsync(Completion(), cancellationToken).ConfigureAwait(false);
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

    /// <summary>Like <see cref="Dispose"/>, without blocking if the stream supports that.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_state == State.Disposed)
            return;
        _state = State.Disposed;
        _entry?.Dispose();
        _output.Dispose();
        _file?.Dispose();
        if (_stream is not null)
            await _stream.DisposeAsync().ConfigureAwait(false);
    }

    internal static void Save(string path, IEnumerable<NpzItem> items, NpzWriteOptions options, CancellationToken cancellationToken = default)
    {
        var directory = new CentralDirectoryWriter();
        IEnumerable<EntryPlan> plans = Plans(directory, items, options, out long length);
        using var writer = new NpzWriter(OutputFile.Create(path, length, options.Atomic, options.Flush), options, directory);
        writer.AddAll(plans, cancellationToken);
        writer.Complete();
    }

    internal static void Save(ByteSink sink, IEnumerable<NpzItem> items, NpzWriteOptions options)
    {
        var directory = new CentralDirectoryWriter();
        using var writer = new NpzWriter(sink, options, directory);
        writer.AddAll(Plans(directory, items, options, out _), default);
        writer.Complete();
    }

    internal static async Task SaveAsync(ByteSink sink, IEnumerable<NpzItem> items, NpzWriteOptions options, CancellationToken cancellationToken)
    {
        var directory = new CentralDirectoryWriter();
        using var writer = new NpzWriter(sink, options, directory);
        await writer.AddAllAsync(Plans(directory, items, options, out _), cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static byte[] ToBytes(IEnumerable<NpzItem> items, NpzWriteOptions options)
    {
        var directory = new CentralDirectoryWriter();
        IEnumerable<EntryPlan> plans = Plans(directory, items, options, out long length);
        var sink = new BytesSink(length);
        using (var writer = new NpzWriter(sink, options, directory))
        {
            writer.AddAll(plans, default);
            writer.Complete();
        }

        return sink.ToArray();
    }

    /// <summary>Plans all of a collection first; takes other items one at a time, so that they need not be in memory together, with a <paramref name="length"/> of 0.</summary>
    private static IEnumerable<EntryPlan> Plans(CentralDirectoryWriter directory, IEnumerable<NpzItem> items, NpzWriteOptions options, out long length)
    {
        length = 0;
        if (items is not (ICollection<NpzItem> or IReadOnlyCollection<NpzItem>))
            return items.Select(item => Claimed(directory, Plan(item, options)));

        // An array in another unit is a copy, which is made when its entry is written.
        WrittenUnit unit = NpzWriteOptions.UnitOf(options);
        var arrays = new List<NdArray>();
        var all = new List<EntryPlan>();
        foreach (NpzItem item in items)
        {
            all.Add(Claimed(directory, Plan(item, options, unit.Outline)));
            arrays.Add(item.Array);
        }

        length = EntryWriter.StoredLength(all, options.Alignment);
        return all.Zip(arrays, (plan, array) => unit.IsOther(array, out _) ? plan with { Content = new ArrayContent(unit.Of(array)) } : plan);
    }

    internal static EntryPlan Plan(NpzItem item, NpzWriteOptions options) => Plan(item, options, NpzWriteOptions.UnitOf(options).Of);

    private static EntryPlan Plan(NpzItem item, NpzWriteOptions options, Func<NdArray, NdArray> written)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(item.Name, nameof(item));
        if (item.Array is null)
            NpzThrow.ItemWithoutArray(item.Name, nameof(item));
        NpzCompression compression = Known(item.Compression ?? options.Compression, nameof(item));
        return new EntryPlan(new ZipName(item.Name + NpzFile.Extension), new ArrayContent(written(item.Array)), compression);
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

    private IEnumerable<Pause> Completion()
    {
        foreach (Pause pause in _directory.Write(_output, comment: []))
            yield return pause;
        _file?.Complete();
    }

    // Writing a file blocks a thread in any case, so a pool thread does all of it.
    private bool IsBlocking => _file is not null;

    private void Run(IEnumerable<Pause> steps, CancellationToken cancellationToken)
    {
        State before = _state;
        // If a step throws, the archive stays failed.
        _state = State.Failed;
        cancellationToken.ThrowIfCancellationRequested();
        _entries.Cancellation.Begin(cancellationToken);
        foreach (Pause _ in steps)
            cancellationToken.ThrowIfCancellationRequested();
        _entries.Cancellation.End();
        _state = before;
    }

    /// <summary>Computes the steps on the thread pool and writes the collected output in between.</summary>
    private async Task RunAsync(IEnumerable<Pause> steps, CancellationToken cancellationToken)
    {
        if (IsBlocking)
        {
            await Task.Run(() => Run(steps, cancellationToken), CancellationToken.None).ConfigureAwait(false);
            return;
        }

        State before = _state;
        _state = State.Failed;
        _output.StartDeferring();
        _entries.Cancellation.Begin(cancellationToken);
        using (IEnumerator<Pause> step = steps.GetEnumerator())
        {
            for (bool more = true; more;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                more = await Task.Run(() => Advance(step), CancellationToken.None).ConfigureAwait(false);
                await _output.DrainAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        _entries.Cancellation.End();
        _output.StopDeferring();
        _state = before;
    }

    /// <summary>Returns false at the end of the steps.</summary>
    private bool Advance(IEnumerator<Pause> step)
    {
        while (step.MoveNext())
        {
            _entries.Cancellation.Check();
            if (_output.HasEnough)
                return true;
        }

        return false;
    }
}

/// <summary>An array as a ZIP entry: the header as NumPy writes it, then the elements; for a raw entry the elements alone.</summary>
internal sealed class ArrayContent : EntryContent
{
    private readonly NpyHeader? _header;
    private readonly ArrayEncoder _encoder;

    /// <summary>Do not modify the array while this is in use.</summary>
    internal ArrayContent(NdArray array, bool hasHeader = true)
    {
        bool fortranOrder = array.Layout.FortranOrder;
        _header = hasHeader ? new NpyHeader(array.DType, array.Shape, fortranOrder) : null;

        // Objects are written as a pickle in place of the elements.
        if (array.DType.HasObject)
            array = NdArray.FromBuffer(ObjectWriter.ToPickle(array), DType.UInt8);
        _encoder = new ArrayEncoder(array.DType, array.Memory, array.Layout);
    }

    internal override ReadOnlySpan<byte> Head => _header is null ? [] : _header.Encoded;

    internal override long PayloadLength => _encoder.PayloadLength;

    internal override int Unit => _encoder.BlockUnit;

    internal override bool IsContiguous => _encoder.IsContiguous;

    internal override ReadOnlySpan<byte> Span(long offset, int length) => _encoder.Contiguous(offset, length);

    internal override void Fill(long offset, Span<byte> block) => _encoder.Encode(offset, block);
}
