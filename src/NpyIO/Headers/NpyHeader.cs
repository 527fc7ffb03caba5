using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.Errors;
using NpyIO.Headers;

namespace NpyIO;

/// <summary>
/// The header before an array's data in a .npy file: format version, dtype, shape and order. Immutable; does no I/O.
/// NumPy's <c>numpy.lib.format</c>, NEP-1.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView))]
public sealed class NpyHeader
{
    /// <summary>The number of bytes that <see cref="TryGetLength"/> needs to determine a header's length in every version.</summary>
    public const int PrefixLength = HeaderLayout.LongPrefixLength;

    /// <summary>The default maximum length of a header's text: 1 MiB.</summary>
    public const int DefaultMaxSize = 1 << 20;

    private readonly long[] _shape;

    /// <summary>Null in a header that was read, until requested.</summary>
    private byte[]? _encoded;

    /// <summary>Creates a header for writing.</summary>
    /// <param name="dtype">The dtype of the elements.</param>
    /// <param name="shape">The length of every axis, in elements; at most 64 axes.</param>
    /// <param name="fortranOrder">Whether the first axis varies fastest in the data.</param>
    /// <param name="version">The format version, or null for the oldest that can hold the header, as NumPy chooses.</param>
    /// <exception cref="ArgumentException">The shape is not valid for an array, or the version cannot hold the header.</exception>
    public NpyHeader(DType dtype, ReadOnlySpan<long> shape, bool fortranOrder = false, NpyVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(dtype);
        RequireShape(shape, dtype, out long count);
        _encoded = HeaderWriter.Write(dtype, shape, fortranOrder, ref version);
        _shape = shape.ToArray();
        DType = dtype;
        FortranOrder = fortranOrder;
        Version = version.GetValueOrDefault();
        DataOffset = _encoded.Length;
        Count = count;
    }

    /// <inheritdoc cref="NpyHeader(DType, ReadOnlySpan{long}, bool, NpyVersion?)"/>
    [OverloadResolutionPriority(-1)]
    public NpyHeader(DType dtype, ReadOnlySpan<int> shape, bool fortranOrder = false, NpyVersion? version = null)
        : this(dtype, ShapeArgument.Widen(shape), fortranOrder, version)
    {
    }

    private NpyHeader(in HeaderPrefix prefix, in ParsedHeader facts)
    {
        _shape = facts.Shape;
        DType = facts.DType;
        FortranOrder = facts.FortranOrder;
        Version = prefix.Version;
        DataOffset = prefix.Length;
        Count = facts.Count;
    }

    private NpyHeader(NpyHeader whole, DType dtype, long[] shape, bool fortranOrder, long count)
    {
        _shape = shape;
        DType = dtype;
        FortranOrder = fortranOrder;
        Version = whole.Version;
        DataOffset = whole.DataOffset;
        Count = count;
    }

    private static void RequireShape(ReadOnlySpan<long> shape, DType dtype, out long count)
    {
        if (shape.Length > DType.MaxRank)
            HeaderThrow.ShapeArgumentTooManyAxes(shape.Length, nameof(shape));
        foreach (long length in shape)
            Throw.IfNegative(length, nameof(shape));
        if (!ArrayLayout.TryCount(shape, dtype.ItemSize, out count))
            HeaderThrow.ShapeArgumentOverflow(shape, dtype.ItemSize, nameof(shape));
    }

    /// <summary>The format version.</summary>
    public NpyVersion Version { get; }

    /// <summary>The dtype, in the file's byte order.</summary>
    public DType DType { get; }

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The file's <c>fortran_order</c>: whether the first axis varies fastest.</summary>
    public bool FortranOrder { get; }

    /// <summary>The offset of the data from the magic string, in bytes: the length of the whole header.</summary>
    public int DataOffset { get; }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>The size of the data, in bytes.</summary>
    public long NBytes => Count * DType.ItemSize;

    /// <summary>The axis along which the file grows: the first in C order, the last in Fortran order; −1 for an array without axes.</summary>
    internal int SlowestAxis => FortranOrder || _shape.Length == 0 ? _shape.Length - 1 : 0;

    /// <summary>The layout of the data in the file, from the magic string.</summary>
    internal ArrayLayout Layout => ArrayLayout.Contiguous(_shape, DType.ItemSize, FortranOrder ? Order.Fortran : Order.C, DataOffset);

    /// <summary>
    /// Gets the length of a whole header from its first bytes. False if <paramref name="prefix"/> is too short for that: it needs 10 bytes for
    /// version 1.0, and <see cref="PrefixLength"/> bytes for the others. (A complete header of version 1.0 can have as few as 10 bytes.)
    /// </summary>
    /// <param name="prefix">The first bytes of the header; can be longer than needed.</param>
    /// <param name="length">The length of the whole header in bytes, magic string included.</param>
    /// <param name="maxSize">The maximum length of the header's text, in bytes.</param>
    /// <exception cref="NpyFormatException">Magic string or version are wrong, or the length exceeds the limit.</exception>
    public static bool TryGetLength(ReadOnlySpan<byte> prefix, out int length, int maxSize = DefaultMaxSize)
    {
        bool isWhole = HeaderPrefix.TryRead(prefix, maxSize, out HeaderPrefix read);
        length = read.Length;
        return isWhole;
    }

    /// <summary>Parses the header at the start of <paramref name="source"/> and ignores what follows it.</summary>
    /// <param name="source">The whole header, starting with the magic string.</param>
    /// <param name="maxSize">The maximum length of the header's text, in bytes.</param>
    /// <exception cref="NpyFormatException">NumPy would not read the header, or it is incomplete.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> source, int maxSize = DefaultMaxSize)
    {
        if (source.IsEmpty)
            HeaderThrow.EmptyContent();
        if (!HeaderPrefix.TryRead(source, maxSize, out HeaderPrefix prefix))
            HeaderThrow.TruncatedPrefix(source);
        if (source.Length < prefix.Length)
            HeaderThrow.TruncatedHeader(prefix.Length, source.Length);
        return Parse(source, prefix);
    }

    /// <summary>Returns null if the source is too short.</summary>
    internal static NpyHeader? TryParse(ReadOnlySpan<byte> source, int maxSize) =>
        HeaderPrefix.TryRead(source, maxSize, out HeaderPrefix prefix) && prefix.Length <= source.Length ? Parse(source, prefix) : null;

    /// <summary>The prefix has been read, and the source is long enough.</summary>
    internal static NpyHeader Parse(ReadOnlySpan<byte> source, in HeaderPrefix prefix)
    {
        ReadOnlySpan<byte> text = source[prefix.TextOffset..prefix.Length];
        if (!HeaderFastPath.TryParse(text, out ParsedHeader facts))
            facts = HeaderText.Parse(text, prefix);
        return new NpyHeader(prefix, facts);
    }

    /// <summary>As NumPy would write it anew; spelling, version and padding can differ from those of a header that was read. Not to be changed, since it is cached.</summary>
    internal ReadOnlySpan<byte> Encoded => _encoded ??= Encode();

    /// <summary>
    /// Writes the header as NumPy does: magic string, version, length, dictionary, padding to 64 bytes. A header that was read is written anew,
    /// in the version that NumPy would choose.
    /// </summary>
    /// <param name="destination">The buffer to write to.</param>
    public void WriteTo(IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(Encoded);
    }

    /// <summary>Returns the bytes that <see cref="WriteTo"/> writes.</summary>
    public byte[] ToBytes() => Encoded.ToArray();

    private byte[] Encode()
    {
        NpyVersion? version = null;
        return HeaderWriter.Write(DType, _shape, FortranOrder, ref version);
    }

    /// <summary>The header of a part of the array, with the data offset of the whole one. Keeps the shape.</summary>
    internal NpyHeader OfPart(DType dtype, long[] shape, bool fortranOrder, long count) => new(this, dtype, shape, fortranOrder, count);

    /// <summary>The dtype, the shape and the order, for display: <c>NpyHeader(float64, (2, 3), C order)</c>.</summary>
    public override string ToString() => $"NpyHeader({DType}, {PythonText.Shape(Shape)}, {(FortranOrder ? "Fortran" : "C")} order)";

    /// <summary>What a debugger shows: spans, which it cannot expand, as arrays.</summary>
    private sealed class DebugView(NpyHeader header)
    {
        public NpyVersion Version => header.Version;

        public DType DType => header.DType;

        public long[] Shape => header._shape;

        public bool FortranOrder => header.FortranOrder;

        public int DataOffset => header.DataOffset;

        public long NBytes => header.NBytes;
    }
}

/// <summary>A version of the .npy format: 1.0, 2.0 or 3.0.</summary>
/// <param name="Major">The major version.</param>
/// <param name="Minor">The minor version.</param>
public readonly record struct NpyVersion(byte Major, byte Minor)
{
    /// <summary>Version 1.0: Latin-1, at most 65,535 bytes.</summary>
    public static NpyVersion V1 => new(1, 0);

    /// <summary>Version 2.0: Latin-1, at most 2^32 − 1 bytes.</summary>
    public static NpyVersion V2 => new(2, 0);

    /// <summary>Version 3.0: UTF-8, at most 2^32 − 1 bytes.</summary>
    public static NpyVersion V3 => new(3, 0);

    /// <summary>The version as text: <c>1.0</c>.</summary>
    public override string ToString() => $"{Major}.{Minor}";
}
