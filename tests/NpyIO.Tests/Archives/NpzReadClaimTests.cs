using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Small archives that claim much: nothing may be allocated on that.</summary>
public sealed class NpzReadClaimTests
{
    private static readonly byte[] Header = NpyBytes.Of("'|u1'", "(4294967200,)", []);

    [Fact]
    public void Open_EndRecordClaimsMuch_AllocatesLittle()
    {
        byte[] archive = ZipBytes.Of(false, ("a", [1]));
        int end = archive.Length - 22;
        Check(() => Npz.Open(ZipBytes.Patched(archive, end + 8, 0xFF, 0xFF, 0xFF, 0xFF)));
        Check(() => Npz.Open(ZipBytes.Patched(archive, end + 12, 0xFF, 0xFF, 0xFF, 0xFF)));

        byte[] archive64 = new ZipBytes().Add("a", [1]).ToBytes64();
        int end64 = archive64.Length - 22 - 20 - 56;
        byte[] many = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        Check(() => Npz.Open(ZipBytes.Patched(archive64, end64 + 24, [.. many, .. many])));
        Check(() => Npz.Open(ZipBytes.Patched(archive64, end64 + 40, many)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Load_EntryClaimsGigabytes_AllocatesLittle(ushort method)
    {
        byte[] compressed = method == 0 ? Header : ZipBytes.Deflate(Header);
        byte[] archive = new ZipBytes().AddCompressed("a.npy", method, compressed, 1, 4_294_967_294).ToBytes();

        CheckAll(archive);
    }

    /// <summary>An entry's local header alone: its compressed data have to arrive before they are decoded.</summary>
    [Fact]
    public void Load_ForwardEntryClaimsGigabytesOfCompressedData_AllocatesLittle()
    {
        byte[] archive = new ZipBytes().AddCompressed("a.npy", 12, [], 1, 1000).ToBytes();
        byte[] header = ZipBytes.Patched(archive, 18, 0, 0, 0, 0x40)[..35];

        Check(() => Npz.Load(new UnseekableStream(new MemoryStream(header))));
    }

    [Fact]
    public void Load_HeaderClaimsGigabytes_AllocatesLittle()
    {
        foreach (bool isDeflated in (bool[])[false, true])
            CheckAll(ZipBytes.Of(isDeflated, ("a.npy", Header)));
    }

    [Fact]
    public void Load_ClaimThatDeflateCouldKeep_AllocatesAsDataCome()
    {
        // 2 MB of compressed data could be 2 GB; they are 128 bytes and then nothing that deflate knows.
        byte[] compressed = [.. ZipBytes.Deflate(Header)[..^10], .. new byte[2_000_000]];
        byte[] archive = new ZipBytes().AddCompressed("a.npy", 8, compressed, 1, 2_000_000_000).ToBytes();
        using NpzFile file = Npz.Open(archive);

        Check(() => file["a"].Load());
        Check(() => file.GetEntry("a").ReadRaw());
        Check(() => file["a"].ReadRows(0, 1000));
    }

    [Fact]
    public void Verify_Bomb_TakesLittleMemory()
    {
        byte[] data = new byte[50_000_000];
        byte[] archive = new ZipBytes().AddCompressed("bomb", 8, ZipBytes.Deflate(data), Crc32.HashToUInt32(data), data.Length).ToBytes();
        using NpzFile file = Npz.Open(archive);

        Allocations.AreLittle(() => Assert.Empty(file.Verify(new NpyReadOptions { MaxThreads = 1 })));
        Allocations.AreLittle(() => Assert.Empty(file.Load(new NpyReadOptions { MaxThreads = 1 })));
        Allocations.AreLittle(() => file.GetEntry("bomb").OpenRaw().CopyTo(Stream.Null));
    }

    [Fact]
    public void Load_SmallEntries_AllocateLittleMoreThanTheArrays()
    {
        byte[] entry = NpyBytes.Integers("(10,)", 10);
        using NpzFile file = Npz.Open(ZipBytes.Of(false, ("a.npy", entry)));
        file["a"].Load<int>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            file["a"].Load<int>();

        // The array itself, its header and decoder take about 1.5 KB of that, as when the bytes are loaded by themselves.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 2500);
    }

    private static void CheckAll(byte[] archive)
    {
        Check(() => Npz.Load(archive, new NpyReadOptions { MaxThreads = 1 }));
        Check(() => Npz.Load(new MemoryStream(archive), new NpyReadOptions { MaxThreads = 1 }));
        using NpzFile file = Npz.Open(archive);
        Check(() => file["a"].Load());
        Check(() => file["a"].Load<byte>());
        Check(() => file["a"].ReadRows(4_000_000_000, 100_000_000));
        Check(() => file["a"].LoadAsync().GetAwaiter().GetResult());
        Allocations.AreLittle(() => Assert.NotEmpty(file.Verify(new NpyReadOptions { MaxThreads = 1 })));
    }

    private static void Check(Func<object> load) => Allocations.AreLittle(() => Assert.Throws<NpyFormatException>(() => load()));
}
