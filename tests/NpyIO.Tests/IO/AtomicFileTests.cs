using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

public sealed class AtomicFileTests
{
    [Fact]
    public void Complete_StreamClosedByAWriter_HasAllThatWasWritten()
    {
        using var folder = new TempFolder();
        string path = folder.Write("labels.txt", [1, 2, 3]);
        using (AtomicFile file = AtomicFile.Create(path, new AtomicFileOptions { Length = 100, Flush = FlushMode.Disk }))
        {
            using (var text = new StreamWriter(file.Stream))
                text.Write("cat");
            Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
            file.Complete();
            Assert.Equal(path, file.Path);
        }

        Assert.Equal("cat", File.ReadAllText(path));
        Assert.Equal(["labels.txt"], folder.Names);
    }

    [Fact]
    public void Dispose_NotComplete_LeavesWhatWasThere()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.bin", [1, 2, 3]);
        using (AtomicFile file = AtomicFile.Create(path))
            file.Stream.Write(new byte[200_000]);
        using (AtomicFile file = AtomicFile.Create(folder.PathOf("b.bin")))
            file.Stream.Write(new byte[10]);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a.bin"], folder.Names);
    }

    [Fact]
    public async Task Stream_SeeksAndCuts_AsAFileDoes()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.bin");
        using (AtomicFile file = AtomicFile.Create(path))
        {
            Stream stream = file.Stream;
            await stream.WriteAsync(new byte[] { 1, 2, 3, 4, 5 });
            stream.Position = 1;
            stream.WriteByte(9);
            Assert.Equal(5, stream.Length);
            stream.Seek(-1, SeekOrigin.End);
            stream.WriteByte(8);
            stream.SetLength(7);
            Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
            await file.CompleteAsync();
        }

        Assert.Equal([1, 9, 3, 4, 8, 0, 0], await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public void SetLength_Shorter_MovesTheEnd()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.bin");
        using (AtomicFile file = AtomicFile.Create(path))
        {
            file.Stream.Write([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
            file.Stream.SetLength(3);

            Assert.Equal(3, file.Stream.Length);
            Assert.Equal(3, file.Stream.Position);
            Assert.Equal(3, file.Stream.Seek(0, SeekOrigin.End));
            file.Stream.WriteByte(9);
            file.Complete();
        }

        Assert.Equal([1, 2, 3, 9], File.ReadAllBytes(path));
    }

    [Fact]
    public void Complete_TwiceOrDisposed_IsRefused()
    {
        using var folder = new TempFolder();
        AtomicFile file = AtomicFile.Create(folder.PathOf("a.bin"));
        file.Complete();
        Assert.Throws<InvalidOperationException>(file.Complete);
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(file.Complete);
        Assert.Empty(File.ReadAllBytes(folder.PathOf("a.bin")));
    }

    [Fact]
    public async Task Stream_AfterComplete_SaysThatItIsTooLate()
    {
        using var folder = new TempFolder();
        using AtomicFile file = AtomicFile.Create(folder.PathOf("a.txt"));
        var text = new StreamWriter(file.Stream);
        text.Write("late");
        file.Complete();

        var error = Assert.Throws<InvalidOperationException>(text.Flush);

        Assert.Equal("The file is complete, and what is written now is not in it. Dispose of the writer, or flush it, before Complete().", error.Message);
        Assert.False(file.Stream.CanWrite);
        Assert.Throws<InvalidOperationException>(() => file.Stream.WriteByte(1));
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<InvalidOperationException>(() => file.Stream.WriteAsync(new byte[1]).AsTask())).Message);
        Func<byte[], int, int, CancellationToken, Task> writeAsync = file.Stream.WriteAsync;
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<InvalidOperationException>(() => writeAsync(new byte[1], 0, 1, CancellationToken.None))).Message);
        Assert.Equal(error.Message, (await Assert.ThrowsAsync<InvalidOperationException>(() => file.Stream.FlushAsync())).Message);
    }

    [Fact]
    public void Stream_AfterDispose_IsRefused()
    {
        using var folder = new TempFolder();
        AtomicFile file = AtomicFile.Create(folder.PathOf("a.txt"));
        file.Stream.WriteByte(1);
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Stream.WriteByte(1));
        Assert.Empty(folder.Names);
    }

    [LinuxFact]
    public void Complete_HasFailed_IsNotTriedAgain()
    {
        using var folder = new TempFolder();
        using AtomicFile file = AtomicFile.Create(folder.PathOf("a.txt"));
        file.Stream.WriteByte(1);
        Directory.CreateDirectory(folder.PathOf("a.txt"));

        Assert.ThrowsAny<SystemException>(file.Complete);
        var error = Assert.Throws<InvalidOperationException>(file.Complete);

        Assert.Equal($"Completing '{folder.PathOf("a.txt")}' has failed before. Write it anew.", error.Message);
        Assert.Equal(["a.txt"], folder.Names);
    }

    [LinuxFact]
    public void Create_Device_WritesForward()
    {
        using AtomicFile file = AtomicFile.Create("/dev/null");
        Assert.Throws<NotSupportedException>(() => file.Stream.Length);
        file.Stream.Write(new byte[200_000]);
        file.Complete();
    }

    [Fact]
    public void Length_Negative_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AtomicFileOptions { Length = -1 });

    [Fact]
    public void Stream_AnySteps_IsWhatAStreamInMemoryIs()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.bin");
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var expected = new MemoryStream();
            using AtomicFile file = AtomicFile.Create(path);
            for (int step = 0; step < 20; step++)
            {
                Step(random, expected, file.Stream);
                Assert.Equal((seed, step, expected.Position, expected.Length), (seed, step, file.Stream.Position, file.Stream.Length));
            }

            file.Complete();
            Assert.Equal(expected.ToArray(), File.ReadAllBytes(path));
        }
    }

    private static void Step(Random random, MemoryStream expected, Stream stream)
    {
        int place = random.Next((int)expected.Length + 10);
        switch (random.Next(5))
        {
            case 0:
                stream.Position = expected.Position = place;
                break;
            case 1:
                (long offset, SeekOrigin origin) = random.Next(3) switch
                {
                    0 => (place, SeekOrigin.Begin),
                    1 => (place - expected.Position, SeekOrigin.Current),
                    _ => (place - expected.Length, SeekOrigin.End),
                };
                Assert.Equal(expected.Seek(offset, origin), stream.Seek(offset, origin));
                break;
            case 2:
                expected.SetLength(place);
                stream.SetLength(place);
                break;
            default:
                byte[] bytes = new byte[random.Next(8) == 0 ? 70_000 : random.Next(1, 100)];
                random.NextBytes(bytes);
                expected.Write(bytes);
                stream.Write(bytes);
                break;
        }
    }

    [LinuxFact]
    public void OpenRead_DotsBehindALink_IsTheFileThatCreateWrites()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("real/sub"));
        Directory.CreateSymbolicLink(folder.PathOf("link"), folder.PathOf("real/sub"));
        string path = folder.PathOf("link/../y.txt");
        folder.Write("y.txt", "wrong"u8);
        using (AtomicFile file = AtomicFile.Create(path))
        {
            file.Stream.Write("right"u8);
            file.Complete();
        }

        using var reader = new StreamReader(AtomicFile.OpenRead(path));

        Assert.Equal("right", reader.ReadToEnd());
        Assert.Throws<FileNotFoundException>(() => AtomicFile.OpenRead(folder.PathOf("link/../z.txt")));
    }

    [LinuxFact]
    public void IsSpecial_PipesAndDevices_AreSpecialAndNothingElseIs()
    {
        using var folder = new TempFolder();
        Assert.Equal(0, SymbolicLink.CreatePipe(folder.PathOf("pipe"), 0x180));
        File.CreateSymbolicLink(folder.PathOf("link"), "pipe");

        Assert.All((string[])[folder.PathOf("pipe"), folder.PathOf("link"), "/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/1"], path => Assert.True(AtomicFile.IsSpecial(path), path));
        Assert.All((string[])[folder.Write("file", [1]), folder.Path, folder.PathOf("missing"), folder.PathOf("missing/stdout"), "/dev/fd"], path => Assert.False(AtomicFile.IsSpecial(path), path));
    }

    [LinuxFact]
    public void IsSpecial_DescriptorOfAnOrdinaryFile_IsSpecial()
    {
        using var folder = new TempFolder();
        using FileStream file = File.OpenRead(folder.Write("file", [1]));
        nint descriptor = file.SafeFileHandle.DangerousGetHandle();

        Assert.True(AtomicFile.IsSpecial($"/dev/fd/{descriptor}"));
        Assert.True(AtomicFile.IsSpecial($"/proc/self/fd/{descriptor}"));
    }

    [Fact]
    public async Task CompleteAsync_CancelledBeforeItBegins_CanBeCompletedLater()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.bin", [1, 2, 3]);
        using AtomicFile file = AtomicFile.Create(path);
        file.Stream.Write([4, 5]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.CompleteAsync(new CancellationToken(canceled: true)));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(path));
        await file.CompleteAsync();

        Assert.Equal([4, 5], await File.ReadAllBytesAsync(path));
        Assert.Equal($"'{path}' is complete already.", (await Assert.ThrowsAsync<InvalidOperationException>(() => file.CompleteAsync())).Message);
        file.Dispose();
        file.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => file.CompleteAsync());
        Assert.Equal([4, 5], await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Stream_DisposedOf_TakesNothingMore()
    {
        using var folder = new TempFolder();
        using AtomicFile file = AtomicFile.Create(folder.PathOf("a.bin"));
        Stream stream = file.Stream;
        Func<byte[], int, int, CancellationToken, Task> writeAsync = stream.WriteAsync;
        await writeAsync("xabcx"u8.ToArray(), 1, 3, CancellationToken.None);
        stream.Dispose();
        stream.Dispose();

        Assert.Equal((false, false, false), (stream.CanWrite, stream.CanSeek, stream.CanRead));
        Assert.Throws<ObjectDisposedException>(() => stream.WriteByte(1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.WriteAsync(new byte[1]).AsTask());
        Assert.Throws<ObjectDisposedException>(stream.Flush);
        Assert.Throws<ObjectDisposedException>(() => stream.Position);
        Assert.Throws<ObjectDisposedException>(() => stream.Position = 0);
        Assert.Throws<ObjectDisposedException>(() => stream.SetLength(1));
        file.Complete();

        Assert.Equal("abc"u8, File.ReadAllBytes(folder.PathOf("a.bin")));
    }

    [Fact]
    public void Stream_AfterCompleteAndDispose_StillSaysThatItIsTooLate()
    {
        using var folder = new TempFolder();
        AtomicFile file = AtomicFile.Create(folder.PathOf("a.bin"));
        file.Stream.WriteByte(1);
        file.Complete();
        file.Dispose();

        Assert.Throws<InvalidOperationException>(() => file.Stream.WriteByte(2));
        Assert.Throws<InvalidOperationException>(() => file.Stream.Length);
        Assert.Throws<InvalidOperationException>(() => file.Stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<InvalidOperationException>(file.Stream.Flush);
        Assert.Equal([1], File.ReadAllBytes(folder.PathOf("a.bin")));
    }

    [Fact]
    public void Stream_Refusals_LeavePositionAndContent()
    {
        using var folder = new TempFolder();
        using AtomicFile file = AtomicFile.Create(folder.PathOf("a.bin"));
        Stream stream = file.Stream;
        stream.Write([1, 2, 3]);

        Assert.Throws<IOException>(() => stream.Seek(-4, SeekOrigin.Current));
        Assert.Throws<IOException>(() => stream.Position = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.SetLength(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Write([1, 2], 1, 2));
        Assert.Throws<NotSupportedException>(() => stream.ReadByte());
        Assert.Equal((3, 3), (stream.Position, stream.Length));
        Assert.Equal(0, stream.Seek(-3, SeekOrigin.Current));
        file.Complete();

        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.PathOf("a.bin")));
    }

    [Fact]
    public void OpenRead_File_CanBeWrittenAndDeletedMeanwhile()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.bin", [1, 2, 3]);
        using FileStream stream = AtomicFile.OpenRead(path);

        Assert.Equal(1, stream.ReadByte());
        File.WriteAllBytes(path, [4, 5, 6]);
        Assert.Equal(5, stream.ReadByte());
        File.Delete(path);

        Assert.False(stream.CanWrite);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Create_PathThatIsNone_IsAnArgumentException()
    {
        Assert.Throws<ArgumentNullException>(() => AtomicFile.Create(null!));
        Assert.Throws<ArgumentException>(() => AtomicFile.Create(""));
        Assert.Throws<ArgumentNullException>(() => AtomicFile.OpenRead(null!));
        Assert.Throws<ArgumentNullException>(() => AtomicFile.IsSpecial(null!));
    }
}
