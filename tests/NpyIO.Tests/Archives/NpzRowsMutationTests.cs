using System.IO.Compression;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Rows of entries whose bytes are changed anywhere: compressed data, index, headers, directory. They are the right rows, or an NpyFormatException says what is wrong.</summary>
[Trait(Campaign.Category, Campaign.Name)]
public sealed class NpzRowsMutationTests
{
    private const int RowLength = 100;
    private const int RowCount = 1000;
    private const int RowsOfBlock = 100;
    private const int BlockLength = RowsOfBlock * RowLength * sizeof(int);
    private const int Head = 128;

    // In a block of 100 rows, rows from its middle.
    private const int Start = 340;
    private const int Rows = 20;

    public static TheoryData<string> Ways => [.. RowReaders.All.Keys];

    public static TheoryData<string> Archives => ["bzip2", "lzma", "zstandard"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_AnyByteOfDeflatedBlocksChanged_GivesTheRowsOrIsRefused(string way)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            byte[] sound = Indexed(isFortran);
            ZipBytes.Entry entry = ZipBytes.Entries(sound)[0];
            int[] expected = Expected(Start, Rows);
            Assert.Equal(expected, await RowReaders.All[way](sound, Start, Rows));

            int[] places = [.. Places(sound, isFortran)];
            int needed = 0, refused = 0;
            foreach (int i in Campaign.Each(places.Length))
            {
                byte[] damaged = [.. sound];
                damaged[entry.DataOffset + places[i]] ^= (byte)(1 << (i % 8));
                bool isNeeded = IsNeeded(BlockAt(sound, places[i]), isFortran);
                needed += isNeeded ? 1 : 0;
                try
                {
                    Assert.Equal(expected, await RowReaders.All[way](damaged, Start, Rows));
                }
                catch (NpyFormatException e) when (isNeeded)
                {
                    Assert.Equal("a.npy", e.EntryName);
                    refused++;
                }
            }

            // A few bits of deflated data mean nothing.
            Assert.InRange(refused, Math.Max(1, needed * 9 / 10), needed);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_AnyByteOfTheArchiveChanged_GivesTheRowsOrIsRefused(string way)
    {
        byte[] sound = Indexed(isFortran: false);
        int[] expected = Expected(Start, Rows);
        ZipBytes.Entry entry = ZipBytes.Entries(sound)[0];
        int[] places = [.. Enumerable.Range(0, entry.DataOffset + 8), .. Enumerable.Range(entry.DataOffset + entry.CompressedLength - 8, sound.Length - entry.DataOffset - entry.CompressedLength + 8)];
        foreach (int i in Campaign.Each(places.Length))
        {
            foreach (int bits in (int[])[1, 0x80, 0xFF])
            {
                byte[] damaged = [.. sound];
                damaged[places[i]] ^= (byte)bits;
                await GivesOrRefusesAsync(way, damaged, expected);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_ArchiveCutShort_IsRefused(string way)
    {
        byte[] sound = Indexed(isFortran: false);
        foreach (int i in Campaign.Each(500))
            await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](sound[..(int)(i * (long)sound.Length / 500)], Start, Rows));
        await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](sound[..^1], Start, Rows));
    }

    /// <summary>An index that cannot be true is a sign of damage: it shows which blocks are sound no longer, so that the whole entry is verified.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_IndexAndDataDamaged_IsRefused(string way)
    {
        byte[] entry = Steps(isFortran: false);
        byte[] sound = new ZipBytes().AddIndexed("a.npy", entry, Head, BlockLength, static field => field[20] ^= 1).ToBytes();
        Assert.Equal(Expected(Start, Rows), await RowReaders.All[way](sound, Start, Rows));

        byte[] damaged = [.. sound];
        damaged[ZipBytes.Entries(sound)[0].DataOffset + ZipBytes.Entries(sound)[0].CompressedLength * 4 / 5] ^= 1;

        await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](damaged, Start, Rows));
    }

    /// <summary>Data that deflate to a hundredth, whose length is not believed: the index is used all the same, and each block is verified.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_OfMostlyZeros_VerifiesTheirBlocks(string way)
    {
        int[] elements = new int[3_000_000];
        for (int i = 0; i < elements.Length; i += 100_000)
            elements[i] = i;
        byte[] sound = Npz.Save([("a", NdArray.FromArray(elements).Reshape(30_000, 100))], NpzWriteOptions.Compressed);
        ZipEntry entry = Npz.Open(sound).GetEntry("a").Entry;
        Assert.True(entry is { IsLengthTrusted: false, Index: not null });
        int[] expected = elements[..5_000];
        Assert.Equal(expected, await RowReaders.All[way](sound, 0, 50));
        Assert.Equal(elements[^5_000..], await RowReaders.All[way](sound, 29_950, 50));

        // The last block alone holds what is changed.
        ZipBytes.Entry place = ZipBytes.Entries(sound)[0];
        (uint last, _) = entry.Index.Entries[^1];
        byte[] damaged = [.. sound];
        damaged[place.DataOffset + place.CompressedLength - 2 - (int)last / 2] ^= 4;
        Assert.Equal(expected, await RowReaders.All[way](damaged, 0, 50));
        await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](damaged, 29_950, 50));
        await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](damaged, 29_000, 1));
    }

    /// <summary>Nothing verifies the rows of an entry without an index: whatever comes, it is of the right shape, or refused.</summary>
    [Theory]
    [MemberData(nameof(Archives))]
    public async Task ReadRows_OtherCompressionsDamaged_GivesRowsOrIsRefused(string name)
    {
        byte[] sound = File.ReadAllBytes(Repository.PathOf($"testdata/archives/{name}.npz"));
        var random = new Random(Campaign.Seed(name.Length));
        int refused = 0;
        int rounds = Campaign.Of(name == "bzip2" ? 200 : 2000);
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = [.. sound];
            for (int i = random.Next(1, 4); i > 0; i--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (round % 5 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            try
            {
                using NpzFile file = round % 2 == 0 ? Npz.Open(damaged) : Npz.Open(new MemoryStream(damaged));
                foreach (NpzEntry entry in file)
                {
                    if (entry.Header is not { Shape: [> 0, ..] } header)
                        continue;
                    NdArray rows = round % 3 == 0 ? await entry.ReadRowsAsync(0, 1) : entry.ReadRows(0, 1);
                    Assert.Equal([1, .. header.Shape[1..]], rows.Shape);
                }
            }
            catch (NpyFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, rounds / 10, rounds);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("path")]
    [InlineData("stream")]
    public async Task ReadRows_ByManyAtOnce_EachGetsItsRowsOrTheDamage(string source)
    {
        byte[] sound = Indexed(isFortran: false);
        byte[] damaged = [.. sound];
        int[] bad = [3, 7];
        foreach (int block in bad)
            damaged[ZipBytes.Entries(sound)[0].DataOffset + (StartOf(sound, block + 1) + StartOf(sound, block + 2)) / 2] ^= 0x10;
        foreach ((byte[] archive, int[] blocks) in ((byte[], int[])[])[(sound, []), (damaged, bad)])
        {
            using var path = new TempFile(archive);
            using NpzFile file = source switch { "memory" => Npz.Open(archive), "path" => Npz.Open(path.Path), _ => Npz.Open(new MemoryStream(archive)) };
            NpzEntry entry = file.GetEntry("a");
            int[] refused = await Task.WhenAll(Enumerable.Range(0, 6).Select(reader => Task.Run(() => ReadAsync(reader))));

            Assert.Equal(blocks.Length > 0, refused.Sum() > 0);

            async Task<int> ReadAsync(int reader)
            {
                var random = new Random(reader);
                int count = 0;
                for (int i = 0; i < 30; i++)
                {
                    int start = random.Next(RowCount - 60);
                    int rows = random.Next(1, 60);
                    bool isDamaged = blocks.Any(block => block >= start / RowsOfBlock && block <= (start + rows - 1) / RowsOfBlock);
                    try
                    {
                        NdArray array = (reader + i) % 2 == 0 ? entry.ReadRows(start, rows) : await entry.ReadRowsAsync(start, rows);
                        Assert.Equal(Expected(start, rows), array.ToArray<int>());
                        Assert.False(isDamaged);
                    }
                    catch (NpyFormatException)
                    {
                        Assert.True(isDamaged);
                        count++;
                    }
                }

                return count;
            }
        }
    }

    /// <summary>Deflated as small numbers are: with codes and matches, not as they stand.</summary>
    private static byte[] Indexed(bool isFortran) => new ZipBytes().AddIndexed("a.npy", Steps(isFortran), Head, BlockLength, level: CompressionLevel.Fastest).ToBytes();

    private static byte[] Steps(bool isFortran)
    {
        byte[] payload = new byte[RowCount * RowLength * sizeof(int)];
        for (int i = 0; i < RowCount * RowLength; i++)
            BitConverter.TryWriteBytes(payload.AsSpan(i * sizeof(int)), isFortran ? Element(i % RowCount, i / RowCount) : Element(i / RowLength, i % RowLength));
        return NpyBytes.Of("'<i4'", $"({RowCount}, {RowLength})", payload, isFortran);
    }

    private static int[] Expected(int start, int count) => [.. Enumerable.Range(0, count * RowLength).Select(i => Element(start + i / RowLength, i % RowLength))];

    /// <summary>One of ten numbers, as good as random.</summary>
    private static int Element(int row, int column) => (int)((uint)(row * 7919 + column * 104729) * 2654435761 >> 20) % 10;

    /// <summary>Places all over the compressed data; closer to each other in the blocks that are read.</summary>
    private static IEnumerable<int> Places(byte[] archive, bool isFortran)
    {
        int length = ZipBytes.Entries(archive)[0].CompressedLength - BlockIndex.End.Length;
        for (int at = 0; at < length; at += isFortran || !IsNeeded(BlockAt(archive, at), isFortran) ? 151 : 31)
            yield return at;
    }

    /// <summary>The number of the block that a byte of the compressed data is of; 0 is the head.</summary>
    private static int BlockAt(byte[] archive, int at)
    {
        int block = 0;
        while (StartOf(archive, block + 1) <= at)
            block++;
        return block;
    }

    /// <summary>Where a block begins in the compressed data, in bytes.</summary>
    private static int StartOf(byte[] archive, int block)
    {
        long start = 0;
        foreach ((uint length, _) in Npz.Open(archive).Entries[0].Entry.Index!.Entries[..block])
            start += length;
        return (int)start;
    }

    /// <summary>In Fortran order every block has a piece of the rows.</summary>
    private static bool IsNeeded(int block, bool isFortran) => isFortran || block is 0 or 1 + Start / RowsOfBlock;

    /// <summary>Reads rows, or gets an exception; an entry may also have lost its name.</summary>
    private static async Task GivesOrRefusesAsync(string way, byte[] archive, int[] expected)
    {
        try
        {
            Assert.Equal(expected, await RowReaders.All[way](archive, Start, Rows));
        }
        catch (Exception e) when (e is NpyFormatException or KeyNotFoundException)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
