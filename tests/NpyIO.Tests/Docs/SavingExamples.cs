using System.Buffers;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/saving.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed class SavingExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_SavingExample_Works()
    {
        // docs/saving.md: save
        int[] counts = [1, 2, 3];
        Npy.Save("counts.npy", counts);                          // a file; no extension is appended
        Npy.Save("counts.npy", counts, new NpyWriteOptions { Flush = FlushMode.Disk });

        byte[] bytes = Npy.Save(counts);                         // bytes
        using var stream = new MemoryStream();
        Npy.Save(stream, counts);                                // a stream, at its position; it stays open
        Npy.Save(stream, counts);                                // another array may follow

        var buffer = new ArrayBufferWriter<byte>();
        Npy.Save<int>(buffer, counts, [3, 1]);                   // a buffer writer; a span of elements, with a shape
        // end

        Assert.Equal([1, 2, 3], Npy.Load<int>("counts.npy").ToArray());
        Assert.Equal([1, 2, 3], Npy.Load<int>(bytes).ToArray());
        Assert.Equal(2 * bytes.Length, stream.Length);
        Assert.Equal([3, 1], Npy.Load(buffer.WrittenMemory).Shape.ToArray());
    }

    [Fact]
    public void AtomicFile_SavingExample_Works()
    {
        // docs/saving.md: atomic files
        using (AtomicFile file = AtomicFile.Create("labels.txt"))
        {
            using (var text = new StreamWriter(file.Stream))
                text.Write("cat\ndog\n");
            file.Complete();                                     // without it, the old file stays
        }
        // end

        Assert.Equal("cat\ndog\n", File.ReadAllText("labels.txt"));
    }
}
