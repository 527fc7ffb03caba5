using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Detection;

/// <summary>Asynchronous detection, and reads of what is detected, over streams that cannot be read otherwise.</summary>
public sealed class DetectAsyncTests
{
    public static TheoryData<FileCompression> Compressions => new(Enum.GetValues<FileCompression>().Where(compression => compression is not (FileCompression.None or FileCompression.Zstandard)));

    private static readonly byte[][] Contents =
    [
        [],
        [0x80],
        Npy.Save(new double[5000]),
        Npz.Save(("a", NdArray.FromArray(new[] { 1, 2 }))),
        [.. "#!/bin/sh\nexit\n"u8, .. new byte[20_000], .. Npz.Save(("a", NdArray.FromArray(new[] { 1 })))],
        Pickle.Save(new List<object?> { 1L, "two" }),
        Joblib.Save(NdArray.FromArray(new[] { 1.5 })),
        "It was a dark and stormy night.\n"u8.ToArray(),
        [1, 2, 3, 4, 5, 6, 7, 8],
    ];

    [Fact]
    public async Task DetectAsync_StreamOnlyForAsync_SaysWhatDetectSays()
    {
        foreach (FileCompression compression in Enum.GetValues<FileCompression>()[..^1])
        {
            foreach (byte[] content in Contents)
                await AssertSameAsync(NpyFileInfoTests.Compress(compression, content));
        }
    }

    [Fact]
    public async Task DetectAsync_LongBlock_ReadsOn()
    {
        byte[] noise = new byte[800_000];
        new Random(1).NextBytes(noise);
        byte[] content = NpyFileInfoTests.Compress(FileCompression.Bzip2, Npy.Save(noise));

        await AssertSameAsync(content);
        Assert.Equal(NpyFileKind.Npy, (await NpyFileInfo.DetectAsync(new AsyncOnlyStream(content))).Kind);
    }

    [Fact]
    public async Task DetectAsync_CancelledDuringARead_GoesBack()
    {
        byte[] content = [.. "before"u8, .. new byte[30_000]];
        var stream = new AsyncOnlyStream(content) { Position = 6 };

        await stream.AssertCancelsAsync(10_000, NpyFileInfo.DetectAsync);
        Assert.Equal(6, stream.Position);
    }

    [Fact]
    public async Task DetectAsync_StreamItCannotRead_SaysWhatToDo()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => NpyFileInfo.DetectAsync(new AsyncOnlyStream([1], canSeek: false)));
        await Assert.ThrowsAsync<ArgumentNullException>(() => NpyFileInfo.DetectAsync((Stream)null!));
    }

    /// <summary>A stream that can seek but does not know its length, and one that is longer than it says.</summary>
    [Fact]
    public void Detect_StreamOfUnknownLength_IsKnownByItsBeginning()
    {
        using var stream = new LengthlessStream(Npy.Save(new[] { 1 }));
        Assert.Equal(NpyFileKind.Npy, NpyFileInfo.Detect(stream).Kind);

        if (OperatingSystem.IsLinux())
            Assert.Equal("text", NpyFileInfo.Detect("/proc/self/status").Description);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task OpenContent_ReadAsync_GivesWhatWasCompressed(FileCompression compression)
    {
        byte[] content = Npy.Save(Enumerable.Range(0, 30_000).ToArray());
        byte[] file = NpyFileInfoTests.Compress(compression, content);
        foreach (int most in (int[])[1, int.MaxValue])
        {
            await using Stream opened = NpyFileInfo.Detect(file).OpenContent(new AsyncOnlyStream(file, canSeek: false, most: most));
            var copy = new MemoryStream();
            await opened.CopyToAsync(copy);
            Assert.Equal(content, copy.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task OpenContent_CancelledDuringARead_ReadsOnAfterwards(FileCompression compression)
    {
        byte[] content = new byte[50_000];
        new Random(1).NextBytes(content);
        content = Npy.Save(content);
        byte[] file = NpyFileInfoTests.Compress(compression, content);
        NpyFileInfo info = NpyFileInfo.Detect(new MemoryStream(file));
        foreach (int at in (int[])[1, file.Length / 2, file.Length - 1])
        {
            foreach (bool allowsSync in (bool[])[false, true])
            {
                var stream = new AsyncOnlyStream(file, canSeek: false, most: 1000);
                await using Stream opened = info.OpenContent(stream);
                var copy = new MemoryStream();

                await stream.AssertCancelsAsync(at, (_, token) => opened.CopyToAsync(copy, token));
                stream.AllowsSync = allowsSync;
                if (allowsSync)
                    opened.CopyTo(copy);
                else
                    await opened.CopyToAsync(copy);

                Assert.Equal(content, copy.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(FileCompression.Zlib)]
    [InlineData(FileCompression.Gzip)]
    [InlineData(FileCompression.Bzip2)]
    [InlineData(FileCompression.Xz)]
    [InlineData(FileCompression.Lz4)]
    public async Task OpenContent_ReadAsyncOfACutFile_ThrowsWhatReadThrows(FileCompression compression)
    {
        byte[] content = NpyFileInfoTests.Compress(compression, Npy.Save(Enumerable.Range(0, 30_000).ToArray()));
        NpyFileInfo info = NpyFileInfo.Detect(new MemoryStream(content));
        foreach (int length in (int[])[content.Length - 1, content.Length - 5, content.Length / 2])
        {
            using Stream opened = info.OpenContent(new MemoryStream(content[..length]));
            await using Stream awaited = info.OpenContent(new AsyncOnlyStream(content[..length]));

            string expected = Assert.Throws<NpyFormatException>(() => opened.CopyTo(Stream.Null)).Message;
            Assert.Equal(expected, (await Assert.ThrowsAsync<NpyFormatException>(() => awaited.CopyToAsync(Stream.Null))).Message);
            Assert.Equal(expected, (await Assert.ThrowsAsync<NpyFormatException>(async () => await awaited.ReadExactlyAsync(new byte[1]))).Message);
        }
    }

    private static async Task AssertSameAsync(byte[] content)
    {
        NpyFileInfo expected = NpyFileInfo.Detect(new MemoryStream(content));
        foreach (int most in (int[])[100, int.MaxValue])
        {
            var stream = new AsyncOnlyStream([.. "before"u8, .. content], most: most) { Position = 6 };
            NpyFileInfo info = await NpyFileInfo.DetectAsync(stream);
            Assert.Equal((expected.Kind, expected.Compression, expected.Description, expected.Advice), (info.Kind, info.Compression, info.Description, info.Advice));
            Assert.Equal(6, stream.Position);
        }
    }

    private sealed class LengthlessStream(byte[] content) : MemoryStream(content)
    {
        public override long Length => throw new NotSupportedException();
    }
}
