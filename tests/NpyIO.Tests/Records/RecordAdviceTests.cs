using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>What the errors of records say to write instead.</summary>
public sealed class RecordAdviceTests
{
    [Theory]
    [InlineData("traded_at", "[NpyField(\"traded_at\")]")]
    [InlineData("tradedAt ", "[NpyField(\"tradedAt \")]")]
    [InlineData("TradedOn", null)]
    [InlineData("traded_ad", "[NpyField(\"traded_ad\")]")]
    [InlineData("a\"b", null)]
    public void Load_NameThatIsNear_IsShown(string name, string? advice)
    {
        NdArray array = NdArray.Create(DType.Struct([new Field(name, DType.Int64), new Field("Qty", DType.Int32)]), 1);

        string message = Refused<Near>(array);

        Assert.StartsWith("The records do not match Near: there is no field for TradedAt.\n", message, StringComparison.Ordinal);
        Assert.Equal(advice is not null, message.Contains($"no such field: is it {advice}?", StringComparison.Ordinal));
        Assert.Contains($"    '{name}", message, StringComparison.Ordinal);
        Assert.Contains("AllowMissingFields", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TwoNamesThatAreNear_AreNotGuessed()
    {
        NdArray array = NdArray.Create(DType.Parse("[('traded_at','i8'),('traded-at','i8'),('Qty','i4')]"), 1);

        Assert.DoesNotContain("is it", Refused<Near>(array), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NothingMatches_DoesNotAdviseMissingFields()
    {
        NdArray array = NdArray.Create(DType.Parse("[('x','f4'),('y','f4')]"), 1);

        string message = Refused<Near>(array);

        Assert.DoesNotContain("AllowMissingFields", message, StringComparison.Ordinal);
        Assert.Contains("'y'", message.Split("The struct for")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ExtraFieldRefused_NamesTheOption()
    {
        NdArray array = NdArray.Create(DType.Parse("[('TradedAt','i8'),('Qty','i4'),('more','f4')]"), 1);

        string message = Assert.Throws<InvalidCastException>(() => Npy.Load<Near>(Npy.Save(array), new NpyReadOptions { AllowExtraFields = false })).Message;

        Assert.StartsWith("The records do not match Near: there is no member for 'more'.\n", message, StringComparison.Ordinal);
        Assert.Contains("AllowExtraFields = true", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f8", true)]
    [InlineData("f4", true)]
    [InlineData("U3", false)]
    [InlineData("M8[s]", false)]
    public void Load_OtherNumbers_AdviseCheckedUnlessGiven(string dtype, bool isConverted)
    {
        NdArray array = NdArray.Create(DType.Parse($"[('TradedAt','i8'),('Qty','{dtype}')]"), 1);

        Assert.Equal(isConverted, Refused<Near>(array).Contains("Casting.Checked", StringComparison.Ordinal));
        if (!isConverted)
            Assert.DoesNotContain("NpyReadOptions { Casting", Assert.Throws<InvalidCastException>(() => Npy.Load<Near>(Npy.Save(array), Casting.Checked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TypeWithoutAttribute_SaysWhatMakesItARecord()
    {
        NdArray array = NdArray.Create(DType.Parse("[('TradedAt','<i8'),('Qty','<i8')]"), 1);
        const string Advice = "a partial struct with [NpyRecord]:\n\n[NpyRecord]\npublic partial record struct ";
        byte[] file = Npy.Save(array);

        foreach (string message in (string[])[
            Assert.Throws<InvalidCastException>(() => Npy.Load<Plain>(file)).Message,
            Assert.Throws<InvalidCastException>(() => array.As<Plain>()).Message,
            Assert.Throws<InvalidCastException>(() => array.To<Plain>()).Message,
            Assert.Throws<InvalidCastException>(() => array.ToArray<Plain>()).Message,
        ])
            Assert.Contains($"make Plain a record, {Advice}Plain(", message, StringComparison.Ordinal);
        Assert.Contains($"make Reference a record, {Advice}Reference(", Assert.Throws<InvalidCastException>(() => Npy.Load<Reference>(file)).Message, StringComparison.Ordinal);
        Assert.Contains("make Plain a partial struct with [NpyRecord]", Assert.Throws<InvalidCastException>(() => Npy.Save(new Plain[1])).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("NpyRecord", Assert.Throws<InvalidCastException>(() => Npy.Load<double>(file)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("NpyRecord", Assert.Throws<InvalidCastException>(() => Npy.Load<Plain>(Npy.Save(new double[1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_OfALayoutThatIsNotTheFiles_SaysWhy()
    {
        NdArray packed = NdArray.Create(DType.Of<PackedTick>(), 1);

        Assert.Contains("Pack = 1", Assert.Throws<InvalidCastException>(() => packed.As<PackedTick>()).Message, StringComparison.Ordinal);
        Assert.Contains("another byte order", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Of<Tick>().WithByteOrder(ByteOrder.BigEndian), 1).As<Tick>()).Message, StringComparison.Ordinal);
        Assert.Contains("other offsets", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse("[('Qty','i4'),('Side','i2'),('Kind','u1'),('Price','f8')]"), 1).As<Tick>()).Message, StringComparison.Ordinal);
        Assert.Contains("text, dates and bool", Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Of<Quote>(), 1).As<Quote>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateMapped_OfRecordsThatAreConverted_MakesNoFile()
    {
        using var file = new TempFile();
        File.Delete(file.Path);

        Assert.Contains("CreateMapped(path, DType.Of<Quote>(), …)", Assert.Throws<InvalidCastException>(() => Npy.CreateMapped<Quote>(file.Path, [3])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => Npy.CreateMapped<PackedTick>(file.Path, [3]));

        Assert.False(File.Exists(file.Path));
        using (MappedArray ticks = Npy.CreateMapped<Tick>(file.Path, [3]))
            ticks.As<Tick>()[1] = new Tick(1, 2, Side.Buy, 3);
        Assert.Equal(new Tick(1, 2, Side.Buy, 3), Npy.Load<Tick>(file.Path)[1]);
    }

    [Fact]
    public void Append_ToOtherFields_ShowsBothSides()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, NdArray.Create(DType.Parse("[('Kind','u1'),('Price','f4'),('more','U3')]"), 2));
        byte[] before = File.ReadAllBytes(file.Path);

        foreach (string message in (string[])[
            Assert.Throws<ArgumentException>(() => Npy.Append(file.Path, new PackedTick[1])).Message,
            Assert.Throws<ArgumentException>(() => Npy.Append(file.Path, NdArray.FromArray(new PackedTick[1]))).Message,
            Assert.Throws<InvalidCastException>(() => Npy.Append<PackedTick>(file.Path)).Message,
        ])
        {
            Assert.StartsWith($"PackedTick does not match the records of '{file.Path}': 'Price' does not fit double Price, another type, and 1 more difference.\n", message, StringComparison.Ordinal);
            Assert.Contains("'more'", message, StringComparison.Ordinal);
            Assert.DoesNotContain("NpyReadOptions", message, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void RowWriter_OneRecord_IsARow()
    {
        using var file = new TempFile();
        using (RowWriter<Quote> rows = Npy.CreateRows<Quote>(file.Path, []))
        {
            for (int i = 0; i < 3; i++)
                rows.Write(new Quote(DateTime.UnixEpoch, i, "x", i, false, default, new Leg("", null)));
            rows.Complete();
        }

        Assert.Equal([0, 1, 2], Npy.Load<Quote>(file.Path).Select(quote => quote.Qty));
    }

    [Fact]
    public void Save_DatesOfOtherUnits_AreConvertedExactlyOrRefused()
    {
        Trade[] trades = [new(new Datetime64(2, DatetimeUnit.Day), 1, "", "", 1, true), new(new Datetime64(3_000, DatetimeUnit.Microsecond), 1, "", "", 1, true)];

        Assert.Equal([172_800_000, 3], Npy.Load(Npy.Save(trades))["traded_at"].View<long>().ToArray());

        trades[1] = trades[1] with { TradedAt = new Datetime64(3_001, DatetimeUnit.Microsecond) };
        Assert.StartsWith(
            "The value of record 1 in field 'traded_at', 1970-01-01T00:00:00.003001 in the unit of '<M8[us]', is not a whole number",
            Assert.Throws<OverflowException>(() => Npy.Save(trades)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoneForATextThatIsNotNullable_IsRefused()
    {
        NdArray array = NdArray.Create(DType.Parse("[('leg',[('Name','O')],(2,)),('Note','O')]"), 3);
        foreach (int i in Enumerable.Range(0, 6))
            array["leg"]["Name"].Set<object?>("text", i / 2, i % 2);
        byte[] file = Npy.Save(array);
        Noted[] loaded = Npy.Load<Noted>(file).ToArray();
        array["leg"]["Name"].Set<object?>(null, 2, 1);

        Assert.Equal(["text", "text"], loaded[2].Leg.Select(leg => leg.Name));
        Assert.Null(loaded[2].Note);
        Assert.Equal(
            "The value of record 2 in field 'leg.Name' is None, which string cannot hold: make the member string?.",
            Assert.Throws<OverflowException>(() => Npy.Load<Noted>(Npy.Save(array))).Message);
    }

    private static string Refused<T>(NdArray array) => Assert.Throws<InvalidCastException>(() => Npy.Load<T>(Npy.Save(array))).Message;

    private readonly record struct Plain(long TradedAt, int Qty);

    private sealed record Reference(long TradedAt, int Qty);
}

[NpyRecord]
internal partial record struct Near(long TradedAt, int Qty);

[NpyRecord]
internal partial record struct Named([NpyField(DType = "O")] string Name);

[NpyRecord(Naming = NpyNaming.CamelCase)]
internal partial record struct Noted([NpyField(Length = 2)] Named[] Leg, [NpyField("Note", DType = "O")] string? Note);
