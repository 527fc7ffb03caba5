using System.Buffers;
using System.Text;
using System.Text.Unicode;
using NpyIO.Arrays;
using NpyIO.Literals;

namespace NpyIO.Headers;

/// <summary>Reads a header's text in any spelling.</summary>
internal static class HeaderText
{
    private const int StackLength = 512;

    internal static ParsedHeader Parse(ReadOnlySpan<byte> text, in HeaderPrefix prefix) => Read(ParseLiteral(text, prefix));

    /// <summary>Returns the offset of one length of the shape, in bytes from the magic string. The header must be valid.</summary>
    internal static int OffsetOfLength(ReadOnlySpan<byte> text, in HeaderPrefix prefix, int axis)
    {
        PythonLiteral[] items = ParseLiteral(text, prefix).ItemArray;
        int key = Array.FindIndex(items, item => item.Kind == PythonLiteralKind.String && item.Text == HeaderLayout.ShapeKey);
        return items[key + 1].ItemArray[axis].Offset;
    }

    private static PythonLiteral ParseLiteral(ReadOnlySpan<byte> text, in HeaderPrefix prefix)
    {
        char[]? rented = text.Length > StackLength ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        try
        {
            Span<char> buffer = rented ?? stackalloc char[StackLength];
            ReadOnlySpan<char> characters = buffer[..Decode(text, buffer, prefix)];
            return PythonLiteralParser.Parse(
                characters,
                prefix.TextOffset,
                allowLongSuffix: prefix.Version.Major < 3,
                isUtf8: characters.Length != text.Length);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static int Decode(ReadOnlySpan<byte> text, Span<char> characters, in HeaderPrefix prefix)
    {
        if (prefix.Version.Major < 3)
            return Encoding.Latin1.GetChars(text, characters);
        if (Utf8.ToUtf16(text, characters, out int read, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
            HeaderThrow.HeaderNotUtf8(prefix.TextOffset + read, text[read..]);
        return written;
    }

    private static ParsedHeader Read(PythonLiteral header)
    {
        if (header.Kind != PythonLiteralKind.Dict)
            HeaderThrow.HeaderNotDictionary(header);
        PythonLiteral? descr = null;
        PythonLiteral? fortranOrder = null;
        PythonLiteral? shape = null;
        PythonLiteral[] items = header.ItemArray;
        for (int i = 0; i < items.Length; i += 2)
        {
            PythonLiteral key = items[i];
            // The parser has refused repeated keys.
            switch (key.Kind == PythonLiteralKind.String ? key.Text : "")
            {
                case HeaderLayout.DescrKey:
                    descr = items[i + 1];
                    break;
                case HeaderLayout.FortranOrderKey:
                    fortranOrder = items[i + 1];
                    break;
                case HeaderLayout.ShapeKey:
                    shape = items[i + 1];
                    break;
                default:
                    HeaderThrow.UnknownKey(key);
                    break;
            }
        }

        if (descr is null || fortranOrder is null || shape is null)
            HeaderThrow.MissingKeys(header.Offset, descr is null, fortranOrder is null, shape is null);

        long[] lengths = ReadShape(shape);
        if (fortranOrder.Kind != PythonLiteralKind.Boolean)
            HeaderThrow.BadFortranOrder(fortranOrder);
        DType dtype = WithoutSubArray(DType.FromDescr(descr), lengths, descr.Offset);
        if (!ArrayLayout.TryCount(lengths, dtype.ItemSize, out long count))
            HeaderThrow.ShapeOverflow(shape.Offset, lengths, dtype.ItemSize);
        return new ParsedHeader(dtype, lengths, fortranOrder.Boolean, count);
    }

    private static long[] ReadShape(PythonLiteral shape)
    {
        if (shape.Kind != PythonLiteralKind.Tuple)
            HeaderThrow.ShapeNotTuple(shape);
        PythonLiteral[] items = shape.ItemArray;
        if (items.Length > DType.MaxRank)
            HeaderThrow.HeaderTooManyAxes(shape.Offset, items.Length);
        if (items.Length == 0)
            return [];
        long[] lengths = new long[items.Length];
        for (int axis = 0; axis < items.Length; axis++)
        {
            // NumPy's header parser accepts a bool as an int, but np.load then fails on it.
            if (!items[axis].TryGetInt64(out lengths[axis]) || lengths[axis] < 0)
                HeaderThrow.BadAxis(axis, items[axis]);
        }

        return lengths;
    }

    private static DType WithoutSubArray(DType dtype, long[] lengths, int offset)
    {
        // NumPy's read_array expands a sub-array into further elements and then fails because of their count,
        // unless there are no elements or each sub-array has exactly one: then the array gets the element's dtype.
        DType element = dtype;
        for (; element.Base is not null; element = element.Base)
        {
            if (element.ItemSize != element.Base.ItemSize && !lengths.Contains(0))
                HeaderThrow.SubArrayDescr(offset, element);
        }

        return element;
    }
}

/// <summary>The content of a header's text.</summary>
internal readonly record struct ParsedHeader(DType DType, long[] Shape, bool FortranOrder, long Count);
