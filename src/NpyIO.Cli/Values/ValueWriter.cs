using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Cli.Objects;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes one value of a dtype as text, from its bytes in native byte order.</summary>
internal abstract class ValueWriter
{
    /// <summary><paramref name="item"/> has exactly the dtype's item size.</summary>
    internal abstract void Write(ReadOnlySpan<byte> item, Utf8Writer output);
}

/// <summary>Creates the writers for each dtype.</summary>
internal static class ValueWriters
{
    /// <summary>Maximum nesting of lists and records: JSON readers fail not far beyond (Python's at about 1,000).</summary>
    internal const int MaxDepth = 900;

    /// <summary><paramref name="depth"/> is how many lists and records contain the values.</summary>
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

/// <summary>Writes records with their field names, without titles and padding.</summary>
internal sealed class RecordWriter : ValueWriter
{
    private readonly Part[] _parts;

    internal RecordWriter(DType dtype, ValueStyle style, ItemBytes items, int depth)
    {
        _parts = new Part[dtype.Fields.Count];
        for (int i = 0; i < _parts.Length; i++)
        {
            Field field = dtype.Fields[i];
            _parts[i] = new Part(style.FieldName(field.Name), checked((int)field.Offset), field.DType.ItemSize, ValueWriters.Create(field.DType, style, items, depth));
        }
    }

    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        output.Write((byte)'{');
        for (int i = 0; i < _parts.Length; i++)
        {
            Part part = _parts[i];
            if (i > 0)
                output.Write((byte)',');
            output.Write(part.Name);
            part.Writer.Write(item.Slice(part.Offset, part.Size), output);
        }
        output.Write((byte)'}');
    }

    /// <summary>A field: its name with the separator before the value, and its offset and size in bytes.</summary>
    private readonly record struct Part(byte[] Name, int Offset, int Size, ValueWriter Writer);
}

/// <summary>Writes sub-arrays as nested lists.</summary>
internal sealed class SubArrayWriter : ValueWriter
{
    private readonly long[] _shape;
    private readonly ValueWriter _element;

    internal SubArrayWriter(DType dtype, ValueStyle style, ItemBytes items, int depth)
    {
        _shape = dtype.Shape.ToArray();
        _element = ValueWriters.Create(dtype.Base!, style, items, depth);
    }

    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => WriteAxis(0, item, output);

    private void WriteAxis(int axis, ReadOnlySpan<byte> bytes, Utf8Writer output)
    {
        if (axis == _shape.Length)
        {
            _element.Write(bytes, output);
            return;
        }
        long count = _shape[axis];
        int size = count == 0 ? 0 : (int)(bytes.Length / count);
        output.Write((byte)'[');
        for (long i = 0; i < count; i++)
        {
            if (i > 0)
                output.Write((byte)',');
            WriteAxis(axis + 1, bytes.Slice((int)(i * size), size), output);
        }
        output.Write((byte)']');
    }
}

/// <summary>Writes booleans; as in NumPy, any byte except 0 is true.</summary>
internal sealed class BooleanWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => output.Write(item[0] != 0 ? style.True : style.False);
}

/// <summary>Writes integers, which are the same in every style.</summary>
internal sealed class IntegerWriter<T> : ValueWriter
    where T : unmanaged, IBinaryInteger<T>
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => output.WriteFormatted(MemoryMarshal.Read<T>(item));
}

/// <summary>Writes real numbers, also as parts of complex ones.</summary>
internal abstract class RealWriter : ValueWriter
{
    internal abstract bool HasMinus(ReadOnlySpan<byte> item);
}

/// <summary>Writes f2, f4 and f8: the shortest text that reads back as the same value, in the type's precision or as a double, as the style requires.</summary>
internal sealed class FloatWriter<T>(ValueStyle style) : RealWriter
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        T value = MemoryMarshal.Read<T>(item);
        if (!T.IsFinite(value))
            style.WriteWord(T.IsNaN(value) ? style.NaN : T.IsNegative(value) ? style.NegativeInfinity : style.Infinity, output);
        else if (style.FloatsAsDoubles)
            output.WriteReal(double.CreateChecked(value));
        else
            output.WriteReal(value);
    }

    internal override bool HasMinus(ReadOnlySpan<byte> item)
    {
        T value = MemoryMarshal.Read<T>(item);
        return T.IsNegative(value) && !T.IsNaN(value);
    }
}

/// <summary>Writes f16: x87's 80 bits in their own precision.</summary>
internal sealed class LongDoubleWriter(ValueStyle style) : RealWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        LongDouble value = MemoryMarshal.Read<LongDouble>(item);
        if (LongDouble.IsNaN(value))
            style.WriteWord(style.NaN, output);
        else if (LongDouble.IsInfinity(value))
            style.WriteWord(LongDouble.IsNegative(value) ? style.NegativeInfinity : style.Infinity, output);
        else
            output.Write(value.ToString().AsSpan());   // always with a point or an exponent
    }

    internal override bool HasMinus(ReadOnlySpan<byte> item)
    {
        LongDouble value = MemoryMarshal.Read<LongDouble>(item);
        return LongDouble.IsNegative(value) && !LongDouble.IsNaN(value);
    }
}

/// <summary>Writes complex numbers as two reals.</summary>
internal sealed class ComplexWriter(RealWriter real, ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        int half = item.Length / 2;
        output.Write(style.ComplexOpen);
        real.Write(item[..half], output);
        output.Write(style.ComplexSeparator(real.HasMinus(item[half..])));
        real.Write(item[half..], output);
        output.Write(style.ComplexClose);
    }
}

/// <summary>Writes S: bytes without trailing zeros.</summary>
internal sealed class BytesWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteBytes(item.TrimEnd((byte)0), output);
}

/// <summary>Writes U: UTF-32 text without trailing zeros.</summary>
internal sealed class StringWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteText(MemoryMarshal.Cast<byte, uint>(item).TrimEnd(0u), output);
}

/// <summary>Writes V: all bytes in lower-case hex.</summary>
internal sealed class RawWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteRaw(item, output);
}

/// <summary>Writes M8: NumPy's ISO 8601 text, or the count if there is no unit.</summary>
internal sealed class DatetimeWriter(DatetimeUnit unit, int multiple, ValueStyle style) : ValueWriter
{
    private const int LongestText = 64;

    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        var value = new Datetime64(MemoryMarshal.Read<long>(item), unit, multiple);
        if (unit == DatetimeUnit.Generic && !value.IsNaT)
        {
            output.WriteFormatted(value.Value);
            return;
        }
        string text = value.ToString();
        Span<byte> ascii = stackalloc byte[LongestText];
        style.WriteWord(ascii[..Encoding.ASCII.GetBytes(text, ascii)], output);
    }
}

/// <summary>Writes m8: the count, or NaT.</summary>
internal sealed class TimedeltaWriter(DatetimeUnit unit, int multiple, ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        var value = new Timedelta64(MemoryMarshal.Read<long>(item), unit, multiple);
        if (value.IsNaT)
            style.WriteWord("NaT"u8, output);
        else
            output.WriteFormatted(value.Value);
    }
}
