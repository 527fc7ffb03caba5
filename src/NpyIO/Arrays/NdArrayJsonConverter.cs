using System.Text.Json;
using System.Text.Json.Serialization;
using NpyIO.Arrays;

namespace NpyIO;

/// <summary>
/// Writes an <see cref="NdArray"/> or <see cref="NdArray{T}"/> of numbers, bool or text as nested JSON lists, so that <see cref="JsonSerializer"/> keeps the shape. A 0-d array is a bare value.
/// </summary>
/// <remarks>
/// NaN and infinities need <see cref="JsonNumberHandling.AllowNamedFloatingPointLiterals"/>. Reading is not supported, because JSON does not say the dtype: read a <c>double[][]</c>, or
/// save the array with <c>Npy.Save</c>.
/// </remarks>
public sealed class NdArrayJsonConverter : JsonConverter<object>
{
    /// <summary>Returns whether a type is <see cref="NdArray"/> or an <see cref="NdArray{T}"/>.</summary>
    /// <param name="typeToConvert">The type.</param>
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(NdArray) || typeof(IUntypedArray).IsAssignableFrom(typeToConvert);

    /// <summary>Not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("JSON does not say the dtype of an array: deserialize to a CLR array such as double[][], or load the array from a .npy file.");

    /// <summary>Writes an array as nested lists in C order.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The array.</param>
    /// <param name="options">The options; of their number handling, named floating-point literals matter.</param>
    /// <exception cref="NotSupportedException">The elements are not numbers, bool or text.</exception>
    /// <exception cref="InvalidOperationException">A text has a number beyond U+10FFFF, or the array has more than 2^24 elements or rows that take no bytes.</exception>
    /// <exception cref="ArgumentException">An element is NaN or infinite, and the options do not allow its name.</exception>
    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(options);
        NdArray array = value as NdArray ?? ((IUntypedArray)value).ToNdArray();
        bool hasForm = array.DType.Kind is DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.String or DTypeKind.Bytes or DTypeKind.VariableString
            || array.DType is { Kind: DTypeKind.Float, ItemSize: <= sizeof(double) };
        if (!hasForm)
            ArrayThrow.NoJsonForm(array.DType);
        double parts = ArrayLayout.PartsBeforeEmpty(array.Shape);
        if (array.NBytes == 0 && parts > ElementConversion.MaxWithoutBytes)
            ArrayThrow.TooManyWithoutBytes((long)parts, ElementConversion.MaxWithoutBytes);
        Write(writer, array, options.NumberHandling.HasFlag(JsonNumberHandling.AllowNamedFloatingPointLiterals));
    }

    private static void Write(Utf8JsonWriter writer, NdArray array, bool allowsNames)
    {
        if (array.Rank == 0)
        {
            WriteElement(writer, array.GetValue(), allowsNames);
            return;
        }

        writer.WriteStartArray();
        foreach (NdArray row in array.Rows())
            Write(writer, row, allowsNames);
        writer.WriteEndArray();
    }

    private static void WriteElement(Utf8JsonWriter writer, object? element, bool allowsNames)
    {
        switch (element)
        {
            case bool value:
                writer.WriteBooleanValue(value);
                break;
            case ulong value:
                writer.WriteNumberValue(value);
                break;
            case Half value:
                WriteNumber(writer, (float)value, allowsNames);
                break;
            case float value:
                WriteNumber(writer, value, allowsNames);
                break;
            case double value when allowsNames && !double.IsFinite(value):
                writer.WriteStringValue(Name(value));
                break;
            case double value:
                writer.WriteNumberValue(value);
                break;
            case null or string:
                writer.WriteStringValue((string?)element);
                break;
            case byte[] bytes:
                writer.WriteStringValue(System.Text.Encoding.Latin1.GetString(bytes));
                break;
            default:
                writer.WriteNumberValue(Convert.ToInt64(element, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, float value, bool allowsNames)
    {
        if (allowsNames && !float.IsFinite(value))
            writer.WriteStringValue(Name(value));
        else
            writer.WriteNumberValue(value);
    }

    private static string Name(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
