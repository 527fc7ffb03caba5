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
}
