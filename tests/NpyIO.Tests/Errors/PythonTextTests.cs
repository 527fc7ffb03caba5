using Xunit;

namespace NpyIO.Tests.Errors;

/// <summary>Texts as Python's <c>repr</c> writes them: what it escapes is what <c>str.isprintable</c> says of each character.</summary>
public class PythonTextTests
{
    [Theory]
    [InlineData("~", "'~'")]
    [InlineData("\x1f", "'\\x1f'")]
    [InlineData("\x7f", "'\\x7f'")]
    [InlineData("\x80", "'\\x80'")]
    [InlineData("\xa0", "'\\xa0'")]
    [InlineData("\xa1", "'\xa1'")]
    [InlineData("\xad", "'\\xad'")]
    [InlineData("\xff", "'\xff'")]
    [InlineData("\u0300", "'\u0300'")]
    [InlineData("\u0378", "'\\u0378'")]
    [InlineData("\u061c", "'\\u061c'")]
    [InlineData("\u200a", "'\\u200a'")]
    [InlineData("\u200d", "'\\u200d'")]
    [InlineData("\u2010", "'\u2010'")]
    [InlineData("\u2028", "'\\u2028'")]
    [InlineData("\u2029", "'\\u2029'")]
    [InlineData("\u3000", "'\\u3000'")]
    [InlineData("\ue000", "'\\ue000'")]
    [InlineData("\uf900", "'\uf900'")]
    [InlineData("\ufffd", "'\ufffd'")]
    [InlineData("\uffff", "'\\uffff'")]
    [InlineData("\U0001d11e", "'\U0001d11e'")]
    [InlineData("\U000e0001", "'\\U000e0001'")]
    [InlineData("\U0010ffff", "'\\U0010ffff'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("\"", "'\"'")]
    [InlineData("'\"", "'\\'\"'")]
    [InlineData("\\", "'\\\\'")]
    [InlineData("\t\n\r", "'\\t\\n\\r'")]
    public void Descr_NameOfAField_IsPythonsRepr(string name, string expected) => Assert.Equal($"[({expected}, '|u1')]", DType.Struct(new Field(name, DType.UInt8)).Descr);

    /// <summary>Halves of surrogate pairs, which attributes cannot hold.</summary>
    [Fact]
    public void Descr_NameWithLoneSurrogates_EscapesEach()
    {
        foreach ((string name, string expected) in ((string, string)[])[("\ud800", "'\\ud800'"), ("\udfffa", "'\\udfffa'"), ("a\ud83d", "'a\\ud83d'"), ("\ud83d\ud83d\udc3d", "'\\ud83d\ud83d\udc3d'")])
            Assert.Equal($"[({expected}, '|u1')]", DType.Struct(new Field(name, DType.UInt8)).Descr);
    }
}
