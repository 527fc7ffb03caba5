using System.Buffers.Binary;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>Every number of 64 bits that an archive has, beyond its limits on both sides, and the sound twin.</summary>
public sealed class Zip64LimitTests
{
    private static readonly byte[] Entry = NpyBytes.Integers("(3,)", 3);
    private static readonly long[] Bad = [-1, long.MinValue, long.MinValue + 1, -2, int.MinValue, long.MaxValue, long.MaxValue - 1, 1L << 62];

    public static TheoryData<string, int> Places => new()
    {
        // The values of the directory's extra field, of the local one, of the end record, and the locator's.
        { "central", 0 }, { "central", 8 }, { "central", 16 },
        { "local", 0 }, { "local", 8 },
        { "end", 4 }, { "end", 24 }, { "end", 32 }, { "end", 40 }, { "end", 48 }, { "end", 56 + 8 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Load_ValueOutsideItsLimits_IsRefused(string record, int offset)
    {
        (byte[] archive, int start) = Archive(record);
        Assert.Equal(["a"], Npz.Load(archive).Keys);
        Assert.Equal(["a"], Npz.Load(new PartialStream(archive, 1000)).Keys);
        foreach (long value in Bad)
        {
            byte[] bad = [.. archive];
            BinaryPrimitives.WriteInt64LittleEndian(bad.AsSpan(start + offset), value);

            Assert.Throws<NpyFormatException>(() => Npz.Load(bad));
            Assert.Throws<NpyFormatException>(() => Npz.Load(new MemoryStream(bad)));
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(new MemoryStream(bad)));
            Assert.Throws<NpyFormatException>(() => Npz.Load(new PartialStream(bad, 1000)));
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(new PartialStream(bad, 1000)));
        }
    }

    private static (byte[] Archive, int Start) Archive(string record)
    {
        switch (record)
        {
            case "local":
                byte[] local = new ZipBytes().Add("a.npy", Entry, isZip64: true).ToBytes();
                return (local, 30 + "a.npy".Length + 4);
            case "end":
                var zip = new ZipBytes().Add("a.npy", Entry);
                return (zip.ToBytes64(), zip.ToBytes().Length - 22);
            default:
                byte[] length = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(length, Entry.Length);
                byte[] central = new ZipBytes().Add("a.npy", Entry, centralExtra: ZipBytes.Extra(1, [.. length, .. length, .. new byte[8]])).ToBytes();
                int entry = ZipBytes.Entries(central)[0].CentralOffset;
                central.AsSpan(entry + 20, 8).Fill(255);
                central.AsSpan(entry + 42, 4).Fill(255);
                return (central, entry + 46 + "a.npy".Length + 4);
        }
    }
}
