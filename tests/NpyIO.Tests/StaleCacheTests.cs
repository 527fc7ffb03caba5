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

    /// <summary>Records of one layout under two names, in two orders of fields and of bytes, with fields that are missing or have another type: as the rules of each load have it.</summary>
    [Fact]
    public void Load_RecordsOfTwoDTypes_AreReadByTheirOwn()
    {
        (DType DType, NpyReadOptions Options, bool IsRead)[] all =
        [
            .. new[] { NpyReadOptions.Default, new NpyReadOptions { AllowMissingFields = true }, new NpyReadOptions { Casting = Casting.Checked } }.SelectMany(options => new (DType, NpyReadOptions, bool)[]
            {
                (DType.Parse("{'names': ['Kind', 'Price'], 'formats': ['u1', '<f8'], 'offsets': [0, 1], 'itemsize': 9}"), options, true),
                (DType.Parse("[('Price', '<f8'), ('Kind', 'u1')]"), options, true),
                (DType.Parse("[('Kind', 'u1'), ('Price', '>f8')]"), options, true),
                (DType.Parse("[('Kind', 'u1'), ('gap', 'V7'), ('Price', '<f8')]"), options, true),
                (DType.Parse("[('Kind', 'u1'), ('Price', '<f4')]"), options, options.Casting == Casting.Checked),
                (DType.Parse("[('Kind', 'u1')]"), options, options.AllowMissingFields),
            }),
        ];
        foreach ((DType DType, NpyReadOptions Options, bool IsRead) one in all)
        {
            foreach ((DType DType, NpyReadOptions Options, bool IsRead) other in all)
            {
                Check(one);
                Check(other);
                Check(one);
            }
        }

        static void Check((DType DType, NpyReadOptions Options, bool IsRead) row)
        {
            NdArray array = NdArray.Create(row.DType, 2);
            array["Kind"].Set((byte)7, 1);
            bool hasPrice = row.DType.Fields.Any(field => field.Name == "Price");
            if (hasPrice && row.DType.Fields.Single(field => field.Name == "Price").DType.ItemSize == 4)
                array["Price"].Set(1.5f, 1);
            else if (hasPrice)
                array["Price"].Set(1.5, 1);
            byte[] file = Npy.Save(array);
            if (row.IsRead)
                Assert.Equal(new PackedTick(7, hasPrice ? 1.5 : 0), Npy.Load<PackedTick>(file, row.Options)[1]);
            else
                Assert.Throws<InvalidCastException>(() => Npy.Load<PackedTick>(file, row.Options));
        }
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
}
