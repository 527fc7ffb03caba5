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
        NdArray array = NdArray.FromArray(new[] { 0, 1, 2, 3, 4, 5 });

        array.Reshape(2, -1).Set(9, 1, 0);

        Assert.Equal(9, array.Get<int>(3));
        Assert.Equal([6], array.Reshape((int[])[2, 3]).Reshape(-1).Shape);
    }

    [Fact]
    public void Reshape_Transposed_IsACopyInCOrder()
    {
        NdArray array = NdArray.FromArray(new[,] { { 0, 1, 2 }, { 3, 4, 5 } });

        NdArray flat = array.Transpose().Reshape(6);
        flat.Set(9, 0);

        Assert.Equal([9, 3, 1, 4, 2, 5], flat.ToArray<int>());
        Assert.Equal(0, array.Get<int>(0, 0));
    }

    /// <summary>A part that is not contiguous can be reshaped where it is.</summary>
    [Fact]
    public void Reshape_PartThatIsNotContiguous_IsAViewOfIt()
    {
        NdArray array = NdArray.FromArray(Enumerable.Range(0, 24).ToArray()).Reshape(2, 3, 4);
        NdArray part = array.Transpose(1, 0, 2).At(1);

        NdArray reshaped = part.Reshape(2, 2, -1);
        reshaped.Set(99, 1, 0, 1);

        Assert.Equal([4, 5, 6, 7, 16, 99, 18, 19], reshaped.ToArray<int>());
        Assert.Equal(99, array.Get<int>(1, 1, 1));
        Assert.Equal(99, part.As<int>().Reshape(2, 2, 2)[1, 0, 1]);
    }

    [Theory]
    [InlineData(PythonArrayClass.Array)]
    [InlineData(PythonArrayClass.Matrix)]
    [InlineData(PythonArrayClass.RecordArray)]
    public void Copy_OfAClass_IsOfTheClass(PythonArrayClass type)
    {
        NdArray array = NdArray.FromArray(new[,] { { 1, 2 }, { 3, 4 } }).ToNdArray().WithClass(type);

        Assert.Equal((type, type), (array.PythonClass, array.Copy(Order.Fortran).PythonClass));
        Assert.Same(array, array.WithClass(type));
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
        Assert.Equal("Elements of '<i4' can be seen as '<i2', of another size, only where the last axis is contiguous: call Copy() first.", Message(array.Transpose(), "<i2"));
        Assert.Equal("A 0-d array of '<i4' can be seen only as items of its 4 bytes; '<i2' has 2.", Message(array.At(0, 0), "<i2"));
    }

    /// <summary>A part of an array begins where it does, whatever it is seen as.</summary>
    [Fact]
    public void View_OfAPart_BeginsThere()
    {
        NdArray array = NdArray.FromArray(new[,] { { 1, 2 }, { 3, 0x00050004 } });

        Assert.Equal([3, 0, 4, 5], array.At(1).View<short>().ToArray());
        Assert.Equal([3L + (0x00050004L << 32)], array.At(1).View<long>().ToArray());
        Assert.Equal([3u, 0x00050004u], array.At(1).View<uint>().ToArray());
        Assert.Equal([(byte)3, (byte)0, (byte)0, (byte)0, (byte)4, (byte)0, (byte)5, (byte)0], array.At(1).View(DType.UInt8).ToArray<byte>());
        Assert.Equal(0x00050004u, array.At(1, 1).View<uint>()[[]]);
        array.At(1).View<short>()[3] = 7;
        Assert.Equal(0x00070004, array.Get<int>(1, 1));
    }

    /// <summary>Of an axis of one element, or of no elements at all, the stride says nothing.</summary>
    [Fact]
    public void View_OtherSizeOfOneElementOrNone_IsTakenWhateverItsStride()
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        var single = new NdArray(DType.UInt32, [2, 1], bytes, 0, [16, 7]);
        var none = new NdArray(DType.UInt32, [0, 3], bytes, 0, [4, 7]);

        Assert.Equal([2L, 2], single.View(DType.UInt16).Shape);
        Assert.Equal([(ushort)0x0100, (ushort)0x0302, (ushort)0x1110, (ushort)0x1312], single.View(DType.UInt16).ToArray<ushort>());
        Assert.Equal([0L, 6], none.View(DType.UInt16).Shape);
    }

    [Fact]
    public void Transpose_64AxesNamed_AreEachTakenOnce()
    {
        long[] shape = [.. Enumerable.Repeat(1L, 62), 2, 3];
        NdArray array = NdArray.FromArray(new[] { 0, 1, 2, 3, 4, 5 }).Reshape(shape);
        int[] axes = [63, .. Enumerable.Range(0, 63)];

        Assert.Equal([3L, .. shape[..63]], array.Transpose(axes).Shape.ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], array.Transpose(axes).ToArray<int>());
        Assert.Equal([0, 3, 1, 4, 2, 5], array.Transpose([-1, .. axes[1..]]).ToArray<int>());
        Assert.Equal("Axis 62 was named twice.", Assert.Throws<ArgumentException>(() => array.Transpose([62, .. axes[1..]])).Message);
        Assert.Equal("Axis 31 was named twice.", Assert.Throws<ArgumentException>(() => array.Transpose([.. axes[..63], 31])).Message);
        Assert.StartsWith("There is no axis 64 in an array of 64 axes.", Assert.Throws<ArgumentOutOfRangeException>(() => array.Transpose([64, .. axes[1..]])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There is no axis -65 in an array of 64 axes.", Assert.Throws<ArgumentOutOfRangeException>(() => array.Transpose([-65, .. axes[1..]])).Message, StringComparison.Ordinal);
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

    /// <summary>The caller's shape and strides can be used for something else afterwards.</summary>
    [Fact]
    public void Shape_OfTheCaller_IsCopied()
    {
        long[] shape = [2, 3], strides = [3, 1];
        NdArray[] arrays =
        [
            NdArray.Create(DType.UInt8, shape),
            NdArray.Create<byte>(shape),
            new(DType.UInt8, shape, new byte[6]),
            new(DType.UInt8, shape, new byte[6], strides: strides),
            NdArray.FromArray(new byte[6]).Reshape(shape),
            ((NdArray<byte>)new byte[6]).Reshape(shape),
            NdArray.FromArray(new byte[3, 2]).Transpose().Reshape(3, 2).Transpose().Reshape(shape),
        ];
        NpyHeader header = new(DType.UInt8, shape);
        DType subArray = DType.SubArray(DType.UInt8, shape);
        SparseMatrix sparse = SparseMatrix.Coo(shape, new[] { 1 }, new[] { 0 }, new[] { 0 });

        (shape[0], shape[1], strides[0]) = (7, 8, 9);

        Assert.All(arrays, array => Assert.Equal([2L, 3], array.Shape));
        Assert.Equal([3L, 1], arrays[3].Strides);
        Assert.Equal([2L, 3], header.Shape);
        Assert.Equal([2L, 3], subArray.Shape);
        Assert.Equal([2L, 3], sparse.Shape);
    }

    [Fact]
    public void Summary_OfAny_SaysDTypeAndShape()
    {
        Assert.Equal("NdArray(float64, (2, 3))", ((NdArray)new double[2, 3]).Summary);
        Assert.Equal("NdArray<double>(float64, (2,))", ((NdArray<double>)new double[2]).Summary);
    }

    private static string Message(NdArray array, string type) => Assert.Throws<ArgumentException>(() => array.View(DType.Parse(type))).Message;
}
