using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

public class NpyHeaderParseTests
{
    private const string Plain = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }";

    public static TheoryData<string> Rows => NumPyHeaders.Theory;

    [Theory]
    [InlineData(Plain)]
    [InlineData(" " + Plain)]
    [InlineData(Plain + "\n")]
    [InlineData(Plain + "      \n")]
    [InlineData(Plain + "\n   \n# more\n")]
    [InlineData("\n# first\n" + Plain)]
    [InlineData("{'descr':'<f8','fortran_order':False,'shape':(3,4)}")]
    [InlineData("{'shape': (3, 4), 'fortran_order': False, 'descr': '<f8'}")]
    [InlineData("{\n 'descr' : \"<f8\" , # type\r\n 'fortran_order' : (False) ,\t'shape' : ( 3 , 4 , ) , }")]
    [InlineData("({u'descr': r'<f8', '''fortran_order''': False, 'sha' 'pe': (+3, 0b100)})")]
    [InlineData("{'\\x64escr': '<' 'f8', 'fortran_order': False, 'shape': (0x3, 0o4)}")]
    [InlineData("{'descr': 'float64', 'fortran_order': False, 'shape': (3, 4), }")]
    [InlineData("{'descr': 'f8', 'fortran_order': False, 'shape': (0_3, 4), }", true)]
    public void Parse_AnySpelling_GivesTheSameFacts(string text, bool isRefused = false)
    {
        foreach (int version in new[] { 1, 2, 3 })
        {
            byte[] header = NpyBytes.Header(version, text);
            if (isRefused)
            {
                Assert.Throws<NpyFormatException>(() => NpyHeader.Parse(header));
                continue;
            }

            NpyHeader read = NpyHeader.Parse(header);

            Assert.Equal(DType.Of<double>(), read.DType);
            Assert.Equal([3, 4], read.Shape.ToArray());
            Assert.False(read.FortranOrder);
            Assert.Equal((12, 96), (read.Count, read.NBytes));
            Assert.Equal((new NpyVersion((byte)version, 0), header.Length), (read.Version, read.DataOffset));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Parse_InAnotherSpelling_GivesTheSameFacts(string row)
    {
        NpyHeader expected = NpyHeader.Parse(NumPyHeaders.ToBytes(row));
        string[] parts = row.Split(' ', 3);

        NpyHeader read = NpyHeader.Parse(NpyBytes.Header(parts[0][0] - '0', " " + parts[2]));

        Assert.Equal(expected.DType, read.DType);
        Assert.Equal(expected.Shape.ToArray(), read.Shape.ToArray());
        Assert.Equal((expected.FortranOrder, expected.Count, expected.NBytes), (read.FortranOrder, read.Count, read.NBytes));
        Assert.Contains($"'descr': {read.DType.Descr}, ", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("()", new long[0], 1)]
    [InlineData("(5,)", new long[] { 5 }, 5)]
    [InlineData("(0,)", new long[] { 0 }, 0)]
    [InlineData("(0, 1152921504606846975)", new long[] { 0, 1152921504606846975 }, 0)]
    [InlineData("(1, 2, 3, 4, 5, 6, 7, 8, 9)", new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 362880)]
    [InlineData("(1152921504606846975,)", new long[] { 1152921504606846975 }, 1152921504606846975)]
    public void Parse_Shapes_AreCounted(string shape, long[] expected, long count)
    {
        NpyHeader header = NpyHeader.Parse(NpyBytes.Header(1, $"{{'descr': '<f8', 'fortran_order': True, 'shape': {shape}, }}"));

        Assert.Equal(expected, header.Shape.ToArray());
        Assert.Equal((count, count * 8), (header.Count, header.NBytes));
        Assert.True(header.FortranOrder);
    }

    [Theory]
    [InlineData("(3)")]
    [InlineData("(3 , 4)")]
    [InlineData("(3,4)")]
    [InlineData("(3, 4,)")]
    [InlineData("(3, )")]
    [InlineData("(03,)")]
    [InlineData("(3, 4 )")]
    [InlineData("(,)")]
    [InlineData("(3,, 4)")]
    [InlineData("(3")]
    [InlineData("(3,")]
    [InlineData("(3, ")]
    [InlineData("(")]
    [InlineData("(9999999999999999999,)")]
    [InlineData("(0, -1)")]
    [InlineData("(1 2)")]
    public void Parse_ShapesNearNumPysSpelling_AreDecidedAsAnyOther(string shape)
    {
        byte[] near = NpyBytes.Header(1, $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");
        byte[] other = NpyBytes.Header(1, $" {{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}");

        Assert.Equal(Outcome(other), Outcome(near));
    }

    [Theory]
    [InlineData("f8")]
    [InlineData("<i1")]
    [InlineData("|i2")]
    [InlineData("<b1")]
    [InlineData("|b2")]
    [InlineData("<f08")]
    [InlineData("<f3")]
    [InlineData("<f")]
    [InlineData("<")]
    [InlineData("|O8")]
    [InlineData("<O")]
    [InlineData("<S5")]
    [InlineData("|U5")]
    [InlineData("<U999999999")]
    [InlineData("|V1000000000000")]
    [InlineData("|V2147483647")]
    [InlineData("<M8[]")]
    [InlineData("<M8[xs]")]
    [InlineData("<M8[0s]")]
    [InlineData("<M8[s")]
    [InlineData("<M8[25s/5]")]
    [InlineData("<M4")]
    [InlineData("<f8 ")]
    [InlineData("<f8,<i4")]
    [InlineData("")]
    public void Parse_TypesNearNumPysSpelling_AreDecidedAsAnyOther(string type)
    {
        byte[] near = NpyBytes.Header(1, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (3,), }}");
        byte[] other = NpyBytes.Header(1, $" {{'descr': '{type}', 'fortran_order': False, 'shape': (3,), }}");

        Assert.Equal(Outcome(other), Outcome(near));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parse_Python2Header_DropsTheLongSuffix(int version)
    {
        NpyHeader header = NpyHeader.Parse(NpyBytes.Header(version, "{'descr': [('a', '<i4', (2L,))], 'fortran_order': False, 'shape': (3L, 0x4 L), }"));

        Assert.Equal([3, 4], header.Shape.ToArray());
        Assert.Equal(8, header.DType.ItemSize);
    }

    [Fact]
    public void Parse_ZeroSizeElementsBeyondCounting_LeaveTheDecisionToLoading()
    {
        NpyHeader header = NpyHeader.Parse(NpyBytes.Header(1, "{'descr': '|V0', 'fortran_order': False, 'shape': (1000000000000,), }"));

        Assert.Equal((1_000_000_000_000, 0), (header.Count, header.NBytes));
    }

    [Theory]
    [InlineData("('<f4', (1, 1))", "(3,)", 3)]
    [InlineData("('<f4', (2, 3))", "(3, 0)", 0)]
    public void Parse_SubArrayThatChangesNoCount_IsItsElement(string descr, string shape, long count)
    {
        NpyHeader header = NpyHeader.Parse(NpyBytes.Header(1, $"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}"));

        Assert.Equal(DType.Of<float>(), header.DType);
        Assert.Equal((count, count * 4), (header.Count, header.NBytes));
    }

    [Fact]
    public void Parse_WhatFollowsTheHeader_IsNotLookedAt()
    {
        byte[] header = NpyBytes.Header(1, Plain);

        Assert.Equal(header.Length, NpyHeader.Parse([.. header, 0, 0xFF]).DataOffset);
    }

    [Fact]
    public void Parse_EscapedNulInAName_IsLegal() =>
        Assert.Equal("a\0b", NpyHeader.Parse(NpyBytes.Header(1, "{'descr': [('a\\x00b', '<f8')], 'fortran_order': False, 'shape': (), }")).DType.Fields[0].Name);

    [Fact]
    public void TryGetLength_AsManyBytesAsThere_TellsAsSoonAsItCan()
    {
        byte[] version1 = NpyBytes.Header(1, "{}");
        byte[] version2 = NpyBytes.Header(2, Plain);

        for (int count = 0; count <= version1.Length; count++)
        {
            Assert.Equal(count >= 10, NpyHeader.TryGetLength(version1.AsSpan(0, count), out int length));
            Assert.Equal(count >= 10 ? 12 : 0, length);
        }

        for (int count = 0; count <= version2.Length; count++)
        {
            Assert.Equal(count >= NpyHeader.PrefixLength, NpyHeader.TryGetLength(version2.AsSpan(0, count), out int length));
            Assert.Equal(count >= NpyHeader.PrefixLength ? version2.Length : 0, length);
        }
    }

    private static string Outcome(byte[] header)
    {
        try
        {
            NpyHeader read = NpyHeader.Parse(header);
            return $"{read.DType.Descr} {string.Join(',', read.Shape.ToArray())} {read.FortranOrder}";
        }
        catch (NpyFormatException error)
        {
            return $"{error.Reason}";
        }
    }
}
