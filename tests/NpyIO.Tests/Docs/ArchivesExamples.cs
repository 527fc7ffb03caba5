using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/archives.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed class ArchivesExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Npz_ArchivesExample_Works()
    {
        // docs/archives.md: save and load
        float[,] weights = { { 0.5f, 1 }, { 1.5f, 2 } };
        int[] steps = [10, 20, 30];
        Npz.Save("model.npz", ("weights", weights), ("steps", steps));           // np.savez, bit for bit
        Npz.Save("small.npz", [("weights", weights)], NpzWriteOptions.Compressed);

        Dictionary<string, NdArray> all = Npz.Load("model.npz");                 // everything, every CRC checked
        float[] row = all["weights"].At(1).ToArray<float>();
        // end

        Assert.Equal([1.5f, 2], row);
        Assert.Equal([0.5f, 1, 1.5f, 2], Npz.Load("small.npz")["weights"].ToArray<float>());
    }

    [Fact]
    public void NpzFile_ArchivesExample_Works()
    {
        Npz.Save("model.npz", ("weights", new[,] { { 0.5f, 1 }, { 1.5f, 2 } }), ("steps", new[] { 10, 20, 30 }));

        // docs/archives.md: open
        using NpzFile file = Npz.Open("model.npz");                              // reads the directory
        NdArray<int> loaded = file["steps"].Load<int>();
        long[] shape = file["weights"].Shape.ToArray();                          // without the data
        NdArray<float> rows = file["weights"].Read<float>(1..);                  // from row 1 on
        byte[] raw = file.GetEntry("steps").ReadRaw();                           // any entry's bytes
        using MappedArray mapped = file["weights"].Map();                        // without a copy
        float last = mapped.As<float>()[1, 1];
        // end

        Assert.Equal([10, 20, 30], loaded.ToArray());
        Assert.Equal([2, 2], shape);
        Assert.Equal([1.5f, 2], rows.ToArray());
        Assert.Equal([10, 20, 30], Npy.Load<int>(raw).ToArray());
        Assert.Equal(2, last);
    }

    [Fact]
    public void NpzWriter_ArchivesExample_Works()
    {
        Npz.Save("model.npz", ("weights", new float[] { 1, 2 }), ("notes", new[] { 1 }));

        // docs/archives.md: step by step
        using (NpzWriter writer = Npz.Create("log.npz", NpzWriteOptions.Compressed))
        {
            writer.Add("start", new[] { 1.5, 2.5 });
            using (RowWriter<float> rows = writer.AddRows<float>("samples", [3]))   // any number of rows
            {
                rows.Write([1, 2, 3]);
                rows.Write([4, 5, 6]);
                rows.Complete();
            }

            writer.Complete();                                                   // without it, no file appears
        }

        using (NpzUpdate update = Npz.Update("model.npz"))                       // the other entries are not touched
        {
            update.Set("weights", new float[] { 3, 4 });
            update.Remove("notes");
            update.Complete();
        }
        // end

        Assert.Equal([2, 3], Npz.Load("log.npz")["samples"].Shape.ToArray());
        Assert.Equal([3f, 4], Npz.Load("model.npz")["weights"].ToArray<float>());
        Assert.Equal(["weights"], Npz.Load("model.npz").Keys);
    }

    [Fact]
    public void SparseMatrix_ArchivesExample_Works()
    {
        // docs/archives.md: sparse matrices
        SparseMatrix eye = SparseMatrix.Csr([2, 2], new[] { 1.0, 1.0 }, new[] { 0, 1 }, new[] { 0, 1, 2 });
        eye.Save("eye.npz");
        NdArray dense = SparseMatrix.Load("eye.npz").ToDense();
        // end

        Assert.Equal([1.0, 0, 0, 1], dense.ToArray<double>());
    }
}
