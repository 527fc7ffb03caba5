using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real joblib and NpyIO load what the other saved; joblib's own historical files, from Python 2.7 on, load too.</summary>
public class LiveJoblibTests
{
    private static readonly string[] Extensions = [".pkl", ".gz", ".gzip", ".bz2", ".lzma", ".xz", ".lz4"];

    [LiveFact("joblib")]
    public void Load_FilesOfJoblibsOwnTests_HaveTheValuesOfThoseTests()
    {
        string[] paths = HistoricalFiles();

        foreach (string path in paths)
            AssertHistorical(path, Joblib.Load(path));

        Assert.InRange(paths.Length, 40, int.MaxValue);
        Assert.All(Extensions[..^1], extension => Assert.Contains(paths, path => path.EndsWith(extension, StringComparison.Ordinal)));
        Assert.All(new[] { "_0.8.4_", "_0.9.2_", "_0.10.0_", "_0.11.0_", "_cache_size_" }, version => Assert.Contains(paths, path => path.Contains(version, StringComparison.Ordinal)));
    }

    [LiveFact("joblib")]
    public void Open_FilesOfJoblibsOwnTests_HaveTheSameValues()
    {
        foreach (string path in HistoricalFiles())
        {
            using JoblibFile file = Joblib.Open(path);

            AssertHistorical(path, file.Value);
            var list = file.Get<List<object?>>();
            Assert.Equal(path.EndsWith(".pkl", StringComparison.Ordinal), Assert.IsType<NdArray>(list[0]).IsReadOnly);
        }
    }

    [LiveFact("joblib")]
    public async Task Load_FilesByJoblib_HaveItsValues()
    {
        using TempFolder folder = new();
        (int exitCode, string output) = NumPyProcess.Run("tools/live_joblib.py", "make", folder.Path);
        Assert.True(exitCode == 0, output);
        PickleDictionary expected = JoblibValues.Make();

        foreach (string name in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            byte[] content = await File.ReadAllBytesAsync(folder.PathOf(name));
            foreach (SourceKind kind in name is "None-0" or "Zlib-3" ? Sources.Kinds : [SourceKind.Path])
                JoblibValues.AssertSame(expected, await JoblibFiles.JoblibSources.LoadAsync(kind, content), $"{name} from {kind}: ");

            using JoblibFile file = Joblib.Open(folder.PathOf(name));
            JoblibValues.AssertSame(expected, file.Value, $"{name} opened: ");
            Assert.Equal(name[..name.IndexOf('-', StringComparison.Ordinal)], file.Compression.ToString());
        }
    }

    [LiveFact("joblib", "lz4.frame")]
    public void Save_EveryCompressionAndProtocol_JoblibLoadsAndMapsTheValues()
    {
        using TempFolder folder = new();
        PickleDictionary value = JoblibValues.Make();
        for (int protocol = 2; protocol <= 5; protocol++)
            Joblib.Save(folder.PathOf($"None-{protocol}"), value, new() { Protocol = protocol });
        foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>()[1..])
        {
            foreach (int level in new[] { 0, 3, 9 })
                Joblib.Save(folder.PathOf($"{compression}-{level}"), value, new() { Compression = compression, Level = level });
        }

        (int exitCode, string output) = NumPyProcess.Run("tools/live_joblib.py", "check", folder.Path);

        Assert.True(exitCode == 0, output);
        Assert.Equal("26 checked, 0 failed", output.Trim());
    }

    private static string[] HistoricalFiles()
    {
        (int exitCode, string output) = NumPyProcess.Run("tools/live_joblib.py", "data");
        Assert.True(exitCode == 0, output);
        return [.. Directory.GetFiles(output.Trim()).Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The values of <c>create_numpy_pickle.py</c> beside those files, which joblib's <c>test_joblib_pickle_across_python_versions</c> expects.</summary>
    private static void AssertHistorical(string path, object? value)
    {
        var list = Assert.IsType<List<object?>>(value);
        Assert.Equal(6, list.Count);
        AssertArray([0L, 1, 2, 3, 4], [5], list[0]);
        AssertArray([0.0, 1, 2, 3, 4], [5], list[1]);

        object?[] objects = Assert.IsType<NdArray>(list[2]).To<object?>().ToArray();
        Assert.Equal([1L, "abc"], objects[..2]);
        var dictionary = Assert.IsType<PickleDictionary>(objects[2]);
        Assert.Equal((2, 1L, 2L), (dictionary.Count, dictionary.Get<long>("a"), dictionary.Get<long>("b")));

        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        bool isPython2 = Path.GetFileName(path).Contains("_py2", StringComparison.Ordinal);
        Assert.Equal(isPython2 ? System.Text.Encoding.Latin1.GetString(everyByte) : everyByte, list[3]);
        AssertArray([0L, 1, 2], [1, 3], list[4]);
        Assert.Equal("Matrix", Assert.IsType<NdArray>(list[4]).PythonClass.ToString());
        Assert.Equal("C'est l'été !", list[5]);
    }

    private static void AssertArray<T>(T[] values, long[] shape, object? value)
    {
        var array = Assert.IsType<NdArray>(value);
        Assert.Equal(shape, array.Shape.ToArray());
        Assert.Equal(values, array.ToArray<T>());
    }
}
