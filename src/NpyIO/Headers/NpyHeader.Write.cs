using System.Buffers;
using NpyIO.Headers;

namespace NpyIO;

public sealed partial class NpyHeader
{
    /// <summary>
    /// The header as NumPy writes it, for copying. Of a header that was read it is what NumPy would write anew, in the version that it
    /// would choose: spelling, padding and length may differ from the file's.
    /// </summary>
    internal ReadOnlySpan<byte> Encoded => _encoded ??= Encode();

    /// <summary>
    /// Writes the header as NumPy does: magic, version, length, dictionary, padding to 64 bytes. A header that was read is written anew,
    /// in the version that NumPy would choose.
    /// </summary>
    /// <param name="destination">Where to write.</param>
    public void WriteTo(IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(Encoded);
    }

    /// <summary>The bytes that <see cref="WriteTo"/> writes.</summary>
    public byte[] ToBytes() => Encoded.ToArray();

    private byte[] Encode()
    {
        NpyVersion? version = null;
        return HeaderWriter.Write(DType, _shape, FortranOrder, ref version);
    }
}
