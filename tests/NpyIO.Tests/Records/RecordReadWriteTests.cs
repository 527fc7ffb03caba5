using System.Numerics;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Records read from arrays and written to them by the generated code.</summary>
public sealed class RecordReadWriteTests
{
    private static readonly Tick[] Ticks = [new(1, 2.5, Side.Sell, -7), new(255, double.NegativeInfinity, Side.Buy, int.MaxValue), default];

    [Fact]
    public void Write_OwnLayout_IsWhatFieldsHold()
    {
        NdArray array = RecordCalls.Write(Ticks);

        Assert.Equal([1, 255, 0], array["Kind"].ToArray<byte>());
        Assert.Equal([2.5, double.NegativeInfinity, 0], array["Price"].ToArray<double>());
        Assert.Equal([-1, 1, 0], array["Side"].ToArray<short>());
        Assert.Equal([-7, int.MaxValue, 0], array["Qty"].ToArray<int>());
        Assert.Equal(Ticks, RecordCalls.Read<Tick>(array));
    }

    [Fact]
    public void Read_BigEndianReorderedWithPadding_IsTheSame()
    {
        var dtype = DType.Struct([new("Qty", DType.Parse(">i4"), 3), new("extra", DType.Parse("V2"), 7), new("Side", DType.Parse(">i2"), 9), new("Price", DType.Parse(">f8"), 11), new("Kind", DType.UInt8, 0)], 24);

        NdArray array = RecordCalls.Write(Ticks, dtype);

        Assert.Equal(Ticks, RecordCalls.Read<Tick>(array));
        Assert.Equal([Ticks[2], Ticks[1], Ticks[0]], RecordCalls.Read<Tick>(array[Slice.Every(-1)]));
    }

    [Fact]
    public void Read_TradesOfText_AreTheSame()
    {
        Trade[] trades =
        [
            new(new Datetime64(1234567, DatetimeUnit.Millisecond), 1.5, "ABC", "é", 3, true),
            new(new Datetime64(long.MinValue, DatetimeUnit.Millisecond), -0.0, "12345678", "", -3, false),
            new(new Datetime64(-1, DatetimeUnit.Millisecond), double.NaN, "𝒳𝒴𝒵𝒳𝒴𝒵𝒳𝒴", "abcd", 0, true),
        ];
        var other = DType.Parse("[('qty','>i4'),('is_buy','?'),('sym','>U9'),('venue','S4'),('price','>f8'),('traded_at','>M8[ms]')]");

        Assert.Equal(trades, RecordCalls.Read<Trade>(RecordCalls.Write(trades)));
        Assert.Equal(trades, RecordCalls.Read<Trade>(RecordCalls.Write(trades, other)));
    }

    [Fact]
    public void Read_BytesOtherThanOneInBool_AreTrue()
    {
        NdArray array = NdArray.Create(RecordCalls.DTypeOf<Trade>(), 1);
        array["is_buy"].View(DType.UInt8).Set((byte)7, 0);

        Assert.Equal(1, Convert.ToByte(RecordCalls.Read<Trade>(array)[0].IsBuy));
    }

    [Fact]
    public void Read_AccessorsOfTheirOwn_AreCalled()
    {
        NdArray array = RecordCalls.Write(new Clamped[] { new() { X = 1, Y = 2 }, new() });
        array["X"].Set(-1, 1);
        array["Y"].Set(-2, 1);

        Assert.Equal([(1, 2), (0, 0)], RecordCalls.Read<Clamped>(array).Select(record => (record.X, record.Y)));
        Assert.False(RecordCalls.InfoOf<Clamped>().IsOwnLayout);
    }

    [Fact]
    public void Read_ConstructorWithABody_IsCalled()
    {
        NdArray array = RecordCalls.Write(new WithConstructor[] { new(1, 2) });
        Assert.Equal("[('Kind', 'u1'), ('X', '<i4')]", array.DType.ToString());
        Assert.Equal((1, 2), RecordCalls.Read<WithConstructor>(array).Select(record => (record.Kind, record.X)).Single());

        array["X"].Set(-1, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordCalls.Read<WithConstructor>(array));
        Assert.False(RecordCalls.InfoOf<WithConstructor>().IsOwnLayout);
    }

    /// <summary>Records of their own layout are read in place.</summary>
    [Fact]
    public void Read_Initializers_AreNotRun()
    {
        NdArray array = RecordCalls.Write(new WithInitializer[] { new(1) });
        array["X"].Set(-1, 0);

        Assert.Equal(-1, RecordCalls.Read<WithInitializer>(array)[0].X);
        Assert.True(RecordCalls.InfoOf<WithInitializer>().IsOwnLayout);
    }

    [Fact]
    public void Read_NestedArraysObjects_AreTheSame()
    {
        var triple = default(Triple);
        (triple[0], triple[1], triple[2]) = (1, -2, 3);
        Nested nested = new()
        {
            First = Ticks[0],
            Number = 5,
            Weights = [1, 2.5f, float.NaN],
            Ticks = [new(1, 2), new(3, 4)],
            Triple = triple,
            Anything = new BigInteger(12),
            Letter = 'λ',
            Code = [1, 0, 2],
            Pair = [0, 9],
            Tags = ["a", "bcd"],
        };

        Nested read = RecordCalls.Read<Nested>(RecordCalls.Write([nested, nested]))[1];

        Assert.Equal(nested.First, read.First);
        Assert.Equal(nested.Number, read.Number);
        Assert.Equal(nested.Weights, read.Weights);
        Assert.Equal(nested.Ticks, read.Ticks);
        Triple readTriple = read.Triple;
        Assert.Equal([1, -2, 3], ((ReadOnlySpan<int>)readTriple).ToArray());
        Assert.Equal(nested.Anything, read.Anything);
        Assert.Equal('λ', read.Letter);
        Assert.Equal(nested.Code, read.Code);
        Assert.Equal(nested.Pair, read.Pair);
        Assert.Equal(nested.Tags, read.Tags);
    }

    [Fact]
    public void Read_OwnLayoutOfNestedRecords_IsTheSame()
    {
        var triple = default(Triple);
        (triple[0], triple[1], triple[2]) = (int.MinValue, 2, -3);
        Block[] blocks = [new() { Id = 3, Tick = Ticks[0], Triple = triple, Wide = (LongDouble)1.5 }, default];
        DType swapped = RecordCalls.DTypeOf<Block>().WithByteOrder(ByteOrder.BigEndian);

        foreach (DType dtype in (DType[])[RecordCalls.DTypeOf<Block>(), swapped])
        {
            NdArray written = RecordCalls.Write(blocks, dtype);
            Block read = RecordCalls.Read<Block>(written)[0];

            Assert.Equal([int.MinValue, 2, -3, 0, 0, 0], written["Triple"].ToArray<int>());
            Assert.Equal([-1, 0], written["Tick"]["Side"].ToArray<short>());
            Assert.Equal(Ticks[0], read.Tick);
            Assert.Equal(3, read.Id);
            Assert.Equal([int.MinValue, 2, -3], ((ReadOnlySpan<int>)read.Triple).ToArray());
            Assert.Equal(1.5, (double)read.Wide);
        }
    }

    [Fact]
    public void Read_ByConstructorAndInitializer_SetsAll()
    {
        Constructed[] records = [new(2.5, 7) { @class = -9 }];

        Constructed read = RecordCalls.Read<Constructed>(RecordCalls.Write(records))[0];

        Assert.Equal((2.5, 7, -9L, 1), (read.Value, read.Count, read.@class, read.Calls));
    }

    [Fact]
    public void Info_OfUnconstrainedT_ReadsAndWrites()
    {
        var info = (NpyIO.Arrays.NpyRecordInfo<Tick>)RecordCalls.InfoOf<Tick>();
        NdArray array = NdArray.Create(info.DType!, 3);
        var read = new Tick[3];

        info.Write(Ticks, array);
        info.Read(array, read);

        Assert.Equal(Ticks, read);
        Assert.Same(info, ((INpyRecord)Ticks[1]).Info);
    }
}
