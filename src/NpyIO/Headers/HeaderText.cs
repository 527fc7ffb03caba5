using System.Buffers;
using System.Text;
using System.Text.Unicode;
using NpyIO.Arrays;
using NpyIO.Literals;

namespace NpyIO.Headers;

/// <summary>Reads a header's text, whatever its spelling.</summary>
internal static class HeaderText
{
    private const int StackLength = 512;

    /// <summary>Reads the text of a header.</summary>
    /// <param name="text">The text as the file has it.</param>
    /// <param name="prefix">What stands before it.</param>
    internal static ParsedHeader Parse(ReadOnlySpan<byte> text, in HeaderPrefix prefix)
    {
        char[]? rented = text.Length > StackLength ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        try
        {
            Span<char> buffer = rented ?? stackalloc char[StackLength];
            ReadOnlySpan<char> characters = buffer[..Decode(text, buffer, prefix)];
            return Read(PythonLiteralParser.Parse(
                characters,
                prefix.TextOffset,
                allowLongSuffix: prefix.Version.Major < 3,
                isUtf8: characters.Length != text.Length));
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
            // A bool is an int to NumPy's header parser, but np.load then fails on it all the same.
            if (!items[axis].TryGetInt64(out lengths[axis]) || lengths[axis] < 0)
                HeaderThrow.BadAxis(axis, items[axis]);
        }

        return lengths;
    }

    /// <summary>
    /// A sub-array as the dtype of a whole file. NumPy's <c>read_array</c> spreads it into further elements and then misses their count, unless there are
    /// none or each sub-array has just one: then the array comes out with the element's dtype.
    /// </summary>
    private static DType WithoutSubArray(DType dtype, long[] lengths, int offset)
    {
        DType element = dtype;
        for (; element.Base is not null; element = element.Base)
        {
            if (element.ItemSize != element.Base.ItemSize && !lengths.Contains(0))
                HeaderThrow.SubArrayDescr(offset, element);
        }

        return element;
    }
}
