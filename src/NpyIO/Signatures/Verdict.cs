using System.Buffers;
using System.Text;

namespace NpyIO.Signatures;

/// <summary>What content is, judged by its beginning; for the errors of methods that cannot read it.</summary>
/// <remarks>The name has an article if needed: "an HTML page". <c>IsForeign</c>: NpyIO has neither a method nor a package for the kind.</remarks>
internal sealed record Verdict(FileKind Kind, string Name, string? Advice, bool IsForeign = false)
{
    /// <summary>Number of bytes that are inspected: enough for a joblib file to name its wrappers, and for a compressed one to begin to decompress.</summary>
    internal const int HeadLength = 16 << 10;

    private const int MaxCharacterLength = 4;

    /// <summary>In bytes; a shorter one could be anything.</summary>
    private const int ShortestText = 4;

    /// <summary>Maximum number of times that content is decompressed to identify it.</summary>
    private const int MaxDepth = 3;

    /// <summary>Number of bytes that are compared with the beginnings of texts.</summary>
    internal const int TextHead = 512;

    /// <summary>The highest pickle protocol.</summary>
    internal const int HighestProtocol = 5;

    /// <summary>Text of unknown kind may also be a damaged pickle of protocol 0.</summary>
    internal const string Text = "text";

    internal const string ReadByJoblib = "load it with Joblib.Load, which decompresses it";

    internal const string TorchAdvice = "NpyIO does not read its tensors: save them in Python with numpy.savez(path, **{k: v.numpy() for k, v in tensors.items()})";

    internal static readonly Verdict OfArchive = new(FileKind.Archive, "a ZIP archive, as .npz files are", "load all of its arrays with Npz.Load, or open it with Npz.Open");

    internal static readonly Verdict OfTorchArchive = new(FileKind.Archive, "a PyTorch archive", TorchAdvice);

    private static readonly (byte[] Signature, string Name)[] Others =
    [
        ([0x89, .. "HDF\r\n\x1A\n"u8], "an HDF5 file"),
        ([.. "CDF\x01"u8], "a NetCDF file"),
        ([.. "CDF\x02"u8], "a NetCDF file"),
        ([.. "MATLAB 5.0 MAT-file"u8], "a MATLAB file"),
        ([.. "PAR1"u8], "a Parquet file"),
        ([.. "ARROW1\0\0"u8], "an Arrow file"),
        ([.. "GGUF"u8], "a GGUF file"),
        ([.. "SQLite format 3\0"u8], "an SQLite database"),
        ([0x89, .. "PNG\r\n"u8], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([.. "GIF8"u8], "a GIF image"),
        ([.. "%PDF-"u8], "a PDF document"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        ([.. "Rar!\x1A"u8], "a RAR archive"),
    ];

    private const int TarSignatureOffset = 257;

    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789+-.eL\r"u8);

    /// <summary>The number, as a pickle of its own, with which <c>torch.save</c> began its files before PyTorch 1.6.</summary>
    private static ReadOnlySpan<byte> LegacyTorch => [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19];

    /// <summary>Returns how many of the first bytes identify content. Never more than the shortest pickle with this beginning has: nothing after it is taken from a stream that cannot seek.</summary>
    internal static int Wanted(ReadOnlySpan<byte> head)
    {
        if (head.Length < FileSignatures.MinLength)
            return head.IsEmpty ? 1 : FileSignatures.MayBegin(head[0]) || head[0] == LegacyTorch[0] ? FileSignatures.MinLength : 1;

        // PROTO, STOP and at least one opcode between them take four bytes; the number's opcode says how many follow.
        int known = Math.Min(head.Length, LegacyTorch.Length);
        if (!head[..known].SequenceEqual(LegacyTorch[..known]))
            return Math.Max(head.Length, FileSignatures.LengthFor(head));
        return known < 4 ? 4 : LegacyTorch.Length;
    }

    internal static bool IsLegacyTorch(ReadOnlySpan<byte> head) => head.StartsWith(LegacyTorch);

    /// <summary>Whether content with an archive's end record is compressed as a whole. The short signatures of zlib and LZMA count only if an archive comes out.</summary>
    internal static bool IsCompressed(ReadOnlySpan<byte> head) => FileSignatures.KindOf(head) switch
    {
        FileKind.Pickle or FileKind.Npy or FileKind.Archive => false,
        FileKind.Zlib or FileKind.Lzma => FileSignatures.KindOf(Decompress(FileSignatures.KindOf(head), head)) == FileKind.Archive,
        _ => true,
    };

    internal static Verdict? Of(ReadOnlySpan<byte> head) => Of(head, 0);

    /// <summary><paramref name="depth"/> is how often the content has been decompressed; some decompresses to itself forever.</summary>
    private static Verdict? Of(ReadOnlySpan<byte> head, int depth)
    {
        FileKind kind = FileSignatures.KindOf(head);
        return kind switch
        {
            FileKind.Npy => new(kind, "a .npy file", "load it with Npy.Load"),
            FileKind.Archive => head.IndexOf("/data.pkl"u8) > 0 ? OfTorchArchive : OfArchive,
            FileKind.ZFile => new(kind, "a compressed joblib file", "load it with Joblib.Load"),
            FileKind.Pickle => OfPickle(head) ?? OfOther(head),
            _ => OfCompressed(kind, depth < MaxDepth ? Decompress(kind, head) : [], depth),
        };
    }

    /// <summary><paramref name="content"/> is the beginning of the decompressed data, or empty if that is unknown.</summary>
    internal static Verdict OfCompressed(FileKind kind, ReadOnlySpan<byte> content, int depth = 0)
    {
        string compression = SignatureThrow.NameOf(kind);
        string decompressed = kind switch
        {
            FileKind.Gzip => "through a System.IO.Compression.GZipStream",
            FileKind.Zlib => "through a System.IO.Compression.ZLibStream",
            _ => "after decompressing it",
        };
        Verdict? inner = content.Length < FileSignatures.MinLength ? null : Of(content, depth + 1);
        return inner switch
        {
            null => new(kind, $"compressed with {compression}", null),
            { IsForeign: true } or { Advice: null or TorchAdvice } => inner with { Kind = kind, Name = $"{inner.Name}, compressed with {compression}" },
            { Kind: FileKind.Npy } => new(kind, $"a .npy file, compressed with {compression}", $"load it with Npy.Load {decompressed}"),
            { Kind: FileKind.Archive } => new(kind, $"a ZIP archive, compressed with {compression} once more", $"load it with Npz.Load {decompressed}"),
            { Kind: FileKind.Pickle } when kind != FileKind.Zstandard => new(kind, $"{inner.Name}, compressed with {compression}", ReadByJoblib),
            _ => new(kind, $"{inner.Name}, compressed with {compression}", $"decompress it, and {inner.Advice}"),
        };
    }

    /// <summary>A method for pickles that fails reports this verdict instead. Returns null if the content begins like a pickle, or is unknown.</summary>
    internal static Verdict? OfNoPickle(ReadOnlySpan<byte> head) =>
        FileSignatures.KindOf(head) == FileKind.Pickle && !LooksLikePickle(head) ? OfOther(head) : null;

    /// <summary>Pickles of protocols 0 and 1 have no marker; they are recognised by how lists, dicts, arrays and memo entries begin.</summary>
    internal static bool LooksLikePickle(ReadOnlySpan<byte> head) =>
        head is [0x80, >= 2 and <= HighestProtocol, ..] or [(byte)']' or (byte)'}' or (byte)')', (byte)'q' or (byte)'r' or (byte)'.', ..]
        || IsNumber(head) || head.StartsWith("(lp"u8) || head.StartsWith("(dp"u8) || head.StartsWith("(tp"u8)
        || head.StartsWith("cnumpy"u8) || head.StartsWith("ccopy_reg\n"u8) || head.StartsWith("c__builtin__\n"u8) || head.StartsWith("(i__main__\n"u8)
        || head.IndexOf("\np0\n"u8) > 0 || head.IndexOf("\np1\n"u8) > 0 || head.IndexOf("\np0\r\n"u8) > 0 || head.IndexOf("\np1\r\n"u8) > 0;

    internal static bool IsTorch(IEnumerable<string> names)
    {
        bool hasPickle = false, hasVersion = false;
        foreach (string name in names)
        {
            hasPickle |= name.EndsWith("/data.pkl", StringComparison.Ordinal);
            hasVersion |= name.EndsWith("/version", StringComparison.Ordinal);
        }

        return hasPickle && hasVersion;
    }

    /// <summary>A number at protocol 0: its opcode, and nothing but the number in its line.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> head)
    {
        if (head is not [(byte)'I' or (byte)'L' or (byte)'F', ..])
            return false;
        int end = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> number = end < 0 ? head[1..] : head[1..end];
        return !number.IsEmpty && !number.ContainsAnyExcept(OfNumbers);
    }

    private static Verdict? OfPickle(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(LegacyTorch))
            return new(FileKind.Pickle, "a PyTorch file", TorchAdvice);
        if (!LooksLikePickle(head))
            return null;
        if (head.IndexOf("joblib.numpy_pickle"u8) > 0)
            return new(FileKind.Pickle, "a joblib file", "load it with Joblib.Load");

        // joblib's wrappers can be anywhere in a long file; only a short one is known to have none.
        return new(FileKind.Pickle, "a Python pickle", head.Length < HeadLength ? "load it with Pickle.Load" : "load it with Pickle.Load, or, if joblib wrote it, with Joblib.Load, which reads both");
    }

    /// <summary>Returns an empty array if the beginning gives nothing, or there is no decompressor.</summary>
    internal static byte[] Decompress(FileKind kind, ReadOnlySpan<byte> head)
    {
        byte[] content = new byte[HeadLength];
        int filled = 0;
        try
        {
            using Stream stream = FileCompressors.OpenRead(kind, new MemoryStream(head.ToArray()));
            while (filled < content.Length && stream.Read(content.AsSpan(filled, Math.Min(TextHead, content.Length - filled))) is int count and > 0)
                filled += count;
        }
        catch (Exception e) when (e is NpyFormatException or InvalidDataException or IOException or NotSupportedException)
        {
            // Valid data are cut off here, too.
        }

        return content[..filled];
    }

    internal static Verdict? OfOther(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] signature, string name) in Others)
        {
            if (head.StartsWith(signature))
                return new(FileKind.Pickle, name, null, IsForeign: true);
        }

        if (head.Length > TarSignatureOffset && head[TarSignatureOffset..].StartsWith("ustar"u8))
            return new(FileKind.Pickle, "a tar archive", null, IsForeign: true);
        if (!IsText(head))
            return null;
        if (Begins(head, "version https://git-lfs"))
            return new(FileKind.Pickle, "a Git LFS pointer", "it represents a file that is stored elsewhere; fetch that file with 'git lfs pull'", IsForeign: true);
        string text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, TextHead)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (StartsWith(text, "<!doctype html") || StartsWith(text, "<html") || StartsWith(text, "<head") || (text.StartsWith('<') && text.Contains("<html", StringComparison.OrdinalIgnoreCase)))
            return new(FileKind.Pickle, "an HTML page", "perhaps a server sent it instead of the file; download the file again", IsForeign: true);
        return new(FileKind.Pickle, StartsWith(text, "<?xml") ? "an XML document" : Text, null, IsForeign: true);
    }

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(ReadOnlySpan<byte> head, string start) => head.StartsWith(Encoding.Latin1.GetBytes(start));

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.Length < ShortestText)
            return false;
        foreach (byte value in head)
        {
            if (value is < 0x20 and not (0x09 or 0x0A or 0x0C or 0x0D or 0x1B) or 0x7F)
                return false;
        }

        // A character may be cut off at the end.
        for (int cut = 0; cut < MaxCharacterLength && cut < head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
                return true;
        }

        return false;
    }
}
