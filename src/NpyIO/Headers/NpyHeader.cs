using System.Buffers;

namespace NpyIO;

/// <summary>
/// What stands before an array's data in a .npy file: format version, dtype, shape and order. Immutable; no I/O inside.
/// NumPy's <c>numpy.lib.format</c>, NEP-1.
/// </summary>
public sealed partial class NpyHeader
{
    /// <summary>The bytes from which <see cref="TryGetLength"/> can tell a header's length in every version.</summary>
    public const int PrefixLength = 12;

    /// <summary>Creates a header for writing.</summary>
    public NpyHeader(DType dtype, ReadOnlySpan<long> shape, bool fortranOrder = false, NpyVersion? version = null) => throw new NotImplementedException();

    /// <summary>The format version.</summary>
    public NpyVersion Version => throw new NotImplementedException();

    /// <summary>The dtype, in the file's byte order.</summary>
    public DType DType => throw new NotImplementedException();

    /// <summary>The length of every axis, in elements.</summary>
    public ReadOnlySpan<long> Shape => throw new NotImplementedException();

    /// <summary>The file's word on the order of the data: whether the first axis varies fastest.</summary>
    public bool FortranOrder => throw new NotImplementedException();

    /// <summary>Where the data begin, in bytes from the magic string: the length of the whole header.</summary>
    public int DataOffset => throw new NotImplementedException();

    /// <summary>The number of elements.</summary>
    public long Count => throw new NotImplementedException();

    /// <summary>The number of bytes of data.</summary>
    public long NBytes => throw new NotImplementedException();

    /// <summary>
    /// Tells from the first bytes of a header how long the whole of it is. False when <paramref name="prefix"/> is shorter than that takes (never when it has <see cref="PrefixLength"/> bytes).
    /// </summary>
    /// <exception cref="NpyFormatException">Magic or version are wrong, or the length exceeds the limit.</exception>
    public static bool TryGetLength(ReadOnlySpan<byte> prefix, out int length, NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Parses the header at the start of <paramref name="source"/>; what follows it is not looked at.</summary>
    /// <exception cref="NpyFormatException">The header is not one that NumPy reads.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> source, NpyReadOptions? options = null) => throw new NotImplementedException();

    /// <summary>Writes the header as NumPy does: magic, version, length, dictionary, padding to 64 bytes.</summary>
    public void WriteTo(IBufferWriter<byte> destination) => throw new NotImplementedException();

    /// <summary>The header as NumPy writes it.</summary>
    public byte[] ToBytes() => throw new NotImplementedException();
}
