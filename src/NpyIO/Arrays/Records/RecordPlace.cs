using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>
/// Where a thread is in an array of records, for messages: records are read and written in blocks, field by field, by generated code that knows neither the block's place nor the field around a
/// nested record.
/// </summary>
internal sealed class RecordPlace
{
    [ThreadStatic]
    private static RecordPlace? _current;

    private readonly RecordPlace? _outer = _current;
    private readonly string? _field;
    private readonly long _perRecord = 1;
    private readonly long _first;
    private readonly Func<long, long[]>? _indexOf;
    private readonly string? _remedy;

    private RecordPlace(string field, long perRecord)
    {
        _field = field;
        _perRecord = Math.Max(1, perRecord);
    }

    private RecordPlace(long first, Func<long, long[]> indexOf, string? remedy)
    {
        _remedy = remedy;
        _first = first;
        _indexOf = indexOf;
    }

    /// <summary>What to do about a value that does not fit its field, unless that is the member's own.</summary>
    internal static string? Remedy
    {
        get
        {
            RecordPlace? place = _current;
            while (place is { _remedy: null })
                place = place._outer;
            return place?._remedy;
        }
    }

    /// <summary>A block of records, numbered from <paramref name="first"/> on in the array, which gives their indices.</summary>
    /// <param name="first">The number of the first record.</param>
    /// <param name="indexOf">Returns the index of a record by its number.</param>
    /// <param name="remedy">See <see cref="Remedy"/>.</param>
    internal static Scope OfBlock(long first, Func<long, long[]> indexOf, string? remedy = null) => new(new RecordPlace(first, indexOf, remedy));

    /// <summary>A field of all records of a block.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="perRecord">How many values of the field follow each other for each record.</param>
    internal static Scope OfField(string field, long perRecord = 1) => new(new RecordPlace(field, perRecord));

    /// <summary>Returns what an element at an index is for messages: of a field, the value of a record.</summary>
    internal static string Of(ReadOnlySpan<long> index, string otherwise = "The element at index") =>
        _current is not { _field: not null } || index.IsEmpty ? $"{otherwise} {PythonText.Shape(index)}" : $"The value of {Of(index[0])}";

    /// <summary>Returns the record of a number in the block, and the field: <c>record 3 in field 'leg.price'</c>.</summary>
    internal static string Of(long record)
    {
        string path = "";
        string? index = null;
        for (RecordPlace? place = _current; place is not null; place = place._outer)
        {
            if (place._field is not null)
            {
                path = path.Length == 0 ? place._field : $"{place._field}.{path}";
                record /= place._perRecord;
            }
            else if (place._indexOf is not null)
            {
                index ??= Text(place._indexOf(record + place._first));
            }
        }

        return $"record {index ?? $"{record}"} in field {Describe.Quoted(path)}";
    }

    private static string Text(long[] index) => index.Length == 1 ? $"{index[0]}" : PythonText.Shape(index);

    /// <summary>Restores, at its end, the place that was before.</summary>
    internal readonly ref struct Scope
    {
        private readonly RecordPlace _place;

        internal Scope(RecordPlace place) => _current = _place = place;

        internal void Dispose() => _current = _place._outer;
    }
}
