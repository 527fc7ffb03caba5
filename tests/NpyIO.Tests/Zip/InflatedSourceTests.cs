using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>Deflated entries whose data are not quite what the directory says: each small, and too large to be read at once.</summary>
public sealed class InflatedSourceTests
{
    private static readonly byte[] Small = NpyBytes.Integers("(1000,)", 1000);
    private static readonly byte[] Large = NpyBytes.Integers("(100000,)", 100000);

    public static TheoryData<bool> Sizes => [false, true];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_InputLeft_IsTold(bool isLarge)
    {
        byte[] data = isLarge ? Large : Small;
        byte[] compressed = ZipBytes.Deflate(data);

        Check(data, [.. compressed, 0], data.Length, NpyFormatReason.BadCompression, $"its compressed data end before the {compressed.Length + 1} bytes that the archive claims (at byte {data.Length})");
        Check(data, [.. compressed, .. compressed], data.Length, NpyFormatReason.BadCompression, $"its compressed data end before the {compressed.Length * 2} bytes that the archive claims (at byte {data.Length})");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_InputEndsAfterTheData_IsTold(bool isLarge)
    {
        // All data are there, but the mark of their end is not.
        byte[] data = isLarge ? Large : Small;
        byte[] compressed = DeflateWithoutEnd(data);

        Check(data, compressed, data.Length, NpyFormatReason.BadCompression, $"its {compressed.Length} compressed bytes end early, before their end is marked (at byte {data.Length})");
    }

    [Fact]
    public void Read_InputEndsInTheData_IsTold()
    {
        byte[] compressed = ZipBytes.Deflate(Small);
        foreach (int length in (int[])[0, 1, 100, compressed.Length - 1])
        {
            NpyFormatException e = Failure(Small, compressed[..length], Small.Length);

            Assert.StartsWith(length <= 1 ? $"Entry 'a.npy': its {length} compressed bytes cannot inflate to 4128" : $"Entry 'a.npy': its {length} compressed bytes", e.Message, StringComparison.Ordinal);
            Assert.Equal(NpyFormatReason.BadCompression, e.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_MoreDataThanClaimed_IsTold(bool isLarge)
    {
        byte[] data = isLarge ? Large : Small;
        byte[] claimed = data[..^4];

        Check(claimed, ZipBytes.Deflate(data), claimed.Length, NpyFormatReason.BadCompression, $"it decompresses to more than the {claimed.Length} bytes that the archive claims (at byte {claimed.Length})", raw: true);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_LessDataThanClaimed_IsTold(bool isLarge)
    {
        byte[] data = isLarge ? Large : Small;

        Check(data, ZipBytes.Deflate(data), data.Length + 4, NpyFormatReason.BadCompression, $"it decompresses to {data.Length} bytes, not to {data.Length + 4} as the archive claims (at byte {data.Length})", raw: true);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_OtherChecksum_IsTold(bool isLarge)
    {
        byte[] data = isLarge ? Large : Small;
        byte[] other = [.. data[..^1], 1];

        Check(
            data,
            ZipBytes.Deflate(other),
            data.Length,
            NpyFormatReason.BadChecksum,
            $"the CRC-32 of its {data.Length} bytes is 0x{Crc32.HashToUInt32(other):x8}, not 0x{Crc32.HashToUInt32(data):x8} as the archive claims (at byte 0)");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Read_NoDeflateData_IsTold(bool isLarge)
    {
        byte[] data = isLarge ? Large : Small;
        byte[] compressed = ZipBytes.Deflate(data);
        compressed[0] = 7;

        NpyFormatException e = Failure(data, compressed, data.Length);

        Assert.Equal("Entry 'a.npy': its compressed data are damaged (at byte 0)", e.Message);
        Assert.IsType<InvalidDataException>(e.InnerException);
    }

    [Fact]
    public void Read_ClaimBeyondDeflate_IsRefusedUnread()
    {
        byte[] zeros = new byte[1_000_000];
        byte[] compressed = ZipBytes.Deflate(zeros);

        NpyFormatException e = Failure(zeros, compressed, 1033L * compressed.Length);

        Assert.Equal(
            $"Entry 'a.npy': its {compressed.Length} compressed bytes cannot inflate to {1033L * compressed.Length}: deflate shrinks data 1032-fold at most (at byte {35 + compressed.Length} of the archive)",
            e.Message);
        Assert.Equal(NpyFormatReason.BadCompression, e.Reason);
    }

    [Fact]
    public void Read_CompressedAThousandfold_IsRead()
    {
        byte[] data = NpyBytes.Of("'|u1'", "(3000000,)", new byte[3_000_000]);
        using NpzFile file = Npz.Open(ZipBytes.Of(true, ("a.npy", data), ("b", data)));

        Assert.True(file.GetEntry("a").Length > 900 * file.GetEntry("a").CompressedLength);
        Assert.Equal(3_000_000, file["a"].Load<byte>(new NpyReadOptions { Strict = true }).Count);
        Assert.Equal(data, file.GetEntry("b").ReadRaw());
        Assert.Equal(new byte[10], file["a"].ReadRows<byte>(2_000_000, 10).ToArray());
    }

    [Fact]
    public async Task Read_LargeFromStream_IsTheSame()
    {
        byte[] archive = ZipBytes.Of(true, ("a.npy", Large), ("zeros.npy", NpyBytes.Of("'|u1'", "(3000000,)", new byte[3_000_000])));
        using NpzFile file = await Npz.OpenAsync(new MemoryStream(archive));

        Assert.Equal(99999, (await file["a"].LoadAsync<int>())[99999]);
        Assert.Equal(3_000_000, (await file["zeros"].LoadAsync()).Count);
        Assert.Equal(Large, await file.GetEntry("a").ReadRawAsync());
    }

    private static void Check(byte[] data, byte[] compressed, long length, NpyFormatReason reason, string message, bool raw = false)
    {
        NpyFormatException e = Failure(data, compressed, length);

        Assert.Equal("Entry 'a.npy': " + message, raw ? RawFailure(data, compressed, length).Message : e.Message);
        Assert.Equal(reason, raw ? RawFailure(data, compressed, length).Reason : e.Reason);
        Assert.Equal("a.npy", e.EntryName);
    }

    /// <summary>What loading an array throws, by whatever way.</summary>
    private static NpyFormatException Failure(byte[] data, byte[] compressed, long length)
    {
        byte[] archive = new ZipBytes().AddCompressed("a.npy", 8, compressed, Crc32.HashToUInt32(data), length).ToBytes();
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));
        var e = Assert.Throws<NpyFormatException>(() => file["a"].Load());
        Assert.Equal(e.Message, Assert.Throws<NpyFormatException>(() => stream["a"].LoadAsync().GetAwaiter().GetResult()).Message);
        Assert.Equal(e.Message, Assert.Throws<NpyFormatException>(() => file.Load()).Message);
        Assert.NotEmpty(file.Verify());
        return e;
    }

    /// <summary>What reading the bytes throws, by whatever way.</summary>
    private static NpyFormatException RawFailure(byte[] data, byte[] compressed, long length)
    {
        byte[] archive = new ZipBytes().AddCompressed("a.npy", 8, compressed, Crc32.HashToUInt32(data), length).ToBytes();
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));
        var e = Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());
        Assert.Equal(e.Message, Assert.Throws<NpyFormatException>(() => stream.GetEntry("a").ReadRawAsync().GetAwaiter().GetResult()).Message);
        Assert.Equal(e.Message, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").OpenRaw().CopyTo(Stream.Null)).Message);
        return e;
    }

    private static byte[] DeflateWithoutEnd(byte[] data)
    {
        var compressed = new MemoryStream();
        using var deflate = new System.IO.Compression.DeflateStream(compressed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(data);
        deflate.Flush();
        return compressed.ToArray();
    }
}
