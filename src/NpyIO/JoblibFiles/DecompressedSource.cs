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
    private readonly Stream _stream;
    private readonly long _claimed;
    private long _read;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The caller keeps ownership of <paramref name="file"/>.</summary>
    internal DecompressedSource(PayloadSource file, FileKind kind)
    {
        _kind = kind;
        long start = 0;
        _claimed = kind == FileKind.ZFile ? ZFile.ReadHead(ref file, out start) : Unknown;
        _compressed = new SourceStream(file, start);
        _stream = FileCompressors.OpenRead(kind, _compressed);
    }

    /// <summary>Set before the first read. Comparing the end of zlib and gzip data with the content takes time for every byte.</summary>
    internal bool ChecksEnd
    {
        init => _compressed.End = _end = value && _kind is (FileKind.ZFile or FileKind.Zlib or FileKind.Gzip) ? new CompressedEnd(_kind) : null;
    }

    /// <summary>Set at the end, if <see cref="ChecksEnd"/>: the compressed data end early, or something follows them, which the decoder does not notice.</summary>
    internal NpyFormatException? EndError { get; private set; }

    internal override long Length => Unknown;

    internal override bool IsPositional => false;

    internal override long PackedLength => _compressed.SourcePosition;

    internal override int Read(long offset, Span<byte> destination)
    {
        int count = ReadStream(destination);
        _read += count;
        if (_claimed != Unknown && (_read > _claimed || (count == 0 && _read < _claimed && !destination.IsEmpty)))
            JoblibThrow.ZFileOfOtherLength(_claimed, _read);
        return count;
    }

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

    public void Dispose() => _stream.Dispose();

    private int ReadStream(Span<byte> destination)
    {
        // A decoder that has failed is not called again, since it would report another error.
        _failure?.Throw();
        try
        {
            int count = Decode(destination);
            _end?.TakeContent(destination[..count]);
            if (count == 0 && !destination.IsEmpty && _end?.IsWhole() == false)
                EndError ??= JoblibThrow.EndsElsewhere(_kind, _read);
            return count;
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private int Decode(Span<byte> destination)
    {
        try
        {
            return _stream.Read(destination);
        }
        catch (Exception) when (_compressed.Failure is not null)
        {
            _compressed.Failure!.Throw();
        }
        catch (Exception e) when (e is InvalidDataException || IsOfZlib(e))
        {
            JoblibThrow.FileDataDamaged(_kind, _read, e);
        }
        catch (NotSupportedException e)
        {
            JoblibThrow.FileDataUnsupported(_read, e);
        }

        return 0;
    }

    // ZLibException is not public; it is thrown for data that need a dictionary. Other I/O errors come from the file system.
    private static bool IsOfZlib(Exception e) => e is IOException && e.GetType().Assembly == typeof(System.IO.Compression.ZLibStream).Assembly;
}

/// <summary>A source, from an offset on, as a forward-only stream, for decompressors.</summary>
internal sealed class SourceStream(PayloadSource source, long start) : ForwardReadStream
{
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
            if (End is not null && !buffer.IsEmpty)
                return ReadHoldingBack(buffer, End);
            int count = source.Read(_at, buffer);
            _at += count;
            return count;
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    /// <summary>Returns all bytes but the last; that one only once it is known to be the last.</summary>
    private int ReadHoldingBack(Span<byte> buffer, CompressedEnd end)
    {
        Span<byte> next = stackalloc byte[1];
        int count = 0;
        if (end.Held is { } held)
        {
            buffer[0] = held;
            end.Held = null;
            count = 1;
        }

        while (true)
        {
            Span<byte> room = count < buffer.Length ? buffer[count..] : next;
            int more = source.Read(_at, room);
            _at += more;
            if (more == 0)
                break;
            end.Held = room[more - 1];
            count += room == next ? 0 : more - 1;
            if (count > 0)
                break;

            // Only one byte has come, and it may be the last.
            buffer[0] = end.Held.Value;
            end.Held = null;
            count = 1;
        }

        end.TakeCompressed(buffer[..count]);
        return count;
    }
}
