using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzEntryTests
{
    private static readonly byte[] Small = NpyBytes.Integers("(2, 3)", 6);
    private static readonly byte[] Large = NpyBytes.Integers("(50000,)", 50000, bigEndian: true);

    /// <summary>Every way to read an array, as rows of a theory: whether it is deflated, and large.</summary>
    public static TheoryData<bool, bool> Kinds => new()
    {
        { false, false },
        { false, true },
        { true, false },
        { true, true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_EveryForm_GivesTheArray(bool isDeflated, bool isLarge)
    {
        byte[] found = isLarge ? Large : Small;
        int[] expected = Npy.Load<int>(found).ToArray();
        byte[] archive = ZipBytes.Of(isDeflated, ("a.npy", found));
        using var path = new TempFile(archive);
        foreach (NpzFile file in (NpzFile[])[Npz.Open(path.Path), await Npz.OpenAsync(path.Path), Npz.Open(archive), Npz.Open(new MemoryStream(archive)), await Npz.OpenAsync(new MemoryStream(archive))])
        {
            using (file)
            {
                NpzEntry entry = file.GetEntry("a");
                int[] destination = new int[expected.Length + 1];
                int[] destinationAsync = new int[expected.Length + 1];

                Assert.Equal(expected, entry.Open().Load().ToArray<int>());
                Assert.Equal(expected, entry.Open().Load<int>().ToArray());
                Assert.Equal(expected, (await entry.Open().LoadAsync()).ToArray<int>());
                Assert.Equal(expected, (await entry.Open().LoadAsync<int>()).ToArray());
                Assert.Equal(expected.Length, entry.Open().Load(destination.AsSpan()).Count);
                Assert.Equal(expected.Length, (await entry.Open().LoadAsync(destinationAsync.AsMemory())).Count);
                Assert.Equal([.. expected, 0], destination);
                Assert.Equal([.. expected, 0], destinationAsync);
                Assert.Equal(found, entry.ReadRaw());
                Assert.Equal(found, await entry.ReadRawAsync());
                Assert.Equal(expected.Length, entry.Header!.Count);
                Assert.Same(entry.Header, await entry.ReadHeaderAsync());
            }
        }
    }

    [Fact]
    public void Properties_Entry_AreTheDirectorys()
    {
        byte[] archive = ZipBytes.Of(true, ("a.npy", Large), ("b", []));
        using NpzFile file = Npz.Open(archive);
        NpzEntry entry = file.GetEntry("a");
        ZipBytes.Entry found = ZipBytes.Entries(archive)[0];

        Assert.Equal(("a", "a.npy", (long)Large.Length), (entry.Name, entry.FullName, entry.Length));
        Assert.Equal((found.CompressedLength, 8, found.Crc), (entry.CompressedLength, entry.CompressionMethod, entry.Crc32));
        Assert.False(entry.IsStored);
        Assert.Equal("NpzEntry(a.npy, 200128 bytes)", entry.ToString());
        using NpzFile stored = Npz.Open(ZipBytes.Of(false, ("a.npy", Large)));
        Assert.True(stored.GetEntry("a").IsStored);
        Assert.Equal(0, stored.GetEntry("a").CompressionMethod);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Header_Entries_IsThatOfArraysAlone(bool isDeflated)
    {
        byte[] archive = ZipBytes.Of(isDeflated, ("a.npy", Small), ("text", "hello, world"u8.ToArray()), ("short", [0x93, 0x4E]), ("none", []), ("like", [0x93, .. "NUMPX"u8, .. new byte[100]]));
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        Assert.Equal("NpyHeader(int32, (2, 3), C order)", file.GetEntry("a").Header!.ToString());
        Assert.Equal("NpyHeader(int32, (2, 3), C order)", (await stream.GetEntry("a").ReadHeaderAsync())!.ToString());
        foreach (string name in (string[])["text", "short", "none", "like"])
        {
            Assert.Null(file.GetEntry(name).Header);
            Assert.Null(await stream.GetEntry(name).ReadHeaderAsync());
        }
    }

    [Fact]
    public void Header_Long_IsReadBeyondTheFirstBytes()
    {
        byte[] entry = [.. NpyBytes.Header(2, "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }", 100_000 - 12), 1, 0, 0, 0];
        foreach (bool isDeflated in (bool[])[false, true])
        {
            using NpzFile file = Npz.Open(ZipBytes.Of(isDeflated, ("a.npy", entry)));

            Assert.Equal(100_000, file.GetEntry("a").Header!.DataOffset);
            Assert.Equal(1, file["a"].Load<int>()[0]);
        }
    }

    [Fact]
    public void Header_Asked_ReadsLittle()
    {
        using var path = new TempFile(ZipBytes.Of(false, ("a.npy", NpyBytes.Of("'|u1'", "(1000000,)", new byte[1_000_000]))));
        using var stream = new FileStream(path.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using NpzFile file = Npz.Open(stream);

        Assert.NotNull(file.GetEntry("a").Header);
        Assert.InRange(stream.Position, 1, 2000);
    }

    [Fact]
    public void Header_Bad_NamesTheEntry()
    {
        byte[] entry = NpyBytes.Of("'<f9'", "(1,)", new byte[9]);
        using NpzFile file = Npz.Open(ZipBytes.Of(false, ("dir/ä.npy", entry)));

        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("dir/ä").Header);

        var inner = Assert.Throws<NpyFormatException>(() => Npy.Load(entry));
        Assert.Equal("Entry 'dir/ä.npy': " + inner.Message, e.Problem);
        Assert.Equal(("dir/ä.npy", inner.Reason, inner.Offset, inner.Expected, inner.Found), (e.EntryName, e.Reason, e.Offset, e.Expected, e.Found));
        Assert.Equal(e.Problem, Assert.Throws<NpyFormatException>(() => file["dir/ä"].Load()).Problem);
    }

    [Fact]
    public void Load_NoArray_SaysWhatItIs()
    {
        using NpzFile file = Npz.Open(ZipBytes.Of(true, ("text", "hello"u8.ToArray()), ("inner.npz", ZipBytes.Of(false)), ("none", [])));

        Assert.Equal(@"Entry 'text': This is text, not a .npy array: it begins with b'hello', not with b'\x93NUMPY' (at byte 0)", Message("text"));
        Assert.Equal("Entry 'inner.npz': This is a ZIP archive, as .npz files are, not a .npy array: load all of its arrays with Npz.Load, or open it with Npz.Open (at byte 0)", Message("inner.npz"));
        Assert.Equal("Entry 'none': There is no array: the content is empty where its header should begin (at byte 0)", Message("none"));

        string Message(string name) => Assert.Throws<NpyFormatException>(() => file[name].Load()).Problem;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_Truncated_NamesTheEntry(bool isDeflated, bool isLarge)
    {
        byte[] entry = (isLarge ? Large : Small)[..^1];
        using NpzFile file = Npz.Open(ZipBytes.Of(isDeflated, ("a.npy", entry)));
        string expected = "Entry 'a.npy': " + Assert.Throws<NpyFormatException>(() => Npy.Load(entry)).Problem;

        var e = Assert.Throws<NpyFormatException>(() => file["a"].Load());

        Assert.Equal(expected, e.Problem);
        Assert.Equal(NpyFormatReason.TruncatedData, e.Reason);
        Assert.Equal(expected, Assert.Throws<NpyFormatException>(() => Npz.Load(new MemoryStream(ZipBytes.Of(isDeflated, ("a.npy", entry))))).Problem);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_BytesBehindTheArray_AreForbiddenOnlyWhenStrict(bool isDeflated, bool isLarge)
    {
        byte[] entry = [.. isLarge ? Large : Small, 1, 2];
        byte[] archive = ZipBytes.Of(isDeflated, ("a.npy", entry));
        var strict = new NpyReadOptions { Strict = true };
        string message = $"Entry 'a.npy': 2 bytes follow the array where nothing may (at byte {entry.Length - 2})";
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive), strict);

        Assert.Equal(isLarge ? 50000 : 6, file["a"].Load().Count);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => file["a"].Load(strict)).Problem);
        Assert.Equal(message, Assert.Throws<NpyFormatException>(() => file.Load(strict)).Problem);
        Assert.Equal(message, (await Assert.ThrowsAsync<NpyFormatException>(() => stream["a"].LoadAsync())).Problem);
        Assert.Equal(message, Assert.Single(file.Verify()).Problem);
    }

    [Fact]
    public void Load_Options_AreFollowed()
    {
        byte[] fortran = NpyBytes.Integers("(2, 3)", 6, bigEndian: true, fortranOrder: true);
        using NpzFile file = Npz.Open(ZipBytes.Of(true, ("a.npy", fortran)), NpyReadOptions.AsStored);

        Assert.Equal(">i4", file["a"].Load().DType.Descr.Trim('\''));
        Assert.Equal([0, 2, 4, 1, 3, 5], file["a"].Load<int>(NpyReadOptions.Default).ToArray());
        Assert.Equal([0, 2, 4, 1, 3, 5], file["a"].Load<double>(new NpyReadOptions { Casting = NpyIO.Casting.Safe }).ToArray());
        Assert.Throws<InvalidCastException>(() => file["a"].Load<double>());
        Assert.Throws<ArgumentException>(() => file["a"].Load(new int[5]));
    }

    [Fact]
    public void Load_PythonObjects_NamesTheEntry()
    {
        using NpzFile file = Npz.Open(ZipBytes.Of(true, ("o.npy", NpyBytes.Of("'|O'", "(1,)", new byte[20])), ("a.npy", Small)));

        Assert.True(file.GetEntry("o").Header!.DType.HasObject);
        Assert.Equal("o.npy", Assert.Throws<NpyFormatException>(() => file.Load()).EntryName);
        Assert.Equal(6, file["a"].Load().Count);
        Assert.Empty(file.Verify());
    }

    [Fact]
    public async Task LoadAsync_Cancelled_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        byte[] archive = ZipBytes.Of(true, ("a.npy", Large));
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file["a"].LoadAsync(null, cancellation.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.GetEntry("a").ReadRowsAsync(0, 1, null, cancellation.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.GetEntry("a").ReadRawAsync(cancellation.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.LoadAsync(null, cancellation.Token));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.VerifyAsync(null, cancellation.Token));
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Npz.OpenAsync(new MemoryStream(archive), cancellationToken: cancellation.Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_IntoABufferAroundItsLength_FillsItOrWritesNothing(bool isDeflated, bool isLarge)
    {
        byte[] found = isLarge ? Large : Small;
        int[] expected = Npy.Load<int>(found).ToArray();
        byte[] archive = ZipBytes.Of(isDeflated, ("a.npy", found));
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            {
                int[] fits = new int[expected.Length], asynchronous = new int[expected.Length], tooShort = new int[expected.Length - 1];

                file["a"].Load(fits.AsSpan());
                await file["a"].LoadAsync(asynchronous.AsMemory());
                Assert.Throws<ArgumentException>(() => file["a"].Load(tooShort.AsSpan()));
                await Assert.ThrowsAsync<ArgumentException>(() => file["a"].LoadAsync(tooShort.AsMemory()));

                Assert.Equal(expected, fits);
                Assert.Equal(expected, asynchronous);
                Assert.All(tooShort, static value => Assert.Equal(0, value));
            }
        }
    }

    [Fact]
    public async Task LoadItem_NotOneElement_IsRefused()
    {
        byte[] archive = ZipBytes.Of(false, ("one.npy", NpyBytes.Integers("(1, 1)", 1)), ("two.npy", NpyBytes.Integers("(2,)", 2)), ("none.npy", NpyBytes.Integers("(0,)", 0)));
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            {
                Assert.Equal(0, file["one"].LoadItem());
                Assert.Equal(0, await file["one"].LoadItemAsync());
                foreach (string name in (string[])["two", "none"])
                {
                    Assert.Throws<InvalidOperationException>(() => file[name].LoadItem());
                    await Assert.ThrowsAsync<InvalidOperationException>(() => file[name].LoadItemAsync());
                }
            }
        }
    }
}
