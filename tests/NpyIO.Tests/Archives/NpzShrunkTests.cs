using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Archives whose end is cut off while they are open: every way to read says where they end now, and none takes that for the end of the entry.</summary>
public sealed class NpzShrunkTests
{
    private const int Before = 777;
    private const int Left = 150_000;

    /// <summary>An array of noise, most of which is gone.</summary>
    private static readonly byte[] Noise = MakeNoise();

    public static TheoryData<string, NpzRowsTests.Form> Cases => NpzFailingStreamTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Read_StreamIsCut_SaysWhereTheArchiveEnds(string way, NpzRowsTests.Form form)
    {
        MemoryStream stream = Sources.Later(Archive(form), Before);
        using NpzFile file = await Npz.OpenAsync(stream);
        await file.GetEntry("b").ReadHeaderAsync();
        stream.SetLength(Before + Left);

        AssertEndsEarly(await Assert.ThrowsAsync<NpyFormatException>(() => EntryReaders.OfOpen[way](file)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Read_FileIsCut_SaysWhereTheArchiveEnds(string way, NpzRowsTests.Form form)
    {
        using var path = new TempFile(Archive(form));
        using NpzFile file = Npz.Open(path.Path);
        Assert.NotNull(file.GetEntry("b").Header);
        Cut(path.Path, Left);

        var e = await Assert.ThrowsAsync<NpyFormatException>(() => EntryReaders.OfOpen[way](file));

        AssertEndsEarly(e);
        Assert.Equal(path.Path, e.Path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadRows_FileIsCutWithinThem_SaysWhereTheArchiveEnds(bool isAsync)
    {
        byte[] archive = Archive(NpzRowsTests.Form.Stored);
        int dataAt = ZipBytes.Entries(archive)[1].DataOffset + Noise.Length - 400_000;
        MemoryStream stream = Sources.Later(archive, Before);
        using NpzFile file = Npz.Open(stream);
        Assert.NotNull(file.GetEntry("b").Header);
        stream.SetLength(Before + Left);
        int cutRow = (Left - dataAt) / 4;

        Assert.Equal(100, (await RowsAsync(cutRow - 100)).Count);
        AssertEndsEarly(await Assert.ThrowsAsync<NpyFormatException>(() => RowsAsync(cutRow - 99)));

        async Task<NdArray> RowsAsync(long start) => isAsync ? await file.GetEntry("b").ReadRowsAsync(start, 100) : file["b"].ReadRows(start, 100);
    }

    [Fact]
    public void Map_FileStreamIsCut_CountsFromWhereTheArchiveBegins()
    {
        byte[] archive = Archive(NpzRowsTests.Form.Stored);
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[1];
        int end = entry.DataOffset + entry.Length;
        using var path = new TempFile([.. new byte[Before], .. archive]);
        using var stream = new FileStream(path.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Before;
        using NpzFile file = Npz.Open(stream);

        // The directory is not needed any more; the last byte of the entry is.
        Cut(path.Path, Before + end);
        using (MappedArray mapped = file["b"].Map())
            mapped.Verify();
        Cut(path.Path, Before + end - 1);
        var e = Assert.Throws<NpyFormatException>(() => file["b"].Map());

        Assert.Equal((NpyFormatReason.TruncatedData, "b.npy", end - 1L), (e.Reason, e.EntryName, e.Offset));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_StreamShorterThanItsLength_SaysWhereItEnds(bool isAsync)
    {
        byte[] archive = ZipBytes.Of(false, ("a.npy", NpyBytes.Integers("(3,)", 3)));
        var stream = new BoastfulStream(archive);

        var e = isAsync ? await Assert.ThrowsAsync<NpyFormatException>(() => Npz.OpenAsync(stream)) : Assert.Throws<NpyFormatException>(() => Npz.Open(stream));

        Assert.Equal((NpyFormatReason.TruncatedData, (long)archive.Length), (e.Reason, e.Offset));
        Assert.Equal($"The archive ends early: it had {archive.Length + 10} bytes when it was opened (at byte {archive.Length} of the archive)", e.Problem);
    }

    private static void AssertEndsEarly(NpyFormatException e) => Assert.Equal(
        ($"Entry 'b.npy': the archive ends inside it (at byte {Left} of the archive)", NpyFormatReason.TruncatedData, (long)Left, "b.npy"),
        (e.Problem, e.Reason, e.Offset, e.EntryName));

    private static byte[] Archive(NpzRowsTests.Form form)
    {
        var zip = new ZipBytes().Add("a.npy", NpyBytes.Integers("(3,)", 3));
        return (form == NpzRowsTests.Form.Indexed ? zip.AddIndexed("b.npy", Noise, Noise.Length - 400_000, 30_000) : zip.Add("b.npy", Noise, form == NpzRowsTests.Form.Deflated)).ToBytes();
    }

    private static void Cut(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }

    private static byte[] MakeNoise()
    {
        byte[] payload = new byte[400_000];
        new Random(4).NextBytes(payload);
        return NpyBytes.Of("'<i4'", "(100000,)", payload);
    }

    /// <summary>A stream that has fewer bytes than it says.</summary>
    private sealed class BoastfulStream(byte[] content) : MemoryStream(content)
    {
        public override long Length => base.Length + 10;
    }
}
