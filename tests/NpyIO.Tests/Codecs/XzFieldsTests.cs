using System.IO.Hashing;
using NpyIO.Signatures;
using Xunit;

namespace NpyIO.Tests.Codecs;

/// <summary>Every field of an .xz file, wrong by itself: the checksums over it are right. What is refused Python's lzma refuses, too.</summary>
public class XzFieldsTests
{
    /// <summary>The content: 20 times "NpyIO ".</summary>
    private const int Length = 120;

    /// <summary>The LZMA2 data of the content.</summary>
    private static readonly byte[] Data = Convert.FromHexString("E00077000D5D00271C0B2495FB59E4FCC6CC000000");

    private static byte[] Text { get; } = [.. Enumerable.Repeat("NpyIO "u8.ToArray(), 20).SelectMany(part => part)];

    public static TheoryData<string> Readable => [.. Good.Keys];

    public static TheoryData<string> Refused => [.. Bad.Keys];

    private static Dictionary<string, byte[]> Good { get; } = new()
    {
        ["as it should be"] = new Parts().ToBytes(),
        ["without a check"] = new Parts { StreamFlags = [0, 0], Check = [] }.ToBytes(),
        ["the compressed length"] = new Parts { BlockFlags = 0x40, Lengths = [(byte)Data.Length] }.ToBytes(),
        ["the length"] = new Parts { BlockFlags = 0x80, Lengths = [Length] }.ToBytes(),
        ["both lengths"] = new Parts { BlockFlags = 0xC0, Lengths = [(byte)Data.Length, Length] }.ToBytes(),
        ["the largest window"] = new Parts { Filter = [0x21, 1, 40] }.ToBytes(),
        ["the smallest window"] = new Parts { Filter = [0x21, 1, 0] }.ToBytes(),
        ["padding behind"] = [.. new Parts().ToBytes(), 0, 0, 0, 0, 0, 0, 0, 0],
    };

    private static Dictionary<string, (byte[] File, Type Error, string Message)> Bad { get; } = new()
    {
        ["another version"] = (new Parts { StreamFlags = [1, 1] }.ToBytes(), typeof(InvalidDataException), "a stream's header of the xz data is damaged"),
        ["zeros before"] = ([0, 0, 0, 0, .. new Parts().ToBytes()], typeof(InvalidDataException), "a stream's header of the xz data is damaged"),
        ["another magic number behind padding"] = ([.. new Parts().ToBytes(), 0, 0, 0, 0, 0xFD, .. "7zXY\0"u8, .. new Parts().ToBytes().AsSpan(6)], typeof(InvalidDataException), "a stream's header of the xz data is damaged"),
        ["an unknown check"] = (new Parts { StreamFlags = [0, 2] }.ToBytes(), typeof(NotSupportedException), "the xz data have a check of kind 2, which is not known: compress them with --check=crc64"),
        ["the first reserved flag"] = (new Parts { BlockFlags = 0x04 }.ToBytes(), typeof(InvalidDataException), "a block's header of the xz data is damaged"),
        ["the last reserved flag"] = (new Parts { BlockFlags = 0x20 }.ToBytes(), typeof(InvalidDataException), "a block's header of the xz data is damaged"),
        ["two filters"] = (new Parts { BlockFlags = 0x01 }.ToBytes(), typeof(NotSupportedException), "the xz data went through other filters than LZMA2: compress them without"),
        ["four filters"] = (new Parts { BlockFlags = 0x03 }.ToBytes(), typeof(NotSupportedException), "the xz data went through other filters than LZMA2: compress them without"),
        ["another filter"] = (new Parts { Filter = [0x20, 1, 22] }.ToBytes(), typeof(NotSupportedException), "the xz data went through other filters than LZMA2: compress them without"),
        ["properties of two bytes"] = (new Parts { Filter = [0x21, 2, 22] }.ToBytes(), typeof(InvalidDataException), "a block's header of the xz data is damaged"),
        ["properties of no bytes left"] = (new Parts { Filter = [0x21, 1] }.ToBytes(), typeof(InvalidDataException), "a block's header of the xz data is damaged"),
        ["a length of ten bytes"] = (new Parts { BlockFlags = 0x80, Lengths = [0xF8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0] }.ToBytes(), typeof(InvalidDataException), "a number of the xz data is damaged"),
        ["a length that the header cuts short"] = (new Parts { BlockFlags = 0x80, Lengths = [0x80, 0x80], Filter = [] }.ToBytes(), typeof(InvalidDataException), "a number of the xz data is damaged"),
        ["too large a window"] = (new Parts { Filter = [0x21, 1, 41] }.ToBytes(), typeof(InvalidDataException), "a block's header of the xz data is damaged"),
        ["a header's padding"] = (new Parts { HeaderPadding = [0, 0, 1] }.ToBytes(), typeof(InvalidDataException), "a block's header of the xz data is damaged"),
        ["a compressed length too small"] = (new Parts { BlockFlags = 0x40, Lengths = [(byte)(Data.Length - 1)] }.ToBytes(), typeof(InvalidDataException), "a block's length of the xz data is damaged"),
        ["a compressed length too large"] = (new Parts { BlockFlags = 0x40, Lengths = [(byte)(Data.Length + 1)] }.ToBytes(), typeof(InvalidDataException), "a block's length of the xz data is damaged"),
        ["a length too small"] = (new Parts { BlockFlags = 0x80, Lengths = [Length - 1] }.ToBytes(), typeof(InvalidDataException), "a block's length of the xz data is damaged"),
        ["a length too large"] = (new Parts { BlockFlags = 0x80, Lengths = [Length + 1] }.ToBytes(), typeof(InvalidDataException), "a block's length of the xz data is damaged"),
        ["the second of both lengths"] = (new Parts { BlockFlags = 0xC0, Lengths = [(byte)Data.Length, Length + 1] }.ToBytes(), typeof(InvalidDataException), "a block's length of the xz data is damaged"),
        ["the first byte of the padding"] = (new Parts { Padding = [1, 0, 0] }.ToBytes(), typeof(InvalidDataException), "the padding of the xz data is damaged"),
        ["the last byte of the padding"] = (new Parts { Padding = [0, 0, 1] }.ToBytes(), typeof(InvalidDataException), "the padding of the xz data is damaged"),
        ["the check"] = (new Parts { Check = [1, 2, 3, 4] }.ToBytes(), typeof(InvalidDataException), "a block's check of the xz data is damaged"),
        ["the number of blocks"] = (new Parts { Records = [2, 37, Length] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["a block's size in the index"] = (new Parts { Records = [1, 36, Length] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["a block's length in the index"] = (new Parts { Records = [1, 37, Length - 1] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["the number of two blocks"] = (new Parts { Blocks = 2, Records = [1, 37, Length, 37, Length] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["the second block's size in the index"] = (new Parts { Blocks = 2, Records = [2, 37, Length, 38, Length] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["the second block's length in the index"] = (new Parts { Blocks = 2, Records = [2, 37, Length, 37, Length + 1] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["the index's padding"] = (new Parts { Blocks = 2, IndexPadding = [0, 1] }.ToBytes(), typeof(InvalidDataException), "the index of the xz data is damaged"),
        ["the index's length"] = (new Parts { BackwardSize = 2 }.ToBytes(), typeof(InvalidDataException), "the footer of the xz data is damaged"),
        ["the footer's flags"] = (new Parts { FooterFlags = [0, 4] }.ToBytes(), typeof(InvalidDataException), "the footer of the xz data is damaged"),
        ["the footer's magic number"] = ([.. new Parts().ToBytes()[..^1], (byte)'X'], typeof(InvalidDataException), "the footer of the xz data is damaged"),
        ["padding of three bytes"] = ([.. new Parts().ToBytes(), 0, 0, 0], typeof(InvalidDataException), "the compressed data end before the data do"),
        ["a wrong check in the second stream"] = ([.. new Parts().ToBytes(), 0, 0, 0, 0, .. new Parts { Check = [1, 2, 3, 4] }.ToBytes()], typeof(InvalidDataException), "a block's check of the xz data is damaged"),
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void OpenRead_RightFields_GiveTheContent(string name)
    {
        Assert.Equal(Text, Read(Good[name]));
        Assert.Equal([.. Text, .. Text], Read([.. Good[name], .. Good[name]]));
    }

    [Fact]
    public void OpenRead_TwoBlocks_AreTheContentTwice() => Assert.Equal([.. Text, .. Text], Read(new Parts { Blocks = 2 }.ToBytes()));

    [Theory]
    [MemberData(nameof(Refused))]
    public void OpenRead_OneWrongField_IsNamed(string name)
    {
        (byte[] file, Type error, string message) = Bad[name];

        Assert.Equal(message, Assert.Throws(error, () => Read(file)).Message);
    }

    private static byte[] Read(byte[] file)
    {
        using Stream stream = FileCompressors.OpenRead(FileKind.Xz, new MemoryStream(file));
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The fields of a file of equal blocks, with a CRC-32 of the content unless something else is said.</summary>
    private sealed record Parts
    {
        internal int Blocks { get; init; } = 1;

        internal byte[] StreamFlags { get; init; } = [0, 1];

        internal byte BlockFlags { get; init; }

        internal byte[] Lengths { get; init; } = [];

        internal byte[] Filter { get; init; } = [0x21, 1, 22];

        internal byte[]? HeaderPadding { get; init; }

        internal byte[]? Padding { get; init; }

        internal byte[] Check { get; init; } = Crc32.Hash(Text);

        internal byte[]? Records { get; init; }

        internal byte[]? IndexPadding { get; init; }

        internal byte[]? FooterFlags { get; init; }

        internal uint? BackwardSize { get; init; }

        internal byte[] ToBytes()
        {
            byte[] start = [BlockFlags, .. Lengths, .. Filter];
            byte[] header = [.. start, .. HeaderPadding ?? new byte[-(1 + start.Length) & 3]];
            header = Sealed([(byte)((1 + header.Length + 4) / 4 - 1), .. header]);
            int unpadded = header.Length + Data.Length;
            byte[] block = [.. header, .. Data, .. Padding ?? new byte[-unpadded & 3], .. Check];
            byte[] record = [(byte)(unpadded + Check.Length), Length];
            byte[] index = [0, .. Records ?? [(byte)Blocks, .. Enumerable.Repeat(record, Blocks).SelectMany(part => part)]];
            index = Sealed([.. index, .. IndexPadding ?? new byte[-index.Length & 3]]);
            byte[] footer = [.. BitConverter.GetBytes(BackwardSize ?? (uint)(index.Length / 4 - 1)), .. FooterFlags ?? StreamFlags];
            return [0xFD, .. "7zXZ\0"u8, .. Sealed(StreamFlags), .. Enumerable.Repeat(block, Blocks).SelectMany(part => part), .. index, .. Crc32.Hash(footer), .. footer, .. "YZ"u8];
        }

        private static byte[] Sealed(byte[] bytes) => [.. bytes, .. Crc32.Hash(bytes)];
    }
}
