using System.Buffers;
using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Arrays of Python objects in .npy files.</summary>
public sealed class NpyObjectTests
{
    /// <summary><c>np.array(['a', None, {'k': [1, 2.5]}], dtype=object)</c> as <c>pickle.dumps(…, 0)</c> of NumPy 1.24 writes it: without frames, and with an end that only reading finds.</summary>
    private const string Protocol0 = """
        cnumpy.core.multiarray
        _reconstruct
        p0
        (cnumpy
        ndarray
        p1
        (I0
        tp2
        c_codecs
        encode
        p3
        (Vb
        p4
        Vlatin1
        p5
        tp6
        Rp7
        tp8
        Rp9
        (I1
        (I3
        tp10
        cnumpy
        dtype
        p11
        (VO8
        p12
        I00
        I01
        tp13
        Rp14
        (I3
        V|
        p15
        NNNI-1
        I-1
        I63
        tp16
        bI00
        (lp17
        Va
        p18
        aNa(dp19
        Vk
        p20
        (lp21
        I1
        aF2.5
        asatp22
        b.
        """;

    public static TheoryData<SourceKind> Kinds => Sources.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_OldestProtocol_HasTheObjects(SourceKind kind)
    {
        NdArray array = await Sources.LoadAsync(kind, NpyBytes.Of("'|O'", "(3,)", Encoding.ASCII.GetBytes(Protocol0)));

        Assert.Equal("a", array.GetValue(0));
        Assert.Null(array.GetValue(1));
        Assert.Equal(new List<object?> { 1L, 2.5 }, array.Get<PickleDictionary>(2)["k"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_StreamOfSeveral_StandsBehindEach(bool isAsync)
    {
        byte[] first = NpyBytes.Of("'|O'", "(3,)", Encoding.ASCII.GetBytes(Protocol0));
        byte[] second = Npy.Save(NdArray.FromItem(7L));
        byte[] third = NpyBytes.Integers("(2,)", 2);
        foreach (Stream stream in (Stream[])[new PartialStream([.. first, .. second, .. third], 1000), new MemoryStream([.. first, .. second, .. third])])
        {
            Assert.Equal(3, (isAsync ? await Npy.LoadAsync(stream) : Npy.Load(stream)).Count);
            Assert.Equal(7L, isAsync ? await Npy.LoadItemAsync(stream) : Npy.LoadItem(stream));
            NdArray<int> last = isAsync ? await Npy.LoadAsync<int>(stream) : Npy.Load<int>(stream);
            Assert.Equal([0, 1], last.ToArray());
        }
    }

    [Fact]
    public void Load_AsText_GivesTexts()
    {
        NdArray<string> texts = Npy.Load<string>(Npy.Save(NdArray.FromObjects(new[] { "a", null, "b" })));

        Assert.Equal(new[] { "a", null, "b" }, texts.ToArray());
        Assert.Equal(DType.Object, texts.DType);
    }

    [Fact]
    public void Load_AsOneType_GivesIt()
    {
        byte[] file = Npy.Save(new object?[] { new PickleDictionary { ["a"] = 1L }, new PickleDictionary() });

        Assert.Equal(1L, Npy.Load<PickleDictionary>(file)[0]["a"]);
        Assert.Equal(2, Npy.Load<object>(file).Count);
    }

    [Fact]
    public void Load_AsAnotherType_NamesTheElement() =>
        Assert.Equal(
            "The element at index (1,) is long, not string.",
            Assert.Throws<InvalidCastException>(() => Npy.Load<string>(Npy.Save(new object?[] { "a", 1L }))).Message);

    [Fact]
    public void Load_IntoABuffer_SaysThatItCannot() =>
        Assert.Equal(NpyFormatReason.Unsupported, Assert.Throws<NpyFormatException>(() => Npy.Load(Npy.Save(new object?[1]).AsMemory(), new long[1].AsSpan())).Reason);

    [Fact]
    public void Load_Python2AsUtf8_HasTheText()
    {
        byte[] file = NpyBytes.Of("'|O'", "()", Encoding.Latin1.GetBytes("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(tcnumpy\ndtype\n(S'O8'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI63\ntbI00\n(lS'\\xc3\\xa9'\natb."));

        Assert.Equal("\u00C3\u00A9", Npy.LoadItem(file));
        Assert.Equal("\u00E9", Npy.LoadItem(file, new NpyReadOptions { Encoding = PickleEncoding.Utf8 }));
    }

    [Fact]
    public void Load_PickleOfSomethingElse_IsRefused()
    {
        NpyFormatException e = Assert.Throws<NpyFormatException>(() => Npy.Load(NpyBytes.Of("'|O'", "()", "(lp0\n."u8)));

        Assert.Equal((NpyFormatReason.BadPickle, 128L, "The pickle behind the header is a list of 0, not an array (at byte 128)"), (e.Reason, e.Offset, e.Problem));
    }

    [Fact]
    public void Load_EveryTruncation_IsOneException()
    {
        byte[] file = NpyBytes.Of("'|O'", "(3,)", Encoding.ASCII.GetBytes(Protocol0));
        for (int length = 128; length < file.Length - 1; length++)
        {
            Assert.Throws<NpyFormatException>(() => Npy.Load(file.AsSpan(0, length)));
            Assert.Throws<NpyFormatException>(() => Npy.Load(new PartialStream(file[..length], 100)));
        }
    }

    [Fact]
    public void Load_BytesBehindThePickle_AreAnErrorOnlyWhereStrict()
    {
        byte[] file = [.. Npy.Save(NdArray.FromItem("x")), 0];

        Assert.Equal("x", Npy.LoadItem(file));
        Assert.Equal(NpyFormatReason.TrailingData, Assert.Throws<NpyFormatException>(() => Npy.Load(file, new NpyReadOptions { Strict = true })).Reason);
    }

    /// <summary>The options that concern a pickle, from every source.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_StrictAndEncodingAndProgress_AreFollowedFromEverySource(SourceKind kind)
    {
        byte[] python2 = NpyBytes.Of("'|O'", "()", Encoding.Latin1.GetBytes("cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(tcnumpy\ndtype\n(S'O8'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI63\ntbI00\n(lS'\\xc3\\xa9'\natb."));
        var progress = new Recorder();

        Assert.Equal("\u00C3\u00A9", (await Sources.LoadAsync(kind, python2)).GetItem());
        Assert.Equal("\u00E9", (await Sources.LoadAsync(kind, python2, new NpyReadOptions { Encoding = PickleEncoding.Utf8, Strict = true, Progress = progress })).GetItem());
        Assert.Equal("\u00C3\u00A9", (await Sources.LoadAsync(kind, [.. python2, 0])).GetItem());
        NpyFormatException error = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, [.. python2, 0], new NpyReadOptions { Strict = true }));
        Assert.Equal((NpyFormatReason.TrailingData, (long)python2.Length), (error.Reason, error.Offset));
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.InRange(progress.Reports[^1], 1, python2.Length);
    }

    /// <summary>Offsets count from the start of the array, before which its stream has others.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_ErrorFarInThePickle_HasItsOffsetFromEverySource(SourceKind kind)
    {
        byte[] file = NpyBytes.Of("'|O'", "()", [.. Enumerable.Repeat((byte)'N', 100_000), 0xFF, (byte)'.']);

        NpyFormatException error = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, file));

        Assert.Equal((NpyFormatReason.BadPickle, file.Length - 2L), (error.Reason, error.Offset));
    }

    [Fact]
    public void Load_ErrorInThePickle_HasItsOffsetFromTheArraysStart()
    {
        byte[] file = NpyBytes.Of("'|O'", "()", "NNQ."u8);

        Assert.Equal(130, Assert.Throws<NpyFormatException>(() => Npy.Load(file)).Offset);
    }

    [Fact]
    public void Load_FrameLongerThanAnythingFromAStream_HasItsOffsetInTheContent()
    {
        byte[] file = NpyBytes.Of("'|O'", "()", [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0x80, (byte)'N']);

        Assert.InRange(Assert.Throws<NpyFormatException>(() => Npy.Load(new PartialStream(file, 1000))).Offset, 128, file.Length);
    }

    [Fact]
    public async Task SaveItem_EverywhereAndLoadItem_GivesTheObject()
    {
        using TempFolder folder = new();
        var item = new PickleDictionary { ["a"] = new List<object?> { 1L, null }, ["x"] = NdArray.FromArray(new[] { 1.5 }) };
        string path = folder.PathOf("item.npy");
        var writer = new ArrayBufferWriter<byte>();
        var stream = new MemoryStream();
        byte[] bytes = Npy.SaveItem((object?)item);

        Npy.SaveItem(path, item);
        Npy.SaveItem(writer, item);
        await Npy.SaveItemAsync(stream, item);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
        Assert.Equal(bytes, writer.WrittenSpan);
        Assert.Equal(bytes, stream.ToArray());
        await Npy.SaveItemAsync(path, item);
        var loaded = Assert.IsType<PickleDictionary>(await Npy.LoadItemAsync(path));
        Assert.Equal([1L, null], loaded.Get<List<object?>>("a"));
        Assert.Equal([1.5], loaded.Get<NdArray>("x").ToArray<double>());
    }

    [Fact]
    public void LoadItem_SeveralElements_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Npy.LoadItem(NpyBytes.Integers("(2,)", 2)));

    [Fact]
    public void Save_NullTextAmongObjects_IsNone() => Assert.Equal(new[] { "a", null }, Npy.Load(Npy.Save(NdArray.FromObjects(new[] { "a", null }))).ToArray<string>());

    [Fact]
    public void Save_RecordsWithObjects_KeepsEveryField()
    {
        DType dtype = DType.Parse("[('n', '<i4'), ('o', 'O'), ('d', '<M8[D]'), ('p', '<f8', (2,)), ('q', 'O', (2,))]");
        NdArray records = NdArray.Create(dtype, 2);
        records["n"].Set(7, 1);
        records["o"].Set("text", 1);
        records["d"].Set(new Datetime64(3, DatetimeUnit.Day), 1);
        records["p"].Set(1.5, 1, 0);
        records["q"].Set<object?>(8L, 0, 1);

        NdArray loaded = Npy.Load(Npy.Save(records));

        Assert.Equal(dtype, loaded.DType);
        Assert.Equal([0, 7], loaded["n"].ToArray<int>());
        Assert.Equal([null, "text"], loaded["o"].ToArray<object?>());
        Assert.Equal([0L, 3L], loaded["d"].ToArray<long>());
        Assert.Equal([0, 0, 1.5, 0], loaded["p"].ToArray<double>());
        Assert.Equal([null, 8L, null, null], loaded["q"].ToArray<object?>());
    }

    [Fact]
    public void Save_TextsOfAnyLength_KeepsTheDType()
    {
        NdArray texts = NdArray.FromObjects(new[] { "a", null, "long text" }, DType.StringDType(double.NaN));
        byte[] file = Npy.Save(texts);

        Assert.Equal(DType.Object, NpyHeader.Parse(file).DType);
        Assert.Equal(DType.StringDType(double.NaN), Npy.Load(file).DType);
        Assert.Equal(new[] { "a", null, "long text" }, Npy.Load<string>(file).ToArray());
    }

    [Fact]
    public void Save_Fortran_KeepsTheOrderAsStored()
    {
        NdArray array = NdArray.FromObjects(new object?[,] { { 1L, 2L, 3L }, { 4L, 5L, 6L } }).Copy(Order.Fortran);
        byte[] file = Npy.Save(array);

        Assert.True(NpyHeader.Parse(file).FortranOrder);
        Assert.True(Npy.Load(file).IsCContiguous);
        Assert.True(Npy.Load(file, NpyReadOptions.AsStored).IsFortranContiguous);
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], Npy.Load(file, NpyReadOptions.AsStored).ToArray<object?>());
    }

    [Fact]
    public void Save_ObjectsSharedAndCyclic_StaySo()
    {
        var shared = new List<object?> { 1L };
        NdArray array = NdArray.FromArray(new object?[] { shared, shared, null });
        array.Set(array, 2);

        NdArray loaded = Npy.Load(Npy.Save(array));

        Assert.Same(loaded.GetValue(0), loaded.GetValue(1));
        Assert.Same(loaded, loaded.GetValue(2));
    }

    [Fact]
    public void Save_WhatPythonHasNoValueFor_LeavesTheFileThatWasThere()
    {
        using var file = new TempFile([1, 2, 3]);

        Assert.Throws<ArgumentException>(() => Npy.Save(file.Path, new object?[] { new Uri("http://x") }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
    }
}
