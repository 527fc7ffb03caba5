using System.Buffers;
using System.Security.Cryptography;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

public class NpyHeaderWriteTests
{
    public static TheoryData<string> Rows => NumPyHeaders.Theory;

    [Theory]
    [MemberData(nameof(Rows))]
    public void ToBytes_WhatNumPyWrote_IsTheSameToTheByte(string row)
    {
        byte[] expected = NumPyHeaders.ToBytes(row);
        NpyHeader read = NpyHeader.Parse(expected);

        NpyHeader written = new(read.DType, read.Shape, read.FortranOrder);

        Assert.Equal(expected, written.ToBytes());
        Assert.Equal(expected, read.ToBytes());
        Assert.Equal((read.Version, read.DataOffset, read.Count, read.NBytes), (written.Version, written.DataOffset, written.Count, written.NBytes));
    }

    [Fact]
    public void ToString_SaysDTypeShapeAndOrder()
    {
        Assert.Equal("NpyHeader(float64, (2, 3), C order)", new NpyHeader(DType.Parse("<f8"), [2, 3]).ToString());
        Assert.Equal("NpyHeader([('a', '<i4')], (2,), Fortran order)", new NpyHeader(DType.Parse("[('a', '<i4')]"), [2], fortranOrder: true).ToString());
    }

    // The hashes are of what NumPy 2.4.6 wrote: headers too long for a table.
    [Theory]
    [InlineData("field", 2, 92096, "99faa25b6a4d18bab6105d3ed35a431a1f2993b810dbfdb82a824593e6108c6a")]
    [InlineData("\u4e2d", 3, 84096, "4c16c4427ada425c0ce3defb53bf039f8d9007520bbc336bdfa1253162e91488")]
    public void ToBytes_TooLongForVersion1_IsWhatNumPyWrites(string stem, byte major, int length, string sha256)
    {
        Field[] fields = [.. Enumerable.Range(0, 4000).Select(i => new Field($"{stem}{i:D5}", DType.Of<double>()))];

        NpyHeader header = new(DType.Struct(fields), [5]);

        Assert.Equal((major, length), (header.Version.Major, header.DataOffset));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(header.ToBytes())));
    }

    [Theory]
    [InlineData(65439, 1)]
    [InlineData(65440, 2)]
    public void ToBytes_AtVersion1sLimit_ChangesVersionWhereNumPyDoes(int nameLength, byte major) =>
        Assert.Equal(major, new NpyHeader(DType.Struct(new Field(new string('n', nameLength), DType.Of<float>())), [5]).Version.Major);

    [Theory]
    [InlineData(1, "decad5051862e39e2caa0c67cc13195b33d2eed6b6aa225a678794c116f136cd")]
    [InlineData(2, "122eb07aa8da9993914fe3b29faa5dbc905d1d0fb427951c6c126c50eafbec01")]
    [InlineData(3, "46a1aa1528cd3de1b0e942f1e1988abb821f861025c9f664e296a984b08f7c5d")]
    public void ToBytes_VersionAskedFor_IsWhatNumPyWrites(byte major, string sha256)
    {
        NpyHeader header = new(DType.Struct(new Field("\u00e9", DType.Of<double>())), [5], version: new NpyVersion(major, 0));

        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(header.ToBytes())));
    }

    [Fact]
    public void WriteTo_BufferWriter_WritesToBytes()
    {
        NpyHeader header = new(DType.Of<int>(), [2, 3], fortranOrder: true);
        ArrayBufferWriter<byte> writer = new();

        header.WriteTo(writer);

        Assert.Equal(header.ToBytes(), writer.WrittenSpan.ToArray());
    }

    [Fact]
    public void ToBytes_Changed_LeavesTheHeaderAsItWas()
    {
        NpyHeader header = new(DType.Of<int>(), [2]);

        Array.Clear(header.ToBytes());

        Assert.Equal(0x93, header.ToBytes()[0]);
    }

    [Fact]
    public void ToBytes_OfAnOddlySpeltHeader_IsWrittenAnew()
    {
        NpyHeader read = NpyHeader.Parse(NpyBytes.Header(2, "{'shape': (3L,), 'fortran_order': False, 'descr': '<f8'}"));

        Assert.Equal(new NpyHeader(DType.Of<double>(), [3]).ToBytes(), read.ToBytes());
    }

    [Theory]
    [InlineData(1, "Version 1.0 of the .npy format cannot hold field names beyond Latin-1; leave the version null or ask for 3.0 (Parameter 'version')")]
    [InlineData(2, "Version 2.0 of the .npy format cannot hold field names beyond Latin-1; leave the version null or ask for 3.0 (Parameter 'version')")]
    [InlineData(9, "There is no version 9.0 of the .npy format; NumPy has 1.0, 2.0 and 3.0 (Parameter 'version')")]
    public void Constructor_VersionThatCannotHoldIt_IsRefused(byte major, string message)
    {
        DType dtype = DType.Struct(new Field("\u4e2d", DType.Of<double>()));

        ArgumentException error = Assert.Throws<ArgumentException>(() => new NpyHeader(dtype, [1], version: new NpyVersion(major, 0)));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Constructor_TooLongForTheVersion_IsRefused()
    {
        DType dtype = DType.Struct(new Field(new string('n', 70000), DType.Of<double>()));

        ArgumentException error = Assert.Throws<ArgumentException>(() => new NpyHeader(dtype, [1], version: NpyVersion.V1));

        Assert.Equal(
            "Version 1.0 of the .npy format cannot hold a header of 70085 characters; leave the version null or ask for 2.0 (Parameter 'version')",
            error.Message);
    }

    [Fact]
    public void Constructor_BadShape_IsRefused()
    {
        DType dtype = DType.Of<double>();

        Assert.Throws<ArgumentNullException>(() => new NpyHeader(null!, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyHeader(dtype, [1, -1]));
        Assert.Equal(
            "The shape has 65 axes; NumPy has at most 64 (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => new NpyHeader(dtype, new long[65])).Message);
        Assert.Equal(
            "The shape (0, 1152921504606846976) of elements of 8 bytes comes to more than 2^63 - 1 bytes (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => new NpyHeader(dtype, [0, 1L << 60])).Message);
    }

    [Fact]
    public void ToBytes_ShapeOfInts_IsThatOfLongs()
    {
        int[] shape = [2, 3];

        Assert.Equal(new NpyHeader(DType.Float32, [2L, 3L], fortranOrder: true).ToBytes(), new NpyHeader(DType.Float32, shape, fortranOrder: true).ToBytes());
    }
}
