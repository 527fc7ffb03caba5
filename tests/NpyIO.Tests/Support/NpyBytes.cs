using System.Buffers.Binary;
using System.Text;

namespace NpyIO.Tests.Support;

/// <summary>Builds the content of .npy files by hand, without the code under test.</summary>
internal static class NpyBytes
{
    /// <summary>A file of version 1.0, padded to 64 bytes as NumPy does.</summary>
    internal static byte[] Of(string descr, string shape, ReadOnlySpan<byte> payload, bool fortranOrder = false)
    {
        string text = $"{{'descr': {descr}, 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        int length = (10 + text.Length + 1 + 63) / 64 * 64;
        return [.. Header(1, text, length - 10), .. payload];
    }

    /// <summary>A header of any version with any text, padded with spaces and a line end to a length where one is given.</summary>
    internal static byte[] Header(int version, string text, int length = -1) =>
        Header(version, version < 3 ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text), length);

    /// <summary>A header of any version with any bytes as its text.</summary>
    internal static byte[] Header(int version, byte[] text, int length = -1)
    {
        int prefix = version == 1 ? 10 : 12;
        int textLength = length < 0 ? text.Length : length;
        byte[] header = new byte[prefix + textLength];
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        header[6] = (byte)version;
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)textLength);
        else
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), textLength);
        text.CopyTo(header, prefix);
        if (length >= 0)
        {
            header.AsSpan(prefix + text.Length).Fill((byte)' ');
            header[^1] = (byte)'\n';
        }

        return header;
    }

    /// <summary>A file of the integers from 0 on, as <c>&lt;i4</c> in C order.</summary>
    internal static byte[] Integers(string shape, int count, bool bigEndian = false, bool fortranOrder = false)
    {
        byte[] payload = new byte[count * 4];
        for (int i = 0; i < count; i++)
        {
            if (bigEndian)
                BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(i * 4), i);
            else
                BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(i * 4), i);
        }

        return Of(bigEndian ? "'>i4'" : "'<i4'", shape, payload, fortranOrder);
    }
}
