using System.Buffers;
using System.Runtime.ExceptionServices;
using NpyIO.IO;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>What a compressed file holds, decompressed as it is read. How long it is, only its end tells: what it claims itself is not believed, but compared.</summary>
internal sealed class DecompressedSource : PayloadSource, IDisposable
{
    /// <summary>How far behind its data a check can stand, in bytes: bzip2's blocks have 900,000 mostly.</summary>
    internal static readonly Threshold MostBlock = new(4 << 20);

    private readonly FileKind _kind;
    private readonly SourceStream _compressed;
    private readonly Stream _stream;
    private readonly long _claimed;
    private long _read;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The content of a file.</summary>
    /// <param name="file">The file; whoever gives it keeps it.</param>
    /// <param name="kind">How it is compressed.</param>
    /// <exception cref="NpyFormatException">It is none that can be read.</exception>
    internal DecompressedSource(PayloadSource file, FileKind kind)
    {
        _kind = kind;
        long start = 0;
        _claimed = kind == FileKind.ZFile ? ZFile.ReadHead(ref file, out start) : Unknown;
        _compressed = new SourceStream(file, start);
        _stream = FileCompressors.OpenRead(kind, _compressed);
    }

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

    /// <summary>Reads on as far as what has been read is checked: damaged data look like anything before.</summary>
    /// <exception cref="NpyFormatException">They are damaged.</exception>
    internal void CheckBlock()
    {
        if (_failure is not null)
            return;
        byte[] rest = ArrayPool<byte>.Shared.Rent(64 << 10);
        for (long left = MostBlock; left > 0 && ReadStream(rest) is int count and > 0; left -= count)
        {
        }

        ArrayPool<byte>.Shared.Return(rest);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Reads on. A decoder that has failed is not asked again: it would say something else.</summary>
    private int ReadStream(Span<byte> destination)
    {
        _failure?.Throw();
        try
        {
            return Decode(destination);
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

    /// <summary>Whether it is the platform's <c>ZLibException</c>, which is not public: of data that ask for a dictionary. Other I/O errors are the file system's.</summary>
    private static bool IsOfZlib(Exception e) => e is IOException && e.GetType().Assembly == typeof(System.IO.Compression.ZLibStream).Assembly;
}
