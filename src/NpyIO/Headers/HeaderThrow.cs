using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using NpyIO.Literals;
using NpyIO.Signatures;

namespace NpyIO.Headers;

/// <summary>Throw helpers for .npy headers.</summary>
internal static class HeaderThrow
{
    [DoesNotReturn]
    internal static void EmptyContent() =>
        Throw.Format(NpyFormatReason.Empty, 0, "There is no array: the content is empty where its header should begin", PythonQuote.Quote(HeaderLayout.Magic), "nothing");

    [DoesNotReturn]
    internal static void BadMagic(ReadOnlySpan<byte> source)
    {
        string expected = PythonQuote.Quote(HeaderLayout.Magic);
        string found = PythonQuote.Quote(source[..Math.Min(source.Length, HeaderLayout.Magic.Length)]);
        Verdict? verdict = Verdict.Of(source[..Math.Min(source.Length, Verdict.HeadLength)]);
        if (verdict is not null)
        {
            string advice = verdict.Advice ?? (verdict.IsForeign ? $"it begins with {found}, not with {expected}" : DecompressAdvice(verdict.Kind));
            Throw.Format(verdict.IsForeign ? NpyFormatReason.BadMagic : NpyFormatReason.Unsupported, 0, $"This is {verdict.Name}, not a .npy array: {advice}", expected, found);
        }

        Throw.Format(NpyFormatReason.BadMagic, 0, $"This is not a .npy file: it begins with {found}, not with {expected}", expected, found);
    }

    internal static string DecompressAdvice(FileKind kind) => kind switch
    {
        FileKind.Gzip => "load it through a System.IO.Compression.GZipStream",
        FileKind.Zlib => "load it through a System.IO.Compression.ZLibStream",
        _ => "decompress it first",
    };

    [DoesNotReturn]
    internal static void BadVersion(NpyVersion version) =>
        Throw.Format(NpyFormatReason.BadVersion, HeaderLayout.VersionOffset, $"The format version is {version}; NumPy has 1.0, 2.0 and 3.0", "1.0, 2.0 or 3.0", version.ToString());

    [DoesNotReturn]
    internal static void HeaderTooLarge(long length, int limit) =>
        Throw.Format(
            NpyFormatReason.HeaderTooLarge,
            HeaderLayout.LengthOffset,
            $"The header's text has {length} bytes, more than NpyReadOptions.MaxHeaderSize, which is {limit}",
            $"at most {limit} bytes",
            $"{length} bytes");

    [DoesNotReturn]
    internal static void TruncatedPrefix(ReadOnlySpan<byte> source)
    {
        bool isLong = source.Length > HeaderLayout.VersionOffset && source[HeaderLayout.VersionOffset] > 1;
        TruncatedHeader(isLong ? HeaderLayout.LongPrefixLength : HeaderLayout.ShortPrefixLength, source.Length, "at least ");
    }

    [DoesNotReturn]
    internal static void TruncatedHeader(int expected, int found, string qualifier = "") =>
        Throw.Format(
            NpyFormatReason.TruncatedHeader,
            found,
            $"The content ends inside the header: expected {qualifier}{expected} bytes, found {found}",
            $"{qualifier}{expected} bytes",
            $"{found} bytes");

    [DoesNotReturn]
    internal static void HeaderNotUtf8(int offset, ReadOnlySpan<byte> text)
    {
        string found = PythonQuote.Quote(text[..1]);
        Throw.Format(NpyFormatReason.BadHeader, offset, $"The header is not UTF-8, as version 3.0 asks for: {found} belongs to no character", "UTF-8", found);
    }

    [DoesNotReturn]
    internal static void HeaderNotDictionary(PythonLiteral header) =>
        Throw.Format(NpyFormatReason.BadHeader, header.Offset, $"The header is not a dictionary but {header.Describe()}", "a dictionary", header.Describe());

    [DoesNotReturn]
    internal static void UnknownKey(PythonLiteral key) =>
        Throw.Format(
            NpyFormatReason.BadKeys,
            key.Offset,
            $"The header has a key other than 'descr', 'fortran_order' and 'shape': {key.Describe()}",
            "'descr', 'fortran_order' and 'shape'",
            key.Describe());

    [DoesNotReturn]
    internal static void MissingKeys(int offset, bool descr, bool fortranOrder, bool shape)
    {
        List<string> missing = [];
        if (descr)
            missing.Add("'descr'");
        if (fortranOrder)
            missing.Add("'fortran_order'");
        if (shape)
            missing.Add("'shape'");
        string noun = missing.Count == 1 ? "key" : "keys";
        Throw.Format(NpyFormatReason.BadKeys, offset, $"The header lacks the {noun} {string.Join(", ", missing)}", "'descr', 'fortran_order' and 'shape'");
    }

    [DoesNotReturn]
    internal static void BadFortranOrder(PythonLiteral value) =>
        Throw.Format(NpyFormatReason.BadFortranOrder, value.Offset, $"fortran_order is neither True nor False but {value.Describe()}", "True or False", value.Describe());

    [DoesNotReturn]
    internal static void SubArrayDescr(int offset, DType dtype) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"The descr is the sub-array {dtype}, which NumPy loads only as the type of a field", "the dtype of one element", dtype.ToString());

    [DoesNotReturn]
    internal static void ShapeNotTuple(PythonLiteral shape) =>
        Throw.Format(NpyFormatReason.BadShape, shape.Offset, $"The shape is not a tuple but {shape.Describe()}", "a tuple of integers", shape.Describe());

    [DoesNotReturn]
    internal static void HeaderTooManyAxes(int offset, int rank) =>
        Throw.Format(NpyFormatReason.BadShape, offset, $"The shape has {rank} axes; NumPy has at most {DType.MaxRank}", $"at most {DType.MaxRank} axes", $"{rank} axes");

    [DoesNotReturn]
    internal static void BadAxis(int axis, PythonLiteral length) =>
        Throw.Format(
            NpyFormatReason.BadShape,
            length.Offset,
            $"Axis {axis} of the shape is not an integer from 0 to {long.MaxValue} but {length.Describe()}",
            $"an integer from 0 to {long.MaxValue}",
            length.Describe());

    [DoesNotReturn]
    internal static void ShapeOverflow(int offset, ReadOnlySpan<long> shape, int itemSize) =>
        Throw.Format(NpyFormatReason.BadShape, offset, OverflowMessage(shape, itemSize), $"at most {long.MaxValue} bytes");

    [DoesNotReturn]
    internal static void ShapeArgumentTooManyAxes(int rank, string parameter) =>
        throw new ArgumentException($"The shape has {rank} axes; NumPy has at most {DType.MaxRank}", parameter);

    [DoesNotReturn]
    internal static void ShapeArgumentOverflow(ReadOnlySpan<long> shape, int itemSize, string parameter) =>
        throw new ArgumentException(OverflowMessage(shape, itemSize), parameter);

    [DoesNotReturn]
    internal static void UnknownVersion(NpyVersion version) =>
        throw new ArgumentException($"There is no version {version} of the .npy format; NumPy has 1.0, 2.0 and 3.0", nameof(version));

    [DoesNotReturn]
    internal static void VersionNeedsLatin1(NpyVersion version) =>
        throw new ArgumentException($"Version {version} of the .npy format cannot hold field names beyond Latin-1; leave the version null or ask for 3.0", nameof(version));

    [DoesNotReturn]
    internal static void VersionTooShort(NpyVersion version, int length) =>
        throw new ArgumentException($"Version {version} of the .npy format cannot hold a header of {length} characters; leave the version null or ask for 2.0", nameof(version));

    private static string OverflowMessage(ReadOnlySpan<long> shape, int itemSize) =>
        $"The shape {PythonText.Shape(shape)} of elements of {itemSize} bytes comes to more than 2^63 - 1 bytes";
}
