using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

/// <summary>Every cause for which a header is refused, with its whole message.</summary>
public class NpyHeaderErrorTests
{
    [Fact]
    public void Parse_NoBytes_IsEmpty() =>
        AssertRefused([], NpyFormatReason.Empty, 0, "There is no array: the content is empty where its header should begin (at byte 0)");

    [Theory]
    [InlineData("P", "b'P'")]
    [InlineData("\u0093NUMPX\u0001\0", "b'\\x93NUMPX'")]
    [InlineData("\0\0\n'\\ \0\0\0\0", "b'\\x00\\x00\\n\\'\\\\ '")]
    public void Parse_WrongMagic_IsQuoted(string content, string found) =>
        AssertRefused(Encoding.Latin1.GetBytes(content), NpyFormatReason.BadMagic, 0, $"This is not a .npy file: it begins with {found}, not with b'\\x93NUMPY' (at byte 0)");

    [Theory]
    [InlineData("hello world", "b'hello '")]
    [InlineData("1,2,3\n4", "b'1,2,3\\n'")]
    public void Parse_Text_IsToldAsText(string content, string found) =>
        AssertRefused(Encoding.Latin1.GetBytes(content), NpyFormatReason.BadMagic, 0, $"This is text, not a .npy array: it begins with {found}, not with b'\\x93NUMPY' (at byte 0)");

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0\0\0\0\0\0\0", "This is a ZIP archive, as .npz files are, not a .npy array: load all of its arrays with Npz.Load, or open it with Npz.Open")]
    [InlineData("PK\u0005\u0006\0\0\0\0\0\0\0\0", "This is a ZIP archive, as .npz files are, not a .npy array: load all of its arrays with Npz.Load, or open it with Npz.Open")]
    [InlineData("\u001f\u008b\u0008\0\0\0\0\0\0\u0003\0\0", "This is compressed with gzip, not a .npy array: load it through a System.IO.Compression.GZipStream")]
    [InlineData("\u0080\u0004K\u0001.", "This is a Python pickle, not a .npy array: load it with Pickle.Load")]
    [InlineData("ZF0x10      ", "This is a compressed joblib file, not a .npy array: load it with Joblib.Load")]
    public void Parse_AnotherKindOfFile_SaysWhatToDo(string content, string message) =>
        AssertRefused(Encoding.Latin1.GetBytes(content), NpyFormatReason.Unsupported, 0, $"{message} (at byte 0)");

    [Theory]
    [InlineData(9, 0, "9.0")]
    [InlineData(0, 0, "0.0")]
    [InlineData(1, 1, "1.1")]
    [InlineData(3, 255, "3.255")]
    public void Parse_UnknownVersion_IsNamed(byte major, byte minor, string version)
    {
        byte[] header = NpyBytes.Header(1, "{}");
        (header[6], header[7]) = (major, minor);

        AssertRefused(header, NpyFormatReason.BadVersion, 6, $"The format version is {version}; NumPy has 1.0, 2.0 and 3.0 (at byte 6)");
        Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(header.AsSpan(0, 8)));
    }

    [Theory]
    [InlineData(1, 3, "expected at least 10 bytes, found 3 (at byte 3)")]
    [InlineData(1, 9, "expected at least 10 bytes, found 9 (at byte 9)")]
    [InlineData(2, 11, "expected at least 12 bytes, found 11 (at byte 11)")]
    [InlineData(2, 6, "expected at least 10 bytes, found 6 (at byte 6)")]
    [InlineData(1, 7, "expected at least 10 bytes, found 7 (at byte 7)")]
    [InlineData(2, 7, "expected at least 12 bytes, found 7 (at byte 7)")]
    [InlineData(3, 8, "expected at least 12 bytes, found 8 (at byte 8)")]
    [InlineData(3, 10, "expected at least 12 bytes, found 10 (at byte 10)")]
    [InlineData(1, 10, "expected 128 bytes, found 10 (at byte 10)")]
    [InlineData(1, 127, "expected 128 bytes, found 127 (at byte 127)")]
    [InlineData(3, 12, "expected 128 bytes, found 12 (at byte 12)")]
    public void Parse_Truncated_SaysExpectedAndFound(byte major, int length, string message)
    {
        byte[] header = new NpyHeader(DType.Of<double>(), [3], version: new NpyVersion(major, 0)).ToBytes();

        AssertRefused(header[..length], NpyFormatReason.TruncatedHeader, length, $"The content ends inside the header: {message}");
    }

    [Fact]
    public void Parse_LengthBeyondTheLimit_IsRefusedBeforeReading()
    {
        byte[] header = NpyBytes.Header(2, "{}");
        header.AsSpan(8, 4).Fill(0xFF);
        const string Message = "The header's text has 4294967295 bytes, more than NpyReadOptions.MaxHeaderSize, which is 1048576 (at byte 8)";

        AssertRefused(header, NpyFormatReason.HeaderTooLarge, 8, Message);
        Assert.Equal(Message, Assert.Throws<NpyFormatException>(() => NpyHeader.TryGetLength(header.AsSpan(0, 12), out _)).Message);
    }

    [Fact]
    public void Parse_MaxHeaderSize_CountsTheTextAlone()
    {
        byte[] header = new NpyHeader(DType.Of<double>(), [3]).ToBytes();

        Assert.Equal(3, NpyHeader.Parse(header, new NpyReadOptions { MaxHeaderSize = 118 }.MaxHeaderSize).Count);
        Assert.Equal(
            "The header's text has 118 bytes, more than NpyReadOptions.MaxHeaderSize, which is 117 (at byte 8)",
            Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(header, new NpyReadOptions { MaxHeaderSize = 117 }.MaxHeaderSize)).Message);
    }

    [Fact]
    public void TryGetLength_LimitTakenAway_StaysWithinAnArray()
    {
        byte[] header = NpyBytes.Header(2, "{}");
        header.AsSpan(8, 4).Fill(0x7F);
        header[11] = 0x80;

        Assert.Equal(
            NpyFormatReason.HeaderTooLarge,
            Assert.Throws<NpyFormatException>(() => NpyHeader.TryGetLength(header, out _, new NpyReadOptions { MaxHeaderSize = int.MaxValue }.MaxHeaderSize)).Reason);
    }

    [Theory]
    [InlineData("", "Not a Python literal: expected a value, found the end (at byte 10)")]
    [InlineData("hello", "Not a Python literal: the name 'hello' is not True, False or None (at byte 10)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), ", "Not a Python literal: expected a value, found the end (at byte 66)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), } x", "Not a Python literal: expected the end, found 'x' (at byte 68)")]
    [InlineData("{'descr': '<f8\0', 'fortran_order': False, 'shape': (3,), }", "Not a Python literal: it holds a raw NUL byte; in a string it would be escaped, '\\x00' (at byte 24)")]
    [InlineData("[]", "The header is not a dictionary but a list of 0 (at byte 10)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), },", "The header is not a dictionary but a tuple of 1 (at byte 10)")]
    [InlineData("'x'", "The header is not a dictionary but the string 'x' (at byte 10)")]
    public void Parse_NoDictionary_IsRefused(string text, string message) => AssertRefused(text, NpyFormatReason.BadHeader, message);

    [Theory]
    [InlineData("{}", "The header lacks the keys 'descr', 'fortran_order', 'shape' (at byte 10)")]
    [InlineData(" {'descr': '<f8', 'fortran_order': False}", "The header lacks the key 'shape' (at byte 11)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x': 1}", "The header has a key other than 'descr', 'fortran_order' and 'shape': the string 'x' (at byte 64)")]
    [InlineData("{b'descr': '<f8'}", "The header has a key other than 'descr', 'fortran_order' and 'shape': the bytes b'descr' (at byte 11)")]
    [InlineData("{1: 2}", "The header has a key other than 'descr', 'fortran_order' and 'shape': the integer 1 (at byte 11)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), 'shape': (2,), }", "A dictionary has the key 'shape' twice (at byte 66)")]
    public void Parse_WrongKeys_AreNamed(string text, string message) => AssertRefused(text, NpyFormatReason.BadKeys, message);

    [Theory]
    [InlineData("[3, 4]", "The shape is not a tuple but a list of 2 (at byte 60)")]
    [InlineData("3", "The shape is not a tuple but the integer 3 (at byte 60)")]
    [InlineData("(3)", "The shape is not a tuple but the integer 3 (at byte 61)")]
    [InlineData("(3, 4.0)", "Axis 1 of the shape is not an integer from 0 to 9223372036854775807 but the float 4 (at byte 64)")]
    [InlineData("(True, 2)", "Axis 0 of the shape is not an integer from 0 to 9223372036854775807 but True (at byte 61)")]
    [InlineData("(None,)", "Axis 0 of the shape is not an integer from 0 to 9223372036854775807 but None (at byte 61)")]
    [InlineData("(2, -3)", "Axis 1 of the shape is not an integer from 0 to 9223372036854775807 but the integer -3 (at byte 64)")]
    [InlineData("(0, 9223372036854775808)", "Axis 1 of the shape is not an integer from 0 to 9223372036854775807 but the integer 9223372036854775808 (at byte 64)")]
    [InlineData("(9223372036854775807,)", "The shape (9223372036854775807,) of elements of 8 bytes comes to more than 2^63 - 1 bytes (at byte 60)")]
    [InlineData("(0, 1152921504606846976)", "The shape (0, 1152921504606846976) of elements of 8 bytes comes to more than 2^63 - 1 bytes (at byte 60)")]
    [InlineData("(4294967296, 4294967296)", "The shape (4294967296, 4294967296) of elements of 8 bytes comes to more than 2^63 - 1 bytes (at byte 60)")]
    public void Parse_BadShape_SaysWhatIsWrong(string shape, string message) =>
        AssertRefused($"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}", NpyFormatReason.BadShape, message);

    [Theory]
    [InlineData("[]", "a dictionary", "a list of 0")]
    [InlineData("{'x': 1}", "'descr', 'fortran_order' and 'shape'", "the string 'x'")]
    [InlineData("{}", "'descr', 'fortran_order' and 'shape'", null)]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': ()}", "True or False", "the integer 0")]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': []}", "a tuple of integers", "a list of 0")]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (-1,)}", "an integer from 0 to 9223372036854775807", "the integer -1")]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (9223372036854775807,)}", "at most 9223372036854775807 bytes", null)]
    [InlineData("{'descr': ('<f8', (2,)), 'fortran_order': True, 'shape': (1,)}", "the dtype of one element", "('<f8', (2,))")]
    [InlineData("{'descr': '<f9', 'fortran_order': True, 'shape': (1,)}", "a dtype such as '<f8'", "'<f9'")]
    [InlineData("[1", "',' or ']'", "the end")]
    public void Parse_WrongText_SaysExpectedAndFound(string text, string expected, string? found)
    {
        NpyFormatException error = Refuse(NpyBytes.Header(1, text));

        Assert.Equal((expected, found), (error.Expected, error.Found));
    }

    [Fact]
    public void Parse_WrongPrefix_SaysExpectedAndFound()
    {
        byte[] header = NpyBytes.Header(1, "{}"), version = [.. header];
        version[6] = 9;

        AssertSays([], "b'\\x93NUMPY'", "nothing");
        AssertSays([1, 2, 3, 4, 5, 6, 7], "b'\\x93NUMPY'", "b'\\x01\\x02\\x03\\x04\\x05\\x06'");
        AssertSays(version, "1.0, 2.0 or 3.0", "9.0");
        AssertSays(header[..9], "at least 10 bytes", "9 bytes");
        AssertSays(header[..11], "12 bytes", "11 bytes");
        NpyFormatException error = Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(header, maxSize: 1));
        Assert.Equal(("at most 1 bytes", "2 bytes"), (error.Expected, error.Found));

        static void AssertSays(byte[] content, string expected, string found)
        {
            NpyFormatException error = Refuse(content);
            Assert.Equal((expected, found), (error.Expected, error.Found));
        }
    }

    [Fact]
    public void Parse_TooManyAxes_AreCounted()
    {
        static string Text(int rank) => $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({string.Concat(Enumerable.Repeat("1, ", rank))}), }}";

        Assert.Equal(64, NpyHeader.Parse(NpyBytes.Header(1, Text(64))).Shape.Length);
        AssertRefused(Text(65), NpyFormatReason.BadShape, "The shape has 65 axes; NumPy has at most 64 (at byte 60)");
    }

    [Fact]
    public void Parse_ZeroSizeElementsWhoseCountOverflows_AreRefused() =>
        AssertRefused(
            "{'descr': '|V0', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
            NpyFormatReason.BadShape,
            "The shape (4294967296, 4294967296) of elements of 0 bytes comes to more than 2^63 - 1 bytes (at byte 60)");

    [Theory]
    [InlineData("0", "the integer 0")]
    [InlineData("None", "None")]
    [InlineData("'False'", "the string 'False'")]
    public void Parse_BadFortranOrder_SaysWhatIsThere(string value, string found) =>
        AssertRefused(
            $"{{'descr': '<f8', 'fortran_order': {value}, 'shape': (3,), }}",
            NpyFormatReason.BadFortranOrder,
            $"fortran_order is neither True nor False but {found} (at byte 44)");

    [Theory]
    [InlineData("'<f9'", "'<f9' is not a dtype that NumPy knows (at byte 20)")]
    [InlineData("b'<f8'", "The dtype is the bytes b'<f8', not a string, a list of fields or a tuple of dtype and shape (at byte 20)")]
    [InlineData("1", "The dtype is the integer 1, not a string, a list of fields or a tuple of dtype and shape (at byte 20)")]
    [InlineData("'|V1000000000000'", "'|V1000000000000' has the width 1000000000000, but an item has between 0 and 2147483647 bytes (at byte 20)")]
    [InlineData("[('a', '|V2147483647'), ('b', '<f8')]", "The dtype is not valid: a record of more than 2147483647 bytes: this field ends at 2147483655 (at byte 44)")]
    [InlineData("[('a', '<f8', (1000000, 1000000))]", "The dtype is not valid: a sub-array of shape (1000000, 1000000) of 8-byte items is larger than 2147483647 bytes (at byte 34)")]
    [InlineData("[('a', '<f8'), ('a', '<f4')]", "The dtype is not valid: the name 'a' occurs twice among names and titles (at byte 20)")]
    public void Parse_BadDescr_SaysWhatAndWhere(string descr, string message) =>
        AssertRefused($"{{'descr': {descr}, 'fortran_order': False, 'shape': (3,), }}", NpyFormatReason.BadDescr, message);

    [Fact]
    public void Parse_SubArrayAsTheWholeDescr_IsRefusedAsByNumPy() =>
        AssertRefused(
            "{'descr': ('<f4', (2, 3)), 'fortran_order': False, 'shape': (4,), }",
            NpyFormatReason.BadDescr,
            "The descr is the sub-array ('<f4', (2, 3)), which NumPy loads only as the type of a field (at byte 20)");

    [Fact]
    public void Parse_LongSuffixInVersion3_IsRefused()
    {
        NpyFormatException error = Refuse(NpyBytes.Header(3, "{'descr': '<f8', 'fortran_order': False, 'shape': (3L,), }"));

        Assert.Equal("Not a Python literal: '3L' is not a number (at byte 63)", error.Message);
    }

    [Fact]
    public void Parse_BytesThatAreNoUtf8InVersion3_AreRefused()
    {
        byte[] text = Encoding.Latin1.GetBytes("{'descr': [('\u00e9', '<f8')], 'fortran_order': False, 'shape': (), }");

        AssertRefused(
            NpyBytes.Header(3, text),
            NpyFormatReason.BadHeader,
            25,
            "The header is not UTF-8, as version 3.0 asks for: b'\\xe9' belongs to no character (at byte 25)");
        Assert.Equal("\u00e9", NpyHeader.Parse(NpyBytes.Header(1, text)).DType.Fields[0].Name);
    }

    /// <summary>Offsets count bytes, which in version 3.0 are not the characters.</summary>
    [Theory]
    [InlineData("[3]", NpyFormatReason.BadShape, 0)]
    [InlineData("(3, -4)", NpyFormatReason.BadShape, 4)]
    [InlineData("(3, ", NpyFormatReason.BadHeader, 4)]
    [InlineData("(3, x)", NpyFormatReason.BadHeader, 4)]
    public void Parse_ErrorBehindNamesBeyondAscii_IsWhereItsByteIs(string shape, NpyFormatReason reason, int offset)
    {
        foreach ((int version, string name) in ((int, string)[])[(1, "\u00e9"), (2, "\u00e9"), (3, "\u00e9"), (3, "\u4e2d\U0001f600")])
        {
            string before = $"{{'descr': [('{name}', '<f8')], 'fortran_order': False, 'shape': ";
            int bytes = version == 3 ? Encoding.UTF8.GetByteCount(before) : before.Length;
            NpyFormatException error = Refuse(NpyBytes.Header(version, $"{before}{shape}, }}"));

            Assert.Equal((reason, (version == 1 ? 10L : 12) + bytes + offset), (error.Reason, error.Offset));
        }
    }

    /// <summary>The largest size in bytes, spelt as NumPy does and otherwise.</summary>
    [Theory]
    [InlineData("|u1", long.MaxValue, true)]
    [InlineData("|V0", long.MaxValue, true)]
    [InlineData("<i2", long.MaxValue / 2, true)]
    [InlineData("<i2", (long.MaxValue / 2) + 1, false)]
    [InlineData("<c32", long.MaxValue / 32, true)]
    [InlineData("<c32", (long.MaxValue / 32) + 1, false)]
    public void Parse_SizeAtTheLimit_IsTakenAndBeyondItRefused(string type, long length, bool isTaken)
    {
        foreach (string before in (string[])["", " "])
        {
            foreach (string shape in (string[])[$"({length},)", $"(1, {length}, 1)"])
            {
                byte[] header = NpyBytes.Header(1, $"{before}{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}");
                if (isTaken)
                    Assert.Equal(length, NpyHeader.Parse(header).Count);
                else
                    Assert.Equal(NpyFormatReason.BadShape, Refuse(header).Reason);
            }
        }

        if (isTaken)
            Assert.Equal(length, new NpyHeader(DType.Parse(type), [length]).Count);
        else
            Assert.Throws<ArgumentException>(() => new NpyHeader(DType.Parse(type), [length]));
    }

    [Fact]
    public void Parse_NestedVeryDeep_IsTooDeep() =>
        AssertRefused(
            "{'descr': " + new string('[', 4000) + new string(']', 4000) + ", 'fortran_order': False, 'shape': (), }",
            NpyFormatReason.TooDeep,
            "The Python literal has more than 200 brackets open at once (at byte 219)");

    private static NpyFormatException Refuse(byte[] content) => Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(content));

    private static void AssertRefused(string text, NpyFormatReason reason, string message)
    {
        NpyFormatException error = Refuse(NpyBytes.Header(1, text));

        Assert.Equal(message, error.Message);
        Assert.Equal(reason, error.Reason);
        Assert.EndsWith($"(at byte {error.Offset})", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(byte[] content, NpyFormatReason reason, long offset, string message)
    {
        NpyFormatException error = Refuse(content);

        Assert.Equal(message, error.Message);
        Assert.Equal((reason, offset), (error.Reason, error.Offset));
    }
}
