using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>What is wrong with one of three entries, by every way that reads it: the same reason, offset and message, and the entry's name.</summary>
public sealed class NpzEntryFaultTests
{
    private static readonly byte[] Sound = NpyBytes.Integers("(3,)", 3);

    private static readonly Dictionary<string, Fault> Faults = All();

    public static TheoryData<string> Ways => [.. EntryReaders.All.Keys];

    public static TheoryData<string> Codecs => ["bzip2", "lzma", "zstandard"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_FaultyEntry_IsToldTheSameByEveryWay(string way)
    {
        foreach ((string name, Fault fault) in Faults)
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(() => EntryReaders.All[way](fault.Archive));

            Assert.Equal((name, fault.Reason, fault.Offset, "b.npy"), (name, e.Reason, e.Offset, e.EntryName));
            Assert.Equal($"Entry 'b.npy': {fault.Problem} (at byte {fault.Offset})", e.Problem);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_SoundEntry_IsRead(string way)
    {
        foreach (int count in (int[])[10, 100_000])
        {
            byte[] data = NpyBytes.Integers($"({count},)", count);
            foreach (bool isDeflated in (bool[])[false, true])
                await EntryReaders.All[way](ZipBytes.Of(isDeflated, ("a.npy", Sound), ("b.npy", data), ("c.npy", Sound)));
        }
    }

    /// <summary>Arrays of which the end is missing, though the archive is sound; read whole, in blocks and in part.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_EntryShorterThanItsHeaderSays_IsToldTheSameByEveryWay(bool isDeflated)
    {
        byte[] data = NpyBytes.Integers("(100000,)", 100_000);
        byte[] archive = ZipBytes.Of(isDeflated, ("a.npy", Sound), ("b.npy", data[..^3]), ("c.npy", Sound));
        using var path = new TempFile(archive);
        using NpzFile memory = Npz.Open(archive);
        using NpzFile onDisk = Npz.Open(path.Path);
        using NpzFile stream = await Npz.OpenAsync(Sources.Later(archive));

        foreach ((string name, NpzFile file) in ((string, NpzFile)[])[("memory", memory), ("path", onDisk), ("stream", stream)])
        {
            StoredArray array = await file.OpenAsync("b");
            foreach ((string way, Func<Task> read) in ((string, Func<Task>)[])
            [
                ("Load", () => Task.FromResult(array.Load())),
                ("LoadAsync", () => array.LoadAsync()),
                ("NpzFile.Load", () => Task.FromResult(file.Load())),
                ("NpzFile.LoadAsync", () => file.LoadAsync()),
                ("Blocks", () => Task.FromResult(array.Blocks(1000).Count())),
                ("BlocksAsync", async () =>
                {
                    await foreach (NdArray _ in array.BlocksAsync(1000))
                    {
                    }
                }),
            ])
            {
                var e = await Assert.ThrowsAsync<NpyFormatException>(read);
                Assert.Equal(
                    (name, way, $"Entry 'b.npy': The data end early: shape (100000,) of '<i4' takes 400000 bytes, but only 399997 are there (at byte {data.Length - 3})", NpyFormatReason.TruncatedData, data.Length - 3L, "b.npy", name == "path" ? path.Path : null),
                    (name, way, e.Problem, e.Reason, e.Offset, e.EntryName, e.Path));
            }
        }
    }

    /// <summary>In blocks the entry is read once, and its end is checked behind the last.</summary>
    [Fact]
    public async Task Blocks_FaultyEntry_IsToldAsByLoad()
    {
        foreach ((string name, Fault fault) in Faults)
        {
            using NpzFile memory = Npz.Open(fault.Archive);
            using NpzFile stream = await Npz.OpenAsync(Sources.Later(fault.Archive));
            foreach (NpzFile file in (NpzFile[])[memory, stream])
            {
                foreach (Func<Task> read in (Func<Task>[])
                [
                    async () => Assert.NotEmpty((await file.OpenAsync("b")).Blocks(3).ToArray()),
                    async () =>
                    {
                        await foreach (NdArray _ in (await file.OpenAsync("b")).BlocksAsync(3))
                        {
                        }
                    },
                ])
                {
                    var e = await Assert.ThrowsAsync<NpyFormatException>(read);
                    Assert.Equal((name, $"Entry 'b.npy': {fault.Problem} (at byte {fault.Offset})", "b.npy"), (name, e.Problem, e.EntryName));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public async Task Load_OtherChecksumOfAPackagedCodec_IsToldTheSameByEveryWay(string name)
    {
        byte[] archive = await File.ReadAllBytesAsync(Repository.PathOf($"testdata/archives/{name}.npz"));
        ZipBytes.Entry grid = ZipBytes.Entries(archive)[1];
        archive[grid.Offset + 14] ^= 1;
        archive[grid.CentralOffset + 16] ^= 1;
        string problem = $"Entry 'grid.npy': the CRC-32 of its {grid.Length} bytes is 0x{grid.Crc:x8}, not 0x{grid.Crc ^ 1:x8} as the archive claims (at byte 0)";

        foreach (Func<Task> load in (Func<Task>[])
            [() => Task.FromResult(Npz.Load(archive)), () => Npz.LoadAsync(new MemoryStream(archive)), () => Task.FromResult(Npz.Load(new PartialStream(archive, 100))), () => Npz.LoadAsync(new PartialStream(archive, 100))])
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(load);
            Assert.Equal((NpyFormatReason.BadChecksum, "grid.npy", 0L, problem), (e.Reason, e.EntryName, e.Offset, e.Problem));
        }
    }

    /// <summary>LZMA data are decompressed to the length that is claimed, and no further.</summary>
    [Theory]
    [InlineData("bzip2")]
    [InlineData("zstandard")]
    public async Task Load_MoreThanClaimedOfAPackagedCodec_IsToldTheSameByEveryWay(string name)
    {
        byte[] sound = await File.ReadAllBytesAsync(Repository.PathOf($"testdata/archives/{name}.npz"));
        ZipBytes.Entry notes = ZipBytes.Entries(sound)[4];
        int claimed = notes.Length - 1;
        byte[] archive = new ZipBytes()
            .Add("a.npy", Sound)
            .AddCompressed("notes.txt", notes.Method, sound[notes.DataOffset..(notes.DataOffset + notes.CompressedLength)], notes.Crc, claimed)
            .ToBytes();
        using NpzFile file = Npz.Open(archive);
        using NpzFile stream = Npz.Open(new MemoryStream(archive));

        foreach (Func<Task> load in (Func<Task>[])
        [
            () => Task.FromResult(file.Load()),
            () => Task.FromResult(file.GetEntry("notes.txt").ReadRaw()),
            () => stream.LoadAsync(),
            () => stream.GetEntry("notes.txt").ReadRawAsync(),
            () => Task.FromResult(Npz.Load(new PartialStream(archive, 100))),
            () => Npz.LoadAsync(new PartialStream(archive, 100)),
        ])
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(load);
            Assert.Equal((NpyFormatReason.BadCompression, "notes.txt", (long)claimed), (e.Reason, e.EntryName, e.Offset));
            Assert.Equal($"Entry 'notes.txt': it decompresses to more than the {claimed} bytes that the archive claims (at byte {claimed})", e.Problem);
        }
    }

    /// <summary>Entries that are read in one piece, and in several.</summary>
    private static Dictionary<string, Fault> All()
    {
        var faults = new Dictionary<string, Fault>();
        foreach (int count in (int[])[10, 100_000])
        {
            byte[] data = NpyBytes.Integers($"({count},)", count);
            byte[] other = [.. data[..^1], 1];
            byte[] deflated = ZipBytes.Deflate(data);
            byte[] endless = DeflateWithoutEnd(data);
            uint crc = Crc32.HashToUInt32(data);
            string checksum = $"the CRC-32 of its {data.Length} bytes is 0x{Crc32.HashToUInt32(other):x8}, not 0x{crc:x8} as the archive claims";

            Add("stored, CRC", 0, other, NpyFormatReason.BadChecksum, 0, checksum);
            Add("deflated, CRC", 8, ZipBytes.Deflate(other), NpyFormatReason.BadChecksum, 0, checksum);
            Add("damaged", 8, [7, .. deflated[1..]], NpyFormatReason.BadCompression, 0, "its compressed data are damaged");
            Add("no end", 8, endless, NpyFormatReason.BadCompression, data.Length, $"its {endless.Length} compressed bytes end early, before their end is marked");
            Add("bytes left", 8, [.. deflated, 0], NpyFormatReason.BadCompression, data.Length, $"its compressed data end before the {deflated.Length + 1} bytes that the archive claims");
            Add("more", 8, ZipBytes.Deflate([.. data, 1]), NpyFormatReason.BadCompression, data.Length, $"it decompresses to more than the {data.Length} bytes that the archive claims");
            Add("less", 8, ZipBytes.Deflate(data.AsSpan(0, data.Length - 4)), NpyFormatReason.BadCompression, data.Length - 4, $"it decompresses to {data.Length - 4} bytes, not to {data.Length} as the archive claims");

            void Add(string name, ushort method, byte[] compressed, NpyFormatReason reason, long offset, string problem) => faults.Add(
                $"{name}, {count}",
                new(new ZipBytes().Add("a.npy", Sound).AddCompressed("b.npy", method, compressed, crc, data.Length).Add("c.npy", Sound).ToBytes(), reason, offset, problem));
        }

        return faults;
    }

    private static byte[] DeflateWithoutEnd(byte[] data)
    {
        var compressed = new MemoryStream();
        using var deflate = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(data);
        deflate.Flush();
        return compressed.ToArray();
    }

    private sealed record Fault(byte[] Archive, NpyFormatReason Reason, long Offset, string Problem);
}
