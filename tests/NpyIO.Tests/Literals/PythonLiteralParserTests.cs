using NpyIO.Literals;
using Xunit;

namespace NpyIO.Tests.Literals;

/// <summary>What <c>ast.literal_eval</c> accepts. Every row was checked against CPython 3.14.</summary>
public class PythonLiteralParserTests
{
    [Theory]
    [InlineData("None", "None")]
    [InlineData("True", "True")]
    [InlineData("False", "False")]
    [InlineData("...", "...")]
    [InlineData("()", "()")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "dict {}")]
    [InlineData("set()", "set {}")]
    [InlineData("set ( )", "set {}")]
    [InlineData("(1)", "1")]
    [InlineData("((1))", "1")]
    [InlineData("(1,)", "(1,)")]
    [InlineData("((1),)", "(1,)")]
    [InlineData("((),)", "((),)")]
    [InlineData("1,", "(1,)")]
    [InlineData("1,2", "(1, 2)")]
    [InlineData("1,2,\n", "(1, 2)")]
    [InlineData("[1, 2,]", "[1, 2]")]
    [InlineData("[[], [[1], ()]]", "[[], [[1], ()]]")]
    [InlineData("{1}", "set {1}")]
    [InlineData("{1, 'a',}", "set {1, 'a'}")]
    [InlineData("{'a': 1, 'b': [2],}", "dict {'a', 1, 'b', [2]}")]
    [InlineData("{(1, (2,)): {}}", "dict {(1, (2,)), dict {}}")]
    [InlineData("{1: 'a', '1': 'b'}", "dict {1, 'a', '1', 'b'}")]
    public void Parse_Displays_GiveTheirItems(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("  \t1", "1")]
    [InlineData("\n1", "1")]
    [InlineData("\r\n1", "1")]
    [InlineData("\f1", "1")]
    [InlineData("# first\n1", "1")]
    [InlineData(" # first\n1", "1")]
    [InlineData("\\\n1", "1")]
    [InlineData("1\n", "1")]
    [InlineData("1 \t\f\r\n", "1")]
    [InlineData("1\n  \n", "1")]
    [InlineData("1\n\n  # last", "1")]
    [InlineData("1 # last", "1")]
    [InlineData("1\n\f", "1")]
    [InlineData("1 \\\n ", "1")]
    [InlineData("1 \\\n\n", "1")]
    [InlineData("(1,\n\n  2\n)", "(1, 2)")]
    [InlineData("[1,\r2]", "[1, 2]")]
    [InlineData("[1\f,\t2]", "[1, 2]")]
    [InlineData("[\\\r\n1]", "[1]")]
    [InlineData("{'a' # key\n:\n1}", "dict {'a', 1}")]
    public void Parse_SpaceWherePythonTakesIt_ChangesNothing(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("00", "0")]
    [InlineData("0_0", "0")]
    [InlineData("1_000", "1000")]
    [InlineData("- 1", "-1")]
    [InlineData("+1", "1")]
    [InlineData("-(1)", "-1")]
    [InlineData("(-1)", "-1")]
    [InlineData("0x1F", "31")]
    [InlineData("0X_ff", "255")]
    [InlineData("0o17", "15")]
    [InlineData("0B1_1", "3")]
    [InlineData("999999999999999999", "999999999999999999")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("0xfFfFfFfFfFfFfFfFf", "295147905179352825855")]
    [InlineData("0x00000000000000000000001", "1")]
    [InlineData("1.", "float 1")]
    [InlineData(".5", "float 0.5")]
    [InlineData("01.5", "float 1.5")]
    [InlineData("1_0.0_1e1_0", "float 100100000000")]
    [InlineData("1e400", "float Infinity")]
    [InlineData("-0.0", "float -0")]
    [InlineData("0e0", "float 0")]
    [InlineData("1J", "complex")]
    [InlineData("01j", "complex")]
    [InlineData("-1+2j", "complex")]
    [InlineData("(1.5)-(2j)", "complex")]
    public void Parse_Numbers_GiveTheirValues(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("'a'", "'a'")]
    [InlineData("\"a'b\"", "\"a'b\"")]
    [InlineData("''", "''")]
    [InlineData("''''''", "''")]
    [InlineData("''''a'''", "\"'a\"")]
    [InlineData("'''a\nb'''", "'a\\nb'")]
    [InlineData("'''a\r\nb\rc'''", "'a\\nb\\nc'")]
    [InlineData("'a' 'b'\"c\"", "'abc'")]
    [InlineData("('a' # first\n 'b')", "'ab'")]
    [InlineData("u'a' R'\\n'", "'a\\\\n'")]
    [InlineData("r'\\''", "\"\\\\'\"")]
    [InlineData("r'''\\\r\n'''", "'\\\\\\n'")]
    [InlineData("b'a' Rb'\\n' bR'' B'\\x41\\400'", "b'a\\\\nA\\x00'")]
    [InlineData("b'\\u0041\\N{x}'", "b'\\\\u0041\\\\N{x}'")]
    [InlineData("'\\a\\b\\f\\v\\r\\n\\t\\\\\\'\\\"'", "'\\x07\\x08\\x0c\\x0b\\r\\n\\t\\\\\\'\"'")]
    [InlineData("'\\0\\08\\1234\\777'", "'\\x00\\x008S4\\u01ff'")]
    [InlineData("'\\x41\\u00e9\\U0001F600'", "'A\\xe9\\ud83d\\ude00'")]
    [InlineData("'\\ud800'", "'\\ud800'")]
    [InlineData("'a\\\nb\\\r\nc'", "'abc'")]
    [InlineData("'\\q\\8'", "'\\\\q\\\\8'")]
    [InlineData("'\u4e2d'", "'\\u4e2d'")]
    public void Parse_Strings_GiveTheirText(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("3L", "3")]
    [InlineData("3 L", "3")]
    [InlineData("3L \\\n\tL", "3")]
    [InlineData("-0x1fL", "-31")]
    [InlineData("(3L, 4L,)", "(3, 4)")]
    [InlineData("99999999999999999999L", "99999999999999999999")]
    [InlineData("1.5L", "float 1.5")]
    [InlineData("1jL", "complex")]
    public void Parse_LongSuffixAllowed_IsDropped(string text, string expected) =>
        Assert.Equal(expected, LiteralText.Of(PythonLiteralParser.Parse(text, allowLongSuffix: true)));

    [Fact]
    public void Parse_BracketsAsDeepAsPythonTakes_AreRead()
    {
        string text = new string('[', LiteralLimits.MaxDepth) + new string(']', LiteralLimits.MaxDepth);

        Assert.Equal(text, LiteralText.Of(PythonLiteralParser.Parse(text)));
    }

    [Fact]
    public void Parse_Offsets_AreBytesFromTheBase()
    {
        PythonLiteral literal = PythonLiteralParser.Parse("['\u00e9', -1, (2), {3: 4}]", baseOffset: 10);

        Assert.Equal([11, 16, 21, 25], literal.Items.Select(item => item.Offset));
        Assert.Equal(10, literal.Offset);
    }

    [Fact]
    public void Parse_OffsetsInUtf8_CountItsBytes()
    {
        PythonLiteral literal = PythonLiteralParser.Parse("['\u00e9', '\u4e2d', '\U0001f600', 1]", baseOffset: 10, isUtf8: true);

        Assert.Equal([11, 17, 24, 32], literal.Items.Select(item => item.Offset));
    }

    [Fact]
    public void Parse_ManyKeys_AreAllKept()
    {
        string text = "{" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"'k{i}': {i},")) + "}";

        Assert.Equal(2000, PythonLiteralParser.Parse(text).Items.Count);
    }

    private static void AssertParses(string text, string expected) => Assert.Equal(expected, LiteralText.Of(PythonLiteralParser.Parse(text)));
}
