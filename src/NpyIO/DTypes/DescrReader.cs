using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Literals;

namespace NpyIO.DTypes;

/// <summary>Builds dtypes from the literal of a descr like <c>numpy.lib.format.descr_to_dtype</c>; also accepts dictionaries of names and formats, like <c>np.dtype</c>.</summary>
internal static class DescrReader
{
    internal static DType Read(PythonLiteral descr, bool allowDictionaries = true)
    {
        if (!allowDictionaries)
            RefuseDictionaries(descr);
        return Read(descr, depth: 0);
    }

    /// <summary>NumPy's <c>PyDataType_ISUNSIZED</c>: text or raw bytes without a width yet.</summary>
    internal static bool IsUnsized(DType dtype) =>
        dtype.ItemSize == 0 && dtype.Kind is DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void && !dtype.IsStruct && dtype.Base is null;

    /// <summary><paramref name="width"/> is in characters or bytes.</summary>
    internal static DType WithWidth(DType dtype, BigInteger width, long offset)
    {
        int unit = dtype.Kind == DTypeKind.String ? 4 : 1;
        if (width < 0 || width > int.MaxValue / unit)
            DTypeThrow.BadWidth(dtype, PythonLiteral.Describe(width), offset);
        return dtype.Kind switch
        {
            DTypeKind.Bytes => DType.Bytes((int)width),
            DTypeKind.String => DType.String((int)width, dtype.ByteOrder),
            _ => DType.Void((int)width),
        };
    }

    private static void RefuseDictionaries(PythonLiteral descr)
    {
        Stack<PythonLiteral> rest = new([descr]);
        while (rest.TryPop(out PythonLiteral? part))
        {
            if (part.Kind == PythonLiteralKind.Dict)
                DTypeThrow.BadDescrPart("dtype", "a string, a list of fields or a tuple of dtype and shape", part.Describe(), part.Offset);
            foreach (PythonLiteral item in part.Items)
                rest.Push(item);
        }
    }

    private static DType Read(PythonLiteral descr, int depth)
    {
        if (depth > DType.MaxDepth)
            DTypeThrow.DTypeTooDeep(descr.Offset);
        switch (descr.Kind)
        {
            case PythonLiteralKind.String:
                return TypeStringParser.Parse(descr.Text, descr.Offset);
            case PythonLiteralKind.Tuple:
                return ReadTuple(descr, depth);
            case PythonLiteralKind.List:
                return ReadFields(descr, depth);
            case PythonLiteralKind.Dict:
                return ReadDictionary(descr, depth);
            default:
                DTypeThrow.BadDescrPart("dtype", "a string, a list of fields or a tuple of dtype and shape", descr.Describe(), descr.Offset);
                return null;
        }
    }

    private static DType ReadTuple(PythonLiteral tuple, int depth)
    {
        if (tuple.Items.Count != 2)
            DTypeThrow.BadDescrPart("tuple of dtype and shape", "one of 2 items", tuple.Describe(), tuple.Offset);
        return WithShape(Read(tuple.Items[0], depth + 1), tuple.Items[1]);
    }

    private static DType ReadFields(PythonLiteral list, int depth)
    {
        var fields = new List<Field>(list.Items.Count);
        long offset = 0;
        foreach (PythonLiteral item in list.Items)
        {
            // descr_to_dtype unpacks the item, so a list works as well as a tuple.
            if (item.Kind is not (PythonLiteralKind.Tuple or PythonLiteralKind.List) || item.Items.Count is not (2 or 3))
                DTypeThrow.BadDescrPart("field", "a tuple of name, dtype and perhaps a shape", item.Describe(), item.Offset);
            DType dtype = Read(item.Items[1], depth + 1);
            if (item.Items.Count == 3)
                dtype = WithShape(dtype, item.Items[2]);

            // Raw bytes without a name are padding.
            PythonLiteral name = item.Items[0];
            bool isPadding = name.Kind == PythonLiteralKind.String && name.Text.Length == 0 && dtype.Kind == DTypeKind.Void && !dtype.IsStruct;
            if (!isPadding)
                fields.Add(ReadField(name, dtype, offset));
            offset += dtype.ItemSize;
            if (offset > int.MaxValue)
                DTypeThrow.BadStruct($"a record of more than {int.MaxValue} bytes: this field ends at {offset}", item.Offset);
        }

        return Build(fields, offset, align: false, list.Offset);
    }

    private static Field ReadField(PythonLiteral name, DType dtype, long offset)
    {
        PythonLiteral? title = null;
        if (name.Kind == PythonLiteralKind.Tuple)
        {
            if (name.Items.Count != 2)
                DTypeThrow.BadDescrPart("field name", "a string or a tuple of title and name", name.Describe(), name.Offset);
            title = name.Items[0];
            name = name.Items[1];
        }

        if (name.Kind != PythonLiteralKind.String)
            DTypeThrow.BadDescrPart("field name", "a string", name.Describe(), name.Offset);
        return new Field(name.Text, dtype, offset, ReadTitle(title));
    }

    // NumPy accepts any object as a title; in practice it is always a string.
    private static string? ReadTitle(PythonLiteral? title)
    {
        if (title is null || title.Kind == PythonLiteralKind.None)
            return null;
        if (title.Kind != PythonLiteralKind.String)
            DTypeThrow.BadDescrPart("field title", "a string", title.Describe(), title.Offset);
        return title.Text;
    }

    /// <summary>The second item of <c>np.dtype((dtype, item))</c> is a width if the dtype is unsized, otherwise a shape.</summary>
    private static DType WithShape(DType dtype, PythonLiteral shape)
    {
        if (IsUnsized(dtype))
        {
            if (shape.Kind != PythonLiteralKind.Integer)
                DTypeThrow.BadWidth(dtype, shape.Describe(), shape.Offset);
            return WithWidth(dtype, shape.Integer, shape.Offset);
        }

        return SubArrayBuilder.TryBuild(dtype, ReadShape(shape), out string? problem) ?? DTypeThrow.BadStruct(problem!, shape.Offset);
    }

    private static long[] ReadShape(PythonLiteral shape)
    {
        if (shape.Kind == PythonLiteralKind.Integer)
            return [ReadLength(shape)];

        // To np.dtype, an empty list is an empty record and never a shape.
        bool isSequence = shape.Kind == PythonLiteralKind.Tuple || (shape.Kind == PythonLiteralKind.List && shape.Items.Count > 0);
        if (!isSequence)
            DTypeThrow.BadDescrPart("shape", "an integer or a tuple of integers", shape.Describe(), shape.Offset);
        var lengths = new long[shape.Items.Count];
        for (int i = 0; i < lengths.Length; i++)
            lengths[i] = ReadLength(shape.Items[i]);
        return lengths;
    }

    private static long ReadLength(PythonLiteral length)
    {
        if (length.Kind != PythonLiteralKind.Integer)
            DTypeThrow.BadDescrPart("length of an axis", "an integer", length.Describe(), length.Offset);
        if (length.Integer < 0 || length.Integer > int.MaxValue)
            DTypeThrow.BadDescrPart("length of an axis", $"between 0 and {int.MaxValue}", PythonLiteral.Describe(length.Integer), length.Offset);
        return (long)length.Integer;
    }

    private static DType Build(List<Field> fields, long? itemSize, bool align, long offset) =>
        StructBuilder.TryBuild(CollectionsMarshal.AsSpan(fields), itemSize, align, out string? problem) ?? DTypeThrow.BadStruct(problem!, offset);

    // Dictionaries: {'names': …, 'formats': …, 'offsets': …, 'titles': …, 'itemsize': …, 'aligned': …}, and the older {'name': (format, offset, title)}.
    private static DType ReadDictionary(PythonLiteral dictionary, int depth)
    {
        Dictionary<string, PythonLiteral> entries = ReadEntries(dictionary);
        if (!entries.TryGetValue("names", out PythonLiteral? names) || !entries.TryGetValue("formats", out PythonLiteral? formats))
            return ReadFieldDictionary(entries, dictionary.Offset, depth);
        RequireSequence("names", names, names.Items.Count);
        int count = names.Items.Count;
        RequireSequence("formats", formats, count);
        PythonLiteral? offsets = Optional(entries, "offsets", count), titles = Optional(entries, "titles", count);
        bool align = ReadAligned(entries);
        var fields = new List<Field>(count);
        for (int i = 0; i < count; i++)
        {
            DType dtype = Read(formats.Items[i], depth + 1);
            long offset = offsets is null ? -1 : ReadNumber("offset of a field", offsets.Items[i]);
            Field field = ReadField(names.Items[i], dtype, offset);
            string? title = titles is null ? null : ReadTitle(titles.Items[i]);
            fields.Add(title is null ? field : new Field(field.Name, dtype, offset, title));
        }

        long? itemSize = entries.TryGetValue("itemsize", out PythonLiteral? size) ? ReadNumber("item size", size) : null;
        return Build(fields, itemSize, align, dictionary.Offset);
    }

    // NumPy's _usefields: fields by name, in the order of their offsets. An entry under a title repeats its field.
    private static DType ReadFieldDictionary(Dictionary<string, PythonLiteral> entries, long offset, int depth)
    {
        var fields = new List<Field>(entries.Count);
        foreach ((string name, PythonLiteral item) in entries)
        {
            if (item.Kind != PythonLiteralKind.Tuple || item.Items.Count is not (2 or 3))
                DTypeThrow.BadDescrPart("field", "a tuple of dtype, offset and perhaps a title", item.Describe(), item.Offset);
            string? title = item.Items.Count == 3 ? ReadTitle(item.Items[2]) : null;
            if (title == name)
                continue;
            fields.Add(new Field(name, Read(item.Items[0], depth + 1), ReadNumber("offset of a field", item.Items[1]), title));
        }

        return Build([.. fields.OrderBy(field => field.Offset)], itemSize: null, align: false, offset);
    }

    private static Dictionary<string, PythonLiteral> ReadEntries(PythonLiteral dictionary)
    {
        var entries = new Dictionary<string, PythonLiteral>();
        for (int i = 0; i + 1 < dictionary.Items.Count; i += 2)
        {
            PythonLiteral key = dictionary.Items[i];
            if (key.Kind != PythonLiteralKind.String)
                DTypeThrow.BadDescrPart("key of a dtype's dictionary", "a string", key.Describe(), key.Offset);
            entries.Add(key.Text, dictionary.Items[i + 1]); // The parser has refused a key that occurs twice.
        }

        return entries;
    }

    private static PythonLiteral? Optional(Dictionary<string, PythonLiteral> entries, string key, int count)
    {
        if (!entries.TryGetValue(key, out PythonLiteral? value))
            return null;
        RequireSequence(key, value, count);
        return value;
    }

    private static void RequireSequence(string key, PythonLiteral value, int count)
    {
        if (value.Kind is not (PythonLiteralKind.Tuple or PythonLiteralKind.List) || value.Items.Count < count)
            DTypeThrow.BadDescrPart($"entry '{key}' of a dtype's dictionary", $"a list of {count} items", value.Describe(), value.Offset);
    }

    private static bool ReadAligned(Dictionary<string, PythonLiteral> entries)
    {
        if (!entries.TryGetValue("aligned", out PythonLiteral? aligned))
            return false;
        if (aligned.Kind != PythonLiteralKind.Boolean)
            DTypeThrow.BadDescrPart("entry 'aligned' of a dtype's dictionary", "True or False", aligned.Describe(), aligned.Offset);
        return aligned.Boolean;
    }

    private static long ReadNumber(string what, PythonLiteral number)
    {
        if (number.Kind != PythonLiteralKind.Integer)
            DTypeThrow.BadDescrPart(what, "an integer", number.Describe(), number.Offset);
        if (number.Integer < 0 || number.Integer > int.MaxValue)
            DTypeThrow.BadDescrPart(what, $"between 0 and {int.MaxValue}", PythonLiteral.Describe(number.Integer), number.Offset);
        return (long)number.Integer;
    }
}
