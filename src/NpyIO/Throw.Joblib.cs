using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;
using NpyIO.Files;
using NpyIO.JoblibFiles;

namespace NpyIO;

// The errors of joblib files.
internal static partial class Throw
{
    /// <summary>Throws for a file whose compression only the package knows.</summary>
    [DoesNotReturn]
    internal static IFileCodecs CodecsMissing(JoblibCompression compression) => throw new NpyFormatException(
        $"The file is compressed with {NameOf(compression)}, for which the package NpyIO.Codecs is needed: refer to it, and it is read.",
        NpyFormatReason.Unsupported,
        0)
    { Found = NameOf(compression) };

    /// <summary>Throws for a wish to compress as only the package can.</summary>
    [DoesNotReturn]
    internal static IFileCodecs NoCodecsToWrite(JoblibCompression compression) =>
        throw new InvalidOperationException($"To compress with {NameOf(compression)} the package NpyIO.Codecs is needed: refer to it.");

    /// <summary>Throws for a file of another kind, which has a verb of its own.</summary>
    [DoesNotReturn]
    internal static void NoJoblibFile(FileKind kind)
    {
        (string found, string advice) = kind switch
        {
            FileKind.Npy => ("a .npy file", "Npy.Load reads it"),
            FileKind.Archive => ("a ZIP archive", "Npz.Load reads it"),
            _ => ("compressed with Zstandard", "decompress it first"),
        };
        Format(NpyFormatReason.Unsupported, 0, $"This is {found}, not a joblib file: {advice}", "a pickle, compressed or not", found);
    }

    /// <summary>Throws for a file of another kind than a pickle, which has a verb of its own.</summary>
    [DoesNotReturn]
    internal static void NoPickle(FileKind kind)
    {
        (string found, string advice) = kind switch
        {
            FileKind.Npy => ("a .npy file", "load it with Npy.Load"),
            FileKind.Archive => ("a ZIP archive, as .npz files are", "load it with Npz.Load"),
            FileKind.ZFile => ("a compressed joblib file", "load it with Joblib.Load"),
            FileKind.Zstandard => ("compressed with Zstandard", "decompress it first"),
            _ => ($"compressed with {NameOf(JoblibLayout.CompressionOf(kind))}", "load it with Joblib.Load, which decompresses pickles, too"),
        };
        Format(NpyFormatReason.Unsupported, 0, $"This is {found}, not a pickle: {advice}", "a pickle", found);
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
    internal static void FileDataDamaged(JoblibCompression compression, long offset, Exception inner) => throw new NpyFormatException(
        $"The file cannot be decompressed: {Damage(compression, inner)} (behind byte {offset} of what it holds)",
        NpyFormatReason.BadCompression,
        offset,
        inner);

    /// <summary>What is wrong with the data. The platform's decoders speak of archive entries, whatever they read.</summary>
    private static string Damage(JoblibCompression compression, Exception inner) =>
        compression is JoblibCompression.Zlib or JoblibCompression.Gzip ? $"the {NameOf(compression)} data are damaged" : inner.Message;

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

    private static string NameOf(JoblibCompression compression) => compression switch
    {
        JoblibCompression.Zlib => "zlib",
        JoblibCompression.Gzip => "gzip",
        JoblibCompression.Bzip2 => "bzip2",
        JoblibCompression.Lzma => "LZMA",
        JoblibCompression.Xz => "xz",
        JoblibCompression.Lz4 => "LZ4",
        _ => "nothing",
    };
}
