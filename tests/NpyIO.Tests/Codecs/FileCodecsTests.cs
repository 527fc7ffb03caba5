using NpyIO.JoblibFiles;
using NpyIO.Signatures;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Codecs;

/// <summary>Whole files, compressed and decompressed by the package that the library finds by itself.</summary>
public class FileCodecsTests
{
    private const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AB3AA1dACccCySV+1nk/MbMAAAAAAAAApXjUqMKEL0AASl4ztMeOh+2830BAAAAAARZWg==";

    private static readonly JoblibCompression[] OfPackage = [JoblibCompression.Bzip2, JoblibCompression.Lzma, JoblibCompression.Xz, JoblibCompression.Lz4];

    public static TheoryData<JoblibCompression, int> Levels
    {
        get
        {
            var rows = new TheoryData<JoblibCompression, int>();
            foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>()[1..])
            {
                foreach (int level in new[] { 0, 1, 3, 6, 9 })
                    rows.Add(compression, level);
            }

            return rows;
        }
    }

    public static TheoryData<JoblibCompression> Compressions => new(OfPackage);

    private static byte[] Text { get; } = [.. Enumerable.Repeat("NpyIO "u8.ToArray(), 20).SelectMany(part => part)];

    [Theory]
    [InlineData(JoblibCompression.Xz, Xz)]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4AB3AA1dACccCySV+1nk/MbMAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4AB3AA1dACccCySV+1nk/MbMAAAAAAAAlR9O3XQwIS8Ta60zJtachugZMLEhhK2Z8djlbIhUwUcAAUF4YTI6lxibS5oBAAAAAApZWg==")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj4AB3AA1dACccCySV+1nk/MbMAAAAAAAAAAEheMZZx/IGcp56AQAAAAAAWVo=")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAxAA1dACccCySV+1nR7QLMAAAAAAAA0/CyGyHs+D8AASkyQHsXrB+2830BAAAAAARZWgAAAAD9N3pYWgAABObWtEYCACEBFgAAAHQv5aPgAEUADV0APJJF4gIE2xubKhgAAAAAAABiowuQMKUXcAABKUZlzn/7H7bzfQEAAAAABFlaAAAAAAAAAAA=")]
    [InlineData(JoblibCompression.Lzma, "XQAAgAD//////////wAnHAsklftZ5P0Onj///948AAA=")]
    [InlineData(JoblibCompression.Bzip2, "QlpoOTFBWSZTWfi31EIAAAwUgEAAACHAICAAMMACqBpogwThKMHi7kinChIfFvqIQEJaaDkxQVkmU1mWDR3wAAAdFIBAAAAhwCAgADDABFGmkBoOqQHlNqni7kinChISwaO+AA==")]
    [InlineData(JoblibCompression.Lz4, "BCJNGGhAMgAAAAAAAACEEAAAAG9OcHlJTyAGABRQSU8gTnAAAAAABCJNGGhARgAAAAAAAABLEAAAAG95SU8gTnAGAChQcHlJTyAAAAAA")]
    // Three blocks, of each check, by xz --block-size=40: what was counted of one block must not be counted of the next.
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAnAA1dACccCySV+1nPM+bMAAAAAAAAjNPSRRIFYmQCACEBFgAAAHQv5aPgACcADV0AJ4gFx0QmgDGABZwAAAAAAABW6aZyEjUn0QIAIQEWAAAAdC/lo+AAJwANXQA8kkXiAgTbE60CGAAAAAAAAF0dgKaPFjBWAAMpKCkoKSgyNU8fscRn+wIAAAAABFla")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAArh+wyhAgAhARYAAAB0L+Wj4AAnAA1dACccCySV+1nPM+bMAAAAAAAAy8m8CwWNH+m/IfDIt4pzkaIEbVUAHqi/KllPPAdE0SACACEBFgAAAHQv5aPgACcADV0AJ4gFx0QmgDGABZwAAAAAAACw3hzTTIwmHrh/5OA8Vadip8jZ3ZVpURrMm0fhSqKkxgIAIQEWAAAAdC/lo+AAJwANXQA8kkXiAgTbE60CGAAAAAAAAJQ7r8wT/ciooSjivmr+nbXfLrsOzzmwvhuKLdxLxXWdAANBKEEoQShGhl6otunfHAIAAAAAClla")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4AAnAA1dACccCySV+1nPM+bMAAAAAAAA43KruAIAIQEWAAAAdC/lo+AAJwANXQAniAXHRCaAMYAFnAAAAAAAADXQiC0CACEBFgAAAHQv5aPgACcADV0APJJF4gIE2xOtAhgAAAAAAADDVR6hAAMlKCUoJSj9Be6OPjANiwIAAAAAAVla")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj4AAnAA1dACccCySV+1nPM+bMAAAAAAAAAgAhARYAAAB0L+Wj4AAnAA1dACeIBcdEJoAxgAWcAAAAAAAAAgAhARYAAAB0L+Wj4AAnAA1dADySReICBNsTrQIYAAAAAAAAAAMhKCEoISi4FXH+qAAK/AIAAAAAAFla")]
    // All lc and lp whose sum is the greatest that is allowed, 4; and the greatest pb.
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhAQAAAAA3J5fW4AB3AA1eACccCySV+1nk/MbMAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Lzma, "XgAQAAD//////////wAnHAsklftZ5P0Onj///948AAA=")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhAQAAAAA3J5fW4AB3AA1+ACccCySSjEswDqLgAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Lzma, "fgAQAAD//////////wAnHAskkoxLMA7mzwP//+APgAA=")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhAQAAAAA3J5fW4AB3AA1uACccCySSjEsLTGHAAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Lzma, "bgAQAAD//////////wAnHAskkoxLC0ylnof//+AXgAA=")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhAQAAAAA3J5fW4AB3AA12ACccCySSjEswDqLgAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Lzma, "dgAQAAD//////////wAnHAskkoxLMA7mzwP//+APgAA=")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhAQAAAAA3J5fW4AB3AA1mACccCySSjEsLTGHAAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Lzma, "ZgAQAAD//////////wAnHAskkoxLC0ylnof//+AXgAA=")]
    [InlineData(JoblibCompression.Xz, "/Td6WFoAAAFpIt42AgAhAQAAAAA3J5fW4AB3AA20ACcc7YhuZslSz89cAAAAAAAA4PaPCQABJXjCnKuWkEKZDQEAAAAAAVla")]
    [InlineData(JoblibCompression.Lzma, "tAAQAAD//////////wAnHO2IbmbJUtBMyX///8UIAAA=")]
    public void OpenRead_DataByPython_AreTheirContent(JoblibCompression compression, string base64) =>
        Assert.Equal(Text, Read(compression, new PartialStream(Convert.FromBase64String(base64), 7)));

    [Theory]
    [MemberData(nameof(Levels))]
    public void OpenWrite_AnyLevel_IsReadBack(JoblibCompression compression, int level)
    {
        byte[] content = Content()[..(300_000 + 120_000 * level)];   // two blocks of bzip2, whatever the level

        Assert.Equal(content, Read(compression, new MemoryStream(Write(compression, level, content))));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void OpenWrite_Nothing_IsReadBack(JoblibCompression compression) => Assert.Empty(Read(compression, new MemoryStream(Write(compression, 3, []))));

    /// <summary>The windows of xz's presets, as far as the encoder's memory allows; the file says which.</summary>
    [Theory]
    [InlineData(0, 256 << 10)]
    [InlineData(1, 1 << 20)]
    [InlineData(2, 2 << 20)]
    [InlineData(3, 4 << 20)]
    [InlineData(4, 4 << 20)]
    [InlineData(5, 8 << 20)]
    [InlineData(6, 8 << 20)]
    [InlineData(9, 8 << 20)]
    public void OpenWrite_LzmaOfALevel_HasTheWindowOfXz(int level, int window) => Assert.Equal(window, BitConverter.ToInt32(Write(JoblibCompression.Lzma, level, Text), 1));

    /// <summary>As python-lz4: high compression from level 3 on.</summary>
    [Fact]
    public void OpenWrite_Lz4OfALevel_IsSmallerFromThreeOn()
    {
        byte[] content = Content()[150_000..300_000];
        int[] lengths = [.. Enumerable.Range(0, 10).Select(level => Write(JoblibCompression.Lz4, level, content).Length)];

        Assert.Equal([lengths[0], lengths[0], lengths[0]], lengths[..3]);
        Assert.All(lengths[3..], length => Assert.True(length < lengths[0]));
        Assert.True(lengths[9] < lengths[3]);
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void OpenWrite_Disposed_LeavesItsTargetOpenAndWritesNoMore(JoblibCompression compression)
    {
        var target = new MemoryStream();
        Stream stream = FileCompressors.OpenWrite(JoblibLayout.KindOf(compression), target, 3);
        stream.Write(Text);
        stream.Dispose();
        byte[] written = target.ToArray();

        stream.Dispose();

        Assert.True(target.CanWrite);
        Assert.Equal(written, target.ToArray());
        Assert.Equal(Text, Read(compression, new MemoryStream(written)));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void OpenRead_Disposed_LeavesItsSourceOpen(JoblibCompression compression)
    {
        var source = new MemoryStream(Write(compression, 3, Text));
        Stream stream = FileCompressors.OpenRead(JoblibLayout.KindOf(compression), source);
        Assert.Equal((int)'N', stream.ReadByte());

        stream.Dispose();
        stream.Dispose();

        Assert.True(source.CanRead);
    }

    /// <summary>Single bytes, nothing at all, and a read that is cancelled: the content stays what it is.</summary>
    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task OpenRead_AnyReads_GiveTheContent(JoblibCompression compression)
    {
        byte[] file = Write(compression, 3, Text);
        using Stream stream = FileCompressors.OpenRead(JoblibLayout.KindOf(compression), new MemoryStream(file));
        var cancelled = new CancellationToken(canceled: true);
        List<byte> content = [];
        for (int value; (value = stream.ReadByte()) >= 0;)
        {
            content.Add((byte)value);
            Assert.Equal(0, stream.Read([]));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAsync(new byte[1].AsMemory(), cancelled).AsTask());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAsync(new byte[1], 0, 1, cancelled));
        }

        Assert.Equal(Text, content);
        Assert.Equal(0, stream.Read(new byte[10]));
        Assert.Equal((true, false, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void OpenRead_AfterAnError_RaisesTheSameAgain(JoblibCompression compression)
    {
        byte[] content = Content()[..200_000];
        byte[] file = Write(compression, 3, content);
        foreach (byte[] bad in (byte[][])[file[..^3], file[..(file.Length / 2)]])
        {
            using Stream stream = FileCompressors.OpenRead(JoblibLayout.KindOf(compression), new MemoryStream(bad));
            Exception? first = Record.Exception(() => stream.CopyTo(Stream.Null));

            Assert.IsAssignableFrom<InvalidDataException>(first);
            Assert.Same(first, Record.Exception(() => stream.Read(new byte[10])));
            Assert.Same(first, Record.Exception(() => stream.ReadByte()));
        }
    }

    [Fact]
    public void OpenWrite_XzOfIncompressibleData_IsHardlyLonger()
    {
        byte[] content = new byte[300_000];
        new Random(1).NextBytes(content);

        byte[] written = Write(JoblibCompression.Xz, 6, content);

        Assert.InRange(written.Length, content.Length, content.Length + 100);
        Assert.Equal(content, Read(JoblibCompression.Xz, new MemoryStream(written)));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void OpenRead_CutShort_IsInvalid(JoblibCompression compression)
    {
        byte[] file = Write(compression, 3, Text);

        for (int length = 1; length < file.Length; length++)
            Assert.ThrowsAny<InvalidDataException>(() => Read(compression, new MemoryStream(file, 0, length)));
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void OpenRead_FailingStream_PassesItsErrorThrough(JoblibCompression compression) =>
        Assert.Equal("broken", Assert.Throws<IOException>(() => Read(compression, new BrokenStream())).Message);

    [Fact]
    public void OpenRead_XzWithFlippedBits_IsTheContentOrRefused()
    {
        byte[] file = Convert.FromBase64String(Xz);
        int refused = 0;

        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(Text, Read(JoblibCompression.Xz, new MemoryStream(file)));
            }
            catch (Exception e) when (e is InvalidDataException or NotSupportedException)
            {
                refused++;
            }

            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(refused, file.Length * 8 - 8, file.Length * 8);   // the first byte of LZMA data means nothing
    }

    [Fact]
    public void OpenRead_XzThroughOtherFilters_SaysSo()
    {
        byte[] file = Convert.FromBase64String("/Td6WFoAAATm1rRGAgEDAQMhAQztdhMB4AB3ABFdACccCySTY40TQ+pysj9KYgAAAAAAAAKV41KjChC9AAEteMoWcl4ftvN9AQAAAAAEWVo=");

        Assert.Equal("the xz data went through other filters than LZMA2: compress them without", Assert.Throws<NotSupportedException>(() => Read(JoblibCompression.Xz, new MemoryStream(file))).Message);
    }

    [Fact]
    public void OpenRead_XzWithGarbageBehind_IsInvalid()
    {
        byte[] file = [.. Convert.FromBase64String(Xz), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

        Assert.Throws<InvalidDataException>(() => Read(JoblibCompression.Xz, new MemoryStream(file)));
    }

    /// <summary>The LZMA SDK's own files say how long the content is, and have no end marker.</summary>
    [Fact]
    public void OpenRead_LzmaOfAKnownLength_EndsThere()
    {
        var target = new MemoryStream();
        var encoder = SharpCompress.Compressors.LZMA.LzmaStream.Create(new SharpCompress.Compressors.LZMA.LzmaEncoderProperties(eos: false, 1 << 16), isLzma2: false, target);
        encoder.Write(Text, 0, Text.Length);
        encoder.Dispose();
        byte[] Of(long length) => [.. encoder.Properties, .. BitConverter.GetBytes(length), .. target.ToArray()];

        Assert.Equal(Text, Read(JoblibCompression.Lzma, new MemoryStream(Of(Text.Length))));
        Assert.ThrowsAny<InvalidDataException>(() => Read(JoblibCompression.Lzma, new MemoryStream(Of(Text.Length + 1))));
        Assert.Empty(Read(JoblibCompression.Lzma, new MemoryStream(Of(0)[..13])));
        Assert.Equal("the LZMA data claim -2 bytes", Assert.Throws<InvalidDataException>(() => Read(JoblibCompression.Lzma, new MemoryStream(Of(-2)))).Message);
    }

    /// <summary>A window is never longer than the content, nor than what the input can become, nor than allowed.</summary>
    [Theory]
    [InlineData(0u, long.MaxValue, long.MaxValue, 1 << 12)]
    [InlineData((1u << 12) + 1, long.MaxValue, long.MaxValue, (1 << 12) + 1)]
    [InlineData(1u << 27, long.MaxValue, long.MaxValue, 1 << 27)]
    [InlineData((1u << 27) + 1, long.MaxValue, long.MaxValue, -1)]
    [InlineData(uint.MaxValue, 1L << 27, long.MaxValue, 1 << 27)]
    [InlineData(uint.MaxValue, (1L << 27) + 1, long.MaxValue, -1)]
    [InlineData(uint.MaxValue, 5000, long.MaxValue, 5000)]
    [InlineData(uint.MaxValue, long.MaxValue, 100, 819200)]
    [InlineData(uint.MaxValue, long.MaxValue, (1L << 27) / 8192, 1 << 27)]
    [InlineData(uint.MaxValue, long.MaxValue, (1L << 27) / 8192 + 1, -1)]
    public void UsefulWindow_AroundTheLimits_IsTheLeastOfThem(uint claimed, long length, long compressedLength, int expected)
    {
        if (expected < 0)
            Assert.Throws<NotSupportedException>(() => NpyIO.Codecs.LzmaLimits.UsefulWindow(claimed, length, compressedLength));
        else
            Assert.Equal(expected, NpyIO.Codecs.LzmaLimits.UsefulWindow(claimed, length, compressedLength));
    }

    [Fact]
    public void OpenRead_LzmaThatClaimsALargeWindow_GetsLittleMemory()
    {
        byte[] file = Convert.FromBase64String("XQAAgAD//////////wAnHAsklftZ5P0Onj///948AAA=");
        file[4] = 0x08;   // 128 MiB
        Read(JoblibCompression.Lzma, new MemoryStream(file));

        Allocations.AreAtMost(4 << 20, () => Read(JoblibCompression.Lzma, new MemoryStream(file)));
    }

    [Fact]
    public void OpenRead_XzChunkOfTooManyLiteralStates_IsInvalid()
    {
        byte[] file = Convert.FromBase64String("/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj4AB3AA1dACccCySV+1nk/MbMAAAAAAAAAAEheMZZx/IGcp56AQAAAAAAWVo=");
        file[29] = 44;   // lc 8, lp 4

        Allocations.AreAtMost(2 << 20, () => Assert.Contains(
            "lc and lp", Assert.Throws<InvalidDataException>(() => Read(JoblibCompression.Xz, new MemoryStream(file))).Message, StringComparison.Ordinal));
    }

    /// <summary>Random bytes, few different ones, and none: chunks of every kind, more than one of each.</summary>
    private static byte[] Content()
    {
        byte[] content = new byte[1_500_000];
        var random = new Random(1);
        random.NextBytes(content.AsSpan(0, 150_000));
        for (int i = 150_000; i < 300_000; i++)
            content[i] = (byte)random.Next(3);
        return content;
    }

    private static byte[] Write(JoblibCompression compression, int level, byte[] content)
    {
        var target = new MemoryStream();
        using (Stream stream = FileCompressors.OpenWrite(JoblibLayout.KindOf(compression), target, level))
            stream.Write(content);
        return target.ToArray();
    }

    private static byte[] Read(JoblibCompression compression, Stream compressed)
    {
        using Stream stream = FileCompressors.OpenRead(Enum.Parse<FileKind>(compression.ToString()), compressed);
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("broken");

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("broken");
    }
}
