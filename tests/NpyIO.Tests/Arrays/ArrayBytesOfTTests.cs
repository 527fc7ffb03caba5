using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Typed arrays as bytes, as another dtype or type, and their only element.</summary>
public sealed class ArrayBytesOfTTests
{
    private static NdArray<short> Numbers => new short[,] { { 1, 2 }, { 3, 4 } };

    [Fact]
    public void ToBytes_Orders_AreThoseOfTheUntypedArray()
    {
        Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0], Numbers.ToBytes());
        Assert.Equal([1, 0, 3, 0, 2, 0, 4, 0], Numbers.ToBytes(Order.Fortran));
        Assert.Equal([1, 0, 3, 0, 2, 0, 4, 0], Numbers.Transpose().ToBytes());
        Assert.Equal([0, 1, 0, 2, 0, 3, 0, 4], Numbers.To(DType.Parse(">i2")).As<short>().ToBytes());
        Assert.Equal(8, Numbers.NBytes);
        Assert.Equal(0, NdArray.Create<double>(3, 0).NBytes);
        Assert.Empty(NdArray.Create<double>(3, 0).ToBytes());
    }

    [Fact]
    public void ToBytes_Values_AreWrittenInTheDType()
    {
        NdArray<string> texts = new[] { "a", "bc" };
        NdArray<Datetime64> dates = new[] { new Datetime64(7, DatetimeUnit.Day) };

        Assert.Equal("a\0bc".SelectMany(letter => (byte[])[(byte)letter, 0, 0, 0]), texts.ToBytes());
        Assert.Equal(16, texts.NBytes);
        Assert.Equal([7, 0, 0, 0, 0, 0, 0, 0], dates.ToBytes());
        Assert.Equal(8, dates.NBytes);
        Assert.Throws<InvalidOperationException>(() => ((NdArray<object>)new object[1]).ToBytes());
    }

    [Fact]
    public void GetItem_OneElement_IsIt()
    {
        Assert.Equal((short)3, Numbers.At(1, 0).GetItem());
        Assert.Equal(7, NdArray.FromArray(new[,] { { 7 } }).GetItem());
        Assert.Equal("x", ((NdArray<string>)new[] { "x" }).GetItem());
        Assert.Equal(258, NdArray.FromBuffer([0, 0, 1, 2], DType.Parse(">i4")).As<int>().GetItem());
        Assert.Equal(
            "The array of shape (2, 2) has 4 elements, not exactly one: ToArray gives all of them, and an index one of them.",
            Assert.Throws<InvalidOperationException>(() => Numbers.GetItem()).Message);
        Assert.Equal(
            "The array of shape (0,) has 0 elements, not exactly one: ToArray gives all of them, and an index one of them.",
            Assert.Throws<InvalidOperationException>(() => NdArray.Create<int>(0).GetItem()).Message);
    }

    [Fact]
    public void As_OtherTypeOfTheDType_Shares()
    {
        NdArray<int> numbers = new[] { 5, 6 };

        numbers.As<DayOfWeek>()[1] = DayOfWeek.Monday;

        Assert.Equal([5, 1], numbers.ToArray());
        Assert.Equal("An array of '<i4' cannot be seen as one of double: its elements are int, To<double>() converts them.", Assert.Throws<InvalidCastException>(() => numbers.As<double>()).Message);
    }

    [Fact]
    public void View_OtherNumbers_SharesTheBytes()
    {
        NdArray<float> floats = new[] { 1f, 2 };

        floats.View<int>()[1] = BitConverter.SingleToInt32Bits(5);

        Assert.Equal(5, floats[1]);
        Assert.Equal([2L, 4], floats.Reshape(2, 1).View<byte>().Shape);
        Assert.Equal("NdArray(|S4, (2,))", floats.View(DType.Parse("S4")).Summary);
        Assert.Equal(floats.ToBytes(), floats.View(DType.UInt8).ToBytes());
    }

    [Fact]
    public void View_OfValues_IsRefused()
    {
        NdArray<Datetime64> dates = new[] { new Datetime64(7, DatetimeUnit.Day) };
        NdArray<string> texts = new[] { "a" };

        Assert.Equal(
            "The array holds Datetime64 values, not the bytes of '<M8[D]': ToNdArray() writes those to a new array, which can be seen as long.",
            Assert.Throws<InvalidCastException>(() => dates.View<long>()).Message);
        Assert.Equal("The array holds string values, not the bytes of '<U1': ToNdArray() writes those to a new array.", Assert.Throws<InvalidCastException>(() => texts.View(DType.UInt32)).Message);
        Assert.Throws<InvalidCastException>(() => texts.As<string>());
        Assert.Equal([7], dates.ToNdArray().View<long>().ToArray());
        Assert.Throws<ArgumentNullException>(() => texts.View(null!));
    }

    [Fact]
    public void To_DType_Converts()
    {
        Assert.Equal("NdArray(>f4, (2, 2))", Numbers.To(DType.Parse(">f4")).Summary);
        Assert.Equal([1f, 3, 2, 4], Numbers.Transpose().To(DType.Parse(">f4")).ToArray<float>());
        Assert.Throws<OverflowException>(() => NdArray.FromArray(new[] { 300 }).To(DType.UInt8, Casting.Checked));
    }
}
