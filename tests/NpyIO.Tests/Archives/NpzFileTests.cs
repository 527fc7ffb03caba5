using System.Collections;
using System.Globalization;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>The archive as a dictionary. Entries are told apart by their one byte.</summary>
public sealed class NpzFileTests
{
    [Fact]
    public void Keys_Entries_AreTheirNamesWithoutSuffix()
    {
        using NpzFile file = Of("x.npy", "dir/y.npy", "notes.txt", ".npy", "z.npy.npy", "empty/");

        Assert.Equal(["x", "dir/y", "notes.txt", "", "z.npy", "empty/"], file.Keys);
        Assert.Equal(6, file.Count);
        Assert.All(["x.npy", "x", "dir/y", "dir/y.npy", "notes.txt", ".npy", "", "z.npy", "z.npy.npy", "empty/"], key => Assert.True(file.ContainsKey(key)));
        Assert.All(["y", "X", "z", "notes", "notes.txt.npy", "x.npy.npy"], key => Assert.False(file.ContainsKey(key)));
    }

    [Fact]
    public void Keys_FullNameLikeAShortOne_GoesFirst()
    {
        // NumPy: np.load gives the entry 'a' for 'a', 'a.npy' for 'a.npy', whichever comes first.
        foreach (string[] names in (string[][])[["a", "a.npy"], ["a.npy", "a"]])
        {
            using NpzFile file = Of(names);

            Assert.Equal(names, file.Keys);
            Assert.Equal("a", file.GetEntry("a").FullName);
            Assert.Equal("a.npy", file.GetEntry("a.npy").FullName);
            Assert.Equal(names, file.Select(entry => entry.Name));
        }
    }

    [Fact]
    public void Keys_ThreeNamesOfOne_AreDistinct()
    {
        using NpzFile file = Of("a.npy.npy", "a.npy", "a");

        Assert.Equal(["a.npy.npy", "a.npy", "a"], file.Keys);
        Assert.All(file, entry => Assert.Equal(entry.Name, entry.FullName));
    }

    [Fact]
    public void Entries_NameTwice_HasBothAndTheLastIsFound()
    {
        using NpzFile file = Of("a.npy", "b.npy", "a.npy");

        Assert.Equal(["a", "b"], file.Keys);
        Assert.Equal(2, file.Count);
        Assert.Equal(["a.npy", "b.npy", "a.npy"], file.Entries.Select(entry => entry.FullName));
        Assert.Equal(["a", "b", "a"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([2], file.GetEntry("a").ReadRaw());
        Assert.Same(file.Entries[2], file.GetEntry("a.npy"));
        Assert.Equal([0], file.Entries[0].ReadRaw());
    }

    [Fact]
    public void Enumerator_Entries_ComeInTheArchivesOrder()
    {
        using NpzFile file = Of("b.npy", "a.npy", "c");
        List<string> keys = [];
        foreach (object each in (IEnumerable)file)
            keys.Add(((NpzEntry)each).Name);

        Assert.Equal(["b", "a", "c"], keys);
        Assert.Equal(keys, file.Select(entry => entry.Name));
        Assert.True(file.TryGetEntry("a", out NpzEntry? entry));
        Assert.Equal("a.npy", entry.FullName);
        Assert.False(file.TryGetEntry("d", out entry));
        Assert.Null(entry);
    }

    /// <summary>As <c>str(np.load(path))</c> of NumPy 2.4.6.</summary>
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "u")]
    [InlineData(4, "u, v, w, x")]
    [InlineData(5, "u, v, w, x, y")]
    [InlineData(6, "u, v, w, x, y...")]
    public void ToString_AnyNumberOfKeys_ShowsFive(int count, string shown)
    {
        byte[] archive = Npz.Save("uvwxyz"[..count].Select(name => new NpzItem($"{name}", NdArray.FromArray(new[] { 1 }))));
        using var path = new TempFile(archive);
        using NpzFile file = Npz.Open(path.Path), memory = Npz.Open(archive), stream = Npz.Open(new MemoryStream(archive));

        Assert.Equal($"NpzFile '{path.Path}' with keys: {shown}", file.ToString());
        Assert.Equal($"NpzFile 'object' with keys: {shown}", memory.ToString());
        Assert.Equal($"NpzFile 'object' with keys: {shown}", stream.ToString());
    }

    /// <summary>NumPy writes the <c>repr</c> of the path.</summary>
    [LinuxTheory]
    [InlineData("it's.npz", "\"{0}it's.npz\"")]
    [InlineData("a\"b.npz", "'{0}a\"b.npz'")]
    [InlineData("a'\"b.npz", "'{0}a\\'\"b.npz'")]
    [InlineData("é\n.npz", "'{0}é\\n.npz'")]
    public void ToString_Path_IsQuotedAsPythonDoes(string name, string quoted)
    {
        using var folder = new TempFolder();
        using NpzFile file = Npz.Open(folder.Write(name, Npz.Save([new NpzItem("x", NdArray.FromArray(new[] { 1 }))])));

        Assert.Equal($"NpzFile {string.Format(CultureInfo.InvariantCulture, quoted, folder.Path + "/")} with keys: x", file.ToString());
    }

    [Theory]
    [InlineData("wieght", "The archive has no entry 'wieght'; like it are 'weights'")]
    [InlineData("BIAS", "The archive has no entry 'BIAS'; like it are 'bias'")]
    [InlineData("nothing like that", "The archive has no entry 'nothing like that'; it has 'weights', 'bias', 'weight_2', 'x', 'y' and 1 more")]
    public void Indexer_NoSuchKey_NamesTheNearest(string key, string message)
    {
        using NpzFile file = Of("weights.npy", "bias.npy", "weight_2.npy", "x.npy", "y.npy", "z.npy");

        Assert.Equal(message, Assert.Throws<KeyNotFoundException>(() => file[key]).Message);
    }

    [Fact]
    public void Indexer_NoEntries_SaysSo()
    {
        using NpzFile file = Of();

        Assert.Equal("The archive has no entry 'x'; it is empty", Assert.Throws<KeyNotFoundException>(() => file["x"]).Message);
    }

    [Fact]
    public void Indexer_LongNames_AreCut()
    {
        using NpzFile file = Of(new string('m', 1000));

        string message = Assert.Throws<KeyNotFoundException>(() => file[new string('k', 1000)]).Message;

        Assert.Equal($"The archive has no entry '{new string('k', 200)}'...; it has '{new string('m', 200)}'...", message);
    }

    [Fact]
    public async Task Dispose_Reading_ThrowsThen()
    {
        using var path = new TempFile(ZipBytes.Of(true, ("a.npy", NpyBytes.Integers("(3,)", 3))));
        byte[] content = await File.ReadAllBytesAsync(path.Path);
        foreach (NpzFile file in (NpzFile[])[Npz.Open(path.Path), Npz.Open(content), Npz.Open(new MemoryStream(content))])
        {
            NpzEntry entry = file.GetEntry("a");
            Stream raw = entry.OpenRaw();
            file.Dispose();
            file.Dispose();

            Assert.Throws<ObjectDisposedException>(() => entry.Open().Load());
            Assert.Throws<ObjectDisposedException>(() => entry.Header);
            Assert.Throws<ObjectDisposedException>(() => entry.ReadRows(0, 1));
            Assert.Throws<ObjectDisposedException>(() => entry.ReadRaw());
            Assert.Throws<ObjectDisposedException>(() => entry.OpenRaw());
            Assert.Throws<ObjectDisposedException>(() => raw.ReadByte());
            Assert.Throws<ObjectDisposedException>(() => raw.Seek(0, SeekOrigin.Begin));
            Assert.Throws<ObjectDisposedException>(() => raw.Position = 0);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => raw.CopyToAsync(Stream.Null));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => entry.Open().LoadAsync());
            await Assert.ThrowsAsync<ObjectDisposedException>(() => entry.ReadRowsAsync(0, 1));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => entry.OpenRawAsync());
            await Assert.ThrowsAsync<ObjectDisposedException>(() => file.LoadAsync());
            Assert.Throws<ObjectDisposedException>(() => file.Load());
            Assert.Throws<ObjectDisposedException>(() => file.Verify());
            Assert.Equal(["a"], file.Keys);
        }
    }

    [Fact]
    public void Dispose_Stream_IsClosedUnlessItIsToStayOpen()
    {
        var kept = new MemoryStream(ZipBytes.Of(false));
        var owned = new MemoryStream(ZipBytes.Of(false));

        Npz.Open(kept, leaveOpen: true).Dispose();
        Npz.Open(owned).Dispose();

        Assert.True(kept.CanRead);
        Assert.False(owned.CanRead);
    }

    [Fact]
    public async Task Open_ContentIsBad_ClosesTheStream()
    {
        var kept = new MemoryStream([1]);
        var owned = new MemoryStream([1]);
        var ownedAsync = new MemoryStream([1]);

        Assert.Throws<NpyFormatException>(() => Npz.Open(kept, leaveOpen: true));
        Assert.Throws<NpyFormatException>(() => Npz.Open(owned));
        await Assert.ThrowsAsync<NpyFormatException>(() => Npz.OpenAsync(ownedAsync));

        Assert.True(kept.CanRead);
        Assert.False(owned.CanRead);
        Assert.False(ownedAsync.CanRead);
    }

    [Fact]
    public void Open_Unseekable_NamesLoad()
    {
        const string Message = "The stream cannot seek, so its entries cannot be read one by one. Npz.Load reads all of them in their order. (Parameter 'stream')";

        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => Npz.Open(new PartialStream([], 1))).Message);
    }

    [Fact]
    public async Task Open_PathOfAPipe_NamesLoad()
    {
        const string Message = "The path leads to what cannot seek, so its entries cannot be read one by one. Npz.Load reads all of them in their order. (Parameter 'path')";
        if (OperatingSystem.IsLinux())
            Assert.Equal(Message, (await Assert.ThrowsAsync<ArgumentException>(() => Sources.FromPipeAsync([1], path => Npz.Open(path)))).Message);
    }

    [Fact]
    public void Open_PathWithoutFile_ThrowsAsTheSystemDoes()
    {
        Assert.Throws<FileNotFoundException>(() => Npz.Open("/nowhere.npz"[1..]));
        Assert.Throws<FileNotFoundException>(() => Npz.Load("nowhere.npz"));
        Assert.Throws<ArgumentNullException>(() => Npz.Open((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => Npz.Load((Stream)null!));
    }

    [Theory]
    [InlineData(5, "'name 0', 'name 1', 'name 2', 'name 3', 'name 4'")]
    [InlineData(6, "'name 0', 'name 1', 'name 2', 'name 3', 'name 4' and 1 more")]
    public void Indexer_NoNearKey_ListsTheFirstNames(int count, string listed)
    {
        using NpzFile file = Of([.. Enumerable.Range(0, count).Select(i => $"name {i}.npy")]);

        Assert.Equal($"The archive has no entry 'other'; it has {listed}", Assert.Throws<KeyNotFoundException>(() => file["other"]).Message);
    }

    [Fact]
    public void Indexer_ManyNearKeys_ListsTheNearestInOrder()
    {
        // Half of the letters may differ, at most; of equally near names the first comes first.
        using NpzFile file = Of("abxyz.npy", "abcxy.npy", "abcdx.npy", "abcdy.npy", "abcdz.npy", "abcdw.npy", "abcde_.npy");

        Assert.Equal("The archive has no entry 'abcde'; like it are 'abcdx', 'abcdy', 'abcdz', 'abcdw', 'abcde_'", Assert.Throws<KeyNotFoundException>(() => file["abcde"]).Message);
        using NpzFile two = Of("abxyz.npy", "abcxy.npy");
        Assert.Equal("The archive has no entry 'abcde'; like it are 'abcxy'", Assert.Throws<KeyNotFoundException>(() => two["abcde"]).Message);
        Assert.Equal("The archive has no entry 'abcdef'; like it are 'abcxy'", Assert.Throws<KeyNotFoundException>(() => two["abcdef"]).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_StreamThatCannotBeRead_IsRefusedAndLeftOpen(bool isAsync)
    {
        var forward = new UnseekableStream(new MemoryStream(ZipBytes.Of(false)));
        var written = new ForwardStream();

        Assert.Equal(
            "The stream cannot seek, so its entries cannot be read one by one. Npz.Load reads all of them in their order. (Parameter 'stream')",
            (await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(forward))).Message);
        Assert.Equal("The stream cannot be read. (Parameter 'stream')", (await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(written))).Message);
        Assert.Equal("The stream cannot be read. (Parameter 'stream')", (await Assert.ThrowsAsync<ArgumentException>(async () => _ = isAsync ? await Npz.LoadAsync(written) : Npz.Load(written))).Message);
        await Assert.ThrowsAsync<ArgumentNullException>(() => OpenAsync(null!));

        Assert.True(forward.CanRead);
        Assert.False(written.IsClosed);
        Assert.Empty(Npz.Load(forward));

        async Task<NpzFile> OpenAsync(Stream stream) => isAsync ? await Npz.OpenAsync(stream) : Npz.Open(stream);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Open_StreamAtOrBehindItsEnd_HoldsNothing(int behind)
    {
        const string Message = "This is not a ZIP archive: it begins with nothing and has no end record (at byte 0 of the archive)";
        byte[] archive = ZipBytes.Of(false, ("a", [1]));
        MemoryStream Ended() => new(archive) { Position = archive.Length + behind };

        Assert.Equal(Message, Assert.Throws<NpyFormatException>(() => Npz.Open(Ended())).Problem);
        Assert.Equal(Message, Assert.Throws<NpyFormatException>(() => Npz.Load(Ended())).Problem);
        Assert.Equal(Message, (await Assert.ThrowsAsync<NpyFormatException>(() => Npz.OpenAsync(Ended()))).Problem);
        Assert.Equal(Message, (await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(Ended()))).Problem);
        Assert.Equal(Message, Assert.Single(Npz.Verify(Ended())).Problem);
    }

    private static NpzFile Of(params string[] names) =>
        Npz.Open(ZipBytes.Of(false, [.. names.Select((name, i) => (name, new[] { (byte)i }))]));
}
