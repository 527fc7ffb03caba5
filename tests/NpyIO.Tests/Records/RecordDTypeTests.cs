using System.Runtime.CompilerServices;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>The dtypes of records, and whether they are the structs' own layout.</summary>
public sealed class RecordDTypeTests
{
    [Fact]
    public void DType_OfNumbers_IsTheStructsOwn()
    {
        // np.dtype([('Kind','u1'),('Price','<f8'),('Side','<i2'),('Qty','<i4')], align=True)
        Assert.Equal("{'names': ['Kind', 'Price', 'Side', 'Qty'], 'formats': ['u1', '<f8', '<i2', '<i4'], 'offsets': [0, 8, 16, 20], 'itemsize': 24, 'aligned': True}", RecordCalls.DTypeOf<Tick>().ToString());
        Assert.Equal(Unsafe.SizeOf<Tick>(), RecordCalls.DTypeOf<Tick>().ItemSize);
        Assert.True(RecordCalls.InfoOf<Tick>().IsOwnLayout);
    }

    [Fact]
    public void DType_PackedWhereMemoryIsNot_IsNotItsOwn()
    {
        Assert.Equal("[('Kind', 'u1'), ('Price', '<f8')]", RecordCalls.DTypeOf<PackedTick>().ToString());
        Assert.False(RecordCalls.InfoOf<PackedTick>().IsOwnLayout);
    }

    [Fact]
    public void AllowsNull_Annotations_AreThoseOfTheMembers()
    {
        Assert.Equal(
            [("Text", false), ("TextOrNull", true), ("Bytes", false), ("BytesOrNull", true), ("Texts", false), ("TextsOrNulls", true), ("Anything", true)],
            RecordCalls.InfoOf<Annotated>().Fields.Select(field => (field.Name, field.AllowsNull)));
        Assert.All(RecordCalls.InfoOf<Oblivious>().Fields, field => Assert.True(field.AllowsNull));
    }

    [Fact]
    public void DType_PackOfTwo_HasItsOffsets()
    {
        DType dtype = RecordCalls.DTypeOf<PackOfTwo>();

        Assert.Equal((2, 10), ((int)dtype["Price"].Offset, dtype.ItemSize));
        Assert.True(RecordCalls.InfoOf<PackOfTwo>().IsOwnLayout);
    }

    [Fact]
    public void DType_OfText_IsPacked()
    {
        Assert.Equal(
            "[('traded_at', '<M8[ms]'), ('price', '<f8'), ('sym', '<U8'), ('venue', 'S4'), ('qty', '<i4'), ('is_buy', '?')]",
            RecordCalls.DTypeOf<Trade>().ToString());
        Assert.False(RecordCalls.InfoOf<Trade>().IsOwnLayout);
    }

    [Fact]
    public void DType_OfNested_HasSubArraysAndRecords()
    {
        DType dtype = RecordCalls.DTypeOf<Nested>();

        Assert.Equal(RecordCalls.DTypeOf<Tick>(), dtype["First"].DType);
        Assert.Equal("('<f4', (3,))", dtype["Weights"].DType.ToString());
        Assert.Equal("[('Kind', 'u1'), ('Price', '<f8')]", dtype["Ticks"].DType.Base!.ToString());
        Assert.Equal("('<i4', (3,))", dtype["Triple"].DType.ToString());
        Assert.Equal("object", dtype["Anything"].DType.ToString());
        Assert.Equal("<U1", dtype["Letter"].DType.ToString());
        Assert.Equal("|S5", dtype["Code"].DType.ToString());
        Assert.Equal("('u1', (2,))", dtype["Pair"].DType.ToString());
        Assert.Equal("('<U3', (2,))", dtype["Tags"].DType.ToString());
    }

    [Fact]
    public void DType_OfNestedOwnLayout_HasTheMemorysOffsets()
    {
        Block block = default;
        DType dtype = RecordCalls.DTypeOf<Block>();

        Assert.True(RecordCalls.InfoOf<Block>().IsOwnLayout);
        Assert.Equal(Unsafe.SizeOf<Block>(), dtype.ItemSize);
        Assert.Equal(OffsetOf(ref block, ref block.Tick), dtype["Tick"].Offset);
        Assert.Equal(OffsetOf(ref block, ref block.Triple), dtype["Triple"].Offset);
        Assert.Equal(OffsetOf(ref block, ref block.Wide), dtype["Wide"].Offset);
    }

    [Fact]
    public void Fields_OfARecord_SayWhatMembersAre()
    {
        NpyRecordField field = RecordCalls.InfoOf<Trade>().Fields[2];

        Assert.Equal(("sym", "Symbol", typeof(string), "<U8"), (field.Name, field.Member, field.ClrType, field.DType!.ToString()));
        Assert.Equal(typeof(Trade), RecordCalls.InfoOf<Trade>().Type);
    }

    private static long OffsetOf<T, TField>(ref T record, ref TField field) => Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref record), ref Unsafe.As<TField, byte>(ref field));
}
