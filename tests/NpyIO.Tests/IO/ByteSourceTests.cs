using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>The sources of bytes that the library has, read as a caller reads them.</summary>
public sealed class ByteSourceTests
{
    private const string NotSeekable = "What cannot seek cannot be read in parts: Npy.Load reads it from its start to its end.";
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];

    public static TheoryData<string, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, bool>();
            foreach (string kind in (string[])["file", "stream", "cached file", "cached stream"])
            {
                kinds.Add(kind, false);
                kinds.Add(kind, true);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_AnyOffset_GivesTheBytesThere(string kind, bool isAwaited)
    {
        using var file = new TempFile(Content);
        using ByteSource source = Open(kind, file.Path, new MemoryStream([1, 2, 3, .. Content]) { Position = 3 });

        Assert.Equal((1000L, true), (source.Length, source.CanReadSynchronously));
        foreach ((int offset, int length, int count) in ((int, int, int)[])[(0, 1, 1), (500, 10, 10), (999, 1, 1), (999, 2, 1), (1000, 1, 0), (1001, 1, 0), (5000, 3, 0), (10, 0, 0), (0, 1000, 1000), (0, 1001, 1000)])
        {
            byte[] destination = new byte[length];
            int done = 0, read;
            do
            {
                read = isAwaited ? await source.ReadAsync(offset + done, destination.AsMemory(done)) : source.Read(offset + done, destination.AsSpan(done));
                done += read;
            }
            while (read > 0);

            Assert.Equal((offset, count), (offset, done));
            Assert.Equal(Content.AsSpan(Math.Min(offset, 1000), count), destination.AsSpan(0, count));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Read_BytesThatHaveCome_AreThere(string kind, bool isAwaited)
    {
        using var file = new TempFile(Content);
        var stream = new MemoryStream();
        stream.Write(Content);
        stream.Position = 0;
        using ByteSource source = Open(kind, file.Path, stream);
        byte[] destination = new byte[3];
        Assert.Equal(0, source.Read(1000, destination));

        stream.Position = 1000;
        stream.Write([7, 8]);
        File.AppendAllBytes(file.Path, [7, 8]);

        Assert.Equal(1002, source.Length);
        Assert.Equal(2, isAwaited ? await source.ReadAsync(1000, destination) : source.Read(1000, destination));
        Assert.Equal([7, 8, 0], destination);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refresh_OfAFileThatHasGrown_FindsTheNewRows(string kind, bool isAwaited)
    {
        byte[] before = NpyBytes.Integers("(3,)", 3), after = NpyBytes.Integers("(5,)", 5);
        using var path = new TempFile(before);
        var stream = new MemoryStream();
        stream.Write(before);
        stream.Position = 0;
        using NpyFile array = isAwaited ? await Npy.OpenAsync(Open(kind, path.Path, stream)) : Npy.Open(Open(kind, path.Path, stream));
        NdArray<int> loaded = isAwaited ? await array.LoadAsync<int>() : array.Load<int>();
        Assert.Equal([0, 1, 2], loaded.ToArray());

        stream.Position = 0;
        stream.Write(after);
        File.WriteAllBytes(path.Path, after);

        Assert.True(isAwaited ? await array.RefreshAsync() : array.Refresh());
        loaded = isAwaited ? await array.LoadAsync<int>() : array.Load<int>();
        Assert.Equal([0, 1, 2, 3, 4], loaded.ToArray());
    }

    [Fact]
    public void StreamByteSource_BehindTheEnd_IsEmpty()
    {
        using var source = new StreamByteSource(new MemoryStream([1, 2, 3]) { Position = 5 });

        Assert.Equal(0, source.Length);
        Assert.Equal(0, source.Read(0, new byte[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_OfASource_ClosesWhatItMayClose(bool leaveOpen)
    {
        var stream = new MemoryStream(Content);
        var source = new StreamByteSource(stream, leaveOpen);
        source.Dispose();
        source.Dispose();

        Assert.Equal(leaveOpen, stream.CanRead);
        Assert.Throws<ObjectDisposedException>(() => source.Read(0, new byte[1]));

        var given = new BytesSource(Content);
        var cached = new CachedByteSource(given, leaveOpen: leaveOpen);
        byte[] one = new byte[1];
        Assert.Equal(1, cached.Read(0, one));
        cached.Dispose();

        Assert.Equal(!leaveOpen, given.IsDisposed);
        if (!leaveOpen)
            Assert.Throws<ObjectDisposedException>(() => cached.Read(0, one));
    }

    [Fact]
    public void Dispose_OfAFileByteSource_ClosesTheFile()
    {
        using var file = new TempFile(Content);
        var source = new FileByteSource(file.Path);
        source.Dispose();
        source.Dispose();

        Assert.Throws<ObjectDisposedException>(() => source.Length);
        Assert.Throws<ObjectDisposedException>(() => source.Read(0, new byte[1]));
    }

    [Fact]
    public void Validator_OfAFile_ChangesWithItsLengthAndTime()
    {
        using var file = new TempFile(Content);
        using var source = new FileByteSource(file.Path);
        using var cached = new CachedByteSource(source, leaveOpen: true);
        var first = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

        File.SetLastWriteTimeUtc(file.Path, first);
        Assert.Equal($"1000-{first.Ticks}", source.Validator);
        File.AppendAllBytes(file.Path, [1]);
        File.SetLastWriteTimeUtc(file.Path, first);
        Assert.Equal($"1001-{first.Ticks}", source.Validator);
        File.SetLastWriteTimeUtc(file.Path, first.AddSeconds(1));
        Assert.Equal($"1001-{first.AddSeconds(1).Ticks}", source.Validator);

        Assert.Equal(source.Validator, cached.Validator);
        using var stream = new StreamByteSource(new MemoryStream());
        Assert.Null(stream.Validator);
    }

    [Fact]
    public void CachedByteSource_OfASourceThatCanOnlyBeAwaited_CanToo()
    {
        using var cached = new CachedByteSource(new BytesSource(Content, canReadSynchronously: false));

        Assert.False(cached.CanReadSynchronously);
        Assert.Equal("This source of bytes can only be awaited: use the methods that end in Async.", Assert.Throws<NotSupportedException>(() => cached.Read(0, new byte[1])).Message);
        Assert.Throws<ArgumentNullException>("source", () => new CachedByteSource(null!));
    }

    [Fact]
    public void StreamByteSource_OfOtherStreams_IsRefused()
    {
        using var file = new TempFile(Content);
        using var written = new FileStream(file.Path, FileMode.Open, FileAccess.Write);

        Assert.Throws<ArgumentNullException>("stream", () => new StreamByteSource(null!));
        Assert.Equal("The stream cannot be read. (Parameter 'stream')", Assert.Throws<ArgumentException>(() => new StreamByteSource(written)).Message);
        Assert.Equal($"{NotSeekable} (Parameter 'stream')", Assert.Throws<ArgumentException>(() => new StreamByteSource(new UnseekableStream(new MemoryStream(Content)))).Message);
    }

    [LinuxFact]
    public void FileByteSource_OfAPipe_IsRefused()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("pipe");
        Assert.Equal(0, SymbolicLink.CreatePipe(path, 0x180));
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);

        Assert.Equal($"{NotSeekable} (Parameter 'path')", Assert.Throws<ArgumentException>(() => new FileByteSource(path)).Message);
        Assert.Throws<FileNotFoundException>(() => new FileByteSource(folder.PathOf("none")));
        Assert.Throws<UnauthorizedAccessException>(() => new FileByteSource(folder.Path));
    }

    private static ByteSource Open(string kind, string path, Stream stream)
    {
        ByteSource source = kind.EndsWith("file", StringComparison.Ordinal) ? new FileByteSource(path) : new StreamByteSource(stream);
        return kind.StartsWith("cached", StringComparison.Ordinal) ? new CachedByteSource(source, blockLength: 64, maxBlocks: 3) : source;
    }
}
