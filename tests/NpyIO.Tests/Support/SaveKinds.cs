using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Every way by which NpyIO saves to a path, each with a content that says which save it was.</summary>
internal static class SaveKinds
{
    private const int Count = 40_000;

    internal static IEnumerable<string> Names => ["npy", "npy objects", "npz", "npz compressed", "npz written", "npz updated", "pickle", "joblib", "joblib compressed", "atomic file"];

    public static TheoryData<string> Data => [.. Names];

    /// <summary>Saves to a path, atomically unless told.</summary>
    internal static void Save(string kind, string path, int generation, bool atomic = true, FlushMode flush = FlushMode.None, IProgress<long>? progress = null)
    {
        double[] values = Enumerable.Repeat((double)generation, Count).ToArray();
        var npz = new NpzWriteOptions { Atomic = atomic, Flush = flush, Progress = progress };
        switch (kind)
        {
            case "npy":
                Npy.Save(path, values, new NpyWriteOptions { Atomic = atomic, Flush = flush, Progress = progress });
                break;
            case "npy objects":
                Npy.Save(path, NdArray.FromObjects(Enumerable.Repeat<object?>(generation, Count).ToArray()), new NpyWriteOptions { Atomic = atomic, Flush = flush, Progress = progress });
                break;
            case "npz":
                Npz.Save(path, [("x", values), ("y", values)], npz);
                break;
            case "npz compressed":
                Npz.Save(path, [("x", values), ("y", values)], npz with { Compression = NpzCompression.Fastest });
                break;
            case "npz written":
                Write(path, values, npz);
                break;
            case "npz updated":
                Update(path, values, npz);
                break;
            case "pickle":
                Pickle.Save(path, new object?[] { NdArray.FromArray(values) }, new PickleWriteOptions { Atomic = atomic, Flush = flush, Progress = progress });
                break;
            case "joblib":
                Joblib.Save(path, new List<object?> { NdArray.FromArray(values) }, new JoblibWriteOptions { Atomic = atomic, Flush = flush, Progress = progress });
                break;
            case "joblib compressed":
                Joblib.Save(path, new List<object?> { NdArray.FromArray(values) }, new JoblibWriteOptions { Atomic = atomic, Flush = flush, Progress = progress, Compression = JoblibCompression.Zlib });
                break;
            default:
                using (AtomicFile file = AtomicFile.Create(path, new AtomicFileOptions { Flush = flush }))
                {
                    Npy.Save(file.Stream, values, new NpyWriteOptions { Progress = progress });
                    file.Complete();
                }

                break;
        }
    }

    /// <summary>Which save the file is from; fails if it is not a whole one.</summary>
    internal static int GenerationOf(string kind, string path)
    {
        double[] values = kind switch
        {
            "npy" or "atomic file" => Npy.Load<double>(path).ToArray(),
            "npy objects" => Npy.Load<int>(path).ToArray().Select(value => (double)value).ToArray(),
            "pickle" => ((NdArray)Pickle.Load(path)!).Get<NdArray>(0).ToArray<double>(),
            "joblib" or "joblib compressed" => ((NdArray)((List<object?>)Joblib.Load(path)!)[0]!).ToArray<double>(),
            _ => OfArchive(path),
        };
        Assert.Equal(Count, values.Length);
        return (int)Assert.Single(values.Distinct());
    }

    private static double[] OfArchive(string path)
    {
        Dictionary<string, NdArray> arrays = Npz.Load(path);
        double[] values = arrays["x"].ToArray<double>();
        Assert.Equal(values, arrays["y"].ToArray<double>());
        return values;
    }

    private static void Write(string path, double[] values, NpzWriteOptions options)
    {
        using NpzWriter writer = Npz.Create(path, options);
        writer.Add("x", values);
        using (RowWriter<double> rows = writer.AddRows<double>("y", []))
        {
            rows.Write(values);
            rows.Complete();
        }

        writer.Complete();
    }

    /// <summary>Updates the archive, which has to be there: another one takes its place for the first time.</summary>
    private static void Update(string path, double[] values, NpzWriteOptions options)
    {
        if (!File.Exists(path))
        {
            Write(path, values, options);
            return;
        }

        using NpzUpdate update = Npz.Update(path, options);
        update.Set("x", values);
        update.Set("y", values);
        update.Complete();
    }
}
