using NpyIO.Tests.Live;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/testing.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
/// <remarks>The archives are written as the Python scripts of the document write them; <see cref="Scripts_OfTheDocument_WriteWhatTheExamplesRead"/> runs the scripts themselves.</remarks>
[Collection(nameof(Alone))]
public sealed class TestingExamples : IDisposable
{
    private static readonly float[,] Sample = { { 0, 0, 0 }, { 0, 9, 0 }, { 0, 0, 0 } };

    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pipeline_TestingExample_Works()
    {
        Pipeline.Run(Table()).Save("pipeline.npz");
        ComparePipeline();
    }

    [Fact]
    public void Archive_TestingExample_Works()
    {
        Pipeline.Run(Table()).Save("pipeline.npz");
        CompareArchive();
    }

    [Fact]
    public void Layers_TestingExample_Works()
    {
        var layers = Model.Run(new float[,] { { 1, -2 } }, new float[,] { { 3, -1 }, { 0.5f, 2 } });
        Npz.Save("layers.npz", layers);
        CompareLayers();
    }

    [LiveFact]
    public void Scripts_OfTheDocument_WriteWhatTheExamplesRead()
    {
        string[] scripts = [.. MarkdownFile.Of("docs/testing.md").IndentedBlocks.Where(block => block.StartsWith("# dump", StringComparison.Ordinal))];
        Assert.Equal(2, scripts.Length);
        foreach (string script in scripts)
        {
            Assert.InRange(script.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 2, 11);
            File.WriteAllText("script.py", script);
            Assert.Equal(0, NumPyProcess.Run(Path.GetFullPath("script.py")).ExitCode);
        }

        ComparePipeline();
        CompareArchive();
        CompareLayers();
    }

    private static void ComparePipeline()
    {
        // docs/testing.md: a pipeline, step by step
        Dictionary<string, NdArray> python = Npz.Load("pipeline.npz");
        Pipeline ported = Pipeline.Run(python["table"].ToArray2D<double>());

        NpyAssert.AllClose(python["centered"], ported.Centered, rtol: 1e-12, atol: 1e-15);     // double[,]
        NpyAssert.AllClose(python["scaled"], ported.Scaled, rtol: 1e-12, atol: 1e-15);
        NpyAssert.Equal(python["labels"], ported.Labels);                                      // int[]
        // end
    }

    private static void CompareArchive()
    {
        Pipeline ported = Pipeline.Run(Npz.Load("pipeline.npz")["table"].ToArray2D<double>());
        (double[,] table, double[,] centered, double[,] scaled, int[] labels) = (ported.Table, ported.Centered, ported.Scaled, ported.Labels);

        // docs/testing.md: a pipeline, all steps
        NpyAssert.AllClose("pipeline.npz", [("table", table), ("centered", centered), ("scaled", scaled), ("labels", labels)], rtol: 1e-12, atol: 1e-15);
        // end
    }

    private static void CompareLayers()
    {
        using var output = new StringWriter();
        TextWriter before = Console.Out;
        Console.SetOut(output);
        try
        {
            // docs/testing.md: layers
            Dictionary<string, NdArray> python = Npz.Load("layers.npz");
            Dictionary<string, NdArray> layers = Model.Run(python["image"].ToArray2D<float>(), python["weights"].ToArray2D<float>());

            foreach ((string name, NdArray layer) in layers)
            {
                ArrayDifference difference = NdArray.Compare(layer, python[name], new CompareOptions { Rtol = 1e-5, Atol = 1e-6 });
                if (!difference.IsEmpty)
                    Console.WriteLine($"{name}: {difference}");
            }
            // end
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Equal("", output.ToString());
    }

    // docs/testing.md: golden files
    [Fact]
    public void Blur_OfTheSample_IsAsBefore() => NpyAssert.MatchesGolden(Blur(Sample), options: new CompareOptions { Rtol = 1e-6 });
    // end

    [Fact]
    public void Scalar_TestingExample_Works()
    {
        Npy.Save("loss.npy", NdArray.FromArray(new[] { 0.25 }).Reshape([]));
        Npy.Save("labels.npy", new[] { 1, 0 });
        double loss = 0.25 + 1e-15;
        List<int> labels = [1, 0];
        Assert.Equal(0.25, Npz.Load(Npz.Save([("loss", Npy.Load("loss.npy"))]))["loss"].Get<double>());

        // docs/testing.md: single numbers and lists
        Assert.Equal(Npy.LoadScalar<double>("loss.npy"), loss, tolerance: 1e-12);    // np.save('loss.npy', loss); of an archive python["loss"].Get<double>()
        NpyAssert.Equal("labels.npy", labels.ToArray());                             // a List<int>
        // end
    }

    private static double[,] Table()
    {
        var random = new Random(7);
        var table = new double[100, 3];
        for (int i = 0; i < table.Length; i++)
            table[i / 3, i % 3] = random.NextDouble() - 0.5;
        return table;
    }

    private static float[,] Blur(float[,] image)
    {
        var blurred = new float[image.GetLength(0) - 2, image.GetLength(1) - 2];
        for (int i = 0; i < blurred.Length; i++)
        {
            for (int j = 0; j < 9; j++)
                blurred[i / blurred.GetLength(1), i % blurred.GetLength(1)] += image[i / blurred.GetLength(1) + j / 3, i % blurred.GetLength(1) + j % 3] / 9;
        }

        return blurred;
    }

    private sealed record Pipeline(double[,] Table, double[,] Centered, double[,] Scaled, int[] Labels)
    {
        internal static Pipeline Run(double[,] table)
        {
            int rows = table.GetLength(0), columns = table.GetLength(1);
            double[,] centered = new double[rows, columns], scaled = new double[rows, columns];
            for (int j = 0; j < columns; j++)
            {
                double sum = 0, squares = 0;
                for (int i = 0; i < rows; i++)
                    sum += table[i, j];
                for (int i = 0; i < rows; i++)
                    squares += (centered[i, j] = table[i, j] - sum / rows) * centered[i, j];
                for (int i = 0; i < rows; i++)
                    scaled[i, j] = centered[i, j] / Math.Sqrt(squares / rows);
            }

            return new Pipeline(table, centered, scaled, [.. Enumerable.Range(0, rows).Select(i => scaled[i, 0] > 0 ? 1 : 0)]);
        }

        internal void Save(string path) => Npz.Save(path, ("table", Table), ("centered", Centered), ("scaled", Scaled), ("labels", Labels));
    }

    private static class Model
    {
        internal static Dictionary<string, NdArray> Run(float[,] image, float[,] weights)
        {
            int rows = image.GetLength(0), columns = weights.GetLength(1);
            float[,] dense = new float[rows, columns], relu = new float[rows, columns], softmax = new float[rows, columns];
            for (int i = 0; i < rows; i++)
            {
                float sum = 0;
                for (int j = 0; j < columns; j++)
                {
                    for (int k = 0; k < weights.GetLength(0); k++)
                        dense[i, j] += image[i, k] * weights[k, j];
                    relu[i, j] = Math.Max(dense[i, j], 0);
                    sum += MathF.Exp(relu[i, j]);
                }

                for (int j = 0; j < columns; j++)
                    softmax[i, j] = MathF.Exp(relu[i, j]) / sum;
            }

            return new() { ["image"] = image, ["weights"] = weights, ["dense"] = dense, ["relu"] = relu, ["softmax"] = softmax };
        }
    }
}
