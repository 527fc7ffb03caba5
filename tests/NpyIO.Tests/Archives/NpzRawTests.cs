using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Entries as bytes.</summary>
public sealed class NpzRawTests
{
    private static readonly byte[] Text = "hello, world"u8.ToArray();
    private static readonly byte[] Large = NpyBytes.Integers("(60000,)", 60000);

    public static TheoryData<NpzRowsTests.Form> Forms => new(Enum.GetValues<NpzRowsTests.Form>());

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OpenRaw_ReadOn_GivesTheBytes(NpzRowsTests.Form form)
    {
        byte[] archive = Archive(form, Large);
        using var path = new TempFile(archive);
        foreach (NpzFile file in (NpzFile[])[Npz.Open(path.Path), Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            using (Stream stream = file["a"].OpenRaw())
            using (Stream streamAsync = await file["a"].OpenRawAsync())
            {
                var copy = new MemoryStream();
                var copyAsync = new MemoryStream();
                stream.CopyTo(copy);
                await streamAsync.CopyToAsync(copyAsync);

                Assert.Equal(Large, copy.ToArray());
                Assert.Equal(Large, copyAsync.ToArray());
                Assert.Equal(Large.Length, stream.Length);
                Assert.Equal(Large.Length, stream.Position);
                Assert.Equal(0, stream.Read(new byte[5], 0, 5));
                Assert.Equal(0, await streamAsync.ReadAsync(new byte[5]));
                Assert.True(stream.CanRead && !stream.CanWrite);
                Assert.Equal(form != NpzRowsTests.Form.Deflated, stream.CanSeek);
                Assert.Throws<NotSupportedException>(() => stream.Write(Text));
                Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
                stream.Flush();
            }
        }
    }

    [Theory]
    [InlineData(NpzRowsTests.Form.Stored)]
    [InlineData(NpzRowsTests.Form.Indexed)]
    public void OpenRaw_Seek_GivesTheBytesThere(NpzRowsTests.Form form)
    {
        using NpzFile file = Npz.Open(Archive(form, Large));
        using Stream stream = file["a"].OpenRaw();
        var random = new Random(1);
        byte[] buffer = new byte[1000];
        for (int i = 0; i < 200; i++)
        {
            int offset = random.Next(Large.Length - buffer.Length);
            stream.Position = offset;
            stream.ReadExactly(buffer);
            Assert.True(Large.AsSpan(offset, buffer.Length).SequenceEqual(buffer));
        }

        Assert.Equal(Large.Length - 4, stream.Seek(-4, SeekOrigin.End));
        stream.ReadExactly(buffer, 0, 4);
        Assert.Equal(Large[^4..], buffer[..4]);
        Assert.Equal(Large.Length - 2, stream.Seek(-2, SeekOrigin.Current));
        Assert.Equal(Large[^2], stream.ReadByte());
        Assert.Equal(Large.Length + 10, stream.Seek(Large.Length + 10, SeekOrigin.Begin));
        Assert.Equal(-1, stream.ReadByte());
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
    }

    [Fact]
    public void OpenRaw_DeflatedWithoutIndex_CannotSeek()
    {
        using NpzFile file = Npz.Open(Archive(NpzRowsTests.Form.Deflated, Large));
        using Stream stream = file["a"].OpenRaw();

        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        stream.ReadByte();
        Assert.Equal(1, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OpenRaw_OtherChecksum_IsToldWithTheLastByte(NpzRowsTests.Form form)
    {
        foreach (byte[] entry in (byte[][])[Text, Large])
        {
            if (form == NpzRowsTests.Form.Indexed && entry == Text)
                continue;
            byte[] archive = Archive(form, entry);
            ZipBytes.Entry place = ZipBytes.Entries(archive)[0];
            archive[place.Offset + 14] ^= 1;
            archive[place.CentralOffset + 16] ^= 1;
            using NpzFile file = Npz.Open(archive);
            using NpzFile ofStream = Npz.Open(new MemoryStream(archive));
            using Stream stream = file["a"].OpenRaw();
            stream.ReadExactly(new byte[entry.Length - 1]);

            var e = Assert.Throws<NpyFormatException>(() => stream.ReadByte());

            Assert.Equal($"Entry 'a': the CRC-32 of its {entry.Length} bytes is 0x{place.Crc:x8}, not 0x{place.Crc ^ 1:x8} as the archive claims (at byte 0)", e.Problem);
            Assert.Equal(("a", NpyFormatReason.BadChecksum), (e.EntryName, e.Reason));
            Assert.Equal(e.Problem, Assert.Throws<NpyFormatException>(() => file["a"].ReadRaw()).Problem);
            Assert.Equal(e.Problem, (await Assert.ThrowsAsync<NpyFormatException>(() => ofStream["a"].OpenRawAsync().Result.CopyToAsync(Stream.Null))).Problem);
        }
    }

    [Fact]
    public void OpenRaw_StoredReadInAnyOrder_IsCheckedAsSoonAsAllIsSeen()
    {
        byte[] archive = Archive(NpzRowsTests.Form.Stored, Text);
        archive[ZipBytes.Entries(archive)[0].DataOffset] ^= 1;
        using NpzFile file = Npz.Open(archive);
        using Stream stream = file["a"].OpenRaw();
        byte[] buffer = new byte[Text.Length];

        stream.Position = 5;
        Assert.Equal(Text.Length - 5, stream.Read(buffer));
        stream.Position = 0;
        Assert.Equal(6, stream.Read(buffer, 0, 6));
        stream.Position = 3;
        Assert.Throws<NpyFormatException>(() => stream.Read(buffer));
    }

    [Fact]
    public void ReadRaw_Empty_IsCheckedToo()
    {
        byte[] archive = ZipBytes.Of(false, ("a", []));
        ZipBytes.Entry place = ZipBytes.Entries(archive)[0];
        archive[place.Offset + 14] ^= 1;
        archive[place.CentralOffset + 16] ^= 1;
        using NpzFile file = Npz.Open(archive);

        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => file["a"].ReadRaw()).Reason);
        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => file["a"].OpenRaw().ReadByte()).Reason);
    }

    [Fact]
    public void OpenRaw_Directory_IsEmpty()
    {
        using NpzFile file = Npz.Open(ZipBytes.Of(false, ("folder/", [])));

        Assert.Equal(-1, file["folder/"].OpenRaw().ReadByte());
        Assert.Empty(file["folder/"].ReadRaw());
        Assert.Null(file["folder/"].Header);
        Assert.Empty(file.Load());
    }

    [Fact]
    public void OpenRaw_Disposed_Throws()
    {
        using NpzFile file = Npz.Open(Archive(NpzRowsTests.Form.Deflated, Large));
        Stream stream = file["a"].OpenRaw();
        stream.Dispose();
        stream.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.False(stream.CanRead || stream.CanSeek);
    }

    [Fact]
    public void ReadRaw_LongerThanAnArray_SaysSo()
    {
        long length = Array.MaxLength + 1L;
        byte[] archive = new ZipBytes().AddCompressed("a", 8, new byte[3_000_000], 0, length).ToBytes();
        using NpzFile file = Npz.Open(archive);

        var e = Assert.Throws<NpyFormatException>(() => file["a"].ReadRaw());

        Assert.Equal($"Entry 'a': it has {length} bytes, but a byte[] holds at most {Array.MaxLength}: read it with OpenRaw (at byte 0)", e.Problem);
        Assert.Equal(NpyFormatReason.Unsupported, e.Reason);
    }

    private static byte[] Archive(NpzRowsTests.Form form, byte[] entry) => form == NpzRowsTests.Form.Indexed
        ? new ZipBytes().AddIndexed("a", entry, 128, 10_000).ToBytes()
        : ZipBytes.Of(form == NpzRowsTests.Form.Deflated, ("a", entry));
}
