using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>What cannot be read into a record or written from it, and what is said of it.</summary>
public sealed class RecordRefusalTests
{
    private static readonly Datetime64 Now = new(1, DatetimeUnit.Millisecond);

    [Fact]
    public void Write_TextTooLong_SaysIndexFieldAndLength()
    {
        Trade[] trades = [new(Now, 1, "ABC", "X", 1, true), new(Now, 1, "𝒳BCDEFGHI", "X", 1, true)];

        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write(trades));

        Assert.Equal("The text of record 1 in field 'sym' has 9 code points; the field holds 8. Nothing is truncated: give the member a larger [NpyField(Length = …)].", exception.Message);
    }

    [Fact]
    public void Write_BytesTooLong_SaysIndexFieldAndLength()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write([new Trade(Now, 1, "ABC", "ABCDE", 1, true)]));

        Assert.Equal("The text of record 0 in field 'venue' has 5 characters; the field holds 4. Nothing is truncated: give the member a larger [NpyField(Length = …)].", exception.Message);
    }

    [Fact]
    public void Write_TextThatIsNotLatin1_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write([new Trade(Now, 1, "ABC", "A€", 1, true)]));

        Assert.Equal("The text of record 0 in field 'venue' holds U+20AC, which is not Latin-1 as the bytes of the field are: store the text as U.", exception.Message);
    }

    [Fact]
    public void Write_NullText_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write([new Trade(Now, 1, null!, "A", 1, true)]));

        Assert.Equal("The value of record 0 in field 'sym' is null, which NumPy cannot store there: write \"\" (or no bytes), or keep it as None with [NpyField(DType = \"O\")].", exception.Message);
    }

    [Fact]
    public void Write_ArrayOfOtherLength_SaysSo()
    {
        Nested nested = new() { Weights = [1, 2] };

        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write([nested]));

        Assert.Equal("The array of record 0 in field 'Weights' has 2 elements; the field holds exactly 3.", exception.Message);
    }

    [Fact]
    public void Write_NoArray_SaysSo()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Write(new Nested[1]));

        Assert.Equal("The array of record 0 in field 'Weights' is null; the field holds exactly 3.", exception.Message);
    }

    [Fact]
    public void Write_ReadOnlyArray_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Write(new Tick[1], NdArray.FromBuffer((ReadOnlyMemory<byte>)new byte[24], RecordCalls.DTypeOf<Tick>())));

    [Fact]
    public void Read_FieldOfOtherType_SaysBoth()
    {
        var own = Assert.Throws<InvalidCastException>(() => RecordCalls.Read<Tick>(NdArray.Create(DType.Parse("[('Kind','u1'),('Price','f4'),('Side','i2'),('Qty','i4')]"), 1)));
        var column = Assert.Throws<InvalidCastException>(() => RecordCalls.Read<PackedTick>(NdArray.Create(DType.Parse("[('Kind','u1'),('Price','f4')]"), 1)));

        Assert.Equal("The field 'Price' holds '<f4'; the record expects '<f8'.", own.Message);
        Assert.Equal("The field 'Price' holds '<f4', which is not a double.", column.Message);
    }

    [Fact]
    public void Read_MissingField_SaysWhichThereAre()
    {
        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Read<Tick>(NdArray.Create(DType.Parse("[('Kind','u1')]"), 1)));

        Assert.Equal("There is no field 'Price'; there are: 'Kind'.", exception.Message);
    }

    [Theory]
    [InlineData(new long[] { 2 }, "An array of shape (2,) is not 3 records along one axis.")]
    [InlineData(new long[] { 3, 1 }, "An array of shape (3, 1) is not 3 records along one axis.")]
    [InlineData(new long[0], "An array of shape () is not 3 records along one axis.")]
    public void Read_OtherShape_SaysSo(long[] shape, string message)
    {
        var info = (NpyIO.Arrays.NpyRecordInfo<Trade>)RecordCalls.InfoOf<Trade>();
        NdArray array = NdArray.Create(info.DType!, shape);

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => info.Read(array, new Trade[3])).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => info.Write(new Trade[3], array)).Message);
    }

    [Fact]
    public void Read_InlineArrayOfOtherLength_SaysSo()
    {
        DType dtype = RecordCalls.DTypeOf<Nested>();
        Field[] fields = [.. dtype.Fields.Select(field => field.Name == "Triple" ? new Field("Triple", DType.Parse("(2,)i4")) : new Field(field.Name, field.DType))];

        var exception = Assert.Throws<ArgumentException>(() => RecordCalls.Read<Nested>(NdArray.Create(DType.Struct(fields), 4)));

        Assert.Equal("The field 'Triple' of 4 records has the shape (4, 2); its member holds 3 elements each.", exception.Message);
    }

    /// <summary>Of two members of which one is the beginning of the other's name, each has its own line.</summary>
    [Fact]
    public void Load_MemberWhoseNameBeginsAnother_IsNotBlamed()
    {
        byte[] file = Npy.Save(NdArray.Create(DType.Parse("[('Leg', [('Kind', 'u1'), ('Price', '<f8')]), ('LegB', [('Kind', 'u1'), ('Price', '<M8[s]')])]"), 1));

        string message = Assert.Throws<InvalidCastException>(() => Npy.Load<Legs>(file)).Message;

        Assert.StartsWith(
            """
            The records do not match Legs: 'LegB.Price' does not fit double LegB.Price, no conversion.

                field         dtype     member             difference
                'Leg'         a record  PackedTick Leg
                'LegB.Price'  '<M8[s]'  double LegB.Price  no conversion

            """,
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CharacterBeyondChar_SaysSo()
    {
        NdArray array = NdArray.Create(RecordCalls.DTypeOf<Nested>(), 2);
        array["Letter"].Set("𝒳", 1);

        var exception = Assert.Throws<OverflowException>(() => RecordCalls.Read<Nested>(array));

        Assert.Equal("The text of record 1 in field 'Letter' is U+1D4B3, which a char cannot hold: make the member a string.", exception.Message);
    }

    [Fact]
    public void DType_OfTextWithoutLength_SaysWhatToWrite()
    {
        NpyRecordInfo info = RecordCalls.InfoOf<Unsized>();

        Assert.Null(info.DType);
        Assert.False(info.IsOwnLayout);
        var exception = Assert.Throws<InvalidOperationException>(RecordCalls.DTypeOf<Unsized>);
        Assert.Equal("Unsized can be loaded but not saved, because nothing says how long these members are: string Text, int[] Numbers. Write [NpyField(Length = …)] on each; on dates, [NpyField(DType = …)] with their unit; on records, that on their members.", exception.Message);
    }

    [Fact]
    public void Read_TextWithoutLength_ReadsAnyLength()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Text','U9'),('Numbers','<i4',(2,))]"), 1);
        array["Text"].Set("any text", 0);

        Unsized read = RecordCalls.Read<Unsized>(array)[0];

        Assert.Equal("any text", read.Text);
        Assert.Equal([0, 0], read.Numbers);
    }

    private static void Write<T>(T[] records, NdArray destination)
        where T : struct, INpyRecord<T> => T.Write(records, destination);
}

[NpyRecord]
internal partial record struct Legs(PackedTick Leg, PackedTick LegB);
