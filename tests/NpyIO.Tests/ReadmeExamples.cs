using System.Buffers;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>The README's code: each test's body stands there word for word, which <see cref="ReadmeTests"/> checks.</summary>
/// <remarks>Files have plain names there, so the tests change the process's current folder, which no other test bears beside it.</remarks>
[Collection(nameof(Alone))]
public sealed class ReadmeExamples : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _before = Directory.GetCurrentDirectory();

    public ReadmeExamples()
    {
        Directory.SetCurrentDirectory(_folder.Path);
        Npy.Save("grid.npy", new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        NdArray people = NdArray.Create(DType.Parse("[('name', '<U10'), ('born', '<M8[D]'), ('height', '>f4')]"), 1);
        people["name"].Set("Emmy", 0);
        people["born"].Set(Datetime64.FromDateTime(new DateTime(1882, 3, 23), DatetimeUnit.Day), 0);
        people["height"].Set(1.6f, 0);
        Npy.Save("people.npy", people);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Dispose();
    }

    [Fact]
    public void Load_ReadmeExample_Works()
    {
        // README: load
        NdArray<double> grid = Npy.Load<double>("grid.npy");     // in C order and native bytes, whatever the file has
        double corner = grid[0, 2];
        Span<double> values = grid.AsSpan();                     // no copy

        NdArray people = Npy.Load("people.npy");                 // any dtype; here records of name, born and height
        string name = people["name"].Get<string>(0);
        Datetime64 born = people["born"].Get<Datetime64>(0);
        float[] heights = people["height"].ToArray<float>();     // a field is a view of the records

        NpyHeader header = Npy.ReadHeader("people.npy");         // dtype and shape, without the data
        // README: end

        Assert.Equal(3, corner);
        Assert.Equal([1, 2, 3, 4, 5, 6], values.ToArray());
        Assert.Equal(("Emmy", "1882-03-23"), (name, born.ToString()));
        Assert.Equal([1.6f], heights);
        Assert.Equal("[('name', '<U10'), ('born', '<M8[D]'), ('height', '>f4')]", header.DType.Descr);
    }

    [Fact]
    public void Save_ReadmeExample_Works()
    {
        // README: save
        double[,] grid = { { 1, 2, 3 }, { 4, 5, 6 } };
        Npy.Save("grid.npy", grid);                              // bit for bit what np.save writes

        float[] samples = [0.5f, 1.5f, 2.5f, 3.5f];
        Npy.Save<float>("samples.npy", samples, [2, 2]);         // any span, with a shape

        NdArray scores = NdArray.Create(DType.Parse("[('id', '<i4'), ('score', '>f8')]"), 2);
        scores["id"].Set(7, 0);
        scores["score"].Set(0.25, 0);
        byte[] file = Npy.Save(scores);                          // to a path, a stream, a buffer writer, or bytes
        // README: end

        Assert.Equal(6, Npy.Load<double>("grid.npy")[1, 2]);
        Assert.Equal(2.5f, Npy.Load<float>("samples.npy")[1, 0]);
        Assert.Equal(0.25, Npy.Load(file)["score"].Get<double>(0));
    }

    [Fact]
    public void AtomicFile_ReadmeExample_Works()
    {
        // README: atomic files
        using (AtomicFile file = AtomicFile.Create("labels.txt"))
        {
            using (var text = new StreamWriter(file.Stream))
                text.Write("cat\ndog\n");
            file.Complete();                                     // without it, what was there stays
        }
        // README: end

        Assert.Equal("cat\ndog\n", File.ReadAllText("labels.txt"));
    }

    [Fact]
    public void Npz_ReadmeExample_Works()
    {
        // README: archives
        float[,] weights = { { 0.5f, 1 }, { 1.5f, 2 } };
        int[] steps = [10, 20, 30];
        Npz.Save("model.npz", ("weights", weights), ("steps", steps));           // np.savez, bit for bit
        Npz.Save("small.npz", [("weights", weights)], NpzWriteOptions.Compressed);

        Dictionary<string, NdArray> all = Npz.Load("model.npz");                 // everything, every CRC checked
        float[] row = all["weights"].At(1).ToArray<float>();

        using NpzFile file = Npz.Open("model.npz");                              // or only what is asked for
        NdArray<int> loaded = file["steps"].Load<int>();
        long[] shape = file["weights"].Header!.Shape.ToArray();                  // without the data
        using MappedArray mapped = file["weights"].Map();                        // without a copy
        float last = mapped.As<float>()[1, 1];
        // README: end

        Assert.Equal([1.5f, 2], row);
        Assert.Equal([10, 20, 30], loaded.ToArray());
        Assert.Equal([2, 2], shape);
        Assert.Equal(2, last);
        Assert.Equal([0.5f, 1, 1.5f, 2], Npz.Load("small.npz")["weights"].ToArray<float>());
    }

    [Fact]
    public void NpzWriter_ReadmeExample_Works()
    {
        Npz.Save("model.npz", ("weights", new float[] { 1, 2 }), ("notes", new[] { 1 }));

        // README: archives, step by step
        using (NpzWriter writer = Npz.Create("log.npz", NpzWriteOptions.Compressed))
        {
            writer.Add("start", new[] { 1.5, 2.5 });
            using (NpzRowWriter<float> rows = writer.AddRows<float>("samples", [3]))   // as many rows as will come
            {
                rows.Write([1, 2, 3]);
                rows.Write([4, 5, 6]);
                rows.Complete();
            }

            writer.Complete();                                                   // without it, nothing is left behind
        }

        using (NpzUpdate update = Npz.Update("model.npz"))                       // the other entries are not touched
        {
            update.Set("weights", new float[] { 3, 4 });
            update.Remove("notes");
            update.Complete();
        }
        // README: end

        Assert.Equal([2, 3], Npz.Load("log.npz")["samples"].Shape.ToArray());
        Assert.Equal([3f, 4], Npz.Load("model.npz")["weights"].ToArray<float>());
        Assert.Equal(["weights"], Npz.Load("model.npz").Keys);
    }

    [Fact]
    public void Pickles_ReadmeExample_Works()
    {
        Pickle.Save("state.pkl", new PickleDictionary { ["weights"] = NdArray.FromArray(new[] { 0.5, 1.5 }), ["epoch"] = 7L });
        Npy.Save("labels.npy", NdArray.FromObjects(new[] { "a", null }));
        Npy.SaveItem("settings.npy", new PickleDictionary { ["rate"] = 0.5 });
        Joblib.Save("model.joblib", new List<object?> { 1L });

        // README: pickles
        object? value = Pickle.Load("state.pkl");                                // protocols 0 to 5
        if (value is PickleDictionary state)
        {
            NdArray<double> weights = state.Get<NdArray>("weights").As<double>();
            long epoch = state.Get<long>("epoch");
            string keys = string.Join(", ", state.Keys);                         // in the order of the file
        }

        NdArray<string?> labels = Npy.Load<string?>("labels.npy");               // np.save of an array of objects
        object? settings = Npy.LoadItem("settings.npy");                         // np.save of a dict: that dict
        object? model = Joblib.Load("model.joblib");                             // joblib.dump, compressed or not
        if (model is PickleObject { FullName: "sklearn.linear_model._base.LinearRegression" } regression)
            value = regression["coef_"];                                         // a class NpyIO does not know: its description

        byte[] pickle = Pickle.Save(new PickleDictionary { ["x"] = NdArray.FromArray(new[] { 1.5, 2.5 }), ["tags"] = new List<object?> { "a", 7L } });
        Joblib.Save("data.joblib", value);                                       // joblib.load reads it, mapped too
        Npy.SaveItem("settings.npy", new Dictionary<string, double> { ["rate"] = 0.1 });
        Npy.Save("names.npy", NdArray.FromObjects(new[] { "Ada", "Grace" }));    // an array of objects; of a string[] alone it would be <U5

        using (JoblibFile file = Joblib.Open("data.joblib"))                     // its arrays are mapped, not loaded: valid until it is disposed of
            value = file.Value;
        // README: end

        Assert.Equal(2, Pickle.Load<PickleDictionary>(pickle).Count);
        Assert.Equal((2L, null), (labels.Count, labels[1]));
        Assert.Equal(0.5, ((PickleDictionary)settings!)["rate"]);
        Assert.Equal([1L], (List<object?>)model!);
        Assert.NotNull(Joblib.Load("data.joblib"));
    }

    [Fact]
    public void SparseMatrices_ReadmeExample_Works()
    {
        // README: sparse matrices
        Joblib.Save("x.joblib", SparseMatrix.Csr([2, 3], new[] { 1.5, 2.5 }, new[] { 0, 2 }, new[] { 0, 1, 2 }));
        SparseMatrix sparse = Joblib.Load<SparseMatrix>("x.joblib");             // scipy.sparse.csr_matrix; csc, coo, bsr, dia and the arrays, too
        NdArray dense = sparse.ToDense();
        // README: end

        Assert.Equal([1.5, 0, 0, 0, 0, 2.5], dense.ToArray<double>());
    }

    [Fact]
    public void FromBuffer_ReadmeExample_Works()
    {
        // README: raw bytes
        NdArray matrix = NdArray.FromArray(new[,] { { 0, 1 }, { 2, 3 } });
        byte[] bytes = matrix.ToBytes();                         // ndarray.tobytes()
        NdArray back = NdArray.FromBuffer(bytes, DType.Parse("int32")).Reshape(2, -1);

        DType record = DType.Parse("[('time', '<u4'), ('level', 'i1')]");
        var received = new ArrayBufferWriter<byte>();            // records, as they come in
        received.Write<byte>([1, 0, 0, 0, 50]);
        received.Write<byte>([2, 0, 0, 0, 206]);
        NdArray log = NdArray.FromBuffer(received.WrittenMemory, record);
        sbyte[] levels = log["level"].ToArray<sbyte>();          // 50, -50
        // README: end

        Assert.Equal(2, back.Get<int>(1, 0));
        Assert.Equal([50, -50], levels);
    }

    [Fact]
    public void Load_ReadmeExampleOfErrors_Works()
    {
        File.WriteAllBytes("cut.npy", Npy.Save(new int[100])[..500]);

        // README: errors
        string problem = "none";
        try
        {
            Npy.Load("cut.npy");
        }
        catch (NpyFormatException e)                             // whatever is wrong with the content
        {
            problem = $"{e.Reason} at byte {e.Offset}: {e.Message}";
        }
        // README: end

        Assert.Equal(
            "TruncatedData at byte 500: cut.npy: The data end early: shape (100,) of '<i4' takes 400 bytes, but only 372 are there (at byte 500)",
            problem);
    }
}
