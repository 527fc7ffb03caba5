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
            using (Stream stream = file.GetEntry("a").OpenRaw())
            using (Stream streamAsync = await file.GetEntry("a").OpenRawAsync())
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
        using Stream stream = file.GetEntry("a").OpenRaw();
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
        using Stream stream = file.GetEntry("a").OpenRaw();

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
            using Stream stream = file.GetEntry("a").OpenRaw();
            stream.ReadExactly(new byte[entry.Length - 1]);

            var e = Assert.Throws<NpyFormatException>(() => stream.ReadByte());

            Assert.Equal($"Entry 'a': the CRC-32 of its {entry.Length} bytes is 0x{place.Crc:x8}, not 0x{place.Crc ^ 1:x8} as the archive claims (at byte 0)", e.Problem);
            Assert.Equal(("a", NpyFormatReason.BadChecksum), (e.EntryName, e.Reason));
            Assert.Equal(e.Problem, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Problem);
            Assert.Equal(e.Problem, (await Assert.ThrowsAsync<NpyFormatException>(() => ofStream.GetEntry("a").OpenRawAsync().Result.CopyToAsync(Stream.Null))).Problem);
        }
    }

    [Fact]
    public void OpenRaw_StoredReadInAnyOrder_IsCheckedAsSoonAsAllIsSeen()
    {
        byte[] archive = Archive(NpzRowsTests.Form.Stored, Text);
        archive[ZipBytes.Entries(archive)[0].DataOffset] ^= 1;
        using NpzFile file = Npz.Open(archive);
        using Stream stream = file.GetEntry("a").OpenRaw();
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

        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw()).Reason);
        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => file.GetEntry("a").OpenRaw().ReadByte()).Reason);
    }

    [Fact]
    public void OpenRaw_Directory_IsEmpty()
    {
        using NpzFile file = Npz.Open(ZipBytes.Of(false, ("folder/", [])));

        Assert.Equal(-1, file.GetEntry("folder/").OpenRaw().ReadByte());
        Assert.Empty(file.GetEntry("folder/").ReadRaw());
        Assert.Null(file.GetEntry("folder/").Header);
        Assert.Empty(file.Load());
    }

    [Fact]
    public void OpenRaw_Disposed_Throws()
    {
        using NpzFile file = Npz.Open(Archive(NpzRowsTests.Form.Deflated, Large));
        Stream stream = file.GetEntry("a").OpenRaw();
        stream.Dispose();
        stream.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.False(stream.CanRead || stream.CanSeek);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadRaw_LongerThanAnArray_SaysSo(bool isAsync)
    {
        foreach (int more in (int[])[0, 1])
        {
            // 3,000,000 bytes could be as many. They are no deflate data, which is found out only if they are read.
            long length = Array.MaxLength + (long)more;
            byte[] archive = new ZipBytes().AddCompressed("a", 8, [7, .. new byte[3_000_000]], 0, length).ToBytes();
            using NpzFile file = Npz.Open(new MemoryStream(archive));

            var e = isAsync ? await Assert.ThrowsAsync<NpyFormatException>(() => file.GetEntry("a").ReadRawAsync()) : Assert.Throws<NpyFormatException>(() => file.GetEntry("a").ReadRaw());

            Assert.Equal(
                more == 0 ? "Entry 'a': its compressed data are damaged (at byte 0)" : $"Entry 'a': it has {length} bytes, but a byte[] holds at most {Array.MaxLength}: read it with OpenRaw (at byte 0)",
                e.Problem);
            Assert.Equal((more == 0 ? NpyFormatReason.BadCompression : NpyFormatReason.Unsupported, "a"), (e.Reason, e.EntryName));
        }
    }

    /// <summary>Data that deflate to less than a sixty-fourth: memory for them grows as they come.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadRaw_OfMostlyZeros_IsWholeAndChecked(bool isAsync)
    {
        byte[] data = new byte[500_000];
        data[^1] = 7;
        byte[] sound = ZipBytes.Of(true, ("a", data));
        byte[] other = new ZipBytes().AddCompressed("a", 8, ZipBytes.Deflate(data), 99, data.Length).ToBytes();
        Assert.InRange(sound.Length, 1, data.Length / 64);

        Assert.Equal(data, await ReadAsync(sound));
        Assert.Equal(NpyFormatReason.BadChecksum, (await Assert.ThrowsAsync<NpyFormatException>(() => ReadAsync(other))).Reason);

        async Task<byte[]> ReadAsync(byte[] archive)
        {
            using NpzFile file = Npz.Open(new MemoryStream(archive));
            return isAsync ? await file.GetEntry("a").ReadRawAsync() : file.GetEntry("a").ReadRaw();
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OpenRaw_PartOfABuffer_IsFilledAndNothingElse(NpzRowsTests.Form form)
    {
        using NpzFile file = Npz.Open(new MemoryStream(Archive(form, Large)));
        using Stream stream = file.GetEntry("a").OpenRaw();
        Func<byte[], int, int, CancellationToken, Task<int>> readAsync = stream.ReadAsync;
        byte[] buffer = new byte[30];

        Assert.Equal(10, stream.Read(buffer, 5, 10));
        Assert.Equal([.. new byte[5], .. Large[..10], .. new byte[15]], buffer);
        Assert.Equal(7, await readAsync(buffer, 20, 7, CancellationToken.None));
        Assert.Equal([.. new byte[5], .. Large[..10], .. new byte[5], .. Large[10..17], .. new byte[3]], buffer);
        Assert.Equal(17, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OpenRaw_ReadCancelled_ReadsNothing(NpzRowsTests.Form form)
    {
        byte[] archive = Archive(form, Large);
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            using (Stream stream = await file.GetEntry("a").OpenRawAsync())
            {
                byte[] whole = new byte[Large.Length];
                await stream.ReadExactlyAsync(whole.AsMemory(0, 50_000));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadAsync(whole, new CancellationToken(canceled: true)).AsTask());
                Assert.Equal(50_000, stream.Position);
                await stream.ReadExactlyAsync(whole.AsMemory(50_000));
                Assert.Equal(Large, whole);
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.GetEntry("a").OpenRawAsync(new CancellationToken(canceled: true)));
            }
        }
    }

    private static byte[] Archive(NpzRowsTests.Form form, byte[] entry) => form == NpzRowsTests.Form.Indexed
        ? new ZipBytes().AddIndexed("a", entry, 128, 10_000).ToBytes()
        : ZipBytes.Of(form == NpzRowsTests.Form.Deflated, ("a", entry));
}
