using NpyIO.IO;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Zip;

/// <summary>The directory's entries of entries that move, to places for which no test has the room.</summary>
public sealed class KeptEntryTests
{
    private const long Far = 5L << 32;

    [Theory]
    [InlineData(0x7FFFFFFF)]
    [InlineData(7)]
    public void Place_NearBy_ChangesTheOffsetAlone(long offset)
    {
        byte[] entry = Entry(3, 1000, index: [1, 2, 3]);
        byte[] moved = Moved(entry, offset);
        BitConverter.GetBytes((uint)offset).CopyTo(entry, 42);
        Assert.Equal(entry, moved);
    }

    [Fact]
    public void Place_Far_GetsAZip64Field() => Assert.Equal(Entry(3, Far, index: [1, 2, 3]), Moved(Entry(3, 1000, index: [1, 2, 3]), Far));

    [Fact]
    public void Place_FarWithLengthsOf64Bits_AddsTheOffsetToThem() => Assert.Equal(Entry(Far, Far), Moved(Entry(Far, 1000), Far));

    [Fact]
    public void Place_FromFarToNear_KeepsTheField()
    {
        byte[] expected = Entry(Far, Far);
        BitConverter.GetBytes(7L).CopyTo(expected, expected.Length - 8);
        Assert.Equal(expected, Moved(Entry(Far, Far), 7));
    }

    [Fact]
    public void Place_FarWithoutRoomForTheField_GivesUpTheIndex() =>
        Assert.Equal(Entry(3, Far), Moved(Entry(3, 1000, index: new byte[65_531]), Far));

    private static byte[] Moved(byte[] record, long offset)
    {
        byte[] end = EndRecords.ToBytes(0, record.Length, 1, []);
        ZipEntry entry = ZipReader.Open(new MemorySource((byte[])[.. record, .. end])).Directory.Entries[0];
        var kept = new KeptEntry(entry);
        kept.Place(offset);
        byte[] moved = new byte[kept.EntryLength];
        kept.WriteEntry(moved);
        return moved;
    }

    private static byte[] Entry(long length, long offset, byte[]? index = null)
    {
        var entry = new WrittenEntry(new ZipName("x")) { Length = length, CompressedLength = length, BlockIndex = index };
        entry.Place(offset, alignment: 0);
        byte[] record = new byte[entry.EntryLength];
        entry.WriteEntry(record);
        return record;
    }
}
