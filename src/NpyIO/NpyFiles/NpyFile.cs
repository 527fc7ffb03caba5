using Microsoft.Win32.SafeHandles;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.IO;
using NpyIO.NpyFiles;

namespace NpyIO;

/// <summary>A .npy file whose header has been read: <see cref="Npy.Open(string, NpyReadOptions?)"/>.</summary>
/// <remarks>
/// Others may append to the file meanwhile; <see cref="Refresh"/> sees the new rows. A file that is replaced, as every save does, is another one: what is open stays as it was.
/// </remarks>
public sealed class NpyFile : StoredArray
{
    // A header is written in one call, but readers can see the call half done: 1,000 reads last longer than that.
    private const int MaxReads = 1_000;

    // One read of that many bytes holds most headers: of a server it is one round trip.
    private const int UsualStart = 512;

    private readonly ByteSource _source;
    private readonly bool _leaveOpen;
    private volatile State _state;
    private volatile bool _disposed;

    private NpyFile(ByteSource source, bool leaveOpen, string? path, State state, NpyReadOptions options)
        : base(options)
    {
        _source = source;
        _leaveOpen = leaveOpen;
        _state = state;
        Path = path;
    }

    /// <summary>The path it was opened with; null for a stream, memory or another source.</summary>
    public string? Path { get; }

    /// <inheritdoc/>
    public override bool CanMap => _state.Source.File is not null && !Header.DType.HasObject;

    internal override StoredElements Elements => _state.Elements;

    /// <summary>What to read from. Throws once this has been disposed of, even if the source stays open.</summary>
    private State Current
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _state;
        }
    }

    /// <summary>Takes ownership of the source, unless it is to stay open; disposes of it if it holds no array.</summary>
    internal static NpyFile Open(ByteSource source, string? path, NpyReadOptions? options, bool leaveOpen = false)
    {
        options ??= NpyReadOptions.Default;
        try
        {
            return new NpyFile(source, leaveOpen, path, Measure(source, options), options);
        }
        catch (Exception e)
        {
            (e as NpyFormatException)?.AddPath(path);
            if (!leaveOpen)
                source.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Open(ByteSource, string?, NpyReadOptions?, bool)"/>
    internal static async Task<NpyFile> OpenAsync(ByteSource source, NpyReadOptions? options, bool leaveOpen, CancellationToken cancellationToken)
    {
        options ??= NpyReadOptions.Default;
        try
        {
            return new NpyFile(source, leaveOpen, null, await MeasureAsync(source, options, cancellationToken).ConfigureAwait(false), options);
        }
        catch
        {
            if (!leaveOpen)
                source.Dispose();
            throw;
        }
    }

    /// <summary>Reads the header again: rows that were appended since are there. Reads that are running are not affected.</summary>
    /// <remarks>The header is read until two reads agree and the file has what it says, since one that is being written can be seen half written.</remarks>
    /// <returns>Whether the shape has changed.</returns>
    /// <exception cref="NpyFormatException">The file does not hold an array any more, or less than its header says.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public bool Refresh()
    {
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Replace(Measure(_source, Options));
        }
        catch (NpyFormatException e) when (e.AddPath(Path))
        {
            throw;
        }
    }

    /// <inheritdoc cref="Refresh"/>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken = default) => Current.Source.IsAwaited
        ? Replace(await MeasureAsync(_source, Options, cancellationToken).ConfigureAwait(false))
        : await Task.Run(Refresh, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override MappedArray Map(MapAccess access = MapAccess.Read)
    {
        State state = Current;
        if (state.Source.File is not { } file)
            return base.Map(access);
        try
        {
            var stream = state.Source as SeekableSource;
            long start = stream?.Start ?? 0;
            if (access == MapAccess.ReadWrite && Path is null && stream?.Stream.CanWrite is not true)
                NpyThrow.NotOpenForWriting();
            using SafeFileHandle? writable = access == MapAccess.ReadWrite && Path is not null ? OpenForWriting(file) : null;
            return MappedArray.Open(writable ?? file, Path, start, RandomAccess.GetLength(file) - start, state.Elements.Header, access);
        }
        catch (NpyFormatException e) when (e.AddPath(Path))
        {
            throw;
        }
    }

    /// <summary>The dtype and the shape.</summary>
    public override string ToString() => $"NpyFile({DType}, {PythonText.Shape(Shape)})";

    internal override ArrayDecoder ReadWhole(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            (ArrayDecoder decoder, PayloadReader reader) = WholeReader(create, options, cancellationToken);
            reader.Read();
            return decoder;
        }
        catch (NpyFormatException e) when (e.AddPath(Path))
        {
            throw;
        }
    }

    internal override async Task<ArrayDecoder> ReadWholeAsync(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        if (!Current.Source.IsAwaited)
            return await Task.Run(() => ReadWhole(create, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        (ArrayDecoder decoder, PayloadReader reader) = WholeReader(create, options, cancellationToken);
        await reader.ReadAsync().ConfigureAwait(false);
        return decoder;
    }

    internal override ArrayDecoder ReadPart(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            ArrayDecoder decoder = create(part.Header, options);
            part.Reader(Current.Source, decoder, options.Reading, cancellationToken).Read();
            return decoder;
        }
        catch (NpyFormatException e) when (e.AddPath(Path))
        {
            throw;
        }
    }

    internal override async Task<ArrayDecoder> ReadPartAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        if (!Current.Source.IsAwaited)
            return await Task.Run(() => ReadPart(part, create, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        ArrayDecoder decoder = create(part.Header, options);
        await part.Reader(Current.Source, decoder, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
        return decoder;
    }

    private protected override void Close()
    {
        _disposed = true;
        if (!_leaveOpen)
            _source.Dispose();
    }

    private (ArrayDecoder Decoder, PayloadReader Reader) WholeReader(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        State state = Current;
        NpyHeader header = state.Elements.Header;
        ArrayDecoder decoder = create(header, options);
        return (decoder, new PayloadReader(state.Source, header.DataOffset, decoder, options.Reading, cancellationToken));
    }

    private SafeFileHandle OpenForWriting(SafeFileHandle file)
    {
        SafeFileHandle writable = ReadableFile.Open(Path!, FileAccess.ReadWrite);
        if (FileIdentity.Of(writable) == FileIdentity.Of(file))
            return writable;
        writable.Dispose();
        throw new IOException($"'{Path}' is another file now than the one that was opened: open it anew to map it for writing.");
    }

    private bool Replace(State now)
    {
        State before = _state;
        _state = now;
        return !before.Elements.Header.Shape.SequenceEqual(now.Elements.Header.Shape);
    }

    private static State Measure(ByteSource source, NpyReadOptions options)
    {
        NpyHeader? last = null;
        for (int reads = 1; ; reads++)
        {
            PayloadSource payload = source.ToPayload();
            byte[] start = new byte[UsualStart];
            NpyHeader header = ArrayReader.ReadHeader(new PrefixedSource(start.AsMemory(0, payload.Read(0, start)), payload), options) ?? NpyHeader.Parse([]);
            if (IsSettled(last, header, payload.Length, reads))
                return new State(payload, StoredElements.Of(header));
            last = header;
        }
    }

    private static async Task<State> MeasureAsync(ByteSource source, NpyReadOptions options, CancellationToken cancellationToken)
    {
        NpyHeader? last = null;
        for (int reads = 1; ; reads++)
        {
            PayloadSource payload = source.ToPayload();
            byte[] start = new byte[UsualStart];
            int count = await payload.ReadAsync(0, start, cancellationToken).ConfigureAwait(false);
            NpyHeader header = await ArrayReader.ReadHeaderAsync(new PrefixedSource(start.AsMemory(0, count), payload), options, cancellationToken).ConfigureAwait(false) ?? NpyHeader.Parse([]);
            if (IsSettled(last, header, payload.Length, reads))
                return new State(payload, StoredElements.Of(header));
            last = header;
        }
    }

    /// <summary>Whether two reads agree and what they say is there. Throws if the data are missing and stay so.</summary>
    private static bool IsSettled(NpyHeader? last, NpyHeader header, long length, int reads)
    {
        bool agrees = last is not null && last.DType.Equals(header.DType) && last.Shape.SequenceEqual(header.Shape);
        if (agrees && (header.DType.HasObject || length - header.DataOffset >= header.NBytes))
            return true;
        if (reads >= MaxReads || (agrees && reads > 2))
            NpyThrow.RequireFits(header, length);
        return reads >= MaxReads;
    }

    /// <summary>The source with its length, and the elements of the header that was read from it.</summary>
    private sealed record State(PayloadSource Source, StoredElements Elements);
}
