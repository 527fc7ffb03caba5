using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>pandas' dates among Python objects, as pandas 1.5.3 pickles them.</summary>
public sealed class PandasTimeTests
{
    /// <summary><c>[pd.Timestamp('2021-03-04 05:06:07.1234567'), pd.NaT, None, datetime(2020, 1, 2, 3), date(2020, 1, 2), np.datetime64('2020-01-02')]</c>.</summary>
    private const string Clocks = "gASVngEAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwaFlGgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlCiMHnBhbmRhcy5fbGlicy50c2xpYnMudGltZXN0YW1wc5SME191bnBpY2tsZV90aW1lc3RhbXCUk5Qoigi8gnwXTQtpFk5OSwp0lFKUjBtwYW5kYXMuX2xpYnMudHNsaWJzLm5hdHR5cGWUjA5fX25hdF91bnBpY2tsZZSTlE6FlFKUTowIZGF0ZXRpbWWUjAhkYXRldGltZZSTlEMKB+QBAgMAAAAAAJSFlFKUaB2MBGRhdGWUk5RDBAfkAQKUhZRSlGgAjAZzY2FsYXKUk5RoDIwCTTiUiYiHlFKUKEsEjAE8lE5OTkr/////Sv////9LAH2UKEMBRJRLAUsBSwF0lIaUdJRiQwhXRwAAAAAAAJSGlFKUZXSUYi4=";

    /// <summary><c>[pd.Timestamp('2021-03-04 01:00', tz=timezone(timedelta(hours=2))), pd.NaT]</c>.</summary>
    private const string Moments = "gASVQQEAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwKFlGgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlCiMHnBhbmRhcy5fbGlicy50c2xpYnMudGltZXN0YW1wc5SME191bnBpY2tsZV90aW1lc3RhbXCUk5QoiggAYOV4UvdoFk6MCGRhdGV0aW1llIwIdGltZXpvbmWUk5RoFowJdGltZWRlbHRhlJOUSwBNIBxLAIeUUpSFlFKUSwp0lFKUjBtwYW5kYXMuX2xpYnMudHNsaWJzLm5hdHR5cGWUjA5fX25hdF91bnBpY2tsZZSTlE6FlFKUZXSUYi4=";

    /// <summary><c>[pd.Timedelta('1 day 00:00:00.0000001'), pd.NaT]</c>.</summary>
    private const string Spans = "gASVBgEAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwKFlGgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlCiMHnBhbmRhcy5fbGlicy50c2xpYnMudGltZWRlbHRhc5SME190aW1lZGVsdGFfdW5waWNrbGWUk5SKBmQAT5GUTksKhpRSlIwbcGFuZGFzLl9saWJzLnRzbGlicy5uYXR0eXBllIwOX19uYXRfdW5waWNrbGWUk5ROhZRSlGV0lGIu";

    [Fact]
    public void To_DateTime_ReadsPandasAndPythonsDates()
    {
        DateTime?[] expected = [new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(1_234_567), null, null, new DateTime(2020, 1, 2, 3, 0, 0), new DateTime(2020, 1, 2), new DateTime(2020, 1, 2)];

        Assert.Equal(expected, Load(Clocks).ToArray<DateTime?>());
        Assert.Equal(expected[0], Load(Clocks).Get<DateTime>(0));
        Assert.Equal("The element at index (1,) is NaT, which DateTime cannot hold: read the elements as DateTime?, where NaT is null.", Assert.Throws<OverflowException>(() => Load(Clocks).To<DateTime>()).Message);
        Assert.Equal(new DateOnly(2020, 1, 2), Load(Clocks).Get<DateOnly>(4));
        Assert.Throws<OverflowException>(() => Load(Clocks).Get<DateOnly>(3));
        Assert.IsType<PickleObject>(Load(Clocks).GetValue(0));
    }

    [Fact]
    public void To_DateTimeOffset_WantsATimeZone()
    {
        Assert.Equal([new DateTimeOffset(2021, 3, 3, 23, 0, 0, TimeSpan.Zero), null], Load(Moments).ToArray<DateTimeOffset?>());

        const string Zoned = "The element at index (0,) has a time zone: load it as DateTimeOffset";
        const string Clock = "The element at index (0,) has no time zone: load it as DateTime";
        object?[] python = [new DateTimeOffset(2021, 3, 4, 1, 0, 0, TimeSpan.FromHours(2))];
        foreach (NdArray moments in new[] { Load(Moments), NdArray.FromObjects(python) })
        {
            Assert.Equal($"{Zoned}, not DateTime.", Assert.Throws<InvalidCastException>(() => moments.Get<DateTime>(0)).Message);
            Assert.Equal($"{Zoned}?, not DateTime?.", Assert.Throws<InvalidCastException>(() => moments.To<DateTime?>()).Message);
            Assert.Equal($"{Zoned}, not DateOnly.", Assert.Throws<InvalidCastException>(() => Npy.Load<DateOnly>(Npy.Save(moments))).Message);
            Assert.DoesNotContain("time zone", Assert.Throws<InvalidCastException>(() => moments.Get<TimeSpan>(0)).Message, StringComparison.Ordinal);
        }

        foreach (NdArray clocks in new[] { Load(Clocks), Load(Clocks)[3..5], Load(Clocks)[4..] })
        {
            Assert.Equal($"{Clock}, not DateTimeOffset.", Assert.Throws<InvalidCastException>(() => clocks.Get<DateTimeOffset>(0)).Message);
            Assert.Equal($"{Clock}?, not DateTimeOffset?.", Assert.Throws<InvalidCastException>(() => clocks.To<DateTimeOffset?>()).Message);
        }

        Assert.Equal("The element at index (0,) is text, not DateTime.", Assert.Throws<InvalidCastException>(() => NdArray.FromObjects(new object?[] { "2021" }).Get<DateTime>(0)).Message);
    }

    [Fact]
    public void To_TimeSpan_ReadsTimedelta() =>
        Assert.Equal([TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), null], Load(Spans).ToArray<TimeSpan?>());

    /// <summary>Every form of pandas' pickles, put together by hand: the call, with its arguments.</summary>
    [Theory]
    [InlineData("pandas._libs.tslibs.timestamps", "Timestamp", "L1614834367000000100L\nNN", true)]
    [InlineData("pandas._libs.tslib", "Timestamp", "L1614834367000000100L\nNN", true)]
    [InlineData("pandas.tslib", "Timestamp", "L1614834367000000100L\nNN", true)]
    [InlineData("pandas._libs.tslibs.timestamps", "Timestamp", "L1614834367000000100L\nX\u0001\0\0\0DN", true)]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1614834367000000100L\nNN", true)]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1614834367000000100L\nNNK\n", true)]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1614834367L\nNNK\u0007", false)]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1614834367000L\nNNK\u0008", false)]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1614834367000000L\nNNK\u0009", false)]
    public void To_DateTime_ReadsTimestampsOfEveryPandas(string module, string name, string arguments, bool hasTick)
    {
        DateTime expected = new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(hasTick ? 1 : 0);
        foreach (NdArray array in new[] { Called(2, module, name, arguments), Called(4, module, name, arguments) })
        {
            Assert.Equal([expected, null], array.ToArray<DateTime?>());
            Assert.IsType<PickleObject>(array.GetValue(0));
            Assert.Throws<InvalidCastException>(() => array.Get<DateTimeOffset>(0));
        }

        // With a time zone, whatever it is, the count is in UTC.
        string zoned = arguments.Replace("N", "X\u0003\0\0\0UTC", StringComparison.Ordinal);
        Assert.Equal([new DateTimeOffset(expected, TimeSpan.Zero), null], Called(4, module, name, zoned).ToArray<DateTimeOffset?>());
    }

    [Theory]
    [InlineData("pandas._libs.tslibs.timedeltas", "Timedelta", "L1000000100L\n", 10_000_001)]
    [InlineData("pandas._libs.tslib", "Timedelta", "L1000000100L\n", 10_000_001)]
    [InlineData("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle", "L1000000100L\nK\n", 10_000_001)]
    [InlineData("pandas._libs.tslibs.timedeltas", "_timedelta_unpickle", "L3L\nK\u0007", 30_000_000)]
    public void To_TimeSpan_ReadsTimedeltasOfEveryPandas(string module, string name, string arguments, long ticks)
    {
        Assert.Equal([new TimeSpan(ticks), null], Called(2, module, name, arguments).ToArray<TimeSpan?>());
        Assert.Equal([new TimeSpan(ticks), null], Called(4, module, name, arguments).ToArray<TimeSpan?>());
    }

    [Theory]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1L\nNNK\u000b")]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "L1L\nNNK\u0006")]
    [InlineData("pandas._libs.tslibs.timestamps", "_unpickle_timestamp", "NNN")]
    [InlineData("pandas._libs.tslibs.timestamps", "Timestamp", "L1L\n")]
    [InlineData("pandas._libs.tslibs.period", "Period", "L1L\nNN")]
    [InlineData("pandas.tslib2", "Timestamp", "L1L\nNN")]
    public void To_DateTime_OfAnythingElse_IsRefused(string module, string name, string arguments) =>
        Assert.Throws<InvalidCastException>(() => Called(4, module, name, arguments).Get<DateTime>(0));

    [Fact]
    public void ToArray_OfManyDates_AllocatesTheResultAlone()
    {
        NdArray clocks = NdArray.FromObjects(Enumerable.Repeat<object?>(new DateTime(2021, 3, 4), 10_000).ToArray());
        NdArray days = NdArray.FromObjects(Enumerable.Repeat<object?>(new DateOnly(2021, 3, 4), 10_000).ToArray());
        NdArray stamps = NdArray.FromObjects(Enumerable.Repeat(Load(Clocks).GetValue(0), 10_000).ToArray());
        clocks.ToArray<DateTime?>();

        foreach (NdArray dates in new[] { clocks, days, stamps })
        {
            dates[..1].ToArray<DateTime?>();
            long before = GC.GetAllocatedBytesForCurrentThread();
            DateTime?[] moments = dates.ToArray<DateTime?>();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000 * 16 * 2 + 10_000);
            Assert.Equal(10_000, moments.Length);
        }
    }

    /// <summary>An array of two objects: the result of a call, and None.</summary>
    private static NdArray Called(int protocol, string module, string name, string arguments)
    {
        string call = protocol < 4 ? $"c{module}\n{name}\n" : $"\u008c{(char)module.Length}{module}\u008c{(char)name.Length}{name}\u0093";
        string pickle = $"\u0080{(char)protocol}]({call}({arguments}tRNe.";
        return NdArray.FromObjects(((IEnumerable<object?>)Pickle.Load(System.Text.Encoding.Latin1.GetBytes(pickle))!).ToArray());
    }

    private static NdArray Load(string pickle) => (NdArray)Pickle.Load(Convert.FromBase64String(pickle))!;
}
