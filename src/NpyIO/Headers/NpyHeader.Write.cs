using System.Buffers;
using NpyIO.Headers;

namespace NpyIO;

public sealed partial class NpyHeader
{
    /// <summary>
    /// The header as NumPy writes it. For a header that was read, this is what NumPy would write anew, in the version that it
    /// would choose: spelling, padding and length can differ from the file's. Not to be changed, since it is cached.
    /// </summary>
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
}
