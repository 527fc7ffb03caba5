using System.Numerics.Tensors;
using CsCheck;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>The elements as C#'s own arrays: rectangular, jagged, tensors.</summary>
public sealed class ArrayShapeTests
{
    private static readonly int[,,] Cube = { { { 0, 1, 2, 3 }, { 4, 5, 6, 7 }, { 8, 9, 10, 11 } }, { { 12, 13, 14, 15 }, { 16, 17, 18, 19 }, { 20, 21, 22, 23 } } };

    private static NdArray<int> Numbers => Enumerable.Range(0, 24).ToArray();

    [Fact]
    public void ToArray_EveryRank_HasShapeAndElements()
    {
        Assert.Equal(new[,] { { 0, 1, 2 }, { 3, 4, 5 } }, Numbers.Reshape(4, 2, 3).At(0).ToArray2D());
        Assert.Equal(Cube, Numbers.Reshape(2, 3, 4).ToArray3D());
        Assert.Equal(new int[,,,] { { { { 0, 1 } }, { { 2, 3 } } } }, Numbers.Reshape(6, 1, 2, 1, 2).At(0).ToArray4D());
        Assert.Equal(Cube, Numbers.Reshape(2, 3, 4).ToNdArray().ToArray3D<int>());
        Assert.Equal(new[,] { { 23 } }, Numbers.Reshape(24, 1, 1).ToNdArray().At(23).ToArray2D<int>());
        Assert.Equal(23, Numbers.Reshape(1, 2, 3, 4).ToNdArray().ToArray4D<int>()[0, 1, 2, 3]);
    }

    [Fact]
    public void ToArray2D_AnyStrides_IsInCOrder()
    {
        int[] memory = [0, 1, 2, 3, 4, 5];
        var buffer = new byte[24];
        Buffer.BlockCopy(memory, 0, buffer, 0, 24);

        Assert.Equal(new[,] { { 0, 3 }, { 1, 4 }, { 2, 5 } }, ((NdArray<int>)memory).Reshape(2, 3).Transpose().ToArray2D());
        Assert.Equal(new[,] { { 5, 4, 3 }, { 2, 1, 0 } }, Seen([2, 3], 20, [-12, -4]).ToArray2D());
        Assert.Equal(new[,] { { 1, 1, 1 }, { 3, 3, 3 } }, Seen([2, 3], 4, [8, 0]).ToArray2D());
        Assert.Equal(new[,] { { 0, 2 }, { 1, 3 } }, Seen([2, 2], 0, [4, 8]).ToArray2D());

        NdArray<int> Seen(long[] shape, long offset, long[] strides) => new NdArray(DType.Int32, shape, buffer, offset, strides).As<int>();
    }

    [Fact]
    public void ToArray2D_OfForeignByteOrder_IsNative()
    {
        NdArray swapped = NdArray.FromArray(new[,] { { 1.5, 2 }, { 3, 4 } }).To(DType.Parse(">f8"));

        Assert.Equal(new[,] { { 1.5, 2 }, { 3, 4 } }, swapped.As<double>().ToArray2D());
        Assert.Equal(new[,] { { 1.5, 3 }, { 2, 4 } }, swapped.Transpose().ToArray2D<double>());
        Assert.Equal([[1.5, 2], [3, 4]], swapped.ToJagged<double>());
    }

    [Fact]
    public void ToArray2D_OfBoolBytes_IsNormalised()
    {
        byte[] bytes = [0, 1, 2, 255];
        bool[,] flags = NdArray.FromBuffer<bool>(bytes).Reshape(2, 2).ToArray2D();

        Assert.Equal(new[,] { { false, true }, { true, true } }, flags);

        // By their bytes: any non-zero one is equal to true for if, but not for ==.
        Assert.All(flags.Cast<bool>().Skip(1), flag => Assert.Equal(1, System.Runtime.CompilerServices.Unsafe.BitCast<bool, byte>(flag)));
        Assert.All(NdArray.FromBuffer<bool>(bytes).Reshape(2, 2).ToJagged()[1], flag => Assert.Equal(1, System.Runtime.CompilerServices.Unsafe.BitCast<bool, byte>(flag)));
    }

    [Fact]
    public void ToArray_OfWhatIsNotBytes_HasTheValues()
    {
        NdArray texts = Npy.Load(Npy.Save(new[,] { { "a", "bc" }, { "", "d" } }));
        NdArray dates = NdArray.FromArray(new Datetime64[,] { { new(1, DatetimeUnit.Day), new(2, DatetimeUnit.Day) } });
        NdArray objects = NdArray.FromObjects(new object?[,] { { 1L, null }, { "x", 2.5 } });
        NdArray records = NdArray.Create(DType.Parse("[('a', 'i2'), ('b', '<f4')]"), 1, 2);
        records["b"].Set(0.5f, 0, 1);

        Assert.Equal(new[,] { { "a", "bc" }, { "", "d" } }, texts.ToArray2D<string>());
        Assert.Equal([["a", "bc"], ["", "d"]], texts.ToJagged<string>());
        Assert.Equal(new[,] { { "a", "" }, { "bc", "d" } }, texts.To<string>().Transpose().ToArray2D());
        Assert.Equal(new[,] { { 1L, 2 } }, dates.ToArray2D<long>());
        Assert.Equal(new Datetime64(2, DatetimeUnit.Day), dates.ToArray2D<Datetime64>()[0, 1]);
        Assert.Equal(new object?[,] { { 1L, null }, { "x", 2.5 } }, objects.ToArray2D<object?>());
        Assert.Equal(new[,] { { 0, 0.5f } }, records["b"].ToArray2D<float>());
        Assert.Equal([0, 0, 0, 0, 0, 0], records.ToArray2D<byte[]>()[0, 0]);
        Assert.Equal("x", objects.ToTensor<object>()[1, 0]);
    }

    [Fact]
    public void ToArray_WithoutElements_KeepsItsLengths()
    {
        Assert.Equal((0, 3), Lengths(NdArray.Create<int>(0, 3).ToArray2D()));
        Assert.Equal((3, 0), Lengths(NdArray.Create(DType.String(1), 3, 0).ToArray2D<string>()));
        Assert.Equal([[], [], []], NdArray.Create<int>(3, 0).ToJagged());
        Assert.Empty(NdArray.Create<int>(0, 3).ToJagged());
        Assert.Equal([[[], []]], NdArray.Create<bool>(1, 2, 0).ToJagged3D());
        Assert.Equal([0, 3], NdArray.Create<int>(0, 3).ToTensor().Lengths);

        static (int, int) Lengths(Array array) => (array.GetLength(0), array.GetLength(1));
    }

    [Fact]
    public void ToJagged_Ranks_AreRowsAndPlanes()
    {
        NdArray<int> cube = Numbers.Reshape(2, 3, 4);

        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], cube.At(0).ToJagged());
        Assert.Equal([[0, 12], [1, 13]], cube.Reshape(2, 12).Transpose().ToJagged()[..2]);
        Assert.Equal([[[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]], [[12, 13, 14, 15], [16, 17, 18, 19], [20, 21, 22, 23]]], cube.ToJagged3D());
        Assert.Equal([[[0, 12], [4, 16], [8, 20]]], cube.ToNdArray().Transpose().ToJagged3D<int>()[..1]);
    }

    [Fact]
    public void ToArray_IsACopy()
    {
        int[] memory = [1, 2, 3, 4];
        NdArray<int> array = ((NdArray<int>)memory).Reshape(2, 2);
        int[,] rectangle = array.ToArray2D();
        int[][] rows = array.ToJagged();
        Tensor<int> tensor = array.ToTensor();

        rectangle[0, 0] = rows[0][0] = tensor[0, 0] = 9;

        Assert.Equal(1, memory[0]);
    }

    [Fact]
    public void ToTensor_Shapes_AreTheArrays()
    {
        Tensor<int> tensor = Numbers.Reshape(2, 3, 4).Transpose().ToTensor();
        Tensor<int> single = Numbers.At(5).ToTensor();

        Assert.Equal([4, 3, 2], tensor.Lengths);
        Assert.Equal([6, 2, 1], tensor.Strides);
        Assert.Equal(12 + 2 * 4 + 3, tensor[3, 2, 1]);
        Assert.Equal([1], single.Lengths);
        Assert.Equal(5, single[0]);
        Assert.Equal(24, Numbers.ToNdArray().ToTensor<int>().FlattenedLength);
    }

    [Fact]
    public void ToArray_OfOtherRank_SaysWhatToCall()
    {
        NdArray<int> cube = Numbers.Reshape(2, 3, 4);

        Assert.Equal(
            "ToArray2D() copies an array of 2 axes, and this one has 3 axes, of shape (2, 3, 4): ToArray3D() copies it, At(…) takes a part of 2 axes, and Reshape gives it 2.",
            Refusal(() => cube.ToArray2D()));
        Assert.Equal(
            "ToArray3D() copies an array of 3 axes, and this one has 1 axis, of shape (24,): ToArray() copies it, and Reshape gives it 3.",
            Refusal(() => Numbers.ToNdArray().ToArray3D<int>()));
        Assert.Equal(
            "ToArray4D() copies an array of 4 axes, and this one has 0 axes, of shape (): GetItem() gives its element, and Reshape gives it 4.",
            Refusal(() => Numbers.At(0).ToArray4D()));
        Assert.Equal(
            "ToArray2D() copies an array of 2 axes, and this one has 5 axes, of shape (1, 1, 2, 3, 4): ToArray() copies it flat, At(…) takes a part of 2 axes, and Reshape gives it 2.",
            Refusal(() => cube.Reshape(1, 1, 2, 3, 4).ToArray2D()));
        Assert.Equal(
            "ToArray2D() copies an array of 2 axes, and this one has 4 axes, of shape (1, 2, 3, 4): ToArray4D() copies it, At(…) takes a part of 2 axes, and Reshape gives it 2.",
            Refusal(() => cube.Reshape(1, 2, 3, 4).ToArray2D()));
        Assert.Equal(
            "ToJagged() copies an array of 2 axes, and this one has 3 axes, of shape (2, 3, 4): ToJagged3D() copies it, At(…) takes a part of 2 axes, and Reshape gives it 2.",
            Refusal(() => cube.ToJagged()));
        Assert.Equal(
            "ToJagged3D() copies an array of 3 axes, and this one has 2 axes, of shape (3, 4): ToJagged() copies it, and Reshape gives it 3.",
            Refusal(() => cube.At(0).ToJagged3D()));
    }

    /// <summary>Views of one element: strides of zero make any shape of it.</summary>
    [Fact]
    public void ToArray_BeyondWhatTheClrHolds_SaysSo()
    {
        Assert.Equal(
            "Axis 1 of shape (1, 2147483592) is longer than an axis of a CLR array can be (2147483591): At(…) takes a part.",
            Refusal(() => Broadcast(1, 2147483592).ToArray2D()));
        Assert.Equal("Axis 0 of shape (3000000000, 1) is longer than an axis of a CLR array can be (2147483591): At(…) takes a part.", Refusal(() => Broadcast(3_000_000_000, 1).ToJagged()));
        Assert.Equal("The array has 4295098369 elements, a byte[,] at most 4294967295: At(…) takes a part.", Refusal(() => Broadcast(65537, 65537).ToArray2D()));
        Assert.Equal("The array has 4295098369 elements, a byte[] at most 2147483591.", Refusal(() => Broadcast(65537, 65537).ToTensor()));

        static NdArray<byte> Broadcast(params long[] shape) => new NdArray(DType.UInt8, shape, new byte[1], 0, new long[shape.Length]).As<byte>();
    }

    /// <summary>A file of 128 bytes can claim any number of rows without elements.</summary>
    [Fact]
    public void ToJagged_RowsWithoutElements_AreNotMadeOnAClaim()
    {
        Assert.Equal("The array has 2000000000 rows without elements; at most 16777216 can be created.", Refusal(() => NdArray.Create<int>(2_000_000_000, 0).ToJagged()));
        Assert.Equal("The array has 4000000000 rows without elements; at most 16777216 can be created.", Refusal(() => NdArray.Create<int>(2, 2_000_000_000, 0).ToJagged3D()));
        Assert.Equal(2_000_000_000, NdArray.Create<int>(2_000_000_000, 0).ToArray2D().GetLength(0));
        Allocations.AreLittle(() => Refusal(() => NdArray.Create<int>(2_000_000_000, 0).ToJagged()));
    }

    [Fact]
    public void ToArray_OfOtherType_IsRefusedAsByToArray()
    {
        NdArray array = Numbers.Reshape(2, 3, 4);
        string expected = Assert.Throws<InvalidCastException>(() => array.ToArray<double>()).Message;

        Assert.Equal("An array of '<i4' cannot be seen as one of double: its elements are int, To<double>() converts them.", expected);
        Assert.Equal(expected, Assert.Throws<InvalidCastException>(() => array.ToArray2D<double>()).Message);
        Assert.Equal(expected, Assert.Throws<InvalidCastException>(() => array.ToArray3D<double>()).Message);
        Assert.Equal(expected, Assert.Throws<InvalidCastException>(() => array.ToArray4D<double>()).Message);
        Assert.Equal(expected, Assert.Throws<InvalidCastException>(() => array.ToJagged<double>()).Message);
        Assert.Equal(expected, Assert.Throws<InvalidCastException>(() => array.ToJagged3D<double>()).Message);
        Assert.Equal(expected, Assert.Throws<InvalidCastException>(() => array.ToTensor<double>()).Message);
    }

    /// <summary>Whatever the layout, every shape has the elements that the indexer has.</summary>
    [Fact]
    public void ToArray_RandomLayouts_AreTheElements() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Shuffle((int[])[0, 1, 2]), Gen.Bool).Sample((a, b, c, axes, isSwapped) =>
        {
            NdArray stored = NdArray.FromArray(Enumerable.Range(0, a * b * c).ToArray()).Reshape(a, b, c).Transpose(axes);
            NdArray<int> array = (isSwapped ? stored.To(DType.Parse(">i4")) : stored).As<int>();
            int[,,] cube = array.ToArray3D();
            int[][][] jagged = array.ToJagged3D();

            int[] expected = array.ToArray();
            Assert.Equal(array.Shape, [cube.GetLength(0), cube.GetLength(1), cube.GetLength(2)]);
            Assert.Equal(expected, cube.Cast<int>());
            Assert.Equal(expected, jagged.SelectMany(plane => plane.SelectMany(row => row)));
            Assert.Equal(expected, array.ToTensor().ToArray());
        });

    private static string Refusal(Func<object> action) => Assert.Throws<InvalidOperationException>(action).Message;
}
