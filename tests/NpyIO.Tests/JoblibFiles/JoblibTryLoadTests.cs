using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Values one behind another, read one after another.</summary>
public sealed class JoblibTryLoadTests
{
    private static readonly byte[] Three =
    [
        .. new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray(), .. new JoblibBytes().Add("N").ToArray(), .. new JoblibBytes().Array("<f8", [1], JoblibBytes.Data(3)).ToArray(),
    ];

    public static TheoryData<string> Streams => new("seekable", "unseekable", "one byte");

    [Theory]
    [MemberData(nameof(Streams))]
    public void TryLoad_SeveralValues_GivesEachAndThenFalse(string kind)
    {
        using Stream stream = StreamOf(kind, Three);
        List<object?> values = [];
        while (Joblib.TryLoad(stream, out object? value))
            values.Add(value);

        AssertThree(values);
        Assert.False(Joblib.TryLoad(stream, out object? none));
        Assert.Null(none);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task TryLoadAsync_SeveralValues_GivesEachAndThenFalse(string kind)
    {
        await using Stream stream = StreamOf(kind, Three);
        List<object?> values = [];
        while (await Joblib.TryLoadAsync(stream) is (true, var value))
            values.Add(value);

        AssertThree(values);
        Assert.Equal((false, null), await Joblib.TryLoadAsync(stream));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task TryLoad_StreamThatEndsInAValue_IsAnError(string kind)
    {
        Assert.Throws<NpyFormatException>(() => Joblib.TryLoad(StreamOf(kind, Three[..50]), out _));
        await Assert.ThrowsAsync<NpyFormatException>(() => Joblib.TryLoadAsync(StreamOf(kind, Three[..50])));
    }

    [Fact]
    public void TryLoad_CompressedValue_IsReadOnce()
    {
        using var stream = new MemoryStream(Gzip(new JoblibBytes().Add("K\u0005").ToArray()));

        Assert.True(Joblib.TryLoad(stream, out object? value));
        Assert.Equal(5L, value);
        Assert.False(Joblib.TryLoad(stream, out _));
    }

    [Fact]
    public void TryLoad_CompressedValues_AreRefusedAndReadThroughADecompressor()
    {
        byte[] packed = Gzip(Three);

        Assert.Equal(NpyFormatReason.Unsupported, Assert.Throws<NpyFormatException>(() => Joblib.TryLoad(new MemoryStream(packed), out _)).Reason);
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        List<object?> values = [];
        while (Joblib.TryLoad(stream, out object? value))
            values.Add(value);
        AssertThree(values);
    }

    /// <summary>Only their decoder knows where compressed data end: the stream is then read to its end.</summary>
    [Theory]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Xz)]
    public async Task Load_CompressedValueInTheMiddleOfAStream_LeavesItBehindTheValue(JoblibCompression compression)
    {
        byte[] file = Joblib.Save(5L, new JoblibWriteOptions { Compression = compression });
        foreach (int before in (int[])[0, 1000])
        {
            Func<Stream, Task<object?>>[] loads = [stream => Task.FromResult(Joblib.Load(stream)), stream => Joblib.LoadAsync(stream)];
            foreach (Func<Stream, Task<object?>> load in loads)
            {
                using MemoryStream stream = Sources.Later(file, before);
                Assert.Equal(5L, await load(stream));
                Assert.Equal(stream.Length, stream.Position);
            }

            using MemoryStream tried = Sources.Later(file, before), triedAsync = Sources.Later(file, before);
            Assert.True(Joblib.TryLoad(tried, out object? value));
            Assert.Equal(((object?)5L, tried.Length), (value, tried.Position));
            Assert.Equal((true, (object?)5L), await Joblib.TryLoadAsync(triedAsync));
            Assert.Equal(triedAsync.Length, triedAsync.Position);
            Assert.Equal((false, null), await Joblib.TryLoadAsync(triedAsync));
        }
    }

    [Fact]
    public async Task TryLoad_CompressedValues_SaysWhereTheFirstEnds()
    {
        byte[] first = new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray(), packed = Gzip(Three);

        foreach (NpyFormatException error in (NpyFormatException[])[Assert.Throws<NpyFormatException>(() => Joblib.TryLoad(new MemoryStream(packed), out _)), await Assert.ThrowsAsync<NpyFormatException>(() => Joblib.TryLoadAsync(Sources.Later(packed)))])
        {
            Assert.Equal((NpyFormatReason.Unsupported, (long)first.Length), (error.Reason, error.Offset));
            Assert.StartsWith("The value is followed by more in the same gzip data", error.Problem, StringComparison.Ordinal);
        }
    }

    private static void AssertThree(List<object?> values)
    {
        Assert.Equal(3, values.Count);
        Assert.Equal([1.0, 2.0], Assert.IsType<NdArray>(values[0]).To<double>().ToArray());
        Assert.Null(values[1]);
        Assert.Equal([3.0], Assert.IsType<NdArray>(values[2]).To<double>().ToArray());
    }

    private static Stream StreamOf(string kind, byte[] content) =>
        kind == "seekable" ? new MemoryStream(content) : new PartialStream(content, kind == "one byte" ? 1 : int.MaxValue);

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionMode.Compress))
            stream.Write(content);
        return packed.ToArray();
    }
}
