using NpyIO.Literals;
using Xunit;

namespace NpyIO.Tests.Literals;

/// <summary>What <c>ast.literal_eval</c> refuses, each with its whole message; every row was checked against CPython 3.14 unless it says otherwise.</summary>
public class PythonLiteralParserRefusalTests
{
    [Theory]
    [InlineData("", "expected a value, found the end (at byte 0)")]
    [InlineData("   ", "expected a value, found the end (at byte 3)")]
    [InlineData("[", "expected a value, found the end (at byte 1)")]
    [InlineData("[1", "expected ',' or ']', found the end (at byte 2)")]
    [InlineData("(1", "expected ',' or ')', found the end (at byte 2)")]
    [InlineData("{1", "expected ':', ',' or '}', found the end (at byte 2)")]
    [InlineData("{1:2, 3", "expected ':', found the end (at byte 7)")]
    [InlineData("{1:2, 3}", "expected ':', found '}' (at byte 7)")]
    [InlineData("{1:2, 3, 4:5}", "expected ':', found ',' (at byte 7)")]
    [InlineData("{1, 2:3}", "expected ',' or '}', found ':' (at byte 5)")]
    [InlineData("{1:2:3}", "expected ',' or '}', found ':' (at byte 4)")]
    [InlineData("{1:}", "expected a value, found '}' (at byte 3)")]
    [InlineData("[,]", "expected a value, found ',' (at byte 1)")]
    [InlineData("[1,,2]", "expected a value, found ',' (at byte 3)")]
    [InlineData(",", "expected a value, found ',' (at byte 0)")]
    [InlineData("[1 2]", "expected ',' or ']', found '2' (at byte 3)")]
    [InlineData("[1)", "expected ']', found ')' (at byte 2)")]
    [InlineData("{]", "expected '}', found ']' (at byte 1)")]
    [InlineData("]", "expected a value, found ']' (at byte 0)")]
    [InlineData("1)", "expected the end, found ')' (at byte 1)")]
    [InlineData("1;", "expected the end, found ';' (at byte 1)")]
    [InlineData("1 if 1 else 2", "expected the end, found 'if' (at byte 2)")]
    [InlineData("()()", "expected the end, found '(' (at byte 2)")]
    [InlineData("[1][0]", "expected the end, found '[' (at byte 3)")]
    [InlineData("'a'*2", "expected the end, found '*' (at byte 3)")]
    [InlineData("1\n2", "expected the end, found '2' (at byte 2)")]
    [InlineData("'a'\n'b'", "expected the end, found \"'\" (at byte 4)")]
    [InlineData("[*[1]]", "expected a value, found '*' (at byte 1)")]
    [InlineData("~1", "expected a value, found '~' (at byte 0)")]
    [InlineData("1,\n2", "expected the end, found '2' (at byte 3)")]
    [InlineData("-\n1", "expected a value, found the end of the line (at byte 1)")]
    [InlineData("(-)", "expected a value, found ')' (at byte 2)")]
    [InlineData("--1", "expected a value, found '-' (at byte 1)")]
    [InlineData("1+-2j", "expected a value, found '-' (at byte 2)")]
    [InlineData("..", "expected a value, found '.' (at byte 0)")]
    [InlineData("1.2.3", "expected the end, found '.' (at byte 3)")]
    [InlineData("[1\u00a0]", "'1\\xa0' is not a number (at byte 1)")]
    [InlineData("[\v1]", "expected a value, found '\\x0b' (at byte 1)")]
    [InlineData("1\\", "a backslash outside a string that does not end its line (at byte 1)")]
    [InlineData("1\\\n", "expected a line after the backslash, found the end (at byte 3)")]
    [InlineData("1\n\\\n", "expected a line after the backslash, found the end (at byte 4)")]
    [InlineData("\n 1", "unexpected indentation at the start of a line (at byte 1)")]
    [InlineData("\\\n 1", "unexpected indentation at the start of a line (at byte 0)")]
    [InlineData("1\n ", "unexpected indentation at the start of a line (at byte 2)")]
    [InlineData("\f 1", "unexpected indentation at the start of a line (at byte 0)")]
    [InlineData("1\n \t2", "unexpected indentation at the start of a line (at byte 2)")]
    public void Parse_BadStructure_IsRefused(string text, string message) => AssertRefused(text, $"Not a Python literal: {message}");

    [Theory]
    [InlineData("true", "the name 'true' is not True, False or None (at byte 0)")]
    [InlineData("[nan]", "the name 'nan' is not True, False or None (at byte 1)")]
    [InlineData("FalseL", "the name 'FalseL' is not True, False or None (at byte 0)")]
    [InlineData("set(1)", "the name 'set' is not True, False or None (at byte 0)")]
    [InlineData("set", "the name 'set' is not True, False or None (at byte 0)")]
    [InlineData("\uff34rue", "the name '\\uff34rue' is not True, False or None (at byte 0)")]
    [InlineData("01", "an integer with leading zeros (at byte 0)")]
    [InlineData("0_1", "an integer with leading zeros (at byte 0)")]
    [InlineData("000000000000000000001", "an integer with leading zeros (at byte 0)")]
    [InlineData("1__0", "'1__0' is not a number (at byte 0)")]
    [InlineData("1_", "'1_' is not a number (at byte 0)")]
    [InlineData("1e", "'1e' is not a number (at byte 0)")]
    [InlineData("1.5_", "'1.5_' is not a number (at byte 0)")]
    [InlineData("0x", "'0x' is not a number (at byte 0)")]
    [InlineData("0xg", "'0xg' is not a number (at byte 0)")]
    [InlineData("0b12", "'0b12' is not a number (at byte 0)")]
    [InlineData("0o_", "'0o_' is not a number (at byte 0)")]
    [InlineData("[1L]", "'1L' is not a number (at byte 1)")]
    [InlineData("1l", "'1l' is not a number (at byte 0)")]
    [InlineData("-True", "a sign before something other than an unsigned number, True (at byte 0)")]
    [InlineData("+'a'", "a sign before something other than an unsigned number, the string 'a' (at byte 0)")]
    [InlineData("-(-1)", "a sign before something other than an unsigned number, the integer -1 (at byte 0)")]
    [InlineData("-(1+2j)", "a sign before something other than an unsigned number, a complex number (at byte 0)")]
    [InlineData("-[1]", "a sign before something other than an unsigned number, a list of 1 (at byte 0)")]
    [InlineData("1+2", "an addition or subtraction other than real ± imaginary (at byte 1)")]
    [InlineData("1j+1", "an addition or subtraction other than real ± imaginary (at byte 2)")]
    [InlineData("1+2j+3j", "an addition or subtraction other than real ± imaginary (at byte 4)")]
    [InlineData("True+1j", "an addition or subtraction other than real ± imaginary (at byte 4)")]
    [InlineData("'a'+'b'", "an addition or subtraction other than real ± imaginary (at byte 3)")]
    public void Parse_BadNamesAndNumbers_AreRefused(string text, string message) => AssertRefused(text, $"Not a Python literal: {message}");

    [Theory]
    [InlineData("'a", "a string without its closing quote (at byte 0)")]
    [InlineData("['a\nb']", "a string without its closing quote (at byte 1)")]
    [InlineData("'''a''", "a string without its closing quote (at byte 0)")]
    [InlineData("r'\\'", "a string without its closing quote (at byte 0)")]
    [InlineData("'a\\", "a string without its closing quote (at byte 0)")]
    [InlineData("f'a'", "a string with the prefix 'f' (at byte 0)")]
    [InlineData("'a' t'b'", "a string with the prefix 't' (at byte 4)")]
    [InlineData("ur'a'", "a string with the prefix 'ur' (at byte 0)")]
    [InlineData("bb'a'", "a string with the prefix 'bb' (at byte 0)")]
    [InlineData("brb'a'", "the name 'brb' is not True, False or None (at byte 0)")]
    [InlineData("'a' b'b'", "strings and bytes side by side (at byte 4)")]
    [InlineData("b'\u00e9'", "a character beyond ASCII in a bytes literal (at byte 2)")]
    [InlineData("'\\x4'", "the escape '\\\\x4' lacks its 2 hexadecimal digits (at byte 1)")]
    [InlineData("'ab\\u12g4'", "the escape '\\\\u12' lacks its 4 hexadecimal digits (at byte 3)")]
    [InlineData("b'\\xZZ'", "the escape '\\\\x' lacks its 2 hexadecimal digits (at byte 2)")]
    [InlineData("'\\U00110000'", "the escape '\\\\U00110000' is beyond Unicode (at byte 1)")]
    [InlineData("'a\0'", "it holds a raw NUL byte; in a string it would be escaped, '\\x00' (at byte 2)")]
    [InlineData("{[1]: 2}", "a list of 1 can be neither a dictionary's key nor in a set (at byte 1)")]
    [InlineData("{{}: 2}", "a dictionary of 0 can be neither a dictionary's key nor in a set (at byte 1)")]
    [InlineData("{(1, ({2},))}", "a set of 1 can be neither a dictionary's key nor in a set (at byte 6)")]
    public void Parse_BadStringsAndKeys_AreRefused(string text, string message) => AssertRefused(text, $"Not a Python literal: {message}");

    [Theory]
    [InlineData("3LL")]
    [InlineData("3l")]
    [InlineData("3L4")]
    [InlineData("(3)L")]
    [InlineData("(3\nL)")]
    [InlineData("(3 # c\n L)")]
    [InlineData("03L")]
    [InlineData("0xL")]
    [InlineData("3_L")]
    [InlineData("'3'L")]
    [InlineData("False L")]
    public void Parse_LongSuffixOutOfPlace_IsRefused(string text) =>
        Assert.Equal(NpyFormatReason.BadHeader, Assert.Throws<NpyFormatException>(() => PythonLiteralParser.Parse(text, allowLongSuffix: true)).Reason);

    [Fact]
    public void Parse_DuplicateKey_IsRefusedThoughPythonTakesIt()
    {
        NpyFormatException error = Refuse("{'a': 1, 'b': 2, 'a': 3}");

        Assert.Equal("A dictionary has the key 'a' twice (at byte 17)", error.Message);
        Assert.Equal((NpyFormatReason.BadKeys, 17L), (error.Reason, error.Offset));
    }

    [Fact]
    public void Parse_DuplicateKeyAmongMany_IsRefused()
    {
        string text = "{" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i}: 1, 'k{i}': 2, ")) + "'k42': 3}";

        Assert.Equal($"A dictionary has the key 'k42' twice (at byte {text.Length - 9})", Refuse(text).Message);
    }

    /// <summary>A key that comes twice among so many others, first or last, is refused; and all of them once are taken.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(30)]
    public void Parse_DuplicateKeyAmongAnyNumber_IsRefused(int others)
    {
        string rest = string.Concat(Enumerable.Range(0, others).Select(i => $"'k{i}': {i}, "));
        foreach ((string before, string between, string behind) in ((string, string, string)[])[("", rest, ""), (rest, "", ""), ("", "", rest)])
        {
            NpyFormatException error = Refuse($"{{{before}'a': 1, {between}'a': 2, {behind}}}");

            Assert.Equal((NpyFormatReason.BadKeys, 1L + before.Length + "'a': 1, ".Length + between.Length), (error.Reason, error.Offset));
        }

        Assert.Equal(2 * (others + 2), PythonLiteralParser.Parse($"{{'a': 1, {rest}'b': 2}}").Items.Count);
        Assert.Equal(2 * (others + 2), PythonLiteralParser.Parse($"{{'a': 1, {rest}b'a': 2}}").Items.Count);
    }

    [Fact]
    public void Parse_NamedEscape_IsUnsupported()
    {
        NpyFormatException error = Refuse("'\\N{EM DASH}'");

        Assert.Equal("Characters by their Unicode names, \\N{...}, are not supported; load the file with NumPy and save it again (at byte 1)", error.Message);
        Assert.Equal(NpyFormatReason.Unsupported, error.Reason);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(4000)]
    [InlineData(1 << 20)]
    public void Parse_DeeperThanTheLimit_IsTooDeep(int depth)
    {
        NpyFormatException error = Refuse(new string('(', depth));

        Assert.Equal("The Python literal has more than 200 brackets open at once (at byte 200)", error.Message);
        Assert.Equal(NpyFormatReason.TooDeep, error.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    public void Parse_IntegerBeyondTheDigitLimit_IsRefused(string prefix)
    {
        Assert.Equal(PythonLiteralKind.Integer, PythonLiteralParser.Parse(prefix + new string('7', 4300)).Kind);

        Assert.Equal("Not a Python literal: an integer of more than 4300 digits (at byte 0)", Refuse(prefix + new string('7', 4301)).Message);
    }

    [Fact]
    public void Parse_ErrorInUtf8_CountsItsBytes() =>
        Assert.Equal(16, Assert.Throws<NpyFormatException>(() => PythonLiteralParser.Parse("['\u4e2d' !]", baseOffset: 9, isUtf8: true)).Offset);

    /// <summary>What is wrong behind characters of several bytes is where its first byte is.</summary>
    [Theory]
    [InlineData("1 2", 2)]
    [InlineData("'a' b'b'", 4)]
    [InlineData("'\\x4'", 1)]
    [InlineData("'ab' '\\u12'", 6)]
    [InlineData("b'\u00e9'", 2)]
    [InlineData("'abc", 0)]
    [InlineData("ur'a'", 0)]
    [InlineData("01", 0)]
    [InlineData("1__0", 0)]
    [InlineData("nan", 0)]
    [InlineData("-True", 0)]
    [InlineData("1j+1", 2)]
    [InlineData("\\ 1", 0)]
    [InlineData("{[1]: 2}", 1)]
    [InlineData("{'a': 1, 'a': 2}", 9)]
    public void Parse_ErrorBehindUtf8_CountsItsBytes(string text, int offset)
    {
        foreach (string before in (string[])["['\u4e2d', ", "['\U0001f600\u00e9', '\u00e9' '\u4e2d', "])
        {
            int expected = 100 + System.Text.Encoding.UTF8.GetByteCount(before) + offset;

            Assert.Equal(expected, Assert.Throws<NpyFormatException>(() => PythonLiteralParser.Parse(before + text, baseOffset: 100, isUtf8: true)).Offset);
            Assert.Equal(100 + before.Length + offset, Assert.Throws<NpyFormatException>(() => PythonLiteralParser.Parse(before + text, baseOffset: 100)).Offset);
        }
    }

    [Fact]
    public void Parse_QuotedPieces_AreCutBehind60Characters()
    {
        foreach ((int length, string end) in ((int, string)[])[(59, "'"), (60, "'"), (61, "'...")])
        {
            string name = new('n', length);
            Assert.Equal($"Not a Python literal: the name '{name[..Math.Min(60, length)]}{end} is not True, False or None (at byte 0)", Refuse(name).Message);
        }
    }

    [Theory]
    [InlineData("0xffffffffffffffffffffffffffffffff", "the integer 340282366920938463463374607431768211455")]
    [InlineData("0x100000000000000000000000000000000", "the integer of 129 bits")]
    public void Describe_LongInteger_IsWrittenOutOrCounted(string text, string described) => Assert.Equal(described, PythonLiteralParser.Parse(text).Describe());

    private static NpyFormatException Refuse(string text) => Assert.Throws<NpyFormatException>(() => PythonLiteralParser.Parse(text));

    private static void AssertRefused(string text, string message)
    {
        NpyFormatException error = Refuse(text);

        Assert.Equal(message, error.Message);
        Assert.Equal(NpyFormatReason.BadHeader, error.Reason);
    }
}
