using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using NpyIO.Pickling;
using NpyIO.Signatures;

namespace NpyIO.JoblibFiles;

/// <summary>The errors of joblib files.</summary>
internal static class JoblibThrow
{
    [DoesNotReturn]
    internal static void NoJoblibFile(Verdict verdict) => PickleThrow.OfOtherKind(verdict, "a joblib file", "a pickle, compressed or not");

    [DoesNotReturn]
    internal static long BadZFile(string digits, out long start)
    {
        start = 0;
        Throw.Format(NpyFormatReason.BadCompression, 2, "The file begins as joblib's own compressed files do, but the length of the data is not a number", "a hexadecimal number", Describe.Quoted(digits));
        return 0;
    }

    [DoesNotReturn]
    internal static void ZFileOfOtherLength(long claimed, long found) => Throw.Format(
        NpyFormatReason.BadCompression,
        found,
        $"The file says that its data have {claimed} bytes, but there are {(found > claimed ? "more" : $"only {found}")}",
        $"{claimed} bytes",
        $"{found} bytes");

    [DoesNotReturn]
    internal static void FileDataDamaged(FileKind kind, long offset, Exception inner) => throw new NpyFormatException(
        $"The file cannot be decompressed: {Damage(kind, inner)} (behind byte {offset} of what it holds)",
        NpyFormatReason.BadCompression,
        offset,
        inner);

    internal static NpyFormatException Followed(int more, long end)
    {
        string what = more == 0 ? "Bytes follow the value" : $"{more} more {(more == 1 ? "value follows" : "values follow")} the first";
        return new NpyFormatException($"{what}, and Python's load does not read them (at byte {end})", NpyFormatReason.TrailingData, end)
        {
            Expected = "the end",
            Found = "more bytes",
        };
    }

    internal static NpyFormatException EndsElsewhere(FileKind kind, long offset) => new(
        $"The {SignatureThrow.NameOf(kind)} data end early, or other bytes follow them (behind byte {offset} of what they hold)",
        NpyFormatReason.BadCompression,
        offset);

    // The platform's decoders call their input an archive entry, whatever they read, so their messages are not used.
    private static string Damage(FileKind kind, Exception inner) =>
        kind is FileKind.ZFile or FileKind.Zlib or FileKind.Gzip ? $"the {SignatureThrow.NameOf(kind)} data are damaged" : inner.Message;

    [DoesNotReturn]
    internal static void CompressedValueFollowed(FileKind kind, long end) => Throw.Format(
        NpyFormatReason.Unsupported,
        end,
        $"The value is followed by more in the same {SignatureThrow.NameOf(kind)} data, whose end cannot be found again: decompress the stream, and call TryLoad with that",
        "the end",
        "more bytes");

    [DoesNotReturn]
    internal static void FileDataUnsupported(long offset, Exception inner) =>
        throw new NpyFormatException($"The file cannot be decompressed: {inner.Message}", NpyFormatReason.Unsupported, offset, inner);

    [DoesNotReturn]
    internal static void JoblibShapeOverflow(long offset, ReadOnlySpan<long> shape, DType dtype) =>
        Throw.Format(NpyFormatReason.BadShape, offset, $"The shape {PythonText.Shape(shape)} of {dtype} is larger than an array can be", $"at most {long.MaxValue} bytes");

    [DoesNotReturn]
    internal static void JoblibPaddingMissing(long offset) => Throw.Format(
        NpyFormatReason.BadPickle,
        offset,
        "The padding before an array's data is not valid: the data do not begin where the file says",
        "the number of padding bytes, and as many bytes 0xff");

    [DoesNotReturn]
    internal static void CompanionElsewhere(long offset, string? name) => Throw.Format(
        NpyFormatReason.Unsupported,
        offset,
        "An array is said to be in another file, but not by the bare name of one beside this file; others are not opened",
        "a file's name",
        name is null ? null : Describe.Quoted(name));

    [DoesNotReturn]
    internal static void CompanionOfNoFile(long offset, string name) => Throw.Format(
        NpyFormatReason.Unsupported,
        offset,
        $"An array is in the file {Describe.Quoted(name)} beside this one (joblib before 0.10): load this one by its path",
        found: Describe.Quoted(name));

    [DoesNotReturn]
    internal static void CompanionTwice(long offset, string name) =>
        Throw.Format(NpyFormatReason.BadPickle, offset, $"Two arrays are said to be in the same file {Describe.Quoted(name)}", "a file for each array", Describe.Quoted(name));

    [DoesNotReturn]
    internal static void CompanionNoRegularFile(long offset, string name) =>
        throw new NpyFormatException(
            $"An array is said to be in {Describe.Quoted(name)}, which is a folder, a link or a device; only files are opened (at byte {offset})",
            NpyFormatReason.Unsupported,
            offset)
        { EntryName = name, Expected = "a file", Found = Describe.Quoted(name) };

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

    internal static NpyFormatException NamingCompanion(string name, NpyFormatException e) =>
        new($"Companion file {Describe.Quoted(name)}: {e.Problem}", e.Reason, e.Offset, e) { EntryName = name, Expected = e.Expected, Found = e.Found };
}
