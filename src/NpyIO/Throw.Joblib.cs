using System.Diagnostics.CodeAnalysis;
using NpyIO.Detection;
using NpyIO.DTypes;
using NpyIO.Files;
using NpyIO.JoblibFiles;

namespace NpyIO;

// The errors of joblib files.
internal static partial class Throw
{
    /// <summary>Throws for a file whose compression only the package knows.</summary>
    [DoesNotReturn]
    internal static IFileCodecs CodecsMissing(FileKind kind) => throw new NpyFormatException(
        $"The file is compressed with {NameOf(kind)}, for which the package NpyIO.Codecs is needed: refer to it, and it is read.",
        NpyFormatReason.Unsupported,
        0)
    { Found = NameOf(kind) };

    /// <summary>Throws for a wish to compress as only the package can.</summary>
    [DoesNotReturn]
    internal static IFileCodecs NoCodecsToWrite(FileKind kind) =>
        throw new InvalidOperationException($"To compress with {NameOf(kind)} the package NpyIO.Codecs is needed: refer to it.");

    /// <summary>Throws for content of another kind than a pickle, compressed or not.</summary>
    [DoesNotReturn]
    internal static void NoJoblibFile(Verdict verdict) => OfOtherKind(verdict, "a joblib file", "a pickle, compressed or not");

    /// <summary>Throws for content of another kind than a pickle.</summary>
    [DoesNotReturn]
    internal static void NoPickle(Verdict verdict)
    {
        bool isOfJoblib = verdict.Advice == Verdict.ReadByJoblib || (verdict is { IsForeign: false, Advice: null } && verdict.Kind != FileKind.Zstandard);
        OfOtherKind(
            isOfJoblib ? verdict with { Name = $"compressed with {NameOf(verdict.Kind)}", Advice = "load it with Joblib.Load, which decompresses pickles, too" } : verdict,
            "a pickle",
            "a pickle");
    }

    /// <summary>Throws if content that could not be read as a pickle is no such, by its beginning.</summary>
    /// <param name="head">The beginning.</param>
    /// <param name="wanted">What was to be read.</param>
    /// <param name="inner">Why it could not be read.</param>
    internal static void IfForeign(ReadOnlySpan<byte> head, string wanted, NpyFormatException inner)
    {
        if (Verdict.OfNoPickle(head) is { IsForeign: true } verdict && (verdict.Name != Verdict.Text || (head.Length >= ShortestText && inner.Reason != NpyFormatReason.TruncatedData)))
            OfOtherKind(verdict, wanted, wanted, inner);
    }

    /// <summary>A text that is shorter than this could as well be a short pickle of protocol 0 that is damaged, in bytes.</summary>
    private const int ShortestText = 20;

    [DoesNotReturn]
    private static void OfOtherKind(Verdict verdict, string wanted, string expected, NpyFormatException? inner = null)
    {
        string advice = verdict.Advice ?? (verdict.IsForeign ? "" : DecompressAdvice(verdict.Kind));
        throw new NpyFormatException(
            $"This is {verdict.Name}, not {wanted}{(advice.Length == 0 ? "" : ": ")}{advice} (at byte 0)",
            verdict.IsForeign ? NpyFormatReason.BadPickle : NpyFormatReason.Unsupported,
            0,
            inner)
        { Expected = expected, Found = verdict.Name };
    }

    /// <summary>Throws for a pickle with the data of arrays between its opcodes.</summary>
    [DoesNotReturn]
    internal static void JoblibArraysInPickle(long offset) =>
        Format(NpyFormatReason.Unsupported, offset, "This is a joblib file, with the data of arrays in the midst of its pickle: load it with Joblib.Load", "a pickle", "a joblib file");

    /// <summary>Throws for the head of a file of joblib's before 0.10 that is none.</summary>
    [DoesNotReturn]
    internal static long BadZFile(string digits, out long start)
    {
        start = 0;
        Format(NpyFormatReason.BadCompression, 2, "The file begins as joblib's own compressed files do, but the length of the data is none", "a hexadecimal number", Quoted(digits));
        return 0;
    }

    /// <summary>Throws for data of another length than the file says.</summary>
    [DoesNotReturn]
    internal static void ZFileOfOtherLength(long claimed, long found) => Format(
        NpyFormatReason.BadCompression,
        found,
        $"The file says that its data have {claimed} bytes, but there are {(found > claimed ? "more" : $"only {found}")}",
        $"{claimed} bytes",
        $"{found} bytes");

    /// <summary>Throws for compressed data that are damaged.</summary>
    [DoesNotReturn]
    internal static void FileDataDamaged(FileKind kind, long offset, Exception inner) => throw new NpyFormatException(
        $"The file cannot be decompressed: {Damage(kind, inner)} (behind byte {offset} of what it holds)",
        NpyFormatReason.BadCompression,
        offset,
        inner);

    /// <summary>What is wrong with the data. The platform's decoders speak of archive entries, whatever they read.</summary>
    private static string Damage(FileKind kind, Exception inner) =>
        kind is FileKind.ZFile or FileKind.Zlib or FileKind.Gzip ? $"the {NameOf(kind)} data are damaged" : inner.Message;

    /// <summary>Throws for several values in compressed data, where one is to be read after the other.</summary>
    [DoesNotReturn]
    internal static void CompressedValueFollowed(FileKind kind, long end) => Format(
        NpyFormatReason.Unsupported,
        end,
        $"The value is followed by more in the same {NameOf(kind)} data, whose end cannot be found again: decompress the stream, and call TryLoad with that",
        "the end",
        "more bytes");

    /// <summary>Throws for compressed data that are not supported.</summary>
    [DoesNotReturn]
    internal static void FileDataUnsupported(long offset, Exception inner) =>
        throw new NpyFormatException($"The file cannot be decompressed: {inner.Message}", NpyFormatReason.Unsupported, offset, inner);

    /// <summary>Throws for an array whose claimed shape no array can have.</summary>
    [DoesNotReturn]
    internal static void JoblibShapeOverflow(long offset, ReadOnlySpan<long> shape, DType dtype) =>
        Format(NpyFormatReason.BadShape, offset, $"The shape {PythonText.Shape(shape)} of {dtype} is larger than an array can be", $"at most {long.MaxValue} bytes");

    /// <summary>Throws where an array's data are not aligned by the bytes that joblib writes for that.</summary>
    [DoesNotReturn]
    internal static void JoblibPaddingMissing(long offset) => Format(
        NpyFormatReason.BadPickle,
        offset,
        "The padding before an array's data is none: they do not begin where the file says",
        "the number of padding bytes, and as many bytes 0xff");

    /// <summary>Throws for an array in a file that is not beside the pickle.</summary>
    [DoesNotReturn]
    internal static void CompanionElsewhere(long offset, string? name) => Format(
        NpyFormatReason.Unsupported,
        offset,
        "An array is said to be in another file, but not by the bare name of one beside this file; others are not opened",
        "a file's name",
        name is null ? null : Quoted(name));

    /// <summary>Throws for an array in a file beside the pickle, where it is not known where that is.</summary>
    [DoesNotReturn]
    internal static void CompanionOfNoFile(long offset, string name) => Format(
        NpyFormatReason.Unsupported,
        offset,
        $"An array is in the file {Quoted(name)} beside this one (joblib before 0.10): load this one by its path",
        found: Quoted(name));

    /// <summary>Throws for one file that is named for several arrays, as joblib never does.</summary>
    [DoesNotReturn]
    internal static void CompanionTwice(long offset, string name) =>
        Format(NpyFormatReason.BadPickle, offset, $"Two arrays are said to be in the same file {Quoted(name)}", "a file for each array", Quoted(name));

    /// <summary>Throws for a name beside the pickle that leads elsewhere.</summary>
    [DoesNotReturn]
    internal static void CompanionNoRegularFile(long offset, string name) =>
        throw new NpyFormatException(
            $"An array is said to be in {Quoted(name)}, which is a folder, a link or a device; only files are opened (at byte {offset})",
            NpyFormatReason.Unsupported,
            offset)
        { EntryName = name, Expected = "a file", Found = Quoted(name) };

    /// <summary>Throws for a file beside the pickle that is not there, or may not be read.</summary>
    [DoesNotReturn]
    internal static void CompanionUnreadable(long offset, string name, Exception inner)
    {
        string problem = inner switch
        {
            UnauthorizedAccessException => "may not be read",
            PathTooLongException => "has too long a name",
            _ => "is not there: joblib before 0.10 kept arrays in files of their own, which belong beside this one",
        };
        throw new NpyFormatException($"An array is said to be in {Quoted(name)}, which {problem} (at byte {offset})", NpyFormatReason.Unsupported, offset, inner)
        {
            EntryName = name,
            Expected = "a file",
            Found = Quoted(name),
        };
    }

    /// <summary>An error in a file beside the pickle, with the file's name.</summary>
    internal static NpyFormatException NamingCompanion(string name, NpyFormatException e) =>
        new($"Companion file {Quoted(name)}: {e.Problem}", e.Reason, e.Offset, e) { EntryName = name, Expected = e.Expected, Found = e.Found };

    /// <summary>The name of a compression.</summary>
    internal static string NameOf(FileKind kind) => kind switch
    {
        FileKind.ZFile or FileKind.Zlib => "zlib",
        FileKind.Gzip => "gzip",
        FileKind.Bzip2 => "bzip2",
        FileKind.Lzma => "LZMA",
        FileKind.Xz => "xz",
        FileKind.Lz4 => "LZ4",
        FileKind.Zstandard => "Zstandard",
        _ => "nothing",
    };
}
