using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Archives in a source of bytes.</summary>
public sealed class NpzSourceTests
{
    private static readonly byte[] Numbers = NpyBytes.Integers("(2000, 1000)", 2_000_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_OnlyAwaited_HasTheAsynchronousVerbs(bool isCompressed)
    {
        const string Message = "This source of bytes can only be awaited: use the methods that end in Async.";
        byte[] archive = ZipBytes.Of(isCompressed, ("a.npy", Numbers), ("b.txt", [1, 2, 3]));

        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => Npz.Open(new AwaitedSource(archive))).Message);
        using NpzFile file = await Npz.OpenAsync(new AwaitedSource(archive));
        Assert.Equal(["a", "b.txt"], file.Keys);
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => file["a"]).Message);
        StoredArray array = await file.OpenAsync("a");
        Assert.Equal(Message, Assert.Throws<NotSupportedException>(() => array.Read(0)).Message);

        Assert.Equal([7_000, 7_001], await array.ReadAsync<int>(default, 7, ..2));
        Assert.Equal(1_999_999, (await array.LoadAsync<int>())[1999, 999]);
        Assert.Equal([1, 2, 3], await file.GetEntry("b.txt").ReadRawAsync());
        Assert.Equal(["a"], (await file.LoadAsync()).Keys);
        Assert.Empty(await file.VerifyAsync());
    }

    /// <summary>An entry that is not compressed is read, and its CRC computed, by several requests at once.</summary>
    [Fact]
    public async Task LoadAsync_StoredEntry_IsReadByLargeRequests()
    {
        byte[] archive = ZipBytes.Of(false, ("a.npy", Numbers));
        var source = new AwaitedSource(archive);
        using NpzFile file = await Npz.OpenAsync(source);
        StoredArray array = await file.OpenAsync("a");
        source.Forget();
        source.ExpectTogether(4);

        Assert.Equal(1_999_999, (await array.LoadAsync<int>())[1999, 999]);
        Assert.InRange(source.Requests.Count, 4, 8);

        archive[archive.Length / 2] ^= 1;
        Assert.Equal(NpyFormatReason.BadChecksum, (await Assert.ThrowsAsync<NpyFormatException>(() => array.LoadAsync<int>())).Reason);
    }

    /// <summary>The header of a compressed entry takes little, all of it a few requests that grow.</summary>
    [Fact]
    public async Task LoadAsync_DeflatedEntry_IsReadByGrowingRequests()
    {
        byte[] random = new byte[8_000_000];
        new Random(1).NextBytes(random);
        var source = new AwaitedSource(ZipBytes.Of(true, ("a.npy", Npy.Save(random))));
        using NpzFile file = await Npz.OpenAsync(source);
        source.Forget();
        StoredArray array = await file.OpenAsync("a");
        Assert.InRange(source.Taken, 1, 400_000);
        source.Forget();

        Assert.Equal(random, (await array.LoadAsync<byte>()).ToArray());
        Assert.InRange(source.Requests.Count, 3, 9);
    }

    [Fact]
    public void Open_FileByteSource_IsMappedAsAFile()
    {
        using var path = new TempFile(ZipBytes.Of(false, ("a.npy", Numbers)));
        using NpzFile file = Npz.Open(new FileByteSource(path.Path));

        Assert.True(file["a"].CanMap);
        using MappedArray mapped = file["a"].Map();
        Assert.Equal(1_999_999, mapped.As<int>()[1999, 999]);
        Assert.Equal([5_000, 5_001], file["a"].Read<int>(5, ..2));
    }

    [Fact]
    public async Task Open_Source_IsClosedWithItUnlessLeftOpen()
    {
        byte[] archive = ZipBytes.Of(false, ("a.npy", NpyBytes.Integers("(3,)", 3)));
        var source = new BytesSource(archive);
        NpzFile open = Npz.Open(source, leaveOpen: true);
        StoredArray array = open["a"];
        open.Dispose();
        Assert.False(source.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => array.Load());
        (await Npz.OpenAsync(source, leaveOpen: true)).Dispose();
        Assert.False(source.IsDisposed);
        (await Npz.OpenAsync(source)).Dispose();
        Assert.True(source.IsDisposed);

        foreach (byte[] bad in (byte[][])[[], [1, 2, 3]])
        {
            var none = new BytesSource(bad);
            Assert.Throws<NpyFormatException>(() => Npz.Open(none));
            Assert.True(none.IsDisposed);
            none = new BytesSource(bad);
            Assert.Throws<NpyFormatException>(() => Npz.Open(none, leaveOpen: true));
            Assert.False(none.IsDisposed);
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.OpenAsync(none, leaveOpen: true));
            Assert.False(none.IsDisposed);
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.OpenAsync(none));
            Assert.True(none.IsDisposed);
        }

        using var empty = new TempFile([]);
        Assert.Equal(
            Assert.Throws<NpyFormatException>(() => Npz.Open(empty.Path)).Reason,
            Assert.Throws<NpyFormatException>(() => Npz.Open(new FileByteSource(empty.Path))).Reason);
    }
}
