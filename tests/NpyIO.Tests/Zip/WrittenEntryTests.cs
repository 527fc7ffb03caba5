using CsCheck;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>The records of entries for which no test has the room.</summary>
public sealed class WrittenEntryTests
{
    private const long Most32 = 0x7FFFFFFF;

    [Fact]
    public void WriteEntry_ValuesThatZipfileTakesFor32Bits_StandInTheirFields()
    {
        byte[] entry = Entry(Entry(Most32, Most32, Most32));
        Assert.Equal([0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 0, 0], entry[20..32]);
        Assert.Equal([0xFF, 0xFF, 0xFF, 0x7F, (byte)'x'], entry[42..]);
    }

    [Fact]
    public void WriteEntry_OneByteMore_StandsInTheZip64Field()
    {
        byte[] lengths = Entry(Entry(Most32 + 1, 5, Most32));
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 20, 0], lengths[20..32]);
        Assert.Equal([0xFF, 0xFF, 0xFF, 0x7F, (byte)'x', 1, 0, 16, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0], lengths[42..]);

        byte[] offset = Entry(Entry(3, 5, 1L << 40));
        Assert.Equal([5, 0, 0, 0, 3, 0, 0, 0, 1, 0, 12, 0], offset[20..32]);
        Assert.Equal([0xFF, 0xFF, 0xFF, 0xFF, (byte)'x', 1, 0, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0], offset[42..]);

        byte[] all = Entry(Entry(1L << 33, 1L << 34, 1L << 35));
        Assert.Equal([1, 0, 24, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0], all[47..]);
    }

    [Fact]
    public void WriteEntry_BlockIndex_FollowsTheZip64Field()
    {
        WrittenEntry entry = Entry(3, 5, 1L << 40);
        entry.BlockIndex = [7, 8, 9];
        Assert.Equal([1, 0, 8, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0x4E, 0x79, 3, 0, 7, 8, 9], Entry(entry)[47..]);
    }

    [Fact]
    public void WriteLocal_WithDescriptor_KnowsNothingYet()
    {
        WrittenEntry entry = Entry(3, 5, 0);
        entry.HasDescriptor = true;
        byte[] local = new byte[entry.LocalLength];
        entry.WriteLocal(local);
        Assert.Equal(
            [0x50, 0x4B, 3, 4, 45, 0, 8, 0, 8, 0, 0, 0, 0x21, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 20, 0, (byte)'x', 1, 0, 16, 0, .. new byte[16]],
            local);

        byte[] descriptor = new byte[WrittenEntry.DescriptorLength];
        entry.WriteDescriptor(descriptor);
        Assert.Equal([0x50, 0x4B, 7, 8, 0x44, 0x33, 0x22, 0x11, 5, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0], descriptor);
    }

    [Fact]
    public void Place_AnyOffsetAndAlignment_BringsTheDataToAMultiple() =>
        Gen.Select(Gen.Long[0, 1L << 40], Gen.Int[0, 12].Select(power => 1 << power)).Sample((offset, alignment) =>
        {
            WrittenEntry entry = Entry(3, 3, offset, alignment);
            Assert.Equal(0, entry.DataOffset % alignment);
            Assert.InRange(entry.Padding.Length, 0, alignment + 5);

            byte[] local = new byte[entry.LocalLength];
            entry.WriteLocal(local);
            var fields = new ExtraFields(local.AsSpan(31));
            Assert.True(fields.MoveNext());
            Assert.Equal(1, fields.Id);
            if (entry.Padding.Length > 0)
            {
                Assert.True(fields.MoveNext());
                Assert.Equal(0xD935, fields.Id);
                Assert.Equal([(byte)alignment, (byte)(alignment >> 8), .. new byte[entry.Padding.Length - 6]], fields.Content.ToArray());
            }

            Assert.False(fields.MoveNext() || fields.IsBroken);
        });

    [Fact]
    public void Place_WithoutAlignment_HasNoPadding() => Assert.Equal(30 + 1 + 20, Entry(3, 3, 17).LocalLength);

    private static WrittenEntry Entry(long length, long compressedLength, long offset, int alignment = 0)
    {
        var entry = new WrittenEntry(new ZipName("x")) { Method = 8, Length = length, CompressedLength = compressedLength, Crc = 0x11223344 };
        entry.Place(offset, alignment);
        return entry;
    }

    private static byte[] Entry(WrittenEntry entry)
    {
        byte[] record = new byte[entry.EntryLength];
        entry.WriteEntry(record);
        return record;
    }
}
