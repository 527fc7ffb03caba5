using System.Numerics;
using System.Text.Json;
using NpyIO.Kernels;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Kernels;

/// <summary>Casts against what NumPy does; the data are made by tools/make_casts.py.</summary>
public sealed class CastsTests
{
    private static readonly JsonElement Data = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("testdata", "casts.json"))).RootElement;

    public static TheoryData<string> Rows()
    {
        var rows = new TheoryData<string>();
        foreach (JsonElement dtype in Data.GetProperty("dtypes").EnumerateArray())
            rows.Add(dtype.GetString()!);
        return rows;
    }

    public static TheoryData<string> Conversions()
    {
        var pairs = new TheoryData<string>();
        foreach (JsonProperty pair in Data.GetProperty("casts").EnumerateObject())
            pairs.Add(pair.Name);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void CanCast_FromDType_IsNumPys(string from)
    {
        string row = Data.GetProperty("rules").GetProperty(from).GetString()!;
        string[] dtypes = [.. Data.GetProperty("dtypes").EnumerateArray().Select(e => e.GetString()!)];
        var found = new char[dtypes.Length];
        for (int i = 0; i < dtypes.Length; i++)
        {
            DType a = DType.Parse(from);
            DType b = DType.Parse(dtypes[i]);
            found[i] = Casts.CanCast(a, b, Casting.Equivalent) ? 'e'
                : Casts.CanCast(a, b, Casting.Safe) ? 's'
                : Casts.CanCast(a, b, Casting.SameKind) ? 'k'
                : Casts.CanCast(a, b, Casting.Unsafe) ? 'u' : '.';
        }

        Assert.Equal(row, new string(found));
    }

    /// <summary>
    /// By <c>datetime_metadata_divides</c> and <c>can_cast_timedelta64_units</c>: safe to an equal or finer unit, if that divides the coarser one and the count of finer ones stays below 2^56.
    /// </summary>
    [Theory]
    [InlineData(DTypeKind.Datetime)]
    [InlineData(DTypeKind.Timedelta)]
    public void CanCast_BetweenUnitsOfFixedLength_IsSafeIfTheFinerDividesTheCoarser(DTypeKind kind)
    {
        (DatetimeUnit Unit, BigInteger Attoseconds)[] units =
        [
            (DatetimeUnit.Week, 604_800 * BigInteger.Pow(10, 18)),
            (DatetimeUnit.Day, 86_400 * BigInteger.Pow(10, 18)),
            (DatetimeUnit.Hour, 3600 * BigInteger.Pow(10, 18)),
            (DatetimeUnit.Minute, 60 * BigInteger.Pow(10, 18)),
            .. Enumerable.Range(0, 7).Select(i => (DatetimeUnit.Second + i, BigInteger.Pow(10, 18 - (3 * i)))),
        ];
        int[] multiples = [1, 2, 7, 60, 1000, int.MaxValue];
        foreach ((DatetimeUnit from, BigInteger fromLength) in units)
        {
            foreach ((DatetimeUnit to, BigInteger toLength) in units)
            {
                foreach (int count in multiples)
                {
                    foreach (int other in multiples)
                    {
                        DType a = Of(from, count), b = Of(to, other);
                        BigInteger finer = fromLength / toLength * count;
                        bool isSafe = fromLength >= toLength && finer < BigInteger.One << 56 && finer % other == 0;
                        Assert.True(isSafe == Casts.CanCast(a, b, Casting.Safe), $"{a} to {b}");
                        Assert.True(Casts.CanCast(a, b, Casting.SameKind), $"{a} to {b}");
                    }
                }
            }
        }

        DType Of(DatetimeUnit unit, int multiple) => kind == DTypeKind.Datetime ? DType.Datetime(unit, multiple) : DType.Timedelta(unit, multiple);
    }

    [Theory]
    [InlineData("m8[Y]", "m8[M]", Casting.Safe)]
    [InlineData("m8[Y]", "m8[12M]", Casting.Safe)]
    [InlineData("m8[2Y]", "m8[8M]", Casting.Safe)]
    [InlineData("m8[Y]", "m8[5M]", Casting.SameKind)]
    [InlineData("m8[M]", "m8[Y]", Casting.SameKind)]
    [InlineData("m8[M]", "m8[D]", Casting.Unsafe)]
    [InlineData("m8[W]", "m8[M]", Casting.Unsafe)]
    [InlineData("m8[Y]", "m8[as]", Casting.Unsafe)]
    [InlineData("M8[M]", "M8[7D]", Casting.Safe)]
    [InlineData("M8[D]", "M8[M]", Casting.SameKind)]
    [InlineData("M8[5Y]", "M8[as]", Casting.Safe)]
    [InlineData("m8", "m8[25s]", Casting.Safe)]
    [InlineData("m8[s]", "m8", Casting.Unsafe)]
    public void Weakest_CalendarAndGenericUnits_IsNumPys(string from, string to, Casting expected) =>
        Assert.Equal(expected, Casts.Weakest(DType.Parse(from), DType.Parse(to)));

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Convert_TellingValues_GivesNumPysBytes(string pair)
    {
        (byte[] source, byte[] expected, DType from, DType to) = Case(pair);
        byte[] found = Convert(source, from, to);
        AssertSame(pair, expected, found, to);
    }

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Convert_BigEndianToBigEndian_GivesNumPysBytes(string pair)
    {
        (byte[] source, byte[] expected, DType from, DType to) = Case(pair);
        DType bigFrom = from.WithByteOrder(ByteOrder.BigEndian);
        DType bigTo = to.WithByteOrder(ByteOrder.BigEndian);
        ByteSwap.InPlace(source, bigFrom);
        byte[] found = Convert(source, bigFrom, bigTo);
        ByteSwap.InPlace(found, bigTo);
        AssertSame(pair, expected, found, to);
    }

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Convert_InPlaceWhereSizesAgree_GivesNumPysBytes(string pair)
    {
        (byte[] source, byte[] expected, DType from, DType to) = Case(pair);
        ElementTransform transform = ElementTransform.Create(from, to, Casting.Unsafe);
        Assert.Equal(from.ItemSize == to.ItemSize, transform.IsInPlace);
        if (!transform.IsInPlace)
            return;
        transform.ApplyInPlace(source);
        AssertSame(pair, expected, source, to);
    }

    [Fact]
    public void Create_ForbiddenCast_NamesTheCastingThatAllows()
    {
        var error = Assert.Throws<InvalidCastException>(() => ElementTransform.Create(DType.Parse("<f8"), DType.Parse("<f4"), Casting.Safe));
        Assert.Equal("Casting.Safe does not allow to convert float64 ('<f8') to float32 ('<f4'); Casting.Checked does if no value is lost, Casting.SameKind as NumPy does.", error.Message);
    }

    [Fact]
    public void Create_DateToInteger_NamesView()
    {
        var error = Assert.Throws<InvalidCastException>(() => ElementTransform.Create(DType.Parse("<M8[s]"), DType.Parse("<i8"), Casting.Unsafe));
        Assert.Equal("There is no conversion from datetime64[s] ('<M8[s]') to int64 ('<i8'); the counts of dates and time spans are seen with View<long>().", error.Message);
    }

    [Fact]
    public void Create_TextToNumber_Refuses()
    {
        var error = Assert.Throws<InvalidCastException>(() => ElementTransform.Create(DType.Parse("<U3"), DType.Parse("<i8"), Casting.Unsafe));
        Assert.Equal("There is no conversion from <U3 to int64 ('<i8').", error.Message);
    }

    private static byte[] Convert(byte[] source, DType from, DType to)
    {
        var found = new byte[source.Length / from.ItemSize * to.ItemSize];
        ElementTransform.Create(from, to, Casting.Unsafe).Apply(source, found);
        return found;
    }

    private static (byte[] Source, byte[] Expected, DType From, DType To) Case(string pair)
    {
        string[] names = pair.Split('>');
        return (
            System.Convert.FromHexString(Data.GetProperty("values").GetProperty(names[0]).GetString()!),
            System.Convert.FromHexString(Data.GetProperty("casts").GetProperty(pair).GetString()!),
            DType.Parse(names[0]),
            DType.Parse(names[1]));
    }

    /// <summary>Compares element by element, without those whose result depends on how NumPy's loop was compiled, and without the padding of long doubles.</summary>
    private static void AssertSame(string pair, byte[] expected, byte[] found, DType to)
    {
        HashSet<int> unstable = [.. Data.GetProperty("unstable").EnumerateArray()
            .Where(u => $"{u[0].GetString()}>{u[1].GetString()}" == pair).Select(u => u[2].GetInt32())];
        bool isLong = to.ItemSize >= 16 && (to.Kind == DTypeKind.Float || to.ItemSize == 32);
        for (int i = 0; i < expected.Length / to.ItemSize; i++)
        {
            byte[] item = found[(i * to.ItemSize)..((i + 1) * to.ItemSize)];
            for (int part = 0; isLong && part < item.Length; part += 16)
                item.AsSpan(part + 10, 6).Clear();
            string wanted = System.Convert.ToHexString(expected, i * to.ItemSize, to.ItemSize);
            if (!unstable.Contains(i))
                Assert.True(wanted == System.Convert.ToHexString(item), $"{pair} [{i}]: {wanted} expected, {System.Convert.ToHexString(item)} found");
        }
    }
}
