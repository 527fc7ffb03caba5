using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.DTypes;

namespace NpyIO.Headers;

internal static partial class HeaderFastPath
{
    /// <summary>The bytes that Python's <c>repr</c> does not escape between single quotes: ASCII without control characters, quote and backslash.</summary>
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        " !\"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    /// <summary>
    /// Reads fields of simple dtypes, <c>[('x', '&lt;f8'), ('y', '&lt;i4')]</c>. Padding, titles, sub-arrays and nested records are left to the full parser.
    /// </summary>
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

    /// <summary>Reads a name and its closing quote. Refuses the empty name, which NumPy writes for padding.</summary>
    private static string? TryReadName(ref ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExcept(NameBytes);
        if (length <= 0 || text[length] != '\'')
            return null;
        string name = Encoding.Latin1.GetString(text[..length]);
        text = text[(length + 1)..];
        return name;
    }

    /// <summary>Reads a type string and its closing quote.</summary>
    private static DType? TryReadSimple(ref ReadOnlySpan<byte> text)
    {
        int length = text.IndexOf((byte)'\'');
        if (length < 0 || DType.TryFromTypeString(text[..length]) is not { } dtype)
            return null;
        text = text[(length + 1)..];
        return dtype;
    }
}
