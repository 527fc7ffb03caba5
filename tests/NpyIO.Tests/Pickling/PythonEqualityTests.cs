using System.Numerics;
using NpyIO.Pickling;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>What is equal in Python, and that comparing shared and cyclic values takes as many steps as there are values.</summary>
public sealed class PythonEqualityTests
{
    public static TheoryData<object, object> EqualNumbers => new()
    {
        { 1L, new PickleDecimal("1.0") },
        { 1.0, new PickleFraction(3, 3) },
        { true, (LongDouble)1.0 },
        { new PickleDecimal("1.10"), new PickleDecimal("1.1") },
        { new PickleDecimal("1.10"), new PickleFraction(11, 10) },
        { new PickleDecimal("0.5"), 0.5 },
        { new PickleDecimal("1E+2"), 100 },
        { new PickleDecimal("-0"), 0.0 },
        { new PickleDecimal("Infinity"), double.PositiveInfinity },
        { new PickleFraction(-1, 2), -0.5f },
        { (LongDouble)1.5, 1.5 },
        { (LongDouble)(1UL << 63), BigInteger.One << 63 },
        { (LongDouble)double.MaxValue, double.MaxValue },
        { (LongDouble)double.Epsilon, double.Epsilon },
        { new ComplexLongDouble(1.5, 2), new Complex(1.5, 2) },
        { new ComplexLongDouble(1.5, 0), 1.5 },
        { new Complex(1.5, -0.0), new Complex(1.5, 0.0) },
        { new Complex(-0.0, 2), new Complex(0.0, 2) },
        { new Complex(1.5, -0.0), 1.5 },
        { -0.0, 0L },
        { (sbyte)-7, -7L },
        { (byte)200, 200L },
        { (short)-700, -700.0 },
        { (ushort)60_000, 60_000L },
        { -7, new PickleFraction(-7, 1) },
        { 4_000_000_000U, 4_000_000_000L },
        { (nint)(-7), -7L },
        { (nuint)7, 7L },
        { nuint.MaxValue, ulong.MaxValue },
        { ulong.MaxValue, new BigInteger(ulong.MaxValue) },
        { (Int128)(-7), -7L },
        { UInt128.MaxValue, BigInteger.Pow(2, 128) - 1 },
        { (Half)1.5, 1.5 },
        { new Complex64(1.5f, 2), new Complex(1.5, 2) },
        { new Complex64(1.5f, 0), 1.5f },
        { LongDouble.PositiveInfinity, double.PositiveInfinity },
        { LongDouble.NegativeInfinity, new PickleDecimal("-Infinity") },
        { (LongDouble)(-0.0), 0L },
        { new ComplexLongDouble(LongDouble.PositiveInfinity, 0), double.PositiveInfinity },
    };

    public static TheoryData<object, object> OtherNumbers => new()
    {
        { new PickleDecimal("0.1"), 0.1 },
        { new PickleFraction(1, 3), 1.0 / 3 },
        { new PickleDecimal("1E+2000"), new PickleDecimal("1E+2001") },
        { new PickleDecimal("NaN"), new PickleDecimal("NaN") },
        { double.NaN, double.NaN },
        { LongDouble.NaN, LongDouble.NaN },
        { new ComplexLongDouble(LongDouble.NaN, 1), new ComplexLongDouble(LongDouble.NaN, 1) },
        { (LongDouble)ulong.MaxValue, (double)ulong.MaxValue },
        { 5L, TimeSpan.FromTicks(5) },
        { (sbyte)-1, (byte)255 },
        { (short)-1, (ushort)65_535 },
        { -1, uint.MaxValue },
        { (nint)(-1), nuint.MaxValue },
        { LongDouble.PositiveInfinity, LongDouble.NegativeInfinity },
        { new ComplexLongDouble(1, ulong.MaxValue), new ComplexLongDouble(1, (double)ulong.MaxValue) },
        { 1L, "1" },
    };

    [Theory]
    [MemberData(nameof(EqualNumbers))]
    public void Equals_SameNumber_IsTrueAndHashesAgree(object x, object y)
    {
        Assert.True(new PickleTuple(x).Equals(new PickleTuple(y)));
        Assert.Equal(new PickleTuple(x).GetHashCode(), new PickleTuple(y).GetHashCode());
        Assert.True(new PickleSet([x]).Contains(y));
    }

    [Theory]
    [MemberData(nameof(OtherNumbers))]
    public void Equals_OtherNumber_IsFalse(object x, object y)
    {
        Assert.False(new PickleTuple(x).Equals(new PickleTuple(y)));
        Assert.Equal(2, new PickleSet([x, y]).Count);
    }

    /// <summary>A number of which any part is NaN equals nothing, not even another of the same bits.</summary>
    public static TheoryData<Func<object>> NotANumber =>
    [
        () => double.NaN, () => float.NaN, () => Half.NaN, () => LongDouble.NaN, () => new Complex(double.NaN, 1), () => new Complex(1, double.NaN), () => new Complex64(float.NaN, 1), () => new Complex64(1, float.NaN),
        () => new ComplexLongDouble(LongDouble.NaN, 1), () => new ComplexLongDouble(1, LongDouble.NaN), () => new PickleDecimal("NaN"), () => new PickleDecimal("-NaN"), () => new PickleDecimal("sNaN"), () => new PickleDecimal("-sNaN12"),
    ];

    [Theory]
    [MemberData(nameof(NotANumber), DisableDiscoveryEnumeration = true)]
    public void Equals_AnyPartIsNaN_IsFalseForEveryOther(Func<object> number)
    {
        object x = number(), y = number();

        Assert.False(new PickleTuple(x).Equals(new PickleTuple(y)));
        Assert.Equal(2, new PickleSet([x, y]).Count);
        Assert.True(new PickleSet([x]).Contains(x));
    }

    /// <summary>Values that differ in one part only, whichever it is.</summary>
    public static TheoryData<object, object> DifferInOnePart => new()
    {
        { new PickleSlice(1L, 2L, 3L), new PickleSlice(0L, 2L, 3L) },
        { new PickleSlice(1L, 2L, 3L), new PickleSlice(1L, 0L, 3L) },
        { new PickleSlice(1L, 2L, 3L), new PickleSlice(1L, 2L, 0L) },
        { new PickleSlice(1L, 2L, null), new PickleSlice(1L, 2L, 3L) },
        { new PickleRange(1, 2, 3), new PickleRange(0, 2, 3) },
        { new PickleRange(1, 2, 3), new PickleRange(1, 0, 3) },
        { new PickleRange(1, 2, 3), new PickleRange(1, 2, 1) },
        { new PickleTuple(1L, 2L, 3L), new PickleTuple(1L, 2L, 4L) },
        { new PickleTuple(1L, 2L), new PickleTuple(1L, 2L, 3L) },
        { new PickleTuple(new PickleTuple(1L), 2L), new PickleTuple(new PickleTuple(2L), 2L) },
        { new PickleObject("m", "C"), new PickleObject("n", "C") },
        { new PickleObject("m", "C"), new PickleObject("m", "D") },
        { new Complex(1.5, 2), new Complex(1.5, 3) },
        { new Complex(1.5, 2), new Complex(2.5, 2) },
        { new Complex(1, 2), 1L },
        { new PickleFraction(1, 3), new PickleFraction(1, 7) },
        { new PickleFraction(1, 3), new PickleFraction(2, 3) },
        { "a", "b" },
        { new string('x', 100) + "a", new string('x', 100) + "b" },
        { "a"u8.ToArray(), "b"u8.ToArray() },
        { "a"u8.ToArray(), "a" },
        { new DateTime(2020, 1, 1), new DateTime(2020, 1, 2) },
        { new DateTime(2020, 1, 1), new DateOnly(2020, 1, 1) },
        { new TimeOnly(1), TimeSpan.FromTicks(1) },
        { new DateTimeOffset(2020, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2020, 1, 1, 1, 0, 0, TimeSpan.Zero) },
        { new Datetime64(1, DatetimeUnit.Day), new Datetime64(1, DatetimeUnit.Hour) },
        { new Datetime64(1, DatetimeUnit.Day), new Datetime64(1, DatetimeUnit.Day, 2) },
        { new Datetime64(1, DatetimeUnit.Day), new Timedelta64(1, DatetimeUnit.Day) },
        { DType.Int32, DType.Int64 },
        { Frozen(PythonEquality.Instance, 1L, 2L), Frozen(PythonEquality.Instance, 1L, 3L) },
        { Frozen(PythonEquality.Instance, 1L), Frozen(PythonEquality.Instance, 1L, 2L) },
    };

    [Theory]
    [MemberData(nameof(DifferInOnePart), DisableDiscoveryEnumeration = true)]
    public void Equals_OnePartDiffers_IsFalse(object x, object y)
    {
        Assert.False(new PickleTuple(x).Equals(new PickleTuple(y)));
        Assert.False(new PickleTuple(y).Equals(new PickleTuple(x)));
        Assert.Equal([1L, 2L], new PickleDictionary { [x] = 1L, [y] = 2L }.Values);
    }

    /// <summary>Other objects of the same parts; one moment in two time zones.</summary>
    public static TheoryData<object, object> SameParts => new()
    {
        { new PickleSlice(1L, null, "x"), new PickleSlice(1.0, null, "x") },
        { new PickleRange(1, 2, 3), new PickleRange(1, 2, 3) },
        { new PickleObject("m", "C"), new PickleObject("m", "C") },
        { new byte[] { 1, 2 }, new byte[] { 1, 2 } },
        { new string('x', 100), new string('x', 100) },
        { new DateTimeOffset(2020, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { new Datetime64(1, DatetimeUnit.Day), new Datetime64(1, DatetimeUnit.Day) },
        { DType.Parse("[('a', '<i4')]"), DType.Parse("[('a', '<i4')]") },
        { Frozen(PythonEquality.Instance, 1L, new PickleTuple("a")), Frozen(PythonEquality.Instance, new PickleTuple("a"), 1L) },
    };

    [Theory]
    [MemberData(nameof(SameParts), DisableDiscoveryEnumeration = true)]
    public void Equals_SameParts_IsTrueAndHashesAgree(object x, object y)
    {
        Assert.True(new PickleTuple(x).Equals(new PickleTuple(y)));
        Assert.Equal(Hash(x), Hash(y));
        Assert.Equal(2L, Assert.Single(new PickleDictionary { [x] = 1L, [y] = 2L }).Value);
    }

    /// <summary>Decimals of up to 1000 characters and exponents of up to 1000 are numbers; others are compared as text.</summary>
    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Equals_DecimalAroundTheLimits_IsTheIntegerUpToThem(int limit, bool isNumber)
    {
        var digits = new PickleDecimal("1" + new string('0', limit - 1));
        var exponent = new PickleDecimal($"1E+{limit}");

        Assert.Equal(isNumber, new PickleTuple(digits).Equals(new PickleTuple(BigInteger.Pow(10, limit - 1))));
        Assert.Equal(isNumber, new PickleTuple(exponent).Equals(new PickleTuple(BigInteger.Pow(10, limit))));
        Assert.True(new PickleTuple(digits).Equals(new PickleTuple(new PickleDecimal(digits.Text))));
        Assert.True(new PickleTuple(new PickleDecimal($"1E-{limit}")).Equals(new PickleTuple(new PickleDecimal($"1E-{limit}"))));
    }

    /// <summary>Sets in sets are compared to a depth of 100.</summary>
    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Load_EqualSetsInSets_AreOneKeyUpToTheDepth(int depth, bool isCompared)
    {
        string set = $"{new string('(', depth)}N{new string('\u0091', depth)}";
        byte[] pickle = PickleRepr.Bytes($"}}{set}K\u0001s{set}K\u0002s.");

        if (isCompared)
        {
            Assert.Equal(2L, Assert.Single(Pickle.Load<PickleDictionary>(pickle)).Value);
            return;
        }

        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(pickle));
        Assert.Equal((NpyFormatReason.BadPickle, pickle.Length - 2L), (error.Reason, error.Offset));
        Assert.StartsWith("Sets nest too deeply to be compared.", error.Problem, StringComparison.Ordinal);
    }

    /// <summary>What limits a load does not limit the values afterwards.</summary>
    [Fact]
    public void Contains_AfterTheLoad_HasNoLimit()
    {
        var tuple = Pickle.Load<PickleTuple>(PickleRepr.Bytes("}\u008c\u0001aK\u0001s\u008f(\u008c\u0001a\u0090\u0086."));
        string text = new('x', 1 << 20);

        // Each look-up hashes a million characters, which is 16 thousand steps.
        for (int i = 0; i < 40; i++)
        {
            Assert.False(((PickleDictionary)tuple[0]!).ContainsKey(text));
            Assert.False(((PickleSet)tuple[1]!).Contains(text));
        }
    }

    /// <summary>Every integer that is a power of two, in every type that has it, against the same integer and those beside it.</summary>
    [Fact]
    public void Equals_DictionariesOfWhichOneHasMore_IsFalseBothWays()
    {
        var less = new PickleTuple(new PickleDictionary { ["a"] = 1L });
        var more = new PickleTuple(new PickleDictionary { ["a"] = 1L, ["b"] = 2L });

        Assert.False(less.Equals(more));
        Assert.False(more.Equals(less));
        Assert.True(more.Equals(new PickleTuple(new PickleDictionary { ["b"] = 2L, ["a"] = 1L })));
    }

    [Fact]
    public void Equals_PowerOfTwoInEveryType_IsTheIntegerAndNotItsNeighbours()
    {
        for (int power = 0; power < 1024; power++)
        {
            foreach (BigInteger whole in (BigInteger[])[BigInteger.One << power, -(BigInteger.One << power)])
            {
                foreach (object number in Forms(whole))
                {
                    Assert.True(new PickleTuple(number).Equals(new PickleTuple(whole)), $"{number} ({number.GetType().Name})");
                    Assert.Equal(Hash(whole), Hash(number));
                    Assert.False(new PickleTuple(number).Equals(new PickleTuple(whole + 1)), $"{number} ({number.GetType().Name}) and one more");
                    Assert.False(new PickleTuple(number).Equals(new PickleTuple(whole - 1)), $"{number} ({number.GetType().Name}) and one less");
                }
            }
        }
    }

    /// <summary>A power of two, or the negative of one, in each type that can hold it.</summary>
    private static IEnumerable<object> Forms(BigInteger whole)
    {
        BigInteger size = BigInteger.Abs(whole);
        yield return (double)whole;
        yield return new Complex((double)whole, 0);
        yield return (LongDouble)(double)whole;
        yield return new ComplexLongDouble((double)whole, 0);
        yield return new PickleDecimal(whole.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return new PickleFraction(whole, 1);
        if (size < BigInteger.One << 128)
        {
            yield return (float)whole;
            yield return new Complex64((float)whole, 0);
        }

        if (size < BigInteger.One << 16)
            yield return (Half)(double)whole;
        if (whole >= Int128.MinValue && whole <= Int128.MaxValue)
            yield return (Int128)whole;
        if (whole >= 0 && whole <= UInt128.MaxValue)
            yield return (UInt128)whole;
        if (whole >= long.MinValue && whole <= long.MaxValue)
            yield return (long)whole;
        if (whole >= 0 && whole <= ulong.MaxValue)
            yield return (ulong)whole;
    }

    [Fact]
    public void Contains_SameNaN_IsTrue()
    {
        object number = double.NaN;
        NdArray scalar = Scalar(double.NaN);

        Assert.True(new PickleSet([number]).Contains(number));
        Assert.True(new PickleSet([scalar]).Contains(scalar));
    }

    [Fact]
    public void GetHashCode_NumbersWithEqualHalves_Differ()
    {
        var whole = Enumerable.Range(1, 1000).Select(i => Hash((long)i << 32 | (uint)i));
        var real = Enumerable.Range(1, 1000).Select(i => Hash(BitConverter.Int64BitsToDouble((long)(i | 0x3FD00000) << 32 | (uint)(i | 0x3FD00000))));

        Assert.InRange(whole.Distinct().Count(), 990, 1000);
        Assert.InRange(real.Distinct().Count(), 990, 1000);
    }

    [Fact]
    public void Contains_FrozenSetInAnotherOrder_IsTrue()
    {
        PickleSet set = Frozen(PythonEquality.Instance, 1L, "two", 3.5), turned = Frozen(PythonEquality.Instance, 3.5, 1L, "two");

        Assert.True(new PickleSet([set]).Contains(turned));
        Assert.True(new PickleSet([new PickleTuple(set, 1L)]).Contains(new PickleTuple(turned, 1L)));
        Assert.Equal(5L, new PickleDictionary { [set] = 5L }[turned]);
    }

    [Fact]
    public void Equals_SmallNumbers_AllocatesNothing()
    {
        object x = 1000L, y = 1000L, z = 1000.5, w = 1000.5;

        Allocations.AreAtMost(0, () =>
        {
            Assert.True(PythonEquality.Instance.Equals(x, y));
            Assert.True(PythonEquality.Instance.Equals(z, w));
        });
    }

    [Fact]
    public void Equals_ListsThatHoldThemselvesOverAndOver_TakesAsManyStepsAsItems()
    {
        List<object?> x = HoldingItself(1000), y = HoldingItself(1000);

        Allocations.AreAtMost(1 << 14, () => Assert.True(new PythonEquality(50_000).Equals(x, y)));
    }

    [Fact]
    public void Equals_CyclesOfOtherLengths_TakesAsManyStepsAsThereAreValues()
    {
        // There are a thousand times a thousand pairs.
        Assert.True(new PythonEquality(20_000).Equals(Cycle(1009), Cycle(1013)));
    }

    [Fact]
    public void Equals_NestedSetsThatShareTheirParts_TakesAsManyStepsAsThereAreValues()
    {
        var equality = new PythonEquality(20_000);

        Assert.True(equality.Equals(Doubled(equality, 60, 7L), Doubled(equality, 60, 7L)));
        Assert.False(equality.Equals(Doubled(equality, 60, 7L), Doubled(equality, 60, 8L)));
    }

    [Fact]
    public void Equals_DictionariesOfOneShape_ComparesTheirValues()
    {
        var x = new PickleDictionary { ["a"] = new List<object?> { 1L }, [new PickleTuple(1L)] = null };
        var y = new PickleDictionary { [new PickleTuple(1.0)] = null, ["a"] = new List<object?> { 1L } };
        var z = new PickleDictionary { [new PickleTuple(1.0)] = null, ["a"] = new List<object?> { 2L } };

        Assert.True(new PickleTuple(x).Equals(new PickleTuple(y)));
        Assert.False(new PickleTuple(x).Equals(new PickleTuple(z)));
    }

    [Fact]
    public void Equals_FirstItemsDiffer_LooksAtThemAlone()
    {
        var x = new PickleTuple([1L, .. new object?[1000]]);
        var y = new PickleTuple([2L, .. new object?[1000]]);

        Assert.False(new PythonEquality(10).Equals(x, y));
    }

    [Fact]
    public void GetHashCode_NestedSlicesThatShareTheirParts_IsFoundOnceForEach()
    {
        object slice = 1L;
        for (int i = 0; i < 60; i++)
            slice = new PickleSlice(slice, slice, slice);

        Assert.Equal(slice.GetHashCode(), new PythonEquality(1000).GetHashCode(slice));
    }

    [Fact]
    public void Add_ToAFrozenSet_IsRefused()
    {
        var set = new PickleSet([1L]) { IsFrozen = true };

        Assert.Contains("frozen", Assert.Throws<InvalidOperationException>(() => set.Add(2L)).Message, StringComparison.Ordinal);
        Assert.Contains("frozen", Assert.Throws<InvalidOperationException>(() => set.Remove(1L)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fraction_OfAnyNumbers_IsInLowestTerms()
    {
        Assert.Equal(new PickleFraction(1, -2), new PickleFraction(-2, 4));
        Assert.Equal("-1/2", new PickleFraction(2, -4).ToString());
        Assert.Equal("0/1", default(PickleFraction).ToString());
        Assert.Equal(default, new PickleFraction(0, -7));
        Assert.Throws<ArgumentException>("denominator", () => new PickleFraction(1, 0));
    }

    [Fact]
    public void Decimal_WithoutText_IsZero()
    {
        Assert.Equal(new PickleDecimal("0"), default);
        Assert.Equal(new PickleDecimal("0"), Pickle.Load<PickleDecimal>(Pickle.Save(default(PickleDecimal))));
        Assert.Throws<ArgumentNullException>("Text", () => new PickleDecimal(null!));
    }

    private static int Hash(object value) => PythonEquality.Instance.GetHashCode(value);

    private static NdArray Scalar(double value) =>
        (NdArray)Pickle.Load([.. PickleRepr.Bytes("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\n\u008c\u0002f8\u0089\u0088\u0087RC\u0008"), .. BitConverter.GetBytes(value), 0x86, (byte)'R', (byte)'.'])!;

    private static List<object?> HoldingItself(int count)
    {
        List<object?> list = [];
        list.AddRange(Enumerable.Repeat(list, count));
        return list;
    }

    private static List<object?> Cycle(int count)
    {
        List<object?> first = [], last = first;
        for (int i = 1; i < count; i++)
        {
            List<object?> next = [];
            last.Add(next);
            last = next;
        }

        last.Add(first);
        return first;
    }

    /// <summary>A set of two tuples that hold a set of two tuples …</summary>
    private static PickleSet Doubled(PythonEquality equality, int depth, object leaf)
    {
        PickleSet set = Frozen(equality, leaf);
        for (int i = 0; i < depth; i++)
            set = Frozen(equality, new PickleTuple(set, 0L), new PickleTuple(set, 1L));
        return set;
    }

    private static PickleSet Frozen(PythonEquality equality, params object?[] items)
    {
        var set = new PickleSet(equality) { IsFrozen = true };
        foreach (object? item in items)
            set.AddMember(item);
        return set;
    }
}
