using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NpyIO.Errors;

namespace NpyIO.Headers;

/// <summary>Writes headers byte for byte like <c>_write_array_header</c> of NumPy 2.4.</summary>
internal static class HeaderWriter
{
    private const char LastLatin1 = '\u00ff';

    /// <summary><paramref name="version"/> is null for the oldest that can hold the header, and receives the one used.</summary>
    internal static byte[] Write(DType dtype, ReadOnlySpan<long> shape, bool fortranOrder, ref NpyVersion? version)
    {
        string text = Text(dtype, shape, fortranOrder);
        bool isLatin1 = !text.AsSpan().ContainsAnyExceptInRange('\0', LastLatin1);
        NpyVersion oldest = !isLatin1 ? NpyVersion.V3
            : PaddedLength(text.Length, HeaderLayout.ShortPrefixLength) <= ushort.MaxValue ? NpyVersion.V1
            : NpyVersion.V2;
        NpyVersion chosen = version ?? oldest;
        RequireHolds(chosen, oldest, isLatin1, text.Length);

        version = chosen;
        return Wrap(chosen == NpyVersion.V3 ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text), chosen);
    }

    private static string Text(DType dtype, ReadOnlySpan<long> shape, bool fortranOrder)
    {
        StringBuilder builder = new();
        builder.Append("{'descr': ").Append(dtype.Descr);
        builder.Append(", 'fortran_order': ").Append(fortranOrder ? "True" : "False");
        PythonText.AppendShape(builder.Append(", 'shape': "), shape).Append(", }");
        if (shape.Length > 0)
        {
            // Room to grow in place along the slowest axis, the one that appending lengthens.
            long growing = shape[fortranOrder ? ^1 : 0];
            builder.Append(' ', HeaderLayout.GrowthDigits - growing.ToString(CultureInfo.InvariantCulture).Length);
        }

        return builder.ToString();
    }

    private static int PaddedLength(int textLength, int prefixLength)
    {
        // At least one space is added, so 64 if none would be needed (_wrap_header).
        int withLineEnd = textLength + 1;
        return withLineEnd + HeaderLayout.Alignment - (prefixLength + withLineEnd) % HeaderLayout.Alignment;
    }

    private static byte[] Wrap(ReadOnlySpan<byte> text, NpyVersion version)
    {
        int prefixLength = version == NpyVersion.V1 ? HeaderLayout.ShortPrefixLength : HeaderLayout.LongPrefixLength;
        int paddedLength = PaddedLength(text.Length, prefixLength);
        byte[] header = new byte[prefixLength + paddedLength];
        HeaderLayout.Magic.CopyTo(header);
        header[HeaderLayout.VersionOffset] = version.Major;
        header[HeaderLayout.VersionOffset + 1] = version.Minor;
        Span<byte> length = header.AsSpan(HeaderLayout.LengthOffset);
        if (version == NpyVersion.V1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)paddedLength);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)paddedLength);
        text.CopyTo(header.AsSpan(prefixLength));
        header.AsSpan(prefixLength + text.Length).Fill((byte)' ');
        header[^1] = (byte)'\n';
        return header;
    }

    private static void RequireHolds(NpyVersion version, NpyVersion oldest, bool isLatin1, int textLength)
    {
        if (version != NpyVersion.V1 && version != NpyVersion.V2 && version != NpyVersion.V3)
            HeaderThrow.UnknownVersion(version);
        if (!isLatin1 && version != NpyVersion.V3)
            HeaderThrow.VersionNeedsLatin1(version);
        if (version == NpyVersion.V1 && oldest != NpyVersion.V1)
            HeaderThrow.VersionTooShort(version, textLength);
    }
}
