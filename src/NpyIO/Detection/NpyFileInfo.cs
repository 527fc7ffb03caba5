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
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new NotSupportedException("The stream cannot seek: read up to NpyFileInfo.HeadLength bytes from it and pass them to Detect.");
        long start = stream.Position;
        try
        {
            byte[] head = Read(stream, HeadLength);
            NpyFileInfo info = Detect(head);
            if (info.Kind != NpyFileKind.Unknown)
                return info;
            if (info.Compression == FileCompression.None)
                return EndsAsArchive(stream, start) ? new(NpyFileKind.Npz, FileCompression.None, Verdict.OfArchive) : info;

            // The head alone may be too short to decompress anything: a block of bzip2 has 900 KB.
            stream.Position = start;
            return OfCompressed(FileSignatures.KindOf(head), head, ReadContent(info, stream));
        }
        finally
        {
            stream.Position = start;
        }
    }

    /// <summary>Detects what content is from its beginning. Compressed content is known only if the beginning is long enough to decompress some of it.</summary>
    /// <param name="head">The first bytes: <see cref="HeadLength"/> of them, or all if there are fewer.</param>
    public static NpyFileInfo Detect(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadLength)];
        FileKind kind = FileSignatures.KindOf(head);
        return FileCompressors.CompressionOf(kind) == FileCompression.None
            ? new(KindOf(kind, head), FileCompression.None, Verdict.Of(head))
            : OfCompressed(kind, head, Verdict.Decompress(kind, head));
    }

    /// <inheritdoc cref="Detect(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the detection if it has not begun.</param>
    public static Task<NpyFileInfo> DetectAsync(string path, CancellationToken cancellationToken = default) => Task.Run(() => Detect(path), cancellationToken);

    /// <inheritdoc cref="Detect(Stream)"/>
    /// <param name="stream">The stream; it must be seekable.</param>
    /// <param name="cancellationToken">Cancels the detection if it has not begun.</param>
    public static Task<NpyFileInfo> DetectAsync(Stream stream, CancellationToken cancellationToken = default) => Task.Run(() => Detect(stream), cancellationToken);

    /// <summary>Returns what an archive is by the names of its entries: <see cref="NpyFileKind.PyTorch"/>, if <c>torch.save</c> wrote them and none is a .npy file.</summary>
    /// <param name="archive">The open archive.</param>
    public static NpyFileInfo Detect(NpzFile archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        bool isTorch = Verdict.IsTorch(archive.Entries.Select(entry => entry.FullName)) && !archive.Entries.Any(entry => entry.FullName.EndsWith(NpzFile.Extension, StringComparison.Ordinal));
        return isTorch ? new(NpyFileKind.PyTorch, FileCompression.None, Verdict.OfTorchArchive) : new(NpyFileKind.Npz, FileCompression.None, Verdict.OfArchive);
    }

    /// <summary>Returns the content of a file of this kind, decompressed as it is read.</summary>
    /// <remarks>Reading throws <see cref="NpyFormatException"/> if the compressed data are damaged or unsupported, but a checksum at their end only once the end is reached.</remarks>
    /// <param name="file">The file, at its start. The result owns it.</param>
    /// <returns>A stream that only reads forward, or the file itself if it is not compressed.</returns>
    /// <exception cref="NpyFormatException">The compression needs the package NpyIO.Codecs, which is not referenced.</exception>
    public Stream OpenContent(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Compression == FileCompression.None ? file : new DecompressedStream(file, Compression, leaveOpen: false);
    }

    private static byte[] Read(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        return bytes[..stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false)];
    }

    private static byte[] ReadContent(NpyFileInfo info, Stream file)
    {
        try
        {
            using var content = new DecompressedStream(file, info.Compression, leaveOpen: true);
            return Read(content, HeadLength);
        }
        catch (NpyFormatException)
        {
            return [];
        }
    }

    private static NpyFileInfo OfCompressed(FileKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> content)
    {
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

    private static bool EndsAsArchive(Stream stream, long start)
    {
        // A self-extracting archive begins with a program, but ends as an archive does.
        stream.Position = Math.Max(start, stream.Length - EndOfCentralDirectory.MaxTailLength);
        return EndOfCentralDirectory.Ends(Read(stream, EndOfCentralDirectory.MaxTailLength));
    }
}

/// <summary>The decompressed content of a file.</summary>
internal sealed class DecompressedStream : ForwardReadStream
{
    private readonly Stream? _owned;
    private readonly DecompressedSource _content;
    private long _at;

    internal DecompressedStream(Stream file, FileCompression compression, bool leaveOpen)
    {
        _owned = leaveOpen ? null : file;
        _content = new DecompressedSource(new StreamSource(file), FileCompressors.KindOf(compression)) { ChecksEnd = true };
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(_at, buffer);
        _at += count;
        return count == 0 && _content.EndError is { } error ? throw error : count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _owned?.Dispose();
        }

        base.Dispose(disposing);
    }
}
