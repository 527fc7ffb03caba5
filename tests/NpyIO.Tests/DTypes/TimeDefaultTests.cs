using Xunit;

namespace NpyIO.Tests.DTypes;

/// <summary>Defaults and limits of dates and time spans: one rule for the structs, the dtypes, what is read and what is written.</summary>
public class TimeDefaultTests
{
    [Fact]
    public void Default_OfADatetime64_IsNaTWithoutUnit()
    {
        Datetime64 value = default;

        Assert.Equal(new Datetime64(Datetime64.NaTValue, DatetimeUnit.Generic), value);
        Assert.Equal(new Datetime64(Datetime64.NaTValue, DatetimeUnit.Generic).GetHashCode(), value.GetHashCode());
        Assert.True(value.IsNaT);
        Assert.Equal((Datetime64.NaTValue, DatetimeUnit.Generic, 1), (value.Value, value.Unit, value.Multiple));
        Assert.Equal("NaT", value.ToString());
        Assert.False(value.TryToDateTime(out _));
    }

    [Fact]
    public void Default_OfATimedelta64_IsZeroWithoutUnit()
    {
        Timedelta64 value = default;

        Assert.Equal(new Timedelta64(0, DatetimeUnit.Generic), value);
        Assert.Equal(new Timedelta64(0, DatetimeUnit.Generic).GetHashCode(), value.GetHashCode());
        Assert.False(value.IsNaT);
        Assert.Equal((0L, DatetimeUnit.Generic, 1), (value.Value, value.Unit, value.Multiple));
        Assert.Equal("0", value.ToString());
    }

    [Fact]
    public void Save_NewArrays_CanBeReadAgain()
    {
        NdArray dates = Npy.Load(Npy.Save(new Datetime64[2]));
        NdArray spans = Npy.Load(Npy.Save(new Timedelta64[2]));

        Assert.Equal("datetime64", dates.DType.ToString());
        Assert.Equal([default, default], dates.ToArray<Datetime64>());
        Assert.Equal("timedelta64", spans.DType.ToString());
        Assert.Equal([default, default], spans.ToArray<Timedelta64>());
        Assert.Equal(dates.DType, ((NdArray)Pickle.Load(Pickle.Save(dates))!).DType);
        Assert.Equal(spans.DType, ((NdArray)Pickle.Load(Pickle.Save(spans))!).DType);
    }

    [Fact]
    public void Save_ElementsThatWereForgotten_TakeTheUnitOfTheOthers()
    {
        NdArray dates = NdArray.FromArray(new[] { default, new Datetime64(7, DatetimeUnit.Day), default });
        NdArray spans = NdArray.FromArray(new[] { default, new Timedelta64(7, DatetimeUnit.Second, 5), default });
        NdArray noneButNaT = NdArray.FromArray(new[] { default, new Datetime64(Datetime64.NaTValue, DatetimeUnit.Day) });

        Assert.Equal("datetime64[D]", dates.DType.ToString());
        Assert.Equal([Datetime64.NaTValue, 7, Datetime64.NaTValue], dates.View<long>().ToArray());
        Assert.Equal("timedelta64[5s]", spans.DType.ToString());
        Assert.Equal([0, 7, 0], spans.View<long>().ToArray());
        Assert.Equal("datetime64[D]", noneButNaT.DType.ToString());
    }

    [Fact]
    public void Set_Defaults_FitEveryUnit()
    {
        NdArray dates = NdArray.Create(DType.Parse("M8[ns]"), 1), spans = NdArray.Create(DType.Parse("m8[ns]"), 1);
        spans.Set(new Timedelta64(3, DatetimeUnit.Nanosecond), 0);

        dates.Set(default(Datetime64), 0);
        spans.Set(default(Timedelta64), 0);

        Assert.Equal([Datetime64.NaTValue], dates.View<long>().ToArray());
        Assert.Equal([0], spans.View<long>().ToArray());
        Assert.Throws<OverflowException>(() => spans.Set(new Timedelta64(1, DatetimeUnit.Generic), 0));
    }

    [Theory]
    [InlineData(DatetimeUnit.Day, 0)]
    [InlineData(DatetimeUnit.Day, -1)]
    [InlineData(DatetimeUnit.Generic, 0)]
    [InlineData(DatetimeUnit.Nanosecond, int.MinValue)]
    [InlineData((DatetimeUnit)3, 1)]
    [InlineData((DatetimeUnit)15, 1)]
    [InlineData((DatetimeUnit)(-1), 1)]
    public void Create_UnitOrMultipleThatIsNone_IsRefused(DatetimeUnit unit, int multiple)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Datetime64(1, unit, multiple));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Timedelta64(1, unit, multiple));
        Assert.Throws<ArgumentOutOfRangeException>(() => DType.Datetime(unit, multiple));
        Assert.Throws<ArgumentOutOfRangeException>(() => DType.Timedelta(unit, multiple));
    }

    [Fact]
    public void Create_MultipleOfAGenericUnit_IsOne() => Assert.Equal(1, new Datetime64(1, DatetimeUnit.Generic, 5).Multiple);

    [Theory]
    [InlineData("M8[0Y]")]
    [InlineData("m8[0s]")]
    [InlineData("M8[-0s]")]
    [InlineData("M8[0generic]")]
    [InlineData("M8[-1s]")]
    [InlineData("M8[2147483648s]")]
    [InlineData("M8[2147483647D/12]")]
    [InlineData("M8[1073741824D/12]")]
    [InlineData("M8[2147483647s/500]")]
    [InlineData("m8[2147483647Y/2]")]
    public void Parse_MultipleOutOfRange_IsRefused(string text)
    {
        var error = Assert.Throws<NpyFormatException>(() => DType.Parse(text));

        Assert.Equal(NpyFormatReason.BadDescr, error.Reason);
        Assert.Contains("datetime unit", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M8[1073741823D/12]", 2147483646)]
    [InlineData("M8[2147483647D/24]", 2147483647)]
    [InlineData("M8[1D/12]", 2)]
    public void Parse_LargestMultiple_IsRead(string text, int multiple) => Assert.Equal(multiple, DType.Parse(text).UnitMultiple);

    /// <summary>How many of each finer unit make one, as NumPy counts: a month has 30 days, a year 52 weeks. A divisor takes the first unit that it divides.</summary>
    [Theory]
    [InlineData("Y", "12=M 6=2M 52=W 13=4W 365=D 73=5D")]
    [InlineData("M", "4=W 30=D 15=2D 720=h 16=45h")]
    [InlineData("W", "7=D 168=h 24=7h 10080=m 160=63m")]
    [InlineData("D", "24=h 5=288m 1440=m 7200=12s 86400=s")]
    [InlineData("h", "60=m 7=- 3600=s 16=225s")]
    [InlineData("m", "60=s 1000=60ms 60000=ms 61=-")]
    [InlineData("s", "1000=ms 16=62500us 1000000=us 3=-")]
    [InlineData("ms", "1000=us 1000000=ns 64=15625ns")]
    [InlineData("us", "1000=ns 1000000=ps")]
    [InlineData("ns", "1000=ps 1000000=fs")]
    [InlineData("ps", "1000=fs 1000000=as")]
    [InlineData("fs", "1000=as 1000000=-")]
    [InlineData("as", "2=-")]
    public void Parse_Divisor_GivesTheFinerUnit(string unit, string divisors)
    {
        foreach (string[] parts in divisors.Split(' ').Select(pair => pair.Split('=')))
        {
            string text = $"m8[{unit}/{parts[0]}]";
            if (parts[1] == "-")
                Assert.Throws<NpyFormatException>(() => DType.Parse(text));
            else
                Assert.Equal($"timedelta64[{parts[1]}]", DType.Parse(text).ToString());
        }
    }

    [Theory]
    [InlineData("T")]
    [InlineData("<T")]
    [InlineData(">T")]
    [InlineData("=T")]
    [InlineData("|T")]
    public void Parse_T_IsStringDType(string text) => Assert.Equal(DType.StringDType(), DType.Parse(text));
}
