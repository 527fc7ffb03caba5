using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Python's dates and times at the limits of .NET's: values up to them, descriptions beyond.</summary>
public sealed class PickleTimeTests
{
    /// <summary>The greatest and the least timedelta that a <see cref="TimeSpan"/> holds, in microseconds.</summary>
    private const long MostMicroseconds = long.MaxValue / 10;
    private const long LeastMicroseconds = long.MinValue / 10;

    [Theory]
    [InlineData(0, "+00:00")]
    [InlineData(60, "+00:01")]
    [InlineData(-60, "-00:01")]
    [InlineData(13 * 3600 + 59 * 60, "+13:59")]
    [InlineData(14 * 3600, "+14:00")]
    [InlineData(-14 * 3600, "-14:00")]
    [InlineData(14 * 3600 + 60, null)]
    [InlineData(-14 * 3600 - 60, null)]
    [InlineData(86_340, null)]
    [InlineData(30, null)]
    [InlineData(-30, null)]
    [InlineData(14 * 3600 - 1, null)]
    public void Load_TimeZone_IsAnOffsetOfWholeMinutesUpTo14Hours(int seconds, string? expected) =>
        Assert.Equal(
            expected is null ? $"datetime.datetime(bytes(07e50304050607000008), datetime.timezone(timedelta({seconds}000000)))" : "2021-03-04T05:06:07.000008" + expected,
            PickleRepr.Load(InZone([7, 0xE5, 3, 4, 5, 6, 7, 0, 0, 8], seconds)));

    [Theory]
    [InlineData("cdatetime\ntimezone\n{0}\u008c\u0001X\u0086R", "datetime.timezone(timedelta(3600000000), 'X')")]
    [InlineData("cdatetime\ntzinfo\n{0}\u0085R", "datetime.tzinfo(timedelta(3600000000))")]
    [InlineData("cmy\ntimezone\n{0}\u0085R", "my.timezone(timedelta(3600000000))")]
    [InlineData("cdatetime\ntimezone\n{0}\u0085R}b", "datetime.timezone(timedelta(3600000000)) state {}")]
    public void Load_OtherTimeZone_IsADescription(string zone, string expected) =>
        Assert.Equal(
            $"datetime.datetime(bytes(07e50304050607000008), {expected})",
            PickleRepr.Load("\u0080\u0003cdatetime\ndatetime\nC\n\u0007\u00e5\u0003\u0004\u0005\u0006\u0007\0\0\u0008" + zone.Replace("{0}", Timedelta(3_600_000_000), StringComparison.Ordinal) + "\u0086R."));

    /// <summary>A moment before the year 1 or after 9999, by UTC, is none in .NET.</summary>
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(1, -60, true)]
    [InlineData(1, 60, false)]
    [InlineData(9999, 0, true)]
    [InlineData(9999, 60, true)]
    [InlineData(9999, -60, false)]
    public void Load_FirstAndLastMomentInAZone_AreValuesIfUtcHasThem(int year, int seconds, bool isValue)
    {
        byte[] parts = year == 1 ? [0, 1, 1, 1, 0, 0, 0, 0, 0, 0] : [0x27, 0x0F, 12, 31, 23, 59, 59, 0x0F, 0x42, 0x3F];

        object? value = Pickle.Load(PickleRepr.Bytes(InZone(parts, seconds)));

        Assert.Equal(isValue, value is DateTimeOffset);
        if (!isValue)
            return;
        DateTime expected = year == 1 ? DateTime.MinValue : new DateTime(9999, 12, 31, 23, 59, 59).AddMicroseconds(999_999);
        Assert.Equal((expected, TimeSpan.FromSeconds(seconds)), (((DateTimeOffset)value!).DateTime, ((DateTimeOffset)value).Offset));
    }

    [Theory]
    [InlineData(0, 1, 1, false)]
    [InlineData(1, 1, 1, true)]
    [InlineData(9999, 12, 31, true)]
    [InlineData(10000, 1, 1, false)]
    [InlineData(2021, 0, 1, false)]
    [InlineData(2021, 13, 1, false)]
    [InlineData(2021, 1, 0, false)]
    [InlineData(2021, 1, 31, true)]
    [InlineData(2021, 1, 32, false)]
    [InlineData(2021, 4, 30, true)]
    [InlineData(2021, 4, 31, false)]
    [InlineData(2021, 2, 29, false)]
    [InlineData(2020, 2, 29, true)]
    [InlineData(1900, 2, 29, false)]
    [InlineData(2000, 2, 29, true)]
    public void Load_Day_IsAValueIfItExists(int year, int month, int day, bool exists)
    {
        string parts = $"{(char)(year >> 8)}{(char)(year & 255)}{(char)month}{(char)day}";

        object? date = Pickle.Load(PickleRepr.Bytes($"cdatetime\ndate\nC\u0004{parts}\u0085R."));
        object? moment = Pickle.Load(PickleRepr.Bytes($"cdatetime\ndatetime\nC\n{parts}\u0001\u0002\u0003\0\0\u0004\u0085R."));

        if (exists)
        {
            Assert.Equal(new DateOnly(year, month, day), date);
            Assert.Equal(new DateTime(year, month, day, 1, 2, 3).AddMicroseconds(4), moment);
        }
        else
        {
            Assert.Equal("datetime.date", Assert.IsType<PickleObject>(date).FullName);
            Assert.Equal("datetime.datetime", Assert.IsType<PickleObject>(moment).FullName);
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0, true)]
    [InlineData(23, 59, 59, 999_999, true)]
    [InlineData(24, 0, 0, 0, false)]
    [InlineData(128, 0, 0, 0, false)]
    [InlineData(0, 60, 0, 0, false)]
    [InlineData(0, 0, 60, 0, false)]
    [InlineData(0, 0, 0, 1_000_000, false)]
    [InlineData(1, 2, 3, 0x0A0B0C, true)]
    public void Load_Time_IsAValueIfItExists(int hour, int minute, int second, int microseconds, bool exists)
    {
        string parts = $"{(char)hour}{(char)minute}{(char)second}{(char)(microseconds >> 16)}{(char)((microseconds >> 8) & 255)}{(char)(microseconds & 255)}";

        object? time = Pickle.Load(PickleRepr.Bytes($"cdatetime\ntime\nC\u0006{parts}\u0085R."));
        object? moment = Pickle.Load(PickleRepr.Bytes($"cdatetime\ndatetime\nC\n\u0007\u00e5\u0003\u0004{parts}\u0085R."));

        if (exists)
        {
            Assert.Equal(new TimeOnly(hour, minute, second).Add(TimeSpan.FromMicroseconds((long)microseconds)), time);
            Assert.Equal(new DateTime(2021, 3, 4, hour, minute, second).AddMicroseconds(microseconds), moment);
        }
        else
        {
            Assert.IsType<PickleObject>(time);
            Assert.IsType<PickleObject>(moment);
        }
    }

    /// <summary>Another number of arguments, or bytes of another length.</summary>
    [Theory]
    [InlineData("date\nC\u0004\u0007\u00e5\u0003\u0004N\u0086")]
    [InlineData("date\nC\u0005\u0007\u00e5\u0003\u0004\0\u0085")]
    [InlineData("date\n\u008c\u0004\u0007\u00c3\u00a5\u0003\u0085")]
    [InlineData("time\nC\u0006\0\0\0\0\0\0N\u0086")]
    [InlineData("time\nC\u0005\0\0\0\0\0\u0085")]
    [InlineData("datetime\nC\n\u0007\u00e5\u0003\u0004\0\0\0\0\0\0N\u0086")]
    [InlineData("datetime\nC\n\u0007\u00e5\u0003\u0004\0\0\0\0\0\0NN\u0087")]
    [InlineData("datetime\nC\u0009\u0007\u00e5\u0003\u0004\0\0\0\0\0\u0085")]
    [InlineData("datetime\nK\u0001\u0085")]
    [InlineData("timedelta\nK\u0001K\u0002\u0086")]
    [InlineData("timedelta\nK\u0001K\u0002G\0\0\0\0\0\0\0\0\u0087")]
    [InlineData("timedelta\n\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fK\0K\0\u0087")]
    public void Load_ArgumentsOfNoTime_AreADescription(string call) =>
        Assert.StartsWith("datetime.", Assert.IsType<PickleObject>(Pickle.Load(PickleRepr.Bytes($"\u0080\u0004cdatetime\n{call}R."))).FullName, StringComparison.Ordinal);

    [Theory]
    [InlineData(MostMicroseconds)]
    [InlineData(LeastMicroseconds)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Load_TimedeltaUpToTheLimits_IsATimeSpan(long microseconds) =>
        Assert.Equal(new TimeSpan(10 * microseconds), Pickle.Load(PickleRepr.Bytes($"\u0080\u0003{Timedelta(microseconds)}.")));

    [Theory]
    [InlineData(MostMicroseconds + 1)]
    [InlineData(LeastMicroseconds - 1)]
    public void Load_TimedeltaBeyondTheLimits_IsADescription(long microseconds) =>
        Assert.Equal("datetime.timedelta", Assert.IsType<PickleObject>(Pickle.Load(PickleRepr.Bytes($"\u0080\u0003{Timedelta(microseconds)}."))).FullName);

    /// <summary>Values, and what they are in microseconds.</summary>
    public static TheoryData<object, object> Limits => new()
    {
        { DateTime.MinValue, DateTime.MinValue },
        { DateTime.MaxValue, DateTime.MaxValue.AddTicks(-9) },
        { DateTimeOffset.MinValue, DateTimeOffset.MinValue },
        { DateTimeOffset.MaxValue, DateTimeOffset.MaxValue.AddTicks(-9) },
        { new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(14)), new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(14)) },
        { new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(-14)), new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(-14)) },
        { new DateTime(2021, 3, 4, 5, 6, 7, DateTimeKind.Local), new DateTimeOffset(new DateTime(2021, 3, 4, 5, 6, 7, DateTimeKind.Local)) },
        { DateOnly.MinValue, DateOnly.MinValue },
        { DateOnly.MaxValue, DateOnly.MaxValue },
        { TimeOnly.MinValue, TimeOnly.MinValue },
        { TimeOnly.MaxValue, new TimeOnly(TimeOnly.MaxValue.Ticks - 9) },
        { TimeSpan.MinValue, new TimeSpan(10 * LeastMicroseconds) },
        { TimeSpan.MaxValue, new TimeSpan(10 * MostMicroseconds) },
        { TimeSpan.FromDays(-1), TimeSpan.FromDays(-1) },
        { TimeSpan.FromTicks(-10), TimeSpan.FromTicks(-10) },
        { TimeSpan.FromTicks(-19), TimeSpan.FromTicks(-10) },
        { TimeSpan.FromTicks(-9), TimeSpan.Zero },
        { TimeSpan.FromTicks(9), TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Limits), DisableDiscoveryEnumeration = true)]
    public void Save_TimeAtALimit_IsReadInMicroseconds(object value, object expected)
    {
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            object? read = Pickle.Load(Pickle.Save(value, new PickleWriteOptions { Protocol = protocol }));

            Assert.Equal(expected, read);
            if (expected is DateTimeOffset moment)
                Assert.Equal(moment.Offset, ((DateTimeOffset)read!).Offset);
        }
    }

    private static string InZone(byte[] parts, int seconds) =>
        $"\u0080\u0003cdatetime\ndatetime\nC\n{string.Concat(parts.Select(part => (char)part))}cdatetime\ntimezone\n{Timedelta(1_000_000L * seconds)}\u0085R\u0086R.";

    /// <summary>A timedelta as Python normalises it: only the days can be negative.</summary>
    private static string Timedelta(long microseconds)
    {
        const long Day = 86_400_000_000;
        long days = microseconds / Day - (microseconds % Day < 0 ? 1 : 0), rest = microseconds - days * Day;
        return $"cdatetime\ntimedelta\n{Integer((int)days)}{Integer((int)(rest / 1_000_000))}{Integer((int)(rest % 1_000_000))}\u0087R";
    }

    private static string Integer(int number) => "J" + string.Concat(BitConverter.GetBytes(number).Select(part => (char)part));
}
