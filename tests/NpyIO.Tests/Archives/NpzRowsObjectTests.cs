using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Some rows of arrays that are or hold Python objects, against the same rows of the whole array.</summary>
public sealed class NpzRowsObjectTests
{
    private static readonly DType Record = DType.Struct(new Field("n", DType.Int32), new Field("o", DType.Object), new Field("p", DType.SubArray(DType.Object, 2L)));

    public static TheoryData<string, int> Archives
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in Samples().Keys)
            {
                for (int form = 0; form < 3; form++)
                    data.Add(name, form);
            }

            return data;
        }
    }

    public static TheoryData<string> GoldenCases => [.. GoldenCase.Saved.Where(static name => GoldenCase.Of(name) is { IsObject: true, IsRefused: false })];

    [Theory]
    [MemberData(nameof(Archives))]
    public Task LoadRows_Objects_AreThoseOfTheWhole(string name, int form) => AssertRows(Npy.Save(Samples()[name]), form);

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public Task LoadRows_GoldenObjects_AreThoseOfTheWhole(string name) => AssertRows(GoldenCase.Of(name).Bytes, form: 1);

    [Fact]
    public void LoadRows_TypedObjects_OnlyTheRowsAreConverted()
    {
        using NpzFile file = Npz.Open(ZipBytes.Of(true, ("a.npy", Npy.Save(NdArray.FromObjects(new object?[] { "x", 1L, 2L, null })))));

        Assert.Equal([1L, 2L], file["a"].LoadRows<long>(1, 2).ToArray());
        Assert.Equal(["x"], file["a"].LoadRows<string>(0, 1).ToArray());
        Assert.Equal([null], file["a"].LoadRows<object?>(3, 1).ToArray());
        Assert.Throws<InvalidCastException>(() => file["a"].LoadRows<long>(0, 2));
    }

    [Fact]
    public async Task LoadRows_NotThere_SaysWhatIs()
    {
        byte[] archive = ZipBytes.Of(false, ("a.npy", Npy.Save(NdArray.FromObjects(new object?[] { 1L, 2L, 3L }))), ("item.npy", Npy.SaveItem(new List<object?> { 1L, 2L })));
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        Assert.Equal("The array has 3 rows, not 2 from row 2 on. (Parameter 'count')", Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].LoadRows(2, 2)).Message);
        Assert.Equal("The array has 3 rows, not 2 from row 2 on. (Parameter 'count')", (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stream["a"].LoadRowsAsync(2, 2))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].LoadRows(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file["a"].LoadRows(1, long.MaxValue));
        Assert.Throws<InvalidOperationException>(() => file["item"].LoadRows(0, 1));
    }

    [Fact]
    public async Task LoadRows_DamagedObjects_AreNeverGiven()
    {
        byte[] entry = Npy.Save(NdArray.FromObjects(new object?[] { "first", new string('x', 300_000), "last" }));
        byte[] archive = ZipBytes.Of(false, ("a.npy", entry));
        archive[archive.AsSpan().LastIndexOf("last"u8)] ^= 1;
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => file["a"].LoadRows(0, 1)).Reason);
        Assert.Equal(NpyFormatReason.BadChecksum, (await Assert.ThrowsAsync<NpyFormatException>(() => stream["a"].LoadRowsAsync(0, 1))).Reason);
    }

    private static Dictionary<string, NdArray> Samples()
    {
        var records = NdArray.Create(Record, 5L);
        for (long i = 0; i < 5; i++)
        {
            records["n"].Set((int)i, i);
            records["o"].Set<object?>($"text {i}", i);
            records["p"].Set<object?>(new List<object?> { i }, i, 1);
        }

        var square = new object?[4, 3];
        for (int i = 0; i < square.Length; i++)
            square[i / 3, i % 3] = i % 2 == 0 ? $"{i}" : new List<object?> { (long)i };
        return new()
        {
            ["few"] = NdArray.FromObjects(new object?[] { 1L, "two", null, 4.5 }),
            ["arrays inside"] = NdArray.FromObjects(new object?[] { NdArray.FromArray(new[] { 1, 2, 3 }), NdArray.FromArray(new[] { 4.5, 5.5 }), "x" }),
            ["texts"] = NdArray.FromObjects(Enumerable.Range(0, 3000).Select(static i => $"text {i}").ToArray<object?>()),
            ["lists"] = NdArray.FromObjects(Enumerable.Range(0, 3000).Select(static i => new List<object?> { (long)i }).ToArray<object?>()),
            ["square"] = NdArray.FromObjects(square),
            ["fortran"] = NdArray.FromObjects(square).Transpose(),
            ["records"] = records,
            ["none"] = NdArray.FromObjects(new object?[0, 3]),
        };
    }

    private static async Task AssertRows(byte[] entry, int form)
    {
        byte[] archive = form == 2 ? new ZipBytes().AddIndexed("a.npy", entry, NpyHeader.Parse(entry).DataOffset, 10_000).ToBytes() : ZipBytes.Of(form == 1, ("a.npy", entry));
        using NpzFile file = Npz.Open(archive, new NpyReadOptions { Strict = true });
        using NpzFile stream = Npz.Open(new MemoryStream(archive));
        NdArray whole = file["a"].Load();
        if (whole.Rank == 0)
        {
            Assert.Throws<InvalidOperationException>(() => file["a"].LoadRows(0, 0));
            return;
        }

        long count = whole.Shape[0];
        foreach ((long start, long rows) in ((long, long)[])[(0, count), (0, 0), (count, 0), (0, Math.Min(1, count)), (count / 2, count - count / 2), (count / 3, count / 2)])
        {
            AssertSame(whole, start, rows, file["a"].LoadRows(start, rows));
            AssertSame(whole, start, rows, await file["a"].LoadRowsAsync(start, rows));
            AssertSame(whole, start, rows, await stream["a"].LoadRowsAsync(start, rows));
            NdArray kept = file["a"].LoadRows(start, rows, NpyReadOptions.AsStored);
            AssertSame(whole, start, rows, kept);
            if (whole.Rank > 1 && file["a"].Load(NpyReadOptions.AsStored) is { IsCContiguous: false })
                Assert.True(kept.IsFortranContiguous);
        }
    }

    private static void AssertSame(NdArray whole, long start, long count, NdArray rows)
    {
        Assert.Equal([count, .. whole.Shape[1..]], rows.Shape);
        for (long row = 0; row < count; row++)
            PickleAssert.Equal(whole.At(start + row).Copy(), rows.At(row).Copy(), $"row {row}");
    }
}
