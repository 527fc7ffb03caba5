using NpyIO.Arrays;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>The strides that NumPy 2.4 gives after reshape, for arrays of four-byte elements; null where NumPy copies.</summary>
public class ArrayLayoutReshapeTests
{
    [Theory]
    [InlineData("c", new long[] { 4, 6, 5 }, new long[] { 120, 20, 4 }, new long[] { -1 }, new long[] { 4 })]
    [InlineData("c", new long[] { 4, 6, 5 }, new long[] { 120, 20, 4 }, new long[] { 24, -1 }, new long[] { 20, 4 })]
    [InlineData("c", new long[] { 4, 6, 5 }, new long[] { 120, 20, 4 }, new long[] { 3, 2, -1 }, new long[] { 160, 80, 4 })]
    [InlineData("c", new long[] { 4, 6, 5 }, new long[] { 120, 20, 4 }, new long[] { 2, 2, 6, -1 }, new long[] { 240, 120, 20, 4 })]
    [InlineData("c", new long[] { 4, 6, 5 }, new long[] { 120, 20, 4 }, new long[] { -1, 3, 5 }, new long[] { 60, 20, 4 })]
    [InlineData("c", new long[] { 4, 6, 5 }, new long[] { 120, 20, 4 }, new long[] { 2, 2, 3, 2, -1, 1 }, new long[] { 240, 120, 40, 20, 4, 4 })]
    [InlineData("f", new long[] { 4, 6, 5 }, new long[] { 4, 16, 96 }, new long[] { 2, -1 }, null)]
    [InlineData("f", new long[] { 4, 6, 5 }, new long[] { 4, 16, 96 }, new long[] { -1, 1 }, null)]
    [InlineData("f", new long[] { 4, 6, 5 }, new long[] { 4, 16, 96 }, new long[] { 2, 2, 6, -1 }, new long[] { 8, 4, 16, 96 })]
    [InlineData("f", new long[] { 4, 6, 5 }, new long[] { 4, 16, 96 }, new long[] { 4, 6, 5, 1 }, new long[] { 4, 16, 96, 96 })]
    [InlineData("f", new long[] { 4, 6, 5 }, new long[] { 4, 16, 96 }, new long[] { 2, 2, 3, 2, -1, 1 }, new long[] { 8, 4, 32, 16, 96, 96 })]
    [InlineData("t", new long[] { 5, 6, 4 }, new long[] { 4, 20, 120 }, new long[] { 24, -1 }, null)]
    [InlineData("t", new long[] { 5, 6, 4 }, new long[] { 4, 20, 120 }, new long[] { 5, 6, 4 }, new long[] { 4, 20, 120 })]
    [InlineData("t", new long[] { 5, 6, 4 }, new long[] { 4, 20, 120 }, new long[] { -1, 3, 5 }, null)]
    [InlineData("swap01", new long[] { 6, 4, 5 }, new long[] { 20, 120, 4 }, new long[] { 2, -1 }, null)]
    [InlineData("swap01", new long[] { 6, 4, 5 }, new long[] { 20, 120, 4 }, new long[] { 4, -1 }, null)]
    [InlineData("swap01", new long[] { 6, 4, 5 }, new long[] { 20, 120, 4 }, new long[] { 4, 30 }, null)]
    [InlineData("swap01", new long[] { 6, 4, 5 }, new long[] { 20, 120, 4 }, new long[] { 6, 4, 5 }, new long[] { 20, 120, 4 })]
    [InlineData("swap12", new long[] { 4, 5, 6 }, new long[] { 120, 4, 20 }, new long[] { -1, 5 }, null)]
    [InlineData("swap12", new long[] { 4, 5, 6 }, new long[] { 120, 4, 20 }, new long[] { 1, -1 }, null)]
    [InlineData("step0", new long[] { 2, 6, 5 }, new long[] { 240, 20, 4 }, new long[] { 2, -1 }, new long[] { 240, 4 })]
    [InlineData("step0", new long[] { 2, 6, 5 }, new long[] { 240, 20, 4 }, new long[] { 4, -1 }, null)]
    [InlineData("step0", new long[] { 2, 6, 5 }, new long[] { 240, 20, 4 }, new long[] { 2, 3, 1, -1 }, new long[] { 240, 40, 40, 4 })]
    [InlineData("step1", new long[] { 4, 3, 5 }, new long[] { 120, 40, 4 }, new long[] { -1, 5 }, new long[] { 40, 4 })]
    [InlineData("step1", new long[] { 4, 3, 5 }, new long[] { 120, 40, 4 }, new long[] { 3, 2, -1 }, null)]
    [InlineData("step1", new long[] { 4, 3, 5 }, new long[] { 120, 40, 4 }, new long[] { 1, -1 }, null)]
    [InlineData("step1", new long[] { 4, 3, 5 }, new long[] { 120, 40, 4 }, new long[] { -1, 3, 5 }, new long[] { 120, 40, 4 })]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { 2, -1 }, null)]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { 4, -1 }, null)]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { 24, -1 }, new long[] { 20, 8 })]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { 1, -1 }, null)]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { 2, 2, 6, -1 }, new long[] { 240, 120, 20, 8 })]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { -1, 6, 3 }, new long[] { 120, 20, 8 })]
    [InlineData("step2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 8 }, new long[] { 2, 2, 3, 2, -1, 1 }, new long[] { 240, 120, 40, 20, 8, 8 })]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { -1 }, null)]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { 2, -1 }, null)]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { 4, -1 }, new long[] { -120, 4 })]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { 4, 30 }, new long[] { -120, 4 })]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { 2, 2, 6, -1 }, new long[] { -240, -120, 20, 4 })]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { 4, 6, 5, 1 }, new long[] { -120, 20, 4, 4 })]
    [InlineData("neg0", new long[] { 4, 6, 5 }, new long[] { -120, 20, 4 }, new long[] { 2, 2, 3, 2, -1, 1 }, new long[] { -240, -120, 40, 20, 4, 4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { -1 }, null)]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { 24, -1 }, new long[] { 20, -4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { -1, 5 }, new long[] { 20, -4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { 2, 2, 6, -1 }, new long[] { 240, 120, 20, -4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { 6, 4, 5 }, new long[] { 80, 20, -4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { -1, 3, 5 }, new long[] { 60, 20, -4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { 4, 6, 5, 1 }, new long[] { 120, 20, -4, -4 })]
    [InlineData("neg2", new long[] { 4, 6, 5 }, new long[] { 120, 20, -4 }, new long[] { 2, 2, 3, 2, -1, 1 }, new long[] { 240, 120, 40, 20, -4, -4 })]
    [InlineData("one1", new long[] { 4, 1, 5 }, new long[] { 120, 20, 4 }, new long[] { -1 }, null)]
    [InlineData("one1", new long[] { 4, 1, 5 }, new long[] { 120, 20, 4 }, new long[] { 4, -1 }, new long[] { 120, 4 })]
    [InlineData("one1", new long[] { 4, 1, 5 }, new long[] { 120, 20, 4 }, new long[] { -1, 5 }, new long[] { 120, 4 })]
    [InlineData("one02", new long[] { 1, 6, 1 }, new long[] { 120, 20, 4 }, new long[] { -1 }, new long[] { 20 })]
    [InlineData("one02", new long[] { 1, 6, 1 }, new long[] { 120, 20, 4 }, new long[] { 2, -1 }, new long[] { 60, 20 })]
    [InlineData("one02", new long[] { 1, 6, 1 }, new long[] { 120, 20, 4 }, new long[] { 3, 2, -1 }, new long[] { 40, 20, 20 })]
    [InlineData("one02", new long[] { 1, 6, 1 }, new long[] { 120, 20, 4 }, new long[] { 1, -1 }, new long[] { 120, 20 })]
    [InlineData("one02", new long[] { 1, 6, 1 }, new long[] { 120, 20, 4 }, new long[] { -1, 1 }, new long[] { 20, 20 })]
    [InlineData("one02", new long[] { 1, 6, 1 }, new long[] { 120, 20, 4 }, new long[] { 2, 3, 1, -1 }, new long[] { 60, 20, 20, 20 })]
    [InlineData("cut2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 4 }, new long[] { -1 }, null)]
    [InlineData("cut2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 4 }, new long[] { 4, -1 }, null)]
    [InlineData("cut2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 4 }, new long[] { 24, -1 }, new long[] { 20, 4 })]
    [InlineData("cut2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 4 }, new long[] { 2, 2, 6, -1 }, new long[] { 240, 120, 20, 4 })]
    [InlineData("cut2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 4 }, new long[] { -1, 6, 3 }, new long[] { 120, 20, 4 })]
    [InlineData("cut2", new long[] { 4, 6, 3 }, new long[] { 120, 20, 4 }, new long[] { 2, 2, 3, 2, -1, 1 }, new long[] { 240, 120, 40, 20, 4, 4 })]
    [InlineData("bcast", new long[] { 3, 6, 5 }, new long[] { 0, 20, 4 }, new long[] { 2, -1 }, null)]
    [InlineData("bcast", new long[] { 3, 6, 5 }, new long[] { 0, 20, 4 }, new long[] { -1, 5 }, null)]
    [InlineData("bcast", new long[] { 3, 6, 5 }, new long[] { 0, 20, 4 }, new long[] { 3, 2, -1 }, new long[] { 0, 60, 4 })]
    [InlineData("bcast", new long[] { 3, 6, 5 }, new long[] { 0, 20, 4 }, new long[] { -1, 3, 5 }, null)]
    public void TryReshape_AsNumPy_SameStridesOrCopy(string view, long[] shape, long[] strides, long[] target, long[]? expected)
    {
        var layout = new ArrayLayout(shape, strides, 0, 4);

        bool isView = layout.TryReshape(layout.ResolveShape(target), out ArrayLayout? reshaped);

        Assert.True(isView == expected is not null, view);
        Assert.Equal(expected, reshaped?.Strides.ToArray());
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 7 }, "An array of shape (2, 3) and 6 elements cannot be reshaped into (7,).")]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, -1 }, "An array of shape (2, 3) and 6 elements cannot be reshaped into (4, -1).")]
    [InlineData(new long[] { 0, 3 }, new long[] { -1, 0 }, "An array of shape (0, 3) and 0 elements cannot be reshaped into (-1, 0).")]
    [InlineData(new long[] { 2, 3 }, new long[] { -1, -1 }, "The shape (-1, -1) leaves more than one axis open.")]
    [InlineData(new long[] { 2, 3 }, new long[] { -2, -3 }, "The shape (-2, -3) has an axis of length -2.")]
    [InlineData(new long[] { 2, 3 }, new long[] { }, "An array of shape (2, 3) and 6 elements cannot be reshaped into ().")]
    public void ResolveShape_OtherCount_SaysBothShapes(long[] shape, long[] target, string message)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, 4);

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => layout.ResolveShape(target)).Message);
    }

    [Fact]
    public void ResolveShape_EmptyArray_OpenAxisIsWhatIsLeft() =>
        Assert.Equal([0, 3], ArrayLayout.Contiguous([0, 3], 8).ResolveShape([-1, 3]));
}
