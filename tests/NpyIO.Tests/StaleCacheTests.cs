using NpyIO.Tests.Records;
using Xunit;

namespace NpyIO.Tests;

/// <summary>What is kept of the last call in a static field, for the next one of the same type, is not used for another dtype, casting or option.</summary>
public sealed class StaleCacheTests
{
    /// <summary>What 36 of each unit are, from 1970 on.</summary>
    private static readonly (string Unit, TimeSpan Span)[] Units =
    [
        ("s", TimeSpan.FromSeconds(36)), ("10s", TimeSpan.FromSeconds(360)), ("ms", TimeSpan.FromMilliseconds(36)), ("10ms", TimeSpan.FromMilliseconds(360)), ("D", TimeSpan.FromDays(36)), ("10D", TimeSpan.FromDays(360)),
        ("100ns", TimeSpan.FromTicks(36)), ("200ns", TimeSpan.FromTicks(72)),
    ];

    private static readonly (string Unit, DateTime Moment)[] Months = [("M", new DateTime(1973, 1, 1)), ("2M", new DateTime(1976, 1, 1)), ("Y", new DateTime(2006, 1, 1)), ("2Y", new DateTime(2042, 1, 1))];

    [Fact]
    public void Load_DatesOfTwoUnits_AreReadInTheirOwn()
    {
        (string, DateTime Moment)[] moments = [.. Units.Select(unit => ("M8[" + unit.Unit + "]", DateTime.UnixEpoch + unit.Span)), .. Months.Select(unit => ("M8[" + unit.Unit + "]", unit.Moment))];
        EveryTwo([.. moments.Select(row => (row.Item1, row.Moment))]);
        EveryTwo([.. moments.Select(row => (row.Item1, (DateTime?)row.Moment))]);
        EveryTwo([.. moments.Select(row => (row.Item1, new DateTimeOffset(row.Moment, TimeSpan.Zero)))]);
        EveryTwo([.. moments.Select(row => (row.Item1, (DateTimeOffset?)new DateTimeOffset(row.Moment, TimeSpan.Zero)))]);
        (string, DateTime Moment)[] days = [.. moments.Where(row => row.Moment.TimeOfDay == TimeSpan.Zero)];
        EveryTwo([.. days.Select(row => (row.Item1, DateOnly.FromDateTime(row.Moment)))]);
        EveryTwo([.. days.Select(row => (row.Item1, (DateOnly?)DateOnly.FromDateTime(row.Moment)))]);
        (string, TimeSpan Span)[] spans = [.. Units.Select(unit => ("m8[" + unit.Unit + "]", unit.Span))];
        EveryTwo([.. spans.Select(row => (row.Item1, row.Span))]);
        EveryTwo([.. spans.Select(row => (row.Item1, (TimeSpan?)row.Span))]);
        (string, TimeSpan Span)[] times = [.. spans.Where(row => row.Span < TimeSpan.FromDays(1))];
        EveryTwo([.. times.Select(row => (row.Item1, TimeOnly.FromTimeSpan(row.Span)))]);
        EveryTwo([.. times.Select(row => (row.Item1, (TimeOnly?)TimeOnly.FromTimeSpan(row.Span)))]);
    }

    [Fact]
    public void Load_DatesByTwoCastings_RoundOrAreRefused()
    {
        NdArray dates = NdArray.FromArray(new[] { 150L }).View(DType.Parse("M8[ns]")), spans = NdArray.FromArray(new[] { -150L }).View(DType.Parse("m8[ns]"));
        for (int run = 0; run < 2; run++)
        {
            Assert.Throws<OverflowException>(() => dates.To<DateTime>());
            Assert.Equal(DateTime.UnixEpoch.AddTicks(1), dates.To<DateTime>(Casting.SameKind)[0]);
            Assert.Throws<OverflowException>(() => dates.To<DateTime>(Casting.Checked));
            Assert.Equal(TimeSpan.FromTicks(-2), spans.To<TimeSpan>(Casting.Unsafe)[0]);
            Assert.Throws<OverflowException>(() => spans.To<TimeSpan>());
        }
    }

    /// <summary>Records in two orders of fields and of bytes, with fields that are missing or have another type: each load follows its own options, also if the dtype is the same object.</summary>
    [Fact]
    public void Load_RecordsByTwoRules_AreReadByTheirOwn()
    {
        NpyReadOptions[] all = [NpyReadOptions.Default, new() { AllowMissingFields = true }, new() { Casting = Casting.Checked }, new() { Casting = Casting.SameKind, AllowMissingFields = true }];
        NpyFile[] files =
        [
            .. new[]
            {
                "{'names': ['Kind', 'Price'], 'formats': ['u1', '<f8'], 'offsets': [0, 1], 'itemsize': 9}", "[('Price', '<f8'), ('Kind', 'u1')]", "[('Kind', 'u1'), ('Price', '>f8')]",
                "[('Kind', 'u1'), ('gap', 'V7'), ('Price', '<f8')]", "[('Kind', 'u1'), ('Price', '<f4')]", "[('Kind', 'u1')]",
            }.Select(descr => Npy.Open(Npy.Save(Records(DType.Parse(descr))))),
        ];
        (NpyFile File, NpyReadOptions Options)[] loads = [.. files.SelectMany(file => all.Select(options => (file, options)))];
        foreach ((NpyFile File, NpyReadOptions Options) one in loads)
        {
            foreach ((NpyFile File, NpyReadOptions Options) other in loads)
            {
                Check(one.File, one.Options);
                Check(other.File, other.Options);
                Check(one.File, one.Options);
            }
        }

        foreach (NpyFile file in files)
            file.Dispose();
    }

    /// <summary>Each two units after one another, in both orders, read and written.</summary>
    private static void EveryTwo<T>((string Unit, T Value)[] rows)
    {
        foreach ((string Unit, T Value) one in rows)
        {
            foreach ((string Unit, T Value) other in rows)
            {
                foreach ((string unit, T value) in new[] { one, other, one })
                    Assert.Equal(value, Counted(unit).To<T>()[0]);
                foreach ((string unit, T value) in new[] { one, other, one })
                    Assert.Equal(36, NdArray.Create([value]).To(DType.Parse(unit)).View<long>()[0]);
            }
        }

        static NdArray Counted(string unit) => NdArray.FromArray(new[] { 36L }).View(DType.Parse(unit));
    }

    private static NdArray Records(DType dtype)
    {
        NdArray array = NdArray.Create(dtype, 2);
        array["Kind"].Set((byte)7, 1);
        if (PriceIn(dtype) is { ItemSize: 4 })
            array["Price"].Set(1.5f, 1);
        else if (PriceIn(dtype) is not null)
            array["Price"].Set(1.5, 1);
        return array;
    }

    private static DType? PriceIn(DType dtype) => dtype.Fields.SingleOrDefault(field => field.Name == "Price")?.DType;

    private static void Check(NpyFile file, NpyReadOptions options)
    {
        DType? price = PriceIn(file.DType);
        bool isRead = price is null ? options.AllowMissingFields : price.ItemSize == 8 || options.Casting is Casting.Checked or Casting.SameKind;
        if (isRead)
            Assert.Equal(new PackedTick(7, price is null ? 0 : 1.5), file.Load<PackedTick>(options)[1]);
        else
            Assert.Throws<InvalidCastException>(() => file.Load<PackedTick>(options));
    }
}
