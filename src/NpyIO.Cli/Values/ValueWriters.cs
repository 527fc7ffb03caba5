using NpyIO.Cli.Objects;

namespace NpyIO.Cli.Values;

/// <summary>Creates the writers for each dtype.</summary>
internal static class ValueWriters
{
    /// <summary>Maximum nesting of lists and records: JSON readers fail not far beyond (Python's at about 1,000).</summary>
    internal const int MaxDepth = 900;

    /// <summary>Creates a writer for values of a dtype.</summary>
    /// <param name="dtype">The dtype.</param>
    /// <param name="style">How to write values.</param>
    /// <param name="items">The array, which resolves Python objects.</param>
    /// <param name="depth">How many lists and records contain the values.</param>
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

    /// <summary>Adds levels to a depth, or throws a <see cref="ToolException"/> beyond <see cref="MaxDepth"/>.</summary>
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
