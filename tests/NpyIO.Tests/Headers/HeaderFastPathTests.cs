using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

/// <summary>Whether a header is read the short way or by the full parser, which a space before it asks for, makes no difference.</summary>
public class HeaderFastPathTests
{
    [Theory]
    [InlineData("[('x', '<f8')]")]
    [InlineData("[('time', '<f8'), ('station', '<i4'), ('value', '>f4'), ('name', '<U16'), ('raw', '|V3'), ('day', '<M8[D]')]")]
    [InlineData("[('a b', '|S5'), ('{\"#, []}', '|b1')]")]
    [InlineData("[('empty', '|S0'), ('y', '|u1')]")]
    [InlineData("[('x', '<f8'), ('', '|V8'), ('y', '<f8')]")]
    [InlineData("[('x', '<f8', (2,)), ('y', '<f8')]")]
    [InlineData("[(('title', 'x'), '<f8')]")]
    [InlineData("[('x', [('y', '<f8')])]")]
    [InlineData("[('x\\x41', '<f8')]")]
    [InlineData("[(\"it's\", '<f8')]")]
    [InlineData("[('\u00e9', '<f8')]")]
    [InlineData("[('x', '|O')]")]
    [InlineData("[('x', '<f8'),]")]
    [InlineData("[('x', 'f8')]")]
    public void Parse_ARecord_GivesTheDTypeOfTheFullParser(string descr)
    {
        NpyHeader full = NpyHeader.Parse(Header(" ", descr));

        NpyHeader header = NpyHeader.Parse(Header("", descr));

        Assert.Equal(full.DType, header.DType);
        Assert.Equal(full.DType.Descr, header.DType.Descr);
        Assert.Equal(full.Shape.ToArray(), header.Shape.ToArray());
    }

    [Theory]
    [InlineData("[('x', '<f8'), ('x', '<i4')]")]
    [InlineData("[('x', '|V2000000000'), ('y', '|V2000000000')]")]
    [InlineData("[('x', '<q9')]")]
    [InlineData("[('x', '<f8'")]
    [InlineData("[('x', '<f8'), ]]")]
    [InlineData("[('x")]
    [InlineData("[('x', '<f8') ('y', '<f8')]")]
    public void Parse_ABadRecord_FailsAsTheFullParserDoes(string descr)
    {
        NpyFormatException full = Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(Header(" ", descr)));

        NpyFormatException error = Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(Header("", descr)));

        Assert.Equal(full.Reason, error.Reason);
        Assert.Equal(full.Offset, error.Offset + 1);
    }

    private static byte[] Header(string before, string descr) =>
        NpyBytes.Header(1, $"{before}{{'descr': {descr}, 'fortran_order': False, 'shape': (10,), }}");
}
