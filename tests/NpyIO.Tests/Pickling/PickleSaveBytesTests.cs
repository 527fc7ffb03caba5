using System.Numerics;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Values without parts and small ones with them, byte for byte as Python 3.11 pickles them at the protocols 2 to 5.</summary>
public sealed class PickleSaveBytesTests
{
    private static readonly (object? Value, string Bytes)[] AllProtocols =
    [
        // Less than four bytes come without a frame.
        (null, "4e2e"), (true, "882e"), (false, "892e"), (0, "4b002e"), (255, "4bff2e"), (PickleTuple.Empty, "292e"),
        (256, "4d00012e"), (65535, "4dffff2e"), (65536, "4a000001002e"), (int.MaxValue, "4affffff7f2e"), (int.MaxValue + 1L, "8a0500000080002e"),
        (-1, "4affffffff2e"), (-128, "4a80ffffff2e"), (int.MinValue, "4a000000802e"), (int.MinValue - 1L, "8a05ffffff7fff2e"),
        (long.MaxValue, "8a08ffffffffffffff7f2e"), (ulong.MaxValue, "8a09ffffffffffffffff002e"), (BigInteger.Pow(2, 63), "8a090000000000000080002e"),
        (long.MinValue, "8a0800000000000000802e"), (-BigInteger.Pow(2, 63) - 1, "8a09ffffffffffffff7fff2e"), (new BigInteger(5), "4b052e"),
        (1.5, "473ff80000000000002e"), (-0.0, "4780000000000000002e"), (1.5f, "473ff80000000000002e"), ((Half)1.5, "473ff80000000000002e"),
    ];

    private static readonly (object Value, int Protocol, string Bytes)[] OneProtocol =
    [
        ("", 3, "580000000071002e"), ("", 4, "8c00942e"), ("é", 2, "5802000000c3a971002e"), ("é", 5, "8c02c3a9942e"),
        (Array.Empty<byte>(), 2, "635f5f6275696c74696e5f5f0a62797465730a7100295271012e"), (Array.Empty<byte>(), 3, "430071002e"), (Array.Empty<byte>(), 4, "4300942e"), ("a"u8.ToArray(), 5, "430161942e"),
        (new PickleTuple(1L), 2, "4b018571002e"), (new PickleTuple(1L, 2L), 3, "4b014b028671002e"), (new PickleTuple(1L, 2L, 3L), 4, "4b014b024b0387942e"), (new PickleTuple(1L, 2L, 3L, 4L), 4, "284b014b024b034b0474942e"),
        (new List<object?>(), 2, "5d71002e"), (new List<object?>(), 4, "5d942e"), (new List<object?> { 1L }, 4, "5d944b01612e"), (new List<object?> { 1L, 2L }, 3, "5d7100284b014b02652e"),
        (new PickleDictionary(), 2, "7d71002e"), (new PickleDictionary(), 5, "7d942e"),
        (new PickleSet(), 4, "8f942e"), (new PickleSet([1L]), 4, "8f94284b01902e"), (new PickleSet { IsFrozen = true }, 4, "2891942e"), (new PickleSet([1L]) { IsFrozen = true }, 5, "284b0191942e"),
        (new PickleSet([1L]), 3, "636275696c74696e730a7365740a71005d71014b01618571025271032e"), (new PickleSet([1L]), 2, "635f5f6275696c74696e5f5f0a7365740a71005d71014b01618571025271032e"),
        (new List<byte>(), 3, "636275696c74696e730a6279746561727261790a7100295271012e"),
        (new List<byte> { 97, 98 }, 4, "8c086275696c74696e73948c096279746561727261799493944302616294859452942e"),
    ];

    [Fact]
    public void Save_ValueWithoutParts_IsByteForByteWhatPythonWrites()
    {
        foreach ((object? value, string bytes) in AllProtocols)
        {
            for (int protocol = 2; protocol <= 5; protocol++)
                AssertBytes(value, protocol, bytes);
        }
    }

    [Fact]
    public void Save_SmallValue_IsByteForByteWhatPythonWrites()
    {
        foreach ((object value, int protocol, string bytes) in OneProtocol)
            AssertBytes(value, protocol, bytes);
    }

    /// <summary>A title is a key of the dtype's fields, beside the name.</summary>
    [Fact]
    public void Save_DTypeWithATitle_IsByteForByteWhatNumPyWrites() => AssertBytes(
        DType.Parse("[(('Title', 'n'), '<i2')]"),
        2,
        "636e756d70790a64747970650a71005802000000563271018988877102527103284b0358010000007c71044e58010000006e71058571067d71072868056800580200000069327108898887710952710a284b0358010000003c710b4e4e4e4affffffff4affffffff4b0074710c624b0058050000005469746c65710d87710e680d680e754b024b014b1074710f622e");

    /// <summary>The flags of a record, the last byte of its state: NumPy's, of any version, are one more than those of the fields. An aligned one has NumPy 1's signed byte.</summary>
    [Theory]
    [InlineData("[]", "4b10")]
    [InlineData("[('n', '<i2')]", "4b10")]
    [InlineData("[('n', '<i2', (2,))]", "4b10")]
    [InlineData("[('u', '<U2')]", "4b18")]
    [InlineData("[('o', 'O')]", "4b1b")]
    [InlineData("{'names': ['n'], 'formats': ['<i2'], 'offsets': [2], 'itemsize': 8}", "4b10")]
    [InlineData("aligned", "4a90ffffff")]
    public void Save_Record_HasNumPysFlags(string descr, string flags)
    {
        DType dtype = descr == "aligned" ? NpyIO.DTypes.StructBuilder.TryBuild([new Field("n", DType.Int16)], itemSize: null, align: true, out _)! : DType.Parse(descr);

        Assert.Matches($"{flags}7471[0-9a-f]{{2}}622e$", Convert.ToHexStringLower(Pickle.Save(dtype, new PickleWriteOptions { Protocol = 2 })));
    }

    /// <summary>Integers of 255 bytes have one byte for their length, longer ones four.</summary>
    [Theory]
    [InlineData(254, "8afe")]
    [InlineData(255, "8aff")]
    [InlineData(256, "8b00010000")]
    public void Save_IntegerOfManyBytes_HasTheOpcodeOfItsLength(int length, string head)
    {
        BigInteger number = BigInteger.Pow(2, 8 * length - 2);   // the sign takes no byte more
        foreach (BigInteger signed in (BigInteger[])[number, -number])
        {
            byte[] saved = Pickle.Save(signed, new PickleWriteOptions { Protocol = 2 });

            Assert.Equal("8002" + head, Convert.ToHexStringLower(saved)[..(4 + head.Length)]);
            Assert.Equal(3 + head.Length / 2 + length, saved.Length);
            Assert.Equal(signed, Pickle.Load(saved));
        }
    }

    /// <summary>Texts and bytes of up to 255 bytes have one byte for their length.</summary>
    [Theory]
    [InlineData(255, "8cff", "43ff")]
    [InlineData(256, "5800010000", "4200010000")]
    public void Save_TextAndBytes_HaveTheOpcodeOfTheirLength(int length, string text, string bytes)
    {
        Assert.StartsWith(text, Content(new string('x', length)), StringComparison.Ordinal);
        Assert.StartsWith(text, Content(new string('é', length / 2) + new string('x', length % 2)), StringComparison.Ordinal);
        Assert.StartsWith(bytes, Content(new byte[length]), StringComparison.Ordinal);
    }

    /// <summary>Every bit of a double is kept, the sign and the payload of NaN among them.</summary>
    [Theory]
    [InlineData(0x7FF8000000000000)]
    [InlineData(unchecked((long)0xFFF8000000000000))]
    [InlineData(unchecked((long)0xFFF8000000000123))]
    [InlineData(0x7FF0000000000000)]
    [InlineData(unchecked((long)0xFFF0000000000000))]
    [InlineData(unchecked((long)0x8000000000000000))]
    [InlineData(1)]
    public void Save_AnyDouble_KeepsItsBits(long bits)
    {
        double number = BitConverter.Int64BitsToDouble(bits);
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            var options = new PickleWriteOptions { Protocol = protocol };

            Assert.Equal(bits, BitConverter.DoubleToInt64Bits((double)Pickle.Load(Pickle.Save(number, options))!));
            var complex = (Complex)Pickle.Load(Pickle.Save(new Complex(1, number), options))!;
            Assert.Equal((1.0, bits), (complex.Real, BitConverter.DoubleToInt64Bits(complex.Imaginary)));
        }

        Assert.Equal(double.IsNegative(number), double.IsNegative((double)Pickle.Load(Pickle.Save((float)number))!));
        Assert.Equal(double.IsNegative(number), double.IsNegative((double)Pickle.Load(Pickle.Save((Half)number))!));
    }

    /// <summary>The last report is the length of what is written, with every kind of data outside frames.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Save_Progress_EndsWithTheLength(int protocol)
    {
        var value = new List<object?> { "text", new byte[100_000], NdArray.FromArray(new double[20_000]), NdArray.FromArray(new double[300, 200]).Transpose().At(3), new List<byte>(new byte[70_000]), NdArray.FromObjects(new object?[] { 1L }) };
        Recorder ofPickle = new(), ofJoblib = new();

        byte[] pickle = Pickle.Save(value, new PickleWriteOptions { Protocol = protocol, Progress = ofPickle });
        byte[] joblib = Joblib.Save(value, new JoblibWriteOptions { Protocol = protocol, Progress = ofJoblib });

        Assert.Equal(((long)pickle.Length, (long)joblib.Length), (ofPickle.Reports[^1], ofJoblib.Reports[^1]));
    }

    private static void AssertBytes(object? value, int protocol, string bytes)
    {
        int length = bytes.Length / 2;
        string frame = protocol >= 4 && length >= 4 ? "95" + Convert.ToHexStringLower(BitConverter.GetBytes((long)length)) : "";

        Assert.Equal($"800{protocol}{frame}{bytes}", Convert.ToHexStringLower(Pickle.Save(value, new PickleWriteOptions { Protocol = protocol })));
    }

    /// <summary>What is behind PROTO and FRAME.</summary>
    private static string Content(object value) => Convert.ToHexStringLower(Pickle.Save(value))[22..];
}
