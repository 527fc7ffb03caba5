using System.Numerics.Tensors;
using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Stored entries seen where they lie.</summary>
public sealed class NpzMapTests
{
    private static readonly byte[] Numbers = NpyBytes.Integers("(2, 3)", 6);

    [Fact]
    public void Map_File_IsTheArrayReadOnly()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers)));
        using NpzFile npz = Npz.Open(file.Path);
        using MappedArray mapped = npz["x"].Map();

        Assert.Equal([2, 3], mapped.Header.Shape.ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5], mapped.As<int>().AsReadOnlySpan());
        Assert.Equal(5, mapped.Array.Get<int>(1, 2));
        Assert.True(mapped.Array.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => mapped.Array.Set(1, 0, 0));
        Assert.Throws<InvalidOperationException>(() => mapped.As<int>().AsSpan());
    }

    [Fact]
    public void Map_ArchiveClosed_StaysMapped()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers)));
        MappedArray mapped;
        using (NpzFile npz = Npz.Open(file.Path))
            mapped = npz["x"].Map();

        using (mapped)
        {
            mapped.Verify();
            Assert.Equal([0, 1, 2, 3, 4, 5], mapped.As<int>().ToArray());
        }
    }

    [Fact]
    public void Map_Disposed_EveryArrayOverItThrows()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers)));
        using NpzFile npz = Npz.Open(file.Path);
        MappedArray mapped = npz["x"].Map();
        NdArray array = mapped.Array;
        NdArray<int> row = array.At(1).As<int>();

        mapped.Dispose();
        mapped.Dispose();

        Assert.Throws<ObjectDisposedException>(() => mapped.Array);
        Assert.Throws<ObjectDisposedException>(() => mapped.As<int>());
        Assert.Throws<ObjectDisposedException>(() => mapped.Verify());
        Assert.Throws<ObjectDisposedException>(() => array.Get<int>(0, 0));
        Assert.Throws<ObjectDisposedException>(() => array.ToBytes());
        Assert.Throws<ObjectDisposedException>(() => row[0]);
        Assert.Throws<ObjectDisposedException>(() => row.AsReadOnlySpan());
        Assert.Equal("MappedArray", Assert.Throws<ObjectDisposedException>(() => Npy.Save(array)).ObjectName!.Split('.')[^1]);
        Assert.Equal([2, 3], mapped.Header.Shape.ToArray());
    }

    [Fact]
    public void Map_ArchiveDisposedBefore_Throws()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers)));
        NpzFile npz = Npz.Open(file.Path);
        NpzEntry entry = npz.GetEntry("x");
        npz.Dispose();

        Assert.Throws<ObjectDisposedException>(() => entry.Map());
    }

    [Fact]
    public void Map_Memory_IsAViewOfIt()
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", Numbers));
        using NpzFile npz = Npz.Open(archive);
        using MappedArray mapped = npz["x"].Map();
        mapped.Verify();

        archive[ZipBytes.Entries(archive)[0].DataOffset + 128] = 77;

        Assert.Equal(77, mapped.Array.Get<int>(0, 0));
        Assert.True(mapped.Array.IsReadOnly);
        Assert.Throws<NpyFormatException>(() => mapped.Verify());
    }

    [Fact]
    public void Map_FileStreamThatDoesNotStandAtItsStart_IsMapped()
    {
        using var file = new TempFile([.. new byte[1000], .. ZipBytes.Of(isDeflated: false, ("x.npy", Numbers))]);
        using var stream = new FileStream(file.Path, FileMode.Open);
        stream.Position = 1000;
        using NpzFile npz = Npz.Open(stream);
        using MappedArray mapped = npz["x"].Map();

        Assert.Equal([0, 1, 2, 3, 4, 5], mapped.As<int>().ToArray());
        mapped.Verify();
    }

    [Fact]
    public void Map_PrefixedArchive_IsMapped()
    {
        using var file = new TempFile([.. "#!/bin/sh\n"u8, .. ZipBytes.Of(isDeflated: false, ("x.npy", Numbers))]);
        using NpzFile npz = Npz.Open(file.Path);
        using MappedArray mapped = npz["x"].Map();

        mapped.Verify();
        Assert.Equal(5, mapped.Array.Get<int>(1, 2));
    }

    [Fact]
    public void Map_OtherStream_SaysWhyNot()
    {
        using NpzFile npz = Npz.Open(new MemoryStream(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers))));

        Assert.Equal(
            "Entry 'x.npy' cannot be mapped: its archive was opened from a stream or a source of bytes that is not a file. Load() and Read() read it; open the archive by its path to map it.",
            Assert.Throws<NotSupportedException>(() => npz.GetEntry("x").Map()).Message);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(99)]
    public void Map_CompressedEntry_SaysWhyNot(ushort method)
    {
        using NpzFile npz = Npz.Open(new ZipBytes().AddCompressed("x.npy", method, [1, 2, 3], 1, 3).ToBytes());

        Assert.Equal(
            "Entry 'x.npy' cannot be mapped, for it is compressed: Load() and Read() read it, and an archive saved with NpzCompression.None has entries that can be mapped.",
            Assert.Throws<NotSupportedException>(() => npz.GetEntry("x").Map()).Message);
    }

    [Fact]
    public void Map_ForeignLayouts_AreKept()
    {
        byte[] archive = ZipBytes.Of(
            isDeflated: false,
            ("fortran.npy", NpyBytes.Integers("(2, 3)", 6, bigEndian: true, fortranOrder: true)),
            ("bool.npy", NpyBytes.Of("'|b1'", "(3,)", [0, 1, 2])),
            ("record.npy", NpyBytes.Of("[('a', '<i2'), ('b', '>f4')]", "(2,)", [1, 0, 0x3F, 0x80, 0, 0, 2, 0, 0x40, 0, 0, 0])),
            ("text.npy", NpyBytes.Of("'<U2'", "()", [.. Encoding.UTF32.GetBytes("hé")])),
            ("empty.npy", NpyBytes.Of("'<f8'", "(0, 3)", [])),
            ("nothing.npy", NpyBytes.Of("'|V0'", "(1000000, 1000)", [])));
        using var file = new TempFile(archive);
        using NpzFile npz = Npz.Open(file.Path);
        Dictionary<string, NdArray> loaded = Npz.Load(archive, NpyReadOptions.AsStored);

        foreach (string name in npz.Keys)
        {
            using MappedArray mapped = npz[name].Map();

            mapped.Verify();
            Assert.Equal(loaded[name].DType, mapped.Array.DType);
            Assert.Equal(loaded[name].Strides.ToArray(), mapped.Array.Strides.ToArray());
            Assert.Equal(loaded[name].ToBytes(), mapped.Array.ToBytes());
            Assert.Equal(loaded[name].Transpose().ToBytes(), mapped.Array.Transpose().ToBytes());
            Assert.Equal(Npy.Save(loaded[name]), Npy.Save(mapped.Array));
        }

        using MappedArray record = npz["record"].Map();
        Assert.Equal([1f, 2f], record.Array["b"].ToArray<float>());
        using MappedArray fortran = npz["fortran"].Map();
        Assert.Equal(4, fortran.As<int>()[0, 2]);
        Assert.Throws<InvalidOperationException>(() => fortran.As<int>().AsReadOnlySpan());
        using MappedArray boolean = npz["bool"].Map();
        Assert.Equal([false, true, true], boolean.As<bool>().ToArray());
        Assert.Throws<InvalidCastException>(() => boolean.As<int>());
    }

    [Fact]
    public void Map_UnalignedData_HaveSpansAndTensors()
    {
        // Names of every length bring the data to every place.
        for (int length = 1; length <= 8; length++)
        {
            string name = new('x', length);
            using var file = new TempFile(ZipBytes.Of(isDeflated: false, (name + ".npy", NpyBytes.Of("'<f8'", "(2, 1)", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x40]))));
            using NpzFile npz = Npz.Open(file.Path);
            using MappedArray mapped = npz[name].Map();

            ReadOnlyTensorSpan<double> tensor = mapped.As<double>().AsReadOnlyTensorSpan();
            Assert.Equal([1.0, 2.0], mapped.As<double>().AsReadOnlySpan());
            Assert.Equal(2.0, tensor[1, 0]);
            Assert.Equal([1, 0], tensor.Strides.ToArray());
        }
    }

    [Fact]
    public void Verify_DataChangedInTheFile_IsToldWithTheEntry()
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("a.npy", Numbers), ("x.npy", Numbers));
        archive[ZipBytes.Entries(archive)[1].DataOffset + 130] ^= 1;
        using var file = new TempFile(archive);
        using NpzFile npz = Npz.Open(file.Path);
        using MappedArray mapped = npz["x"].Map();

        var e = Assert.Throws<NpyFormatException>(() => mapped.Verify());
        Assert.Equal(NpyFormatReason.BadChecksum, e.Reason);
        Assert.Equal("x.npy", e.EntryName);
        Assert.StartsWith("Entry 'x.npy': the CRC-32 of its 152 bytes is 0x", e.Problem, StringComparison.Ordinal);
        Assert.Equal(65536, mapped.Array.Get<int>(0, 0));
    }

    [Fact]
    public void Verify_Cancelled_Ends()
    {
        using NpzFile npz = Npz.Open(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers)));
        using MappedArray mapped = npz["x"].Map();

        Assert.Throws<OperationCanceledException>(() => mapped.Verify(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Map_FileCutAfterOpening_IsTruncated()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", NpyBytes.Integers("(10000,)", 10000))));
        using NpzFile npz = Npz.Open(file.Path);
        using (var stream = new FileStream(file.Path, FileMode.Open))
            stream.SetLength(20_000);

        var e = Assert.Throws<NpyFormatException>(() => npz["x"].Map());
        Assert.Equal("Entry 'x.npy': the archive ends inside it (at byte 20000 of the archive)", e.Problem);
        Assert.Equal(NpyFormatReason.TruncatedData, e.Reason);
        Assert.Equal("x.npy", e.EntryName);
    }

    [Fact]
    public void Map_HeaderClaimsMoreThanTheEntry_IsTruncated()
    {
        byte[] claim = NpyBytes.Of("'<f8'", "(10000000, 1000000)", new byte[72]);
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", claim), ("y.npy", NpyBytes.Integers("(10000,)", 10000))));
        using NpzFile npz = Npz.Open(file.Path);

        var e = Assert.Throws<NpyFormatException>(() => npz["x"].Map());
        Assert.Equal("Entry 'x.npy': The data end early: shape (10000000, 1000000) of '<f8' takes 80000000000000 bytes, but only 72 are there (at byte 200)", e.Problem);
        Assert.Equal("x.npy", e.EntryName);
    }

    [Fact]
    public void Map_LocalHeaderDiffers_IsRefused()
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", Numbers));
        archive[14] ^= 1;
        using var file = new TempFile(archive);
        using NpzFile npz = Npz.Open(file.Path);

        var e = Assert.Throws<NpyFormatException>(() => npz.GetEntry("x").Map());
        Assert.Equal(NpyFormatReason.BadArchive, e.Reason);
        Assert.Equal("x.npy", e.EntryName);
        Assert.Contains("CRC-32", e.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt", NpyFormatReason.BadMagic)]
    [InlineData("nothing", NpyFormatReason.Empty)]
    [InlineData("objects.npy", NpyFormatReason.Unsupported)]
    public void Map_EntryThatIsNoArray_IsRefused(string name, NpyFormatReason reason)
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("notes.txt", "hello"u8.ToArray()), ("nothing", []), ("objects.npy", NpyBytes.Of("'|O'", "(1,)", [0x80, 4, (byte)'.']))));
        using NpzFile npz = Npz.Open(file.Path);

        var e = Assert.Throws<NpyFormatException>(() => npz.GetEntry(name).Map());
        Assert.Equal(reason, e.Reason);
        Assert.Equal(name, e.EntryName);
    }

    [Fact]
    public void Map_BytesBehindTheArray_AreForbiddenOnlyWhenStrict()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", [.. Numbers, 1, 2, 3])));
        using (NpzFile npz = Npz.Open(file.Path))
        using (MappedArray mapped = npz["x"].Map())
            Assert.Equal(6, mapped.Array.Count);

        using NpzFile strict = Npz.Open(file.Path, new NpyReadOptions { Strict = true });
        Assert.Equal(NpyFormatReason.TrailingData, Assert.Throws<NpyFormatException>(() => strict["x"].Map()).Reason);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(NpyHeader.DefaultMaxSize, true)]
    [InlineData(NpyHeader.DefaultMaxSize + 1000, false)]
    public void Map_MaxHeaderSizeOfTheArchive_IsThatOfTheHeader(int size, bool isRefused)
    {
        byte[] header = NpyBytes.Header(2, "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", NpyHeader.DefaultMaxSize + 500);
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", [.. header, 1, 2]));
        using var file = new TempFile(archive);
        var options = new NpyReadOptions { MaxHeaderSize = size };
        using NpzFile ofPath = Npz.Open(file.Path, options);
        using NpzFile ofMemory = Npz.Open(archive.AsMemory(), options);

        foreach (NpzFile npz in (NpzFile[])[ofPath, ofMemory])
        {
            if (isRefused)
            {
                Assert.Equal(NpyFormatReason.HeaderTooLarge, Assert.Throws<NpyFormatException>(() => npz["x"].Map()).Reason);
                continue;
            }

            using MappedArray mapped = npz["x"].Map();
            Assert.Equal([1, 2], mapped.Array.ToBytes());
        }
    }

    [Fact]
    public void Map_Large_AllocatesNothingOfItsLength()
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", NpyBytes.Of("'|u1'", "(5000000,)", new byte[5_000_000])));
        using var file = new TempFile(archive);
        using NpzFile npz = Npz.Open(file.Path);
        npz["x"].Map().Dispose();

        long before = GC.GetAllocatedBytesForCurrentThread();
        using MappedArray mapped = npz["x"].Map();
        mapped.Verify();

        Assert.Equal(0, mapped.As<byte>().AsReadOnlySpan()[4_999_999]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 10);
    }

    /// <summary>A mapping that is of no use is undone: the file can be written in place when the archive is closed.</summary>
    [LinuxTheory]
    [InlineData("notes.txt")]
    [InlineData("objects.npy")]
    [InlineData("short.npy")]
    [InlineData("longer.npy")]
    public void Map_Refused_UnmapsTheFile(string name)
    {
        using var file = new TempFile(ZipBytes.Of(
            isDeflated: false, ("notes.txt", "hello"u8.ToArray()), ("objects.npy", NpyBytes.Of("'|O'", "(1,)", [0x80, 4, (byte)'.'])), ("short.npy", Numbers[..^1]), ("longer.npy", [.. Numbers, 1])));
        using (NpzFile npz = Npz.Open(file.Path, new NpyReadOptions { Strict = true }))
            Assert.Throws<NpyFormatException>(() => npz.GetEntry(name).Map());

        Assert.DoesNotContain(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        Npy.Save(file.Path, new[] { 7 }, new NpyWriteOptions { Atomic = false });
        Assert.Equal([7], Npy.Load<int>(file.Path).ToArray());
    }

    [LinuxFact]
    public void Dispose_Mapping_UnmapsTheFile()
    {
        using var file = new TempFile(ZipBytes.Of(isDeflated: false, ("x.npy", Numbers), ("y.npy", Numbers)));
        using NpzFile npz = Npz.Open(file.Path);
        MappedArray first = npz["x"].Map(), second = npz["y"].Map();

        first.Dispose();
        Assert.Contains(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3, 4, 5], second.As<int>().ToArray());
        second.Dispose();
        Assert.DoesNotContain(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(151)]
    [InlineData(152)]
    [InlineData(153)]
    public void Verify_InPieces_ChecksEveryByteOnce(int piece)
    {
        byte[] archive = ZipBytes.Of(isDeflated: false, ("x.npy", Numbers));
        int dataAt = ZipBytes.Entries(archive)[0].DataOffset;
        using NpzFile npz = Npz.Open(archive);
        using MappedArray mapped = npz["x"].Map();
        using IDisposable lowered = NpzEntry.VerifiedLength.Lower(piece);

        mapped.Verify();
        foreach (int at in (int[])[0, 75, 150, 151])
        {
            archive[dataAt + at] ^= 1;
            Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => mapped.Verify()).Reason);
            archive[dataAt + at] ^= 1;
        }

        mapped.Verify();
    }
}
