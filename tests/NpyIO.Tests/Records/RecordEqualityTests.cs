using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Arrays of records are equal by the values of their fields, whatever the widths of texts and the units of dates in the files that they came from.</summary>
public class RecordEqualityTests
{
    [Theory]
    [InlineData("<U3", "<U5")]
    [InlineData("S3", "<U5")]
    [InlineData("<U5", "S3")]
    [InlineData("S3", "S4")]
    [InlineData(">U3", "<U3")]
    public void Equals_TextsOfOtherWidths_ComparesTheTexts(string one, string other)
    {
        NdArray<Unsized> left = Texts(one, "abc", 5), right = Texts(other, "abc", 5);

        Assert.True(left.Equals(right));
        Assert.True(right.Equals(left));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        foreach (NdArray<Unsized> changed in (NdArray<Unsized>[])[Texts(other, "abd", 5), Texts(other, "ab", 5), Texts(other, "abc", 6)])
        {
            Assert.False(left.Equals(changed));
            Assert.False(changed.Equals(left));
        }
    }

    [Fact]
    public void Equals_FieldsOfOtherShapes_IsFalse()
    {
        NdArray<Unsized> two = NdArray.Create(DType.Parse("[('Text', '<U1'), ('Numbers', '<i4', (2,))]"), 3).To<Unsized>(), three = NdArray.Create(DType.Parse("[('Text', '<U1'), ('Numbers', '<i4', (3,))]"), 3).To<Unsized>();

        Assert.False(two.Equals(three));
        Assert.True(two.Equals(NdArray.Create(DType.Parse("[('Text', '<U9'), ('Numbers', '<i4', (2,))]"), 3).To<Unsized>()));
        Assert.False(two.Equals(two[..2]));
    }

    /// <summary>A date is its count and its unit; NaT of every unit is one.</summary>
    [Fact]
    public void Equals_DatesOfOtherUnits_ComparesTheValues()
    {
        NdArray<UnsizedTimes> seconds = Times("s", 1, 1), missing = Times("s", Datetime64.NaTValue, Datetime64.NaTValue);

        Assert.True(seconds.Equals(Times("s", 1, 1)));
        Assert.True(missing.Equals(Times("ms", Datetime64.NaTValue, Datetime64.NaTValue)));
        Assert.False(seconds.Equals(Times("ms", 1, 1)));
        Assert.False(missing.Equals(Times("ms", Datetime64.NaTValue, 1)));
        Assert.False(missing.Equals(Times("ms", 1, Datetime64.NaTValue)));
    }

    [Theory]
    [InlineData("abc", 7, true)]
    [InlineData("abd", 7, false)]
    [InlineData("abc", 8, false)]
    public void Equals_RecordsInRecords_ComparesTheirFields(string text, int number, bool isEqual)
    {
        Assert.Equal(isEqual, Outer(3, "abc", 7).Equals(Outer(6, text, number)));
        Assert.Equal(isEqual, Outer(6, text, number).Equals(Outer(3, "abc", 7)));

        static NdArray<UnsizedOuter> Outer(int width, string text, int number)
        {
            NdArray array = NdArray.Create(DType.Parse($"[('Inner', [('Text', '<U{width}'), ('Numbers', '<i4', (2,))]), ('Id', '<i4')]"), 2);
            array["Inner"]["Text"].Set(text, 1);
            array["Id"].Set(number, 1);
            return array.To<UnsizedOuter>();
        }
    }

    private static NdArray<Unsized> Texts(string dtype, string text, int number)
    {
        NdArray array = NdArray.Create(DType.Parse($"[('Text', '{dtype}'), ('Numbers', '<i4', (2,))]"), 2);
        array["Text"].Set(text, 1);
        array["Numbers"].Set(number, 1, 1);
        return array.To<Unsized>();
    }

    private static NdArray<UnsizedTimes> Times(string unit, long date, long span)
    {
        NdArray array = NdArray.Create(DType.Parse($"[('Date', '<M8[{unit}]'), ('Span', '<m8[{unit}]')]"), 1);
        array["Date"].View(DType.Int64).Set(date, 0);
        array["Span"].View(DType.Int64).Set(span, 0);
        return array.To<UnsizedTimes>();
    }
}

#pragma warning disable NPY009 // They can only be loaded.
[NpyRecord]
internal partial record struct UnsizedTimes(Datetime64 Date, Timedelta64 Span);

[NpyRecord]
internal partial record struct UnsizedOuter(Unsized Inner, int Id);
#pragma warning restore NPY009
