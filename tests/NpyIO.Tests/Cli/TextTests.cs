using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Texts: what is shown of a long one, what would break a line or steer a terminal, and every character in JSON.</summary>
public sealed class TextTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Characters => new()
    {
        { "a", "a" },
        { "\x1f", "\\x1f" },
        { " ", " " },
        { "~", "~" },
        { "\x7f", "\\x7f" },
        { "\x9b", "\\x9b" },
        { "\u00a0", "\u00a0" },
        { "\u00ad", "\\xad" },
        { "\t\r\n", "\\t\\r\\n" },
        { "\u200b", "\\u200b" },
        { "\u200c\u200d", "\u200c\u200d" },
        { "\u200e", "\\u200e" },
        { "\u2028\u2029", "\\u2028\\u2029" },
        { "\u202e", "\\u202e" },
        { "\u2066", "\\u2066" },
        { "\ufeff", "\\ufeff" },
        { "𝄞", "𝄞" },
        { "é漢", "é漢" },
    };

    [Theory]
    [MemberData(nameof(Characters))]
    public void Cat_TextAndNames_HaveOnlyWhatCannotBreakALine(string text, string expected)
    {
        // Python quotes more than what could break a line.
        string quoted = text is "\u00a0" ? "\\xa0" : text is "\u200c\u200d" ? "\\u200c\\u200d" : expected;
        string array = _folder.Write("u.npy", Npy.Save(NdArray.FromArray(new[] { text })));
        string objects = _folder.Write("o.npy", Npy.Save(NdArray.FromObjects(new object?[] { text })));
        string pickle = _folder.Write("x.pkl", Pickle.Save(new PickleDictionary { [text] = text }));
        string single = _folder.Write("s.npy", Npy.Save(NdArray.FromArray(new[] { text }).Reshape([])));
        string singleObject = _folder.Write("t.npy", Npy.Save(NdArray.FromObjects(new object?[] { text }).Reshape([])));
        string archive = _folder.Write("x.npz", ZipBytes.Of(false, (text + ".npy", Archive.Epoch)));

        Assert.Equal($"['{quoted}']\n", CliRun.Of("cat", array).Output);
        Assert.Equal($"['{quoted}']\n", CliRun.Of("cat", objects).Output);
        Assert.Equal($"{expected}\n", CliRun.Of("cat", single).Output);
        Assert.Equal($"{expected}\n", CliRun.Of("cat", singleObject).Output);
        Assert.Equal($"dict of 1\n  '{expected}': '{expected}'\n", CliRun.Of("cat", pickle).Output);
        Assert.Equal($"{expected}: uint8, shape ()\n7\n", CliRun.Of("cat", archive).Output);
        Assert.Equal($"npyio: {archive}: has no entry 'q'; there are '{expected}'\n", CliRun.Of("cat", archive, "--entry", "q").Error);
        Assert.Equal($"npyio: {expected}: no such file or directory\n", CliRun.Of("cat", text).Error);
    }

    [Theory]
    [InlineData("61", "b'a'")]
    [InlineData("27", "b\"'\"")]
    [InlineData("5c", "b'\\\\'")]
    [InlineData("22", "b'\"'")]
    [InlineData("1f", "b'\\x1f'")]
    [InlineData("20", "b' '")]
    [InlineData("7e", "b'~'")]
    [InlineData("7f", "b'\\x7f'")]
    [InlineData("80", "b'\\x80'")]
    [InlineData("ff", "b'\\xff'")]
    [InlineData("0a", "b'\\n'")]
    public void Cat_Bytes_AreShownAsPythonShowsThem(string hex, string expected) =>
        Assert.Equal($"[{expected}]\n", CliRun.Of("cat", _folder.WriteNpy("x.npy", "'|S1'", "(1,)", Convert.FromHexString(hex))).Output);

    [Theory]
    [InlineData("27000000", "\"'\"")]
    [InlineData("5c000000", "'\\\\'")]
    [InlineData("00d80000", "'\\ud800'")]
    [InlineData("1ed10100", "'𝄞'")]
    [InlineData("ffff1000", "'\\U0010ffff'")]
    [InlineData("00001100", "'\\U00110000'")]
    [InlineData("ffffffff", "'\\Uffffffff'")]
    public void Cat_CodePoint_IsShownOrEscaped(string hex, string expected) =>
        Assert.Equal($"[{expected}]\n", CliRun.Of("cat", _folder.WriteNpy("x.npy", "'<U1'", "(1,)", Convert.FromHexString(hex))).Output);

    [Theory]
    [InlineData(60, "")]
    [InlineData(61, "…(+1)")]
    public void Cat_PythonTextAroundTheLongestThatIsWhole_IsCutBeyondIt(int length, string rest) =>
        Assert.Equal($"'{new string('t', 60)}'{rest}\n", CliRun.Of("cat", _folder.Write("x.pkl", Pickle.Save(new string('t', length)))).Output);

    [Fact]
    public void CatJson_EveryCharacter_IsReadBack()
    {
        uint[] units = [.. Enumerable.Range(0, 0x10000).Select(unit => (uint)unit), 0x10000, 0x1d11e, 0x10ffff];
        string file = _folder.WriteNpy("x.npy", "'<U1'", $"({units.Length},)", units);
        string expected = string.Concat(units.Select(unit => unit < 0x10000 ? $"{(char)unit}" : char.ConvertFromUtf32((int)unit))).TrimStart('\0');

        string output = CliRun.Of("cat", "--json", file).Output;

        Assert.DoesNotContain(output[..^1], character => character < ' ');
        JsonElement[] values = [.. JsonTree.Parse(output).GetProperty("arrays").GetProperty("").EnumerateArray()];
        Assert.Equal(units.Length, values.Length);
        Assert.Equal(expected, string.Concat(values.Select(value => RawJson.Unescape(value.GetRawText()[1..^1]))));
    }

    [Fact]
    public void CatJson_EveryByte_IsItsLatin1Character()
    {
        string file = _folder.WriteNpy("x.npy", "'|S2'", "(256,)", [.. Enumerable.Range(0, 256).SelectMany(value => (byte[])[(byte)value, (byte)'x'])]);

        JsonElement values = JsonTree.Parse(CliRun.Of("cat", "--json", file).Output).GetProperty("arrays").GetProperty("");

        Assert.Equal(Enumerable.Range(0, 256).Select(value => $"{(char)value}x"), values.EnumerateArray().Select(value => value.GetString()));
    }

    /// <summary>A name is a string of UTF-16 in the tool, of which half a pair may come from a pickle.</summary>
    [Fact]
    public void CatJson_PythonTexts_AreReadBack()
    {
        string[] texts = ["\ud800", "\udfffa", "a\ud83d", "\ud83d\udc3d", "\ue000\ud7ff", "\u2028", "\x7f\x9f\u00a0", "\"\\/"];
        string file = _folder.Write("x.pkl", Pickle.Save(texts.ToList<object?>()));

        JsonElement values = JsonTree.Parse(CliRun.Of("cat", "--json", file).Output).GetProperty("value");

        Assert.Equal(texts, values.EnumerateArray().Select(value => RawJson.Unescape(value.GetRawText()[1..^1])));
    }

    /// <summary>Longer than the buffers of names and of single values.</summary>
    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void EveryForm_LongName_IsWhole(int length)
    {
        string name = new string('n', length - 1) + "é";
        string file = _folder.Write("x.npy", Npy.Save(NdArray.Create(DType.Struct(new Field(name, DType.UInt8)), 1)));

        Assert.EndsWith($":[{{\"{name}\":0}}]}}}}\n", CliRun.Of("cat", "--json", file).Output, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("convert", file, _folder.PathOf("y.csv")).Status);
        Assert.Equal($"{name}\n0\n", File.ReadAllText(_folder.PathOf("y.csv")));
    }

    [Fact]
    public void CatJson_LongSubArray_IsWhole()
    {
        string file = _folder.WriteNpy("x.npy", "[('a', '|u1', (2, 100))]", "()", [.. Enumerable.Range(0, 200).Select(value => (byte)value)]);

        Assert.EndsWith($":{{\"\":{{\"a\":[[{string.Join(',', Enumerable.Range(0, 100))}],[{string.Join(',', Enumerable.Range(100, 100))}]]}}}}}}\n", CliRun.Of("cat", "--json", file).Output);
    }
}
