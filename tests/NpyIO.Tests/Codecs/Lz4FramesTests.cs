using System.Buffers.Binary;
using System.IO.Hashing;
using K4os.Compression.LZ4;
using NpyIO.Signatures;
using NpyIO.Tests.Cli;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Codecs;

/// <summary>LZ4 files of any frames: what lz4.frame in Python reads is read, and legacy frames, which only the lz4 tool reads.</summary>
public sealed class Lz4FramesTests : IDisposable
{
    private const uint LegacyMagic = 0x184C2102;
    private const uint SkippableMagic = 0x184D2A50;

    /// <summary>A frame of 25,000 times "NpyIO " in blocks of 64 KiB that refer to each other, each with a check, by Python.</summary>
    private const string Linked = "BCJNGFRArhABAABvTnB5SU8gBgD/////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////4lAgTnB5SXyvfXUKAQAAD/z//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////+hQSU8gTnC25l/sVAAAAA8GAP//////////////////////////////////////////////////////////////////////////////////////////////////IlBweUlPIMRbEBEAAAAAnYCUlg==";

    /// <summary>The same, with the content's length, in blocks that stand alone.</summary>
    private const string Independent = "BCJNGHxA8EkCAAAAAAAPEAEAAG9OcHlJTyAGAP/////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////iUCBOcHlJfK99dRABAABvTyBOcHlJBgD/////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////4lBJTyBOcCFssHFaAAAAb3lJTyBOcAYA//////////////////////////////////////////////////////////////////////////////////////////////////8cUHB5SU8gnKmMTwAAAACdgJSW";

    private readonly TempFolder _folder = new();

    private static byte[] Text { get; } = [.. Enumerable.Repeat("NpyIO "u8.ToArray(), 25_000).SelectMany(part => part)];

    private static NdArray Array { get; } = NdArray.FromArray(Enumerable.Range(0, 5000).ToArray());

    private static byte[] File { get; } = Joblib.Save(Array, new JoblibWriteOptions { Compression = JoblibCompression.Lz4 });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Linked)]
    [InlineData(Independent)]
    public void Read_FrameByPython_IsItsContent(string base64)
    {
        byte[] frame = Convert.FromBase64String(base64);

        Assert.Equal(Text, Read(frame));
        Assert.Equal([.. Text, .. Text], Read([.. frame, .. Skippable(0, 5), .. frame]));
    }

    [Theory]
    [InlineData(Linked)]
    [InlineData(Independent)]
    public void Read_FrameWithFlippedBits_IsRefused(string base64)
    {
        byte[] frame = Convert.FromBase64String(base64);
        foreach (int at in Enumerable.Range(0, 40).Concat(Enumerable.Range(frame.Length - 40, 40)).Concat(Enumerable.Range(0, frame.Length / 17).Select(i => i * 17)))
        {
            byte[] damaged = [.. frame];
            damaged[at] ^= (byte)(1 << (at % 8));
            Assert.True(Record.Exception(() => Read(damaged)) is InvalidDataException or NotSupportedException, $"byte {at}");
        }
    }

    [Fact]
    public void Read_AnyPieces_IsTheContent()
    {
        // A read that ends where a frame does is not the end of the file.
        byte[] small = Frame("ab"u8);
        byte[] file = [.. small, .. Skippable(3, 0), .. small, .. Frame([]), .. small];
        for (int length = 1; length < 8; length++)
        {
            using Stream stream = FileCompressors.OpenRead(FileKind.Lz4, new PartialStream(file, length));
            List<byte> content = [];
            byte[] piece = new byte[length];
            for (int count; (count = stream.Read(piece)) > 0;)
                content.AddRange(piece.AsSpan(0, count));
            Assert.Equal("ababab"u8.ToArray(), content);
        }
    }

    [Fact]
    public void Read_BlocksOfNothing_AreRead()
    {
        byte[] frame = Frame("ab"u8);
        const int Header = 7;
        Assert.Equal("ab"u8.ToArray(), Read([.. frame[..Header], 0, 0, 0, 0x80, .. frame[Header..]]));
        Assert.Equal("ab"u8.ToArray(), Read([.. frame[..Header], 1, 0, 0, 0, 0, .. frame[Header..]]));
    }

    public static TheoryData<string> Places => ["before", "between", "behind", "everywhere", "legacy", "legacy and others"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Load_FramesOfOtherKinds_GivesTheValue(string place)
    {
        byte[] file = Arranged(place);
        string path = _folder.Write("x.lz4", file);
        int[] expected = Array.ToArray<int>();

        Assert.Equal(expected, Joblib.Load<NdArray>(file).ToArray<int>());
        Assert.Equal(expected, Joblib.Load<NdArray>(path).ToArray<int>());
        Assert.Equal(expected, Joblib.Load<NdArray>(new MemoryStream(file)).ToArray<int>());
        Assert.Equal(expected, ((NdArray)Joblib.Load(new PartialStream(file, 1))!).ToArray<int>());
        Assert.Equal(expected, ((NdArray)(await Joblib.LoadAsync(new PartialStream(file, 3)))!).ToArray<int>());
        Assert.Equal(expected, ((NdArray)(await Joblib.LoadAsync(path))!).ToArray<int>());
        foreach (Action load in (Action[])[() => Pickle.Load(file), () => Pickle.Load(path), () => Pickle.Load(new MemoryStream(file)), () => Pickle.Load(new PartialStream(file, 1))])
            Assert.Contains("compressed with LZ4", Assert.Throws<NpyFormatException>(load).Message, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("verify", path).Status);
        Assert.Contains("\"kind\":\"joblib\"", CliRun.Of("info", "--json", path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Cat_ArrayInFramesOfOtherKinds_IsShown()
    {
        byte[] array = NpyBytes.Integers("(3,)", 3);
        foreach (byte[] file in (byte[][])[[.. Skippable(1, 9), .. Frame(array)], [.. Frame(array.AsSpan(0, 50)), .. Skippable(2, 1), .. Frame(array.AsSpan(50))], Legacy(array)])
            Assert.EndsWith("[0,1,2]}}\n", CliRun.Of("cat", "--json", _folder.Write("x.npy.lz4", file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SkippableFrameBeforeZstandard_IsNotTakenForLz4()
    {
        byte[] file = [.. Skippable(0, 4), .. Convert.FromBase64String("KLUv/SQkIQEAgAJ9cQAoWAEAAABhcQFLAVgBAAAAYnECXXEDKEsBSwJldS4KKy2S0g==")];

        Assert.EndsWith("\"value\":{\"dict\":[[\"a\",1],[\"b\",[1,2]]]}}\n", CliRun.Of("cat", "--json", _folder.Write("x.zst", file)).Output, StringComparison.Ordinal);
        Assert.Contains("Zstandard", Assert.Throws<NpyFormatException>(() => Joblib.Load(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V*abc\np0\n.", "*abc")]
    [InlineData("V*\n.", "*")]
    [InlineData("V*M\n.", "*M")]
    public void Load_PickledTextThatBeginsWithAnAsterisk_IsRead(string pickle, string expected)
    {
        byte[] content = System.Text.Encoding.Latin1.GetBytes(pickle);
        foreach (Func<object?> load in (Func<object?>[])[() => Pickle.Load(content), () => Joblib.Load(content), () => Pickle.Load(new PartialStream(content, 1)), () => Joblib.Load(new PartialStream(content, 1))])
            Assert.Equal(expected, load());
    }

    [Fact]
    public void Load_HostileFrames_RaisesNothingElse()
    {
        byte[] legacy = Legacy(Pickle.Save(Array));
        byte[][] whole = [File, Arranged("everywhere"), legacy, [.. File, .. Legacy([])], Convert.FromBase64String(Linked), Convert.FromBase64String(Independent)];
        var random = new Random(Campaign.Seed(4));
        var mutations = new Mutations(whole, random);
        for (int round = 0; round < Campaign.Of(5000); round++)
        {
            byte[] file = mutations.Next(out _);
            if (Record.Exception(() => Joblib.Load(file)) is { } e)
                Assert.IsType<NpyFormatException>(e);
        }
    }

    [Theory]
    [InlineData("02214C18FFFFFF00")]
    [InlineData("02214C1800008000")]
    [InlineData("502A4D18FFFFFFFF")]
    [InlineData("5F2A4D18")]
    [InlineData("04224D1874709E00")]
    public void Load_ClaimWithoutData_TakesNoMemory(string hex)
    {
        byte[] file = Convert.FromHexString(hex);
        Record.Exception(() => Joblib.Load(file));

        Allocations.AreAtMost(1 << 20, () => Assert.Throws<NpyFormatException>(() => Joblib.Load(file)));
    }

    [Theory]
    [InlineData(0x80, 0x40, typeof(NotSupportedException), "version 2")]
    [InlineData(0x62, 0x40, typeof(InvalidDataException), "a header of the LZ4 data is damaged")]
    [InlineData(0x60, 0x41, typeof(InvalidDataException), "a header of the LZ4 data is damaged")]
    [InlineData(0x60, 0x30, typeof(InvalidDataException), "a header of the LZ4 data is damaged")]
    public void Read_HeaderThatIsNotKnown_SaysSo(int flags, int block, Type expected, string message)
    {
        byte[] header = [(byte)flags, (byte)block];
        byte[] file = [0x04, 0x22, 0x4D, 0x18, .. header, (byte)(XxHash32.HashToUInt32(header) >> 8), 0, 0, 0, 0];

        Exception e = Assert.Throws(expected, () => Read(file));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Read_ContentOfAnotherLengthThanStated_IsRefused(long length)
    {
        byte[] descriptor = [0x68, 0x40, .. BitConverter.GetBytes(length)];
        byte[] file = [0x04, 0x22, 0x4D, 0x18, .. descriptor, (byte)(XxHash32.HashToUInt32(descriptor) >> 8), 2, 0, 0, 0x80, 1, 2, 0, 0, 0, 0];

        Assert.Equal($"an LZ4 frame says that it holds {length} bytes, but it holds 2", Assert.Throws<InvalidDataException>(() => Read(file)).Message);
    }

    /// <summary>A block that repeats what stands so far before its second byte: itself X, then four bytes of earlier blocks, which were stored as they are, then abcdef.</summary>
    [Theory]
    [InlineData(1, 11)]
    [InlineData(1, 5)]
    [InlineData(3, 31)]
    [InlineData(3, 11)]
    [InlineData(7000, 65535)]
    public void Read_BlockThatRefersToEarlierOnes_IsReadIfTheyAreLinked(int blocks, int distance)
    {
        byte[] block = [0x10, (byte)'X', (byte)distance, (byte)(distance >> 8), 0x60, .. "abcdef"u8];
        byte[][] stored = [.. Enumerable.Range(0, blocks).Select(i => System.Text.Encoding.ASCII.GetBytes($"{i:0000}ABCDEF"))];
        byte[] before = [.. stored.SelectMany(bytes => bytes), (byte)'X'];
        byte[] content = [.. before, .. before.AsSpan(before.Length - distance, 4), .. "abcdef"u8];
        byte[][] all = [.. stored.Select(bytes => Block(bytes, isStored: true)), Block(block, isStored: false)];

        Assert.Equal(content, Read(FrameOf(0x40, 0x40, [], all)));
        Assert.Equal("a block of the LZ4 data is damaged", Assert.Throws<InvalidDataException>(() => Read(FrameOf(0x60, 0x40, [], all))).Message);
    }

    /// <summary>64 KiB, 256 KiB, 1 MiB, as the header says.</summary>
    [Theory]
    [InlineData(0x40, 64 << 10)]
    [InlineData(0x50, 256 << 10)]
    [InlineData(0x60, 1 << 20)]
    public void Read_BlockAroundTheLongest_IsReadOrRefused(int limit, int longest)
    {
        byte[] content = new byte[longest + 1];
        content[longest - 1] = 7;

        Assert.Equal(content[..longest], Read(FrameOf(0x60, limit, [], Block(content[..longest], isStored: true))));
        Assert.Equal("a block of the LZ4 data is damaged", Assert.Throws<InvalidDataException>(() => Read(FrameOf(0x60, limit, [], Block(content, isStored: true)))).Message);
    }

    /// <summary>The checks of a frame's header, of each block, and of the whole content, by which Python's lz4.frame judges, too.</summary>
    [Fact]
    public void Read_Checks_AreEachOfTheirOwnPart()
    {
        byte[] one = "first"u8.ToArray(), two = "second"u8.ToArray();
        byte[] Checked(byte[] bytes) => [.. Block(bytes, isStored: true), .. BitConverter.GetBytes(XxHash32.HashToUInt32(bytes))];
        byte[] whole = [.. FrameOf(0x74, 0x40, [], Checked(one), Checked(two)), .. BitConverter.GetBytes(XxHash32.HashToUInt32([.. one, .. two]))];
        Assert.Equal("firstsecondfirstsecond"u8.ToArray(), Read([.. whole, .. whole]));

        foreach ((int fromEnd, string what) in ((int, string)[])[(1, "the content"), (4, "the content"), (9, "a block"), (12, "a block"), (whole.Length - 6, "a header")])
        {
            byte[] damaged = [.. whole];
            damaged[^fromEnd] ^= 1;
            Assert.Equal($"{what} of the LZ4 data is damaged", Assert.Throws<InvalidDataException>(() => Read(damaged)).Message);
            Assert.Equal($"{what} of the LZ4 data is damaged", Assert.Throws<InvalidDataException>(() => Read([.. whole, .. damaged])).Message);
        }
    }

    /// <summary>A length of 0 is none; a dictionary's number is skipped.</summary>
    [Fact]
    public void Read_OptionalFieldsOfAHeader_AreRead()
    {
        byte[] block = Block("ab"u8.ToArray(), isStored: true);

        Assert.Equal("ab"u8.ToArray(), Read(FrameOf(0x68, 0x40, BitConverter.GetBytes(2L), block)));
        Assert.Equal("ab"u8.ToArray(), Read(FrameOf(0x68, 0x40, BitConverter.GetBytes(0L), block)));
        Assert.Equal("ab"u8.ToArray(), Read(FrameOf(0x61, 0x40, [1, 2, 3, 4], block)));
        Assert.Equal("ab"u8.ToArray(), Read(FrameOf(0x69, 0x40, [.. BitConverter.GetBytes(2L), 1, 2, 3, 4], block)));
        byte[] two = [.. FrameOf(0x68, 0x40, BitConverter.GetBytes(2L), block), .. FrameOf(0x68, 0x40, BitConverter.GetBytes(3L), block)];
        Assert.Equal("an LZ4 frame says that it holds 3 bytes, but it holds 2", Assert.Throws<InvalidDataException>(() => Read(two)).Message);
    }

    [Fact]
    public void Read_AnythingBehindAFrame_IsRefused()
    {
        foreach (byte[] behind in (byte[][])[[1], [0, 0, 0], new byte[16], [.. "garbage!"u8], [0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0]])
            Assert.Throws<InvalidDataException>(() => Read([.. Frame("ab"u8), .. behind]));
    }

    private static byte[] Arranged(string place)
    {
        byte[] pickle = Joblib.Save(Array);
        int half = pickle.Length / 2;
        byte[] first = Frame(pickle.AsSpan(0, half)), second = Frame(pickle.AsSpan(half));
        return place switch
        {
            "before" => [.. Skippable(0, 3), .. File],
            "between" => [.. first, .. Skippable(7, 100_000), .. second],
            "behind" => [.. File, .. Skippable(15, 0)],
            "everywhere" => [.. Skippable(1, 20_000), .. Skippable(2, 0), .. first, .. Skippable(3, 1), .. Skippable(4, 1), .. second, .. Skippable(5, 70)],
            "legacy" => Legacy(pickle),
            _ => [.. Legacy(pickle.AsSpan(0, half)), .. Skippable(6, 6), .. Legacy([]), .. second],
        };
    }

    private static byte[] Skippable(uint number, int length)
    {
        byte[] frame = new byte[8 + length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, SkippableMagic + number);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), length);
        return frame;
    }

    /// <summary>A frame as lz4 -l and Linux's kernel make it.</summary>
    private static byte[] Legacy(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return BitConverter.GetBytes(LegacyMagic);
        byte[] block = new byte[LZ4Codec.MaximumOutputSize(content.Length)];
        int length = LZ4Codec.Encode(content, block);
        return [.. BitConverter.GetBytes(LegacyMagic), .. BitConverter.GetBytes(length), .. block[..length]];
    }

    /// <summary>A frame without checks, its content as it stands.</summary>
    private static byte[] Frame(ReadOnlySpan<byte> content)
    {
        byte[] descriptor = [0x60, 0x70];
        List<byte> frame = [0x04, 0x22, 0x4D, 0x18, .. descriptor, (byte)(XxHash32.HashToUInt32(descriptor) >> 8)];
        if (!content.IsEmpty)
            frame.AddRange([.. BitConverter.GetBytes((uint)content.Length | 0x8000_0000), .. content]);
        return [.. frame, 0, 0, 0, 0];
    }

    private static byte[] Block(byte[] bytes, bool isStored) => [.. BitConverter.GetBytes((uint)bytes.Length | (isStored ? 0x8000_0000 : 0)), .. bytes];

    /// <summary>A frame of blocks with their lengths, up to the mark of its end.</summary>
    private static byte[] FrameOf(int flags, int limit, byte[] fields, params byte[][] blocks)
    {
        byte[] descriptor = [(byte)flags, (byte)limit, .. fields];
        return [0x04, 0x22, 0x4D, 0x18, .. descriptor, (byte)(XxHash32.HashToUInt32(descriptor) >> 8), .. blocks.SelectMany(block => block), 0, 0, 0, 0];
    }

    private static byte[] Read(byte[] file)
    {
        using Stream stream = FileCompressors.OpenRead(FileKind.Lz4, new MemoryStream(file));
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
