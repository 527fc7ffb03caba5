using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of README.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed class ReadmeExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_ReadmeExample_Works()
    {
        // README.md: load
        NdArray<double> grid = Npy.Load<double>("grid.npy");           // C order and native bytes, whatever the file has
        double corner = grid[0, 2];
        Span<double> values = grid.AsSpan();                           // no copy
        NdArray people = Npy.Load("people.npy");                       // any dtype; here records
        string name = people["name"].Get<string>(0);
        // end

        Assert.Equal(3, corner);
        Assert.Equal([1, 2, 3, 4, 5, 6], values.ToArray());
        Assert.Equal("Emmy", name);
    }

    [Fact]
    public void Save_ReadmeExample_Works()
    {
        // README.md: save
        double[,] grid = { { 1, 2, 3 }, { 4, 5, 6 } };
        Npy.Save("grid.npy", grid);                                    // bit for bit what np.save writes
        float[] samples = [0.5f, 1.5f, 2.5f, 3.5f];
        Npy.Save<float>("samples.npy", samples, [2, 2]);               // any span, with a shape
        Npz.Save("model.npz", ("grid", grid), ("samples", samples));   // np.savez
        // end

        Assert.Equal(6, Npy.Load<double>("grid.npy")[1, 2]);
        Assert.Equal(2.5f, Npy.Load<float>("samples.npy")[1, 0]);
        Assert.Equal(["grid", "samples"], Npz.Load("model.npz").Keys);
    }
}
