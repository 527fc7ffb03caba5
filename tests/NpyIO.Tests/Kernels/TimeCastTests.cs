using System.Globalization;
using System.Numerics;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Kernels;

/// <summary>Conversions between all units, against NumPy's and against integers of any size: <c>tools/make_dates.py</c>.</summary>
public sealed class TimeCastTests
{
    private static readonly JsonElement Data = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("testdata", "dates.json"))).RootElement;

    [Fact]
    public void To_OtherUnits_AreExactOrRefused()
    {
        int refused = 0;
        int converted = 0;
        foreach (JsonElement row in Data.GetProperty("conversions").EnumerateArray())
        {
            // No casting but Unsafe converts those.
            if (IsAverage(row))
                continue;
            DType to = DType.Parse(row.GetProperty("to").GetString()!);
            foreach ((long count, BigInteger exact) in Counts(row).Zip(Exact(row)))
            {
                NdArray source = Single(row, count);
                bool fits = count == long.MinValue || (exact > long.MinValue && exact <= long.MaxValue);

                if (fits)
                    Assert.Equal((Message(row, count), count == long.MinValue ? count : (long)exact), (Message(row, count), source.To(to, Casting.SameKind).View<long>().GetItem()));
                else
                    Assert.Throws<OverflowException>(() => source.To(to, Casting.SameKind));
                (converted, refused) = fits ? (converted + 1, refused) : (converted, refused + 1);

                // Nothing is lost if the way back gives the same count.
                bool isWhole = fits && (count == long.MinValue || Back(row, (long)exact) == count);
                if (isWhole)
                    Assert.Equal(count == long.MinValue ? count : (long)exact, source.To(to, Casting.Checked).View<long>().GetItem());
                else
                    Assert.Throws<OverflowException>(() => source.To(to, Casting.Checked));
            }
        }

        Assert.True(refused > 1000 && converted > 20_000, $"{refused} {converted}");

        static long? Back(JsonElement row, long count)
        {
            NdArray back = NdArray.FromArray(new[] { count }).View(DType.Parse(row.GetProperty("to").GetString()!));
            try
            {
                return back.To(DType.Parse(row.GetProperty("from").GetString()!), Casting.SameKind).View<long>().GetItem();
            }
            catch (OverflowException)
            {
                return null;
            }
        }
    }

    [Fact]
    public void To_OtherUnitsUnsafely_WrapAsNumPy()
    {
        int same = 0;
        List<string> other = [];
        foreach (JsonElement row in Data.GetProperty("conversions").EnumerateArray())
        {
            // NumPy raises an error if the factor between two units exceeds 64 bits.
            if (!row.TryGetProperty("results", out JsonElement results))
                continue;
            NdArray array = NdArray.FromArray(Counts(row)).View(DType.Parse(row.GetProperty("from").GetString()!));
            long[] converted = array.To(DType.Parse(row.GetProperty("to").GetString()!), Casting.Unsafe).View<long>().ToArray();
            foreach ((long result, long expected, (long count, BigInteger exact)) in converted.Zip(results.EnumerateArray().Select(result => result.GetInt64()), Counts(row).Zip(Exact(row))))
            {
                if (result == expected)
                    same++;
                else if (expected == exact || !IsOfMonths(row))
                    other.Add($"{Message(row, count)}: {result}, not {expected}");
            }
        }

        Assert.Empty(other);
        Assert.True(same > 30_000);
    }

    /// <summary>What NumPy 1.19 and 2.4 give.</summary>
    [Theory]
    [InlineData(1L << 62, "M8[12M]", "M8[Y]", 0)]
    [InlineData((1L << 62) + 1, "M8[5Y]", "M8[7M]", 8)]
    [InlineData((1L << 62) + 77, "M8[5Y]", "M8[3Y]", 1537228672809129429)]
    public void To_OtherMonthsUnsafely_WrapsAsNumPy(long count, string from, string to, long expected) =>
        Assert.Equal(expected, NdArray.FromArray(new[] { count }).View(DType.Parse(from)).To(DType.Parse(to), Casting.Unsafe).View<long>().GetItem());

    /// <summary>Counts at both ends of 64 bits, of units with the greatest multiples: the result, or the refusal, is that of integers of any size.</summary>
    [Theory]
    [InlineData("W", 7 * 86400L)]
    [InlineData("D", 86400L)]
    [InlineData("h", 3600L)]
    [InlineData("m", 60L)]
    [InlineData("s", 1L)]
    public void To_MonthsFromLargeMultiples_AreExactOrRefused(string unit, long seconds)
    {
        int converted = 0, refused = 0;
        foreach (int multiple in (int[])[1, 1000, 1_000_000_000, int.MaxValue])
        {
            foreach ((string to, int months) in ((string, int)[])[("M", 1), ("Y", 12)])
            {
                foreach (int toMultiple in (int[])[1, 7, 1_000_000_000, int.MaxValue])
                {
                    foreach (long count in (long[])[1, -1, 5_000_000_000_000_000_000, -5_000_000_000_000_000_000, long.MaxValue, -long.MaxValue])
                    {
                        NdArray source = NdArray.FromArray(new[] { count }).View(DType.Parse($"M8[{multiple}{unit}]"));
                        DType target = DType.Parse($"M8[{toMultiple}{to}]");
                        BigInteger exact = Floor(MonthOf(Floor((BigInteger)count * multiple * seconds, 86400)), (BigInteger)toMultiple * months);
                        if (BigInteger.Abs(exact) <= long.MaxValue)
                            Assert.Equal((count, multiple, target, (long)exact), (count, multiple, target, source.To(target, Casting.SameKind).View<long>().GetItem()));
                        else
                            Assert.Throws<OverflowException>(() => source.To(target, Casting.SameKind));
                        (converted, refused) = BigInteger.Abs(exact) <= long.MaxValue ? (converted + 1, refused) : (converted, refused + 1);
                    }
                }
            }
        }

        Assert.True(converted > 100 && converted + refused == 192, $"{converted} {refused}");

        static BigInteger Floor(BigInteger value, BigInteger divisor) => (value - ((value % divisor + divisor) % divisor)) / divisor;

        // The last month that does not begin after the day.
        static BigInteger MonthOf(BigInteger days)
        {
            BigInteger month = Floor(days * 4800, 146097);
            while (FirstDay(month + 1) <= days)
                month++;
            while (FirstDay(month) > days)
                month--;
            return month;
        }

        // Of months from 1970-01-01: years of 400 are 146,097 days.
        static BigInteger FirstDay(BigInteger month)
        {
            BigInteger cycle = Floor(month, 4800);
            var inCycle = new DateTime(1970, 1, 1).AddMonths((int)(month - cycle * 4800));
            return cycle * 146097 + (inCycle - new DateTime(1970, 1, 1)).Days;
        }
    }

    [Fact]
    public void Load_EveryUnit_GivesTheMoment()
    {
        int loaded = 0;
        foreach (JsonElement row in Data.GetProperty("dates").EnumerateArray())
        {
            long count = row.GetProperty("count").GetInt64();
            NdArray source = NdArray.FromArray(new[] { count }).View(DType.Parse(row.GetProperty("dtype").GetString()!));
            byte[] file = Npy.Save(source);
            if (count == long.MinValue)
            {
                Assert.Null(Npy.Load<DateTime?>(file)[0]);
                continue;
            }

            BigInteger ticks = BigInteger.Parse(row.GetProperty("ticks").GetString()!, CultureInfo.InvariantCulture);
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                Assert.Throws<OverflowException>(() => Npy.Load<DateTime>(file, Casting.SameKind));
                continue;
            }

            var moment = new DateTime((long)ticks);
            loaded++;
            Assert.Equal(moment, Npy.Load<DateTime>(file, Casting.SameKind)[0]);
            Assert.Equal(new DateTimeOffset(moment, TimeSpan.Zero), Npy.Load<DateTimeOffset?>(file, Casting.Unsafe)[0]);
            Assert.Equal(DateOnly.FromDateTime(moment), Npy.Load<DateOnly>(file, Casting.SameKind)[0]);
            if (!row.GetProperty("whole").GetBoolean())
            {
                Assert.Throws<OverflowException>(() => Npy.Load<DateTime>(file));
                continue;
            }

            Assert.Equal(moment, Npy.Load<DateTime>(file)[0]);
            Assert.Equal(file, Npy.Save(new[] { moment }, new NpyWriteOptions { DatetimeUnit = source.DType.Unit, DatetimeMultiple = source.DType.UnitMultiple }));
        }

        Assert.True(loaded > 300);
    }

    private static long[] Counts(JsonElement row) => [.. row.GetProperty("counts").EnumerateArray().Select(count => count.GetInt64())];

    private static BigInteger[] Exact(JsonElement row) => [.. row.GetProperty("exact").EnumerateArray().Select(result => BigInteger.Parse(result.GetString()!, CultureInfo.InvariantCulture))];

    private static NdArray Single(JsonElement row, long count) => NdArray.FromArray(new[] { count }).View(DType.Parse(row.GetProperty("from").GetString()!));

    /// <summary>Years and months overflow in other intermediate results than NumPy's, to other values that mean nothing.</summary>
    private static bool IsOfMonths(JsonElement row) =>
        DType.Parse(row.GetProperty("from").GetString()!).Unit is DatetimeUnit.Year or DatetimeUnit.Month || DType.Parse(row.GetProperty("to").GetString()!).Unit is DatetimeUnit.Year or DatetimeUnit.Month;

    /// <summary>Time spans of which only one has a fixed length.</summary>
    private static bool IsAverage(JsonElement row)
    {
        DType from = DType.Parse(row.GetProperty("from").GetString()!);
        DType to = DType.Parse(row.GetProperty("to").GetString()!);
        return from.Kind == DTypeKind.Timedelta && IsCalendar(from.Unit) != IsCalendar(to.Unit);

        static bool IsCalendar(DatetimeUnit unit) => unit is DatetimeUnit.Year or DatetimeUnit.Month;
    }

    private static string Message(JsonElement row, long count) => $"{count} {row.GetProperty("from")} {row.GetProperty("to")}";
}
