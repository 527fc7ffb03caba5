using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace NpyIO.Tests.Headers;

/// <summary>
/// Headers that <c>numpy.lib.format</c> of NumPy 2.4.6 wrote, random ones among them. A row holds major version, length field and text without its padding, which
/// together are the header's every byte: behind the text come spaces and one line end up to the length.
/// </summary>
internal static partial class NumPyHeaders
{
    internal static IEnumerable<string> Rows => Simple.Split('\n').Concat(Structured.Split('\n'));

    internal static TheoryData<string> Theory => new(Rows);

    /// <summary>The bytes of a row.</summary>
    internal static byte[] ToBytes(string row)
    {
        string[] parts = row.Split(' ', 3);
        return Make(byte.Parse(parts[0], null), parts[2], int.Parse(parts[1], null));
    }

    /// <summary>A header of any version with any text, padded with spaces and a line end to a length where one is given.</summary>
    internal static byte[] Make(int version, string text, int length = -1) =>
        Make(version, version < 3 ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text), length);

    /// <summary>A header of any version with any bytes as its text.</summary>
    internal static byte[] Make(int version, byte[] text, int length = -1)
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
}
