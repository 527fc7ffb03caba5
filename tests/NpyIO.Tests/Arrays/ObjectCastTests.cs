using System.Numerics;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Python objects as numbers: one rule for every type, nullable or not. Expected values are those of <c>ndarray.astype</c>.</summary>
public class ObjectCastTests
{
    private static readonly NdArray Mixed = NdArray.FromArray(new object?[] { 1L, 2.5, true });

    private static NdArray ScalarOf<T>(T value) => NdArray.FromArray(new[] { value }).At(0);

    [Fact]
    public void To_ScalarsAndNull_IsTheNullableOfEveryType()
    {
        AssertNullable((sbyte)-3);
        AssertNullable((byte)3);
        AssertNullable((short)-3);
        AssertNullable((ushort)3);
        AssertNullable(-3);
        AssertNullable(3u);
        AssertNullable(-3L);
        AssertNullable(ulong.MaxValue);
        AssertNullable((Half)1.5);
        AssertNullable(1.5f);
        AssertNullable(1.5);
        AssertNullable((LongDouble)1.5);
        AssertNullable(new Complex64(1, 2));
        AssertNullable(new Complex(1, 2));
        AssertNullable(true);
        AssertNullable(new Datetime64(5, DatetimeUnit.Day));
        AssertNullable(new Timedelta64(5, DatetimeUnit.Day));
    }

    private static void AssertNullable<T>(T value)
        where T : struct
    {
        NdArray array = NdArray.FromArray(new object?[] { ScalarOf(value), null });
        Assert.Equal([value, null], Npy.Load<T?>(Npy.Save(array)).ToArray());
        Assert.Equal([value, null], array.To<T?>().ToArray());
        Assert.Equal([value, null], array.ToArray<T?>());
        Assert.Equal(value, array.Get<T?>(0));
        Assert.Null(array.Get<T?>(1));
        Assert.Equal([value], NdArray.FromArray(new object?[] { ScalarOf(value) }).To<T>().ToArray());

        foreach (Action read in (Action[])[() => Npy.Load<T>(Npy.Save(array)), () => array.To<T>(Casting.Unsafe), () => array.ToArray<T>(), () => array.Get<T>(1)])
            Assert.StartsWith("The element at index (1,) is None, which ", Assert.Throws<OverflowException>(read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MixedNumbersUnsafe_AreThoseOfAstype()
    {
        byte[] file = Npy.Save(Mixed);
        var options = new NpyReadOptions { Casting = Casting.Unsafe };

        Assert.Equal([1, 2.5, 1], Npy.Load<double>(file, options).ToArray());
        Assert.Equal([1, 2.5, 1], Npy.Load<double?>(file, options).ToArray());
        Assert.Equal([1f, 2.5f, 1f], Npy.Load<float>(file, options).ToArray());
        Assert.Equal([(Half)1, (Half)2.5, (Half)1], Npy.Load<Half>(file, options).ToArray());
        Assert.Equal([1, 2.5, 1], Npy.Load<LongDouble>(file, options).ToArray().Select(value => (double)value));
        Assert.Equal([1, 2.5, 1], Npy.Load<Complex>(file, options).ToArray());
        Assert.Equal([1, 2, 1], Npy.Load<int>(file, options).ToArray());
        Assert.Equal([1, 2, 1], Npy.Load<int?>(file, options).ToArray());
        Assert.Equal([(byte)1, (byte)2, (byte)1], Npy.Load<byte>(file, options).ToArray());
        Assert.Equal([1, 2, 1], Npy.Load<BigInteger>(file, options).ToArray());
        Assert.Equal([true, true, true], Npy.Load<bool>(file, options).ToArray());
    }

    [Fact]
    public void Load_MixedNumbersByDefault_NamesTheFirstOfAnotherType()
    {
        string message = Assert.Throws<InvalidCastException>(() => Npy.Load<double>(Npy.Save(Mixed))).Message;

        Assert.StartsWith("The element at index (0,) is ", message, StringComparison.Ordinal);
        Assert.EndsWith("; Casting.Checked converts it if no value is lost.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_MixedNumbersSafe_AllowsWhatNumPyCallsSafe()
    {
        Assert.Equal([1, 2.5, 1], Mixed.To<double>().ToArray());
        Assert.Equal([1, 2.5, 1], Mixed.To<Complex>(Casting.Safe).ToArray());
        Assert.Throws<InvalidCastException>(() => Mixed.To<float>());
        Assert.Equal([1f, 2.5f, 1f], Mixed.To<float>(Casting.SameKind).ToArray());
        Assert.Throws<InvalidCastException>(() => Mixed.To<int>(Casting.SameKind));
        Assert.Throws<InvalidCastException>(() => Mixed.To<double>(Casting.Equivalent));
        Assert.Throws<InvalidCastException>(() => NdArray.FromArray(new object?[] { "1.5" }).To<double>(Casting.Unsafe));
    }

    [Fact]
    public void To_DTypeOfNumbers_ConvertsObjectsToo()
    {
        foreach (string code in (string[])["?", "i1", "u1", "<i2", ">u2", "<i4", ">u4", ">i8", "<u8", "<f2", ">f4", "<f8", "<f16", "<c8", ">c16"])
        {
            NdArray numbers = Mixed.To(DType.Parse(code), Casting.Unsafe);

            Assert.Equal(DType.Parse(code), numbers.DType);
            double second = numbers.DType.Kind is DTypeKind.Float or DTypeKind.Complex ? 2.5 : numbers.DType.Kind == DTypeKind.Boolean ? 1 : 2;
            Assert.Equal([1, second, 1], numbers.To<Complex>(Casting.Unsafe).ToArray());
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(-129)]
    public void To_IntegerOutOfRange_OverflowsWithValueAndIndex(long value)
    {
        NdArray array = NdArray.FromArray(new object?[,] { { 1L, 2L }, { 3L, value } });

        foreach (Casting casting in Enum.GetValues<Casting>())
        {
            Assert.StartsWith($"The element at index (1, 1) is {value}, which ", Assert.Throws<OverflowException>(() => array.To<sbyte>(casting)).Message, StringComparison.Ordinal);
            Assert.Throws<OverflowException>(() => array.To<sbyte?>(casting));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void To_FloatThatNoIntegerIs_Overflows(double value) =>
        Assert.Throws<OverflowException>(() => NdArray.FromArray(new object?[] { value }).To<long>(Casting.Unsafe));

    [Fact]
    public void To_FractionOfEveryType_IsLostByCheckedAndCutOffByUnsafe()
    {
        AssertFraction((Half)2.5);
        AssertFraction(2.5f);
        AssertFraction(2.5);
        AssertFraction((LongDouble)2.5);
        AssertFraction(new Complex64(2.5f, 0));
        AssertFraction(new Complex(2.5, 0));
    }

    private static void AssertFraction<T>(T value)
        where T : struct
    {
        NdArray array = NdArray.FromArray(new object?[] { ScalarOf(value) });

        Assert.Equal([2L], array.To<long>(Casting.Unsafe).ToArray());
        Assert.Throws<OverflowException>(() => array.To<long>(Casting.Checked));
        Assert.Throws<OverflowException>(() => array.To<byte?>(Casting.Checked));
        Assert.Throws<OverflowException>(() => Npy.Load<int>(Npy.Save(array), new NpyReadOptions { Casting = Casting.Checked }));
    }

    [Fact]
    public void To_LargeIntegers_AreOfEveryTypeThatHasThem()
    {
        BigInteger large = BigInteger.Pow(2, 100);
        NdArray array = NdArray.FromArray(new object?[] { large, ScalarOf(ulong.MaxValue) });

        Assert.Equal([large, ulong.MaxValue], array.To<BigInteger>().ToArray());
        Assert.Equal([(Int128)large, ulong.MaxValue], array.To<Int128>().ToArray());
        Assert.Equal([(UInt128)large, ulong.MaxValue], array.To<UInt128?>().ToArray().Select(value => value!.Value));
        Assert.Equal([Math.Pow(2, 100), Math.Pow(2, 64)], array.To<double>().ToArray());
        Assert.Throws<OverflowException>(() => array.To<ulong>());
        Assert.Throws<OverflowException>(() => NdArray.FromArray(new object?[] { BigInteger.Pow(10, 400) }).To<double>());
        Assert.Equal([(nint)5], NdArray.FromArray(new object?[] { 5L }).To<nint>().ToArray());
    }

    /// <summary>Rounded to nearest, as by NumPy 2.4.6: beside a tie, at it, and where the rounding carries.</summary>
    [Theory]
    [InlineData("1000000000000000000000000000000", 1e30, 1e30f)]
    [InlineData("-10000000000000000000000007", -1.0000000000000000e25, -9.9999998e24f)]
    [InlineData("18446744073709553665", 1.8446744073709556e19, 1.8446744073709552e19f)]
    [InlineData("18446744073709553664", 1.8446744073709552e19, 1.8446744073709552e19f)]
    [InlineData("18446744073709557760", 1.8446744073709560e19, 1.8446744073709552e19f)]
    [InlineData("36893488147419103231", 3.6893488147419103e19, 3.6893488147419103e19f)]
    [InlineData("-18446744073709551617", -1.8446744073709552e19, -1.8446744073709552e19f)]
    public void To_IntegersBeyond64Bits_AreRoundedToNearest(string number, double expected, float expectedSingle)
    {
        NdArray array = NdArray.FromArray(new object?[] { BigInteger.Parse(number) });

        Assert.Equal([expected], array.To<double>().ToArray());
        Assert.Equal([expected], array.To<Complex>(Casting.Unsafe).ToArray());
        Assert.Equal([expected], array.To(DType.Parse(">f8"), Casting.SameKind).ToArray<double>());
        Assert.Equal([expectedSingle], array.To<float>(Casting.SameKind).ToArray());
        Assert.Equal([expectedSingle], array.To<Complex64>(Casting.Unsafe).ToArray().Select(value => value.Real));
    }

    /// <summary>The greatest double, and the least integer that is rounded to infinity.</summary>
    [Fact]
    public void To_GreatestIntegers_AreLostAtInfinity()
    {
        BigInteger greatest = (BigInteger)double.MaxValue, greatestLong = (BigInteger.Pow(2, 64) - 1) << 16320;

        Assert.Equal([double.MaxValue], NdArray.FromArray(new object?[] { greatest + BigInteger.Pow(2, 970) - 1 }).To<double>().ToArray());
        Assert.Throws<OverflowException>(() => NdArray.FromArray(new object?[] { greatest + BigInteger.Pow(2, 970) }).To<double>(Casting.Unsafe));
        Assert.Equal([LongDouble.FromParts(ulong.MaxValue, 16320, isNegative: false)], NdArray.FromArray(new object?[] { greatestLong + BigInteger.Pow(2, 16319) - 1 }).To<LongDouble>().ToArray());
        Assert.Throws<OverflowException>(() => NdArray.FromArray(new object?[] { greatestLong + BigInteger.Pow(2, 16319) }).To<LongDouble>(Casting.Unsafe));
    }

    /// <summary>As NumPy 2.4.6 prints them; a detour by double would end in 55712e+19, and 10^400 would be lost.</summary>
    [Fact]
    public void To_IntegersBeyond64Bits_KeepTheDigitsOfLongDoubles()
    {
        NdArray array = NdArray.FromArray(new object?[] { BigInteger.Pow(2, 64) + 2049, BigInteger.Pow(10, 30), -BigInteger.Pow(10, 400) });

        Assert.Equal(["1.8446744073709553664e+19", "1e+30", "-1e+400"], array.To<LongDouble>().ToArray().Select(value => value.ToString()));
    }

    /// <summary>Every type of C#'s that is an integer counts as Python's, where an object array holds one.</summary>
    [Fact]
    public void To_IntegersOfEveryCSharpType_AreTheNumber()
    {
        object[] integers = [(sbyte)5, (byte)5, (short)5, (ushort)5, 5, 5u, 5L, 5ul, (nint)5, (nuint)5, (Int128)5, (UInt128)5, (BigInteger)5];
        foreach (object integer in integers)
        {
            NdArray array = NdArray.FromArray(new object?[] { integer });
            Assert.Equal([5], array.To<int>().ToArray());
            Assert.Equal([5ul], array.To<ulong>().ToArray());
            Assert.Equal([(Int128)5], array.To<Int128>().ToArray());
            Assert.Equal([(nuint)5], array.To<nuint?>().ToArray().Select(value => value!.Value));
            Assert.Equal([5.0], array.To<double>().ToArray());
            Assert.Equal([(LongDouble)5], array.To<LongDouble>(Casting.Checked).ToArray());
        }

        Assert.Equal([ulong.MaxValue], NdArray.FromArray(new object?[] { (UInt128)ulong.MaxValue }).To<ulong>().ToArray());
        Assert.Throws<OverflowException>(() => NdArray.FromArray(new object?[] { (Int128)ulong.MaxValue + 1 }).To<ulong>());
        Assert.Equal([1.8446744073709552e19], NdArray.FromArray(new object?[] { (UInt128)ulong.MaxValue + 1 }).To<double>(Casting.Checked).ToArray());
        Assert.Equal([-9.223372036854775808e18], NdArray.FromArray(new object?[] { unchecked((nint)long.MinValue) }).To<double>(Casting.Checked).ToArray());
    }

    /// <summary>Floats that C# put into an object array, without NumPy's scalars.</summary>
    [Fact]
    public void To_FloatsOfEveryCSharpType_AreConvertedByTheirDType()
    {
        NdArray halves = NdArray.FromArray(new object?[] { (Half)0.1 }), singles = NdArray.FromArray(new object?[] { 0.1f });

        Assert.Equal([0.0999755859375], halves.To<double>().ToArray());
        Assert.Equal([0.10000000149011612], singles.To<double>().ToArray());
        Assert.Equal([(Half)0.1], singles.To<Half>(Casting.SameKind).ToArray());
        Assert.Throws<InvalidCastException>(() => singles.To<Half>());
        Assert.Equal([0.1f], singles.To<float>(Casting.Equivalent).ToArray());
        Assert.Equal([true], halves.To<bool>(Casting.Unsafe).ToArray());
    }
}
