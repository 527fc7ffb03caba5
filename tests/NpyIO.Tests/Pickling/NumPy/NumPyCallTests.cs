using NpyIO.Arrays;
using NpyIO.Pickling;
using Xunit;

using static NpyIO.Tests.Pickling.NumPy.NumPyCalls;

namespace NpyIO.Tests.Pickling.NumPy;

/// <summary>NumPy scalars, masked arrays, and arrays of protocol 5.</summary>
public class NumPyCallTests
{
    private const string FromBuffer = "numpy._core.numeric._frombuffer";
    private const string Scalar = "numpy.core.multiarray.scalar";
    private static readonly byte[] Six = [0, 1, 2, 3, 4, 5];

    [Theory]
    [InlineData("C", new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("A", new byte[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("F", new byte[] { 0, 2, 4, 1, 3, 5 })]
    public void FromBuffer_Order_IsFollowed(string order, byte[] expected)
    {
        var array = (NdArray)Call(FromBuffer, Six, DType.UInt8, Tuple(2L, 3L), order)!;

        Assert.True(array.IsCContiguous);
        Assert.Equal(expected, array.ToArray<byte>());
    }

    [Fact]
    public void FromBuffer_AxesInAnotherOrder_AreThatView()
    {
        // x = np.arange(6, dtype='u1').reshape(1, 2, 3).transpose(1, 0, 2); NumPy 2.4 writes x's bytes in memory, their shape, and the axes.
        object?[] arguments = [Six, DType.UInt8, Tuple(1L, 2L, 3L), "K", Tuple(2L, 0L, 1L)];
        var array = (NdArray)Call(FromBuffer, arguments)!;
        var kept = (NdArray)Call(PickleReadOptions.AsStored, FromBuffer, arguments)!;

        Assert.Equal([3L, 1L, 2L], array.Shape);
        Assert.True(array.IsCContiguous);
        Assert.Equal([0, 3, 1, 4, 2, 5], array.ToArray<byte>());
        Assert.Equal([1L, 6L, 3L], kept.Strides);
        Assert.Equal([0, 3, 1, 4, 2, 5], kept.ToArray<byte>());
    }

    [Fact]
    public void FromBuffer_CallersBuffer_IsNotCopied()
    {
        var raw = new RawBytes(BufferMemory.Of(new ReadOnlyMemory<byte>(Six)), isByteArray: false);
        var array = (NdArray)Call(FromBuffer, raw, DType.UInt8, Tuple(6L), "C")!;

        Assert.Same(raw.Memory, array.Memory);
        Assert.True(array.IsReadOnly);
    }

    public static TheoryData<object?[]> WrongBuffers => new()
    {
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K" },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", Tuple(0L, 0L) },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", Tuple(0L) },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", Tuple(0L, 2L) },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "x" },
        new object?[] { Six, DType.UInt8, Tuple(2L, 4L), "C" },
        new object?[] { Six, DType.UInt8, Tuple(-1L), "C" },
        new object?[] { new byte[8], DType.Object, Tuple(1L), "C" },
        new object?[] { Six, DType.UInt8 },
        new object?[] { Six, DType.UInt8, Tuple(6L) },
        new object?[] { Six, DType.UInt8, Tuple(6L), "C", null, null },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", null },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", Tuple(1L, 1L) },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", Tuple(-1L, 0L) },
        new object?[] { Six, DType.UInt8, Tuple(2L, 3L), "K", new List<object?> { 0L, 1L } },
    };

    /// <summary>Every module in which NumPy 1 and 2 have a function, and its name before NumPy 1.0.</summary>
    [Theory]
    [InlineData("numpy.core.multiarray")]
    [InlineData("numpy.core._multiarray_umath")]
    [InlineData("numpy.core._internal")]
    [InlineData("numpy._core.multiarray")]
    [InlineData("numpy._core._multiarray_umath")]
    public void Reconstruct_EveryModule_IsKnown(string module)
    {
        string pickle = $"c{module}\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001K\u0001\u0085cnumpy\ndtype\n\u008c\u0002u1\u0089\u0088\u0087R\u0089C\u0001\u0007tb.";

        Assert.Equal([7], Pickle.Load<NdArray>(PickleRepr.Bytes(pickle)).ToArray<byte>());
        var described = Pickle.Load<PickleObject>(PickleRepr.Bytes(pickle.Replace("cnumpy\nndarray", "cmine\nSubclass", StringComparison.Ordinal)));
        Assert.Equal([7], described.Array!.ToArray<byte>());
    }

    [Theory]
    [InlineData("numpy.core.multiarray")]
    [InlineData("numpy.core._multiarray_umath")]
    [InlineData("numpy._core.multiarray")]
    [InlineData("numpy._core._multiarray_umath")]
    public void Scalar_EveryModule_IsKnown(string module) =>
        Assert.Equal((byte)7, Pickle.Load<NdArray>(PickleRepr.Bytes($"c{module}\nscalar\ncnumpy\ndtype\n\u008c\u0002u1\u0089\u0088\u0087RC\u0001\u0007\u0086R.")).GetItem());

    [Theory]
    [InlineData("numpy.core.numeric")]
    [InlineData("numpy._core.numeric")]
    public void FromBuffer_EveryModule_IsKnown(string module) =>
        Assert.Equal([7], Pickle.Load<NdArray>(PickleRepr.Bytes($"c{module}\n_frombuffer\n(C\u0001\u0007cnumpy\ndtype\n\u008c\u0002u1\u0089\u0088\u0087RK\u0001\u0085\u008c\u0001CtR.")).ToArray<byte>());

    [Fact]
    public void DType_Arguments_AreOneToThree()
    {
        foreach (int count in (int[])[1, 2, 3])
            Assert.Equal(DType.Int64, ((PendingObject)Call("numpy.dtype", [.. ((object?[])["i8", false, true]).Take(count)])!).Settle(new PickleMachine(PickleReadOptions.Default)));
        Assert.Equal(DType.Float64, ((PendingObject)Call("numpy.dtype", [null])!).Settle(new PickleMachine(PickleReadOptions.Default)));
        Assert.Equal(DType.Int16, ((PendingObject)Call("numpy.dtype", DType.Int16)!).Settle(new PickleMachine(PickleReadOptions.Default)));
        Assert.Equal(DType.Float32, ((PendingObject)Call("numpy.dtype", new PickleObject("numpy", "float32"))!).Settle(new PickleMachine(PickleReadOptions.Default)));
        Assert.Throws<NpyFormatException>(() => Call("numpy.dtype"));
        Assert.Throws<NpyFormatException>(() => Call("numpy.dtype", "i8", false, true, null));
        Assert.Throws<NpyFormatException>(() => Call("numpy._core._internal._convert_to_stringdtype_kwargs"));
        Assert.Throws<NpyFormatException>(() => Call("numpy._core._internal._convert_to_stringdtype_kwargs", true, null, null));
        Assert.Throws<NpyFormatException>(() => Call(Scalar));
        Assert.Throws<NpyFormatException>(() => Call(Scalar, DType.Int8, new byte[1], null));
        Assert.Null(Call("numpy.core.multiarray._reconstruct", NdArrayClass, Tuple(0L)));
        Assert.Null(Call("numpy.core.multiarray._reconstruct", NdArrayClass, Tuple(0L), "b", null));
        Assert.Null(Call("numpy.ma.core._mareconstruct", new PickleObject("numpy.ma", "MaskedArray"), NdArrayClass, Tuple(0L)));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public void Masked_StateOfOtherLength_IsRefused(int count)
    {
        object?[] state = [1L, Tuple(1L), DType.Int8, false, new byte[1], new byte[1], null, null];

        Assert.Equal("The state of a masked array is not valid (at byte 0)", Assert.Throws<NpyFormatException>(() => Masked(state[..count])).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Masked_AsStored_KeepsTheOrderOfBoth(bool isFortran)
    {
        var pending = (PendingObject)Call("numpy.ma.core._mareconstruct", new PickleObject("numpy.ma.core", "MaskedArray"), NdArrayClass, Tuple(0L), "b")!;
        var masked = (MaskedArray)pending.Build(new PickleMachine(PickleReadOptions.AsStored), Tuple(1L, Tuple(2L, 2L), DType.Parse(">i2"), isFortran, new byte[] { 0, 1, 0, 2, 0, 3, 0, 4 }, new byte[] { 0, 1, 0, 0 }, null));

        Assert.Equal((isFortran, isFortran), (masked.Data.IsFortranContiguous, masked.Mask.IsFortranContiguous));
        Assert.Equal("'>i2'", masked.Data.DType.Descr);
        Assert.Equal(isFortran ? (short[])[1, 3, 2, 4] : [1, 2, 3, 4], masked.Data.ToArray<short>());
        Assert.Equal(isFortran ? (bool[])[false, false, true, false] : [false, true, false, false], masked.Mask.ToArray<bool>());
    }

    [Theory]
    [MemberData(nameof(WrongBuffers))]
    public void FromBuffer_WhatDoesNotFit_IsRefused(object?[] arguments) =>
        Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Call(FromBuffer, arguments)).Reason);

    [Fact]
    public void Scalar_Bytes_IsAReadOnlyScalar()
    {
        var scalar = (NdArray)Call(Scalar, DType.Float64, BitConverter.GetBytes(2.5))!;

        Assert.Equal((PythonArrayClass.Scalar, 0, true, 2.5), (scalar.PythonClass, scalar.Rank, scalar.IsReadOnly, scalar.GetItem()));
    }

    [Fact]
    public void Scalar_BigEndian_ComesInTheMachinesOrder()
    {
        var scalar = (NdArray)Call(Scalar, DType.Parse(">i4"), new byte[] { 0, 0, 0, 7 })!;

        Assert.Equal((DType.Int32, 7, true), (scalar.DType, scalar.Get<int>(), scalar.IsReadOnly));
        Assert.Equal(">i4", ((NdArray)Call(PickleReadOptions.AsStored, Scalar, DType.Parse(">i4"), new byte[4])!).DType.ToString());
    }

    [Fact]
    public void Scalar_IsAKeyEqualToItsNumber()
    {
        var scalar = (NdArray)Call(Scalar, DType.Int64, BitConverter.GetBytes(7L))!;

        Assert.Equal("found", new PickleDictionary { [7L] = "found" }[scalar]);
    }

    [Fact]
    public void Scalar_MoreBytesThanItNeeds_TakesTheFirst() => Assert.Equal((byte)1, ((NdArray)Call(Scalar, DType.UInt8, new byte[] { 1, 2 })!).GetItem());

    [Fact]
    public void Scalar_WithoutBytes_IsZero() => Assert.Equal(0, ((NdArray)Call(Scalar, DType.Int32)!).GetItem());

    [Fact]
    public void Scalar_Object_IsTheObject() => Assert.Equal("x", Call(Scalar, DType.Object, "x"));

    [Fact]
    public void Scalar_RecordWithObjects_IsMadeOfAnArray()
    {
        DType dtype = DType.Struct(new Field("o", DType.Object));
        NdArray array = NdArray.Create(dtype);
        array["o"].Set("x");

        Assert.Equal("x", ((NdArray)Call(Scalar, dtype, array)!)["o"].GetItem());
        Assert.Throws<NpyFormatException>(() => Call(Scalar, dtype, new byte[8]));
    }

    [Fact]
    public void Scalar_TooFewBytes_IsRefused() =>
        Assert.Equal("The bytes of a scalar of int32 are too few (at byte 0)", Assert.Throws<NpyFormatException>(() => Call(Scalar, DType.Int32, new byte[3])).Message);

    [Fact]
    public void Masked_Numbers_HaveTheirMaskInTheSameOrder()
    {
        MaskedArray masked = Masked(1L, Tuple(2L, 2L), DType.UInt8, true, new byte[] { 1, 3, 2, 4 }, new byte[] { 0, 0, 1, 0 }, NdArray.FromArray((Array)new byte[] { 7 }).At(0));

        Assert.Equal([1, 2, 3, 4], masked.Data.ToArray<byte>());
        Assert.Equal([false, true, false, false], masked.Mask.ToArray<bool>());
        Assert.Equal((byte)7, masked.FillValue!.GetItem());
    }

    [Fact]
    public void Masked_Records_HaveAMaskOfRecords()
    {
        DType dtype = DType.Struct([new Field("a", DType.Int16, 2, "t"), new Field("b", DType.SubArray(DType.Int8, 2L), 6)], 10);
        MaskedArray masked = Masked(1L, Tuple(1L), dtype, false, new byte[10], new byte[] { 1, 0, 1 }, null);

        Assert.Equal("[(('t', 'a'), '|b1'), ('b', '|b1', (2,))]", masked.Mask.DType.Descr);
        Assert.Equal([false, true], masked.Mask["b"].ToArray<bool>());
        Assert.Null(masked.FillValue);
    }

    [Fact]
    public void Masked_Objects_AreAList()
    {
        MaskedArray masked = Masked(1L, Tuple(2L), DType.Object, false, new List<object?> { "a", null }, new byte[] { 0, 1 }, "?");

        Assert.Equal(["a", null], masked.Data.ToArray<object?>());
        Assert.Equal("?", masked.FillValue!.GetItem());
    }

    [Fact]
    public void Masked_MaskOfOtherLength_IsRefused() =>
        Assert.Equal(
            "The data of an array of bool and shape (1,) are 2 bytes (at byte 0)",
            Assert.Throws<NpyFormatException>(() => Masked(1L, Tuple(1L), DType.Int8, false, new byte[1], new byte[2], null)).Message);

    [Fact]
    public void Masked_SubclassOfSomebody_IsDeclined() =>
        Assert.Null(Call("numpy.ma.core._mareconstruct", new PickleObject("mine", "Masked"), NdArrayClass, Tuple(0L), "b"));

    private static MaskedArray Masked(params object?[] state)
    {
        var pending = (PendingObject)Call("numpy.ma.core._mareconstruct", new PickleObject("numpy.ma", "MaskedArray"), NdArrayClass, Tuple(0L), "b")!;
        return (MaskedArray)pending.Build(new PickleMachine(PickleReadOptions.Default), new PickleTuple(state));
    }
}
