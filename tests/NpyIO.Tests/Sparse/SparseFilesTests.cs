using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Sparse;

/// <summary>Sparse matrices in archives: every kind of source and target, and archives that hold none.</summary>
public class SparseFilesTests
{
    private static readonly SparseMatrix Matrix = SparseMatrix.Csr([2, 3], new[] { 1.5, 2.5, 3.5 }, new[] { 0, 2, 1 }, new[] { 0, 2, 3 });

    private static readonly Dictionary<string, NdArray> Parts = new()
    {
        ["indices"] = new[] { 0, 2, 1 },
        ["indptr"] = new[] { 0, 2, 3 },
        ["format"] = Text("csr"),
        ["shape"] = new long[] { 2, 3 },
        ["data"] = new[] { 1.5, 2.5, 3.5 },
    };

    [Fact]
    public async Task Load_EverySource_IsTheSameMatrix()
    {
        using TempFile file = new(Npz.Save(Parts));
        byte[] bytes = File.ReadAllBytes(file.Path);

        AssertSame(SparseMatrix.Load(file.Path));
        AssertSame(await SparseMatrix.LoadAsync(file.Path));
        AssertSame(SparseMatrix.Load(bytes));
        foreach (Func<Stream> open in (Func<Stream>[])[() => new MemoryStream(bytes), () => new PartialStream(bytes, int.MaxValue), () => new PartialStream(bytes, 1)])
        {
            AssertSame(SparseMatrix.Load(open()));
            AssertSame(await SparseMatrix.LoadAsync(open()));
        }
    }

    [Fact]
    public async Task Save_EveryTarget_IsTheSameArchive()
    {
        using TempFolder folder = new();
        MemoryStream stream = new(), asyncStream = new();

        Matrix.Save(folder.PathOf("a.npz"));
        await Matrix.SaveAsync(folder.PathOf("b.npz"));
        Matrix.Save(stream);
        await Matrix.SaveAsync(asyncStream);

        byte[] saved = File.ReadAllBytes(folder.PathOf("a.npz"));
        Assert.Equal(saved, File.ReadAllBytes(folder.PathOf("b.npz")));
        Assert.Equal(saved, stream.ToArray());
        Assert.Equal(saved, asyncStream.ToArray());
        AssertSame(SparseMatrix.Load(saved));
    }

    [Fact]
    public void Save_WithoutOptions_IsCompressed()
    {
        SparseMatrix matrix = SparseMatrix.Dia([1, 10_000], new double[1, 10_000], new[] { 0 });
        MemoryStream compressed = new(), stored = new();

        matrix.Save(compressed);
        matrix.Save(stored, NpzWriteOptions.Default);

        Assert.InRange(compressed.Length, 1, 2_000);
        Assert.InRange(stored.Length, 80_000, 82_000);
    }

    [Fact]
    public void Save_ThreeAxes_ComeBack()
    {
        SparseMatrix matrix = SparseMatrix.Coo([2, 2, 2], new[] { 7, 8 }, new[] { 1, 0 }, new[] { 0, 1 }, new long[] { 1, 1 });
        MemoryStream stream = new();

        matrix.Save(stream, NpzWriteOptions.Default);
        SparseMatrix loaded = SparseMatrix.Load(stream.ToArray());

        Assert.True(loaded.IsArray);
        Assert.Equal([0, 0, 0, 8, 0, 7, 0, 0], loaded.ToDense().ToArray<int>());
        Assert.Equal([1L, 0], loaded.Coords[0].ToArray<long>());
    }

    public static TheoryData<string, string, Action<Dictionary<string, NdArray>>> Misfits { get; } = new()
    {
        { "format", "The archive holds no sparse matrix: there is no array 'format' in it", parts => parts.Remove("format") },
        { "shape", "The archive holds no sparse matrix: there is no array 'shape' in it", parts => parts.Remove("shape") },
        { "data", "The archive holds no sparse matrix: there is no array 'data' in it", parts => parts.Remove("data") },
        { "indptr", "The archive holds no sparse matrix: there is no array 'indptr' in it", parts => parts.Remove("indptr") },
        { "row", "The archive holds no sparse matrix: there is no array 'row' in it", parts => parts["format"] = Text("coo") },
        { "offsets", "The archive holds no sparse matrix: there is no array 'offsets' in it", parts => parts["format"] = Text("dia") },
        { "format", "The archive holds a sparse matrix of the format 'lil', where one of csr, csc, coo, bsr, dia is expected (in its entry 'format')", parts => parts["format"] = Text("lil") },
        { "format", "The archive holds a sparse matrix of the format 'xxxxxxxxxxxxxxxxxxxx…', where one of csr, csc, coo, bsr, dia is expected (in its entry 'format')", parts => parts["format"] = Text(new string('x', 100)) },
        { "format", "The archive holds no sparse matrix: format is NdArray(float64, (3,)), where one text is expected (in its entry 'format')", parts => parts["format"] = new double[3] },
        { "format", "The archive holds no sparse matrix: format is NdArray(<U3, (2,)), where one text is expected (in its entry 'format')", parts => parts["format"] = new[] { "csr", "csr" } },
        { "shape", "The archive holds no sparse matrix: shape has the dtype '<f8', where integers are expected (in its entry 'shape')", parts => parts["shape"] = new[] { 2.0, 3 } },
        { "shape", "The archive holds no sparse matrix: shape has the shape (1, 2), where 1 axis is expected (in its entry 'shape')", parts => parts["shape"] = new[,] { { 2, 3 } } },
        { "shape", "The archive holds no sparse matrix: the shape has 100 axes (in its entry 'shape')", parts => parts["shape"] = new int[100] },
        { "shape", "The archive holds no sparse matrix: the shape (2, -1) has an axis of length -1 (in its entry 'shape')", parts => parts["shape"] = new ulong[] { 2, ulong.MaxValue } },
        { "indptr", "The archive holds no sparse matrix: indptr has 3 elements, where one for each row of the shape (9, 3) and one more are expected (in its entry 'indptr')", parts => parts["shape"] = new[] { 9, 3 } },
        { "coords", "The archive holds no sparse matrix: coords is NdArray(int32, (2,)), where a row for each axis is expected (in its entry 'coords')", parts => (parts["format"], parts["coords"]) = (Text("coo"), new[] { 1, 2 }) },
        { "coords", "The archive holds no sparse matrix: there are coordinates of 1 axes for the shape (2, 3) (in its entry 'coords')", parts => (parts["format"], parts["coords"]) = (Text("coo"), new[,] { { 1, 0, 1 } }) },
        { "format", "The archive holds a sparse matrix of the format 'text beyond Unicode', where one of csr, csc, coo, bsr, dia is expected (in its entry 'format')", parts => parts["format"] = NdArray.FromBuffer(BitConverter.GetBytes(0x110000), DType.Parse("<U1")).Reshape([]) },
        { "_is_array", "The archive holds no sparse matrix: _is_array is NdArray(int32, (1,)), where one bool is expected (in its entry '_is_array')", parts => parts["_is_array"] = new[] { 1 } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Load_NoSparseMatrix_Throws(string entry, string message, Action<Dictionary<string, NdArray>> change)
    {
        Dictionary<string, NdArray> parts = new(Parts);
        change(parts);

        NpyFormatException error = Assert.Throws<NpyFormatException>(() => SparseMatrix.Load(Npz.Save(parts)));

        Assert.Equal(message, error.Problem);
        Assert.Equal(NpyFormatReason.BadSparseMatrix, error.Reason);
        Assert.Equal(entry, error.EntryName);
    }

    [Fact]
    public async Task Load_NoSparseMatrixInAFile_NamesItsPath()
    {
        using TempFile file = new(Npz.Save(("x", new[] { 1 })));
        byte[] bytes = await File.ReadAllBytesAsync(file.Path);

        foreach (NpyFormatException error in (NpyFormatException[])
            [Assert.Throws<NpyFormatException>(() => SparseMatrix.Load(file.Path)), await Assert.ThrowsAsync<NpyFormatException>(() => SparseMatrix.LoadAsync(file.Path))])
        {
            Assert.Equal((file.Path, "format"), (error.Path, error.EntryName));
            Assert.Equal($"{file.Path}: The archive holds no sparse matrix: there is no array 'format' in it", error.Message);
        }

        Assert.Null(Assert.Throws<NpyFormatException>(() => SparseMatrix.Load(bytes)).Path);
        Assert.Null((await Assert.ThrowsAsync<NpyFormatException>(() => SparseMatrix.LoadAsync(new MemoryStream(bytes)))).Path);
    }

    [Fact]
    public async Task LoadAndSave_Stream_StaysOpen()
    {
        MemoryStream stream = Sources.Later(Npz.Save(Parts)), written = new();

        SparseMatrix.Load(stream);
        Assert.Equal(stream.Length, stream.Position);
        stream.Position = 1000;
        await SparseMatrix.LoadAsync(stream);
        Assert.Equal(stream.Length, stream.Position);
        Matrix.Save(written);
        await Matrix.SaveAsync(written);

        Assert.True(stream.CanRead && written.CanWrite);
    }

    [Theory]
    [InlineData(false, "'<i4'")]
    [InlineData(true, "'<i8'")]
    public void Save_ThreeAxes_AreOf64BitsIfOneIs(bool isLong, string descr)
    {
        NdArray last = isLong ? new long[] { 1, 1 } : new[] { 1, 1 };
        MemoryStream stream = new();

        SparseMatrix.Coo([2, 2, 2], new[] { 7, 8 }, new[] { 1, 0 }, new[] { 0, 1 }, last).Save(stream, NpzWriteOptions.Default);

        Assert.Equal(descr, Npz.Load(stream.ToArray())["coords"].DType.Descr);
    }

    [Fact]
    public void Load_WrongIndex_IsFoundByVerify()
    {
        Dictionary<string, NdArray> parts = new(Parts) { ["indices"] = new[] { 0, 3, 1 } };
        SparseMatrix matrix = SparseMatrix.Load(Npz.Save(parts));

        Assert.Equal(
            "The sparse matrix has a wrong index: element 1 of indices is 3, where there are 3 (in 'indices')",
            Assert.Throws<NpyFormatException>(matrix.Verify).Problem);
    }

    private static NdArray Text(string text) => new(DType.Parse($"S{text.Length}"), ReadOnlySpan<long>.Empty, Encoding.ASCII.GetBytes(text));

    private static void AssertSame(SparseMatrix matrix)
    {
        Assert.Equal(Matrix.ToString(), matrix.ToString());
        Assert.Equal([0, 2, 1], matrix.Indices.ToArray<int>());
        Assert.Equal([0, 2, 3], matrix.Indptr.ToArray<int>());
        Assert.Equal([1.5, 2.5, 3.5], matrix.Data.ToArray<double>());
    }
}
