using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>What dates, times and characters cannot hold, in whole messages.</summary>
public sealed class TimeRefusalTests
{
    private const string Reason = "The usual cause is a default(DateTime) in place of a missing date: a DateTime? can be null, which is NaT. ";
    private const string Microseconds = "All values have whole microseconds: write them with DatetimeUnit = DatetimeUnit.Microsecond in the options, or convert them with To(DType).";
    private const string Ticks = "Write them with DatetimeUnit = DatetimeUnit.Nanosecond and DatetimeMultiple = 100 in the options, or convert them with To(DType)";

    [Fact]
    public void Load_NaTIntoAValue_NamesTheNullable()
    {
        Refuses<DateTime>("M8[ns]", long.MinValue, "The element at index (1,) is NaT, which DateTime cannot hold: load it as DateTime?, where NaT is null.");
        Refuses<TimeOnly>("m8[s]", long.MinValue, "The element at index (1,) is NaT, which TimeOnly cannot hold: load it as TimeOnly?, where NaT is null.");
        Refuses<DateOnly>("M8[Y]", long.MinValue, "The element at index (1,) is NaT, which DateOnly cannot hold: load it as DateOnly?, where NaT is null.");
    }

    [Fact]
    public void Load_OutOfRange_HasValueAndIndex()
    {
        Refuses<DateTime>("M8[Y]", 8030, "The element at index (1,) is 10000, which is outside what DateTime can hold (years 1 to 9999): load it as Datetime64.");
        Refuses<DateTimeOffset?>("M8[D]", -719163, "The element at index (1,) is 0000-12-31, which is outside what DateTimeOffset? can hold (years 1 to 9999): load it as Datetime64.");
        Refuses<TimeOnly>("m8[h]", 24, "The element at index (1,) is 24[h], which is outside what TimeOnly can hold (0 to 24 hours): load it as Timedelta64.");
        Refuses<TimeOnly>("m8[25s]", -1, "The element at index (1,) is -1[25s], which is outside what TimeOnly can hold (0 to 24 hours): load it as Timedelta64.");
        Refuses<TimeSpan>("m8[W]", 1L << 40, "The element at index (1,) is 1099511627776[W], which is outside what TimeSpan can hold (±29,247 years): load it as Timedelta64.");
    }

    [Fact]
    public void Load_LostDigits_NamesTheCasting()
    {
        Refuses<DateTime>("M8[ns]", 150, "The element at index (1,) is 1970-01-01T00:00:00.000000150, but DateTime holds only steps of 100 ns, so digits would be lost: Casting.SameKind rounds down, or load it as Datetime64.");
        Refuses<DateOnly>("M8[h]", 25, "The element at index (1,) is 1970-01-02T01, but DateOnly holds only whole days, so digits would be lost: Casting.SameKind rounds down, or load it as Datetime64.");
        Refuses<TimeSpan?>("m8[ps]", -1, "The element at index (1,) is -1[ps], but TimeSpan? holds only steps of 100 ns, so digits would be lost: Casting.SameKind rounds down, or load it as Timedelta64.");

        byte[] file = File("M8[ns]", -1);
        Assert.Equal(new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_999), Npy.Load<DateTime>(file, Casting.SameKind)[1]);
        Assert.Equal(new DateOnly(1969, 12, 31), Npy.Load<DateOnly>(file, Casting.Unsafe)[1]);
        Assert.Throws<OverflowException>(() => Npy.Load<DateTime>(file, Casting.Checked));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(5_000)]
    [InlineData(99_999)]
    public void Load_LongArrayWithOneLoss_HasItsIndex(int place)
    {
        long[] counts = [.. Enumerable.Range(0, 100_000).Select(i => i * 100L)];
        counts[place]++;
        byte[] file = Npy.Save(NdArray.FromArray(counts).View(DType.Parse("M8[ns]")));
        byte[] swapped = Npy.Save(NdArray.FromArray(counts).View(DType.Parse("M8[ns]")).To(DType.Parse(">M8[ns]")));

        foreach (byte[] content in new[] { file, swapped })
        {
            Assert.StartsWith($"The element at index ({place},) is ", Assert.Throws<OverflowException>(() => Npy.Load<DateTime>(content)).Message);
            Assert.StartsWith($"The element at index ({place},) is ", Assert.Throws<OverflowException>(() => Npy.Load<DateTimeOffset>(content)).Message);
            Assert.StartsWith($"The element at index ({place},) is ", Assert.Throws<OverflowException>(() => Npy.Load(content, new DateTime[counts.Length])).Message);
            Assert.Equal(counts.Select((_, i) => DateTime.UnixEpoch.AddTicks(i)), Npy.Load<DateTime>(content, Casting.SameKind).ToArray());
        }
    }

    [Fact]
    public void Save_OutsideNanoseconds_OffersAnotherUnit()
    {
        Refuses([DateTime.UnixEpoch, default], "The DateTime at index (1,), 0001-01-01T00:00:00.0000000, is outside the years 1677 to 2262, which 64 bits reach in nanoseconds. " + Reason + Microseconds);
        Refuses([new DateTime(2263, 1, 1), DateTime.UnixEpoch.AddTicks(1)], "The DateTime at index (0,), 2263-01-01T00:00:00.0000000, is outside the years 1677 to 2262, which 64 bits reach in nanoseconds. " + Ticks + "; NumPy itself prints and converts that unit wrongly outside the years 1677 to 2262.");
        Refuses([TimeSpan.MaxValue], "The TimeSpan at index (0,), 10675199.02:48:05.4775807, is longer than the 292 years that 64 bits reach in nanoseconds. " + Ticks + ".");

        const string Shortest = "The TimeSpan at index (0,), -10675199.02:48:05.4775808, is ";
        const string NoUnit = "No unit holds all values exactly: TimeSpan.MinValue is a count of 100 ns that stands for NaT.";
        Refuses([TimeSpan.MinValue], Shortest + "longer than the 292 years that 64 bits reach in nanoseconds. " + NoUnit);
        Refuses([TimeSpan.MaxValue, TimeSpan.MinValue], "The TimeSpan at index (0,), 10675199.02:48:05.4775807, is longer than the 292 years that 64 bits reach in nanoseconds. " + NoUnit);
        Refuses([TimeSpan.MinValue], Shortest + "outside what 64 bits reach in the unit of timedelta64[100ns]. " + NoUnit, DatetimeUnit.Nanosecond, 100);

        Assert.Equal("'<M8[us]'", Npy.ReadHeader(Npy.Save(new DateTime[1], new NpyWriteOptions { DatetimeUnit = DatetimeUnit.Microsecond })).DType.Descr);
        DateTime[] far = [DateTime.MaxValue, DateTime.MinValue];
        Assert.Equal(far, Npy.Load<DateTime>(Npy.Save(far, new NpyWriteOptions { DatetimeUnit = DatetimeUnit.Nanosecond, DatetimeMultiple = 100 })));
        Assert.Equal(far, NdArray.FromArray(far).To(DType.Parse("M8[100ns]")).To<DateTime>());
    }

    /// <summary>No verb that is given options sees these values: the advice is a conversion, and following it works.</summary>
    [Fact]
    public void FromArray_OutsideNanoseconds_OffersAConversion()
    {
        DateTime[] old = [new(1066, 10, 14), new(2021, 3, 4)];
        DateTime[] ticks = [new DateTime(1066, 10, 14).AddTicks(1)];
        NpzWriteOptions options = new() { DatetimeUnit = DatetimeUnit.Microsecond };
        string place = "The DateTime at index (0,), 1066-10-14T00:00:00.0000000, is outside the years 1677 to 2262, which 64 bits reach in nanoseconds. ";
        string whole = place + "All values have whole microseconds: choose the unit with NdArray.FromArray(values).To(DType.Parse(\"M8[us]\")).";

        Assert.Equal(whole, Assert.Throws<OverflowException>(() => Npz.Save([("t", old)], options)).Message);
        Assert.Equal(whole, Assert.Throws<OverflowException>(() => NdArray.FromArray((Array)old)).Message);
        Assert.Equal(whole, Assert.Throws<OverflowException>(() => NdArray.FromArray(old).ToNdArray()).Message);
        Assert.Equal(whole, Assert.Throws<OverflowException>(() => NpyAssert.Equal(old, old)).Message);
        Assert.Equal(whole, Assert.Throws<OverflowException>(() => NdArray.ArrayEqual(old, old)).Message);
        Assert.EndsWith(
            " Choose the unit with NdArray.FromArray(values).To(DType.Parse(\"M8[100ns]\")); NumPy itself prints and converts that unit wrongly outside the years 1677 to 2262.",
            Assert.Throws<OverflowException>(() => NdArray.FromArray((Array)ticks)).Message);
        Assert.EndsWith(
            " All values have whole microseconds: choose the unit with NdArray.FromArray(values).To(DType.Parse(\"m8[us]\")).",
            Assert.Throws<OverflowException>(() => NdArray.FromArray((Array)new[] { TimeSpan.FromDays(200_000) })).Message);

        NdArray converted = NdArray.FromArray(old).To(DType.Parse("M8[us]"));
        byte[] archive = Npz.Save([("t", converted)]);
        Assert.Equal(old, Npz.Load<DateTime>(archive)["t"]);
        NpyAssert.Equal(converted, Npz.Load(archive)["t"]);
        Assert.True(NdArray.ArrayEqual(converted, NdArray.FromArray(old).To(DType.Parse("M8[us]"))));
        Assert.Equal(ticks, NdArray.FromArray(ticks).To(DType.Parse("M8[100ns]")).To<DateTime>());

        // Arrays of one type see the options themselves.
        Assert.Equal(old, Npz.Load<DateTime>(Npz.Save(new Dictionary<string, DateTime[]> { ["t"] = old }, options))["t"]);
        Assert.EndsWith(Microseconds, Assert.Throws<OverflowException>(() => Npz.Save(new Dictionary<string, DateTime[]> { ["t"] = old })).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(2999)]
    public void Save_OutsideNanoseconds_LooksAtEveryValue(int place)
    {
        DateTime[] moments = [.. Enumerable.Range(0, 3000).Select(i => DateTime.MinValue.AddDays(i))];
        Assert.EndsWith(Microseconds, Assert.Throws<OverflowException>(() => Npy.Save(moments)).Message);

        // A local time is refused in any unit, so it does not matter which one.
        moments[1500] = DateTime.SpecifyKind(moments[1500].AddTicks(1), DateTimeKind.Local);
        Assert.EndsWith(Microseconds, Assert.Throws<OverflowException>(() => Npy.Save(moments)).Message);
        moments[place] = moments[place].AddTicks(1);
        Assert.Contains(Ticks, Assert.Throws<OverflowException>(() => Npy.Save(moments)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_LocalTime_NamesToUniversalTime()
    {
        DateTime[] local = [new(2021, 3, 4, 5, 6, 7, DateTimeKind.Local)];

        string message = Assert.Throws<ArgumentException>(() => Npy.Save(local)).Message;

        Assert.StartsWith("The DateTime at index (0,), 2021-03-04T05:06:07.0000000", message);
        Assert.EndsWith(", is local time, which means another moment on another machine: convert it with ToUniversalTime(), or write the clock as it reads with DateTime.SpecifyKind(value, DateTimeKind.Unspecified).", message);
        Assert.Equal(local[0].Ticks, Npy.Load<DateTime>(Npy.Save([DateTime.SpecifyKind(local[0], DateTimeKind.Utc)]))[0].Ticks);
    }

    [Fact]
    public void Save_NotWholeUnits_IsRefused()
    {
        Refuses([new DateTime(2000, 1, 2, 3, 4, 5)], "The DateTime at index (0,), 2000-01-02T03:04:05.0000000, is not a whole number of the unit of datetime64[h]: write it in a finer unit, such as nanoseconds, or round the values first.", DatetimeUnit.Hour);
        Refuses([new DateOnly(2000, 2, 1), new DateOnly(2000, 2, 2)], "The DateOnly at index (1,), 2000-02-02, is not a whole number of the unit of datetime64[M]: write it in a finer unit, such as nanoseconds, or round the values first.", DatetimeUnit.Month);
        Refuses([new TimeOnly(1, 2, 3, 4)], "The TimeOnly at index (0,), 01:02:03.0040000, is not a whole number of the unit of timedelta64[s]: write it in a finer unit, such as nanoseconds, or round the values first.", DatetimeUnit.Second);
        Assert.Equal("TimeSpan values cannot be written as timedelta64[Y]; years and months have no fixed length.", Assert.Throws<InvalidCastException>(() => Npy.Save([TimeSpan.Zero], Unit(DatetimeUnit.Year))).Message);
        Assert.Throws<ArgumentException>(() => Unit(DatetimeUnit.Generic));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpzWriteOptions { DatetimeMultiple = 0 });
    }

    /// <summary>Each part of a date that a unit of months or years cannot hold, alone; and the dates that it holds.</summary>
    [Theory]
    [InlineData(DatetimeUnit.Year, "2000-01-01T00:00:00", true)]
    [InlineData(DatetimeUnit.Year, "1969-01-01T00:00:00", true)]
    [InlineData(DatetimeUnit.Year, "2000-02-01T00:00:00", false)]
    [InlineData(DatetimeUnit.Year, "2000-01-02T00:00:00", false)]
    [InlineData(DatetimeUnit.Year, "2000-01-01T00:00:00.0000001", false)]
    [InlineData(DatetimeUnit.Year, "1968-12-31T23:59:59.9999999", false)]
    [InlineData(DatetimeUnit.Month, "2000-02-01T00:00:00", true)]
    [InlineData(DatetimeUnit.Month, "1969-11-01T00:00:00", true)]
    [InlineData(DatetimeUnit.Month, "2000-02-02T00:00:00", false)]
    [InlineData(DatetimeUnit.Month, "2000-02-29T00:00:00", false)]
    [InlineData(DatetimeUnit.Month, "2000-02-01T12:00:00", false)]
    [InlineData(DatetimeUnit.Month, "1969-12-31T23:00:00", false)]
    [InlineData(DatetimeUnit.Week, "1970-01-08T00:00:00", true)]
    [InlineData(DatetimeUnit.Week, "1970-01-09T00:00:00", false)]
    [InlineData(DatetimeUnit.Week, "1970-01-08T00:00:01", false)]
    [InlineData(DatetimeUnit.Day, "1969-12-31T00:00:00", true)]
    [InlineData(DatetimeUnit.Day, "1969-12-31T01:00:00", false)]
    public void Save_PartsOfADate_AreKeptOrRefused(DatetimeUnit unit, string text, bool isKept)
    {
        DateTime moment = DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        DateTimeOffset offset = new(moment, TimeSpan.Zero);
        DType dtype = DType.Datetime(unit);
        Func<NdArray>[] ways =
        [
            () => Npy.Load(Npy.Save(new[] { moment }, Unit(unit))),
            () => Npy.Load(Npy.Save(new DateTime?[] { moment }, Unit(unit))),
            () => Npy.Load(Npy.Save(new[] { offset }, Unit(unit))),
            () => Npy.Load(Npy.Save(NdArray.FromArray(new[] { moment }), Unit(unit))),
            () => Npy.Load(Npy.Save([.. Enumerable.Repeat(moment, 40)], Unit(unit))),
            () => Set(moment),
            () => Set(offset),
            () => Set<DateTime?>(moment),
            .. moment.TimeOfDay == TimeSpan.Zero ? (Func<NdArray>[])[() => Npy.Load(Npy.Save(new[] { DateOnly.FromDateTime(moment) }, Unit(unit))), () => Set(DateOnly.FromDateTime(moment))] : [],
        ];
        foreach (Func<NdArray> way in ways)
        {
            if (!isKept)
                Assert.Throws<OverflowException>(way);
            else
                Assert.Equal((dtype, moment), (way().DType, way().To<DateTime>()[0]));
        }

        NdArray Set<T>(T value)
        {
            NdArray array = NdArray.Create(dtype, 1);
            array.Set(value, 0);
            return array;
        }
    }

    [Fact]
    public void Load_CharactersOfTwoUnits_AreRefused()
    {
        Assert.Equal("The element at index (0, 1) is U+1F600, which a char cannot hold: load it as string.", Assert.Throws<OverflowException>(() => Npy.Load<char>(Npy.Save(new[,] { { "a", "\U0001F600" } }))).Message);
        Assert.Throws<OverflowException>(() => Npy.Load(Npy.Save(new[] { "\U0001F600" })).Get<char>(0));
        Assert.Throws<OverflowException>(() => Npy.Load(Npy.Save(new[] { "\U0001F600" })).To<char>());
        Assert.Equal("The array's dtype is <U2, not char, and there is no conversion; load it as string.", Assert.Throws<InvalidCastException>(() => Npy.Load<char>(Npy.Save(new[] { "ab" }))).Message);
        Assert.Equal(['\0', '\uD800'], Npy.Load<char>(Npy.Save(new[] { "", "\uD800" })));
    }

    [Fact]
    public void To_Units_SaysWhatIsLost()
    {
        NdArray dates = NdArray.FromArray(new[] { 0L, 1 }).View(DType.Parse("M8[s]"));

        Assert.Equal(
            "The element at index (1,) is 1970-01-01T00:00:01, which datetime64[D] cannot hold: digits would be lost, and Casting.SameKind rounds down, as NumPy does.",
            Assert.Throws<OverflowException>(() => dates.To(DType.Parse("M8[D]"), Casting.Checked)).Message);
        Assert.Equal(
            "The element at index (0,) is 9223372036854775807[s], which timedelta64[ns] cannot hold: the count would be out of range, and only Casting.Unsafe wraps around, as NumPy does.",
            Assert.Throws<OverflowException>(() => NdArray.FromArray(new[] { long.MaxValue }).To(DType.Parse("m8[s]")).To(DType.Parse("m8[ns]"))).Message);
        Assert.Equal(
            "The element at index (0,) is NaT, which int64 cannot hold: no integer is NaT; Casting.Unsafe converts the count that stands for it, -9223372036854775808, as NumPy does.",
            Assert.Throws<OverflowException>(() => NdArray.FromArray(new[] { long.MinValue }).View(DType.Parse("m8[s]")).To<long>(Casting.Checked)).Message);
        Assert.Equal(
            "The element at index (0,) is 18446744073709551615, which timedelta64[s] cannot hold: the count would be out of range, and only Casting.Unsafe wraps around, as NumPy does.",
            Assert.Throws<OverflowException>(() => NdArray.FromArray(new[] { ulong.MaxValue }).To(DType.Parse("m8[s]"), Casting.SameKind)).Message);
        Assert.Equal(
            "The element at index (0,) is -9223372036854775808, which timedelta64[s] cannot hold: that count is NaT, which Casting.Safe makes of it, as NumPy does.",
            Assert.Throws<OverflowException>(() => NdArray.FromArray(new[] { long.MinValue }).To(DType.Parse("m8[s]"), Casting.Checked)).Message);
        Assert.Equal("NaT", NdArray.FromArray(new[] { long.MinValue }).To(DType.Parse("m8[s]"), Casting.Safe).GetValue(0)!.ToString());
        Assert.Equal([long.MinValue], NdArray.FromArray(new[] { long.MinValue }).View(DType.Parse("m8[s]")).To<long>(Casting.Unsafe));
        Assert.Equal([-1L], NdArray.FromArray(new[] { ulong.MaxValue }).To(DType.Parse("m8[s]"), Casting.Unsafe).View<long>());
        Assert.Equal([3, -5], NdArray.FromArray(new[] { 3L, -5 }).To(DType.Parse("m8[s]")).To<int>(Casting.Checked));
    }

    private static NpyWriteOptions Unit(DatetimeUnit unit) => new() { DatetimeUnit = unit };

    private static byte[] File(string dtype, long count) => Npy.Save(NdArray.FromArray(new[] { 0, count }).View(DType.Parse(dtype)));

    private static void Refuses<T>(string dtype, long count, string message)
    {
        byte[] file = File(dtype, count);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Load<T>(file)).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Load(file).To<T>()).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Load(file).Get<T>(1)).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Load(file, new T[2])).Message);

        // In Fortran order and foreign byte order, the index is the same.
        NdArray swapped = Npy.Load(file).To(DType.Parse(">" + dtype)).Reshape(1, 2);
        Assert.Equal(message.Replace("(1,)", "(0, 1)", StringComparison.Ordinal), Assert.Throws<OverflowException>(() => Npy.Load<T>(Npy.Save(swapped))).Message);
    }

    private static void Refuses<T>(T[] values, string message, DatetimeUnit? unit = null, int multiple = 1)
    {
        NpyWriteOptions options = new() { DatetimeUnit = unit, DatetimeMultiple = multiple };
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Save(values, options)).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Save((Array)values, options)).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Save(values.AsSpan(), [values.Length], options)).Message);
    }
}
