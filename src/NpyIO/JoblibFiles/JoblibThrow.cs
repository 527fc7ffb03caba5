using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>The errors of joblib files.</summary>
internal static class JoblibThrow
{
    /// <summary>Throws for content of another kind than a pickle, compressed or not.</summary>
    [DoesNotReturn]
    internal static void NoJoblibFile(Verdict verdict) => PickleThrow.OfOtherKind(verdict, "a joblib file", "a pickle, compressed or not");

    /// <summary>Throws for the head of a file of joblib's before 0.10 that is none.</summary>
    [DoesNotReturn]
    internal static long BadZFile(string digits, out long start)
    {
        start = 0;
        Throw.Format(NpyFormatReason.BadCompression, 2, "The file begins as joblib's own compressed files do, but the length of the data is none", "a hexadecimal number", Describe.Quoted(digits));
        return 0;
    }

    /// <summary>Throws for data of another length than the file says.</summary>
    [DoesNotReturn]
    internal static void ZFileOfOtherLength(long claimed, long found) => Throw.Format(
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
        kind is FileKind.ZFile or FileKind.Zlib or FileKind.Gzip ? $"the {SignatureThrow.NameOf(kind)} data are damaged" : inner.Message;

    /// <summary>Throws for several values in compressed data, where one is to be read after the other.</summary>
    [DoesNotReturn]
    internal static void CompressedValueFollowed(FileKind kind, long end) => Throw.Format(
        NpyFormatReason.Unsupported,
        end,
        $"The value is followed by more in the same {SignatureThrow.NameOf(kind)} data, whose end cannot be found again: decompress the stream, and call TryLoad with that",
        "the end",
        "more bytes");

    /// <summary>Throws for compressed data that are not supported.</summary>
    [DoesNotReturn]
    internal static void FileDataUnsupported(long offset, Exception inner) =>
        throw new NpyFormatException($"The file cannot be decompressed: {inner.Message}", NpyFormatReason.Unsupported, offset, inner);

    /// <summary>Throws for an array whose claimed shape no array can have.</summary>
    [DoesNotReturn]
    internal static void JoblibShapeOverflow(long offset, ReadOnlySpan<long> shape, DType dtype) =>
        Throw.Format(NpyFormatReason.BadShape, offset, $"The shape {PythonText.Shape(shape)} of {dtype} is larger than an array can be", $"at most {long.MaxValue} bytes");

    /// <summary>Throws where an array's data are not aligned by the bytes that joblib writes for that.</summary>
    [DoesNotReturn]
    internal static void JoblibPaddingMissing(long offset) => Throw.Format(
        NpyFormatReason.BadPickle,
        offset,
        "The padding before an array's data is none: they do not begin where the file says",
        "the number of padding bytes, and as many bytes 0xff");

    /// <summary>Throws for an array in a file that is not beside the pickle.</summary>
    [DoesNotReturn]
    internal static void CompanionElsewhere(long offset, string? name) => Throw.Format(
        NpyFormatReason.Unsupported,
        offset,
        "An array is said to be in another file, but not by the bare name of one beside this file; others are not opened",
        "a file's name",
        name is null ? null : Describe.Quoted(name));

    /// <summary>Throws for an array in a file beside the pickle, where it is not known where that is.</summary>
    [DoesNotReturn]
    internal static void CompanionOfNoFile(long offset, string name) => Throw.Format(
        NpyFormatReason.Unsupported,
        offset,
        $"An array is in the file {Describe.Quoted(name)} beside this one (joblib before 0.10): load this one by its path",
        found: Describe.Quoted(name));

    /// <summary>Throws for one file that is named for several arrays, as joblib never does.</summary>
    [DoesNotReturn]
    internal static void CompanionTwice(long offset, string name) =>
        Throw.Format(NpyFormatReason.BadPickle, offset, $"Two arrays are said to be in the same file {Describe.Quoted(name)}", "a file for each array", Describe.Quoted(name));

    /// <summary>Throws for a name beside the pickle that leads elsewhere.</summary>
    [DoesNotReturn]
    internal static void CompanionNoRegularFile(long offset, string name) =>
        throw new NpyFormatException(
            $"An array is said to be in {Describe.Quoted(name)}, which is a folder, a link or a device; only files are opened (at byte {offset})",
            NpyFormatReason.Unsupported,
            offset)
        { EntryName = name, Expected = "a file", Found = Describe.Quoted(name) };

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
        throw new NpyFormatException($"An array is said to be in {Describe.Quoted(name)}, which {problem} (at byte {offset})", NpyFormatReason.Unsupported, offset, inner)
        {
            EntryName = name,
            Expected = "a file",
            Found = Describe.Quoted(name),
        };
    }

    /// <summary>An error in a file beside the pickle, with the file's name.</summary>
    internal static NpyFormatException NamingCompanion(string name, NpyFormatException e) =>
        new($"Companion file {Describe.Quoted(name)}: {e.Problem}", e.Reason, e.Offset, e) { EntryName = name, Expected = e.Expected, Found = e.Found };
}
