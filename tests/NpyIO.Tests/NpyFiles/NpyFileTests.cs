using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Opening arrays, and seeing them grow.</summary>
public sealed class NpyFileTests
{
    private static readonly byte[] Numbers = NpyBytes.Integers("(4, 3)", 12);

    [Fact]
    public void Open_Header_SaysWhatIsThere()
    {
        using var path = new TempFile(Numbers);
        using NpyFile file = Npy.Open(path.Path);

        Assert.Equal([4, 3], file.Shape.ToArray());
        Assert.Equal((DType.Int32, 2, 12L, 48L, path.Path, false), (file.DType, file.Rank, file.Count, file.NBytes, file.Path, file.Header.FortranOrder));
        Assert.Equal("NpyFile(int32, (4, 3))", file.ToString());
        Assert.Equal(Enumerable.Range(0, 12), file.Load<int>());
        Assert.Equal(12, file.Load(new int[12].AsSpan()).Count);
        Assert.Equal(Enumerable.Range(0, 3), file.Read<int>(0));
    }

    [Fact]
    public void LoadScalar_OneElement_IsIt()
    {
        using NpyFile one = Npy.Open(NpyBytes.Integers("(1, 1)", 1)), more = Npy.Open(Numbers);

        Assert.Equal(0, one.LoadScalar<int>());
        Assert.Equal(0, one.LoadItem());
        Assert.Contains("(4, 3)", Assert.Throws<InvalidOperationException>(() => more.LoadScalar<int>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_LessThanTheHeaderSays_IsRefused()
    {
        using var path = new TempFile(Numbers[..^1]);

        foreach (NpyFormatException error in (NpyFormatException[])
        [
            Assert.Throws<NpyFormatException>(() => Npy.Open(path.Path)),
            Assert.Throws<NpyFormatException>(() => Npy.Open(new MemoryStream(Numbers[..^1]))),
            Assert.Throws<NpyFormatException>(() => Npy.Open(Numbers.AsMemory(0, Numbers.Length - 1))),
            await Assert.ThrowsAsync<NpyFormatException>(() => Npy.OpenAsync(path.Path)),
            await Assert.ThrowsAsync<NpyFormatException>(() => Npy.OpenAsync(new BytesSource(Numbers[..^1], canReadSynchronously: false))),
        ])
        {
            Assert.Equal((NpyFormatReason.TruncatedData, Numbers.Length - 1L), (error.Reason, error.Offset));
        }

        Assert.Equal(path.Path, Assert.Throws<NpyFormatException>(() => Npy.Open(path.Path)).Path);
    }

    [Fact]
    public void Open_NoArray_IsNamed()
    {
        Assert.Contains("Npz", Assert.Throws<NpyFormatException>(() => Npy.Open(ZipBytes.Of(false, ("a.npy", Numbers)))).Message, StringComparison.Ordinal);
        Assert.Equal(NpyFormatReason.Empty, Assert.Throws<NpyFormatException>(() => Npy.Open(Array.Empty<byte>())).Reason);
        using var empty = new TempFile([]);
        Assert.Equal(NpyFormatReason.Empty, Assert.Throws<NpyFormatException>(() => Npy.Open(empty.Path)).Reason);
        Assert.Throws<FileNotFoundException>(() => Npy.Open("/nowhere/at/all.npy".Replace("/at/all", "", StringComparison.Ordinal) + "x"));
    }

    [Fact]
    public async Task Open_Stream_IsClosedWithItUnlessLeftOpen()
    {
        var closed = new MemoryStream(Numbers);
        Npy.Open(closed).Dispose();
        Assert.False(closed.CanRead);

        var open = new MemoryStream(Numbers);
        (await Npy.OpenAsync(open, leaveOpen: true)).Dispose();
        Assert.True(open.CanRead);

        var bad = new MemoryStream([1, 2, 3]);
        Assert.Throws<NpyFormatException>(() => Npy.Open(bad));
        Assert.False(bad.CanRead);
        Assert.Throws<ArgumentException>(() => Npy.Open(new UnseekableStream(new MemoryStream(Numbers))));

        var source = new BytesSource(Numbers);
        Npy.Open(source, leaveOpen: true).Dispose();
        Assert.False(source.IsDisposed);
        Npy.Open(source).Dispose();
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public void Read_Disposed_Throws()
    {
        foreach (string kind in StoredSources.All.Keys)
        {
            StoredSources.Held held = StoredSources.All[kind](Numbers);
            StoredArray array = held.Array;
            held.Dispose();

            Assert.Throws<ObjectDisposedException>(() => array.Read(0));
            Assert.Throws<ObjectDisposedException>(() => array.Load());
            Assert.Equal([4, 3], array.Shape.ToArray());
        }
    }

    /// <summary>What stays open is the caller's, but the array over it is closed.</summary>
    [Fact]
    public async Task Read_DisposedOverASourceLeftOpen_Throws()
    {
        foreach (NpyFile array in (NpyFile[])[Npy.Open(new BytesSource(Numbers), leaveOpen: true), Npy.Open(new MemoryStream(Numbers), leaveOpen: true), Npy.Open(Numbers)])
        {
            array.Dispose();

            Assert.Throws<ObjectDisposedException>(() => array.Read(0));
            Assert.Throws<ObjectDisposedException>(() => array.Load());
            Assert.Throws<ObjectDisposedException>(() => array.Blocks<int>(1).Count());
            Assert.Throws<ObjectDisposedException>(() => array.Refresh());
            Assert.Throws<ObjectDisposedException>(() => array.Map());
            await Assert.ThrowsAsync<ObjectDisposedException>(() => array.ReadAsync(default, 0));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => array.LoadAsync());
            await Assert.ThrowsAsync<ObjectDisposedException>(() => array.RefreshAsync());
        }
    }

    /// <summary>A source that can only be awaited has no synchronous verbs, and says which to use.</summary>
    [Fact]
    public async Task Read_SourceOnlyForAsync_SaysWhatToUse()
    {
        const string Message = "This source of bytes can only be awaited: use the methods that end in Async.";
        var source = new BytesSource(Numbers, most: 7, canReadSynchronously: false);

        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => Npy.Open(source, leaveOpen: true)).Message);
        using NpyFile file = await Npy.OpenAsync(source);
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => file.Read(0)).Message);
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => file.Load()).Message);
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => file.Blocks<int>(1).Count()).Message);
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => file.Refresh()).Message);
        Assert.Equal(new[] { 3, 4, 5 }, (await file.ReadAsync<int>(default, 1)).ToArray());
        Assert.Equal(Enumerable.Range(0, 12), await file.LoadAsync<int>());
        Assert.False(await file.RefreshAsync());
    }

    [Fact]
    public async Task Refresh_FileThatGrew_SeesTheRows()
    {
        using var path = new TempFile(Numbers);
        using NpyFile file = Npy.Open(path.Path);
        Assert.False(file.Refresh());

        byte[] grown = NpyBytes.Integers("(6, 3)", 18);
        using (var stream = new FileStream(path.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.Position = Numbers.Length;
            stream.Write(grown.AsSpan(Numbers.Length));
            stream.Flush();
            Assert.False(file.Refresh());
            stream.Position = 0;
            stream.Write(grown.AsSpan(0, 128));
        }

        Assert.Equal([4, 3], file.Shape.ToArray());
        Assert.True(file.Refresh());
        Assert.Equal([6, 3], file.Shape.ToArray());
        Assert.Equal([15, 16, 17], file.Read<int>(^1).ToArray());
        Assert.False(await file.RefreshAsync());
        Assert.Equal(18, (await file.LoadAsync()).Count);
    }

    [Fact]
    public void Refresh_RecordsThatGrew_TheFieldFollows()
    {
        DType dtype = DType.Struct(new Field("a", DType.Int32), new Field("b", DType.Float64));
        using var path = new TempFile(Npy.Save(NdArray.Create(dtype, 2)));
        using NpyFile file = Npy.Open(path.Path);
        StoredArray field = file["a"];
        NdArray more = NdArray.Create(dtype, 1);
        more["a"].Set(7, 0);
        Npy.Append(path.Path, more);

        Assert.Equal([2], field.Shape.ToArray());
        Assert.True(file.Refresh());

        Assert.Equal([3], field.Shape.ToArray());
        Assert.Equal([0, 0, 7], field.Load<int>());
        Assert.Equal([7], field.Read<int>(2..));
    }

    /// <summary>A header that is being written can be seen half written: it counts when two reads agree and the data are there.</summary>
    [Fact]
    public void Refresh_HeaderSeenHalfWritten_IsReadAgain()
    {
        byte[] before = NpyBytes.Integers("(199,)", 199), torn = NpyBytes.Integers("(299,)", 0), shorter = NpyBytes.Integers("(100,)", 0), after = NpyBytes.Integers("(200,)", 200);
        var source = new TornSource([.. before, .. after[^4..]], [torn[..128], shorter[..128], after[..128], after[..128]]);
        using NpyFile file = Npy.Open(source);

        Assert.Equal([200], file.Shape.ToArray());
        Assert.Equal(199, file.Read<int>(^1).GetItem());
    }

    [Fact]
    public void CachedByteSource_RowsAtRandom_AreReadOnce()
    {
        byte[] content = NpyBytes.Integers("(1000, 10)", 10_000);
        var source = new BytesSource(content);
        using NpyFile file = Npy.Open(new CachedByteSource(source, blockLength: 1000, maxBlocks: 100));

        for (int i = 0; i < 2000; i++)
            Assert.Equal(i * 37 % 1000 * 10, file.Read<int>(i * 37 % 1000, 0).GetItem());

        Assert.InRange(source.Taken, content.Length, content.Length + 1000);
    }

    [Fact]
    public void CachedByteSource_FewBlocks_KeepsThoseUsedLast()
    {
        byte[] content = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
        var source = new BytesSource(content);
        using var cached = new CachedByteSource(source, blockLength: 100, maxBlocks: 2);
        byte[] one = new byte[1];

        foreach (int place in (int[])[0, 150, 0, 250, 0])   // block 1 makes room for block 2, for 0 was used since
            Assert.Equal((1, content[place]), (cached.Read(place, one), one[0]));
        Assert.Equal(3, source.Reads);
        Assert.Equal(1, cached.Read(150, one));
        Assert.Equal(4, source.Reads);
        Assert.Equal(0, cached.Read(1000, one));
        Assert.Equal(100, cached.Read(0, new byte[100]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachedByteSource(source, blockLength: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachedByteSource(source, maxBlocks: 0));
    }

    [Fact]
    public void CachedByteSource_ContentChanged_IsReadAnew()
    {
        var source = new BytesSource(Numbers) { Version = "1" };
        using NpyFile file = Npy.Open(new CachedByteSource(source));
        Assert.Equal([0, 1, 2], file.Read<int>(0).ToArray());

        byte[] changed = [.. Numbers];
        changed[^12] = 77;
        source.Content = changed;
        Assert.Equal(9, file.Read<int>(3, 0).GetItem());
        source.Version = "2";
        Assert.False(file.Refresh());

        Assert.Equal(77, file.Read<int>(3, 0).GetItem());
    }

    /// <summary>A source that cannot tell whether it has changed is asked again.</summary>
    [Fact]
    public void CachedByteSource_NoValidator_IsReadAnewByRefresh()
    {
        var source = new BytesSource(Numbers);
        using NpyFile file = Npy.Open(new CachedByteSource(source));
        Assert.Equal(9, file.Read<int>(3, 0).GetItem());

        source.Content = NpyBytes.Integers("(6, 3)", 18);
        Assert.True(file.Refresh());

        Assert.Equal([15, 16, 17], file.Read<int>(5).ToArray());
    }

    /// <summary>What is read while the content changes is of the old content, and not kept.</summary>
    [Fact]
    public async Task CachedByteSource_ChangedDuringARead_KeepsNothingOfBefore()
    {
        var source = new GatedSource([1, 1, 1, 1]);
        using var cached = new CachedByteSource(source);
        Task<int> read = cached.ReadAsync(0, new byte[4]).AsTask();
        source.Change([2, 2, 2, 2]);
        cached.ToPayload();
        source.Open();
        await read;

        byte[] now = new byte[4];
        Assert.Equal(4, await cached.ReadAsync(0, now));
        Assert.Equal(new byte[] { 2, 2, 2, 2 }, now);
    }

    [Fact]
    public void ByteSource_NegativeLengthOrCount_IsTheSourcesFault()
    {
        Assert.Equal("The source of bytes is broken: its Length is -1", Assert.Throws<IOException>(() => Npy.Open(new BrokenSource(-1, 0))).Message);
        Assert.Throws<IOException>(() => Npy.Open(new BrokenSource(1000, -1)));
        Assert.Throws<IOException>(() => Npy.Open(new BrokenSource(1000, int.MaxValue)));
        Assert.Throws<IOException>(() => Npy.Open(new CachedByteSource(new BrokenSource(1000, int.MaxValue))));
    }

    /// <summary>Gives what it had when a read began, once the gate is open.</summary>
    private sealed class GatedSource(byte[] content) : ByteSource
    {
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private byte[] _content = content;

        public override long Length => 4;

        public override string? Validator => $"{_content[0]}";

        public override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
        {
            byte[] before = _content;
            await _gate.Task;
            before.AsSpan((int)offset, Math.Min(4 - (int)offset, destination.Length)).CopyTo(destination.Span);
            return Math.Min(4 - (int)offset, destination.Length);
        }

        internal void Change(byte[] now) => _content = now;

        internal void Open() => _gate.TrySetResult();
    }

    private sealed class BrokenSource(long length, int count) : ByteSource
    {
        public override long Length => length;

        public override bool CanReadSynchronously => true;

        public override int Read(long offset, Span<byte> destination) => count;

        public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) => new(count);
    }

    /// <summary>Gives another header with each read of the start, as long as there are any.</summary>
    private sealed class TornSource(byte[] content, byte[][] headers) : ByteSource
    {
        private int _reads;

        public override long Length => content.Length;

        public override bool CanReadSynchronously => true;

        public override int Read(long offset, Span<byte> destination)
        {
            if (offset == 0)
                headers[Math.Min(_reads++, headers.Length - 1)].CopyTo(content, 0);
            int count = (int)Math.Min(destination.Length, content.Length - offset);
            content.AsSpan((int)offset, count).CopyTo(destination);
            return count;
        }

        public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) => new(Read(offset, destination.Span));
    }
}
