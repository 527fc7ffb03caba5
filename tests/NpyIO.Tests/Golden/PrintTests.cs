using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>What NumPy prints of arrays; the data are made by tools/make_prints.py.</summary>
public class PrintTests
{
    private static readonly Dictionary<string, JsonElement> Rows = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("testdata", "prints.json")))
        .RootElement.EnumerateArray()
        .ToDictionary(row => row.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ToString_Array_IsNumPys(string name)
    {
        JsonElement row = Rows[name];
        NdArray array = ArrayOf(row);
        PrintOptions options = row.TryGetProperty("options", out JsonElement given) ? PrintOptionsJson.Of(given) : PrintOptions.Default;

        Assert.Equal(TextOf(row, "str"), array.ToString(options));
        Assert.Equal(TextOf(row, "repr"), array.ToString("r", options));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToString_TypedArray_IsNumPys(string name)
    {
        JsonElement row = Rows[name];
        if (row.TryGetProperty("options", out _) || row.TryGetProperty("buffer", out _))
            return;

        object? typed = Typed(ArrayOf(row));
        if (typed is not null)
            Assert.Equal((TextOf(row, "str"), TextOf(row, "repr")), ($"{typed}", $"{typed:r}"));
    }

    private static NdArray ArrayOf(JsonElement row)
    {
        if (row.TryGetProperty("npy", out JsonElement npy))
            return Npy.Load(npy.GetBytesFromBase64(), NpyReadOptions.AsStored);

        return new NdArray(
            DType.Parse(row.GetProperty("descr").GetString()!),
            Numbers(row.GetProperty("shape")),
            row.GetProperty("buffer").GetBytesFromBase64(),
            row.GetProperty("offset").GetInt64(),
            Numbers(row.GetProperty("strides")));
    }

    /// <summary>The array as one of its CLR type, which for text and dates holds values; null if it has none, or does not keep every value.</summary>
    private static object? Typed(NdArray array) => (array.DType.Kind, array.DType.ItemSize) switch
    {
        (DTypeKind.Float, 8) => array.As<double>(),
        (DTypeKind.SignedInteger, 2) => array.As<short>(),
        (DTypeKind.Complex, 16) => array.As<System.Numerics.Complex>(),
        (DTypeKind.String, > 0) when IsWellFormed(array) => array.To<string>(),
        (DTypeKind.Datetime, _) when array.DType.IsNative => array.To<Datetime64>(),
        (DTypeKind.Timedelta, _) => array.To<Timedelta64>(),
        (DTypeKind.Bytes, > 0) => array.To<byte[]>(),
        (DTypeKind.VariableString, _) => array.To<string?>(),
        _ => null,
    };

    private static bool IsWellFormed(NdArray array) => array.DType.IsNative && array.To<string>().ToArray().All(text => !text.Any(char.IsSurrogate));

    private static long[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt64())];

    // Lone surrogates are in no string that System.Text.Json reads.
    private static string TextOf(JsonElement row, string name) => RawJson.Unescape(row.GetProperty(name).GetRawText()[1..^1]);
}
