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
}
