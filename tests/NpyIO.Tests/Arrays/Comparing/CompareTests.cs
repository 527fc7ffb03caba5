using System.Numerics;
using NpyIO.Arrays.Comparing;
using Xunit;

namespace NpyIO.Tests.Arrays.Comparing;

/// <summary><see cref="NdArray.Compare"/>: what is found, beside the message, which the golden tests compare with NumPy's.</summary>
public class CompareTests
{
    [Fact]
    public void Compare_EqualArrays_IsEmpty()
    {
        ArrayDifference difference = NdArray.Compare(new double[] { 1, 2, double.NaN }, new double[] { 1, 2, double.NaN });

        Assert.True(difference.IsEmpty);
        Assert.Equal(DifferenceKinds.None, difference.Kinds);
        Assert.Equal(3, difference.Count);
        Assert.Equal(0, difference.MismatchCount);
        Assert.Equal(0, difference.MismatchShare);
        Assert.Empty(difference.FirstMismatches);
        Assert.Null(difference.MaxAbsoluteDifference);
        Assert.Equal("", difference.ToString());
    }

    [Fact]
    public void Compare_OtherValues_HasFigures()
    {
        ArrayDifference difference = NdArray.Compare(new double[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 1, 2 }, { 4, 8 } });

        Assert.Equal(DifferenceKinds.Value, difference.Kinds);
        Assert.Equal(2, difference.MismatchCount);
        Assert.Equal(0.5, difference.MismatchShare);
        Assert.Equal(4, difference.MaxAbsoluteDifference);
        Assert.Equal(0.5, difference.MaxRelativeDifference);
        Assert.Equal([1, 0], difference.FirstMismatches[0].Index);
        Assert.Equal(3.0, difference.FirstMismatches[0].Actual);
        Assert.Equal(4.0, difference.FirstMismatches[0].Desired);
        Assert.Equal("[1, 1]: 4.0 (ACTUAL), 8.0 (DESIRED)", difference.FirstMismatches[1].ToString());
    }

    /// <summary>NumPy rounds the integers, and finds these equal.</summary>
    [Fact]
    public void Compare_LargeIntegersAndFloats_IsExact()
    {
        CompareOptions loose = new() { Strict = false };
        long large = (1L << 53) + 1;

        Assert.Equal(1, NdArray.Compare(new[] { large, 1 }, new[] { (double)(1L << 53), 1 }, loose).MismatchCount);
        Assert.Equal(1, NdArray.Compare(new[] { (double)(1L << 53), 1 }, new[] { large, 1 }, loose).MismatchCount);
        Assert.Equal(1, NdArray.Compare(new[] { ulong.MaxValue }, new[] { Math.Pow(2, 64) }, loose).MismatchCount);
        Assert.True(NdArray.Compare(new[] { 1L << 62 }, new[] { Math.Pow(2, 62) }, loose).IsEmpty);
        Assert.True(NdArray.AllClose(new[] { large }, new[] { (double)(1L << 53) }, rtol: 0, atol: 1));
        Assert.False(NdArray.AllClose(new[] { large }, new[] { large - 1 }, rtol: 0, atol: 0.5));
        Assert.False(NdArray.ArrayEqual(new[] { large }, new[] { (double)(1L << 53) }));
    }

    /// <summary>As <c>==</c> of Python, which rounds no integer to compare it with a float.</summary>
    [Fact]
    public void Compare_PythonIntegersAndFloats_IsExact()
    {
        BigInteger huge = BigInteger.Pow(10, 400);
        (object? One, object? Other, bool IsSame)[] pairs =
        [
            ((1L << 53) + 1, 9007199254740992.0, false), (1L << 53, 9007199254740992.0, true), (-(1L << 53) - 1, -9007199254740992.0, false), (long.MaxValue, Math.Pow(2, 63), false),
            (BigInteger.Pow(2, 63), Math.Pow(2, 63), true), (BigInteger.Pow(2, 100) + 1, Math.Pow(2, 100), false), (BigInteger.Pow(2, 100), Math.Pow(2, 100), true),
            (huge, double.PositiveInfinity, false), (-huge, double.NegativeInfinity, false), (huge, double.MaxValue, false), (0L, double.NaN, false), (huge, double.NaN, false),
            (1L, 1.5, false), (true, 1.0, true), (0L, -0.0, true), ((1L << 53) + 1, new Complex(9007199254740992.0, 0), false), (1L << 53, new Complex(9007199254740992.0, 0), true),
        ];
        foreach ((object? one, object? other, bool isSame) in pairs)
        {
            Assert.Equal(isSame ? 0 : 1, NdArray.Compare(Objects(one), Objects(other)).MismatchCount);
            Assert.Equal(isSame ? 0 : 1, NdArray.Compare(Objects(other), Objects(one)).MismatchCount);
            Assert.Equal(isSame, NdArray.ArrayEqual(Objects(one), Objects(other)));
            Assert.Equal(isSame, NdArray.ArrayEqual(Objects(other), Objects(one)));
        }

        static NdArray Objects(object? value) => NdArray.FromObjects(new[] { value });
    }

    /// <summary>The first five are named, in the list and in the message.</summary>
    [Theory]
    [InlineData(1, "Mismatch at index:")]
    [InlineData(2, "Mismatch at indices:")]
    [InlineData(4, "Mismatch at indices:")]
    [InlineData(5, "Mismatch at indices:")]
    [InlineData(6, "First 5 mismatches are at indices:")]
    public void Compare_AnyNumberOfMismatches_NamesFive(int count, string line)
    {
        ArrayDifference difference = NdArray.Compare(new int[10], (int[])[.. Enumerable.Repeat(1, count), .. new int[10 - count]]);

        Assert.Equal(Enumerable.Range(0, Math.Min(count, 5)).Select(i => (long)i), difference.FirstMismatches.Select(found => found.Index[0]));
        Assert.Contains(line, difference.ToString().Split('\n'));
        Assert.Equal(Math.Min(count, 5), difference.ToString().Split(" (ACTUAL), ").Length - 1);
    }

    [Fact]
    public void Compare_NegativeTolerance_IsRefused()
    {
        Assert.Equal("Rtol is -1; it must be 0 or more. (Parameter 'Rtol')", Assert.Throws<ArgumentOutOfRangeException>(() => new CompareOptions { Rtol = -1 }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CompareOptions { Atol = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => NdArray.AllClose(new[] { 1 }, new[] { 1 }, rtol: -1));
    }

    [Fact]
    public void AllClose_Shapes_AreBroadcast()
    {
        Assert.True(NdArray.AllClose(NdArray.Create([1.0, 1, 1, 1], 2, 2), new[] { 1.0, 1.0 + 1e-9 }));
        Assert.False(NdArray.AllClose(NdArray.Create([1.0, 1, 1, 2], 2, 2), new[] { 1.0, 1 }));
        Assert.Throws<ArgumentException>(() => NdArray.AllClose(new[] { 1.0, 2, 3 }, new[] { 1.0, 2 }));
        Assert.False(NdArray.AllClose(new[] { double.NaN }, new[] { double.NaN }));
        Assert.True(NdArray.AllClose(new[] { double.NaN }, new[] { double.NaN }, new CompareOptions { Atol = 1 }));
    }

    [Fact]
    public void Compare_NothingInCommon_IsADTypeDifference()
    {
        ArrayDifference difference = NdArray.Compare(NdArray.FromArray(new[] { "1" }), new[] { 1L }, new CompareOptions { Strict = false });

        Assert.Equal(DifferenceKinds.DType, difference.Kinds);
        Assert.Equal(0, difference.Count);
        Assert.StartsWith("Arrays are not equal\n\n(dtypes <U1, int64 mismatch)\n", difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_TextAndBytes_IsByLatin1()
    {
        NdArray text = NdArray.FromArray(new[] { "a", "\u00e9" }), bytes = NdArray.FromBuffer(new byte[] { (byte)'a', 0xe9 }, DType.Bytes(1));

        Assert.True(NdArray.Compare(text, bytes, new CompareOptions { Strict = false }).IsEmpty);
        Assert.True(NdArray.ArrayEqual(bytes, text));
        Assert.Equal(DifferenceKinds.DType, NdArray.Compare(text, bytes).Kinds);
        foreach ((string[] other, int mismatches) in ((string[], int)[])[(["a", "\u00e8"], 1), (["b", "\u00e9"], 1), (["a", "\u01e9"], 1), (["ab", ""], 2), (["a", "\u00e9\u00e9"], 1)])
        {
            Assert.Equal(mismatches, NdArray.Compare(NdArray.FromArray(other), bytes, new CompareOptions { Strict = false }).MismatchCount);
            Assert.Equal(mismatches, NdArray.Compare(bytes, NdArray.FromArray(other), new CompareOptions { Strict = false }).MismatchCount);
            Assert.False(NdArray.ArrayEqual(bytes, NdArray.FromArray(other)));
        }
    }

    [Fact]
    public void Compare_RecordsWithTolerance_IsFieldByField()
    {
        DType dtype = DType.Parse("[('id', '<i4'), ('x', '<f8')]");
        NdArray actual = NdArray.Create(dtype, 3), desired = NdArray.Create(dtype, 3);
        actual["x"].Set(1.0, 1);
        desired["x"].Set(1.5, 1);
        desired["id"].Set(7, 2);

        ArrayDifference difference = NdArray.Compare(actual, desired, new CompareOptions { Rtol = 0.1 });

        Assert.Equal(2, difference.MismatchCount);
        Assert.Equal(["id", "x"], difference.Fields.Select(field => field.Key));
        Assert.Equal(0.5, difference.Fields[1].Value.MaxAbsoluteDifference);
        Assert.Equal(
            """
            Not equal to tolerance rtol=0.1, atol=0

            Field 'id':
            Mismatched elements: 1 / 3 (33.3%)
            Mismatch at index:
             [2]: 0 (ACTUAL), 7 (DESIRED)
            Max absolute difference among violations: 7
            Max relative difference among violations: 1.
            Field 'x':
            Mismatched elements: 1 / 3 (33.3%)
            Mismatch at index:
             [1]: 1.0 (ACTUAL), 1.5 (DESIRED)
            Max absolute difference among violations: 0.5
            Max relative difference among violations: 0.33333333
             ACTUAL: array([(0, 0.), (0, 1.), (0, 0.)], dtype=[('id', '<i4'), ('x', '<f8')])
             DESIRED: array([(0, 0. ), (0, 1.5), (7, 0. )], dtype=[('id', '<i4'), ('x', '<f8')])
            """.ReplaceLineEndings("\n"),
            difference.ToString());
    }

    [Fact]
    public void Compare_RecordsWithNaN_TakesNaNForEqual()
    {
        DType dtype = DType.Parse("[('id', '<i4'), ('x', '<f8')]");
        NdArray actual = NdArray.Create(dtype, 2), desired = NdArray.Create(dtype, 2);
        actual["x"].Set(double.NaN, 0);
        desired["x"].Set(double.NaN, 0);

        Assert.True(NdArray.Compare(actual, desired).IsEmpty);
        desired["x"].Set(double.NaN, 1);
        Assert.Equal(DifferenceKinds.NaN, NdArray.Compare(actual, desired).Kinds);
        Assert.Contains("\nField 'x':\nnan location mismatch:\n", NdArray.Compare(actual, desired).ToString(), StringComparison.Ordinal);
    }

    /// <summary>No elements are gone through that take no bytes, however many a header claims.</summary>
    [Fact]
    public void Compare_ElementsWithoutBytes_IsImmediate()
    {
        var many = new NdArray(DType.Bytes(0), [100_000_000, 1_000_000_000], Memory<byte>.Empty);

        Assert.True(NdArray.Compare(many, many).IsEmpty);
        Assert.Equal(100_000_000_000_000_000, NdArray.Compare(many, many).Count);
        Assert.True(NdArray.ArrayEqual(many, many));
    }

    /// <summary>The same is found by one thread and by several, in any layout and byte order.</summary>
    [Theory]
    [InlineData("<f8")]
    [InlineData(">f4")]
    [InlineData("<i2")]
    [InlineData(">c16")]
    [InlineData("<U3")]
    [InlineData("<M8[s]")]
    public void Compare_SeveralThreadsAndLayouts_FindTheSame(string dtype)
    {
        const int Rows = 700, Columns = 300;
        var random = new Random(5);
        DType type = DType.Parse(dtype);
        NdArray numbers = NdArray.FromArray([.. Enumerable.Range(0, Rows * Columns).Select(_ => (long)random.Next(100, 120))]);
        NdArray values = type.Kind switch
        {
            DTypeKind.String => NdArray.FromArray([.. Enumerable.Range(0, Rows * Columns).Select(_ => $"{random.Next(100, 120)}")]),
            DTypeKind.Datetime => numbers.View(type),
            _ => numbers.To(type, Casting.Unsafe),
        };
        NdArray actual = values.Reshape(Rows, Columns), desired = actual.Copy();
        foreach (int place in (int[])[5, 77_000, 77_001, 140_000, 150_001, 209_999])
            desired.At(place / Columns, place % Columns)[Slice.Ellipsis] = values.At(place - 1);
        string expected = NdArray.Compare(actual, desired).ToString();

        using IDisposable shared = PartWalk.MinShared.Lower(1);
        Assert.Equal(expected, NdArray.Compare(actual, desired).ToString());
        Assert.Equal(expected, NdArray.Compare(actual.Copy(Order.Fortran), desired.Copy(Order.Fortran)).ToString());
        Assert.Equal(expected, NdArray.Compare(actual.Copy(Order.Fortran), desired).ToString());
        Assert.Equal(expected, NdArray.Compare(Scattered(actual), desired).ToString());
        Assert.NotEqual("", expected);
    }

    /// <summary>Each thread finds in every field what is in its parts.</summary>
    [Fact]
    public void Compare_RecordsBySeveralThreads_FindsTheSame()
    {
        const int Rows = 100_000;
        DType dtype = DType.Parse("[('id', '<i4'), ('x', '<f8', (2,)), ('t', '<U2')]");
        NdArray actual = NdArray.Create(dtype, Rows), desired = NdArray.Create(dtype, Rows);
        foreach (int place in (int[])[5, 20_000, 40_001, 70_000, 99_998, 99_999])
        {
            actual["x"].Set(place + 1.0, place, 1);
            actual["t"].Set("ab", place);
        }

        actual["id"].Set(-7, 60_000);
        foreach (CompareOptions options in (CompareOptions[])[new(), new() { Rtol = 0.1 }])
        {
            ArrayDifference expected = NdArray.Compare(actual, desired, options);
            using IDisposable shared = PartWalk.MinShared.Lower(1);
            ArrayDifference found = NdArray.Compare(actual, desired, options);

            Assert.Equal(7, found.MismatchCount);
            Assert.Equal([5L, 20_000, 40_001, 60_000, 70_000], found.FirstMismatches.Select(mismatch => mismatch.Index[0]));
            Assert.Equal([("id", 1L), ("x", 6), ("t", 6)], found.Fields.Select(field => (field.Key, field.Value.MismatchCount)));
            Assert.Equal(100_000, found.Fields[1].Value.MaxAbsoluteDifference);
            Assert.Equal(expected.ToString(), found.ToString());
            Assert.False(NdArray.AllClose(actual, desired, options));
            Assert.True(NdArray.AllClose(actual, actual.Copy(), options));
        }
    }

    /// <summary>The axes of array and sub-array together are more than an array can have.</summary>
    [Fact]
    public void Compare_FieldsWithManyAxes_ComparesThem()
    {
        string axes = string.Join(", ", Enumerable.Repeat(1, 40));
        NdArray Make() => NdArray.Create(DType.Parse($"[('a', '<i4', ({axes}))]"), [.. Enumerable.Repeat(1L, 39), 2]);
        NdArray changed = Make();
        changed.View(DType.Parse("<i4")).ReshapeView(2).Set(1, 1);

        foreach (CompareOptions options in (CompareOptions[])[new(), new() { EqualNaN = false }])
        {
            Assert.True(NdArray.AllClose(Make(), Make(), options));
            Assert.False(NdArray.AllClose(Make(), changed, options));
            Assert.True(NdArray.AllClose(changed, changed, options));
        }
    }

    [Fact]
    public void Compare_OtherShapes_HasNoShare() => Assert.Equal(
        (0.0, 0L, DifferenceKinds.Shape),
        NdArray.Compare(new[] { 1, 2 }, new[] { 1 }) is var difference ? (difference.MismatchShare, difference.Count, difference.Kinds) : default);

    [Fact]
    public void Compare_SpansWithNaTThatEqualsNothing_HasNoNumber()
    {
        NdArray actual = NdArray.FromArray(new[] { Datetime64.NaTValue, 5 }).View(DType.Parse("m8[s]")), desired = NdArray.FromArray(new long[] { 3, 5 }).View(DType.Parse("m8[s]"));

        Assert.Equal(double.NaN, NdArray.Compare(actual, desired, new CompareOptions { EqualNaN = false }).MaxAbsoluteDifference);
        Assert.Equal(2, NdArray.Compare(desired, NdArray.FromArray(new long[] { 5, 5 }).View(desired.DType), new CompareOptions { EqualNaN = false }).MaxAbsoluteDifference);
    }

    [Fact]
    public void Compare_InfiniteTolerance_IsPrintedAsPythonDoes() => Assert.StartsWith(
        "Not equal to tolerance rtol=inf, atol=0\n",
        NdArray.Compare(new[] { 1.0 }, new[] { 1f }, new CompareOptions { Rtol = double.PositiveInfinity }).ToString(),
        StringComparison.Ordinal);

    /// <summary>Integers of every C# type among objects, beside one another.</summary>
    [Fact]
    public void Compare_IntegersOfEveryCSharpType_AreOneNumber()
    {
        object[] integers = [(sbyte)5, (byte)5, (short)5, (ushort)5, 5, 5u, 5L, 5ul, (BigInteger)5, 5.0, 5f, (Half)5, new Complex(5, 0), new Complex64(5, 0)];
        foreach ((object one, object other) in from one in integers from other in integers select (one, other))
        {
            Assert.True(NdArray.Compare(Objects(one), Objects(other)).IsEmpty, $"{one.GetType()} and {other.GetType()}");
            Assert.Equal(1, NdArray.Compare(Objects(one), Objects(4L)).MaxAbsoluteDifference);
            Assert.Equal(0.25, NdArray.Compare(Objects(one), Objects(4L)).MaxRelativeDifference);
            Assert.Equal(0.2, NdArray.Compare(Objects(4L), Objects(other)).MaxRelativeDifference);
        }
    }

    /// <summary>A view of every second element of a larger array.</summary>
    private static NdArray Scattered(NdArray array)
    {
        NdArray larger = NdArray.Create(array.DType, [array.Shape[0], 2 * array.Shape[1]]);
        NdArray view = larger[Slice.All, Slice.Every(2)];
        view[Slice.Ellipsis] = array;
        return view;
    }

    /// <summary>Every pair of units and multiples, months beside weeks and multiples of days too: equal if they are the same moment.</summary>
    [Fact]
    public void ArrayEqual_DatesOfEveryPairOfUnits_IsThatOfTheMoments()
    {
        DateTime[] moments = [new(1970, 1, 1), new(1970, 1, 29), new(1970, 2, 1), new(1970, 8, 6), new(2000, 2, 29), new(1969, 12, 31), new(1899, 12, 31, 23, 0, 0)];
        DType[] dtypes = [.. from unit in (DatetimeUnit[])[DatetimeUnit.Year, DatetimeUnit.Month, DatetimeUnit.Week, DatetimeUnit.Day, DatetimeUnit.Hour, DatetimeUnit.Second, DatetimeUnit.Microsecond]
                             from multiple in (int[])[1, 2, 7, 25]
                             select DType.Datetime(unit, multiple)];
        int equal = 0;
        foreach ((DType one, DType other) in from one in dtypes from other in dtypes select (one, other))
        {
            foreach ((DateTime first, DateTime second) in from first in moments from second in moments select (first, second))
            {
                (NdArray left, DateTime leftMoment) = RoundedDown(first, one);
                (NdArray right, DateTime rightMoment) = RoundedDown(second, other);
                Assert.True(NdArray.ArrayEqual(left, right) == (leftMoment == rightMoment), $"{left:r} and {right:r}");
                equal += leftMoment == rightMoment ? 1 : 0;
            }
        }

        Assert.InRange(equal, 1000, dtypes.Length * dtypes.Length * moments.Length * moments.Length / 2);

        static (NdArray, DateTime) RoundedDown(DateTime moment, DType dtype)
        {
            long count = Datetime64.FromDateTimeRoundedDown(moment, dtype.Unit).Value;
            long rounded = (long)Math.Floor((decimal)count / dtype.UnitMultiple);
            Assert.True(new Datetime64(rounded, dtype.Unit, dtype.UnitMultiple).TryToDateTime(out DateTime found));
            return (NdArray.FromArray(new[] { rounded }).View(dtype), found);
        }
    }

    /// <summary>A few bytes of a file can claim billions of elements without bytes in one field.</summary>
    [Fact]
    public void Compare_FieldOfManyElementsWithoutBytes_AllocatesLittle()
    {
        DType dtype = DType.Parse("[('a', '<i4'), ('b', [], (2000000000,))]");
        NdArray actual = NdArray.Create(dtype, 2), desired = NdArray.Create(dtype, 2);
        actual["a"].Set(1, 1);
        NdArray.Compare(actual, desired);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ArrayDifference difference = NdArray.Compare(actual, desired);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1 << 20);
        Assert.Equal(1, difference.MismatchCount);
        Assert.Equal("a", Assert.Single(difference.Fields).Key);
    }

    [Fact]
    public void Compare_NumbersAmongObjects_AreComparedByValue()
    {
        CompareOptions loose = new() { Strict = false };
        NdArray scalar = NdArray.FromArray(new[] { 1.0 }).At(0), missing = NdArray.FromArray(new[] { float.NaN }).At(0);

        Assert.True(NdArray.Compare(Objects(scalar), Objects(1.0)).IsEmpty);
        Assert.True(NdArray.Compare(Objects(scalar), Objects(1L)).IsEmpty);
        Assert.True(NdArray.Compare(Objects(missing), Objects(double.NaN)).IsEmpty);
        Assert.Equal(1, NdArray.Compare(Objects(missing), Objects(missing), new CompareOptions { EqualNaN = false }).MismatchCount);
        Assert.True(NdArray.Compare(Objects(double.NaN), new[] { float.NaN }, loose).IsEmpty);
        Assert.True(NdArray.Compare(Objects(new Complex(1, 2)), new[] { new Complex64(1, 2) }, loose).IsEmpty);
        Assert.True(NdArray.Compare(Objects(new Complex(1, 0)), new[] { 1L }, loose).IsEmpty);
        Assert.Equal(1, NdArray.Compare(Objects(new Complex(1, 2)), new[] { 1L }, loose).MismatchCount);
        Assert.Equal(1, NdArray.Compare(Objects("1"), Objects(1L)).MismatchCount);
    }

    [Fact]
    public void Compare_IntegersBeyondDoubles_HasInfiniteDifference()
    {
        ArrayDifference difference = NdArray.Compare(Objects(BigInteger.Pow(10, 400)), Objects(1L));

        Assert.Equal(1, difference.MismatchCount);
        Assert.Equal(double.PositiveInfinity, difference.MaxAbsoluteDifference);
        Assert.True(NdArray.Compare(Objects(BigInteger.Pow(10, 400)), Objects(BigInteger.Pow(10, 400))).IsEmpty);
    }

    /// <summary>A text that is not Unicode is not a missing one.</summary>
    [Fact]
    public void Compare_InvalidTextWithNone_Differs()
    {
        NdArray invalid = NdArray.FromArray(new[] { 0x110000u }).View(DType.Parse("<U1"));

        Assert.Equal(1, NdArray.Compare(invalid, Objects((object?)null), new CompareOptions { Strict = false }).MismatchCount);
    }

    private static NdArray Objects(object? value) => NdArray.FromArray((object?[])[value]);

    /// <summary>However many elements without bytes a file claims, all are the same.</summary>
    [Fact]
    public void Compare_ElementsWithoutBytesAndOne_IsImmediate()
    {
        const long claimed = 100_000_000_000_000_000;
        CompareOptions loose = new() { Strict = false };
        NdArray many = new(DType.Bytes(0), [claimed], Memory<byte>.Empty), records = new(DType.Parse("[('a', 'S0'), ('b', 'S0')]"), [claimed], Memory<byte>.Empty);
        NdArray none = NdArray.FromBuffer(new byte[] { 0 }, DType.Parse("S1")).At(0), some = NdArray.FromBuffer("x"u8.ToArray(), DType.Parse("S1")).At(0);
        NdArray other = NdArray.FromBuffer(new byte[] { 0, (byte)'x' }, DType.Parse("[('a', 'S1'), ('b', 'S1')]")).At(0);

        Assert.True(NdArray.AllClose(many, none));
        Assert.True(NdArray.Compare(many, none, loose).IsEmpty);
        Assert.False(NdArray.AllClose(some, many));
        ArrayDifference difference = NdArray.Compare(many, some, loose);
        Assert.Equal((claimed, 5), (difference.MismatchCount, difference.FirstMismatches.Count));
        Assert.Equal("[4]: b'' (ACTUAL), b'x' (DESIRED)", difference.FirstMismatches[4].ToString());
        Assert.Equal(claimed, NdArray.Compare(records, other, loose).MismatchCount);
    }

    /// <summary>Only the signs of infinities differ: NumPy prints those alone, of many the first and last three.</summary>
    [Theory]
    [InlineData(3000, 1)]
    [InlineData(40, 100)]
    [InlineData(30, 30)]
    public void Compare_SignsOfManyInfinities_PrintsThemInAnyOrder(int rows, int columns)
    {
        var actual = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                actual[i, j] = (i + j) % 7 == 0 ? double.PositiveInfinity : (i * j) % 5 == 0 ? double.NegativeInfinity : i;
        }

        NdArray left = actual, right = NdArray.FromArray(actual.Cast<double>().Select(value => double.IsInfinity(value) ? -value : value).ToArray()).Reshape(rows, columns);
        string text = NdArray.Compare(left, right).ToString();
        double[] infinities = [.. actual.Cast<double>().Where(double.IsInfinity)];

        Assert.Contains($" ACTUAL: {NdArray.FromArray(infinities).ToString("r").Split('\n')[0]}", text);
        Assert.Equal(text, NdArray.Compare(InFortranOrder(left), InFortranOrder(right)).ToString());
        Assert.Equal(text, NdArray.Compare(InFortranOrder(left), right).ToString());

        static NdArray InFortranOrder(NdArray array) => array.Transpose().Copy().Transpose();
    }

    /// <summary>NumPy 2.4.6 prints the same: its unit is 10 microseconds.</summary>
    [Fact]
    public void Compare_YearsAndMultiplesOfMicroseconds_MeasuresInNumPysUnit()
    {
        NdArray years = NdArray.FromArray(new long[] { -1, -1, 0 }).View(DType.Parse("M8[3Y]")), moments = NdArray.FromArray(new long[] { -1, 2, 0 }).View(DType.Parse("M8[10us]"));

        string text = NdArray.Compare(years, moments, new CompareOptions { Strict = false }).ToString();

        Assert.Contains("\nMax absolute difference among violations: 9469440000002\n", text);
    }

    [Fact]
    public void Compare_LeastTolerance_IsPrintedWithSixDigits() =>
        Assert.StartsWith("Not equal to tolerance rtol=4.94066e-324, atol=0\n", NdArray.Compare(new[] { 1.0 }, new[] { 2.0 }, new CompareOptions { Rtol = 5e-324 }).ToString());

    /// <summary>A finite long double can be beyond all doubles.</summary>
    [Fact]
    public void AllClose_InfinityAndTheGreatestLongDouble_IsByNumPysRule()
    {
        NdArray infinity = new[] { float.NegativeInfinity }, greatest = new[] { LongDouble.FromParts(ulong.MaxValue, LongDouble.ExponentBias - LongDouble.SignificandBits + 1, isNegative: true) };

        Assert.True(NdArray.AllClose(infinity, greatest, rtol: 65504, atol: 0));
        Assert.True(NdArray.AllClose(infinity, greatest, rtol: 0, atol: double.PositiveInfinity));
        Assert.False(NdArray.AllClose(infinity, greatest, rtol: 0.5, atol: 0));
    }
}
