using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Arrays that are or hold Python objects have no parts that could be read alone: their data are one pickle.</summary>
public sealed class StoredObjectTests
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
    public Task Read_Objects_IsRefusedByName(string name, int form) => AssertRefused(Npy.Save(Samples()[name]), form);

    [Theory]
    [MemberData(nameof(GoldenCases))]
    public Task Read_GoldenObjects_IsRefusedByName(string name) => AssertRefused(GoldenCase.Of(name).Bytes, form: 1);

    [Fact]
    public void Read_FieldsBesideObjects_IsRefused()
    {
        using NpyFile file = Npy.Open(Npy.Save(Samples()["records"]));

        Assert.Throws<NotSupportedException>(() => file["n"].Read(0));
        Assert.Throws<NotSupportedException>(() => file["n"].Load());
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

    private static async Task AssertRefused(byte[] entry, int form)
    {
        byte[] archive = form == 2 ? new ZipBytes().AddIndexed("a.npy", entry, NpyHeader.Parse(entry).DataOffset, 10_000).ToBytes() : ZipBytes.Of(form == 1, ("a.npy", entry));
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));
        using NpyFile single = Npy.Open(entry);
        foreach (StoredArray array in (StoredArray[])[file["a"], stream["a"], single])
        {
            string message = $"The array holds Python objects (dtype {array.DType.Descr}), whose data are one pickle: Load() reads it, and the array that it returns has parts.";
            Assert.Equal(message, Assert.Throws<NotSupportedException>(() => array.Read()).Message);
            Assert.Throws<NotSupportedException>(() => array.Read<object?>(0));
            Assert.Throws<NotSupportedException>(() => array.Read<object?>(new object?[3].AsSpan(), 0));
            await Assert.ThrowsAsync<NotSupportedException>(() => array.ReadAsync(default, 0));
            if (array.Rank > 0)
                Assert.Equal(message, Assert.Throws<NotSupportedException>(() => array.Blocks<object?>(1)).Message);
            Assert.Equal(array.Shape, array.Load().Shape);
        }
    }
}
