using System.Globalization;
using System.Text.Json;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real SciPy and NpyIO load the sparse matrices that the other saved.</summary>
public class LiveSparseTests
{
    private const int Rounds = 100;

    [LiveFact("scipy.sparse")]
    public void Load_RandomMatricesBySciPy_IsTheSameMatrix()
    {
        using TempFolder folder = new();
        using NumPyProcess sciPy = new();
        string path = folder.PathOf("theirs.npz");

        for (int seed = 0; seed < Rounds; seed++)
        {
            JsonElement facts = sciPy.Ask(new { op = "make_sparse", seed, path });

            AssertFacts(facts, SparseMatrix.Load(path), $"seed {seed}");
        }
    }

    [LiveFact("scipy.sparse")]
    public void Save_MatricesBySciPy_SciPyLoadsTheSame()
    {
        using TempFolder folder = new();
        using NumPyProcess sciPy = new();
        NumPyVersions versions = NumPyVersions.Of(sciPy);
        (string theirs, string ours) = (folder.PathOf("theirs.npz"), folder.PathOf("ours.npz"));

        for (int seed = 0; seed < Rounds; seed++)
        {
            sciPy.Ask(new { op = "make_sparse", seed, path = theirs });
            SparseMatrix matrix = SparseMatrix.Load(theirs);
            bool isStored = seed % 2 == 0;
            matrix.Save(ours, isStored ? NpzWriteOptions.Default : null);

            JsonElement facts = sciPy.Ask(new { op = "check_sparse", path = ours });

            AssertFacts(facts, matrix, $"seed {seed}");
            if (isStored && versions.IsTheRule)
                Assert.True(facts.GetProperty("same_bytes").GetBoolean(), $"seed {seed}: {matrix}");
        }
    }

    [LiveFact("scipy.sparse")]
    public void Save_MatrixOfEveryFormat_SciPyLoadsIt()
    {
        using TempFolder folder = new();
        using NumPyProcess sciPy = new();
        string path = folder.PathOf("ours.npz");
        SparseMatrix[] matrices =
        [
            SparseMatrix.Csr([2, 3], new[] { 1.5, 2.5 }, new[] { 0, 2 }, new[] { 0, 2, 2 }),
            SparseMatrix.Csc([2, 3], new[] { 1.5f, 2.5f }, new long[] { 0, 1 }, new long[] { 0, 1, 1, 2 }).AsArray(),
            SparseMatrix.Coo([2, 3], new[] { 1, 2, 3 }, new[] { 0, 1, 1 }, new[] { 2, 0, 0 }),
            SparseMatrix.Bsr([2, 4], new short[,,] { { { 1, 2 }, { 3, 4 } } }, new[] { 1 }, new[] { 0, 1 }),
            SparseMatrix.Dia([3, 3], new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new[] { 0, -1 }),
        ];

        foreach (SparseMatrix matrix in matrices)
        {
            matrix.Save(path);
            AssertFacts(sciPy.Ask(new { op = "check_sparse", path }), matrix, matrix.ToString());
        }
    }

    [LiveFact("scipy.sparse", "joblib")]
    public void Load_PickledAndSavedAgain_SciPyLoadsTheSame()
    {
        using TempFolder folder = new();
        int matrices = int.Parse(Run("make", folder.Path), CultureInfo.InvariantCulture);
        string[] paths = Directory.GetFiles(folder.Path);
        int saved = 0;

        foreach (string path in paths)
        {
            bool isJoblib = path.EndsWith(".joblib", StringComparison.Ordinal), isDescribed = Path.GetFileName(path).StartsWith("described-", StringComparison.Ordinal);

            // A description is saved again as what it was, whatever its class is. One source of each matrix is saved in every form, the others in one.
            int[] protocols = isDescribed || path.EndsWith("-4.pkl", StringComparison.Ordinal) ? [2, 3, 4, 5] : [2 + (saved % 4)];
            SaveAll(path, "described", isJoblib ? Joblib.Load(path) : Pickle.Load(path), protocols);
            if (isDescribed)
                continue;

            SparseMatrix matrix = isJoblib ? Joblib.Load<SparseMatrix>(path) : Pickle.Load<SparseMatrix>(path);
            matrix.Verify();
            SaveAll(path, "matrix", matrix, protocols);
        }

        Assert.True(matrices > 60);
        Assert.Equal(8 * matrices, paths.Length);
        Assert.Equal($"{saved} checked, 0 failed", Run("check", folder.Path));

        void SaveAll(string path, string kind, object? value, int[] protocols)
        {
            foreach (int protocol in protocols)
            {
                Pickle.Save($"{path}.again.{kind}.{protocol}", value, new() { Protocol = protocol });
                saved++;
            }

            if (protocols.Length == 1)
                return;
            Joblib.Save($"{path}.again.{kind}.joblib", value);
            saved++;
        }
    }

    private static string Run(params string[] arguments)
    {
        (int exitCode, string output) = NumPyProcess.Run("tools/live_sparse.py", arguments);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    private static void AssertFacts(JsonElement facts, SparseMatrix matrix, string what)
    {
        Assert.False(facts.TryGetProperty("error", out JsonElement error), $"{what}: {error}");
        Assert.Equal(facts.GetProperty("format").GetString(), matrix.Format.ToString().ToLowerInvariant());
        Assert.Equal(Manifest.ShapeOf(facts), matrix.Shape.ToArray());
        Assert.Equal(facts.GetProperty("is_array").GetBoolean(), matrix.IsArray);
        GoldenValues.AssertEqual(facts.GetProperty("dense"), matrix.ToDense());
    }
}
