using NpyIO.NpyFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Several arrays appended at once: all of them or none.</summary>
public sealed class AppendBlocksTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_BlocksOfAnotherFile_EqualsSavingTheWhole(bool isFortran)
    {
        NdArray<double> all = NdArray.FromArray(Enumerable.Range(0, 600).Select(i => i / 7.0).ToArray()).Reshape(20, 30);
        NdArray Saved(NdArray<double> rows) => isFortran ? rows.ToNdArray().Transpose() : rows.ToNdArray();
        using var whole = new TempFile(Npy.Save(Saved(all)));
        using var file = new TempFile(Npy.Save(Saved(all[..5])));
        using var rest = new TempFile(Npy.Save(Saved(all[5..])));
        using NpyFile more = Npy.Open(rest.Path);

        Npy.Append(file.Path, more[isFortran ? Slice.ParseIndex(":, :7") : Slice.ParseIndex(":7")].Blocks(2));
        await Npy.AppendAsync(file.Path, more[isFortran ? Slice.ParseIndex(":, 7:") : Slice.ParseIndex("7:")].Blocks(3));

        Assert.Equal(File.ReadAllBytes(whole.Path), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Append_BlocksToAMissingFile_CreatesIt()
    {
        using var file = new TempFile();
        NdArray[] blocks = [NdArray.FromArray(new[,] { { 1, 2 } }), NdArray.FromArray(new[,] { { 3, 4 }, { 5, 6 } })];

        Npy.Append(file.Path, blocks);

        Assert.Equal(Npy.Save(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Append_ArrayOfTypedArrays_AreBlocks()
    {
        using var file = new TempFile();

        Npy.Append(file.Path, [NdArray.FromArray(new[] { 1.5 }), NdArray.FromArray(new[] { 2.5, 3.5 })]);

        Assert.Equal([1.5, 2.5, 3.5], Npy.Load<double>(file.Path));
    }

    [Fact]
    public void Append_NoBlocks_ChangesNothing()
    {
        using var file = new TempFile();

        Npy.Append(file.Path, Enumerable.Empty<NdArray>());

        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public void Append_BlocksThatFail_LeaveTheOldRows()
    {
        byte[] old = Npy.Save(new[] { 1.0, 2, 3 });
        using var file = new TempFile(old);
        IEnumerable<NdArray> Throwing()
        {
            yield return NdArray.FromArray(new double[1000]);
            throw new TimeoutException();
        }

        Assert.Throws<TimeoutException>(() => Npy.Append(file.Path, Throwing()));
        Assert.Equal(old, File.ReadAllBytes(file.Path));

        var dtype = Assert.Throws<ArgumentException>(() => Npy.Append(file.Path, new NdArray[] { NdArray.FromArray(new double[1000]), NdArray.FromArray(new float[2]) }));
        Assert.Contains("float32", dtype.Message);
        Assert.Throws<ArgumentException>(() => Npy.Append(file.Path, [NdArray.FromArray(new double[2, 2])]));
        Assert.Throws<ArgumentNullException>(() => Npy.Append(file.Path, [NdArray.FromArray(new double[2]), null!]));
        Assert.Equal(old, File.ReadAllBytes(file.Path));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void Append_BlocksWhereTheHeaderHasNoRoom_RewritesBelowTheThreshold(int more)
    {
        byte[] content = [.. NpyBytes.Header(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (9,), }\n"), .. new byte[9]];
        using IDisposable lowered = ArrayGrowth.MinGuarded.Lower(content.Length - more);
        using var file = new TempFile(content);
        IEnumerable<NdArray<byte>> blocks = Enumerable.Repeat(NdArray.FromArray(new byte[100]), 3);
        if (more == 0)
        {
            Assert.Throws<InvalidOperationException>(() => Npy.Append(file.Path, blocks));
            Assert.Equal(content, File.ReadAllBytes(file.Path));
        }

        Npy.Append(file.Path, blocks, new NpyAppendOptions { Rewrite = more == 0 });

        Assert.Equal(Npy.Save(new byte[309]), File.ReadAllBytes(file.Path));
    }
}
