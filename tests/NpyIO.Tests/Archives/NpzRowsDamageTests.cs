using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>
/// Rows of damaged entries: of one with an index every block of which anything is given is verified, wherever in it the damage is; blocks that are not needed are not looked at. Each case has a sound twin.
/// </summary>
public sealed class NpzRowsDamageTests
{
    private const int RowLength = 100;
    private const int BlockLength = 40_000;
    private const int RowCount = 1000;
    private const int Head = 128;

    // In a block of 100 rows, rows from its middle.
    private const int Start = 340;
    private const int Rows = 20;

    /// <summary>Noise, to be stored in blocks of deflate's as it is: a changed byte is a changed element then, and only the CRC can show it.</summary>
    private static byte[] Noise { get; } = Entry(static random => random.Next(int.MinValue, int.MaxValue));

    public static TheoryData<string> Ways => [.. RowReaders.All.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_Indexed_DamageInTheirBlockIsRefusedAndElsewhereNot(string way)
    {
        byte[] sound = Indexed(Noise);
        int[] expected = Npy.Load<int>(Noise).ToArray()[(Start * RowLength)..((Start + Rows) * RowLength)];
        Assert.Equal(expected, await RowReaders.All[way](sound, Start, Rows));

        // Of every row one byte: before, in and behind those that are read, in their block and in all others.
        int firstOfBlock = Start / 100 * 100;
        for (int row = 0; row < RowCount; row += 5)
        {
            byte[] damaged = [.. sound];
            Damage(damaged, Noise, Head + row * RowLength * 4 + 40);
            if (row >= firstOfBlock && row < firstOfBlock + 100)
                Assert.Equal(NpyFormatReason.BadChecksum, (await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](damaged, Start, Rows))).Reason);
            else
                Assert.Equal(expected, await RowReaders.All[way](damaged, Start, Rows));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_WithoutIndex_GivesTheBytesThatAreThere(string way)
    {
        // Of these the documentation says that nothing is verified: damage elsewhere does not matter, and that in them is in what they give.
        foreach (bool isDeflated in (bool[])[false, true])
        {
            byte[] sound = isDeflated ? Deflated(Noise) : ZipBytes.Of(false, ("a.npy", Noise));
            int[] expected = Npy.Load<int>(Noise).ToArray()[(Start * RowLength)..((Start + Rows) * RowLength)];
            Assert.Equal(expected, await RowReaders.All[way](sound, Start, Rows));
            foreach (int row in (int[])[0, Start - 1, Start + Rows, RowCount - 1])
            {
                byte[] damaged = [.. sound];
                Damage(damaged, Noise, Head + row * RowLength * 4 + 40);
                Assert.Equal(expected, await RowReaders.All[way](damaged, Start, Rows));
            }
        }
    }

    /// <summary>Two blocks trade a byte of their deflated lengths: rows of others are read by the index, theirs without it, and then the whole entry is verified.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ReadRows_IndexLies_VerifiesTheWholeEntry(string way)
    {
        const int Lied = 120;
        byte[] sound = new ZipBytes().AddIndexed("a.npy", Noise, Head, BlockLength, static field => (field[13 + 16], field[13 + 24]) = ((byte)(field[13 + 16] - 1), (byte)(field[13 + 24] + 1)), CompressionLevel.NoCompression).ToBytes();
        int[] elements = Npy.Load<int>(Noise).ToArray();
        Assert.NotNull(Npz.Open(sound).GetEntry("a").Entry.Index);
        Assert.Equal(elements[(Lied * RowLength)..((Lied + Rows) * RowLength)], await RowReaders.All[way](sound, Lied, Rows));
        foreach (int row in (int[])[0, RowCount - 1])
        {
            byte[] damaged = [.. sound];
            Damage(damaged, Noise, Head + row * RowLength * 4 + 40);

            var e = await Assert.ThrowsAsync<NpyFormatException>(() => RowReaders.All[way](damaged, Lied, Rows));

            Assert.Equal((NpyFormatReason.BadChecksum, "a.npy", 0L), (e.Reason, e.EntryName, e.Offset));
            Assert.Equal(elements[(Start * RowLength)..((Start + Rows) * RowLength)], await RowReaders.All[way](damaged, Start, Rows));
        }
    }

    /// <summary>An archive of an entry with an index; the noise can be found in it.</summary>
    private static byte[] Indexed(byte[] entry) =>
        new ZipBytes().AddIndexed("a.npy", entry, Head, BlockLength, level: CompressionLevel.NoCompression).ToBytes();

    /// <summary>An archive of a deflated entry without an index in which the noise can be found.</summary>
    private static byte[] Deflated(byte[] entry)
    {
        var compressed = new MemoryStream();
        using (var deflate = new DeflateStream(compressed, CompressionLevel.NoCompression, leaveOpen: true))
            deflate.Write(entry);
        return new ZipBytes().AddCompressed("a.npy", 8, compressed.ToArray(), Crc32.HashToUInt32(entry), entry.Length).ToBytes();
    }

    private static byte[] Entry(Func<Random, int> element)
    {
        var random = new Random(11);
        byte[] payload = new byte[RowCount * RowLength * 4];
        for (int at = 0; at < payload.Length; at += 4)
            BitConverter.TryWriteBytes(payload.AsSpan(at), element(random));
        return NpyBytes.Of("'<i4'", $"({RowCount}, {RowLength})", payload);
    }

    /// <summary>Changes a byte near an offset of data that stand in the archive as they are, but for the headers of deflate's blocks.</summary>
    private static void Damage(byte[] archive, byte[] data, int offset)
    {
        int at = archive.AsSpan().IndexOf(data.AsSpan(offset, 16));
        if (at < 0)
            at = archive.AsSpan().IndexOf(data.AsSpan(offset + 60, 16));
        archive[at] ^= 1;
    }
}
