using NpyIO.Errors;
using NpyIO.Literals;

namespace NpyIO.DTypes;

// Dictionaries: {'names': …, 'formats': …, 'offsets': …, 'titles': …, 'itemsize': …, 'aligned': …}, and the older {'name': (format, offset, title)}.
internal static partial class DescrReader
{
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
            if (!entries.TryAdd(key.Text, dictionary.Items[i + 1]))
                DTypeThrow.BadStruct($"the key {PythonText.Quote(key.Text)} occurs twice", key.Offset);
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
