using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Whatever goes wrong, the old archive stays.</summary>
public sealed class NpzUpdateFailureTests
{
    private static readonly int[] Few = [1, 2, 3];

    private static readonly byte[] Old = Npz.Save(("a", Few), ("b", NpzSamples.Steps(1000)));

    [Fact]
    public void Dispose_WithoutComplete_ChangesNothing()
    {
        using var file = new TempFile(Old);
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            update.Set("a", Few);
            update.Remove("b");
        }

        AssertOld(file);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(4_000_000)]
    public async Task Complete_ThatFailsMidway_LeavesTheOldArchive(long after)
    {
        using var file = new TempFile(Old);
        var progress = new Recorder(done =>
        {
            if (done > after)
                throw new InvalidOperationException("enough");
        });
        using (NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Progress = progress, Atomic = false }))
        {
            update.Set("c", NpzSamples.Noise(10_000_000));
            Assert.Equal("enough", Assert.Throws<InvalidOperationException>(update.Complete).Message);
            AssertOld(file);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update.CompleteAsync(new CancellationToken(canceled: true)));
        }

        AssertOld(file);
    }

    [Fact]
    public async Task CompleteAsync_CancelledMidway_LeavesTheOldArchive()
    {
        using var file = new TempFile(Old);
        using var source = new CancellationTokenSource();
        using NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Progress = new Recorder(_ => source.Cancel()) });
        update.Set("c", NpzSamples.Noise(10_000_000));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update.CompleteAsync(source.Token));
        AssertOld(file);

        await update.CompleteAsync();
        Assert.Equal(["a", "b", "c"], Npz.Open(await File.ReadAllBytesAsync(file.Path)).Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task CompleteAsync_CancelledWhileAnEntryIsCopied_CopiesNoMore(int alignment)
    {
        using IDisposable lowered = EntryWriter.CopiedAtOnce.Lower(1024);
        using var file = new TempFile(Old);
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());
        using NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Progress = progress, Alignment = alignment });
        update.Remove("a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => update.CompleteAsync(source.Token));
        Assert.Equal([1024L], progress.Reports);
        AssertOld(file);

        await update.CompleteAsync();
        Assert.Equal(["b"], Npz.Load(file.Path).Keys);
    }

    [Fact]
    public void Complete_EntryThatIsNotWhereItShouldBe_IsToldAndNothingChanged()
    {
        byte[] broken = [.. Old];
        broken[0] = (byte)'X';
        using var file = new TempFile(broken);
        using NpzUpdate update = Npz.Update(file.Path);
        update.Set("c", Few);

        var error = Assert.Throws<NpyFormatException>(update.Complete);
        Assert.Equal((NpyFormatReason.BadArchive, "a.npy", 0L), (error.Reason, error.EntryName, error.Offset));
        Assert.Equal(broken, File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);

        update.Remove("a");
        update.Complete();
        Assert.Equal(["b", "c"], Npz.Open(File.ReadAllBytes(file.Path)).Keys);
    }

    [Fact]
    public void Update_WhatIsNoArchive_IsRefused()
    {
        using var file = new TempFile([1, 2, 3]);
        Assert.Equal(NpyFormatReason.BadArchive, Assert.Throws<NpyFormatException>(() => Npz.Update(file.Path)).Reason);
        Assert.Throws<FileNotFoundException>(() => Npz.Update(file.Path + "x"));
        Assert.Throws<ArgumentException>(() => Npz.Update(file.Path, new NpzWriteOptions { Alignment = 5 }));
    }

    [Fact]
    public void Add_NameThatIsThere_IsRefused()
    {
        using var file = new TempFile(Old);
        using NpzUpdate update = Npz.Update(file.Path);

        Assert.Equal("There is an entry 'a.npy' already. (Parameter 'name')", Assert.Throws<ArgumentException>(() => update.Add("a", Few)).Message);
        update.Add("c", Few);
        Assert.Throws<ArgumentException>(() => update.Add("c", Few));
        Assert.Throws<ArgumentException>(() => update.Set("c\0", Few));
        Assert.Throws<ArgumentException>(() => update.SetRaw("", default));
        Assert.Throws<ArgumentException>(() => update.SetRaw("x", default, (NpzCompression)8));
        Assert.Equal(["a", "b", "c"], update.Names);
    }

    [Fact]
    public void Set_AfterTheEnd_IsRefused()
    {
        using var file = new TempFile(Old);
        NpzUpdate update = Npz.Update(file.Path);
        update.Complete();

        const string Complete = "The update is complete; open the archive again to change it further.";
        Assert.Equal(Complete, Assert.Throws<InvalidOperationException>(() => update.Set("a", Few)).Message);
        Assert.Equal(Complete, Assert.Throws<InvalidOperationException>(() => update.Remove("a")).Message);
        Assert.Equal(Complete, Assert.Throws<InvalidOperationException>(update.Complete).Message);
        update.Dispose();
        Assert.Throws<ObjectDisposedException>(() => update.SetRaw("a", default));
        Assert.Equal(Old, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task Verbs_AfterDispose_AreRefused()
    {
        using var file = new TempFile(Old);
        NpzUpdate update = Npz.Update(file.Path);
        update.Dispose();
        update.Dispose();

        Assert.Throws<ObjectDisposedException>(() => update.Add("c", Few));
        Assert.Throws<ObjectDisposedException>(() => update.Set("a", Few));
        Assert.Throws<ObjectDisposedException>(() => update.Remove("a"));
        Assert.Throws<ObjectDisposedException>(update.Complete);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => update.CompleteAsync());
        AssertOld(file);
    }

    [Fact]
    public async Task CompleteAsync_Twice_IsRefused()
    {
        using var file = new TempFile(Old);
        using NpzUpdate update = Npz.Update(file.Path);
        await update.CompleteAsync();

        Assert.Equal("The update is complete; open the archive again to change it further.", (await Assert.ThrowsAsync<InvalidOperationException>(() => update.CompleteAsync())).Message);
        Assert.Throws<InvalidOperationException>(() => update.Add("c", Few));
        Assert.Throws<InvalidOperationException>(() => update.SetRaw("c", default));
    }

    [LinuxFact]
    public async Task Update_PathOfAPipe_NamesLoad() => Assert.Equal(
        "The path leads to what cannot seek, so its entries cannot be read one by one. Npz.Load reads all of them in their order. (Parameter 'path')",
        (await Assert.ThrowsAsync<ArgumentException>(() => Sources.FromPipeAsync(Old, path => Npz.Update(path)))).Message);

    private static void AssertOld(TempFile file)
    {
        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal(Old, File.ReadAllBytes(file.Path));
    }
}
