using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/large-files.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed class LargeFilesExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Append_LargeFilesExample_Works()
    {
        // docs/large-files.md: append
        Npy.Append("log.npy", new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });   // two rows; creates the file
        Npy.Append("log.npy", [7.0, 8, 9]);                                  // whole rows, as their elements

        NdArray<double> log = Npy.Load<double>("log.npy");                   // 3 × 3
        bool more = Npy.CanAppend("log.npy");                                // true
        // end

        Assert.Equal(NdArray.FromArray(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }), log);
        Assert.True(more);
    }

    [Fact]
    public void CreateRows_LargeFilesExample_Works()
    {
        Write();
        Assert.Equal([1000L, 3], Npy.Load<float>("samples.npy").Shape.ToArray());

        static void Write()
        {
            // docs/large-files.md: rows
            using RowWriter<float> rows = Npy.CreateRows<float>("samples.npy", [3]);
            for (int i = 0; i < 1000; i++)
                rows.Write([i, 2 * i, 3 * i]);
            rows.Complete();                                                     // without it, no file appears
            // end
        }
    }

    [Fact]
    public void Checkpoint_LargeFilesExample_Works()
    {
        Write();
        Write();
        Assert.Equal([2000L, 3], Npy.Load<float>("instrument.npy").Shape.ToArray());

        static void Write()
        {
            // docs/large-files.md: checkpoints
            using RowWriter<float> rows = Npy.AppendRows<float>("instrument.npy", [3]);   // created if it is missing
            for (int i = 0; i < 1000; i++)
            {
                rows.Write([i, 2 * i, 3 * i]);
                if (i % 100 == 99)
                    rows.Checkpoint();                                           // NumPy can load these rows now
            }
            // end
        }
    }
}
