using System.Numerics;
using NpyIO.Pickling;
using Xunit;

using static NpyIO.Tests.Pickling.NumPy.NumPyCalls;

namespace NpyIO.Tests.Pickling.NumPy;

/// <summary>Arrays from the states that NumPy pickles.</summary>
public class ArrayStateTests
{
    private static readonly byte[] Six = [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0];
    private static readonly PickleTuple Shape = Tuple(2L, 3L);

    [Fact]
    public void Build_Bytes_AreSeenWhereTheyAre()
    {
        byte[] bytes = [.. Six];
        NdArray array = Array(1L, Shape, DType.Int16, false, bytes);
        array.Set((short)9, 0, 0);

        Assert.Equal([2L, 3L], array.Shape);
        Assert.Equal([9, 1, 2, 3, 4, 5], array.ToArray<short>());
        Assert.Equal(9, bytes[0]);
    }

    [Fact]
    public void Build_OldestState_HasNoVersion() => Assert.Equal([0, 1, 2, 3, 4, 5], Array(Shape, DType.Int16, 0L, Six).ToArray<short>());

    [Fact]
    public void Build_Fortran_ComesInCOrder()
    {
        NdArray array = Array(1L, Shape, DType.Int16, true, Six);

        Assert.True(array.IsCContiguous);
        Assert.Equal([0, 2, 4, 1, 3, 5], array.ToArray<short>());
    }

    [Fact]
    public void Build_FortranAsStored_StaysWhereItIs()
    {
        NdArray array = Array(PickleReadOptions.AsStored, 1L, Shape, DType.Int16, true, Six);

        Assert.True(array.IsFortranContiguous);
        Assert.Equal([0, 2, 4, 1, 3, 5], array.ToArray<short>());
    }

    [Fact]
    public void Build_BigEndian_ComesInTheMachinesOrderAndLeavesTheBytes()
    {
        byte[] bytes = [0, 1, 0, 2];
        NdArray array = Array(1L, Tuple(2L), DType.Parse(">i2"), false, bytes);

        Assert.Equal(DType.Int16, array.DType);
        Assert.Equal([1, 2], array.ToArray<short>());
        Assert.Equal([0, 1, 0, 2], bytes);
    }

    [Fact]
    public void Build_BigEndianAsStored_KeepsItsOrder() =>
        Assert.Equal("'>i2'", Array(PickleReadOptions.AsStored, 1L, Tuple(2L), DType.Parse(">i2"), false, new byte[4]).DType.Descr);

    [Fact]
    public void Build_TextByLatin1_IsBytes() => Assert.Equal([0x00FF], Array(1L, Tuple(1L), DType.Int16, false, "\u00FF\0").ToArray<short>());

    [Fact]
    public void Build_Python2_HasItsBytes() => Assert.Equal([513], Array(1L, Tuple(1L), DType.Int16, false, new Python2String([1, 2])).ToArray<short>());

    [Fact]
    public void Build_NoAxes_HasOneElement() => Assert.Equal((short)1, Array(1L, Tuple(), DType.Int16, false, new byte[] { 1, 0 }).GetItem());

    [Fact]
    public void Build_AnAxisOfZero_IsEmpty() => Assert.Equal([3L, 0L], Array(1L, Tuple(3L, 0L), DType.Int16, false, System.Array.Empty<byte>()).Shape);

    [Fact]
    public void Build_Objects_AreThoseOfTheListInCOrder()
    {
        var items = new List<object?> { 1L, "a", null, 4.5, NoItems, true };
        NdArray array = Array(1L, Shape, DType.Object, true, items);

        Assert.Equal(items, array.ToArray<object?>());
        Assert.True(array.IsCContiguous);
        Assert.True(Array(PickleReadOptions.AsStored, 1L, Shape, DType.Object, true, items).IsFortranContiguous);
        Assert.Equal(items, Array(PickleReadOptions.AsStored, 1L, Shape, DType.Object, true, items).ToArray<object?>());
    }

    private static readonly List<object?> NoItems = [];

    [Fact]
    public void Build_TextsOfAnyLength_MayBeMissing() =>
        Assert.Equal(
            new[] { "a", null, "" },
            Array(1L, Tuple(3L), DType.StringDType(double.NaN), false, new List<object?> { "a", double.NaN, "" }).ToArray<string>());

    [Fact]
    public void Build_RecordsWithObjects_HaveEveryField()
    {
        DType inner = DType.Struct(new Field("f", DType.Int16), new Field("g", DType.Object));
        DType dtype = DType.Struct(
            new Field("a", DType.Parse(">i4")), new Field("o", DType.Object), new Field("d", DType.Parse("M8[D]")), new Field("t", DType.Parse("m8[2s]")), new Field("s", DType.Bytes(5)), new Field("u", DType.String(2)),
            new Field("e", inner), new Field("h", DType.Float16), new Field("g", DType.LongDouble), new Field("v", DType.Void(3)), new Field("p", DType.SubArray(DType.Int32, 2L)), new Field("c", DType.Complex64),
            new Field("q", DType.UInt64), new Field("b", DType.Bool), new Field("n", DType.Parse("M8[ns]")));
        NdArray scalar = NdArray.FromArray(new LongDouble[] { 2.5 }).At(0).ToNdArray().WithClass(PythonArrayClass.Scalar);
        List<object?> list =
        [
            Tuple(
                7L, NoItems, new DateOnly(1970, 1, 3), TimeSpan.FromSeconds(10), "abc"u8.ToArray(), "xy", Tuple(1L, "in"), 1.5, scalar, "ww\0"u8.ToArray(), NdArray.FromArray((Array)new[] { 8, 9 }),
                new System.Numerics.Complex(1, 2), new System.Numerics.BigInteger(ulong.MaxValue), true, null),
        ];
        NdArray record = Array(1L, Tuple(1L), dtype, false, list).At(0);

        Assert.Equal(7, record["a"].GetItem());
        Assert.Same(NoItems, record["o"].GetItem());
        Assert.Equal(new Datetime64(2, DatetimeUnit.Day), record["d"].GetItem());
        Assert.Equal(new Timedelta64(5, DatetimeUnit.Second, 2), record["t"].GetItem());
        Assert.Equal("abc"u8.ToArray(), record["s"].GetItem());
        Assert.Equal("xy", record["u"].GetItem());
        Assert.Equal("in", record["e"]["g"].GetItem());
        Assert.Equal((Half)1.5, record["h"].GetItem());
        Assert.Equal((LongDouble)2.5, record["g"].GetItem());
        Assert.Equal("ww\0"u8.ToArray(), record["v"].GetItem());
        Assert.Equal([8, 9], record["p"].ToArray<int>());
        Assert.Equal(new Complex64(1, 2), record["c"].GetItem());
        Assert.Equal(ulong.MaxValue, record["q"].GetItem());
        Assert.Equal(true, record["b"].GetItem());
        Assert.True(((Datetime64)record["n"].GetItem()!).IsNaT);
    }

    [Theory]
    [InlineData("numpy.ndarray", "Array")]
    [InlineData("numpy.memmap", "Array")]
    [InlineData("numpy.char.chararray", "Array")]
    [InlineData("numpy.matrix", "Matrix")]
    [InlineData("numpy.matrixlib.defmatrix.matrix", "Matrix")]
    [InlineData("numpy.recarray", "RecordArray")]
    [InlineData("numpy.rec.recarray", "RecordArray")]
    [InlineData("numpy.core.memmap.memmap", "Array")]
    [InlineData("numpy.chararray", "Array")]
    [InlineData("numpy.core.defchararray.chararray", "Array")]
    [InlineData("numpy.core.defmatrix.matrix", "Matrix")]
    [InlineData("numpy.core.records.recarray", "RecordArray")]
    public void Build_Subclass_IsRemembered(string name, string expected)
    {
        int dot = name.LastIndexOf('.');
        var pending = (PendingObject)Call("numpy._core.multiarray._reconstruct", new PickleObject(name[..dot], name[(dot + 1)..]), Tuple(0L), new byte[] { 98 })!;
        var array = (NdArray)pending.Build(new PickleMachine(PickleReadOptions.Default), Tuple(1L, Tuple(1L, 1L), DType.Int8, false, new byte[] { 5 }));

        Assert.Equal((expected, (sbyte)5), (array.PythonClass.ToString(), array.GetItem()));
    }

    /// <summary>Version 0 of the state, a shape of 64 axes, and Fortran's order as an integer.</summary>
    [Fact]
    public void Build_StateAtItsLimits_IsTaken()
    {
        NdArray array = Array(PickleReadOptions.AsStored, 0L, new PickleTuple([.. Enumerable.Repeat((object?)1L, 63), 2L]), DType.Int16, 1L, new byte[] { 1, 0, 2, 0 });

        Assert.Equal((64, 2L), (array.Rank, array.Shape[63]));
        Assert.Equal([1, 2], array.ToArray<short>());
        Assert.True(Array(PickleReadOptions.AsStored, 1L, Shape, DType.Int16, 1L, Six).IsFortranContiguous);
        Assert.True(Array(PickleReadOptions.AsStored, 1L, Shape, DType.Int16, 0L, Six).IsCContiguous);
    }

    /// <summary>The elements of an object array are in C order in its pickle, whatever its order; few are a list, many are read another way.</summary>
    [Theory]
    [InlineData(2, 3)]
    [InlineData(40, 50)]
    public void Load_ObjectsOfEitherOrder_ComeInThatOfTheOptions(int rows, int columns)
    {
        object?[] items = [.. Enumerable.Range(0, rows * columns).Select(i => (object?)$"{i}")];
        foreach (bool isFortran in (bool[])[false, true])
        {
            NdArray stored = NdArray.FromObjects(items).Reshape(rows, columns).Copy(isFortran ? Order.Fortran : Order.C);
            foreach (Order order in Enum.GetValues<Order>())
            {
                NdArray[] loaded =
                [
                    (NdArray)Pickle.Load(Pickle.Save(stored), new PickleReadOptions { Order = order })!,
                    (NdArray)Joblib.Load(Joblib.Save(stored), new JoblibReadOptions { Order = order })!,
                    Npy.Load(Npy.Save(stored), new NpyReadOptions { Order = order }),
                ];
                foreach (NdArray array in loaded)
                {
                    bool isFortranInMemory = order == Order.Keep ? isFortran : order == Order.Fortran;
                    Assert.Equal((!isFortranInMemory, isFortranInMemory), (array.IsCContiguous, array.IsFortranContiguous));
                    Assert.Equal(items, array.ToArray<object?>());
                }
            }
        }
    }

    [Fact]
    public void Call_SubclassOfSomebody_IsDeclined() => Assert.Null(Call("numpy.core.multiarray._reconstruct", new PickleObject("astropy.units", "Quantity"), Tuple(0L), new byte[] { 98 }));

    public static TheoryData<object?[], string> Wrong => new()
    {
        { [1L, Tuple(2L), DType.Int16, false, new byte[3]], "The data of an array of int16 and shape (2,) are 3 bytes (at byte 0)" },
        { [1L, Tuple(2L), DType.Int16, false, new byte[5]], "The data of an array of int16 and shape (2,) are 5 bytes (at byte 0)" },
        { [1L, Tuple(-2L), DType.Int16, false, new byte[4]], "The shape (-2,) is not valid, or has more bytes than there can be (at byte 0)" },
        { [1L, Tuple(1L << 40, 1L << 40), DType.Int16, false, new byte[4]], "The shape (1099511627776, 1099511627776) is not valid, or has more bytes than there can be (at byte 0)" },
        { [1L, Tuple(2.0), DType.Int16, false, new byte[4]], "The length of an axis is not an integer (at byte 0)" },
        { [1L, 2L, DType.Int16, false, new byte[4]], "An array has no shape (at byte 0)" },
        { [1L, Tuple(2L), "i2", false, new byte[4]], "An array has no dtype (at byte 0)" },
        { [1L, Tuple(2L), DType.SubArray(DType.Int16, 1L), false, new byte[4]], "The elements of an array are sub-arrays, of ('<i2', (1,)) (at byte 0)" },
        { [1L, Tuple(2L), DType.Int16, false, new List<object?> { 1L, 2L }], "The data of an array are not bytes (at byte 0)" },
        { [1L, Tuple(2L), DType.Object, false, new byte[16]], "The elements of an array of object are not a list (at byte 0)" },
        { [1L, Tuple(2L), DType.Object, false, new List<object?> { 1L }], "The elements of an array of object and shape (2,) are 1 (at byte 0)" },
        { [1L, Tuple(1L), DType.StringDType(), false, new List<object?> { 1L }], "An element of StringDType() is not text (at byte 0)" },
        { [2L, Tuple(2L), DType.Int16, false, new byte[4]], "The state of an array has a version that is not known (at byte 0)" },
        { [1L, Tuple(2L)], "The state of an array is not valid (at byte 0)" },
        { [Tuple(2L), DType.Int16, false], "The state of an array is not valid (at byte 0)" },
        { [1L, Tuple(2L), DType.Int16, false, new byte[4], null], "The state of an array is not valid (at byte 0)" },
        { [-1L, Tuple(2L), DType.Int16, false, new byte[4]], "The state of an array has a version that is not known (at byte 0)" },
        { ["1", Tuple(2L), DType.Int16, false, new byte[4]], "The version of an array's state is not an integer (at byte 0)" },
        { [1L, Tuple(System.Numerics.BigInteger.Pow(2, 64)), DType.Int16, false, new byte[4]], "The length of an axis is an integer of more than 64 bits (at byte 0)" },
        { [1L, new PickleTuple(new object?[65]), DType.Int16, false, new byte[2]], "An array has no shape (at byte 0)" },
        { [1L, Tuple(2L), DType.Int16, null, new byte[4]], "Whether an array is in Fortran order is not an integer (at byte 0)" },
        { [1L, Tuple(2L), DType.Int16, false, "\u0100\0\0\0"], "The data of an array are not bytes (at byte 0)" },
        { [1L, Tuple(1L), DType.Object, false, new List<object?> { 1L, 2L }], "The elements of an array of object and shape (1,) are 2 (at byte 0)" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Build_StateThatIsNone_SaysWhatIsWrong(object?[] state, string message)
    {
        NpyFormatException e = Assert.Throws<NpyFormatException>(() => Array(state));

        Assert.Equal((NpyFormatReason.BadPickle, message), (e.Reason, e.Message));
    }

    public static TheoryData<DType, object?> WrongElements => new()
    {
        { DType.Int8, 128L }, { DType.UInt16, -1L }, { DType.UInt64, -1L }, { DType.UInt64, System.Numerics.BigInteger.Pow(2, 64) }, { DType.Int32, 1.5 }, { DType.Float64, "1" }, { DType.Bool, 2L },
        { DType.Bytes(2), "abc"u8.ToArray() }, { DType.String(2), "abc" }, { DType.String(2), 1L }, { DType.Void(1), "ab"u8.ToArray() }, { DType.Parse("M8[ns]"), new DateTime(2020, 1, 1) },
        { DType.Parse("M8[s]"), new DateTime(2020, 1, 1).AddMicroseconds(1) }, { DType.Parse("M8[D]"), new DateTime(2020, 1, 1, 1, 0, 0) }, { DType.Parse("M8[W]"), new DateOnly(2020, 1, 1) },
        { DType.Parse("M8[Y]"), new DateOnly(2020, 2, 1) }, { DType.Parse("M8[25s]"), new DateTime(1970, 1, 1, 0, 0, 26) }, { DType.Parse("m8[s]"), TimeSpan.FromMilliseconds(1) },
        { DType.Parse("M8[s]"), TimeSpan.Zero }, { DType.Parse("m8[M]"), TimeSpan.Zero }, { DType.Parse("M8"), new DateTime(2020, 1, 1) }, { DType.SubArray(DType.Int32, 2L), NdArray.Create(DType.Int32, 3) },
        { DType.SubArray(DType.Int32, 2L), 5L }, { DType.Struct(new Field("x", DType.Int8)), 5L }, { DType.Struct(new Field("x", DType.Int8)), Tuple(1L, 2L) },
    };

    [Theory]
    [InlineData("i1", -128, 127)]
    [InlineData("i2", -32768, 32767)]
    [InlineData("i4", -2147483648, 2147483647)]
    [InlineData("i8", long.MinValue, long.MaxValue)]
    [InlineData("u1", 0, 255)]
    [InlineData("u2", 0, 65535)]
    [InlineData("u4", 0, 4294967295)]
    [InlineData("u8", 0, ulong.MaxValue)]
    public void Build_IntegerFieldAtALimit_IsTakenUpToIt(string type, long minimum, ulong maximum)
    {
        foreach (string order in (string[])["<", ">"])
        {
            DType record = DType.Struct(new Field("a", DType.Parse(order + type)), new Field("o", DType.Object));
            NdArray Load(BigInteger value)
            {
                object number = value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
                return Array(1L, Tuple(1L), record, false, new List<object?> { Tuple(number, null) })["a"].At(0);
            }

            Assert.Equal($"{minimum}", $"{Load(minimum).GetItem()}");
            Assert.Equal($"{maximum}", $"{Load(maximum).GetItem()}");
            foreach (BigInteger beyond in (BigInteger[])[minimum - BigInteger.One, maximum + BigInteger.One, minimum - (BigInteger.One << 32), maximum + (BigInteger.One << 32)])
                Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Load(beyond)).Reason);
        }
    }

    [Theory]
    [MemberData(nameof(WrongElements))]
    public void Build_FieldThatDoesNotFit_IsRefused(DType dtype, object? value)
    {
        DType record = DType.Struct(new Field("a", dtype), new Field("o", DType.Object));

        Assert.Equal(NpyFormatReason.BadPickle, Assert.Throws<NpyFormatException>(() => Array(1L, Tuple(1L), record, false, new List<object?> { Tuple(value, null) })).Reason);
    }

    [Fact]
    public void Build_HugeRecordOfFewBytes_IsRefusedBeforeItIsAllocated()
    {
        DType record = DType.Struct(new Field("a", DType.Void(1 << 30)), new Field("o", DType.Object));

        Assert.Throws<NpyFormatException>(() => Array(1L, Tuple(1L), record, false, new List<object?> { Tuple(System.Array.Empty<byte>(), null) }));
    }
}
