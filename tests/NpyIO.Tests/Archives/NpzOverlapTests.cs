using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Entries that are read whole in pieces that overlap: no byte is counted twice or left out by the check at the end. Each case has a damaged twin.</summary>
public sealed class NpzOverlapTests
{
    private static readonly byte[] Data = MakeData();

    public static TheoryData<string, NpzRowsTests.Form, bool> Cases
    {
        get
        {
            var rows = new TheoryData<string, NpzRowsTests.Form, bool>();
            foreach (string source in (string[])["memory", "path", "stream"])
            {
                foreach (NpzRowsTests.Form form in (NpzRowsTests.Form[])[NpzRowsTests.Form.Stored, NpzRowsTests.Form.Indexed])
                {
                    rows.Add(source, form, false);
                    rows.Add(source, form, true);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task OpenRaw_ReadWholeInOverlappingPieces_ChecksEveryByteOnce(string source, NpzRowsTests.Form form, bool isAsync)
    {
        byte[] sound = form == NpzRowsTests.Form.Stored
            ? ZipBytes.Of(false, ("a.npy", Data))
            : new ZipBytes().AddIndexed("a.npy", Data, 128, 20_000, level: CompressionLevel.NoCompression).ToBytes();
        for (int seed = 0; seed < 4; seed++)
            Assert.Equal(Data, await ReadAsync(source, sound, isAsync, seed));

        foreach (int at in (int[])[0, 19_999, Data.Length / 2, Data.Length - 1])
        {
            byte[] damaged = [.. sound];
            int place = damaged.AsSpan().IndexOf(Data.AsSpan(at, Math.Min(16, Data.Length - at)));
            place = place < 0 ? damaged.AsSpan().IndexOf(Data.AsSpan(at - 15, 16)) + 15 : place;
            damaged[place] ^= 1;
            for (int seed = 0; seed < 2; seed++)
            {
                var e = await Assert.ThrowsAsync<NpyFormatException>(() => ReadAsync(source, damaged, isAsync, seed));
                Assert.Equal("a.npy", e.EntryName);
            }
        }
    }

    /// <summary>Reads pieces, each of which begins before the end of the one before it, until all has been read.</summary>
    private static async Task<byte[]> ReadAsync(string source, byte[] archive, bool isAsync, int seed)
    {
        using var path = new TempFile(archive);
        using NpzFile file = source switch { "memory" => Npz.Open(archive), "path" => Npz.Open(path.Path), _ => Npz.Open(new MemoryStream(archive)) };
        using Stream stream = isAsync ? await file.GetEntry("a").OpenRawAsync() : file.GetEntry("a").OpenRaw();
        var random = new Random(seed);
        byte[] whole = new byte[Data.Length];
        for (int seen = 0; seen < whole.Length;)
        {
            stream.Position = seen - random.Next(Math.Min(seen, 3000) + 1);
            int from = (int)stream.Position;
            Memory<byte> piece = whole.AsMemory(from, Math.Min(whole.Length - from, random.Next(1, 10_000)));
            int count = isAsync ? await stream.ReadAsync(piece) : stream.Read(piece.Span);
            Assert.InRange(count, 1, piece.Length);
            seen = Math.Max(seen, from + count);
        }

        return whole;
    }

    private static byte[] MakeData()
    {
        byte[] payload = new byte[100_000];
        new Random(5).NextBytes(payload);
        return NpyBytes.Of("'|u1'", "(100000,)", payload);
    }
}
