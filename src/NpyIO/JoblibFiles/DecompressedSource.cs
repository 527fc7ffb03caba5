using System.Buffers;
using System.Runtime.ExceptionServices;
using NpyIO.IO;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>The content of a compressed file, decompressed as it is read. Its length is known only at its end: the length that the file claims is compared, not trusted.</summary>
internal sealed class DecompressedSource : PayloadSource, IDisposable
{
    /// <summary>Maximum distance from data to the checksum after them, in bytes; bzip2 blocks are usually 900,000 bytes long.</summary>
    internal static readonly Threshold MaxBlock = new(4 << 20);

    private readonly FileKind _kind;
    private CompressedEnd? _end;
    private readonly SourceStream _compressed;
    private readonly long _claimed;
    private Stream? _decoder;
    private long _read;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The caller keeps ownership of <paramref name="file"/>. <paramref name="head"/>, its first bytes, may be empty unless it is a <see cref="FileKind.ZFile"/>.</summary>
    internal DecompressedSource(PayloadSource file, FileKind kind, ReadOnlySpan<byte> head)
    {
        _kind = kind;
        long start = 0;
        _claimed = kind == FileKind.ZFile ? ZFile.ReadHead(head, out start) : Unknown;
        _compressed = new SourceStream(file, start);
    }

    /// <summary>Set before the first read. Comparing the end of zlib and gzip data with the content takes time for every byte.</summary>
    internal bool ChecksEnd
    {
        init => _compressed.End = _end = value && IsOfPlatform ? new CompressedEnd(_kind) : null;
    }

    /// <summary>Set at the end, if <see cref="ChecksEnd"/>: the compressed data end early, or something follows them, which the decoder does not notice.</summary>
    internal NpyFormatException? EndError { get; private set; }

    internal override long Length => Unknown;

    internal override bool IsPositional => false;

    internal override long PackedLength => _compressed.SourcePosition;

    /// <summary>The platform's decoders await what they read; of a provider's only the synchronous reads are known to work.</summary>
    private bool IsOfPlatform => _kind is FileKind.ZFile or FileKind.Zlib or FileKind.Gzip;

    // Not in the constructor, because some decoders read when they are created.
    private Stream Decoder => _decoder ??= FileCompressors.OpenRead(_kind, _compressed);

    /// <summary>Throws <see cref="NpyFormatException"/> if nothing can decompress the file. The first read does so, too.</summary>
    internal void Open() => _ = Decoder;

    internal override int Read(long offset, Span<byte> destination) => Passed(ReadStream(destination), destination.Length);

    /// <summary>For a provider's decoder, the first call collects all compressed bytes in memory.</summary>
    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        Passed(await ReadStreamAsync(destination, cancellationToken).ConfigureAwait(false), destination.Length);

    /// <summary>Reads on until a checksum covers what has been read, and throws if it is damaged: until then damaged data can look like anything.</summary>
    internal void CheckBlock()
    {
        if (_failure is not null)
            return;
        byte[] rest = ArrayPool<byte>.Shared.Rent(64 << 10);
        for (long left = MaxBlock; left > 0 && ReadStream(rest) is int count and > 0; left -= count)
        {
        }

        ArrayPool<byte>.Shared.Return(rest);
    }

    internal async ValueTask CheckBlockAsync(CancellationToken cancellationToken)
    {
        if (_failure is not null)
            return;
        byte[] rest = ArrayPool<byte>.Shared.Rent(64 << 10);
        for (long left = MaxBlock; left > 0 && await ReadStreamAsync(rest, cancellationToken).ConfigureAwait(false) is int count and > 0; left -= count)
        {
        }

        ArrayPool<byte>.Shared.Return(rest);
    }

    public void Dispose() => _decoder?.Dispose();

    private int Passed(int count, int wanted)
    {
        _read += count;
        if (_claimed != Unknown && (_read > _claimed || (count == 0 && _read < _claimed && wanted > 0)))
            JoblibThrow.ZFileOfOtherLength(_claimed, _read);
        return count;
    }

    private int ReadStream(Span<byte> destination)
    {
        // A decoder that has failed is not called again, since it would report another error.
        _failure?.Throw();
        try
        {
            return Decoded(Decode(destination), destination);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private async ValueTask<int> ReadStreamAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        _failure?.Throw();
        try
        {
            return Decoded(await DecodeAsync(destination, cancellationToken).ConfigureAwait(false), destination.Span);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private int Decode(Span<byte> destination)
    {
        try
        {
            return Decoder.Read(destination);
        }
        catch (Exception e)
        {
            Translate(e);
            throw;
        }
    }

    private async ValueTask<int> DecodeAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (!IsOfPlatform)
        {
            await _compressed.CollectAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return Decode(destination.Span);
        }

        try
        {
            return await Decoder.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Translate(e);
            throw;
        }
    }

    private int Decoded(int count, ReadOnlySpan<byte> destination)
    {
        _end?.TakeContent(destination[..count]);
        if (count == 0 && !destination.IsEmpty && _end?.IsWhole() == false)
            EndError ??= JoblibThrow.EndsElsewhere(_kind, _read);
        return count;
    }

    /// <summary>Throws what a decoder's exception means, or returns if it is not about the data.</summary>
    private void Translate(Exception e)
    {
        _compressed.Failure?.Throw();
        if (e is InvalidDataException || IsOfZlib(e))
            JoblibThrow.FileDataDamaged(_kind, _read, e);
        if (e is NotSupportedException)
            JoblibThrow.FileDataUnsupported(_read, e);
    }

    // ZLibException is not public; it is thrown for data that need a dictionary. Other I/O errors come from the file system.
    private static bool IsOfZlib(Exception e) => e is IOException && e.GetType().Assembly == typeof(System.IO.Compression.ZLibStream).Assembly;
}

/// <summary>A source, from an offset on, as a forward-only stream, for decompressors.</summary>
internal sealed class SourceStream(PayloadSource source, long start) : ForwardReadStream
{
    private PayloadSource _source = source;
    private ArrivedSource? _arrived;
    private long _at = start;

    /// <summary>The next offset to read in the source, in bytes.</summary>
    internal long SourcePosition => _at;

    /// <summary>The error that the source threw, if any; never an error in the compressed data.</summary>
    internal ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>Receives what is read; null if nobody does. The last byte is then given alone: a decoder that does not ask for it has ended before it.</summary>
    internal CompressedEnd? End { get; set; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            if (_arrived is not null && _source != _arrived)
            {
                _arrived.Fill();
                _source = _arrived;
            }

            if (End is not null && !buffer.IsEmpty)
                return ReadHoldingBack(buffer, End);
            int count = _source.Read(_at, buffer);
            _at += count;
            return count;
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            if (End is not null && !buffer.IsEmpty)
                return await ReadHoldingBackAsync(buffer, End, cancellationToken).ConfigureAwait(false);
            int count = await _source.ReadAsync(_at, buffer, cancellationToken).ConfigureAwait(false);
            _at += count;
            return count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    /// <summary>Collects the rest of the source in memory; from then on reads are synchronous. After a cancelled call another one continues.</summary>
    internal async ValueTask CollectAsync(CancellationToken cancellationToken)
    {
        if (_source == _arrived)
            return;
        _arrived ??= new ArrivedSource(_source, _at);
        await _arrived.FillAsync(cancellationToken).ConfigureAwait(false);
        _source = _arrived;
    }

    /// <summary>Returns all bytes but the last; that one only once it is known to be the last.</summary>
    private int ReadHoldingBack(Span<byte> buffer, CompressedEnd end)
    {
        Span<byte> next = stackalloc byte[1];
        while (true)
        {
            int held = end.PutHeld(buffer);
            Span<byte> room = held < buffer.Length ? buffer[held..] : next;
            int more = _source.Read(_at, room);
            _at += more;
            if (end.Hold(buffer, room[..more], held) is int count && (count > 0 || more == 0))
                return count;
        }
    }

    private async ValueTask<int> ReadHoldingBackAsync(Memory<byte> buffer, CompressedEnd end, CancellationToken cancellationToken)
    {
        while (true)
        {
            int held = end.PutHeld(buffer.Span);
            Memory<byte> room = held < buffer.Length ? buffer[held..] : new byte[1];
            int more = await _source.ReadAsync(_at, room, cancellationToken).ConfigureAwait(false);
            _at += more;
            if (end.Hold(buffer.Span, room.Span[..more], held) is int count && (count > 0 || more == 0))
                return count;
        }
    }
}
