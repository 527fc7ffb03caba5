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
public sealed partial class NpyHeader
{
    /// <summary>The number of bytes that <see cref="TryGetLength"/> needs to determine a header's length in every version.</summary>
    public const int PrefixLength = HeaderLayout.LongPrefixLength;

    private readonly long[] _shape;

    /// <summary>The header as written; null in a header that was read, until requested.</summary>
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

    /// <summary>The dtype, the shape and the order, for display: <c>NpyHeader(float64, (2, 3), C order)</c>.</summary>
    public override string ToString() => $"NpyHeader({DType}, {PythonText.Shape(Shape)}, {(FortranOrder ? "Fortran" : "C")} order)";

    private static void RequireShape(ReadOnlySpan<long> shape, DType dtype, out long count)
    {
        if (shape.Length > DType.MaxRank)
            HeaderThrow.ShapeArgumentTooManyAxes(shape.Length, nameof(shape));
        foreach (long length in shape)
            Throw.IfNegative(length, nameof(shape));
        if (!ArrayLayout.TryCount(shape, dtype.ItemSize, out count))
            HeaderThrow.ShapeArgumentOverflow(shape, dtype.ItemSize, nameof(shape));
    }
}
