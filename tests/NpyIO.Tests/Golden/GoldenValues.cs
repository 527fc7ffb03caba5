using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Compares an array, element by element through the public API, with the values that NumPy printed.</summary>
internal static class GoldenValues
{
    internal static void AssertEqual(JsonElement expected, NdArray actual)
    {
        if (actual.Rank > 0)
            AssertItemsEqual(expected, actual);
        else if (actual.DType.IsStruct)
            AssertFieldsEqual(expected, actual);
        else if (expected.ValueKind == JsonValueKind.Object)
            Assert.Throws<InvalidOperationException>(() => actual.Get<string>());   // code points that no string can hold
        else
            AssertValueEqual(expected, actual.GetValue(), actual.DType.Kind);
    }

    private static void AssertItemsEqual(JsonElement expected, NdArray actual)
    {
        Assert.Equal(JsonValueKind.Array, expected.ValueKind);
        Assert.Equal(expected.GetArrayLength(), actual.Shape[0]);
        long index = 0;
        foreach (JsonElement item in expected.EnumerateArray())
            AssertEqual(item, actual.At(index++));
    }

    private static void AssertFieldsEqual(JsonElement expected, NdArray actual)
    {
        JsonProperty[] fields = [.. expected.EnumerateObject()];
        string[] names = [.. fields.Select(field => RawJson.Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(field))))];
        Assert.Equal(names, actual.DType.Fields.Select(field => field.Name));
        for (int i = 0; i < names.Length; i++)
            AssertEqual(fields[i].Value, actual[names[i]]);
    }

    private static void AssertValueEqual(JsonElement expected, object? actual, DTypeKind kind)
    {
        switch (actual)
        {
            case bool value: Assert.Equal(expected.GetBoolean(), value); break;
            case Half value: AssertNumberEqual(expected, value, Half.Parse); break;
            case float value: AssertNumberEqual(expected, value, float.Parse); break;
            case double value: AssertNumberEqual(expected, value, double.Parse); break;
            case LongDouble value: Assert.Equal(RawJson.Canonical(TextOf(expected)), RawJson.Canonical(value.ToString())); break;
            case Complex64 value: AssertPartsEqual(expected, value.Real, value.Imaginary, kind); break;
            case Complex value: AssertPartsEqual(expected, value.Real, value.Imaginary, kind); break;
            case ComplexLongDouble value: AssertPartsEqual(expected, value.Real, value.Imaginary, kind); break;
            case string value: Assert.Equal(TextOf(expected), value); break;
            case byte[] value when kind == DTypeKind.Bytes: Assert.Equal(TextOf(expected), Encoding.Latin1.GetString(value)); break;
            case byte[] value: Assert.Equal(expected.GetString(), Convert.ToHexStringLower(value)); break;
            case Datetime64 value: Assert.Equal(TextOf(expected), value.ToString()); break;
            case Timedelta64 value: Assert.Equal(TextOf(expected), value.ToString()); break;
            default: Assert.Equal(expected.GetRawText(), Convert.ToString(actual, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void AssertPartsEqual(JsonElement expected, object real, object imaginary, DTypeKind kind)
    {
        Assert.Equal(2, expected.GetArrayLength());
        AssertValueEqual(expected[0], real, kind);
        AssertValueEqual(expected[1], imaginary, kind);
    }

    /// <summary>Equal in every bit but a NaN's.</summary>
    private static void AssertNumberEqual<T>(JsonElement expected, T actual, Func<string, IFormatProvider, T> parse)
        where T : IFloatingPointIeee754<T>
    {
        T number = parse(TextOf(expected), CultureInfo.InvariantCulture);
        Assert.Equal(number, actual);
        Assert.Equal(T.IsNaN(number), T.IsNaN(actual));
        Assert.True(T.IsNaN(number) || T.IsNegative(number) == T.IsNegative(actual));
    }

    private static string TextOf(JsonElement expected) =>
        expected.ValueKind == JsonValueKind.String ? RawJson.Unescape(expected.GetRawText()[1..^1]) : expected.GetRawText();
}
