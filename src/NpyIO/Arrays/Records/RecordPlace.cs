using System.Buffers;
using System.Runtime.CompilerServices;
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
    private readonly long[] _shape = [];
    private readonly Order _order;

    /// <summary>Returns the columns of the block to their pools.</summary>
    private Action? _return;

    private RecordPlace(string field, long perRecord)
    {
        _field = field;
        _perRecord = Math.Max(1, perRecord);
    }

    private RecordPlace(long first, long[] shape, Order order)
    {
        _first = first;
        _shape = shape;
        _order = order;
    }

    /// <summary>A block of records. The first one has that number in the array, counted in its order.</summary>
    internal static Scope OfBlock(long first, long[] shape, Order order) => new(new RecordPlace(first, shape, order));

    /// <summary>A field of all records of a block.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="perRecord">How many values of the field follow each other for each record.</param>
    internal static Scope OfField(string field, long perRecord = 1) => new(new RecordPlace(field, perRecord));

    /// <summary>Returns what an element at an index is for messages: of a field, the value of a record.</summary>
    internal static string Of(ReadOnlySpan<long> index, string otherwise = "The element at index") =>
        _current is null || index.IsEmpty ? $"{otherwise} {PythonText.Shape(index)}" : $"The value of {Of(index[0])}";

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
            else if (place._shape.Length != 1)
            {
                index ??= PythonText.Shape(ArrayLayout.IndexOf(record + place._first, place._shape, place._order));
            }
            else
            {
                record += place._first;
            }
        }

        return $"record {index ?? $"{record}"} in field {Describe.Quoted(path)}";
    }

    /// <summary>
    /// Returns an array for that many values of a column, which can be longer. In a block it is borrowed until the end: generated code copies the values to the structs, and millions of short
    /// columns would be most of what the garbage collector has to do.
    /// </summary>
    internal static T[] Column<T>(int count)
    {
        RecordPlace? block = _current;
        while (block is { _field: not null })
            block = block._outer;
        if (block is null)
            return new T[count];
        T[] values = ArrayPool<T>.Shared.Rent(Math.Max(1, count));
        block._return += () => ArrayPool<T>.Shared.Return(values, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        return values;
    }

    /// <summary>Restores, at its end, the place that was before.</summary>
    internal readonly ref struct Scope
    {
        private readonly RecordPlace _place;

        internal Scope(RecordPlace place) => _current = _place = place;

        internal void Dispose()
        {
            _place._return?.Invoke();
            _current = _place._outer;
        }
    }
}
