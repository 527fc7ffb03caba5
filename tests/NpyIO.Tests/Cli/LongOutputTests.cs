using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Output much longer than the buffer it is collected in.</summary>
public class LongOutputTests
{
    private const int Count = 30_000;

    [Theory]
    [InlineData("<f16")]
    [InlineData("<c32")]
    [InlineData("<U7")]
    [InlineData("S5")]
    [InlineData("V3")]
    [InlineData("<f8")]
    [InlineData("<M8[us]")]
    [InlineData("<i8")]
    public void CatJson_LongArray_IsWholeAtEveryPlace(string dtype)
    {
        using var folder = new TempFolder();
        NdArray array = NdArray.Create(DType.Parse(dtype), Count);
        for (int i = 0; i < Count; i++)
            SetElement(array, i);
        string file = folder.PathOf("long.npy");
        Npy.Save(file, array);

        string output = CliRun.Of("cat", file, "--json").Output;

        JsonElement values = JsonDocument.Parse(output).RootElement.GetProperty("arrays").GetProperty("");
        Assert.Equal(Count, values.GetArrayLength());
        NdArray first = array.At(0), last = array.At(Count - 1);
        Golden.GoldenValues.AssertEqual(values[0], first);
        Golden.GoldenValues.AssertEqual(values[Count - 1], last);
        for (int i = 0; i < Count; i += 7)
            Golden.GoldenValues.AssertEqual(values[i], array.At(i));
    }

    private static void SetElement(NdArray array, int i)
    {
        switch (array.DType.Kind)
        {
            case DTypeKind.Float when array.DType.ItemSize == 16: array.Set((LongDouble)(i / 7.0), i); break;
            case DTypeKind.Complex: array.Set(new ComplexLongDouble(i / 3.0, -i), i); break;
            case DTypeKind.String: array.Set("é𝒳" + i, i); break;
            case DTypeKind.Bytes: array.Set(i.ToString(System.Globalization.CultureInfo.InvariantCulture), i); break;
            case DTypeKind.Void: array.Set(new byte[] { (byte)i, (byte)(i >> 8), 1 }, i); break;
            case DTypeKind.Float: array.Set(i / 7.0, i); break;
            case DTypeKind.Datetime: array.Set(new Datetime64(i * 1_234_567L, DatetimeUnit.Microsecond), i); break;
            default: array.Set((long)i * i, i); break;
        }
    }
}
