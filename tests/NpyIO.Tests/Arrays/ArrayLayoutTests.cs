using NpyIO.Arrays;
using Xunit;

namespace NpyIO.Tests.Arrays;

public class ArrayLayoutTests
{
    /// <summary>The flags of NumPy 2.4 for arrays of eight-byte elements.</summary>
    [Theory]
    [InlineData(new long[] { }, new long[] { }, true, true)]
    [InlineData(new long[] { 1 }, new long[] { 99 }, true, true)]
    [InlineData(new long[] { 5 }, new long[] { 8 }, true, true)]
    [InlineData(new long[] { 5 }, new long[] { 4 }, false, false)]
    [InlineData(new long[] { 5 }, new long[] { -8 }, false, false)]
    [InlineData(new long[] { 5 }, new long[] { 0 }, false, false)]
    [InlineData(new long[] { 2, 3 }, new long[] { 24, 8 }, true, false)]
    [InlineData(new long[] { 2, 3 }, new long[] { 8, 16 }, false, true)]
    [InlineData(new long[] { 2, 3 }, new long[] { 24, 16 }, false, false)]
    [InlineData(new long[] { 1, 3 }, new long[] { 7, 8 }, true, true)]
    [InlineData(new long[] { 3, 1 }, new long[] { 8, 7 }, true, true)]
    [InlineData(new long[] { 1, 1 }, new long[] { 1, 2 }, true, true)]
    [InlineData(new long[] { 2, 0 }, new long[] { 5, 7 }, true, true)]
    [InlineData(new long[] { 0, 2 }, new long[] { 1, 1 }, true, true)]
    [InlineData(new long[] { 2, 1, 3 }, new long[] { 24, 99, 8 }, true, false)]
    [InlineData(new long[] { 2, 1, 3 }, new long[] { 8, 99, 16 }, false, true)]
    [InlineData(new long[] { 2, 3, 4 }, new long[] { 96, 32, 8 }, true, false)]
    [InlineData(new long[] { 2, 3, 4 }, new long[] { 8, 16, 48 }, false, true)]
    [InlineData(new long[] { 2, 3, 4 }, new long[] { 32, 64, 8 }, false, false)]
    [InlineData(new long[] { 3, 3 }, new long[] { 0, 8 }, false, false)]
    [InlineData(new long[] { 1, 5, 1 }, new long[] { 0, 8, 0 }, true, true)]
    [InlineData(new long[] { 2, 2 }, new long[] { 16, 8 }, true, false)]
    [InlineData(new long[] { 2, 2 }, new long[] { 8, 16 }, false, true)]
    [InlineData(new long[] { 1, 2, 1, 2 }, new long[] { 3, 16, 3, 8 }, true, false)]
    [InlineData(new long[] { 4, 1 }, new long[] { -8, 8 }, false, false)]
    [InlineData(new long[] { 1 }, new long[] { -8 }, true, true)]
    [InlineData(new long[] { 2, 3, 0, 4 }, new long[] { 0, 0, 0, 0 }, true, true)]
    [InlineData(new long[] { 2, 2, 2 }, new long[] { 32, 16, 8 }, true, false)]
    [InlineData(new long[] { 2, 2, 2 }, new long[] { 8, 16, 32 }, false, true)]
    [InlineData(new long[] { 2, 2, 2 }, new long[] { 16, 32, 8 }, false, false)]
    [InlineData(new long[] { 7 }, new long[] { 16 }, false, false)]
    [InlineData(new long[] { 1, 7 }, new long[] { 8, 8 }, true, true)]
    [InlineData(new long[] { 7, 1 }, new long[] { 8, 56 }, true, true)]
    public void IsContiguous_ShapeAndStrides_AsNumPy(long[] shape, long[] strides, bool c, bool fortran)
    {
        var layout = new ArrayLayout(shape, strides, 0, 8);

        Assert.Equal((c, fortran), (layout.IsCContiguous, layout.IsFortranContiguous));
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, Order.C, new long[] { 24, 8 })]
    [InlineData(new long[] { 2, 3 }, Order.Fortran, new long[] { 8, 16 })]
    [InlineData(new long[] { 1, 3, 1 }, Order.C, new long[] { 24, 8, 8 })]
    [InlineData(new long[] { 1, 3, 1 }, Order.Fortran, new long[] { 8, 8, 24 })]
    [InlineData(new long[] { }, Order.C, new long[] { })]
    public void Contiguous_Strides_AsNumPy(long[] shape, Order order, long[] strides) =>
        Assert.Equal(strides, ArrayLayout.Contiguous(shape, 8, order).Strides.ToArray());

    [Theory]
    [InlineData(new long[] { 4 }, new long[] { -8 }, 24)]
    [InlineData(new long[] { 12 }, new long[] { }, 4)]
    [InlineData(new long[] { 0 }, new long[] { }, 100)]
    [InlineData(new long[] { 0 }, new long[] { 1000 }, 97)]
    [InlineData(new long[] { 2, 3 }, new long[] { 0, 0 }, 92)]
    [InlineData(new long[] { }, new long[] { }, 92)]
    public void ForBuffer_InsideBuffer_IsTaken(long[] shape, long[] strides, long offset) =>
        Assert.Equal(shape, ArrayLayout.ForBuffer(shape, strides, offset, 8, Order.C, 100).Shape.ToArray());

    [Theory]
    [InlineData(new long[] { 5 }, new long[] { -8 }, 24, "An array of shape (5,) and strides (-8,) with items of 8 bytes at offset 24 does not lie inside the buffer of 100 bytes.")]
    [InlineData(new long[] { 12 }, new long[] { }, 5, "An array of shape (12,) and strides (8,) with items of 8 bytes at offset 5 does not lie inside the buffer of 100 bytes.")]
    [InlineData(new long[] { }, new long[] { }, 93, "An array of shape () and strides () with items of 8 bytes at offset 93 does not lie inside the buffer of 100 bytes.")]
    [InlineData(new long[] { 3, 3 }, new long[] { long.MaxValue, long.MinValue }, 0, "An array of shape (3, 3) and strides (9223372036854775807, -9223372036854775808) with items of 8 bytes at offset 0 does not lie inside the buffer of 100 bytes.")]
    [InlineData(new long[] { 0 }, new long[] { }, 101, "The offset 101 is outside the buffer of 100 bytes.")]
    [InlineData(new long[] { 2 }, new long[] { }, -1, "The offset -1 is outside the buffer of 100 bytes.")]
    [InlineData(new long[] { 2, 2 }, new long[] { 8 }, 0, "The strides (8,) are not one for each axis of the shape (2, 2).")]
    [InlineData(new long[] { 2, -2 }, new long[] { }, 0, "The shape (2, -2) has an axis of length -2.")]
    [InlineData(new long[] { 1L << 62, 4, 0 }, new long[] { }, 0, "The shape (4611686018427387904, 4, 0) with items of 8 bytes overflows: its size is beyond 2^63 - 1 bytes.")]
    public void ForBuffer_OutsideBuffer_SaysHow(long[] shape, long[] strides, long offset, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ArrayLayout.ForBuffer(shape, strides, offset, 8, Order.C, 100));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Contiguous_65Axes_IsRefused() =>
        Assert.Equal("An array of 65 axes was asked for; the most is 64.", Assert.Throws<ArgumentException>(() => ArrayLayout.Contiguous(Ones(65), 1)).Message);

    [Fact]
    public void Part_AxesBeyond64_IsRefused() =>
        Assert.Equal("An array of 65 axes was asked for; the most is 64.", Assert.Throws<ArgumentException>(() => ArrayLayout.Contiguous(Ones(64), 2).Part(0, 1, [2])).Message);

    [Theory]
    [InlineData(new int[] { }, new long[] { 4, 3, 2 }, new long[] { 1, 4, 12 })]
    [InlineData(new[] { 1, 0, 2 }, new long[] { 3, 2, 4 }, new long[] { 4, 12, 1 })]
    [InlineData(new[] { -1, 0, -2 }, new long[] { 4, 2, 3 }, new long[] { 1, 12, 4 })]
    public void Transpose_Axes_AsNumPy(int[] axes, long[] shape, long[] strides)
    {
        ArrayLayout layout = ArrayLayout.Contiguous([2, 3, 4], 1).Transpose(axes);

        Assert.Equal(shape, layout.Shape.ToArray());
        Assert.Equal(strides, layout.Strides.ToArray());
    }

    [Theory]
    [InlineData(new[] { 0 }, "1 axis was named to transpose an array of 3 axes.")]
    [InlineData(new[] { 0, 1 }, "2 axes were named to transpose an array of 3 axes.")]
    [InlineData(new[] { 0, 1, 1 }, "Axis 1 was named twice.")]
    [InlineData(new[] { 0, 1, -2 }, "Axis -2 was named twice.")]
    [InlineData(new[] { 0, 1, 3 }, "There is no axis 3 in an array of 3 axes. (Parameter 'axis')")]
    [InlineData(new[] { 0, 1, -4 }, "There is no axis -4 in an array of 3 axes. (Parameter 'axis')")]
    public void Transpose_WrongAxes_SaysWhich(int[] axes, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => ArrayLayout.Contiguous([2, 3, 4], 1).Transpose(axes)).Message);

    [Fact]
    public void OffsetOf_WrongIndex_SaysWhere()
    {
        ArrayLayout layout = ArrayLayout.Contiguous([2, 3], 8);

        Assert.Equal("Index 3 is outside axis 1 of length 3. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => layout.OffsetOf([1, 3])).Message);
        Assert.Equal("Index -1 is outside axis 0 of length 2. In a slice, ^1 counts from the end. (Parameter 'index')", Assert.Throws<ArgumentOutOfRangeException>(() => layout.OffsetOf([-1, 0])).Message);
        Assert.Equal("An index of 1 number was given for an array of 2 axes, of shape (2, 3). An element has an index of 2 numbers; array[1, ..] or At(1) gives the part of shape (3,).", Assert.Throws<ArgumentException>(() => layout.OffsetOf([1])).Message);
        Assert.Equal("An index of 3 numbers was given for an array of only 2 axes, of shape (2, 3).", Assert.Throws<ArgumentException>(() => layout.At([1, 2, 0])).Message);
    }

    private static long[] Ones(int rank)
    {
        var shape = new long[rank];
        Array.Fill(shape, 1);
        return shape;
    }
}
