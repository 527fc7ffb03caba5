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
    public void FromDateTimeRoundedDown_InAUnit_RoundsDown(DatetimeUnit unit, long expected)
    {
        DateTime moment = new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(89);

        Assert.Equal(new Datetime64(expected, unit), Datetime64.FromDateTimeRoundedDown(moment, unit));
    }

    [Theory]
    [InlineData(DatetimeUnit.Year, "2021-01-01")]
    [InlineData(DatetimeUnit.Month, "2021-03-01")]
    [InlineData(DatetimeUnit.Week, "2021-03-04")]
    [InlineData(DatetimeUnit.Day, "2021-03-04")]
    [InlineData(DatetimeUnit.Hour, "2021-03-04T05:00:00")]
    [InlineData(DatetimeUnit.Minute, "2021-03-04T05:06:00")]
    [InlineData(DatetimeUnit.Second, "2021-03-04T05:06:07")]
    [InlineData(DatetimeUnit.Millisecond, "1965-03-04T05:06:07.001")]
    [InlineData(DatetimeUnit.Microsecond, "1965-03-04T05:06:07.000008")]
    [InlineData(DatetimeUnit.Nanosecond, "1965-03-04T05:06:07.0000089")]
    public void FromDateTime_DigitsBelowTheUnit_AreRefused(DatetimeUnit unit, string whole)
    {
        DateTime moment = DateTime.Parse(whole, System.Globalization.CultureInfo.InvariantCulture);
        Datetime64 value = Datetime64.FromDateTime(moment, unit);

        Assert.Equal(moment, (DateTime)value);
        if (unit == DatetimeUnit.Nanosecond)
            return;
        string name = unit.ToString().ToLowerInvariant();
        foreach (long ticks in (long[])[1, -1])
        {
            DateTime beside = moment.AddTicks(ticks);
            Assert.Equal(
                $"{beside:O} is not a whole number of {name}s; use a finer unit (a DateTime is whole in nanoseconds), or FromDateTimeRoundedDown.",
                Assert.Throws<OverflowException>(() => Datetime64.FromDateTime(beside, unit)).Message);
        }
    }

    [Fact]
    public void FromDateTime_WithoutAUnit_KeepsEveryTick()
    {
        DateTime moment = new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(1234567);

        Assert.Equal(new Datetime64(1614834367123456700, DatetimeUnit.Nanosecond), Datetime64.FromDateTime(moment));
        Assert.Equal(moment, (DateTime)Datetime64.FromDateTime(moment));
    }

    [Theory]
    [InlineData("1677-09-21T00:12:43.1452242", true)]
    [InlineData("1677-09-21T00:12:43.1452241", false)]
    [InlineData("2262-04-11T23:47:16.8547758", true)]
    [InlineData("2262-04-11T23:47:16.8547759", false)]
    public void FromDateTime_AtTheEndsOfNanoseconds_FitsOrIsRefused(string text, bool fits)
    {
        DateTime moment = DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        if (fits)
            Assert.Equal(moment, (DateTime)Datetime64.FromDateTime(moment));
        else
            Assert.StartsWith(text, Assert.Throws<OverflowException>(() => Datetime64.FromDateTime(moment)).Message, StringComparison.Ordinal);
        Assert.Equal(moment, (DateTime)Datetime64.FromDateTimeRoundedDown(moment.AddTicks(-(moment.Ticks % 10)), DatetimeUnit.Microsecond) + TimeSpan.FromTicks(moment.Ticks % 10));
    }

    [Fact]
    public void FromDateTime_OfTheDefault_NamesIt() =>
        Assert.Equal(
            "0001-01-01T00:00:00.0000000 is outside of the years 1677 to 2262, which 64 bits reach in nanoseconds. The usual cause is a default(DateTime), the year 1, in place of a missing date; use a coarser unit if the date is meant.",
            Assert.Throws<OverflowException>(() => Datetime64.FromDateTime(default)).Message);

    [Fact]
    public void FromTimeSpan_WithoutAUnit_KeepsEveryTick()
    {
        Assert.Equal(new Timedelta64(-100, DatetimeUnit.Nanosecond), Timedelta64.FromTimeSpan(TimeSpan.FromTicks(-1)));
        Assert.Equal("10675199.02:48:05.4775807 is longer than 64 bits hold in nanoseconds; use a coarser unit.", Assert.Throws<OverflowException>(() => Timedelta64.FromTimeSpan(TimeSpan.MaxValue)).Message);
    }

    [Theory]
    [InlineData(DatetimeUnit.Week, 7 * TimeSpan.TicksPerDay)]
    [InlineData(DatetimeUnit.Day, TimeSpan.TicksPerDay)]
    [InlineData(DatetimeUnit.Hour, TimeSpan.TicksPerHour)]
    [InlineData(DatetimeUnit.Minute, TimeSpan.TicksPerMinute)]
    [InlineData(DatetimeUnit.Second, TimeSpan.TicksPerSecond)]
    [InlineData(DatetimeUnit.Millisecond, TimeSpan.TicksPerMillisecond)]
    [InlineData(DatetimeUnit.Microsecond, TimeSpan.TicksPerMicrosecond)]
    public void FromTimeSpan_DigitsBelowTheUnit_AreRefused(DatetimeUnit unit, long ticks)
    {
        Assert.Equal(new Timedelta64(-3, unit), Timedelta64.FromTimeSpan(TimeSpan.FromTicks(-3 * ticks), unit));
        TimeSpan beside = TimeSpan.FromTicks((-3 * ticks) + 1);
        Assert.Equal(
            $"{beside:c} is not a whole number of {unit.ToString().ToLowerInvariant()}s; use a finer unit (a TimeSpan is whole in nanoseconds), or FromTimeSpanRoundedDown.",
            Assert.Throws<OverflowException>(() => Timedelta64.FromTimeSpan(beside, unit)).Message);
        Assert.Equal(new Timedelta64(-3, unit), Timedelta64.FromTimeSpanRoundedDown(beside, unit));
    }

    [Fact]
    public void FromDateTime_OutOfReachOfAFinerUnit_Throws() =>
        Assert.StartsWith(
            "9999-12-31T00:00:00.0000000 is outside of what 64 bits reach in picoseconds.",
            Assert.Throws<OverflowException>(() => Datetime64.FromDateTime(new DateTime(9999, 12, 31), DatetimeUnit.Picosecond)).Message,
            StringComparison.Ordinal);

    /// <summary>The first of all dates and spans, which are no whole units, and rounded down are outside of .NET's.</summary>
    [Fact]
    public void From_TheFirstThatThereIs_IsRefusedInCoarserUnits()
    {
        Assert.Equal(
            "0001-01-01T00:00:00.0000000 is not a whole number of weeks; use a finer unit (a DateTime is whole in nanoseconds), or FromDateTimeRoundedDown.",
            Assert.Throws<OverflowException>(() => Datetime64.FromDateTime(default, DatetimeUnit.Week)).Message);
        Assert.Equal(new DateTime(1, 1, 1), (DateTime)Datetime64.FromDateTime(default, DatetimeUnit.Day));
        foreach (DatetimeUnit unit in (DatetimeUnit[])[DatetimeUnit.Week, DatetimeUnit.Day, DatetimeUnit.Hour, DatetimeUnit.Minute, DatetimeUnit.Second, DatetimeUnit.Millisecond, DatetimeUnit.Microsecond])
            Assert.StartsWith("-10675199.02:48:05.4775808 is not a whole number of ", Assert.Throws<OverflowException>(() => Timedelta64.FromTimeSpan(TimeSpan.MinValue, unit)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TimeSpan_OfAnySpan_IsTheSameOrRefused()
    {
        Assert.Equal(TimeSpan.FromSeconds(-50), (TimeSpan)new Timedelta64(-2, DatetimeUnit.Second, 25));
        Assert.Equal(TimeSpan.FromTicks(1), (TimeSpan)new Timedelta64(100, DatetimeUnit.Nanosecond));
        Assert.Equal(
            "101ns has fractions of 100 ns, which a TimeSpan cannot hold; TryToTimeSpanRoundedDown drops them.",
            Assert.Throws<OverflowException>(() => (TimeSpan)new Timedelta64(101, DatetimeUnit.Nanosecond)).Message.Replace("[ns]", "ns", StringComparison.Ordinal));
        foreach (Timedelta64 span in (Timedelta64[])[new(1, DatetimeUnit.Year), new(1, DatetimeUnit.Month), new(1, DatetimeUnit.Generic), default, new(Timedelta64.NaTValue, DatetimeUnit.Second), new(10_675_200, DatetimeUnit.Day), new(-10_675_200, DatetimeUnit.Day)])
            Assert.EndsWith(" is outside what a TimeSpan can hold.", Assert.Throws<OverflowException>(() => (TimeSpan)span).Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(10_675_199), (TimeSpan)new Timedelta64(10_675_199, DatetimeUnit.Day));
    }

    [Fact]
    public void FromDateTime_WithoutAFixedUnit_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Datetime64.FromDateTime(DateTime.UnixEpoch, DatetimeUnit.Generic));
        Assert.Throws<ArgumentOutOfRangeException>(() => Timedelta64.FromTimeSpan(TimeSpan.Zero, DatetimeUnit.Month));
    }

    [Theory]
    [InlineData("M8[ns]", 1614834363123456789, 1614834363123456700)]
    [InlineData("M8[ns]", -1, -100)]
    [InlineData("M8[ps]", 100_001, 100_000)]
    [InlineData("M8[as]", long.MaxValue, 9223372000000000000)]
    [InlineData("M8[7fs]", 100_000_001, 700_000_000)]
    public void TryToDateTime_FractionsOfATick_IsFalse(string dtype, long count, long units)
    {
        DType parsed = DType.Parse(dtype);
        var value = new Datetime64(count, parsed.Unit, parsed.UnitMultiple);

        Assert.False(value.TryToDateTime(out DateTime moment));
        Assert.Equal(default, moment);
        Assert.True(value.TryToDateTimeRoundedDown(out moment));
        Assert.Equal(units, Datetime64.FromDateTime(moment, parsed.Unit).Value);
        Assert.Equal(
            $"{value} has fractions of 100 ns, which a DateTime cannot hold; TryToDateTimeRoundedDown drops them.",
            Assert.Throws<OverflowException>(() => (DateTime)value).Message);
    }

    [Theory]
    [InlineData("M8[Y]", 30, "2000-01-01T00:00:00.0000000")]
    [InlineData("M8[M]", -1, "1969-12-01T00:00:00.0000000")]
    [InlineData("M8[W]", 1, "1970-01-08T00:00:00.0000000")]
    [InlineData("M8[25s]", 2, "1970-01-01T00:00:50.0000000")]
    [InlineData("M8[ns]", -100, "1969-12-31T23:59:59.9999999")]
    [InlineData("M8[as]", 9223372000000000000, "1970-01-01T00:00:09.2233720")]
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
            "NaT is outside what a DateTime can hold (years 1 to 9999).",
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
            "1501[ns] has fractions of 100 ns, which a TimeSpan cannot hold; TryToTimeSpanRoundedDown drops them.",
            Assert.Throws<OverflowException>(() => (TimeSpan)new Timedelta64(1501, DatetimeUnit.Nanosecond)).Message);

    [Fact]
    public void FromTimeSpanRoundedDown_InAUnit_RoundsDown() =>
        Assert.Equal(new Timedelta64(-2, DatetimeUnit.Second), Timedelta64.FromTimeSpanRoundedDown(TimeSpan.FromSeconds(-1.5), DatetimeUnit.Second));

    [Theory]
    [InlineData(-7, "-7")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "NaT")]
    public void ToString_OfATimedelta_IsItsCount(long count, string expected) =>
        Assert.Equal(expected, new Timedelta64(count, DatetimeUnit.Day, 7).ToString());

    /// <summary>The first and the last moment that a DateTime holds, and the count beside each.</summary>
    [Theory]
    [InlineData("M8[Y]", -1969, -1970, "0001-01-01T00:00:00.0000000")]
    [InlineData("M8[Y]", 8029, 8030, "9999-01-01T00:00:00.0000000")]
    [InlineData("M8[M]", -23628, -23629, "0001-01-01T00:00:00.0000000")]
    [InlineData("M8[M]", 96359, 96360, "9999-12-01T00:00:00.0000000")]
    [InlineData("M8[D]", 2932896, 2932897, "9999-12-31T00:00:00.0000000")]
    [InlineData("M8[s]", -62135596800, -62135596801, "0001-01-01T00:00:00.0000000")]
    [InlineData("M8[s]", 253402300799, 253402300800, "9999-12-31T23:59:59.0000000")]
    [InlineData("M8[us]", -62135596800000000, -62135596800000001, "0001-01-01T00:00:00.0000000")]
    [InlineData("M8[us]", 253402300799999999, 253402300800000000, "9999-12-31T23:59:59.9999990")]
    public void TryToDateTime_AtTheEnds_FitsOrDoesNot(string dtype, long last, long beyond, string expected)
    {
        DType parsed = DType.Parse(dtype);

        Assert.True(new Datetime64(last, parsed.Unit).TryToDateTime(out DateTime moment));
        Assert.Equal(expected, moment.ToString("O"));
        Assert.True(new Datetime64(last, parsed.Unit).TryToDateTimeRoundedDown(out _));
        Assert.False(new Datetime64(beyond, parsed.Unit).TryToDateTime(out moment));
        Assert.False(new Datetime64(beyond, parsed.Unit).TryToDateTimeRoundedDown(out _));
        Assert.Equal(default, moment);
        Assert.EndsWith(" is outside what a DateTime can hold (years 1 to 9999).", Assert.Throws<OverflowException>(() => (DateTime)new Datetime64(beyond, parsed.Unit)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m8[us]", 922337203685477580, 922337203685477581)]
    [InlineData("m8[us]", -922337203685477580, -922337203685477581)]
    [InlineData("m8[D]", 10675199, 10675200)]
    [InlineData("m8[D]", -10675199, -10675200)]
    public void TryToTimeSpan_AtTheEnds_FitsOrDoesNot(string dtype, long last, long beyond)
    {
        DType parsed = DType.Parse(dtype);
        long ticks = parsed.Unit == DatetimeUnit.Day ? TimeSpan.TicksPerDay : 10;

        Assert.True(new Timedelta64(last, parsed.Unit).TryToTimeSpan(out TimeSpan span));
        Assert.Equal(last * ticks, span.Ticks);
        Assert.False(new Timedelta64(beyond, parsed.Unit).TryToTimeSpan(out span));
        Assert.Equal(default, span);
        Assert.Equal(
            $"{beyond}[{(parsed.Unit == DatetimeUnit.Day ? "D" : "us")}] is outside what a TimeSpan can hold.",
            Assert.Throws<OverflowException>(() => (TimeSpan)new Timedelta64(beyond, parsed.Unit)).Message);
    }

    [Theory]
    [InlineData(1501, 15)]
    [InlineData(99, 0)]
    [InlineData(-1, -1)]
    [InlineData(-100, -1)]
    [InlineData(-101, -2)]
    public void TryToTimeSpanRoundedDown_FractionsOfATick_RoundsDown(long nanoseconds, long ticks)
    {
        Assert.True(new Timedelta64(nanoseconds, DatetimeUnit.Nanosecond).TryToTimeSpanRoundedDown(out TimeSpan span));
        Assert.Equal(ticks, span.Ticks);
    }

    [Theory]
    [InlineData(92233720368547758, true)]
    [InlineData(92233720368547759, false)]
    [InlineData(-92233720368547758, true)]
    [InlineData(-92233720368547759, false)]
    public void FromTimeSpan_AtTheEndsOfNanoseconds_FitsOrIsRefused(long ticks, bool fits)
    {
        var span = TimeSpan.FromTicks(ticks);

        if (fits)
            Assert.Equal(new Timedelta64(100 * ticks, DatetimeUnit.Nanosecond), Timedelta64.FromTimeSpan(span));
        else
            Assert.Equal($"{span:c} is longer than 64 bits hold in nanoseconds; use a coarser unit.", Assert.Throws<OverflowException>(() => Timedelta64.FromTimeSpan(span)).Message);
    }

    /// <summary>Value, unit and multiple each count.</summary>
    [Fact]
    public void Equals_AnotherPart_IsFalse()
    {
        var moment = new Datetime64(5, DatetimeUnit.Second, 25);
        var span = new Timedelta64(5, DatetimeUnit.Second, 25);

        Assert.True(moment == new Datetime64(5, DatetimeUnit.Second, 25) && !(moment != new Datetime64(5, DatetimeUnit.Second, 25)) && moment.Equals((object)moment));
        Assert.True(span == new Timedelta64(5, DatetimeUnit.Second, 25) && !(span != new Timedelta64(5, DatetimeUnit.Second, 25)) && span.Equals((object)span));
        foreach ((long value, DatetimeUnit unit, int multiple) in ((long, DatetimeUnit, int)[])[(6, DatetimeUnit.Second, 25), (5, DatetimeUnit.Minute, 25), (5, DatetimeUnit.Second, 24)])
        {
            Assert.True(moment != new Datetime64(value, unit, multiple) && !(moment == new Datetime64(value, unit, multiple)) && !moment.Equals((object)new Datetime64(value, unit, multiple)));
            Assert.True(span != new Timedelta64(value, unit, multiple) && !(span == new Timedelta64(value, unit, multiple)) && !span.Equals((object)new Timedelta64(value, unit, multiple)));
        }

        Assert.False(moment.Equals((object)span));
        Assert.False(span.Equals((object)moment));
    }
}
