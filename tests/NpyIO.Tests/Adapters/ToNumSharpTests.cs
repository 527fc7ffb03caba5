using System.Numerics;
using NpyIO.Arrays;
using NumSharp;
using Xunit;

namespace NpyIO.Tests.Adapters;

public sealed class ToNumSharpTests
{
    public static TheoryData<NPTypeCode> Codes => NumSharpSamples.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public void ToNDArray_EveryDType_HasTypeShapeAndElements(NPTypeCode code)
    {
        NdArray source = NdArray.FromArray(NumSharpSamples.Values[code]).Reshape(2, 3);

        using NDArray array = source.ToNDArray();

        Assert.Equal(code, array.typecode);
        Assert.Equal([2, 3], array.shape);
        Assert.Equal(NumSharpSamples.Values[code].Cast<object>(), NumSharpSamples.Elements(array));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void ToNDArray_EveryDType_SharesTheMemory(NPTypeCode code)
    {
        var values = (Array)NumSharpSamples.Values[code].Clone();
        NdArray source = NdArray.FromArray(values).Reshape(2, 3);
        using NDArray array = source.ToNDArray();

        values.SetValue(values.GetValue(0), 5);

        Assert.Equal(values.GetValue(0), array.GetValue(1, 2));
    }

    [Fact]
    public void ToNDArray_NumSharpWrites_IsSeen()
    {
        double[] values = [1, 2, 3];
        NdArray<double> source = values;
        using NDArray array = source.ToNDArray();

        array.SetDouble(42, 1);

        Assert.Equal([1, 42, 3], values);
    }

    [Fact]
    public void ToNDArray_PartOfABuffer_SharesTheMemory()
    {
        var buffer = new byte[20];
        NdArray source = NdArray.FromBuffer(buffer.AsMemory(4, 12), DType.Of<int>());
        using NDArray array = source.ToNDArray();

        array.SetInt32(7, 2);

        Assert.Equal(7, buffer[12]);
    }

    [Fact]
    public void ToNDArray_FortranOrder_SharesTheMemory()
    {
        double[] values = [1, 2, 3, 4, 5, 6];
        NdArray source = NdArray.FromArray(values).Reshape(3, 2).Transpose();
        using NDArray array = source.ToNDArray();

        array.SetDouble(42, 1, 2);

        Assert.True(array.Shape.IsFContiguous);
        Assert.Equal([2, 3], array.shape);
        Assert.Equal([1, 2, 3, 4, 5, 42], values);
    }

    [Fact]
    public void ToNDArray_StridesOfOtherItems_SharesTheMemory()
    {
        long[] values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        NdArray source = Strided(values, [2, 2], [64, 16], offset: 8);
        using NDArray array = source.ToNDArray();

        array.SetInt64(42, 1, 1);

        Assert.Equal([1L, 3L, 9L, 42L], NumSharpSamples.Elements(array));
        Assert.Equal(42, values[11]);
    }

    [Fact]
    public void ToNDArray_AxesThatRunBackwards_SharesTheMemory()
    {
        long[] values = [0, 1, 2, 3, 4, 5];
        NdArray source = Strided(values, [2, 3], [24, -8], offset: 16);
        using NDArray array = source.ToNDArray();

        array.SetInt64(42, 0, 0);

        Assert.Equal([42L, 1L, 0L, 5L, 4L, 3L], NumSharpSamples.Elements(array));
        Assert.Equal(42, values[2]);
    }

    [Fact]
    public void ToNDArray_StrideZero_RepeatsTheElements()
    {
        long[] values = [1, 2, 3];
        NdArray source = Strided(values, [2, 3], [0, 8], offset: 0);

        using NDArray array = source.ToNDArray();

        Assert.Equal([1L, 2L, 3L, 1L, 2L, 3L], NumSharpSamples.Elements(array));
    }

    [Fact]
    public void ToNDArray_FieldOfPackedRecords_IsCopied()
    {
        DType dtype = DType.Parse("[('a', 'u1'), ('b', '<f8')]");
        NdArray records = NdArray.Create(dtype, 2);
        records["b"].Set(1.5, 1);

        using NDArray array = records["b"].ToNDArray();
        records["b"].Set(2.5, 1);

        Assert.Equal([0.0, 1.5], NumSharpSamples.Elements(array));
    }

    [Fact]
    public void ToNDArray_FieldWithWholeStrides_SharesTheMemory()
    {
        DType dtype = DType.Parse("[('a', '<i8'), ('b', '<f8')]");
        NdArray records = NdArray.Create(dtype, 2);
        using NDArray array = records["b"].ToNDArray();

        records["b"].Set(2.5, 1);

        Assert.Equal([0.0, 2.5], NumSharpSamples.Elements(array));
    }

    [Fact]
    public void ToNDArray_ReadOnly_IsNotWritable()
    {
        NdArray source = NdArray.FromBuffer((ReadOnlyMemory<byte>)new byte[8], DType.Of<double>());

        using NDArray array = source.ToNDArray();

        Assert.False(array.flags.writeable);
    }

    [Fact]
    public void ToNDArray_ZeroDimensional_IsAScalar()
    {
        NdArray source = NdArray.FromArray(new[] { 1.5 }).Reshape(ReadOnlySpan<long>.Empty);

        using NDArray array = source.ToNDArray();

        Assert.Equal(0, array.ndim);
        Assert.Equal(1.5, array.GetDouble());
    }

    [Fact]
    public void ToNDArray_Empty_KeepsItsShape()
    {
        using NDArray array = NdArray.Create<float>(0, 3).ToNDArray();

        Assert.Equal([0, 3], array.shape);
        Assert.Equal(NPTypeCode.Single, array.typecode);
    }

    [Fact]
    public void ToNDArray_TextOfOneCharacter_IsChar()
    {
        NdArray source = NdArray.Create(DType.Parse(">U1"), 2, 2);
        source.Set("é", 0, 1);
        source.Set("漢", 1, 0);

        using NDArray array = source.ToNDArray();

        Assert.Equal(NPTypeCode.Char, array.typecode);
        Assert.Equal([2, 2], array.shape);
        Assert.Equal(['\0', 'é', '漢', '\0'], NumSharpSamples.Elements(array));
    }

    [Fact]
    public void ToNDArray_CharacterBeyondTheBasicPlane_IsRefused()
    {
        NdArray source = NdArray.Create(DType.Parse("<U1"), 1);
        source.Set("😀", 0);

        var error = Assert.Throws<NotSupportedException>(() => source.ToNDArray());

        Assert.Equal("element 0 is U+1F600, which is not one char: NumSharp's Char and NumPy's U1 agree only up to U+FFFF, surrogates excepted", error.Message);
    }

    [Theory]
    [InlineData(">f8", "NumSharp has no elements of dtype '>f8': bring it to the machine's byte order, as Npy.Load does unless told to keep the file's")]
    [InlineData("<f16", "NumSharp has no elements of dtype '<f16': convert it, To<double>(Casting.Checked)")]
    [InlineData("<c8", "NumSharp has no elements of dtype '<c8': convert it, To<Complex>()")]
    [InlineData("<c32", "NumSharp has no elements of dtype '<c32': convert it, To<Complex>(Casting.Checked)")]
    [InlineData("S3", "NumSharp has no elements of dtype '|S3': read the text by Get<string>(index)")]
    [InlineData("U3", "NumSharp has no elements of dtype '<U3': read the text by Get<string>(index)")]
    [InlineData("V4", "NumSharp has no elements of dtype '|V4': take the bytes, View<byte>()")]
    [InlineData("M8[ns]", "NumSharp has no elements of dtype '<M8[ns]': take the counts, View<long>()")]
    [InlineData("m8[s]", "NumSharp has no elements of dtype '<m8[s]': take the counts, View<long>()")]
    [InlineData("O", "NumSharp has no elements of dtype '|O': there is nothing to convert it to")]
    [InlineData(">i2", "NumSharp has no elements of dtype '>i2': bring it to the machine's byte order, as Npy.Load does unless told to keep the file's")]
    [InlineData(">c16", "NumSharp has no elements of dtype '>c16': bring it to the machine's byte order, as Npy.Load does unless told to keep the file's")]
    [InlineData("[('a', '<f8')]", "NumSharp has no elements of dtype [('a', '<f8')]: take its fields one by one, array[\"name\"]")]
    public void ToNDArray_DTypeThatNumSharpLacks_IsRefusedByName(string dtype, string message)
    {
        NdArray source = NdArray.Create(DType.Parse(dtype), 2);

        var error = Assert.Throws<NotSupportedException>(() => source.ToNDArray());

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void ToNDArray_WhatTheErrorsAdvise_Works()
    {
        Assert.Equal(NPTypeCode.Double, NdArray.Create(DType.Parse("<f16"), 2).To<double>(Casting.Checked).ToNDArray().typecode);
        Assert.Equal(NPTypeCode.Complex, NdArray.Create(DType.Parse("<c8"), 2).To<Complex>().ToNDArray().typecode);
        Assert.Equal(NPTypeCode.Complex, NdArray.Create(DType.Parse("<c32"), 2).To<Complex>(Casting.Checked).ToNDArray().typecode);
        Assert.Equal(NPTypeCode.Byte, NdArray.Create(DType.Parse("V4"), 2).View<byte>().ToNDArray().typecode);
        Assert.Equal(NPTypeCode.Int64, NdArray.Create(DType.Parse("M8[ns]"), 2).View<long>().ToNDArray().typecode);
        Assert.Equal(NPTypeCode.Int64, NdArray.Create(DType.Parse("m8[s]"), 2).View<long>().ToNDArray().typecode);
    }

    [Fact]
    public void ToNDArray_Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>("array", () => ((NdArray)null!).ToNDArray());
        Assert.Throws<ArgumentNullException>("array", () => ((NdArray<double>)null!).ToNDArray());
    }

    /// <summary>Also if its axes run backwards: the flip is NumSharp's own view of what it may not write to.</summary>
    [Theory]
    [InlineData(8, 0)]
    [InlineData(-8, 24)]
    public void ToNDArray_ReadOnlyInEitherDirection_IsNotWritable(long stride, long offset)
    {
        NdArray whole = NdArray.FromBuffer((ReadOnlyMemory<byte>)new byte[32], DType.Of<long>());
        var source = new NdArray(whole.DType, whole.Memory, ArrayLayout.ForBuffer([4], [stride], offset, sizeof(long), Order.C, whole.NBytes));
        Assert.True(source.IsReadOnly);

        using NDArray array = source.ToNDArray();

        Assert.False(array.flags.writeable);
    }

    [Fact]
    public void ToNDArray_BoolsInColumns_ShareTheMemory()
    {
        bool[] values = [true, false, true, true, false, false];
        using NDArray array = NdArray.FromArray(values).Reshape(2, 3).Transpose().ToNDArray();

        values[1] = true;

        Assert.Equal([true, true, true, false, true, false], NumSharpSamples.Elements(array).Cast<bool>());
    }

    [Theory]
    [InlineData(0xd7ffu, true)]
    [InlineData(0xd800u, false)]
    [InlineData(0xdfffu, false)]
    [InlineData(0xe000u, true)]
    [InlineData(0xffffu, true)]
    [InlineData(0x10000u, false)]
    [InlineData(0x10ffffu, false)]
    public void ToNDArray_CodePointAroundWhatACharHolds_IsACharOrRefused(uint codePoint, bool isChar)
    {
        NdArray text = NdArray.FromArray(new uint[] { 'a', 'b', 'c', codePoint }).View(DType.Parse("U1")).Reshape(2, 2);

        foreach ((NdArray source, int place) in ((NdArray, int)[])[(text, 3), (text.At(1), 1), (text.Transpose(), 3), (text.At(1).At(1), 0)])
        {
            if (isChar)
            {
                using NDArray array = source.ToNDArray();
                Assert.Equal(source.Shape.ToArray(), array.shape);
                Assert.Equal((char)codePoint, NumSharpSamples.Elements(array)[place]);
            }
            else
            {
                Assert.StartsWith($"element {place} is U+{codePoint:X4}, ", Assert.Throws<NotSupportedException>(() => source.ToNDArray()).Message, StringComparison.Ordinal);
            }
        }
    }

    private static NdArray Strided(long[] values, long[] shape, long[] strides, long offset)
    {
        NdArray whole = NdArray.FromArray(values);
        return new NdArray(whole.DType, whole.Memory, ArrayLayout.ForBuffer(shape, strides, offset, sizeof(long), Order.C, whole.NBytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ToNDArray_BoolsOfOtherBytes_AreNormalisedInACopy(bool transposed)
    {
        byte[] bytes = [0, 1, 2, 255, 128, 0];
        NdArray source = NdArray.FromBuffer(bytes, DType.Bool).Reshape(2, 3);
        source = transposed ? source.Transpose() : source;

        using NDArray array = source.ToNDArray();

        Assert.Equal(source.Shape.ToArray(), array.shape);
        Assert.Equal(source.ToArray<bool>(), NumSharpSamples.Elements(array).Cast<bool>());
        Assert.All(NumSharpSamples.Elements(array).Cast<bool>(), value => Assert.InRange(System.Runtime.CompilerServices.Unsafe.BitCast<bool, byte>(value), 0, 1));
        Assert.Equal([0, 1, 2, 255, 128, 0], bytes);
    }

    /// <summary>Every combination of axes that run backwards.</summary>
    [Fact]
    public void ToNDArray_AnyAxesBackwards_HasTheElementsOfTheView()
    {
        int[] values = [.. Enumerable.Range(0, 24)];
        for (int backwards = 0; backwards < 8; backwards++)
        {
            long[] shape = [2, 3, 4], strides = [48, 16, 4];
            long offset = 0;
            for (int axis = 0; axis < 3; axis++)
            {
                if ((backwards >> axis & 1) == 0)
                    continue;
                offset += (shape[axis] - 1) * strides[axis];
                strides[axis] = -strides[axis];
            }

            var view = new NdArray(DType.Int32, NdArray.FromArray(values).Memory, new ArrayLayout(shape, strides, offset, sizeof(int)));
            using NDArray array = view.ToNDArray();

            Assert.Equal(view.ToArray<int>().Cast<object>(), NumSharpSamples.Elements(array));
        }
    }
}
