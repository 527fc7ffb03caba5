using System.Globalization;
using System.Numerics;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>The lines of protocol 0 and texts in UTF-8; what is expected is what Python 3.11 loads.</summary>
public sealed class PickleTextTests
{
    [Theory]
    [InlineData(@"Va\", @"'a\u005c'")]
    [InlineData(@"V\\u0041", @"'\u005c\u005cu0041'")]
    [InlineData(@"V\u0041\u00e9", @"'A\u00e9'")]
    [InlineData(@"V\ud800", @"'\ud800'")]
    [InlineData(@"V\U0000ffff", @"'\uffff'")]
    [InlineData(@"V\U00010000", @"'\ud800\udc00'")]
    [InlineData(@"V\U0010ffff", @"'\udbff\udfff'")]
    [InlineData(@"V\U00110000", null)]
    [InlineData(@"V\U80000000", null)]
    [InlineData(@"V\u004", null)]
    [InlineData(@"V\u004g", null)]
    [InlineData(@"V\U0001f60", null)]
    [InlineData(@"V\n\x41", @"'\u005cn\u005cx41'")]
    [InlineData(@"S'\a\b\t\n\v\f\r'", @"'\u0007\u0008\u0009\u000a\u000b\u000c\u000d'")]
    [InlineData(@"S'\0\08'", @"'\u0000\u00008'")]
    [InlineData(@"S'\7\77\377'", @"'\u0007?\u00ff'")]
    [InlineData(@"S'\400'", @"'\u0000'")]
    [InlineData(@"S'\1111'", "'I1'")]
    [InlineData(@"S'\x41\x4a\xfF'", @"'AJ\u00ff'")]
    [InlineData("""S'\\\'\"'""", """'\u005c\u0027"'""")]
    [InlineData("""S"\'" """, @"'\u0027'")]
    [InlineData(@"S'\q'", @"'\u005cq'")]
    [InlineData("S'it's'", @"'it\u0027s'")]
    [InlineData("S''", "''")]
    [InlineData("S'", null)]
    [InlineData("S", null)]
    [InlineData("S'a", null)]
    [InlineData("Sa'", null)]
    [InlineData("""S'a" """, null)]
    [InlineData("SaXa", null)]
    [InlineData(@"S'a\'", null)]
    [InlineData(@"S'\x4'", null)]
    [InlineData(@"S'\xg1'", null)]
    public void Load_LineOfText_IsThatOfPython(string line, string? expected)
    {
        if (expected is null)
            Assert.Equal((NpyFormatReason.BadPickle, 1L), Fault($"N{line}\n."));
        else
            Assert.Equal(expected, PickleRepr.Load($"{line}\n."));
    }

    [Theory]
    [InlineData("I 12 ", "12")]
    [InlineData("I+5", "5")]
    [InlineData("I001", "1")]
    [InlineData("I000", "0")]
    [InlineData("I-9223372036854775808", "-9223372036854775808")]
    [InlineData("I-9223372036854775809", "-9223372036854775809")]
    [InlineData("I9223372036854775807", "9223372036854775807")]
    [InlineData("L12", "12")]
    [InlineData("L-9223372036854775808L", "-9223372036854775808")]
    [InlineData("L9223372036854775808L", "9223372036854775808")]
    [InlineData("F+inf", "inf")]
    [InlineData("F-INF", "-inf")]
    [InlineData("F-nan", "nan")]
    [InlineData("F.5", "0.5")]
    [InlineData("F5.", "5.0")]
    [InlineData("F-0.0", "-0.0")]
    [InlineData("F5e-324", "5e-324")]
    [InlineData("I", null)]
    [InlineData("L", null)]
    [InlineData("LL", null)]
    [InlineData("F", null)]
    [InlineData("I1.5", null)]
    [InlineData("I1L", null)]
    [InlineData("F1,5", null)]
    public void Load_LineOfANumber_IsThatOfPython(string line, string? expected)
    {
        if (expected is null)
            Assert.Equal((NpyFormatReason.BadPickle, 1L), Fault($"N{line}\n."));
        else
            Assert.Equal(expected, PickleRepr.Load($"{line}\n."));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Load_IntegerAtTheLimitOf64Bits_IsALong(long value) => Assert.Equal(value, Pickle.Load(PickleRepr.Bytes($"I{value.ToString(CultureInfo.InvariantCulture)}\n.")));

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void Load_DigitsAroundTheMaximum_AreReadUpToIt(int digits, bool isRead)
    {
        string pickle = $"NI{new string('7', digits)}\n.";

        if (isRead)
        {
            Assert.Equal(BigInteger.Parse(new string('7', digits), CultureInfo.InvariantCulture), Pickle.Load(PickleRepr.Bytes(pickle)));
            return;
        }

        Assert.Equal((NpyFormatReason.Unsupported, 1L), Fault(pickle));
    }

    /// <summary>Python writes half a surrogate pair as three bytes, from ED A0 80 to ED BF BF.</summary>
    [Theory]
    [InlineData("\u00ed\u009f\u00bf", "'\\ud7ff'")]
    [InlineData("\u00ed\u00a0\u0080", "'\\ud800'")]
    [InlineData("\u00ed\u00af\u00bf", "'\\udbff'")]
    [InlineData("\u00ed\u00b0\u0080", "'\\udc00'")]
    [InlineData("\u00ed\u00bf\u00bf", "'\\udfff'")]
    [InlineData("a\u00ed\u00a0\u0080b\u00ed\u00bf\u00bfc", "'a\\ud800b\\udfffc'")]
    [InlineData("\u00ee\u0080\u0080", "'\\ue000'")]
    [InlineData("\u00f4\u008f\u00bf\u00bf", "'\\udbff\\udfff'")]
    [InlineData("\u00f4\u0090\u0080\u0080", null)]
    [InlineData("\u00ed\u00c0\u0080", null)]
    [InlineData("\u00ed\u00a0\u00c0", null)]
    [InlineData("\u00ed\u00a0\u007f", null)]
    [InlineData("\u00ed\u00a0", null)]
    [InlineData("\u00ed", null)]
    [InlineData("\u00ec\u00a0", null)]
    [InlineData("\u00c0\u0080", null)]
    [InlineData("\u00ff", null)]
    public void Load_Utf8_IsDecodedAsPythonDoes(string bytes, string? expected)
    {
        // Short texts are decoded on the stack, long ones are not.
        foreach (string before in (string[])["", new string('x', 510), new string('x', 600)])
        {
            int length = before.Length + bytes.Length;
            string pickle = $"NX{(char)(length & 255)}{(char)(length >> 8)}\0\0{before}{bytes}.";

            if (expected is null)
                Assert.Equal((NpyFormatReason.BadPickle, 1L), Fault(pickle));
            else
                Assert.Equal("'" + before + expected[1..], PickleRepr.Load(pickle));
        }
    }

    private static (NpyFormatReason Reason, long Offset) Fault(string pickle)
    {
        // PROTO, so that it is not taken for a text.
        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(PickleRepr.Bytes("\u0080\u0002" + pickle)));
        return (error.Reason, error.Offset - 2);
    }
}
