using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Dates and times as C#'s own types, and characters, by every verb that takes a type.</summary>
public sealed class TimeVerbTests
{
    private static readonly DateTime Moment = new(2021, 3, 4, 5, 6, 7, 891);

    [Fact]
    public void Save_DateTimes_AreNanoseconds()
    {
        DateTime[] moments = [Moment, DateTime.UnixEpoch, new DateTime(1677, 9, 22), new DateTime(2262, 4, 11).AddTicks(1)];

        byte[] file = Npy.Save(moments);

        Assert.Equal("'<M8[ns]'", Npy.ReadHeader(file).DType.Descr);
        Assert.Equal(moments, Npy.Load<DateTime>(file));
        Assert.All(Npy.Load<DateTime>(file), moment => Assert.Equal(DateTimeKind.Unspecified, moment.Kind));
        Assert.Equal("2021-03-04T05:06:07.891000000", Npy.Load(file).GetValue(0)!.ToString());
    }

    [Fact]
    public void Save_EveryTimeType_LoadsAgain()
    {
        RoundTrip<DateTime>("'<M8[ns]'", Moment, DateTime.UnixEpoch);
        RoundTrip<DateTime?>("'<M8[ns]'", Moment, null);
        RoundTrip<DateTimeOffset>("'<M8[ns]'", new DateTimeOffset(Moment, TimeSpan.FromHours(5)));
        RoundTrip<DateTimeOffset?>("'<M8[ns]'", new DateTimeOffset(Moment, TimeSpan.FromHours(-5)), null);
        RoundTrip<DateOnly>("'<M8[D]'", DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1970, 1, 1));
        RoundTrip<DateOnly?>("'<M8[D]'", null, DateOnly.MaxValue);
        RoundTrip<TimeOnly>("'<m8[ns]'", TimeOnly.MinValue, TimeOnly.MaxValue);
        RoundTrip<TimeOnly?>("'<m8[ns]'", TimeOnly.MinValue, null);
        RoundTrip<TimeSpan>("'<m8[ns]'", TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromDays(106751));
        RoundTrip<TimeSpan?>("'<m8[ns]'", TimeSpan.FromTicks(1), null);
        RoundTrip<char>("'<U1'", 'a', '\0', '\uD800', '\uFFFF');
    }

    private static void RoundTrip<T>(string descr, params T[] values)
    {
        byte[] file = Npy.Save(values);

        Assert.Equal(descr, Npy.ReadHeader(file).DType.Descr);
        Assert.Equal(values, Npy.Load<T>(file).ToArray());
        Assert.Equal(file, Npy.Save((Array)values));
        Assert.Equal(file, Npy.Save(Npy.Load<T>(file)));
        Assert.Equal(values, Npy.Load(file).To<T>().ToArray());
        Assert.Equal(values[^1], Npy.Load(file).Get<T>(values.Length - 1));
    }
}
