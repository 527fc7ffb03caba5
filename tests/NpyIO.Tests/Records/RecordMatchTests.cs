using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Which fields of a file belong to which members, and what is said if they do not fit.</summary>
public sealed class RecordMatchTests
{
    [Theory]
    [InlineData("[('KIND','u1'),('price','<f8')]")]
    [InlineData("[('price','>f8'),('Kind','u1')]")]
    [InlineData("[('note','U40'),('pRICE','<f8'),('gap','V3'),('kind','u1'),('more','<i8',(2,3))]")]
    [InlineData("[('Kind','u1'),('price','<f8'),('PRICE','<i4'),('Price','<f8')]", "Price")]
    public void Load_NamesOfOtherCase_AreFound(string descr, string price = "")
    {
        NdArray array = NdArray.Create(DType.Parse(descr), 2);
        string name = price.Length > 0 ? price : array.DType.Fields.First(field => field.Name.Equals("price", StringComparison.OrdinalIgnoreCase)).Name;
        array[name].Set(2.5, 1);
        array[array.DType.Fields.First(field => field.Name.Equals("kind", StringComparison.OrdinalIgnoreCase)).Name].Set((byte)7, 1);

        Assert.Equal([default, new PackedTick(7, 2.5)], Npy.Load<PackedTick>(Npy.Save(array)).ToArray());
        Assert.Equal(new PackedTick(7, 2.5), array.Get<PackedTick>(1));
    }

    [Fact]
    public void Load_AllKindsOfFaults_AreInOneTable()
    {
        DType stored = DType.Parse("[('at','<M8[us]'),('PRICE','<f4'),('Price','<f8'),('sym','<i4'),('qty','<f8'),('is_buy','?'),('side','<i2',(2,)),('leg',[('Name','S2'),('day','<i8')]),('extra','<U3')]");

        var exception = Assert.Throws<InvalidCastException>(() => Npy.Load<Quote>(Npy.Save(NdArray.Create(stored, 3)), new NpyReadOptions { AllowExtraFields = false }));

        Assert.Equal(
            """
            The records do not match Quote: for Price, 'PRICE' and 'Price' fit but for their case: write [NpyField("PRICE")] for the first, and 5 more differences.

                field      dtype          member             difference
                'at'       '<M8[us]'      DateTime At
                                          double Price       'PRICE' and 'Price' fit but for their case: write [NpyField("PRICE")] for the first
                'sym'      '<i4'          string Symbol      not a string
                'qty'      '<f8'          int Qty            another type
                'is_buy'   '|b1'          bool IsBuy
                'side'     ('<i2', (2,))  Side Side          an array of 2 values, where the member is a single one
                'leg.day'  '<i8'          DateOnly? Leg.Day  not a DateOnly?
                'extra'    '<U3'                             no such member
            """.ReplaceLineEndings("\n"),
            exception.Message.Split("\n\nNpyReadOptions")[0].ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Load_MissingField_SaysWhatToWrite()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Kind','u1'),('price usd','>f8'),('int','<M8[ms]'),('tags','S3',(2,)),('leg',[('x','<U4')])]"), 1);

        var exception = Assert.Throws<InvalidCastException>(() => Npy.Load<PackedTick>(Npy.Save(array)));

        Assert.Equal(
            """
            The records do not match PackedTick: there is no field for Price.

                field        dtype         member        difference
                'Kind'       '|u1'         byte Kind
                                           double Price  no such field
                'price usd'  '>f8'
                'int'        '<M8[ms]'
                'tags'       ('S3', (2,))
                'leg'        a record

            When loading, NpyReadOptions { AllowMissingFields = true } gives members without a field their default.
            The struct for these records is:

            [NpyRecord]
            public partial record struct PackedTick(
                byte Kind,
                [NpyField("price usd")] double PriceUsd,
                [NpyField("int", DType = "M8[ms]")] DateTime Int,
                [NpyField("tags", Length = 2, DType = "S3")] string[] Tags,
                [NpyField("leg")] PackedTickLeg Leg);

            [NpyRecord]
            public partial record struct PackedTickLeg(
                [NpyField("x", Length = 4)] string X);
            """.ReplaceLineEndings("\n"),
            exception.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Load_NumbersOfOtherTypes_FollowCasting()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Qty','>f4'),('Kind','<i8'),('Price','<i2'),('Side','u1')]"), 5, 2);
        array["Qty"].Set(-12f, 4, 1);
        array["Kind"].Set(200L, 4, 1);
        array["Price"].Set((short)-3, 4, 1);
        array["Side"].Set((byte)1, 4, 1);
        byte[] file = Npy.Save(array);

        Assert.Contains(", and 3 more differences.", Assert.Throws<InvalidCastException>(() => Npy.Load<Tick>(file)).Message, StringComparison.Ordinal);
        Assert.Contains(", and 1 more difference.", Assert.Throws<InvalidCastException>(() => Npy.Load<Tick>(file, Casting.Safe)).Message, StringComparison.Ordinal);
        Assert.Equal(new Tick(200, -3, Side.Buy, -12), Npy.Load<Tick>(file, Casting.Checked)[4, 1]);
        Assert.Equal(new Tick(200, -3, Side.Buy, -12), array.To<Tick>(Casting.Unsafe)[4, 1]);

        array["Qty"].Set(1.5f, 3, 1);
        string message = Assert.Throws<OverflowException>(() => Npy.Load<Tick>(Npy.Save(array), Casting.Checked)).Message;
        Assert.StartsWith("The value of record (3, 1) in field 'Qty' is 1.5, which int cannot hold: ", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => Npy.Load<Tick>(Npy.Save(array.Copy(Order.Fortran)), Casting.Checked)).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => array.To<Tick>(Casting.Checked)).Message);
        Assert.Equal(1, Npy.Load<Tick>(Npy.Save(array), Casting.Unsafe)[3, 1].Qty);
    }

    [Fact]
    public void Load_ConvertedRecordWithCasts_ReadsBoth()
    {
        NdArray array = NdArray.Create(DType.Parse("[('leg',[('day','<M8[s]'),('name','<U1')]),('qty','i1'),('price','<f4'),('sym','S9'),('at','>M8[ps]'),('is_buy','?'),('side','<i2')]"), 5000);
        array["qty"].Set((sbyte)-5, 4999);
        array["price"].Set(1.5f, 4999);
        array["sym"].Set("abcdefghi", 4999);
        array["at"].Set(new Datetime64(123_456, DatetimeUnit.Picosecond), 4999);
        array["leg"]["name"].Set("é", 4999);
        array["leg"]["day"].Set(new Datetime64(86_401, DatetimeUnit.Second), 4999);

        Quote quote = array.To<Quote>(Casting.SameKind)[4999];

        Assert.Equal(new Quote(DateTime.UnixEpoch.AddTicks(1), 1.5, "abcdefghi", -5, false, default, new Leg("é", new DateOnly(1970, 1, 2))), quote);
        Assert.StartsWith(
            "The value of record 4999 in field 'at' is 1970-01-01T00:00:00.000000123456, but DateTime holds only ",
            Assert.Throws<OverflowException>(() => Npy.Load<Quote>(Npy.Save(array), Casting.Checked)).Message,
            StringComparison.Ordinal);
        array["at"].Set(new Datetime64(0, DatetimeUnit.Picosecond), 4999);
        Assert.Equal(
            "The value of record 4999 in field 'leg.Day' is 1970-01-02T00:00:01, but DateOnly? holds only whole days, so digits would be lost: Casting.SameKind rounds down, or load it as Datetime64.",
            Assert.Throws<OverflowException>(() => Npy.Load<Quote>(Npy.Save(array), Casting.Checked)).Message);
    }

    [Fact]
    public void Load_MissingFields_AreDefaults()
    {
        NdArray array = NdArray.Create(DType.Parse("[('qty','<i4'),('leg',[('name','S2')])]"), 3);
        array["qty"].Set(7, 2);
        var options = new NpyReadOptions { AllowMissingFields = true };

        Assert.Equal(new Quote(default, 0, "", 7, false, default, new Leg("", null)), Npy.Load<Quote>(Npy.Save(array), options)[2]);
        Assert.Equal(new Quote(default, 0, "", 0, false, default, new Leg("", null)), Npy.Load<Quote>(Npy.Save(NdArray.Create(DType.Parse("[('other','?')]"), 3)), options)[1]);
        Assert.Equal(new Tick(0, 0, default, 7), Npy.Load<Tick>(Npy.Save(array), options)[2]);
        Assert.Empty(Npy.Load<Nested>(Npy.Save(array), options)[2].Weights);
    }

    [Fact]
    public void Load_RecordsLongerThanABlock_AreTheSame()
    {
        DType dtype = DType.Struct([new Field("Price", DType.Parse(">f8"), 5), new Field("Kind", DType.UInt8, 300_000)], 400_000);
        NdArray array = NdArray.Create(dtype, 3);
        array["Price"].Set(2.5, 2);
        array["Kind"].Set((byte)9, 1);
        byte[] file = Npy.Save(array);

        Assert.Equal([default, new(9, 0), new(0, 2.5)], Npy.Load<PackedTick>(file).ToArray());
        Assert.Equal([default, new(9, 0), new(0, 2.5)], array.ToArray<PackedTick>());
        Assert.Equal(new Tick(9, 0, 0, 0), Npy.Load<Tick>(file, new NpyReadOptions { AllowMissingFields = true })[1]);
    }

    [Fact]
    public void Load_NoRecords_IsEmpty()
    {
        Assert.Empty(Npy.Load<Tick>(Npy.Save(Array.Empty<Tick>())).ToArray());
        Assert.Empty(Npy.Load<Quote>(Npy.Save(Array.Empty<Quote>())).ToArray());
        Assert.Equal([0, 3], Npy.Load<Quote>(Npy.Save(NdArray.Create(DType.Of<Quote>().WithByteOrder(ByteOrder.BigEndian), 0, 3))).Shape.ToArray());
        Assert.Empty(Npy.Load<PackedTick>(Npy.Save(NdArray.Create(DType.Of<Tick>(), 0L))));
    }

    [Fact]
    public void Load_DatesThatDoNotFit_HaveTheIndexInTheWholeArray()
    {
        NdArray array = NdArray.Create(DType.Of<Quote>().WithByteOrder(ByteOrder.BigEndian), 100, 70);
        array["at"].Set(new Datetime64(long.MinValue, DatetimeUnit.Nanosecond), 68, 66);
        const string Message = "The value of record (68, 66) in field 'at' is NaT, which DateTime cannot hold: load it as DateTime?, where NaT is null.";

        Assert.Equal(Message, Assert.Throws<OverflowException>(() => Npy.Load<Quote>(Npy.Save(array))).Message);
        Assert.Equal(Message, Assert.Throws<OverflowException>(() => Npy.Load<Quote>(Npy.Save(array.Copy(Order.Fortran)))).Message);
        Assert.Equal(Message, Assert.Throws<OverflowException>(() => array.To<Quote>()).Message);
        Assert.Equal(Message, Assert.Throws<OverflowException>(() => array.Transpose().Transpose().ToArray<Quote>()).Message);
    }

    [Fact]
    public void Save_TextTooLong_HasTheIndexInTheWholeArray()
    {
        var quotes = new Quote[10_000];
        Array.Fill(quotes, new Quote(DateTime.UnixEpoch, 0, "", 0, true, default, new Leg("", null)));
        quotes[9_876] = quotes[0] with { Leg = new Leg("abc", null) };

        string message = Assert.Throws<ArgumentException>(() => Npy.Save(quotes)).Message;

        Assert.Equal("The text of record 9876 in field 'leg.Name' has 3 characters; the field holds 2. Nothing is truncated: give the member a larger [NpyField(Length = …)].", message);
        Assert.Contains(" (98, 76) ", Assert.Throws<ArgumentException>(() => Npy.Save(NdArray.FromArray(quotes).Reshape(100, 100))).Message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Npy.Save((Array)quotes)).Message);
    }

    [Fact]
    public void Load_TextBeyondUnicode_IsAFormatException()
    {
        NdArray array = NdArray.Create(DType.Of<Quote>(), 10);
        array.View<byte>()[7 * array.DType.ItemSize + array.DType["sym"].Offset + 3 * sizeof(uint) + 2] = 0x11;
        byte[] file = Npy.Save(array);

        var exception = Assert.Throws<NpyFormatException>(() => Npy.Load<Quote>(file));

        Assert.Equal(NpyFormatReason.Unsupported, exception.Reason);
        Assert.Equal(file.Length - 3 * array.DType.ItemSize + array.DType["sym"].Offset, exception.Offset);
    }

    [Fact]
    public void Load_NoRecords_SaysWhatItIs()
    {
        byte[] file = Npy.Save(new double[2]);

        Assert.Equal("The array's dtype is float64 ('<f8'), not Tick, and there is no conversion; load it as double.", Assert.Throws<InvalidCastException>(() => Npy.Load<Tick>(file)).Message);
        Assert.Equal("Elements of '<f8' are not records, as Tick is.", Assert.Throws<InvalidCastException>(() => Npy.Load(file).To<Tick>()).Message);
        Assert.Equal("Elements of '<f8' are not records, as Tick is.", Assert.Throws<InvalidCastException>(() => Npy.Load(file).As<Tick>()).Message);
    }

    [Fact]
    public void As_OwnLayout_SharesTheElements()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, new Tick[] { new(1, 2, Side.Buy, 3), new(4, 5, Side.Sell, 6) });
        using (MappedArray map = Npy.Map(file.Path, MapAccess.ReadWrite))
        {
            NdArray<Tick> ticks = map.As<Tick>();
            ticks[1] = ticks[1] with { Qty = 60 };
            Assert.Equal(2, ticks.AsReadOnlySpan()[0].Price);
        }

        Assert.Equal([3, 60], Npy.Load(file.Path)["Qty"].ToArray<int>());
        NdArray<Tick> renamed = NdArray.Create(DType.Struct([new("kind", DType.UInt8, 0), new("price", DType.Float64, 8), new("side", DType.Int16, 16), new("qty", DType.Int32, 20)], 24), 2).As<Tick>();
        renamed[1] = new Tick(1, 2, Side.Sell, 4);
        Assert.Equal([0, 4], renamed.ToNdArray()["qty"].ToArray<int>());
        Assert.Equal("qty", renamed.Copy().DType.Fields[3].Name);
    }

    [Fact]
    public void As_OtherLayout_SaysWhatToCall()
    {
        Assert.Equal(
            "Records of [('Kind', '|u1'), ('Price', '<f8'), ('Side', '<i2'), ('Qty', '<i4')] cannot be seen in place as Tick, because they have no padding, which Tick has in memory unless it has [System.Runtime.InteropServices.StructLayout(LayoutKind.Sequential, Pack = 1)]: To<Tick>() reads them, and so do Npy.Load<Tick> and Read<Tick> of a file.",
            Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse("[('Kind','u1'),('Price','<f8'),('Side','<i2'),('Qty','<i4')]"), 1).As<Tick>()).Message);
        Assert.Contains("text, dates and bool", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Of<Quote>(), 1).As<Quote>()).Message, StringComparison.Ordinal);
        Assert.Contains("there is no field for Side, and 1 more difference.", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Of<PackedTick>(), 1).As<Tick>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Tuples_ShowsTheStruct()
    {
        byte[] file = Npy.Save(NdArray.Create(DType.Parse("[('t','<M8[ns]'),('price','<f8')]"), 1));

        Assert.Equal(
            "The array's dtype is [('t', '<M8[ns]'), ('price', '<f8')], not (DateTime, double); load it untyped and reach its fields by name, or as the struct:\n\n[NpyRecord]\npublic partial record struct Record(\n    [NpyField(\"t\")] DateTime T,\n    [NpyField(\"price\")] double Price);",
            Assert.Throws<InvalidCastException>(() => Npy.Load<(DateTime, double)>(file)).Message);
        Assert.Contains(
            "[NpyRecord] public partial record struct Record(DateTime Item1, double Item2)",
            Assert.Throws<InvalidCastException>(() => Npy.Save(new (DateTime, double)[1])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DTypeOf_Records_IsTheirs()
    {
        Type type = typeof(Leg);
        Assert.Equal("[('Name', 'S2'), ('Day', '<M8[D]')]", DType.Of<Leg>().ToString());
        Assert.Equal("Only the generic form finds the dtype of a record: DType.Of<Leg>().", Assert.Throws<ArgumentException>(() => DType.Of(type)).Message.Split(" (Parameter")[0]);
        Assert.Contains("Write [NpyField(Length = …)] on each", Assert.Throws<InvalidOperationException>(() => DType.Of<Unsized>()).Message, StringComparison.Ordinal);
        Assert.Contains("Write [NpyField(Length = …)] on each", Assert.Throws<InvalidOperationException>(() => Npy.Save(new Unsized[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TextWithoutLength_IsSavedWithTheFilesWidth()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Text','U9'),('Numbers','<i4',(2,))]"), 1);
        array["Text"].Set("any text", 0);
        byte[] file = Npy.Save(array);

        NdArray<Unsized> loaded = Npy.Load<Unsized>(file);

        Assert.Equal("any text", loaded[0].Text);
        Assert.Equal(file, Npy.Save(loaded));
        Assert.True(loaded.Equals(Npy.Load<Unsized>(file)));
    }

    [Fact]
    public void Load_PythonObjectsInRecords_AreRead()
    {
        Nested[] records = [new() { Weights = [1, 2, 3], Ticks = [new(1, 2), new(3, 4)], Anything = "text", Code = [1], Pair = [2, 3], Tags = ["a", "b"], Number = 9 }];

        byte[] file = Npy.Save(records);
        Nested loaded = Npy.Load<Nested>(file)[0];

        Assert.Equal("text", loaded.Anything);
        Assert.Equal(9, loaded.Number);
        Assert.Equal([1, 2, 3], loaded.Weights);
        Assert.Equal([new PackedTick(1, 2), new PackedTick(3, 4)], loaded.Ticks);
        Assert.Equal(file, Npy.Save(Npy.Load<Nested>(file)));
        Assert.True(Npy.Load<Nested>(file).Equals(NdArray.FromArray(records)));
    }

    [Fact]
    public void Load_Bools_AreNormalised()
    {
        NdArray array = NdArray.Create(DType.Of<Quote>(), 2);
        array["is_buy"].View(DType.UInt8).Set((byte)7, 1);

        Assert.Equal(1, Convert.ToByte(Npy.Load<Quote>(Npy.Save(array))[1].IsBuy));
        Assert.Equal(1, Npy.Save(Npy.Load<Quote>(Npy.Save(array)))[^13]);
    }
}
