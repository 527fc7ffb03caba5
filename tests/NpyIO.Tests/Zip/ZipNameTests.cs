using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

public sealed class ZipNameTests
{
    [Theory]
    [InlineData("x.npy", 5, 0)]
    [InlineData("a/b\\c.npy", 9, 0)]
    [InlineData("\u007f", 1, 0)]
    [InlineData("é", 2, 0x800)]
    [InlineData("日本 😀", 11, 0x800)]
    public void ZipName_OfText_IsAsciiOrUtf8(string text, int length, int flags)
    {
        var name = new ZipName(text);
        Assert.Equal((length, flags), (name.Bytes.Length, name.Flags));
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(text), name.Bytes.ToArray());
    }

    [Fact]
    public void ZipName_LongestThatThereCanBe_IsTaken() => Assert.Equal(65_535, new ZipName(new string('x', 65_535)).Bytes.Length);

    [Theory]
    [InlineData("", "An entry needs a name. (Parameter 'name')")]
    [InlineData("a\0b", "The name 'a\\x00b' holds a NUL, at which ZIP programs would cut it off. (Parameter 'name')")]
    public void ZipName_ThatCannotBe_IsRefused(string text, string message) => Assert.Equal(message, Refusal(text));

    [Fact]
    public void ZipName_HalfASurrogatePair_IsRefused() =>
        Assert.Equal("The name 'a\\ud800' holds half a surrogate pair, which UTF-8 cannot write. (Parameter 'name')", Refusal("a\ud800"));

    [Fact]
    public void ZipName_TooLong_IsRefused() => Assert.Equal(
        "The name beginning with 'éééééééééééééééééééééééééééééééé' takes 65536 bytes; a ZIP archive has room for 65535. (Parameter 'name')",
        Refusal(new string('é', 32_768)));

    private static string Refusal(string text) => Assert.Throws<ArgumentException>(() => new ZipName(text)).Message;
}
