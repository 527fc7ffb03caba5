using NpyIO.Cli;
using NpyIO.Cli.Output;
using NpyIO.Cli.Values;
using NpyIO.Cli.Views;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>dtypes nest only so deep, but each level may be a sub-array of many axes.</summary>
public class NestingTests
{
    private const int Levels = 15;
    private const int Axes = 59;

    [Fact]
    public void JsonValueWriter_900Levels_AreWritten()
    {
        using var bytes = new MemoryStream();
        var output = new Utf8Writer(bytes);

        new JsonValueWriter(ItemBytes.Of(NdArray.Create(Nested()))).Write(output);
        output.Flush();

        string expected = Repeat("{\"a\":" + new string('[', Axes)) + "0" + Repeat(new string(']', Axes) + "}");
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Fact]
    public void JsonValueWriter_901Levels_AreRefused()
    {
        var error = Assert.Throws<ToolException>(() => new JsonValueWriter(ItemBytes.Of(NdArray.Create(Nested(), 1))));

        Assert.Equal("its values nest deeper than 900 levels", error.Message);
    }

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, Levels));

    private static DType Nested()
    {
        DType dtype = DType.Of<byte>();
        long[] shape = [.. Enumerable.Repeat(1L, Axes)];
        for (int i = 0; i < Levels; i++)
            dtype = DType.Struct(new Field("a", DType.SubArray(dtype, shape)));
        return dtype;
    }
}
