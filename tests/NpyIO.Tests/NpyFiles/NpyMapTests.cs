using System.IO.Compression;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Single arrays seen where they lie.</summary>
public sealed class NpyMapTests
{
    private static readonly byte[] Numbers = NpyBytes.Integers("(2, 3)", 6);

    public static TheoryData<MapAccess> Accesses => new(Enum.GetValues<MapAccess>());

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Map_EveryAccess_HasTheArray(MapAccess access)
    {
        using var file = new TempFile(Numbers);
        using MappedArray mapped = Npy.Map(file.Path, access);

        Assert.Equal(access, mapped.Access);
        Assert.Equal(DType.Int32, mapped.DType);
        Assert.Equal([2, 3], mapped.Shape.ToArray());
        Assert.Equal(128, mapped.Header.DataOffset);
        Assert.Equal(access == MapAccess.Read, mapped.Array.IsReadOnly);
        Assert.Equal(access == MapAccess.Read, mapped.As<int>().IsReadOnly);
        Assert.Equal([0, 1, 2, 3, 4, 5], mapped.As<int>().AsReadOnlySpan());
        Assert.Equal(5, mapped.Array.Get<int>(1, 2));
        mapped.Verify();
    }

    [Fact]
    public void Map_Read_RefusesEveryWrite()
    {
        using var file = new TempFile(Numbers);
        using MappedArray mapped = Npy.Map(file.Path);

        Assert.Throws<InvalidOperationException>(() => mapped.Array.Set(1, 0, 0));
        Assert.Throws<InvalidOperationException>(() => mapped.Array.Fill(1));
        Assert.Throws<InvalidOperationException>(() => mapped.Array[0, ..] = mapped.Array[1, ..]);
        Assert.Throws<InvalidOperationException>(() => mapped.As<int>()[0, 0] = 1);
        Assert.Throws<InvalidOperationException>(() => mapped.As<int>().AsSpan());
        Assert.Throws<InvalidOperationException>(() => mapped.As<int>().AsMemory());
        Assert.Equal(Numbers, File.ReadAllBytes(file.Path));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Map_ReadWrite_IsTheFile(bool bigEndian, bool fortranOrder)
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6, bigEndian, fortranOrder));
        byte[] header = File.ReadAllBytes(file.Path)[..128];
        NdArray<int> expected = Npy.Load<int>(file.Path);
        using (MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite))
        {
            mapped.Array.Set(70, 0, 1);
            mapped.As<int>()[1, 2] = -80;
            mapped.Array[1, ..2] = NdArray.Create([900, 901]);
            (expected[0, 1], expected[1, 2], expected[1, 0], expected[1, 1]) = (70, -80, 900, 901);
            if (bigEndian || fortranOrder)
                Assert.Throws<InvalidOperationException>(() => mapped.As<int>().AsSpan());
            else
                mapped.As<int>().AsSpan()[0] = expected[0, 0] = 1 << 30;

            // Nothing is flushed: another reader sees the same pages.
            Assert.Equal(expected, Npy.Load<int>(file.Path));
            using MappedArray other = Npy.Map(file.Path);
            Assert.Equal(expected.ToArray(), other.As<int>().ToArray());
            Assert.Equal(fortranOrder, other.Header.FortranOrder);
        }

        Assert.Equal(expected, Npy.Load<int>(file.Path));
        Assert.Equal(header, File.ReadAllBytes(file.Path)[..128]);
        Assert.Equal(header.Length + 24, new FileInfo(file.Path).Length);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Map_CopyOnWrite_LeavesTheFile(bool bigEndian, bool fortranOrder)
    {
        byte[] content = NpyBytes.Integers("(2, 3)", 6, bigEndian, fortranOrder);
        using var file = new TempFile(content);
        using (MappedArray mapped = Npy.Map(file.Path, MapAccess.CopyOnWrite))
        {
            mapped.Array.Fill(7);
            mapped.As<int>()[1, 1] = 8;
            mapped.Flush();

            Assert.Equal([7, 7, 7, 7, 8, 7], mapped.As<int>().ToArray());
            Assert.Equal(content, File.ReadAllBytes(file.Path));
        }

        Assert.Equal(content, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Map_Records_AreReadAndWrittenByField()
    {
        using var file = new TempFile(NpyBytes.Of("[('a', '<i2'), ('b', '>f4'), ('c', '<U2')]", "(2, 2)", new byte[4 * 14]));
        using (MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite))
        {
            NdArray<short> numbers = mapped.Array["a"].As<short>();
            for (int i = 0; i < 4; i++)
                numbers[i / 2, i % 2] = (short)(i - 1);
            mapped.Array["b"].Set(1.5f, 1, 0);
            mapped.Array["c"][0, ..] = NdArray.FromArray(new[] { "ab", "é" });
        }

        NdArray loaded = Npy.Load(file.Path);
        Assert.Equal([-1, 0, 1, 2], loaded["a"].ToArray<short>());
        Assert.Equal([0f, 0f, 1.5f, 0f], loaded["b"].ToArray<float>());
        Assert.Equal(["ab", "é", "", ""], loaded["c"].ToArray<string>());
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Map_EveryGoldenArray_IsWhatLoadReads(MapAccess access)
    {
        int count = 0;
        using var file = new TempFile();
        foreach (GoldenCase golden in GoldenCase.Saved.Select(GoldenCase.Of).Where(golden => !golden.IsRefused && !golden.IsObject))
        {
            // NumPy's own files are never edited.
            File.Copy(golden.Path, file.Path, overwrite: true);
            NdArray expected = Npy.Load(file.Path, NpyReadOptions.AsStored);
            using MappedArray mapped = Npy.Map(file.Path, access);

            Assert.Equal(expected.DType, mapped.Array.DType);
            Assert.Equal(expected.Shape.ToArray(), mapped.Array.Shape.ToArray());
            Assert.Equal(expected.Strides.ToArray(), mapped.Array.Strides.ToArray());
            Assert.Equal(expected.ToBytes(Order.Keep), mapped.Array.ToBytes(Order.Keep));
            Assert.Equal(expected.Transpose().ToBytes(), mapped.Array.Transpose().ToBytes());
            mapped.Prefetch();
            mapped.Flush();
            count++;
        }

        Assert.True(count > 2000, $"only {count} arrays were mapped");
    }

    [Theory]
    [InlineData("'<f8'", "(0, 3)", 0)]
    [InlineData("'<f8'", "(3, 0)", 0)]
    [InlineData("'|V0'", "(1000000, 1000)", 0)]
    [InlineData("'<i4'", "()", 4)]
    public void Map_NothingOrOne_Works(string descr, string shape, int length)
    {
        foreach (bool fortranOrder in (bool[])[false, true])
        {
            using var file = new TempFile(NpyBytes.Of(descr, shape, new byte[length], fortranOrder));
            foreach (MapAccess access in Enum.GetValues<MapAccess>())
            {
                using MappedArray mapped = Npy.Map(file.Path, access);
                Assert.Equal(length, mapped.Array.NBytes);
                Assert.Equal(new byte[length], mapped.Array.ToBytes());
                mapped.Flush();
                mapped.Prefetch(..);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Map_OneByteShort_IsTruncatedAsForLoad(MapAccess access)
    {
        using var file = new TempFile(Numbers[..^1]);

        var e = Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path, access));
        var expected = Assert.Throws<NpyFormatException>(() => Npy.Load(file.Path));

        Assert.Equal(expected.Message, e.Message);
        Assert.Equal("The data end early: shape (2, 3) of '<i4' takes 24 bytes, but only 23 are there (at byte 151)", e.Problem);
        Assert.Equal(NpyFormatReason.TruncatedData, e.Reason);
        Assert.Equal(file.Path, e.Path);
    }

    [Theory]
    [InlineData("(10000000, 1000000)")]
    [InlineData("(9223372036854775807,)")]
    [InlineData("(9223372036854775807, 9223372036854775807)")]
    [InlineData("(9223372036854775807, 0, 9223372036854775807)")]
    public void Map_HugeClaim_IsRefusedAsByLoad(string shape)
    {
        foreach (MapAccess access in Enum.GetValues<MapAccess>())
        {
            using var file = new TempFile(NpyBytes.Of("'<f8'", shape, new byte[72]));

            var e = Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path, access));
            Assert.Equal(Assert.Throws<NpyFormatException>(() => Npy.Load(file.Path)).Message, e.Message);
            Assert.Equal(file.Path, e.Path);
        }
    }

    public static TheoryData<string> OtherContents => ["npz", "gzip", "pickle", "text", "empty", "half a header", "html"];

    [Theory]
    [MemberData(nameof(OtherContents))]
    public void Map_OtherContent_IsNamedAsByLoad(string kind)
    {
        byte[] content = kind switch
        {
            "npz" => Npz.Save(("x", new[] { 1, 2 })),
            "gzip" => Gzipped(Numbers),
            "pickle" => Pickle.Save(new PickleDictionary { ["a"] = 1L }),
            "text" => "1,2,3\n4,5,6\n"u8.ToArray(),
            "empty" => [],
            "html" => "<!DOCTYPE html><html></html>"u8.ToArray(),
            _ => Numbers[..77],
        };
        using var file = new TempFile(content);

        var e = Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path));
        var expected = Assert.Throws<NpyFormatException>(() => Npy.Load(file.Path));

        Assert.Equal(expected.Message, e.Message);
        Assert.Equal(expected.Reason, e.Reason);
        Assert.Equal(file.Path, e.Path);
    }

    [Theory]
    [InlineData("'|O'")]
    [InlineData("[('a', '<i4'), ('b', '|O')]")]
    public void Map_PythonObjects_AreRefusedByName(string descr)
    {
        using var file = new TempFile(NpyBytes.Of(descr, "(1,)", [0x80, 4, (byte)'N', (byte)'.']));

        var e = Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path));

        Assert.Equal(NpyFormatReason.Unsupported, e.Reason);
        Assert.Equal($"The array holds Python objects (dtype {descr}), whose data are a pickle: it can be loaded, but not mapped or read into a buffer (at byte 0)", e.Problem);
        Assert.Equal(file.Path, e.Path);
    }

    [Fact]
    public void Map_BytesBehindTheArray_AreForbiddenOnlyWhenStrict()
    {
        using var file = new TempFile([.. Numbers, 1, 2, 3]);
        using (MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite))
            mapped.Array.Fill(0);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path)[^3..]);
        Assert.Equal(NpyFormatReason.TrailingData, Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path, options: new() { Strict = true })).Reason);
    }

    [Fact]
    public void Map_HeaderOverTheLimit_IsRefused()
    {
        byte[] header = NpyBytes.Header(2, "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", NpyHeader.DefaultMaxSize + 500);
        using var file = new TempFile([.. header, 1, 2]);

        Assert.Equal(NpyFormatReason.HeaderTooLarge, Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path)).Reason);
        using MappedArray mapped = Npy.Map(file.Path, options: new() { MaxHeaderSize = NpyHeader.DefaultMaxSize + 1000 });
        Assert.Equal([1, 2], mapped.Array.ToBytes());
    }

    [Fact]
    public void Map_NoFile_IsTheFileSystemsError()
    {
        using TempFolder folder = new();

        Assert.Throws<FileNotFoundException>(() => Npy.Map(folder.PathOf("a.npy")));
        Assert.Throws<FileNotFoundException>(() => Npy.Map(folder.PathOf("a.npy"), MapAccess.ReadWrite));
        Assert.Throws<DirectoryNotFoundException>(() => Npy.Map(folder.PathOf("b/a.npy")));
        Assert.Throws<UnauthorizedAccessException>(() => Npy.Map(folder.Path));
        Assert.Empty(folder.Names);
        Assert.Throws<ArgumentNullException>(() => Npy.Map(null!));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Map_UnknownAccess_IsRefused(int access)
    {
        using var file = new TempFile(Numbers);

        Assert.Throws<ArgumentOutOfRangeException>(nameof(access), () => Npy.Map(file.Path, (MapAccess)access));
    }

    [LinuxFact]
    public void Map_PipeOrDevice_IsRefusedBeforeItIsOpened()
    {
        using TempFolder folder = new();
        string pipe = folder.PathOf("pipe");
        Assert.Equal(0, SymbolicLink.CreatePipe(pipe, 0b110_000_000));

        // Opening a pipe without a writer would wait for one.
        var e = Assert.Throws<NotSupportedException>(() => Npy.Map(pipe));
        Assert.Equal($"'{pipe}' is a pipe or a device, and only a file can be mapped. Npy.Load reads it.", e.Message);
        Assert.Throws<NotSupportedException>(() => Npy.Map("/dev/zero"));
    }

    [LinuxFact]
    public void Map_OpenDescriptorOfAFile_IsMapped()
    {
        using var file = new TempFile(Numbers);
        using var open = new FileStream(file.Path, FileMode.Open, FileAccess.Read);
        using MappedArray mapped = Npy.Map($"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}");

        Assert.Equal([0, 1, 2, 3, 4, 5], mapped.As<int>().ToArray());
    }

    /// <summary>A mapping that is of no use is undone.</summary>
    [LinuxFact]
    public void Map_Refused_LeavesNothingMapped()
    {
        using var file = new TempFile([.. Numbers, 1]);

        Assert.Throws<NpyFormatException>(() => Npy.Map(file.Path, MapAccess.ReadWrite, new() { Strict = true }));

        Assert.DoesNotContain(file.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void Save_IntoAMappedFile_IsRefusedOnlyInPlace()
    {
        using var file = new TempFile(Numbers);
        using (MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite))
        {
            Assert.Throws<InvalidOperationException>(() => Npy.Save(file.Path, mapped.Array, new NpyWriteOptions { Atomic = false }));
            mapped.As<int>()[0, 0] = 9;
            Npy.Save(file.Path, mapped.Array);
            Assert.Equal(9, Npy.Load<int>(file.Path)[0, 0]);

            // The map is of the old file, which has no name any more.
            mapped.As<int>()[0, 0] = 10;
            Assert.Equal(9, Npy.Load<int>(file.Path)[0, 0]);
        }

        Npy.Save(file.Path, new[] { 7 }, new NpyWriteOptions { Atomic = false });
        Assert.Equal([7], Npy.Load<int>(file.Path).ToArray());
    }

    /// <summary>30 GB, and more elements than an <c>int</c> counts, none of which are on the disk.</summary>
    [LinuxFact]
    public void Map_ThirtyGigabytes_AllocatesAndReadsNothing()
    {
        const long Rows = 3_000_000, Columns = 10_000;
        using var file = new TempFile();
        byte[] header = new NpyHeader(DType.UInt8, [Rows, Columns]).ToBytes();
        using (var stream = new FileStream(file.Path, FileMode.Create))
        {
            stream.Write(header);
            stream.SetLength(header.Length + Rows * Columns);
        }

        Npy.Map(file.Path).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (MappedArray mapped = Npy.Map(file.Path, MapAccess.ReadWrite))
        {
            NdArray<byte> array = mapped.As<byte>();
            Assert.Equal(Rows * Columns, array.Count);
            array[Rows - 1, Columns - 1] = 42;
            array[2_500_000, 1] = 43;
            Assert.Equal(42, mapped.Array[^1, ^1].Get<byte>());
            Assert.Equal(43, array[2_499_999..2_500_001, ..][1, 1]);
            mapped.Flush(new Slice(Rows - 1, Rows));
            mapped.Release();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
        using MappedArray copies = Npy.Map(file.Path, MapAccess.CopyOnWrite);
        Assert.Equal(42, copies.As<byte>()[Rows - 1, Columns - 1]);
        copies.As<byte>()[0, 0] = 1;
        using MappedArray again = Npy.Map(file.Path);
        Assert.Equal(0, again.As<byte>()[0, 0]);
        Assert.Equal(43, again.As<byte>()[2_500_000, 1]);
    }

    [Fact]
    public async Task Map_ManyReaders_SeeTheSame()
    {
        using var file = new TempFile(NpyBytes.Integers("(1000, 100)", 100_000));
        using MappedArray mapped = Npy.Map(file.Path);

        long[] sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => mapped.As<int>().Sum(number => (long)number))));

        Assert.All(sums, sum => Assert.Equal(99_999L * 100_000 / 2, sum));
    }

    private static byte[] Gzipped(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }
}
