using System.Globalization;
using System.Numerics;
using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Numbers in every form of output: signs, values that are not finite, and the shortest digits of the precision that the form asks for.</summary>
public sealed class NumbersTests : IDisposable
{
    /// <summary>Magnitudes by size of float, big-endian: zero, one and a half, infinity, a quiet NaN.</summary>
    private static readonly Dictionary<int, string[]> Magnitudes = new()
    {
        [2] = ["0000", "3e00", "7c00", "7e00"],
        [4] = ["00000000", "3fc00000", "7f800000", "7fc00000"],
        [8] = ["0000000000000000", "3ff8000000000000", "7ff0000000000000", "7ff8000000000000"],
        [16] = ["00000000000000000000", "3fffc000000000000000", "7fff8000000000000000", "7fffc000000000000000"],
    };

    private static readonly string[] Plain = ["0.0", "1.5", "inf", "nan", "-0.0", "-1.5", "-inf", "nan"];
    private static readonly string[] Json = ["0.0", "1.5", "\"Infinity\"", "\"NaN\"", "-0.0", "-1.5", "\"-Infinity\"", "\"NaN\""];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Reals => ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<f16", ">f16"];

    public static TheoryData<string> Complexes => ["<c8", ">c8", "<c16", ">c16", "<c32", ">c32"];

    [Theory]
    [MemberData(nameof(Reals))]
    public void EveryForm_Real_HasItsSignUnlessItIsNaN(string dtype)
    {
        int size = int.Parse(dtype[2..], CultureInfo.InvariantCulture);
        byte[] bytes = [.. Enumerable.Range(0, Plain.Length).SelectMany(i => Part(size, i, dtype[0] == '>'))];

        AssertForms(dtype, bytes, Plain, Json);
    }

    /// <summary>As NumPy: a plus stands before an imaginary part whose text has no minus, and that of NaN never has one.</summary>
    [Theory]
    [MemberData(nameof(Complexes))]
    public void EveryForm_Complex_HasTheSignsOfBothParts(string dtype)
    {
        int size = int.Parse(dtype[2..], CultureInfo.InvariantCulture) / 2;
        (int Real, int Imaginary)[] pairs = [.. from real in Enumerable.Range(0, Plain.Length) from imaginary in Enumerable.Range(0, Plain.Length) select (real, imaginary)];
        byte[] bytes = [.. pairs.SelectMany(pair => (byte[])[.. Part(size, pair.Real, dtype[0] == '>'), .. Part(size, pair.Imaginary, dtype[0] == '>')])];

        AssertForms(
            dtype,
            bytes,
            [.. pairs.Select(pair => $"{Plain[pair.Real]}{(Plain[pair.Imaginary][0] == '-' ? "" : "+")}{Plain[pair.Imaginary]}j")],
            [.. pairs.Select(pair => $"[{Json[pair.Real]},{Json[pair.Imaginary]}]")]);
    }

    [Theory]
    [InlineData("<f2", "662e", "0.1", "0.0999755859375")]
    [InlineData("<f2", "ff7b", "65500.0", "65504.0")]
    [InlineData("<f4", "cdcccc3d", "0.1", "0.10000000149011612")]
    [InlineData(">f4", "3dcccccd", "0.1", "0.10000000149011612")]
    [InlineData("<c8", "cdcccc3d9a9999be", "0.1-0.3j", "[0.10000000149011612,-0.30000001192092896]")]
    [InlineData("<f8", "9a9999999999b93f", "0.1", "0.1")]
    [InlineData("<f16", "cdccccccccccccccfb3f000000000000", "0.1", "0.1")]
    public void EveryForm_Real_IsTheShortestOfThePrecisionThatTheFormAsksFor(string dtype, string hex, string plain, string json) =>
        AssertForms(dtype, Convert.FromHexString(hex), [plain], [json]);

    /// <summary>A Python float has all of its digits and is told from an integer.</summary>
    [Fact]
    public void EveryForm_PythonNumbers_AreThoseOfPython()
    {
        (object? Value, string Text)[] numbers =
        [
            (9007199254740991.0, "9007199254740991.0"), (-9007199254740991.0, "-9007199254740991.0"), (123456789012345.0, "123456789012345.0"), (1e15, "1000000000000000.0"),
            (9999999999999998.0, "9999999999999998.0"), (1e16, "10000000000000000.0"), (0.1, "0.1"), (-0.0, "-0.0"), (0.0, "0.0"), (double.NaN, "nan"),
            (double.PositiveInfinity, "inf"), (double.NegativeInfinity, "-inf"), (9007199254740993L, "9007199254740993"), (BigInteger.Pow(10, 30), "1000000000000000000000000000000"), (true, "True"), (false, "False"),
            (new Complex(1, -0.0), "(1.0-0.0j)"), (new Complex(1, 0), "(1.0+0.0j)"), (new Complex(-0.0, -2.5), "(-0.0-2.5j)"), (new Complex(9007199254740991, 1), "(9007199254740991.0+1.0j)"),
            (new Complex(1, double.NaN), "(1.0+nanj)"), (new Complex(1, -double.NaN), "(1.0+nanj)"), (new Complex(1, double.PositiveInfinity), "(1.0+infj)"), (new Complex(1, double.NegativeInfinity), "(1.0-infj)"),
        ];
        foreach ((object? value, string text) in numbers)
        {
            string pickle = _folder.Write("x.pkl", Pickle.Save(value)), array = _folder.Write("x.npy", Npy.Save(NdArray.FromObjects(new[] { value })));

            Assert.Equal(new CliRun(0, $"{text}\n", ""), CliRun.Of("cat", pickle));
            Assert.Equal($"{text}\n", Converted(array, "csv"));
        }
    }

    /// <summary>What <c>sys.get_int_max_str_digits()</c> allows; the sign is not a digit.</summary>
    [Theory]
    [InlineData(4299, 0, true)]
    [InlineData(4300, -1, true)]
    [InlineData(4300, 0, false)]
    public void CatJson_IntegerOfAsManyDigitsAsPythonWrites_IsWritten(int power, int more, bool isWritten)
    {
        BigInteger number = BigInteger.Pow(10, power) + more;
        foreach (BigInteger signed in (BigInteger[])[number, -number])
        {
            string file = _folder.Write("x.pkl", Pickle.Save(signed));

            Assert.Equal(
                isWritten ? new CliRun(0, $"{{\"file\":\"{file}\",\"value\":{signed.ToString(CultureInfo.InvariantCulture)}}}\n", "") : new CliRun(1, "", $"npyio: {file}: holds an integer of 4301 digits, more than the 4300 that are written out\n"),
                CliRun.Of("cat", "--json", file));
        }
    }

    [Theory]
    [InlineData("<M8[D]", "ffffffffffffffff", "1969-12-31")]
    [InlineData("<M8[25Y]", "0100000000000000", "1995")]
    [InlineData(">M8[7s]", "0000000000000002", "1970-01-01T00:00:14")]
    [InlineData("<M8[ns]", "ffffffffffffff7f", "2262-04-11T23:47:16.854775807")]
    [InlineData("<M8[as]", "0100000000000080", "1969-12-31T23:59:50.776627963145224193")]
    [InlineData("<M8[D]", "0000000000000080", "NaT")]
    [InlineData("<M8", "0000000000000080", "NaT")]
    [InlineData("<m8[7s]", "0000000000000080", "NaT")]
    public void EveryForm_DateOrTimeThatIsNotACount_IsATextInJsonAlone(string dtype, string hex, string text) => AssertForms(dtype, Convert.FromHexString(hex), [text], [$"\"{text}\""]);

    [Theory]
    [InlineData("<M8", "fbffffffffffffff", "-5")]
    [InlineData("<m8[7s]", "fbffffffffffffff", "-5")]
    [InlineData(">m8", "0000000000000005", "5")]
    [InlineData("<m8[D]", "ffffffffffffff7f", "9223372036854775807")]
    public void EveryForm_CountOfTime_IsAnInteger(string dtype, string hex, string text) => AssertForms(dtype, Convert.FromHexString(hex), [text], [text]);

    [Fact]
    public void EveryForm_Boolean_IsTrueForEveryByteButZero() => AssertForms("|b1", [0, 1, 2, 128, 255], ["False", "True", "True", "True", "True"], ["false", "true", "true", "true", "true"]);

    [Theory]
    [InlineData("|i1", "80ff7f", "-128 -1 127")]
    [InlineData("|u1", "80ff7f", "128 255 127")]
    [InlineData("<i2", "0080ffff", "-32768 -1")]
    [InlineData(">u2", "8000ffff", "32768 65535")]
    [InlineData("<i4", "00000080ffffffff", "-2147483648 -1")]
    [InlineData(">u4", "80000000ffffffff", "2147483648 4294967295")]
    [InlineData("<i8", "0000000000000080ffffffffffffffff", "-9223372036854775808 -1")]
    [InlineData(">u8", "8000000000000000ffffffffffffffff", "9223372036854775808 18446744073709551615")]
    public void EveryForm_Integer_HasItsSign(string dtype, string hex, string numbers) => AssertForms(dtype, Convert.FromHexString(hex), numbers.Split(' '), numbers.Split(' '));

    /// <summary>The values in CSV and in JSON, of an array and of a field of records.</summary>
    private void AssertForms(string dtype, byte[] bytes, string[] plain, string[] json)
    {
        string array = _folder.WriteNpy("x.npy", $"'{dtype}'", $"({plain.Length},)", bytes);
        string records = _folder.WriteNpy("r.npy", $"[('a', '{dtype}')]", $"({plain.Length},)", bytes);

        Assert.Equal(string.Join('\n', plain) + "\n", Converted(array, "csv"));
        Assert.Equal("a\n" + string.Join('\n', plain) + "\n", Converted(records, "csv"));
        Assert.Equal($"[{string.Join(',', json)}]\n", Converted(array, "json"));
        Assert.Equal($"[{string.Join(',', json.Select(value => $"{{\"a\":{value}}}"))}]\n", Converted(records, "json"));
        Assert.Equal(new CliRun(0, $"{{\"file\":\"{array}\",\"arrays\":{{\"\":[{string.Join(',', json)}]}}}}\n", ""), CliRun.Of("cat", "--json", array));
    }

    private string Converted(string file, string extension)
    {
        string target = _folder.PathOf("y." + extension);
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, target));
        return Encoding.UTF8.GetString(File.ReadAllBytes(target));
    }

    /// <summary>A float by its place in <see cref="Plain"/>: the magnitudes, then the same with the sign bit.</summary>
    private static byte[] Part(int size, int place, bool isBigEndian)
    {
        string[] magnitudes = Magnitudes[size];
        byte[] bytes = Convert.FromHexString(magnitudes[place % magnitudes.Length]);
        bytes[0] |= (byte)(place < magnitudes.Length ? 0 : 0x80);
        byte[] whole = [.. new byte[size - bytes.Length], .. bytes];
        return isBigEndian ? whole : [.. whole.AsEnumerable().Reverse()];
    }
}
