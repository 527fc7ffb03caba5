using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzRowWriterTests : IDisposable
{
    private const string Failed =
        "Writing a member has failed, was cancelled or was given up before it was complete, so that the archive cannot be completed.";

    private readonly TempFolder _folder = new();
    private readonly string _path;

    public NpzRowWriterTests() => _path = Path.Combine(_folder.Path, "a.npz");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NpzCompression.None, 0)]
    [InlineData(NpzCompression.None, 1000)]
    [InlineData(NpzCompression.Optimal, 0)]
    [InlineData(NpzCompression.Optimal, 1000)]
    [InlineData(NpzCompression.Fastest, 400_000)]
    public void Write_AnyNumberOfRows_GivesTheArrayThatSaveWouldHaveGiven(NpzCompression compression, int rowCount)
    {
        var values = new float[rowCount * 6];
        for (int i = 0; i < values.Length; i++)
            values[i] = i % 1000;

        using (NpzWriter writer = Npz.Create(_path, new NpzWriteOptions { Compression = compression }))
        {
            using (NpzRowWriter<float> rows = writer.AddRows<float>("r", [2, 3]))
            {
                for (int at = 0; at < values.Length; at += 3000)
                    rows.Write(values.AsSpan(at, Math.Min(3000, values.Length - at)));
                Assert.Equal(rowCount, rows.RowCount);
                rows.Complete();
            }

            writer.Add("after", new[] { 1 });
            writer.Complete();
        }

        using NpzFile file = Npz.Open(_path);
        Assert.Empty(file.Verify());
        Assert.Equal([rowCount, 2, 3], file["r"].Header!.Shape.ToArray());
        Assert.Equal(values, file["r"].Load<float>().ToArray());
        Assert.Equal(Npy.Save(NdArray.FromArray(values).Reshape(rowCount, 2, 3)), file["r"].ReadRaw());
    }

    [Fact]
    public void Dispose_BeforeComplete_KeepsTheArchiveFromBeingCompleted()
    {
        using (NpzWriter writer = Npz.Create(_path))
        {
            using (NpzRowWriter<int> rows = writer.AddRows<int>("r", [2]))
                rows.Write([1, 2]);
            Assert.Equal(Failed, Assert.Throws<InvalidOperationException>(writer.Complete).Message);
        }

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_PartOfARow_IsRefusedAndHarmsNothing()
    {
        using (NpzWriter writer = Npz.Create(_path))
        {
            using (NpzRowWriter<int> rows = writer.AddRows<int>("r", [2]))
            {
                Assert.Throws<ArgumentException>(() => rows.Write([1, 2, 3]));
                rows.Write([1, 2]);
                rows.Complete();
            }

            writer.Complete();
        }

        Assert.Equal([1, 2], Npz.Load(_path)["r"].ToArray<int>());
    }

    [Fact]
    public void Add_WhileRowsAreOpen_IsRefused()
    {
        using NpzWriter writer = Npz.Create(_path);
        using NpzRowWriter<int> rows = writer.AddRows<int>("r", [2]);
        var error = Assert.Throws<InvalidOperationException>(() => writer.Add("x", new[] { 1 }));
        Assert.Contains("'r.npy'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_Rows_AreWritten()
    {
        await using (NpzWriter writer = Npz.Create(_path, NpzWriteOptions.Compressed))
        {
            await using (NpzRowWriter<double> rows = writer.AddRows<double>("r", [1]))
            {
                await rows.WriteAsync(new double[] { 1, 2 });
                await rows.WriteAsync(new double[] { 3 });
                await rows.CompleteAsync();
            }

            await writer.CompleteAsync();
        }

        Assert.Equal([1.0, 2, 3], Npz.Load(_path)["r"].ToArray<double>());
    }

    [Fact]
    public void AddRows_OutputThatCannotSeek_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new UnseekableStream(new MemoryStream()));
        Assert.Throws<InvalidOperationException>(() => writer.AddRows<int>("r", [2]));
    }
}
