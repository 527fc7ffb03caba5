using Xunit;

namespace NpyIO.Tests.DTypes;

public class TimeConversionTests
{
    [Theory]
    [InlineData(DatetimeUnit.Year, 51)]
    [InlineData(DatetimeUnit.Month, 614)]
    [InlineData(DatetimeUnit.Week, 2670)]
    [InlineData(DatetimeUnit.Day, 18690)]
    [InlineData(DatetimeUnit.Hour, 448565)]
    [InlineData(DatetimeUnit.Minute, 26913906)]
    [InlineData(DatetimeUnit.Second, 1614834367)]
    [InlineData(DatetimeUnit.Microsecond, 1614834367000008)]
    [InlineData(DatetimeUnit.Nanosecond, 1614834367000008900)]
    public void FromDateTime_InAUnit_RoundsDown(DatetimeUnit unit, long expected)
    {
        DateTime moment = new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(89);

        Assert.Equal(new Datetime64(expected, unit), Datetime64.FromDateTime(moment, unit));
    }

    [Fact]
    public void FromDateTime_OutOfReach_Throws() =>
        Assert.Equal(
            "64 bits do not reach 9999-12-31T00:00:00.0000000 in this unit. (Parameter 'unit')\nActual value was Nanosecond.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Datetime64.FromDateTime(new DateTime(9999, 12, 31), DatetimeUnit.Nanosecond)).Message.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("M8[Y]", 30, "2000-01-01T00:00:00.0000000")]
    [InlineData("M8[M]", -1, "1969-12-01T00:00:00.0000000")]
    [InlineData("M8[W]", 1, "1970-01-08T00:00:00.0000000")]
    [InlineData("M8[25s]", 2, "1970-01-01T00:00:50.0000000")]
    [InlineData("M8[ns]", -1, "1969-12-31T23:59:59.9999999")]
    [InlineData("M8[as]", long.MaxValue, "1970-01-01T00:00:09.2233720")]
    [InlineData("M8[D]", -719162, "0001-01-01T00:00:00.0000000")]
    public void TryToDateTime_WithinItsYears_GivesTheMoment(string dtype, long count, string expected)
    {
        DType parsed = DType.Parse(dtype);

        Assert.True(new Datetime64(count, parsed.Unit, parsed.UnitMultiple).TryToDateTime(out DateTime moment));
        Assert.Equal(expected, moment.ToString("O"));
    }

    [Theory]
    [InlineData("M8[D]", -719163)]
    [InlineData("M8[Y]", 8030)]
    [InlineData("M8[Y]", -1970)]
    [InlineData("M8[Y]", long.MaxValue)]
    [InlineData("M8[2147483647W]", long.MaxValue)]
    [InlineData("M8[s]", long.MinValue)]
    [InlineData("M8", 5)]
    public void TryToDateTime_OutsideOfItsYears_IsFalse(string dtype, long count)
    {
        DType parsed = DType.Parse(dtype);

        Assert.False(new Datetime64(count, parsed.Unit, parsed.UnitMultiple).TryToDateTime(out _));
    }

    [Fact]
    public void ToDateTime_OfNaT_Overflows() =>
        Assert.Equal(
            "NaT is no moment that a DateTime can hold (years 1 to 9999).",
            Assert.Throws<OverflowException>(() => (DateTime)new Datetime64(long.MinValue, DatetimeUnit.Day)).Message);

    [Theory]
    [InlineData("m8[25s]", 3, "00:01:15")]
    [InlineData("m8[D]", -2, "-2.00:00:00")]
    [InlineData("m8[ns]", 1500, "00:00:00.0000015")]
    public void TryToTimeSpan_WhereExact_GivesTheSpan(string dtype, long count, string expected)
    {
        DType parsed = DType.Parse(dtype);

        Assert.True(new Timedelta64(count, parsed.Unit, parsed.UnitMultiple).TryToTimeSpan(out TimeSpan span));
        Assert.Equal(expected, span.ToString("c"));
    }

    [Theory]
    [InlineData("m8[ns]", 1501)]
    [InlineData("m8[Y]", 1)]
    [InlineData("m8[M]", 1)]
    [InlineData("m8", 1)]
    [InlineData("m8[2147483647W]", long.MaxValue)]
    [InlineData("m8[s]", long.MinValue)]
    public void TryToTimeSpan_WhereNotExact_IsFalse(string dtype, long count)
    {
        DType parsed = DType.Parse(dtype);

        Assert.False(new Timedelta64(count, parsed.Unit, parsed.UnitMultiple).TryToTimeSpan(out _));
    }

    [Fact]
    public void ToTimeSpan_OfAFractionOfATick_Overflows() =>
        Assert.Equal(
            "1501[ns] is no span that a TimeSpan can hold exactly.",
            Assert.Throws<OverflowException>(() => (TimeSpan)new Timedelta64(1501, DatetimeUnit.Nanosecond)).Message);

    [Fact]
    public void FromTimeSpan_InAUnit_RoundsDown() =>
        Assert.Equal(new Timedelta64(-2, DatetimeUnit.Second), Timedelta64.FromTimeSpan(TimeSpan.FromSeconds(-1.5), DatetimeUnit.Second));

    [Theory]
    [InlineData(-7, "-7")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "NaT")]
    public void ToString_OfATimedelta_IsItsCount(long count, string expected) =>
        Assert.Equal(expected, new Timedelta64(count, DatetimeUnit.Day, 7).ToString());
}
