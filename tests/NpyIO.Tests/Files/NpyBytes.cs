using System.Buffers.Binary;
using System.Text;

namespace NpyIO.Tests.Files;

/// <summary>Builds the content of .npy files by hand, without the code under test.</summary>
internal static class NpyBytes
{
    /// <summary>A file of version 1.0, padded to 64 bytes as NumPy does.</summary>
    internal static byte[] Of(string descr, string shape, ReadOnlySpan<byte> payload, bool fortranOrder = false)
    {
        string text = $"{{'descr': {descr}, 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        int length = (10 + text.Length + 1 + 63) / 64 * 64;
        byte[] file = new byte[length + payload.Length];
        ReadOnlySpan<byte> magicAndVersion = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magicAndVersion.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)(length - 10));
        Encoding.Latin1.GetBytes(text.PadRight(length - 11) + "\n").CopyTo(file, 10);
        payload.CopyTo(file.AsSpan(length));
        return file;
    }

    /// <summary>A file of the integers from 0 on, as <c>&lt;i4</c> in C order.</summary>
    internal static byte[] Integers(string shape, int count, bool bigEndian = false, bool fortranOrder = false)
    {
        byte[] payload = new byte[count * 4];
        for (int i = 0; i < count; i++)
        {
            if (bigEndian)
            {
                BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(i * 4), i);
            }
            else
            {
                BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(i * 4), i);
            }
        }

        return Of(bigEndian ? "'>i4'" : "'<i4'", shape, payload, fortranOrder);
    }
}
