using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Values;

/// <summary>The table from dtypes to the writers of their values.</summary>
internal static class ValueWriters
{
    /// <summary>How deep lists and records may nest: readers of JSON give up not far beyond (Python's at about 1,000).</summary>
    internal const int MaxDepth = 900;

    /// <summary>Makes a writer for values that lie inside <paramref name="depth"/> lists and records.</summary>
    /// <param name="dtype">What the values are.</param>
    /// <param name="style">How they are written.</param>
    /// <param name="items">The array they are of, which knows the Python objects in it.</param>
    /// <param name="depth">In how many lists and records they lie.</param>
    /// <exception cref="ToolException">The values nest too deep.</exception>
    internal static ValueWriter Create(DType dtype, ValueStyle style, ItemBytes items, int depth = 0)
    {
        if (dtype.IsStruct)
            return new RecordWriter(dtype, style, items, Deeper(depth, 1));
        if (dtype.Base is not null)
            return new SubArrayWriter(dtype, style, items, Deeper(depth, dtype.Shape.Length));
        return (dtype.Kind, dtype.ItemSize) switch
        {
            (DTypeKind.Boolean, _) => new BooleanWriter(style),
            (DTypeKind.SignedInteger, 1) => new IntegerWriter<sbyte>(),
            (DTypeKind.SignedInteger, 2) => new IntegerWriter<short>(),
            (DTypeKind.SignedInteger, 4) => new IntegerWriter<int>(),
            (DTypeKind.SignedInteger, 8) => new IntegerWriter<long>(),
            (DTypeKind.UnsignedInteger, 1) => new IntegerWriter<byte>(),
            (DTypeKind.UnsignedInteger, 2) => new IntegerWriter<ushort>(),
            (DTypeKind.UnsignedInteger, 4) => new IntegerWriter<uint>(),
            (DTypeKind.UnsignedInteger, 8) => new IntegerWriter<ulong>(),
            (DTypeKind.Float, _) => Real(dtype.ItemSize, style),
            (DTypeKind.Complex, _) => new ComplexWriter(Real(dtype.ItemSize / 2, style), style),
            (DTypeKind.Bytes, _) => new BytesWriter(style),
            (DTypeKind.String, _) => new StringWriter(style),
            (DTypeKind.Void, _) => new RawWriter(style),
            (DTypeKind.Datetime, _) => new DatetimeWriter(dtype.Unit, dtype.UnitMultiple, style),
            (DTypeKind.Timedelta, _) => new TimedeltaWriter(dtype.Unit, dtype.UnitMultiple, style),
            _ => new ObjectWriter(style, items),
        };
    }

    /// <summary>The depth inside further lists or records.</summary>
    /// <exception cref="ToolException">That is too deep.</exception>
    internal static int Deeper(int depth, int levels) => depth + levels <= MaxDepth
        ? depth + levels
        : throw new ToolException($"its values nest deeper than {MaxDepth} levels");

    private static RealWriter Real(int size, ValueStyle style) => size switch
    {
        2 => new FloatWriter<Half>(style),
        4 => new FloatWriter<float>(style),
        8 => new FloatWriter<double>(style),
        _ => new LongDoubleWriter(style),
    };
}
