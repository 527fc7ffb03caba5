using NumSharp;
using NumSharp.IO;

namespace NpyIO.Benchmarks.Workers;

/// <summary>NumSharp: <c>np.load_npy</c>, <c>np.load_npz</c>, <c>np.save</c>, <c>np.savez</c> and <c>np.savez_compressed</c>.</summary>
internal sealed class NumSharpRival : Rival
{
    private const int HeaderBatch = 1000;

    internal override string Version => $"NumSharp {typeof(NDArray).Assembly.GetName().Version!.ToString(3)}, .NET {Environment.Version}";

    internal override Operation Prepare(string operation, int threads, string path) => operation switch
    {
        "load" => new Operation(_ => np.load_npy(path), Fingerprint),
        "load-c" => new Operation(_ => LoadC(path), Fingerprint),
        "load-many" => LoadMany(path),
        "header" => Header(path),
        "save" => Save(path),
        "load-npz" => new Operation(_ => LoadArchive(path), LastEntry),
        "save-npz" => SaveArchive(path, np.savez),
        "save-npz-optimal" => SaveArchive(path, np.savez_compressed),
        _ => throw new NotSupportedException($"NumSharp has no counterpart of {operation}"),
    };

    internal override void Release(object? result)
    {
        (result as NDArray)?.Dispose();
        if (result is Dictionary<string, NDArray> arrays)
        {
            foreach (NDArray array in arrays.Values)
                array.Dispose();
        }
    }

    private static NDArray LoadC(string path)
    {
        NDArray loaded = np.load_npy(path);
        if (loaded.Shape.IsContiguous)
            return loaded;

        NDArray copy = loaded.copy('C');
        loaded.Dispose();
        return copy;
    }

    private static Operation LoadMany(string directory)
    {
        string[] files = FilesOf(directory);
        return new Operation(_ => LoadAll(files), Fingerprint);
    }

    private static NDArray? LoadAll(string[] files)
    {
        NDArray? last = null;
        foreach (string file in files)
        {
            last?.Dispose();
            last = np.load_npy(file);
        }

        return last;
    }

    private static Operation Header(string path)
    {
        var stream = new MemoryStream(File.ReadAllBytes(path));
        Action<Stream> parse = NumSharpHeader.Parser;
        return new Operation(
            _ =>
            {
                for (int i = 0; i < HeaderBatch; i++)
                {
                    stream.Position = NpyFormat.MagicLen;
                    parse(stream);
                }

                return null;
            },
            _ => "-")
        {
            Batch = HeaderBatch,
        };
    }

    private static Operation Save(string path)
    {
        NDArray array = np.load_npy(path);
        return new Operation(
            i =>
            {
                np.save(SavePath(path, i), array);
                return null;
            },
            _ => "-")
        {
            After = () =>
            {
                array.Dispose();
                DeleteSaved(path);
            },
        };
    }

    private static Dictionary<string, NDArray> LoadArchive(string path)
    {
        using NumSharp.IO.NpzFile archive = np.load_npz(path);
        return archive.Files.ToDictionary(name => name, name => archive[name]);
    }

    private Operation SaveArchive(string path, Action<string, IDictionary<string, NDArray>> save)
    {
        Dictionary<string, NDArray> arrays = LoadArchive(path);
        return new Operation(
            i =>
            {
                string saved = SavePath(path, i, "npz");
                save(saved, arrays);
                return saved;
            },
            SizeOf)
        {
            After = () =>
            {
                Release(arrays);
                DeleteSaved(path);
            },
        };
    }

    private static string LastEntry(object? result) => Fingerprint(((Dictionary<string, NDArray>)result!).MaxBy(pair => pair.Key, StringComparer.Ordinal).Value);

    private static unsafe string Fingerprint(object? result)
    {
        var array = (NDArray)result!;
        long length = array.size * array.dtypesize;
        if (!array.Shape.IsContiguous || length > int.MaxValue)
            return "-";

        var bytes = new ReadOnlySpan<byte>(array.Unsafe.Storage.Address + array.Shape.Offset * array.dtypesize, (int)length);
        return Fingerprints.Of(bytes);
    }
}
