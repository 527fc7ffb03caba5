using System.Globalization;
using System.Numerics;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;
using NpyIO.Cli.Views;
using NpyIO.Pickling;

namespace NpyIO.Cli.Objects;

/// <summary>Writes Python objects for <c>--json</c>. <see cref="ObjectCheck"/> must have checked the value, so that this ends and does not nest too deep.</summary>
internal static class ObjectJson
{
    internal static void Write(Utf8Writer output, object? value)
    {
        switch (value)
        {
            case null:
                output.Write("null"u8);
                break;
            case bool flag:
                output.Write(flag ? "true"u8 : "false"u8);
                break;
            case long number:
                output.WriteFormatted(number);
                break;
            case BigInteger number:
                output.Write(number.ToString(CultureInfo.InvariantCulture).AsSpan());
                break;
            case double number when double.IsFinite(number):
                output.WriteReal(number);
                break;
            case double number:
                Wrapped(output, "float"u8, number, WriteWord);
                break;
            case string text:
                JsonText.Write(output, text);
                break;
            case List<object?> list:
                WriteList(output, list);
                break;
            default:
                WriteWrapped(output, value);
                break;
        }
    }

    private static void WriteWrapped(Utf8Writer output, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                Wrapped(output, "bytes"u8, bytes, WriteBase64);
                break;
            case List<byte> bytes:
                Wrapped(output, "bytes"u8, bytes.ToArray(), WriteBase64);
                break;
            case Complex number:
                Wrapped(output, "complex"u8, number, WriteComplex);
                break;
            case PickleTuple tuple:
                Wrapped(output, "tuple"u8, tuple, WriteList);
                break;
            case PickleDictionary dictionary:
                WriteDictionary(output, dictionary);
                break;
            case PickleSet set:
                Wrapped(output, "set"u8, set, WriteList);
                break;
            case DateOnly day:
                Wrapped(output, "date"u8, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), WriteText);
                break;
            case DateTime moment:
                Wrapped(output, "datetime"u8, Iso(moment), WriteText);
                break;
            case DateTimeOffset moment:
                Wrapped(output, "datetime"u8, Iso(moment.DateTime) + moment.ToString("zzz", CultureInfo.InvariantCulture), WriteText);
                break;
            case TimeOnly time:
                Wrapped(output, "time"u8, Iso(time), WriteText);
                break;
            case TimeSpan span:
                Wrapped(output, "timedelta"u8, PythonTimedelta.PartsOf(span), WriteList);
                break;
            case PickleDecimal number:
                Wrapped(output, "decimal"u8, number.Text, WriteText);
                break;
            case PickleFraction number:
                Wrapped(output, "fraction"u8, (IEnumerable<object?>)[number.Numerator, number.Denominator], WriteList);
                break;
            case PickleRange range:
                Wrapped(output, "range"u8, (IEnumerable<object?>)[range.Start, range.Stop, range.Step], WriteList);
                break;
            case PickleSlice slice:
                Wrapped(output, "slice"u8, (IEnumerable<object?>)[slice.Start, slice.Stop, slice.Step], WriteList);
                break;
            case DType dtype:
                Wrapped(output, "dtype"u8, dtype.Kind == DTypeKind.VariableString ? dtype.ToString() : dtype.Descr, WriteText);
                break;
            case NdArray array:
                Wrapped(output, "ndarray"u8, array, WriteArray);
                break;
            case MaskedArray masked:
                WriteMasked(output, masked);
                break;
            case PickleObject described:
                WriteObject(output, described);
                break;
            default:
                throw new ToolException($"holds a {value.GetType().Name}, which npyio cannot show");
        }
    }

    private static void Wrapped<T>(Utf8Writer output, ReadOnlySpan<byte> kind, T value, Action<Utf8Writer, T> write)
    {
        output.Write("{\""u8);
        output.Write(kind);
        output.Write("\":"u8);
        write(output, value);
        output.Write((byte)'}');
    }

    private static void WriteList(Utf8Writer output, IEnumerable<object?> values)
    {
        output.Write((byte)'[');
        bool isFirst = true;
        foreach (object? value in values)
        {
            if (!isFirst)
                output.Write((byte)',');
            isFirst = false;
            Write(output, value);
        }

        output.Write((byte)']');
    }

    private static void WriteDictionary(Utf8Writer output, PickleDictionary dictionary)
    {
        output.Write("{\"dict\":"u8);
        WriteEntries(output, dictionary);
        if (dictionary.Attributes is { } attributes)
        {
            output.Write(",\"state\":"u8);
            Write(output, attributes);
        }

        output.Write((byte)'}');
    }

    private static void WriteEntries(Utf8Writer output, PickleDictionary dictionary)
    {
        output.Write((byte)'[');
        bool isFirst = true;
        foreach ((object? key, object? value) in dictionary)
        {
            output.Write(isFirst ? "["u8 : ",["u8);
            isFirst = false;
            Write(output, key);
            output.Write((byte)',');
            Write(output, value);
            output.Write((byte)']');
        }

        output.Write((byte)']');
    }

    private static void WriteText(Utf8Writer output, string text) => JsonText.Write(output, text);

    private static void WriteBase64(Utf8Writer output, byte[] bytes) => JsonText.Write(output, Convert.ToBase64String(bytes));

    private static void WriteWord(Utf8Writer output, double number) =>
        output.Write(double.IsNaN(number) ? "\"NaN\""u8 : number > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);

    private static void WriteComplex(Utf8Writer output, Complex number)
    {
        output.Write((byte)'[');
        WriteReal(output, number.Real);
        output.Write((byte)',');
        WriteReal(output, number.Imaginary);
        output.Write((byte)']');
    }

    private static void WriteReal(Utf8Writer output, double number)
    {
        if (double.IsFinite(number))
            output.WriteReal(number);
        else
            WriteWord(output, number);
    }

    private static void WriteArray(Utf8Writer output, NdArray array)
    {
        output.Write("{\"descr\":"u8);
        JsonText.Write(output, array.DType.Descr);
        output.Write(",\"shape\":"u8);
        WriteList(output, [.. array.Shape.ToArray().Cast<object?>()]);
        output.Write(",\"data\":"u8);
        new JsonValueWriter(ItemBytes.Of(array), isChecked: true).Write(output);
        output.Write((byte)'}');
    }

    private static void WriteMasked(Utf8Writer output, MaskedArray masked)
    {
        output.Write("{\"opaque\":\"numpy.ma.MaskedArray\",\"args\":{\"tuple\":"u8);
        WriteList(output, masked.FillValue is null ? [masked.Data, masked.Mask] : [masked.Data, masked.Mask, masked.FillValue]);
        output.Write("}}"u8);
    }

    private static void WriteObject(Utf8Writer output, PickleObject described)
    {
        output.Write("{\"opaque\":"u8);
        JsonText.Write(output, described.FullName);
        foreach (ObjectPart part in ObjectParts.Of(described))
        {
            output.Write($",\"{part.Key}\":");
            Write(output, part.Value);
        }

        output.Write((byte)'}');
    }

    private static string Iso(DateTime moment) =>
        moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + Fraction(moment.Ticks);

    private static string Iso(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(time.Ticks);

    // As isoformat(): six digits, or nothing if all are zero.
    private static string Fraction(long ticks)
    {
        long microseconds = ticks / TimeSpan.TicksPerMicrosecond % 1_000_000;
        return microseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{microseconds:000000}");
    }
}
