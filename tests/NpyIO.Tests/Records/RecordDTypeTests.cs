using System.Globalization;
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

    /// <summary>Columns are written in native byte order, whatever a description by hand says.</summary>
    [Theory]
    [InlineData("M8[ms]")]
    [InlineData("<M8[ms]")]
    [InlineData("=M8[ms]")]
    [InlineData(">M8[ms]")]
    public void Field_DTypeOfAnyOrder_IsNative(string dtype)
    {
        Assert.Equal(DType.Parse("=M8[ms]"), NpyRecordColumns.Field<DateTime>("x", "X", dtype).DType);
        Assert.Equal(DType.SubArray(DType.Parse("=M8[ms]"), [2L]), NpyRecordColumns.Rows<DateTime>("x", "X", 2, dtype).DType);
    }

    /// <summary>Every dtype that the generator takes is one that the library parses.</summary>
    [Theory]
    [InlineData("DateTime", "M8[ms]", "<M8[25s]", "=datetime64[2147483647ns]", "datetime64[h]")]
    [InlineData("TimeSpan", "m8[ms]", "<m8[01s]", "=timedelta64[3us]")]
    [InlineData("Datetime64", "M8", "=M8", "<datetime64[Y]")]
    [InlineData("Timedelta64", "m8", "timedelta64", "<m8[as]")]
    [InlineData("string", "U8", "<U08", "=U8", "|U8", "S8", "|S8", "<S8", "O", "|O")]
    [InlineData("char", "U1", "<U1", "=U1", "|U1", "S1", "|S1")]
    [InlineData("byte[]", "S8", "|S8", "V8", "|V8")]
    public void Generator_EveryFormOfADType_IsParsed(string type, params string[] dtypes)
    {
        string members = string.Join(", ", dtypes.Select((dtype, i) => string.Create(CultureInfo.InvariantCulture, $"[NpyField(DType = \"{dtype}\")] {type} X{i}")));

        Type record = RecordCompiler.Load($"[NpyRecord] public partial record struct A({members});").GetType("A")!;

        var info = ((INpyRecord)Activator.CreateInstance(record)!).Info;
        Assert.Equal(dtypes.Select(dtype => DType.Parse(dtype)), info.Fields.Select(field => field.DType));
    }

    private static long OffsetOf<T, TField>(ref T record, ref TField field) => Unsafe.ByteOffset(ref Unsafe.As<T, byte>(ref record), ref Unsafe.As<TField, byte>(ref field));
}
