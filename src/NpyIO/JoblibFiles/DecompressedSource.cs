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

    /// <summary>Whether the end of zlib and gzip data is compared with the content, for <see cref="EndError"/>. Set it before the first read; it takes time for every byte.</summary>
    internal bool ChecksEnd
    {
        init => _compressed.End = _end = value && _kind is (FileKind.ZFile or FileKind.Zlib or FileKind.Gzip) ? new CompressedEnd(_kind) : null;
    }

    /// <summary>Once the end is reached, if <see cref="ChecksEnd"/>: an error if the compressed data end early, or something follows them, which the decoder does not notice.</summary>
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

    /// <summary>Reads on until what has been read is covered by a checksum, and throws if it is damaged: until then damaged data can look like anything.</summary>
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

    /// <summary>A decoder that has failed is not called again, since it would report another error.</summary>
    private int ReadStream(Span<byte> destination)
    {
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

    /// <summary>Recognises the platform's non-public <c>ZLibException</c>, thrown for data that need a dictionary. Other I/O errors come from the file system.</summary>
    private static bool IsOfZlib(Exception e) => e is IOException && e.GetType().Assembly == typeof(System.IO.Compression.ZLibStream).Assembly;
}
