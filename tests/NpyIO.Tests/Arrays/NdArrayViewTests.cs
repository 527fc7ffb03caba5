using Xunit;

namespace NpyIO.Tests.Arrays;

public class NdArrayViewTests
{
    [Fact]
    public void Field_OfRecords_SharesTheirBytes()
    {
        DType dtype = DType.Parse("[('a', 'u1'), (('title', 'b'), '>i4', (2, 3)), ('c', [('x', '<f8'), ('y', 'S2')])]");
        var array = NdArray.Create(dtype, 2, 4);

        array["b"].Set(7, 1, 2, 1, 0);
        array["c"]["x"].Set(2.5, 0, 3);

        Assert.Equal([2, 4, 2, 3], array["b"].Shape);
        Assert.Equal([140, 35, 12, 4], array["b"].Strides);
        Assert.Equal(7, array.At(1, 2)["title"].Get<int>(1, 0));
        Assert.Equal(2.5, array.At(0)["c"].At(3)["x"].Get<double>());
        Assert.Equal([0, 0, 0, 7], array.ToBytes()[(6 * 35 + 1 + 12)..(6 * 35 + 1 + 16)]);
    }

    [Fact]
    public void Field_NotThere_SaysWhichAre()
    {
        Assert.Equal("There is no field 'z'; there are: 'f0', 'f1'.", Assert.Throws<ArgumentException>(() => NdArray.Create(DType.Parse("i4,f8"), 1)["z"]).Message);
        Assert.Equal("There is no field 'z': elements of '<f8' are not records.", Assert.Throws<ArgumentException>(() => NdArray.Create(DType.Parse("f8"), 1)["z"]).Message);
    }

    [Fact]
    public void Field_TooManyAxes_IsRefused()
    {
        var shape = new long[64];
        Array.Fill(shape, 1);
        var array = NdArray.Create(DType.Parse("[('a', '<i4', (2,))]"), shape);

        Assert.Equal(64, array.Rank);
        Assert.Equal("An array of 65 axes was asked for; the most is 64.", Assert.Throws<ArgumentException>(() => array["a"]).Message);
    }

    [Fact]
    public void At_LeadingAxes_IsAViewOfTheRest()
    {
        var numbers = new int[2, 3];
        NdArray array = NdArray.FromArray(numbers);

        array.At(1).Set(4, 2);
        array.At(1, 0).Set(5);

        Assert.Equal(4, numbers[1, 2]);
        Assert.Equal(5, numbers[1, 0]);
        Assert.Equal([2, 3], array.At().Shape);
        Assert.Equal(0, array.At(1, 0).Rank);
    }

    [Fact]
    public void Reshape_Contiguous_IsAView()
    {
        var array = NdArray.FromArray(new[] { 0, 1, 2, 3, 4, 5 });

        array.Reshape(2, -1).Set(9, 1, 0);

        Assert.Equal(9, array.Get<int>(3));
        Assert.Equal([6], array.Reshape((int[])[2, 3]).Reshape(-1).Shape);
    }

    [Fact]
    public void Reshape_Transposed_IsACopyInCOrder()
    {
        var array = NdArray.FromArray(new[,] { { 0, 1, 2 }, { 3, 4, 5 } });

        NdArray flat = array.Transpose().Reshape(6);
        flat.Set(9, 0);

        Assert.Equal([9, 3, 1, 4, 2, 5], flat.ToArray<int>());
        Assert.Equal(0, array.Get<int>(0, 0));
    }

    [Fact]
    public void Transpose_64Axes_ReadsTheSameElements()
    {
        var shape = new long[64];
        Array.Fill(shape, 1);
        (shape[0], shape[63]) = (2, 3);
        NdArray array = NdArray.FromArray(new[] { 0, 1, 2, 3, 4, 5 }).Reshape(shape);
        var index = new long[64];
        (index[0], index[63]) = (2, 1);

        Assert.Equal(5, array.Transpose().Get<int>(index));
        Assert.Equal([0, 3, 1, 4, 2, 5], array.Transpose().ToArray<int>());
    }

    /// <summary>Shapes that NumPy 2.4 gives for <c>np.zeros((2,3,4),'i4').view(...)</c>.</summary>
    [Theory]
    [InlineData("<i8", new long[] { 2, 3, 2 })]
    [InlineData("<i2", new long[] { 2, 3, 8 })]
    [InlineData("<f4", new long[] { 2, 3, 4 })]
    [InlineData("S16", new long[] { 2, 3, 1 })]
    public void View_OtherSize_ChangesTheLastAxis(string type, long[] shape) =>
        Assert.Equal(shape, NdArray.FromArray(new int[2, 3, 4]).View(DType.Parse(type)).Shape);

    [Fact]
    public void View_WhatCannotBe_SaysWhy()
    {
        NdArray array = NdArray.FromArray(new int[2, 3]);

        Assert.Equal("3 elements of 4 bytes ('<i4') along the last axis are not whole items of 8 bytes ('<i8').", Message(array, "<i8"));
        Assert.Equal("3 elements of 4 bytes ('<i4') along the last axis are not whole items of 3 bytes ('|S3').", Message(array, "S3"));
        Assert.Equal("3 elements of 4 bytes ('<i4') along the last axis are not whole items of 0 bytes ('|V0').", Message(array, "V0"));
        Assert.Equal("Elements of '<i4' can be seen as '<i2', of another size, only where those of the last axis lie one behind another: call Copy() first.", Message(array.Transpose(), "<i2"));
        Assert.Equal("A 0-d array of '<i4' can be seen only as items of its 4 bytes; '<i2' has 2.", Message(array.At(0, 0), "<i2"));
    }

    [Fact]
    public void View_AsOtherNumber_KeepsTheByteOrder()
    {
        var dates = NdArray.FromBuffer(new byte[] { 0, 0, 0, 0, 0, 0, 1, 2 }, DType.Parse(">M8[s]"));
        var number = NdArray.FromBuffer(new byte[] { 0x3f, 0x80, 0, 0 }, DType.Parse(">f4"));

        Assert.Equal([258], dates.View<long>().ToArray());
        Assert.Equal([0x3f800000u], number.View<uint>().ToArray());
        Assert.Equal([0x803fu], number.View(DType.Parse("<u4")).ToArray<uint>());
    }

    [Fact]
    public void ToString_OfAny_SaysDTypeAndShape()
    {
        Assert.Equal("NdArray(float64, (2, 3))", NdArray.FromArray(new double[2, 3]).ToString());
        Assert.Equal("NdArray<double>(float64, (2,))", ((NdArray<double>)new double[2]).ToString());
    }

    private static string Message(NdArray array, string type) => Assert.Throws<ArgumentException>(() => array.View(DType.Parse(type))).Message;
}
