using System.Buffers;
using Xunit;

namespace NpyIO.Tests.Arrays;

public sealed class SliceTests
{
    private static NdArray<int> Numbers => NdArray.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

    [Fact]
    public void Default_IsAll()
    {
        Assert.Equal(Slice.All, default);
        Assert.Equal(Slice.All, new Slice(null, null));
        Assert.Equal(Slice.All, (Slice)(..));
        Assert.Equal(Slice.All, Slice.Every(1));
        Assert.Equal(Numbers, Numbers[default(Slice)]);
    }

    public static TheoryData<string, Slice> Written => new()
    {
        { ":", Slice.All },
        { "1:", new Slice(1, null) },
        { ":-1", new Slice(null, -1) },
        { "1:-1:2", new Slice(1, -1, 2) },
        { "::-1", Slice.Every(-1) },
        { "3", Slice.At(3) },
        { "^3", Slice.At(-3) },
        { "...", Slice.Ellipsis },
        { "newaxis", Slice.NewAxis },
        { "-9223372036854775808:9223372036854775807:-9223372036854775807", new Slice(long.MinValue, long.MaxValue, long.MinValue) },
        { "7", 7 },
        { "7", 7L },
        { "^2", ^2 },
        { "1..^1", 1..^1 },
        { "0..3", ..3 },
        { "^3..^0", ^3.. },
        { "^4", (NIndex)(^4) },
        { "2..^5", (NRange)(2..^5) },
    };

    [Theory]
    [MemberData(nameof(Written), DisableDiscoveryEnumeration = true)]
    public void ToString_Slice_IsAsItIsWritten(string expected, Slice slice) => Assert.Equal(expected, slice.ToString());

    [Theory]
    [InlineData("1:3")]
    [InlineData("::10")]
    [InlineData("-5:")]
    [InlineData(":")]
    [InlineData("5::-2")]
    [InlineData("...")]
    [InlineData("newaxis")]
    [InlineData("4")]
    public void Parse_WhatToStringWrites_IsTheSame(string text) => Assert.Equal(text, Slice.Parse(text).ToString());

    [Theory]
    [InlineData(" 1 : 3 ", "1:3")]
    [InlineData("None:None:None", ":")]
    [InlineData("::", ":")]
    [InlineData("+2:", "2:")]
    [InlineData("0000000000000000000000000000000000000000000007:-08", "7:-8")]
    [InlineData("-9999999999999999999999:+9999999999999999999999", "-9223372036854775807:9223372036854775807")]
    [InlineData("-9223372036854775808:", "-9223372036854775807:")]
    [InlineData("-2", "^2")]
    [InlineData("None", "newaxis")]
    [InlineData("np.newaxis", "newaxis")]
    public void Parse_OtherSpellings_AreTaken(string text, string expected) => Assert.Equal(expected, Slice.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("1:2:3:4")]
    [InlineData("::0")]
    [InlineData("a")]
    [InlineData("1.5")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("99999999999999999999x:")]
    [InlineData("1,2")]
    [InlineData("1..3")]
    [InlineData("^1")]
    [InlineData("1 2:")]
    [InlineData("[1]")]
    public void Parse_Other_SaysWhatASliceIs(string text)
    {
        Assert.False(Slice.TryParse(text, out Slice slice));
        Assert.Equal(Slice.All, slice);
        Assert.Equal(
            $"'{text}' is not a slice; write a position (3, -1), a range (1:3, ::10), '...' or 'newaxis', with commas between the axes.",
            Assert.Throws<FormatException>(() => Slice.Parse(text)).Message);
    }

    [Theory]
    [InlineData("1000:2000, ..., 3", "1000:2000|...|3")]
    [InlineData("[::10]", "::10")]
    [InlineData(" ( 1 , -1 ) ", "1|^1")]
    [InlineData("1,", "1")]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData(":, newaxis", ":|newaxis")]
    public void ParseIndex_Text_IsItsParts(string text, string expected) => Assert.Equal(expected, string.Join("|", Slice.ParseIndex(text)));

    [Theory]
    [InlineData("1,,2", "'' in '1,,2'")]
    [InlineData(",", "''")]
    [InlineData("1, x", "'x' in '1, x'")]
    [InlineData("[1", "'[1'")]
    public void ParseIndex_WrongPart_IsNamed(string text, string named) =>
        Assert.StartsWith(text == "," ? "'' in ','" : named, Assert.Throws<FormatException>(() => Slice.ParseIndex(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Slice.Parse(null!));
        Assert.Throws<ArgumentNullException>(() => Slice.ParseIndex(null!));
        Assert.False(Slice.TryParse(null, out _));
    }

    [Fact]
    public void Step_Zero_IsRefused()
    {
        Assert.StartsWith("The step of a slice cannot be 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new Slice(1, 2, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Slice.Every(0));
    }

    [Fact]
    public void Equality_ComparesEveryPart()
    {
        Slice[] all =
        [
            Slice.All, Slice.NewAxis, Slice.Ellipsis, Slice.At(1), Slice.At(-1), 2, ^2, 1..2, ^1..2, 1..^2, ^1..^2, new Slice(1, null), new Slice(null, 1), new Slice(0, null), new Slice(null, 0),
            new Slice(1, 2), new Slice(1, 2, 2), Slice.Every(2), Slice.Every(-2),
        ];

        for (int i = 0; i < all.Length; i++)
        {
            for (int j = 0; j < all.Length; j++)
            {
                Assert.Equal(i == j, all[i].Equals(all[j]));
                Assert.Equal(i == j, all[i] == all[j]);
                Assert.Equal(i != j, all[i] != all[j]);
                Assert.Equal(i == j, all[i].Equals((object)all[j]));
                Assert.True(i != j || all[i].GetHashCode() == all[j].GetHashCode());
            }
        }

        Assert.False(Slice.All.Equals("all"));
        Assert.Equal(Slice.At(3), 3);
        Assert.Equal(Slice.At(-3), ^3);
    }

    [Theory]
    [InlineData(-1, "The index -1 is outside axis 0 of length 10. Write ^1, or Slice.At(-1), to count from the end.")]
    [InlineData(10, "The index 10 is outside axis 0 of length 10.")]
    public void Index_NumberOutside_NamesTheAxis(int index, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => Numbers.ToNdArray()[index]).Message, StringComparison.Ordinal);

    [Fact]
    public void Index_FromTheEndOutside_NamesTheAxis()
    {
        NdArray array = Numbers;

        Assert.StartsWith("The index ^11 is outside axis 0 of length 10.", Assert.Throws<ArgumentOutOfRangeException>(() => array[^11]).Message, StringComparison.Ordinal);
        Assert.StartsWith("The index ^0 is outside axis 0 of length 10.", Assert.Throws<ArgumentOutOfRangeException>(() => array[^0]).Message, StringComparison.Ordinal);
        Assert.StartsWith("The index ^11 is outside axis 0 of length 10.", Assert.Throws<ArgumentOutOfRangeException>(() => array[Slice.At(-11)]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[Slice.At(long.MinValue)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[long.MaxValue]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[long.MinValue]);
    }

    public static TheoryData<Slice> RangesOutside => new((..11), (11..), (^11..), (5..3), (^2..^3), (11..11));

    [Theory]
    [MemberData(nameof(RangesOutside), DisableDiscoveryEnumeration = true)]
    public void Index_CSharpRangeOutside_IsRefusedAndTheOtherNamed(Slice range)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Numbers[range]).Message;

        Assert.StartsWith($"The range {range} is outside axis 0 of length 10. A C# range must be inside the axis; new Slice(start, stop), like Python's slices, is clamped to it.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_CSharpRangeInside_IsItsElements()
    {
        Assert.Equal([3, 4, 5], Numbers[3..6]);
        Assert.Equal([8, 9], Numbers[^2..]);
        Assert.Equal([], Numbers[10..]);
        Assert.Equal([], Numbers[^0..]);
        Assert.Equal([], Numbers[4..4]);
        Assert.Equal([0], Numbers[..^9]);
        Assert.Equal([7], Numbers[^3..^2].ToArray());
        Assert.Equal(7, Numbers[^3][[]]);
    }
}
