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
    public void Open_LargeFilesExample_Works()
    {
        Npy.Save<float>("rides.npy", [.. Enumerable.Range(0, 30_000).Select(i => (float)i)], [10_000, 3]);

        // docs/large-files.md: open
        using NpyFile file = Npy.Open("rides.npy");                  // reads the header
        long count = file.Shape[0];
        NdArray<float> some = file.Read<float>(1000..2000, ^1);      // a part: only its bytes are read
        NdArray<float> thin = file.Read<float>(Slice.ParseIndex("::100, :2"));
        float[] buffer = new float[3];
        file.Read(buffer.AsSpan(), 42);                              // row 42 into a buffer

        double sum = 0;
        foreach (NdArray<float> block in file.Blocks<float>(500))    // 500 rows at a time, the next read ahead
            sum += block[.., 0].Sum();
        // end

        Assert.Equal(10_000, count);
        Assert.Equal((3002f, 1000L), (some[0], some.Count));
        Assert.Equal([100L, 2], thin.Shape.ToArray());
        Assert.Equal([126f, 127, 128], buffer);
        Assert.Equal(Enumerable.Range(0, 10_000).Sum(i => 3.0 * i), sum, 1e6);
    }

    [Fact]
    public void Map_LargeFilesExample_Works()
    {
        // docs/large-files.md: map
        using (MappedArray created = Npy.CreateMapped<float>("steps.npy", [2_000_000, 3]))
        {
            created.As<float>()[1_999_999, 0] = 1.5f;                // writes the file
            created.Flush(^1);                                       // the last row is on the disk now
        }

        using MappedArray mapped = Npy.Map("steps.npy");             // nothing is read yet
        NdArray<float> steps = mapped.As<float>();
        const int Some = 500_000;                                    // rows that take 6 MB
        float largest = 0;
        for (int first = 0; first < steps.Shape[0]; first += Some)
        {
            foreach (float step in steps[first..(first + Some), ..].AsReadOnlySpan())
                largest = Math.Max(largest, step);
            mapped.Release(first..(first + Some));                   // gives their memory back
        }
        // end

        Assert.Equal(1.5f, largest);
        Assert.Equal(1.5f, Npy.Load<float>("steps.npy")[1_999_999, 0]);
    }

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
