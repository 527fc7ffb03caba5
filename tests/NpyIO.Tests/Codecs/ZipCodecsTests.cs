using System.Buffers.Binary;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using SharpCompress.Compressors.LZMA;
using Xunit;

namespace NpyIO.Tests.Codecs;

/// <summary>Entries that Python's zipfile compressed, decompressed by the package that the library finds by itself.</summary>
public class ZipCodecsTests
{
    public static TheoryData<string, ushort> Archives => new() { { "bzip2", 12 }, { "lzma", 14 }, { "zstandard", 93 } };

    [Theory]
    [MemberData(nameof(Archives))]
    public void TryOpen_EntriesByPython_HaveTheirLengthAndChecksum(string name, ushort method)
    {
        byte[] archive = ReadArchive(name);

        List<ZipBytes.Entry> entries = ZipBytes.Entries(archive);
        Assert.Equal(["ramp.npy", "grid.npy", "text.npy", "none.npy", "notes.txt", "nothing"], entries.Select(entry => entry.Name));
        foreach (ZipBytes.Entry entry in entries)
        {
            byte[] data = Decompress(method, Compressed(archive, entry), entry.Length);

            Assert.Equal(method, entry.Method);
            Assert.Equal(entry.Length, data.Length);
            Assert.Equal(entry.Crc, Crc32.HashToUInt32(data));
        }
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task TryOpen_OneByteAtATime_GivesTheSame(string name, ushort method)
    {
        byte[] archive = ReadArchive(name);
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
        using Stream stream = Open(method, new PartialStream(Compressed(archive, entry), 1), entry.CompressedLength, entry.Length)!;

        byte[] data = new byte[entry.Length];
        await stream.ReadExactlyAsync(data);

        Assert.Equal(entry.Crc, Crc32.HashToUInt32(data));
        Assert.Equal(0, await stream.ReadAsync(data));
        Assert.False(stream.CanSeek);
    }

    [Fact]
    public void TryOpen_LzmaWithoutEndMarker_EndsWhereItsLengthSays()
    {
        byte[] expected = new byte[5000];
        new Random(1).NextBytes(expected.AsSpan(0, 2500));

        Assert.Equal(expected, Decompress(14, Lzma(expected, window: 1 << 16), expected.Length));
    }

    [Fact]
    public void OpenEntry_UnknownMethod_IsNull() => Assert.Null(Open(98, Stream.Null, 0, 0));

    [Fact]
    public void Register_Again_ChangesNothing()
    {
        NpyCodecs.Register();
        byte[] archive = ReadArchive("bzip2");
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[4];

        Assert.Equal("no array\nno array\nno array\n"u8, Decompress(12, Compressed(archive, entry), entry.Length));
    }

    [Theory]
    [InlineData("bzip2", 12, "the compressed data end before the data do")]
    [InlineData("lzma", 14, "the compressed data end before the data do")]
    [InlineData("zstandard", 93, "the Zstandard data are damaged (Premature end of stream)")]
    public void Read_DataCutShort_AreInvalid(string name, ushort method, string message)
    {
        byte[] archive = ReadArchive(name);
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];

        var e = Assert.Throws<InvalidDataException>(() => Decompress(method, Compressed(archive, entry)[..^20], entry.Length));
        Assert.Equal(message, e.Message);
    }

    [Theory]
    [InlineData("bzip2", 12, "5 bytes follow the end of the bzip2 data")]
    [InlineData("lzma", 14, "the LZMA data are damaged (Data Error)")]
    [InlineData("zstandard", 93, "the Zstandard data are damaged (Unknown frame descriptor)")]
    public void Read_DataThatGoOn_AreInvalid(string name, ushort method, string message)
    {
        byte[] archive = ReadArchive(name);
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];

        var e = Assert.Throws<InvalidDataException>(() => Decompress(method, [.. Compressed(archive, entry), 1, 2, 3, 4, 5], entry.Length));
        Assert.Equal(message, e.Message);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Read_SourceFails_PassesItsExceptionThrough(string name, ushort method)
    {
        byte[] archive = ReadArchive(name);
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
        using Stream stream = Open(method, new FailingStream(), entry.CompressedLength, entry.Length)!;

        var e = Assert.Throws<IOException>(() => stream.Read(new byte[10], 0, 10));
        Assert.Equal("the cable is out", e.Message);
    }

    [Fact]
    public void Read_LzmaProperties_AreChecked()
    {
        byte[] good = Lzma(new byte[100], window: 1 << 12);
        byte[] states = [.. good];
        states[4] = 4 * 9 + 1;   // lp 4, lc 1
        byte[] length = [.. good];
        length[2] = 6;

        Assert.Equal("the LZMA properties lc and lp come to 5; at most 4 are allowed", Assert.Throws<InvalidDataException>(() => Decompress(14, states, 100)).Message);
        Assert.Equal("the LZMA properties have 6 bytes, not 5", Assert.Throws<InvalidDataException>(() => Decompress(14, length, 100)).Message);
    }

    [Fact]
    public void Read_LzmaWindowOf4GiBOnSmallData_TakesLittleMemory()
    {
        byte[] compressed = Lzma(new byte[100], window: 1 << 12);
        compressed.AsSpan(5, 4).Fill(0xFF);
        Decompress(14, compressed, 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] data = Decompress(14, compressed, 100);

        Assert.Equal(new byte[100], data);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Allocations.Little);

        // A claimed length does not help: so few bytes cannot become so many.
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsAny<InvalidDataException>(() => Decompress(14, compressed, 1L << 40));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Read_WindowsThatAreTooLarge_AreNotSupported()
    {
        byte[] lzma = Lzma(new byte[100], window: 1 << 12);
        lzma.AsSpan(5, 4).Fill(0x7F);
        byte[] zstandard = [0x28, 0xB5, 0x2F, 0xFD, 0, 20 << 3, 1, 0, 0];   // a window of 1 GiB, then an empty last block

        var e = Assert.Throws<NotSupportedException>(() => Decompress(14, [.. lzma, .. new byte[1 << 17]], 1L << 40));
        Assert.Equal("the LZMA data look back over more than the 128 MiB that are allowed: compress them with a smaller window", e.Message);
        e = Assert.Throws<NotSupportedException>(() => Decompress(93, zstandard, 100));
        Assert.Equal("the Zstandard data look back over more than the 128 MiB that are allowed: compress them with a smaller window", e.Message);
    }

    /// <summary>128 MiB are allowed, and an eighth more is not (RFC 8878, 3.1.1.1.2).</summary>
    [Theory]
    [InlineData(17 << 3, true)]
    [InlineData((17 << 3) + 1, false)]
    public void Read_ZstandardWindowAroundTheLargest_IsReadOrNotSupported(byte window, bool isRead)
    {
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0, window, 1, 0, 0];

        if (isRead)
            Assert.Empty(Decompress(93, frame, 0));
        else
            Assert.Throws<NotSupportedException>(() => Decompress(93, frame, 0));
    }

    [Fact]
    public void Read_OneByteBehindTheData_IsInvalid()
    {
        byte[] archive = ReadArchive("bzip2");
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];

        Assert.Throws<InvalidDataException>(() => Decompress(12, [.. Compressed(archive, entry), 0], entry.Length));
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Dispose_DecoderOfAnEntry_LeavesItsSourceOpen(string name, ushort method)
    {
        byte[] archive = ReadArchive(name);
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
        var source = new MemoryStream(Compressed(archive, entry));
        Stream stream = Open(method, source, entry.CompressedLength, entry.Length)!;
        Assert.Equal(0x93, stream.ReadByte());

        stream.Dispose();

        Assert.True(source.CanRead);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Read_AnyMutation_GivesDataOrIsRefused(string name, ushort method)
    {
        byte[] archive = ReadArchive(name);
        var random = new Random(Campaign.Seed(method));
        int refused = 0;
        int rounds = Campaign.Of(method == 12 ? 100 : 1000);   // bzip2 clears 5 MB each time
        List<ZipBytes.Entry> entries = ZipBytes.Entries(archive).FindAll(entry => entry.Length > 0);
        foreach (ZipBytes.Entry entry in entries)
        {
            byte[] good = Compressed(archive, entry);
            for (int round = 0; round < rounds; round++)
            {
                byte[] bad = [.. good];
                for (int i = random.Next(1, 4); i > 0; i--)
                    bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    Assert.InRange(Decompress(method, bad[..random.Next(bad.Length / 2, bad.Length + 1)], entry.Length).Length, 0, 2 * entry.Length + 100_000);
                }
                catch (Exception e) when (e is InvalidDataException or NotSupportedException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, entries.Count * rounds / 2, entries.Count * rounds);
    }

    private static byte[] ReadArchive(string name) => File.ReadAllBytes(Repository.PathOf($"testdata/archives/{name}.npz"));

    private static byte[] Compressed(byte[] archive, ZipBytes.Entry entry) => archive[entry.DataOffset..(entry.DataOffset + entry.CompressedLength)];

    private static Stream? Open(ushort method, Stream compressed, long compressedLength, long length) =>
        CompressionProvider.Open(provider => provider.OpenEntry(method, compressed, compressedLength, length));

    private static byte[] Decompress(ushort method, byte[] compressed, long length)
    {
        using (Stream stream = Open(method, new MemoryStream(compressed), compressed.Length, length)!)
        {
            var data = new MemoryStream();
            stream.CopyTo(data);
            return data.ToArray();
        }
    }

    /// <summary>A ZIP entry's LZMA data without an end marker.</summary>
    private static byte[] Lzma(byte[] data, int window)
    {
        var compressed = new MemoryStream();
        using var encoder = LzmaStream.Create(new LzmaEncoderProperties(eos: false, window), isLzma2: false, compressed);
        encoder.Write(data, 0, data.Length);
        encoder.Dispose();
        byte[] head = [9, 20, 5, 0, .. encoder.Properties];
        Assert.Equal(window, BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(5)));
        return [.. head, .. compressed.ToArray()];
    }

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the cable is out");
    }
}
