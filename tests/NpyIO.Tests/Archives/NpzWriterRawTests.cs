using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Entries that are no arrays, or that come as a stream.</summary>
public sealed class NpzWriterRawTests
{
    private static readonly byte[] Text = [.. "so it goes on, "u8, .. "so it goes on, "u8, .. "so it goes on, "u8];

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public async Task AddRaw_AnyContent_StandsUnderItsFullName(NpzCompression compression)
    {
        MemoryStream stream = new();
        await using (NpzWriter writer = Npz.Create(stream, new NpzWriteOptions { Compression = compression }, leaveOpen: true))
        {
            writer.AddRaw("notes.txt", Text);
            writer.AddRaw("none", []);
            await writer.AddRawAsync("x.npy", Npy.Save(NpzSamples.Steps(10_000)));
            writer.AddRaw("stored", Text, NpzCompression.None);
            writer.Complete();
        }

        WrittenZip zip = new(stream.ToArray());
        Dictionary<string, byte[]> contents = zip.Contents();
        Assert.Equal(["notes.txt", "none", "x.npy", "stored"], contents.Keys);
        Assert.Equal(Text, contents["notes.txt"]);
        Assert.Empty(contents["none"]);
        Assert.Equal(Npy.Save(NpzSamples.Steps(10_000)), contents["x.npy"]);
        Assert.Equal([compression == 0, true, compression == 0, true], zip.Entries.Select(entry => entry.Method == ZipLayout.Methods.Stored));
        Assert.Equal(NpzSamples.Steps(10_000), Npz.Open(stream.ToArray())["x"].Load<int>().ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 7)]
    [InlineData(1_000_000, 1000)]
    [InlineData((8 << 20) - 1, 1 << 20)]
    [InlineData(8 << 20, 1 << 20)]
    [InlineData((8 << 20) + 1, 3_000_000)]
    [InlineData(13_000_000, 13_000_000)]
    public async Task OpenRaw_AnyLength_HoldsWhatWasWritten(int length, int atOnce)
    {
        byte[] data = NpzSamples.Mantissas(length / 8 + 1).ToBytes()[..length];
        NpzCompression[] compressions = [NpzCompression.None, NpzCompression.Optimal];
        MemoryStream seekable = new();
        ForwardStream forward = new() { OnlyAsync = true };
        await using (NpzWriter one = Npz.Create(seekable, leaveOpen: true))
        await using (NpzWriter other = Npz.Create(forward))
        {
            foreach (NpzCompression compression in compressions)
            {
                using (Stream entry = one.OpenRaw($"{compression}", compression))
                {
                    for (int at = 0; at < length; at += atOnce)
                        entry.Write(data, at, Math.Min(atOnce, length - at));
                    Assert.Equal((length, length), (entry.Length, entry.Position));
                }

                await using (Stream entry = other.OpenRaw($"{compression}", compression))
                {
                    for (int at = 0; at < length; at += atOnce)
                        await entry.WriteAsync(data.AsMemory(at, Math.Min(atOnce, length - at)));
                }
            }

            one.Complete();
            await other.CompleteAsync();
        }

        foreach (byte[] archive in new[] { seekable.ToArray(), forward.Written })
        {
            WrittenZip zip = new(archive);
            Assert.All(zip.Contents().Values, content => Assert.True(data.AsSpan().SequenceEqual(content)));
            Assert.Empty(Npz.Open(archive).Verify());
            Assert.Equal(length >= NpzSamples.LeastDivided, zip["Optimal"].Index is not null);
            Assert.InRange(zip["Optimal"].CompressedLength, 0, length);
        }
    }

    [Fact]
    public void OpenRaw_PartsThatCannotBeCompressed_AreStoredInTheStream()
    {
        byte[] noise = NpzSamples.Noise(4 << 20);
        MemoryStream stream = new();
        using NpzWriter writer = Npz.Create(stream, NpzWriteOptions.Compressed);
        using (Stream entry = writer.OpenRaw("x"))
        {
            entry.Write(new byte[4 << 20]);
            entry.Write(noise);
            entry.Write(new byte[5 << 20]);
        }

        writer.Complete();
        WrittenZip zip = new(stream.ToArray());
        Assert.Equal([.. new byte[4 << 20], .. noise, .. new byte[5 << 20]], zip.Contents()["x"]);
        Assert.InRange(zip["x"].Index!.Entries[2].DeflatedLength, noise.Length, noise.Length + 400u);
        Assert.InRange(zip["x"].CompressedLength, noise.Length, noise.Length + 50_000);
    }

    [Fact]
    public void OpenRaw_StreamOnceDisposed_TakesNothing()
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        Stream entry = writer.OpenRaw("x");
        entry.Dispose();
        entry.Dispose();

        Assert.False(entry.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => entry.Write(Text));
        writer.AddRaw("y", Text);
        writer.Complete();
    }

    [Fact]
    public void OpenRaw_StreamLeftOpen_GoesWithItsWriter()
    {
        using var file = new TempFile([1, 2, 3]);
        NpzWriter writer = Npz.Create(file.Path, NpzWriteOptions.Compressed);
        Stream entry = writer.OpenRaw("x");
        entry.Write(new byte[20 << 20]);
        writer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => entry.Write(Text));
        entry.Dispose();
        Assert.Equal(["a.npy"], file.Names);
    }

    [Fact]
    public void OpenRaw_OutputThatFails_FailsTheArchive()
    {
        using NpzWriter writer = Npz.Create(new ForwardStream { Room = 1000 });
        Stream entry = writer.OpenRaw("x");
        Assert.Throws<IOException>(() => entry.Write(new byte[1_000_000]));

        Assert.Throws<InvalidOperationException>(() => entry.Write(Text));
        entry.Dispose();
        Assert.Throws<InvalidOperationException>(writer.Complete);
    }

    [Fact]
    public void OpenRaw_Stream_CanOnlyBeWritten()
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        using Stream entry = writer.OpenRaw("x");
        Assert.Equal((false, false, true), (entry.CanRead, entry.CanSeek, entry.CanWrite));
        Assert.Throws<NotSupportedException>(() => entry.ReadByte());
        Assert.Throws<NotSupportedException>(() => entry.Position = 0);
        Assert.Throws<NotSupportedException>(() => entry.SetLength(0));
        entry.Flush();
    }

    [Fact]
    public async Task OpenRaw_WrittenAndDisposedOfAsynchronously_CountsAndTakesNothingAfterwards()
    {
        MemoryStream stream = new();
        await using (NpzWriter writer = Npz.Create(stream, leaveOpen: true))
        {
            Stream entry = writer.OpenRaw("x");
            Func<byte[], int, int, CancellationToken, Task> writeAsync = entry.WriteAsync;
            await writeAsync(Text, 1, 10, CancellationToken.None);
            Assert.Equal((10, 10), (entry.Length, entry.Position));
            await entry.WriteAsync(Text.AsMemory(11, 4));
            entry.Write(Text, 15, 3);
            Assert.Equal((17, 17), (entry.Length, entry.Position));
            await entry.DisposeAsync();

            Assert.False(entry.CanWrite);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => entry.WriteAsync(Text).AsTask());
            await Assert.ThrowsAsync<ObjectDisposedException>(() => writeAsync(Text, 0, 1, CancellationToken.None));
            Assert.Throws<ObjectDisposedException>(() => entry.WriteByte(1));
            await entry.DisposeAsync();
            entry.Dispose();
            await writer.AddRawAsync("y", Text);
            await writer.CompleteAsync();
        }

        Dictionary<string, byte[]> contents = new WrittenZip(stream.ToArray()).Contents();
        Assert.Equal(Text[1..18], contents["x"]);
        Assert.Equal(Text, contents["y"]);
    }

    [Fact]
    public async Task OpenRaw_BufferArgumentsThatDoNotFit_AreRefusedAndChangeNothing()
    {
        MemoryStream stream = new();
        using NpzWriter writer = Npz.Create(stream);
        using (Stream entry = writer.OpenRaw("x"))
        {
            Func<byte[], int, int, CancellationToken, Task> writeAsync = entry.WriteAsync;
            Assert.Throws<ArgumentOutOfRangeException>(() => entry.Write(Text, Text.Length - 1, 2));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => writeAsync(Text, -1, 2, CancellationToken.None));
            entry.Write(Text);
        }

        writer.Complete();
        Assert.Equal(Text, new WrittenZip(stream.ToArray()).Contents()["x"]);
    }

    [Fact]
    public async Task OpenRaw_WriteCancelled_FailsTheArchive()
    {
        await using NpzWriter writer = Npz.Create(new MemoryStream());
        Stream entry = writer.OpenRaw("x");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => entry.WriteAsync(Text, new CancellationToken(canceled: true)).AsTask());

        await entry.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync());
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public async Task AddRaw_WithoutCompressionOfItsOwn_HasThatOfTheOptions(NpzCompression compression)
    {
        NpzCompression other = compression == NpzCompression.None ? NpzCompression.Optimal : NpzCompression.None;
        MemoryStream stream = new();
        await using (NpzWriter writer = Npz.Create(stream, new NpzWriteOptions { Compression = compression }, leaveOpen: true))
        {
            foreach ((NpzCompression? own, string name) in ((NpzCompression?, string)[])[(null, "default"), (other, "other")])
            {
                writer.AddRaw($"AddRaw {name}", Text, own);
                await writer.AddRawAsync($"AddRawAsync {name}", Text, own);
                using (Stream entry = writer.OpenRaw($"OpenRaw {name}", own))
                    entry.Write(Text);
                using (RowWriter<byte> rows = writer.AddRows<byte>($"AddRows {name}", [], own))
                {
                    rows.Write(Text);
                    rows.Complete();
                }

                writer.Add(new NpzItem($"Add {name}", Text) { Compression = own });
                await writer.AddAsync(new NpzItem($"AddAsync {name}", Text) { Compression = own });
            }

            await writer.CompleteAsync();
        }

        using NpzFile file = Npz.Open(stream.ToArray());
        Assert.Equal(12, file.Count);
        Assert.All(file, entry => Assert.Equal((entry.Name, (entry.Name.EndsWith("default", StringComparison.Ordinal) ? compression : other) == NpzCompression.None), (entry.Name, entry.IsStored)));
    }
}
