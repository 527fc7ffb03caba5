using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.Literals;

namespace NpyIO.Headers;

/// <summary>Reads a header spelled exactly as <c>_write_array_header</c> spells simple dtypes and records of them. Leaves the rest, and every error, to <see cref="HeaderText"/>, so that both agree.</summary>
internal static class HeaderFastPath
{
    private const int FastRank = 8;

    /// <summary>The bytes that Python's <c>repr</c> does not escape between single quotes: ASCII without control characters, quote and backslash.</summary>
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        " !\"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <summary>Returns false if the spelling is not NumPy's.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out ParsedHeader facts)
    {
        facts = default;
        if (!Skip(ref text, "{'descr': "u8))
            return false;
        if ((Skip(ref text, "'"u8) ? TryReadSimple(ref text) : TryReadRecord(ref text)) is not { } dtype)
            return false;
        bool isFortran = !Skip(ref text, ", 'fortran_order': False, 'shape': ("u8);
        if (isFortran && !Skip(ref text, ", 'fortran_order': True, 'shape': ("u8))
            return false;

        Span<long> lengths = stackalloc long[FastRank];
        if (!TryReadShape(ref text, lengths, out int rank) || !Skip(ref text, ", }"u8) || !IsPadding(text))
            return false;
        lengths = lengths[..rank];
        if (!ArrayLayout.TryCount(lengths, dtype.ItemSize, out long count))
            return false;
        facts = new ParsedHeader(dtype, lengths.ToArray(), isFortran, count);
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected)
    {
        if (!text.StartsWith(expected))
            return false;
        text = text[expected.Length..];
        return true;
    }

    /// <summary>Padding, titles, sub-arrays and nested records are left to the full parser.</summary>
    private static DType? TryReadRecord(ref ReadOnlySpan<byte> text)
    {
        if (!Skip(ref text, "["u8))
            return null;
        var fields = new List<Field>();
        long offset = 0;
        do
        {
            if (!Skip(ref text, "('"u8) || TryReadName(ref text) is not { } name)
                return null;
            if (!Skip(ref text, ", '"u8) || TryReadSimple(ref text) is not { } dtype || !Skip(ref text, ")"u8))
                return null;
            fields.Add(new Field(name, dtype, offset));
            offset += dtype.ItemSize;
            if (offset > int.MaxValue)
                return null;
        }
        while (Skip(ref text, ", "u8));

        return Skip(ref text, "]"u8) ? StructBuilder.TryBuild(CollectionsMarshal.AsSpan(fields), offset, align: false, out _) : null;
    }

    private static string? TryReadName(ref ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept(NameBytes);
        // NumPy writes an empty name for padding.
        if (length <= 0 || text[length] != '\'')
            return null;
        string name = Encoding.Latin1.GetString(text[..length]);
        text = text[(length + 1)..];
        return name;
    }

    private static DType? TryReadSimple(ref ReadOnlySpan<byte> text)
    {
        int length = text.IndexOf((byte)'\'');
        if (length < 0 || DType.TryFromTypeString(text[..length]) is not { } dtype)
            return null;
        text = text[(length + 1)..];
        return dtype;
    }

    private static bool TryReadShape(ref ReadOnlySpan<byte> text, scoped Span<long> lengths, out int rank)
    {
        rank = 0;
        int position = 0;
        while (position < text.Length && text[position] != ')')
        {
            if (rank == lengths.Length || !TryReadLength(text, ref position, out lengths[rank]))
                return false;
            rank++;
            if (position + 1 >= text.Length)
                return false;
            if (text[position] == ',' && rank == 1 && text[position + 1] == ')')
            {
                position++;
                break;
            }

            if (text[position] == ',' && text[position + 1] == ' ' && position + 2 < text.Length && text[position + 2] != ')')
                position += 2;
            else if (text[position] != ')' || rank == 1)
                return false;
        }

        if (position >= text.Length)
            return false;
        text = text[(position + 1)..];
        return true;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> text, ref int position, out long length)
    {
        length = 0;
        int start = position;
        while (position < text.Length && (uint)(text[position] - '0') <= 9)
            length = length * 10 + (text[position++] - '0');
        int digits = position - start;
        return digits is > 0 and <= PythonLiteralParser.Int64SafeDigits && (text[start] != '0' || digits == 1);
    }

    private static bool IsPadding(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[^1] == '\n')
            text = text[..^1];
        return !text.ContainsAnyExcept((byte)' ');
    }
}
