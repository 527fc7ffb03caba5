using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Asynchronous reads of streams that cannot be read otherwise: the same values, errors and positions as synchronous ones give.</summary>
public sealed class JoblibAsyncTests
{
    private static readonly byte[] Long = new JoblibBytes().Array("<f8", [20_000], JoblibBytes.Data([.. Enumerable.Range(0, 20_000).Select(i => (double)i)])).ToArray();

    public static TheoryData<JoblibCompression, bool, int> Streams
    {
        get
        {
            var rows = new TheoryData<JoblibCompression, bool, int>();
            foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>())
            {
                foreach (bool canSeek in (bool[])[true, false])
                {
                    rows.Add(compression, canSeek, 1);
                    rows.Add(compression, canSeek, int.MaxValue);
                }
            }

            return rows;
        }
    }

    public static TheoryData<JoblibCompression> Compressions => new(Enum.GetValues<JoblibCompression>());

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Loads_StreamOnlyForAsync_GiveWhatTheSynchronousOnesGive(JoblibCompression compression, bool canSeek, int most)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());
        byte[] more = [.. file, .. compression == JoblibCompression.None ? new JoblibBytes().Add("K\u0007").ToArray() : []];
        AsyncOnlyStream Open(byte[] content) => new(content, canSeek, most);

        AssertMixed(await Joblib.LoadAsync(Open(file)));
        AssertMixed(await Joblib.LoadAsync(Open(file), new() { Strict = true }));
        AssertMixed((await Joblib.LoadContentAsync(Open(file))).Values.Single());
        Assert.Empty(await Joblib.VerifyAsync(Open(file)));

        AsyncOnlyStream both = Open(more);
        (bool isThere, object? value) = await Joblib.TryLoadAsync(both);
        Assert.True(isThere);
        AssertMixed(value);
        Assert.Equal(file.Length, both.Taken);
        Assert.Equal(compression == JoblibCompression.None ? (true, 7L) : (false, null), await Joblib.TryLoadAsync(both));
        Assert.Equal((false, null), await Joblib.TryLoadAsync(both));

        AsyncOnlyStream loaded = Open(more);
        await Joblib.LoadAsync(loaded);
        if (compression == JoblibCompression.None)
            Assert.Equal(file.Length, loaded.Taken);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task LoadAsync_LongArray_IsReadWhole(JoblibCompression compression)
    {
        byte[] file = Compress(compression, Long);

        foreach (bool canSeek in (bool[])[true, false])
            Assert.Equal(Enumerable.Range(0, 20_000).Select(i => (double)i), Assert.IsType<NdArray>(await Joblib.LoadAsync(new AsyncOnlyStream(file, canSeek))).ToArray<double>());
    }

    [Fact]
    public async Task LoadAsync_ContainerBefore010_IsRead()
    {
        byte[] content = new JoblibBytes().Add("K\u0007").ToArray();

        Assert.Equal(7L, await Joblib.LoadAsync(new AsyncOnlyStream(JoblibCompressionTests.ZFile("0x5", content), most: 1)));
        await AssertSameErrorAsync(JoblibCompressionTests.ZFile("0x6", content));
        await AssertSameErrorAsync(JoblibCompressionTests.ZFile("x", content));
        await AssertSameErrorAsync("ZF0x"u8.ToArray());
    }

    [Theory]
    [InlineData(JoblibCompression.None)]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Xz)]
    public async Task LoadAsync_CutFile_GivesTheErrorOfTheSynchronousLoad(JoblibCompression compression)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());

        for (int length = 1; length < file.Length; length += length < 30 ? 1 : 13)
            await AssertSameErrorAsync(file[..length]);
    }

    [Theory]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Bzip2)]
    [InlineData(JoblibCompression.Xz)]
    public async Task LoadAsync_DamagedFile_GivesTheErrorOfTheSynchronousLoad(JoblibCompression compression)
    {
        byte[] file = Compress(compression, JoblibLoadTests.Mixed());
        foreach (int at in (int[])[file.Length / 3, file.Length / 2, file.Length - 1])
        {
            file[at] ^= 0x55;
            await AssertSameErrorAsync(file);
            file[at] ^= 0x55;
        }
    }

    [Fact]
    public async Task LoadAsync_OtherFile_GivesTheErrorOfTheSynchronousLoad()
    {
        await AssertSameErrorAsync([]);
        await AssertSameErrorAsync(Npy.Save(new[] { 1 }));
        await AssertSameErrorAsync(Npz.Save(("a", NdArray.FromArray(new[] { 1 }))));
        await AssertSameErrorAsync("<!DOCTYPE html>\n<html></html>\n"u8.ToArray());
        await AssertSameErrorAsync(Compress(JoblibCompression.Gzip, Npy.Save(new[] { 1 })));
        await AssertSameErrorAsync(new JoblibBytes().Companion("x.npy").ToArray());
    }

    /// <summary>Half of the signature of bzip2, of LZMA: what follows says that these are pickles.</summary>
    [Fact]
    public async Task Load_PickleThatBeginsAsCompressedDataDo_IsRead()
    {
        byte[] bytes = [(byte)'B', (byte)'Z', 0, 0, 0, .. new byte['Z'], (byte)'.'];

        foreach (Stream stream in (Stream[])[new MemoryStream(bytes), new PartialStream(bytes, 1)])
            Assert.Equal(new byte['Z'], Joblib.Load(stream));
        Assert.Equal(new byte['Z'], await Joblib.LoadAsync(new AsyncOnlyStream(bytes, canSeek: false, most: 1)));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Loads_CancelledDuringARead_EndAsCancelled(JoblibCompression compression)
    {
        byte[] file = Compress(compression, Long);
        AsyncOnlyStream Open() => new(file, canSeek: false);

        await Open().AssertCancelsAsync(file.Length / 2, (stream, token) => Joblib.LoadAsync(stream, cancellationToken: token));
        await Open().AssertCancelsAsync(file.Length / 2, (stream, token) => Joblib.TryLoadAsync(stream, cancellationToken: token));
        await Open().AssertCancelsAsync(file.Length / 2, (stream, token) => Joblib.LoadContentAsync(stream, cancellationToken: token));
        await Open().AssertCancelsAsync(file.Length / 2, (stream, token) => Joblib.VerifyAsync(stream, cancellationToken: token));
        await Open().AssertCancelsAsync(1, (stream, token) => Joblib.LoadAsync(stream, cancellationToken: token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadContentAsync_SeveralValuesAndMore_AreThoseOfTheSynchronousLoad(bool isCompressed)
    {
        byte[] values = [.. JoblibLoadTests.Mixed(), .. new JoblibBytes().Add("N").ToArray(), .. "\x80\u0003K\u0007"u8];
        foreach (byte[] plain in (byte[][])[values, [.. values[..^4], (byte)'\n'], values[..^4]])
        {
            byte[] file = Compress(isCompressed ? JoblibCompression.Gzip : JoblibCompression.None, plain);
            JoblibContent expected = Joblib.LoadContent(new MemoryStream(file)), content = await Joblib.LoadContentAsync(new AsyncOnlyStream(file));

            AssertMixed(content.Values[0]);
            Assert.Equal(2, content.Values.Count);
            Assert.Equal((expected.Compression, expected.IsJoblib, expected.Fault?.Message, expected.Trailing?.Message), (content.Compression, content.IsJoblib, content.Fault?.Message, content.Trailing?.Message));
            Assert.Equal(Joblib.Verify(new MemoryStream(file)).Select(e => e.Message), (await Joblib.VerifyAsync(new AsyncOnlyStream(file))).Select(e => e.Message));
        }
    }

    [Fact]
    public async Task LoadContent_GzipOfSeveralMembers_IsWhole()
    {
        byte[] content = JoblibLoadTests.Mixed();
        byte[] file = [.. Compress(JoblibCompression.Gzip, content[..50]), .. Compress(JoblibCompression.Gzip, content[50..90]), .. Compress(JoblibCompression.Gzip, content[90..])];

        foreach (int most in (int[])[1, 2, 3, 5, 7, int.MaxValue])
        {
            Assert.Empty(Joblib.Verify(new PartialStream(file, most)));
            Assert.Empty(await Joblib.VerifyAsync(new AsyncOnlyStream(file, most: most)));
        }
    }

    [Fact]
    public async Task Loads_StreamThatCannotBeRead_AreRefused()
    {
        var stream = new ForwardStream();

        await Assert.ThrowsAsync<ArgumentException>(() => Joblib.LoadAsync(stream));
        await Assert.ThrowsAsync<ArgumentException>(() => Joblib.TryLoadAsync(stream));
        await Assert.ThrowsAsync<ArgumentException>(() => Joblib.LoadContentAsync(stream));
        await Assert.ThrowsAsync<ArgumentException>(() => Joblib.VerifyAsync(stream));
    }

    private static byte[] Compress(JoblibCompression compression, byte[] content) => compression == JoblibCompression.None ? content : JoblibCompressionTests.Compress(compression, content);

    private static void AssertMixed(object? value)
    {
        var list = Assert.IsType<List<object?>>(value);
        Assert.Equal(4, list.Count);
        Assert.Equal([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], Assert.IsType<NdArray>(list[0]).ToArray<double>());
        Assert.Equal("between", list[1]);
        Assert.Equal([7.0], Assert.IsType<NdArray>(list[2]).ToArray<double>());
        Assert.Equal([1L, "two", null], Assert.IsType<NdArray>(list[3]).ToArray<object?>());
    }

    /// <summary>The same from streams of either kind, or from both a value.</summary>
    private static async Task AssertSameErrorAsync(byte[] file)
    {
        string? expected = MessageOf(Record.Exception(() => Joblib.Load(new MemoryStream(file))));
        Assert.Equal(expected, MessageOf(await Record.ExceptionAsync(() => Joblib.LoadAsync(new AsyncOnlyStream(file)))));

        expected = MessageOf(Record.Exception(() => Joblib.Load(new PartialStream(file, 1))));
        Assert.Equal(expected, MessageOf(await Record.ExceptionAsync(() => Joblib.LoadAsync(new AsyncOnlyStream(file, canSeek: false, most: 1)))));
    }

    private static string? MessageOf(Exception? e) => e is null ? null : Assert.IsType<NpyFormatException>(e).Message;
}
