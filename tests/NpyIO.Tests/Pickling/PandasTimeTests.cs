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
        Assert.Throws<InvalidCastException>(() => Load(Moments).Get<DateTime>(0));
        Assert.Throws<InvalidCastException>(() => Load(Clocks).Get<DateTimeOffset>(0));
    }

    [Fact]
    public void To_TimeSpan_ReadsTimedelta() =>
        Assert.Equal([TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), null], Load(Spans).ToArray<TimeSpan?>());

    private static NdArray Load(string pickle) => (NdArray)Pickle.Load(Convert.FromBase64String(pickle))!;
}
