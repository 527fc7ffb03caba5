using System.Runtime.CompilerServices;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Records at the edges: Python objects beside numbers, claims without bytes, widths that change, padding.</summary>
public sealed class RecordEdgeTests
{
    // From eight pieces on, threads help: but objects have one table.
    [Theory]
    [InlineData(3)]
    [InlineData(40_000)]
    public void Save_ManyRecordsWithObjects_KeepsEach(int count)
    {
        NumberedName[] records = [.. Enumerable.Range(0, count).Select(i => new NumberedName(i, $"n{i}"))];

        Assert.Equal(records, Npy.Load<NumberedName>(Npy.Save(records)).ToArray());
        Assert.Equal(records, Npy.Load<NumberedName>(Npy.Save<NumberedName>(records, [count])).ToArray());
        using var stream = new MemoryStream();
        Npy.Save<NumberedName>(stream, records, [count]);
        Assert.Equal(records, Npy.Load<NumberedName>(stream.ToArray()).ToArray());
    }

    [Fact]
    public void Load_NumbersThatAreObjects_AreConverted()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Kind','O'),('Price','<f8'),('Side','<i2'),('Qty','O')]"), 2);
        array["Kind"].Set<object?>(7L, 0);
        array["Kind"].Set<object?>(8L, 1);
        array["Qty"].Set<object?>(1L, 0);
        array["Qty"].Set<object?>(-5L, 1);
        array["Price"].Set(2.5, 1);
        Tick[] expected = [new(7, 0, default, 1), new(8, 2.5, default, -5)];

        Assert.Equal(expected, Npy.Load<Tick>(Npy.Save(array)).ToArray());
        Assert.Equal(expected, array.To<Tick>().ToArray());
        Assert.Equal(expected, array.ToArray<Tick>());
        Assert.Equal(expected[1], array.Get<Tick>(1));
        Assert.Throws<InvalidCastException>(() => array.As<Tick>());

        array["Qty"].Set<object?>(2.5, 1);
        Assert.StartsWith("The value of record 1 in field 'Qty' is ", Assert.ThrowsAny<Exception>(() => Npy.Load<Tick>(Npy.Save(array), Casting.Checked)).Message, StringComparison.Ordinal);
    }

    /// <summary>With an object behind them, the fields have the size of the struct but not its places.</summary>
    [Fact]
    public void Load_ObjectsOfTheStructsSize_AreNotTakenForItsBytes()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Kind','u1'),('Price','<f8'),('Side','<i2'),('Qty','<i4'),('gap','u1'),('Note','O')]"), 1);
        Assert.Equal(Unsafe.SizeOf<Tick>(), array.DType.ItemSize);
        array["Price"].Set(2.5, 0);
        array["Qty"].Set(-7, 0);

        Assert.Equal(new Tick(0, 2.5, default, -7), array.To<Tick>()[0]);
        Assert.Equal(new Tick(0, 2.5, default, -7), Npy.Load<Tick>(Npy.Save(array))[0]);
    }

    [Fact]
    public void Rows_OfObjects_AreRefusedBeforeThereIsAFile()
    {
        using var file = new TempFile();
        File.Delete(file.Path);

        Assert.Throws<NotSupportedException>(() => Npy.CreateRows<NumberedName>(file.Path, []));
        Assert.Throws<NotSupportedException>(() => Npy.AppendRows<NumberedName>(file.Path, []));
        Assert.False(File.Exists(file.Path));

        using var archive = new TempFile();
        using NpzWriter writer = Npz.Create(archive.Path);
        Assert.Throws<NotSupportedException>(() => writer.AddRows<NumberedName>("rows", []));
    }

    [Fact]
    public void Create_TextsThatAreObjects_AreEmpty()
    {
        Assert.Equal(["", ""], NdArray.Create<NumberedName>(2).Select(record => record.Name));
        Assert.Equal([""], NdArray.Create<Noted>(1)[0].Leg.Select(leg => leg.Name).Distinct());
        Assert.Null(NdArray.Create<Noted>(1)[0].Note);
    }

    [Theory]
    [InlineData("[('Id','<i4'),('Legs',[('Name','<U0')],(2000000000,))]", 1)]
    [InlineData("[('Id','<i4'),('Legs',[('Name','<U0')],(2000000000,))]", 100)]
    [InlineData("[('Id','<i4'),('Legs',[('Name','<U1')],(0,))]", 100)]
    public void Load_ValuesWithoutBytes_AreLimited(string descr, long count)
    {
        byte[] file = Npy.Save(NdArray.Create(DType.Parse(descr), count));

        if (descr.Contains("U0", StringComparison.Ordinal))
            Assert.Equal(NpyFormatReason.TooManyElements, Assert.Throws<NpyFormatException>(() => Npy.Load<Basket>(file)).Reason);
        else
            Assert.Empty(Npy.Load<Basket>(file)[99].Legs);
    }

    [Fact]
    public void Load_ValuesThatWouldBeTooLong_AreADifference()
    {
        byte[] file = new NpyHeader(DType.Parse("[('Values','u1',(300000000,))]"), [0]).ToBytes();

        Assert.Contains("more bytes than a field can have", Assert.Throws<InvalidCastException>(() => Npy.Load<Wide>(file, Casting.Checked)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Load_RecordsWithoutBytes_AreEach(int count)
    {
        byte[] file = Npy.Save(NdArray.Create(DType.Parse("[('Text','<U0')]"), count));

        Assert.Equal(Enumerable.Repeat("", count), Npy.Load<JustText>(file).Select(record => record.Text));
    }

    /// <summary>A piece is as many records as stay in the cache, not a number of records.</summary>
    [Fact]
    public void Save_LongRecords_AreWrittenInPieces()
    {
        Frame[] frames = [.. Enumerable.Range(0, 40).Select(i => new Frame(i, [.. Enumerable.Repeat((byte)i, 300_000)]))];

        NdArray<Frame> loaded = Npy.Load<Frame>(Npy.Save(frames));

        Assert.All(frames, frame => Assert.Equal(frame.Pixels, loaded[frame.Id].Pixels));
    }

    [Fact]
    public void Save_ChangedRecords_TakeTheWidthsOfTheMembers()
    {
        NdArray<Quote> loaded = Npy.Load<Quote>(Npy.Save(NdArray.Create(DType.Parse("[('at','<M8[D]'),('price','<f8'),('sym','<U3'),('qty','<i4'),('is_buy','?'),('side','<i2'),('leg',[('name','S1'),('day','<M8[s]')])]"), 2)));
        Assert.Equal("<U3", loaded.ToNdArray().DType["sym"].DType.ToString());

        loaded[1] = loaded[1] with { Symbol = "ABCD", At = new DateTime(2026, 1, 2, 3, 4, 5), Leg = new Leg("xy", new DateOnly(2026, 1, 2)) };

        Assert.Equal(loaded.ToArray(), Npy.Load<Quote>(Npy.Save(loaded)).ToArray());
        loaded[0] = loaded[0] with { Symbol = "longer than 8" };
        Assert.Contains("record 0 in field 'sym' has 13 code points; the field holds 8.", Assert.Throws<ArgumentException>(() => Npy.Save(loaded)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_CompletedRecords_TakeTheWidthsOfTheMembers()
    {
        NdArray array = NdArray.Create(DType.Parse("[('qty','<i4'),('leg',[('day','<M8[D]')])]"), 2);
        NdArray<Quote> loaded = Npy.Load<Quote>(Npy.Save(array), new NpyReadOptions { AllowMissingFields = true });

        loaded[0] = new Quote(new DateTime(2026, 1, 2, 3, 4, 5), 1.5, "ABCDEFGH", 3, true, Side.Buy, new Leg("xy", null));
        loaded[1] = loaded[1] with { At = DateTime.UnixEpoch };

        Assert.Equal(loaded.ToArray(), Npy.Load<Quote>(Npy.Save(loaded)).ToArray());
    }

    [Fact]
    public void Append_ToNarrowerFields_DoesNotBlameTheMember()
    {
        using var file = new TempFile();
        Npy.Save(file.Path, NdArray.Create(DType.Parse("[('Name','<U3')]"), 0L));

        string message = Assert.Throws<ArgumentException>(() => Npy.Append(file.Path, new[] { new Text8("ABCD") })).Message;

        Assert.Equal("The text of record 0 in field 'Name' has 4 code points; the field holds 3. Nothing is truncated: the fields are those of the array or file that it is written to, which has to be made anew with others.", message);
    }

    /// <summary>What the memory of a struct has between its members means nothing, and does not reach files.</summary>
    [Fact]
    public async Task Save_PaddingOfStructs_IsZero()
    {
        var ticks = new Tick[3000];
        Unsafe.InitBlock(ref Unsafe.As<Tick, byte>(ref ticks[0]), 0xCC, (uint)(ticks.Length * Unsafe.SizeOf<Tick>()));
        for (int i = 0; i < ticks.Length; i++)
            SetMembers(ref ticks[i], i);
        NdArray expected = NdArray.Create(DType.Of<Tick>(), ticks.Length);
        for (int i = 0; i < ticks.Length; i++)
            expected.Set(ticks[i], i);
        byte[] file = Npy.Save(expected);
        using var path = new TempFile();

        Assert.Equal(file, Npy.Save(ticks));
        Assert.Equal(file, Npy.Save<Tick>(ticks, [ticks.Length]));
        Assert.Equal(file, Npy.Save(NdArray.FromArray(ticks)));
        await Npy.SaveAsync<Tick>(path.Path, ticks.AsMemory(), [ticks.Length]);
        Assert.Equal(file, File.ReadAllBytes(path.Path));
        using (RowWriter<Tick> rows = Npy.CreateRows<Tick>(path.Path, []))
        {
            rows.Write(ticks.AsSpan(0, 10));
            await rows.WriteAsync(ticks.AsMemory(10, 2000));
            rows.Write(NdArray.FromArray(ticks)[2010..]);
            rows.Complete();
        }

        Assert.Equal(file, File.ReadAllBytes(path.Path));
        Npy.Save(path.Path, ticks[..1000]);
        Npy.Append(path.Path, ticks[1000..2000]);
        Npy.Append(path.Path, NdArray.FromArray(ticks[2000..]));
        Assert.Equal(Npy.Load(file).ToBytes(), Npy.Load(path.Path).ToBytes());
        using var archive = new MemoryStream();
        Npz.Save(archive, ("ticks", ticks));
        Assert.Equal(Npy.Load(file).ToBytes(), Npz.Load(archive.ToArray())["ticks"].ToBytes());
    }

    /// <summary>An array in a struct takes as many values, whatever their axes, as a <c>T[]</c> does.</summary>
    [Theory]
    [InlineData("(2,3)", "<")]
    [InlineData("(6,)", ">")]
    [InlineData("(1,3,2)", ">")]
    public void InlineArray_OfSeveralAxes_IsReadAndWritten(string shape, string order)
    {
        NdArray array = NdArray.Create(DType.Parse($"[('M','{order}f4',{shape}),('Flag','?')]"), 2);
        Matrix matrix = default;
        for (int i = 0; i < 6; i++)
            matrix.M[i] = i + 1;
        var flagged = new FlaggedMatrix { M = matrix.M, Flag = true };
        array.Set(matrix, 1);

        Assert.Equal([1, 2, 3, 4, 5, 6], array["M"][1].ToArray<float>());
        Assert.Equal(6, array.To<Matrix>()[1].M[5]);
        Assert.Equal(6, Npy.Load<Matrix>(Npy.Save(array))[1].M[5]);
        array.Set(flagged, 0);
        Assert.Equal(6, array.Get<FlaggedMatrix>(0).M[5]);
        using var file = new TempFile();
        Npy.Save(file.Path, array);
        Npy.Append(file.Path, new[] { flagged });
        Assert.Equal(array["M"][0].ToArray<float>(), Npy.Load(file.Path)["M"][2].ToArray<float>());
        Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.Parse("[('M','<f4',(2,2))]"), 1).Set(matrix, 0));
        if (order == "<")
            Assert.Equal(6, NdArray.Create(DType.Parse($"[('M','<f4',{shape})]"), 1).As<Matrix>().Count * 6);
    }

    [Fact]
    public void Load_ArraysOfNoLength_AreEmpty()
    {
        NdArray array = NdArray.Create(DType.Parse("[('Values','<f4',(0,)),('Other','i1')]"), 2);

        Assert.Empty(Npy.Load<Wide>(Npy.Save(array), Casting.Checked)[1].Values);
        Assert.Empty(array.To<Wide>(Casting.Checked)[0].Values);
    }

    [Fact]
    public void To_TextBeyondUnicode_HasTheRecordAndTheField()
    {
        byte[] bytes = new byte[3000 * 9];
        bytes[(2999 * 9) + 6] = 0x11;
        NdArray array = NdArray.FromBuffer(bytes, DType.Parse("[('Text','<U2'),('n','u1')]")).Reshape(10, 300);

        Assert.StartsWith("The text of record (9, 299) in field 'Text' holds 0x110000,", Assert.Throws<InvalidOperationException>(() => array.To<JustText>()).Message, StringComparison.Ordinal);
    }

    /// <summary>A setter may load something else, whose errors are not about the record.</summary>
    [Fact]
    public void Setter_ThatLoads_HasErrorsOfItsOwn()
    {
        NdArray array = NdArray.Create(DType.Parse("[('A','<i4')]"), 5);

        Assert.StartsWith("The element at index (1,) is 2.5, ", Assert.Throws<OverflowException>(() => array.To<Reentrant>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DateWithoutAZoneAmongObjects_HasTheIndexInTheWholeArray()
    {
        NdArray array = NdArray.Create(DType.Parse("[('At','O')]"), 5000);
        for (int i = 0; i < 5000; i++)
            array["At"].Set<object?>(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), i);
        byte[] file = Npy.Save(array);
        Assert.Equal(5000, Npy.Load<Moment>(file).Count);

        Assert.StartsWith("The value of record 0 in field 'At' has a time zone", Assert.Throws<InvalidCastException>(() => Npy.Load<LocalMoment>(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_VeryManyFields_AreRefusedInNoTime()
    {
        NdArray array = NdArray.Create(DType.Struct([.. Enumerable.Range(0, 20_000).Select(i => new Field($"field{i}", DType.UInt8))]), 1);

        string message = Assert.Throws<InvalidCastException>(() => Npy.Load<Near>(Npy.Save(array), new NpyReadOptions { AllowExtraFields = false, MaxHeaderSize = 1 << 30 })).Message;

        Assert.InRange(message.Length, 1, 20_000);
    }

    private static void SetMembers(ref Tick tick, int i)
    {
        tick.Kind = (byte)i;
        tick.Price = i;
        tick.Side = Side.Sell;
        tick.Qty = -i;
    }
}

[NpyRecord]
internal partial record struct NumberedName(int Number, [NpyField(DType = "O")] string Name);

[NpyRecord]
internal partial record struct NamedLeg([NpyField(Length = 4)] string Name);

[NpyRecord]
internal partial record struct Basket(int Id, [NpyField(Length = 2)] NamedLeg[] Legs);

[NpyRecord]
internal partial record struct Wide([NpyField(Length = 2)] double[] Values);

[NpyRecord]
internal partial record struct JustText([NpyField(Length = 2)] string Text);

[NpyRecord]
internal partial record struct Frame(long Id, [NpyField(Length = 300_000, DType = "u1")] byte[] Pixels);

[NpyRecord]
internal partial record struct Text8([NpyField(Length = 8)] string Name);

[InlineArray(6)]
internal struct Six
{
    private float _first;
}

[NpyRecord]
internal partial struct Matrix
{
    public Six M;
}

[NpyRecord]
internal partial struct FlaggedMatrix
{
    public Six M;
    public bool Flag;
}

[NpyRecord]
internal partial struct Reentrant
{
    private int _a;

    [NpyField]
    public int A
    {
        readonly get => _a;
        set
        {
            Npy.Load<int>(Npy.Save(new[] { 1, 2.5 }), Casting.Checked);
            _a = value;
        }
    }
}

[NpyRecord]
internal partial record struct Moment([NpyField(DType = "M8[us]")] DateTimeOffset At);

[NpyRecord]
internal partial record struct LocalMoment([NpyField(DType = "M8[us]")] DateTime At);
