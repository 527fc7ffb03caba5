using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>What a file is, by its content and never by its name.</summary>
public sealed class NpyFileInfo
{
    /// <summary>How many of the first bytes of a file are looked at: 16 KiB.</summary>
    public const int HeadLength = Verdict.HeadLength;

    private NpyFileInfo(NpyFileKind kind, FileCompression compression, Verdict? verdict)
    {
        Kind = kind;
        Compression = compression;
        Description = verdict?.Name;
        Advice = verdict?.Advice;
    }

    /// <summary>What the content is, after decompression.</summary>
    public NpyFileKind Kind { get; }

    /// <summary>The compression of the file as a whole. joblib's own container (before joblib 0.10) counts as <see cref="NpyFileKind.Joblib"/> that is not compressed.</summary>
    public FileCompression Compression { get; }

    /// <summary>What the file is, with an article: <c>a .npy file, compressed with gzip</c>, <c>an HTML page</c>. Null if that is unknown.</summary>
    public string? Description { get; }

    /// <summary>What to do with the file: <c>load it with Npy.Load</c>. Null if NpyIO does not read it.</summary>
    public string? Advice { get; }

    /// <summary>Detects what a file is. A pipe is refused, because the bytes read from it would be lost.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NotSupportedException">The path is a pipe or a device.</exception>
    /// <exception cref="IOException">The file system reports an error, such as <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read, or is a directory.</exception>
    public static NpyFileInfo Detect(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (OperatingSystem.IsLinux() && FileCalls.Current.StatusOf(path, out FileStatus status) == 0 && !status.IsRegular && !status.IsDirectory)
            throw new NotSupportedException($"'{path}' is a pipe or a device: read up to NpyFileInfo.HeadLength bytes from it and pass them to Detect.");
        using FileStream file = AtomicFile.OpenRead(path);
        return Detect(file);
    }

    /// <summary>Detects what follows in a stream, up to its end. The stream's position is the same afterwards.</summary>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <exception cref="NotSupportedException">The stream cannot seek: read up to <see cref="HeadLength"/> bytes, and detect these.</exception>
    public static NpyFileInfo Detect(Stream stream)
    {
        var plan = new DetectionPlan(stream);
        try
        {
            plan.Run(plan.Source);
            return plan.Info;
        }
        finally
        {
            plan.Leave();
        }
    }

    /// <summary>Detects what content is from its beginning. Compressed content is known only if the beginning is long enough to decompress some of it.</summary>
    /// <param name="head">The first bytes: <see cref="HeadLength"/> of them, or all if there are fewer.</param>
    public static NpyFileInfo Detect(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadLength)];
        FileKind kind = FileSignatures.KindOf(head);
        return Of(kind, head, FileCompressors.CompressionOf(kind) == FileCompression.None ? [] : Verdict.Decompress(kind, head));
    }

    /// <inheritdoc cref="Detect(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the detection if it has not begun.</param>
    public static Task<NpyFileInfo> DetectAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => Detect(path), cancellationToken);

    /// <inheritdoc cref="Detect(Stream)"/>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="cancellationToken">Cancels the detection.</param>
    public static async Task<NpyFileInfo> DetectAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var plan = new DetectionPlan(stream);
        try
        {
            await plan.RunAsync(plan.Source, cancellationToken).ConfigureAwait(false);
            return plan.Info;
        }
        finally
        {
            plan.Leave();
        }
    }

    /// <summary>Returns what an archive is by the names of its entries: <see cref="NpyFileKind.PyTorch"/>, if <c>torch.save</c> wrote them and none is a .npy file.</summary>
    /// <param name="archive">The open archive.</param>
    public static NpyFileInfo Detect(NpzFile archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        bool isTorch = Verdict.IsTorch(archive.Entries.Select(entry => entry.FullName)) && !archive.Entries.Any(entry => entry.FullName.EndsWith(NpzFile.Extension, StringComparison.Ordinal));
        return isTorch ? new(NpyFileKind.PyTorch, FileCompression.None, Verdict.OfTorchArchive) : new(NpyFileKind.Npz, FileCompression.None, Verdict.OfArchive);
    }

    /// <summary>Returns the content of a file of this kind, decompressed as it is read.</summary>
    /// <remarks>
    /// <para>Reading throws <see cref="NpyFormatException"/> if the compressed data are damaged or unsupported, but a checksum at their end only once the end is reached.</para>
    /// <para>Asynchronous reads await the file. Other compressions than zlib and gzip can only be decompressed synchronously: the first asynchronous read collects the whole file in memory.</para>
    /// </remarks>
    /// <param name="file">The file, at its start. The result owns it.</param>
    /// <returns>A stream that only reads forward, or the file itself if it is not compressed.</returns>
    /// <exception cref="NpyFormatException">The compression needs the package NpyIO.Codecs, which is not referenced.</exception>
    public Stream OpenContent(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Compression == FileCompression.None ? file : new DecompressedStream(file, Compression);
    }

    /// <summary><paramref name="content"/> is the beginning of the decompressed data, as far as it is known.</summary>
    private static NpyFileInfo Of(FileKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> content)
    {
        if (FileCompressors.CompressionOf(kind) == FileCompression.None)
            return new(KindOf(kind, head), FileCompression.None, Verdict.Of(head));
        NpyFileKind inner = content.Length < FileSignatures.MinLength ? NpyFileKind.Unknown : KindOf(FileSignatures.KindOf(content), content);

        // The signatures of zlib and LZMA are only two and three bytes long: a text can begin with them. joblib does not know Zstandard.
        if (inner == NpyFileKind.Unknown && kind is FileKind.Zlib or FileKind.Lzma && Verdict.OfOther(head) is { } other)
            return new(inner, FileCompression.None, other);
        return new(inner == NpyFileKind.Pickle && kind != FileKind.Zstandard ? NpyFileKind.Joblib : inner, FileCompressors.CompressionOf(kind), Verdict.OfCompressed(kind, content));
    }

    private static NpyFileKind KindOf(FileKind kind, ReadOnlySpan<byte> head) => kind switch
    {
        FileKind.Npy => NpyFileKind.Npy,
        FileKind.Archive => head.IndexOf("/data.pkl"u8) > 0 ? NpyFileKind.PyTorch : NpyFileKind.Npz,
        FileKind.ZFile => NpyFileKind.Joblib,
        FileKind.Pickle when Verdict.IsLegacyTorch(head) || !Verdict.LooksLikePickle(head) => NpyFileKind.Unknown,
        FileKind.Pickle => head.IndexOf("joblib.numpy_pickle"u8) > 0 ? NpyFileKind.Joblib : NpyFileKind.Pickle,
        _ => NpyFileKind.Unknown,
    };

    /// <summary>Reads what detection needs of a stream: its beginning, more of it if that is too short to decompress, its end if the beginning says nothing.</summary>
    private sealed class DetectionPlan : ReadPlan
    {
        private const int Growth = 4;

        private readonly Stream _stream;
        private readonly long _start;
        private byte[] _bytes = new byte[HeadLength];
        private bool _isTail;

        /// <summary>How many bytes there were, if fewer than requested.</summary>
        private int? _end;

        internal DetectionPlan(Stream stream)
        {
            ArgumentNullException.ThrowIfNull(stream);
            if (!stream.CanSeek)
                throw new NotSupportedException("The stream cannot seek: read up to NpyFileInfo.HeadLength bytes from it and pass them to Detect.");
            Source = new StreamSource(stream);
            _stream = stream;
            _start = stream.Position;
            Info = new(NpyFileKind.Unknown, FileCompression.None, verdict: null);
            Want(0, _bytes);
        }

        /// <summary>Reads on from the stream's position, whatever the offset.</summary>
        internal StreamSource Source { get; }

        internal NpyFileInfo Info { get; private set; }

        // Nothing of a block is known before all of it has been read: one of LZ4 has up to 4 MiB, one of bzip2 900 kB.
        private static int MaxLength => (int)DecompressedSource.MaxBlock + HeadLength;

        internal void Leave() => _stream.Position = _start;

        public override void Dispose()
        {
            // It holds nothing.
        }

        private protected override bool Advance()
        {
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _end ?? _bytes.Length);
            if (_isTail)
            {
                if (EndOfCentralDirectory.Ends(bytes))
                    Info = new(NpyFileKind.Npz, FileCompression.None, Verdict.OfArchive);
                return false;
            }

            ReadOnlySpan<byte> head = bytes[..Math.Min(bytes.Length, HeadLength)];
            FileKind kind = FileSignatures.KindOf(head);
            ReadOnlySpan<byte> content = FileCompressors.CompressionOf(kind) == FileCompression.None ? [] : Verdict.Decompress(kind, bytes);
            Info = Of(kind, head, content);
            if (Info.Kind != NpyFileKind.Unknown)
                return false;
            if (Info.Compression == FileCompression.None)
                return ReadTail();
            return content.Length < HeadLength && bytes.Length < MaxLength && _end is null && ReadMore();
        }

        private protected override void EndedEarly(long offset) => _end = (int)offset;

        private bool ReadMore()
        {
            int filled = _bytes.Length;
            Array.Resize(ref _bytes, Math.Min(filled * Growth, MaxLength));
            Want(filled, _bytes.AsMemory(filled));
            return true;
        }

        /// <summary>A self-extracting archive begins with a program, but ends as an archive does.</summary>
        private bool ReadTail()
        {
            _isTail = true;
            _end = null;
            _bytes = new byte[EndOfCentralDirectory.MaxTailLength];
            _stream.Position = Math.Max(_start, _stream.Length - _bytes.Length);
            Want(0, _bytes);
            return true;
        }
    }
}

/// <summary>The decompressed content of a file.</summary>
internal sealed class DecompressedStream : ForwardReadStream
{
    private readonly Stream _file;
    private readonly DecompressedSource _content;
    private long _at;

    /// <summary>Takes ownership of the file.</summary>
    internal DecompressedStream(Stream file, FileCompression compression)
    {
        _file = file;
        _content = new DecompressedSource(new StreamSource(file), FileCompressors.KindOf(compression), head: []) { ChecksEnd = true };
        _content.Open();
    }

    public override int Read(Span<byte> buffer) => Passed(_content.Read(_at, buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Passed(await _content.ReadAsync(_at, buffer, cancellationToken).ConfigureAwait(false));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Passed(int count)
    {
        _at += count;
        return count == 0 && _content.EndError is { } error ? throw error : count;
    }
}
