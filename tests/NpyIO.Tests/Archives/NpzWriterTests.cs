using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzWriterTests
{
    private static readonly int[] Few = [1, 2, 3];

    [Theory]
    [InlineData(NpzCompression.None, 0)]
    [InlineData(NpzCompression.Optimal, 0)]
    [InlineData(NpzCompression.Optimal, 64)]
    public async Task Add_OneByOne_GivesTheBytesOfSave(NpzCompression compression, int alignment)
    {
        using var file = new TempFile();
        NpzItem[] items = NpzSamples.All();
        NpzWriteOptions options = new() { Compression = compression, Alignment = alignment };
        byte[] expected = Npz.Save(items, options);

        using (NpzWriter writer = Npz.Create(file.Path, options))
        {
            foreach (NpzItem item in items)
                writer.Add(item);
            writer.Complete();
        }

        byte[] written = await File.ReadAllBytesAsync(file.Path);
        Assert.True(expected.AsSpan().SequenceEqual(written));
        Assert.Equal(["a.npy"], file.Names);

        ForwardStream stream = new() { OnlyAsync = true };
        await using (NpzWriter writer = Npz.Create(stream, options))
        {
            foreach (NpzItem item in items)
                await writer.AddAsync(item);
            await writer.CompleteAsync();
        }

        Assert.True(stream.IsClosed);
        ForwardStream whole = new();
        Npz.Save(whole, items, options);
        Assert.True(whole.Written.AsSpan().SequenceEqual(stream.Written));
    }

    [Fact]
    public async Task AddAsync_ToAPath_GivesTheBytesOfSave()
    {
        using var file = new TempFile();
        await using (NpzWriter writer = Npz.Create(file.Path))
        {
            await writer.AddAsync("x", Few);
            writer.Add("y", Few);
            await writer.AddRawAsync("z", new byte[] { 1 });
            await writer.CompleteAsync();
        }

        using NpzFile read = Npz.Open(file.Path);
        Assert.Equal(["x", "y", "z"], read.Keys);
        Assert.Empty(read.Verify());
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesTheOldFile()
    {
        using var file = new TempFile([1, 2, 3]);
        using (NpzWriter writer = Npz.Create(file.Path))
        {
            writer.Add("x", NpzSamples.Noise(1_000_000));
            Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
        }

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_OfAWriterToAStream_ClosesItUnlessItStaysOpen(bool leaveOpen)
    {
        ForwardStream stream = new();
        Npz.Create(stream, leaveOpen: leaveOpen).Dispose();
        Assert.Equal(!leaveOpen, stream.IsClosed);

        stream = new();
        await Npz.Create(stream, leaveOpen: leaveOpen).DisposeAsync();
        Assert.Equal(!leaveOpen, stream.IsClosed);
    }

    [Fact]
    public void Add_RefusedArgument_ChangesNothing()
    {
        MemoryStream stream = new();
        using (NpzWriter writer = Npz.Create(stream, leaveOpen: true))
        {
            writer.Add("x", Few);
            Assert.Throws<ArgumentException>(() => writer.Add("x", Few));
            Assert.Throws<ArgumentException>(() => writer.AddRaw("", []));
            Assert.Throws<ArgumentException>(() => writer.OpenRaw("x.npy"));
            Assert.Throws<ArgumentException>(() => writer.AddRows<int>("x", []));
            Assert.Throws<ArgumentException>(() => writer.AddRaw("y.npy", [], (NpzCompression)7));
            writer.Add("y", Few);
            writer.Complete();
        }

        Assert.Equal(Npz.Save(("x", Few), ("y", Few)), stream.ToArray());
    }

    [Fact]
    public void Complete_AfterAEntryFailed_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new ForwardStream { Room = 100_000 });
        Assert.Throws<IOException>(() => writer.Add("x", NpzSamples.Noise(1_000_000)));

        const string Failed = "Writing an entry has failed, was cancelled or was abandoned before it was complete, so the archive cannot be completed.";
        Assert.Equal(Failed, Misuse(() => writer.Complete()));
        Assert.Equal(Failed, Misuse(() => writer.Add("y", Few)));
    }

    [Fact]
    public async Task CompleteAsync_AfterAEntryWasCancelled_IsRefused()
    {
        await using NpzWriter writer = Npz.Create(new MemoryStream());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.AddAsync("x", Few, new CancellationToken(canceled: true)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync());
    }

    [Fact]
    public void Add_AfterComplete_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        writer.Complete();

        const string Complete = "The archive is complete; nothing can be added any more.";
        Assert.Equal(Complete, Misuse(() => writer.Add("x", Few)));
        Assert.Equal(Complete, Misuse(() => writer.AddRaw("x", [])));
        Assert.Equal(Complete, Misuse(() => writer.OpenRaw("x")));
        Assert.Equal(Complete, Misuse(() => writer.AddRows<int>("x", [])));
        Assert.Equal(Complete, Misuse(() => writer.Complete()));
    }

    [Fact]
    public async Task Add_AfterDispose_IsRefused()
    {
        NpzWriter writer = Npz.Create(new MemoryStream());
        writer.Dispose();
        writer.Dispose();
        await writer.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => writer.Add("x", Few));
        Assert.Throws<ObjectDisposedException>(() => writer.Complete());
    }

    [Fact]
    public void Add_WhileAEntryIsOpen_IsRefused()
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        using Stream raw = writer.OpenRaw("notes.txt");

        const string Open = "The entry 'notes.txt' is still being written; dispose what writes it first.";
        Assert.Equal(Open, Misuse(() => writer.Add("x", Few)));
        Assert.Equal(Open, Misuse(() => writer.AddRaw("x", [])));
        Assert.Equal(Open, Misuse(() => writer.OpenRaw("x")));
        Assert.Equal(Open, Misuse(() => writer.AddRows<int>("x", [])));
        Assert.Equal(Open, Misuse(() => writer.Complete()));
    }

    [Fact]
    public void Add_Progress_NeverFalls()
    {
        var progress = new Recorder();
        using NpzWriter writer = Npz.Create(Stream.Null, NpzWriteOptions.Compressed with { Progress = progress });
        writer.Add("x", NpzSamples.Steps(3_000_000));
        writer.AddRaw("y", new byte[100]);
        using (RowWriter<int> rows = writer.AddRows<int>("z", [], NpzCompression.None))
        {
            rows.Write(Few);
            rows.Complete();
        }

        writer.Complete();

        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(12_000_000 + 100 + 12, progress.Reports[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Add_WithAlignment_DataBeginAtMultiples(int alignment)
    {
        MemoryStream stream = new();
        using (NpzWriter writer = Npz.Create(stream, new NpzWriteOptions { Alignment = alignment }))
        {
            for (int i = 0; i < 100; i++)
                writer.Add(new NpzItem(new string('x', i), NpzSamples.Steps(i)) { Compression = (NpzCompression)(i % 2) });
            writer.AddRaw("raw", "abc"u8);
            using (Stream raw = writer.OpenRaw("stream"))
                raw.Write("abc"u8);
            using (RowWriter<int> rows = writer.AddRows<int>("rows", []))
            {
                rows.Write(Few);
                rows.Complete();
            }

            writer.Add("large", NpzSamples.Noise(2_000_000));
            writer.Complete();
        }

        WrittenZip zip = new(stream.ToArray());
        Assert.All(zip.Entries, entry => Assert.Equal(0, zip.DataOffset(entry) % alignment));
        Assert.Equal(104, zip.Contents().Count);
        Assert.Empty(Npz.Open(stream.ToArray()).Verify());
    }

    private static string Misuse(Action action) => Assert.Throws<InvalidOperationException>(action).Message;
}
