using NpyIO.Cli;
using NpyIO.Cli.Output;
using NpyIO.Cli.Views;
using Xunit;

namespace NpyIO.Tests.Cli;

public class NestingTests
{
    [Fact]
    public void JsonValueWriter_900Levels_AreWritten()
    {
        using var bytes = new MemoryStream();
        var output = new Utf8Writer(bytes);

        new JsonValueWriter(NdArray.Create(Nested(899), 1)).Write(output);
        output.Flush();

        Assert.Equal("[" + string.Concat(Enumerable.Repeat("{\"a\":", 899)) + "0" + new string('}', 899) + "]", System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Fact]
    public void JsonValueWriter_901Levels_AreRefused()
    {
        var error = Assert.Throws<ToolException>(() => new JsonValueWriter(NdArray.Create(Nested(900), 1)));

        Assert.Equal("its values nest deeper than 900 levels", error.Message);
    }

    private static DType Nested(int levels)
    {
        DType dtype = DType.Of<byte>();
        for (int i = 0; i < levels; i++)
            dtype = DType.Struct(new Field("a", dtype));
        return dtype;
    }
}
