using System.Buffers.Binary;
using System.IO.Hashing;
using NpyIO.Archives;
using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>An index of blocks that lies about a sound entry, in every way: the arrays come out right all the same.</summary>
public sealed class NpzIndexHostileTests
{
    private const int BlockLength = 150;
    private const int Entries = 13;
    private const int EntryLength = 8;

    private static readonly byte[] Data = MakeData();
    private static readonly int HeadLength = Data.Length - 600;
    private static readonly ushort[] Expected = Npy.Load<ushort>(Data).ToArray();

    [Fact]
    public void Load_AnyBitOfTheIndexFlipped_GivesTheArray()
    {
        int length = 0;
        Indexed(field => length = field.Length);
        Assert.Equal(Entries + 5 * EntryLength, length);

        for (int bit = 0; bit < length * 8; bit++)
            Check(Indexed(field => field[bit / 8] ^= (byte)(1 << (bit % 8))), $"bit {bit}");
    }

    [Fact]
    public void Load_BlocksTradeCompressedLength_GivesTheArray()
    {
        for (int from = 0; from < 5; from++)
        {
            for (int to = 0; to < 5; to++)
            {
                foreach (int traded in (int[])[1, 2, 3, 4, 5, 6, 7, 20, 50, 100, 150, 200])
                {
                    Check(
                        Indexed(field =>
                        {
                            AddLength(field, from, -traded);
                            AddLength(field, to, traded);
                        }),
                        $"{traded} from {from} to {to}");
                }
            }
        }
    }

    [Fact]
    public void Load_EntriesSwapped_GivesTheArray()
    {
        for (int a = 0; a < 5; a++)
        {
            for (int b = 0; b < a; b++)
            {
                Check(Indexed(field => Swap(field.AsSpan(Entries + a * EntryLength, 4), field.AsSpan(Entries + b * EntryLength, 4))), $"lengths {a} and {b}");
                Check(Indexed(field => Swap(field.AsSpan(Entries + a * EntryLength + 4, 4), field.AsSpan(Entries + b * EntryLength + 4, 4))), $"CRCs {a} and {b}");
                Check(Indexed(field => Swap(field.AsSpan(Entries + a * EntryLength, 8), field.AsSpan(Entries + b * EntryLength, 8))), $"entries {a} and {b}");
            }
        }
    }

    [Fact]
    public void Load_ChecksumsThatAddUpButAreWrong_GivesTheArray()
    {
        byte[] archive = Indexed(field =>
        {
            // Whatever the first block's CRC is made, the second's can make up for it.
            Span<byte> first = field.AsSpan(Entries + EntryLength + 4);
            Span<byte> second = field.AsSpan(Entries + 2 * EntryLength + 4);
            uint right = BinaryPrimitives.ReadUInt32LittleEndian(first);
            uint wrong = right ^ 0x12345678;
            uint difference = Crc32Combination.Combine(right, 0, BlockLength) ^ Crc32Combination.Combine(wrong, 0, BlockLength);
            BinaryPrimitives.WriteUInt32LittleEndian(first, wrong);
            BinaryPrimitives.WriteUInt32LittleEndian(second, BinaryPrimitives.ReadUInt32LittleEndian(second) ^ difference);
        });

        Assert.NotNull(Npz.Open(archive).Entries[0].Entry.Index);
        Check(archive, "CRCs");
    }

    [Fact]
    public void Load_OtherBoundariesWithTheirChecksums_GivesTheArray()
    {
        byte[] sound = Indexed(_ => { });
        int compressedLength = ZipBytes.Entries(sound)[0].CompressedLength;
        int believed = 0;
        foreach (int head in (int[])[0, 1, 10, HeadLength - 1, HeadLength, HeadLength + 1, HeadLength + 300, Data.Length - 1, Data.Length])
        {
            foreach (int block in (int[])[1, 2, 149, 151, 300, 599, 600, 10_000])
            {
                byte[] field = Index(head, block, compressedLength);
                byte[] archive = WithIndex(sound, field);
                believed += Npz.Open(archive).Entries[0].Entry.Index is null ? 0 : 1;
                Check(archive, $"head of {head}, blocks of {block}");
            }
        }

        Assert.InRange(believed, 40, 9 * 8);
    }

    [Fact]
    public void Load_AnythingAsIndex_GivesTheArray()
    {
        byte[] sound = Indexed(_ => { });
        var random = new Random(7);
        for (int round = 0; round < 500; round++)
        {
            byte[] field = new byte[random.Next(100)];
            random.NextBytes(field);
            if (field.Length > 0)
                field[0] = 1;
            Check(WithIndex(sound, field), $"round {round}");
        }

        Check(WithIndex(sound, []), "an empty field");
        Check(WithIndex(sound, new byte[60_000]), "a long field");
    }

    [Fact]
    public void Load_DataDamagedUnderALyingIndex_GivesTheArrayOrIsRefused()
    {
        byte[] sound = Indexed(field => AddLength(field, 1, -1));
        byte[] lying = Indexed(field =>
        {
            AddLength(field, 1, -1);
            AddLength(field, 2, 1);
        });
        foreach (byte[] archive in (byte[][])[sound, lying, Indexed(_ => { })])
        {
            ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
            for (int bit = 0; bit < entry.CompressedLength * 8; bit++)
            {
                byte[] bad = [.. archive];
                bad[entry.DataOffset + bit / 8] ^= (byte)(1 << (bit % 8));
                try
                {
                    Assert.Equal(Expected, Npz.Load(bad)["x"].ToArray<ushort>());
                }
                catch (NpyFormatException e)
                {
                    Assert.Equal("x.npy", e.EntryName);
                    Assert.DoesNotContain("index", e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    private static void Check(byte[] archive, string what)
    {
        using NpzFile file = Npz.Open(archive);
        NpzEntry entry = file.GetEntry("x");
        var random = new Random(archive.Length);
        try
        {
            Assert.Equal(HeadLength, entry.Header!.DataOffset);
            Assert.Equal(Expected, entry.Open().Load<ushort>().ToArray());
            Assert.Equal(Expected, file.Load()["x"].ToArray<ushort>());
            Assert.Equal(Data, entry.ReadRaw());
            int start = random.Next(Expected.Length);
            int count = random.Next(Expected.Length - start + 1);
            Assert.Equal(Expected[start..(start + count)], entry.ReadRows<ushort>(start, count).ToArray());
            Assert.Empty(file.Verify());
            using Stream raw = entry.OpenRaw();
            var copy = new MemoryStream();
            raw.CopyTo(copy);
            Assert.Equal(Data, copy.ToArray());
            Assert.Equal(Expected, ForwardArchive.Load(new PartialStream(archive, int.MaxValue), null)["x"].ToArray<ushort>());
        }
        catch (NpyFormatException e)
        {
            throw new InvalidOperationException(what, e);
        }
    }

    private static byte[] Indexed(Action<byte[]> change) => new ZipBytes().AddIndexed("x.npy", Data, HeadLength, BlockLength, change).ToBytes();

    /// <summary>The archive with another index of its one entry.</summary>
    private static byte[] WithIndex(byte[] archive, byte[] field)
    {
        ZipBytes.Entry entry = ZipBytes.Entries(archive)[0];
        byte[] compressed = archive[entry.DataOffset..(entry.DataOffset + entry.CompressedLength)];
        return new ZipBytes().AddCompressed("x.npy", 8, compressed, entry.Crc, entry.Length, centralExtra: ZipBytes.Extra(0x794E, field)).ToBytes();
    }

    /// <summary>An index of other blocks of the same data: with their CRCs, and compressed lengths that are made up, but for their sum.</summary>
    private static byte[] Index(int head, int block, int compressedLength)
    {
        var entries = new List<(uint DeflatedLength, uint Crc)> { (10, Crc32.HashToUInt32(Data.AsSpan(0, head))) };
        for (int at = head; at < Data.Length; at += block)
            entries.Add((0, Crc32.HashToUInt32(Data.AsSpan(at, Math.Min(block, Data.Length - at)))));
        for (int left = compressedLength - 12, i = 1; i < entries.Count; i++)
        {
            int share = i == entries.Count - 1 ? left : left / (entries.Count - i);
            entries[i] = ((uint)share, entries[i].Crc);
            left -= share;
        }

        if (entries.Count == 1)
            entries[0] = ((uint)compressedLength - 2, entries[0].Crc);
        return new BlockIndex((uint)head, block, [.. entries]).ToBytes();
    }

    private static void AddLength(byte[] field, int entry, int difference)
    {
        Span<byte> length = field.AsSpan(Entries + entry * EntryLength);
        BinaryPrimitives.WriteInt32LittleEndian(length, BinaryPrimitives.ReadInt32LittleEndian(length) + difference);
    }

    private static void Swap(Span<byte> a, Span<byte> b)
    {
        byte[] old = a.ToArray();
        b.CopyTo(a);
        old.CopyTo(b);
    }

    /// <summary>300 small integers, half of them the same, behind a short header.</summary>
    private static byte[] MakeData()
    {
        byte[] payload = new byte[600];
        var random = new Random(1);
        for (int i = 0; i < payload.Length; i += 2)
            payload[i] = (byte)(random.Next(2) * random.Next(200));
        return [.. NpyBytes.Header(1, "{'descr':'<u2','fortran_order':False,'shape':(300,)}"), .. payload];
    }
}
