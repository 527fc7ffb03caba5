using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class NpyLoadTests
{
    public static TheoryData<SourceKind> Kinds => Sources.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_CArray_HasItsValues(SourceKind kind)
    {
        NdArray array = await Sources.LoadAsync(kind, NpyBytes.Integers("(3, 5)", 15));

        Assert.Equal([3L, 5L], array.Shape.ToArray());
        Assert.Equal(Enumerable.Range(0, 15), array.ToArray<int>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_BigEndianFortran_IsNativeInCOrder(SourceKind kind)
    {
        NdArray array = await Sources.LoadAsync(kind, NpyBytes.Integers("(2, 3)", 6, bigEndian: true, fortranOrder: true));

        Assert.True(array.DType.IsNative);
        Assert.True(array.IsCContiguous);
        Assert.Equal([0, 2, 4, 1, 3, 5], array.ToArray<int>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_AsStored_MovesNothing(SourceKind kind)
    {
        NdArray array = await Sources.LoadAsync(kind, NpyBytes.Integers("(2, 3)", 6, bigEndian: true, fortranOrder: true), NpyReadOptions.AsStored);

        Assert.Equal("'>i4'", array.DType.Descr);
        Assert.False(array.IsCContiguous);
        Assert.True(array.IsFortranContiguous);
        Assert.Equal([0, 2, 4, 1, 3, 5], array.ToArray<int>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_MoreThanABlock_HasItsValues(SourceKind kind)
    {
        int count = kind is SourceKind.OneByte or SourceKind.OneByteAsync ? 30_000 : 400_000;
        foreach (bool fortran in (bool[])[false, true])
        {
            NdArray array = await Sources.LoadAsync(kind, NpyBytes.Integers($"({count / 10}, 10)", count, bigEndian: true, fortran));

            Assert.Equal(count / 10, array.Shape[0]);
            for (int i = 0; i < count; i += 997)
            {
                long row = fortran ? i % (count / 10) : i / 10;
                long column = fortran ? i / (count / 10) : i % 10;
                Assert.Equal(i, array.Get<int>(row, column));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_EmptyZeroDimensionalAndZeroWidth_Load(SourceKind kind)
    {
        NdArray empty = await Sources.LoadAsync(kind, NpyBytes.Integers("(0, 7)", 0));
        Assert.Equal([0L, 7L], empty.Shape.ToArray());

        NdArray scalar = await Sources.LoadAsync(kind, NpyBytes.Of("'<i4'", "()", [7, 0, 0, 0]));
        Assert.Equal(0, scalar.Rank);
        Assert.Equal(7, scalar.Get<int>());

        NdArray zeroWidth = await Sources.LoadAsync(kind, NpyBytes.Of("'|V0'", "(1000000000000,)", []));
        Assert.Equal(1_000_000_000_000, zeroWidth.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_TruncatedAnywhere_IsAFormatException(SourceKind kind)
    {
        byte[] whole = NpyBytes.Integers("(3,)", 3);
        for (int length = 0; length < whole.Length; length++)
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, whole[..length]));

            Assert.Equal(length == 0 ? NpyFormatReason.Empty : length < 128 ? NpyFormatReason.TruncatedHeader : NpyFormatReason.TruncatedData, e.Reason);
            if (length >= 128)
            {
                Assert.Equal($"The data end early: shape (3,) of '<i4' takes 12 bytes, but only {length - 128} are there (at byte {length})", e.Problem);
                Assert.Equal(length, e.Offset);
                Assert.Equal("12 bytes", e.Expected);
                Assert.Equal($"{length - 128} bytes", e.Found);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_ObjectArray_IsUnpickled(SourceKind kind)
    {
        byte[] file = Npy.Save(NdArray.FromObjects((object?[])["a", null, 7L, new List<object?> { 1.5 }]));

        NdArray array = await Sources.LoadAsync(kind, file);

        Assert.Equal(DType.Object, array.DType);
        Assert.Equal([4], array.Shape.ToArray());
        Assert.Equal(("a", null, 7L), (array.GetValue(0), array.GetValue(1), array.GetValue(2)));
        Assert.Equal([1.5], (List<object?>)array.GetValue(3)!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_ObjectArrayWhosePickleIsNone_IsRefused(SourceKind kind)
    {
        var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, NpyBytes.Of("'|O'", "(3,)", [0x80, 4, (byte)'.'])));

        Assert.Equal(NpyFormatReason.BadPickle, e.Reason);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "This is a ZIP archive, as .npz files are, not a .npy array: load all of its arrays with Npz.Load, or open it with Npz.Open (at byte 0)")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "This is compressed with gzip, not a .npy array: load it through a System.IO.Compression.GZipStream (at byte 0)")]
    [InlineData(new byte[] { 0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "This is a Python pickle, not a .npy array: load it with Pickle.Load (at byte 0)")]
    public async Task Load_SomethingElse_SaysWhatItIsAndWhatToDo(byte[] content, string message)
    {
        foreach (SourceKind kind in Sources.Kinds)
        {
            var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, content));
            Assert.Equal(message, e.Problem);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_TrailingBytes_AreIgnoredUnlessStrict(SourceKind kind)
    {
        byte[] content = [.. NpyBytes.Integers("(2,)", 2), 1, 2, 3];

        NdArray array = await Sources.LoadAsync(kind, content);
        Assert.Equal([0, 1], array.ToArray<int>());

        var e = await Assert.ThrowsAsync<NpyFormatException>(() => Sources.LoadAsync(kind, content, new NpyReadOptions { Strict = true }));
        bool lengthKnown = kind is not (SourceKind.Unseekable or SourceKind.UnseekableAsync or SourceKind.OneByte or SourceKind.OneByteAsync or SourceKind.Pipe);
        Assert.Equal(NpyFormatReason.TrailingData, e.Reason);
        Assert.Equal(lengthKnown ? "3 bytes follow the array where nothing may (at byte 136)" : "Bytes follow the array where nothing may (at byte 136)", e.Problem);
        Assert.Equal(136, e.Offset);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_Strict_TakesAWholeFile(SourceKind kind)
    {
        NdArray array = await Sources.LoadAsync(kind, NpyBytes.Integers("(2,)", 2), new NpyReadOptions { Strict = true });

        Assert.Equal([0, 1], array.ToArray<int>());
    }

    [Fact]
    public void Load_ByteArray_IsNotAmbiguous()
    {
        byte[] content = NpyBytes.Integers("(2,)", 2);

        Assert.Equal([0, 1], Npy.Load(content).ToArray<int>());
        Assert.Equal([0, 1], Npy.Load<int>(content).ToArray());
        Assert.Equal([2L], Npy.ReadHeader(content).Shape.ToArray());
    }

    [Fact]
    public void Load_Memory_IsACopy()
    {
        byte[] content = NpyBytes.Integers("(2,)", 2);
        NdArray array = Npy.Load(content);
        content.AsSpan().Clear();

        Assert.Equal([0, 1], array.ToArray<int>());
        Assert.False(array.IsReadOnly);
    }

    /// <summary>Only byte strings are padded with NULs; those of raw bytes are theirs.</summary>
    [Theory]
    [InlineData("'|S4'", "01", "", "0002")]
    [InlineData("'|V4'", "01000000", "00000000", "00020000")]
    public async Task Load_ByteArrays_LoseThePaddingOfByteStringsAlone(string descr, params string[] expected)
    {
        byte[] content = NpyBytes.Of(descr, "(3,)", [1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0]);
        using var file = new TempFile(content);
        using NpzFile archive = Npz.Open(ZipBytes.Of(true, ("a.npy", content)));
        NdArray untyped = Npy.Load(content);
        byte[][] into = new byte[3][], intoAsync = new byte[3][];
        Npy.Load<byte[]>(content, into);
        await Npy.LoadAsync<byte[]>(file.Path, intoAsync);
        Dictionary<string, IEnumerable<byte[]>> loaded = new()
        {
            ["Load<T>(path)"] = Npy.Load<byte[]>(file.Path).ToArray(),
            ["Load<T>(stream)"] = Npy.Load<byte[]>(new PartialStream(content, 3)).ToArray(),
            ["Load<T>(memory)"] = Npy.Load<byte[]>(content).ToArray(),
            ["LoadAsync<T>(path)"] = (await Npy.LoadAsync<byte[]>(file.Path)).ToArray(),
            ["LoadAsync<T>(stream)"] = (await Npy.LoadAsync<byte[]>(new MemoryStream(content))).ToArray(),
            ["Load<T>(memory, span)"] = into,
            ["LoadAsync<T>(path, memory)"] = intoAsync,
            ["NpzEntry.Load<T>"] = archive["a"].Load<byte[]>().ToArray(),
            ["NpzEntry.ReadRows<T>"] = archive["a"].ReadRows<byte[]>(0, 3).ToArray(),
            ["ToArray<T>"] = untyped.ToArray<byte[]>(),
            ["To<T>"] = untyped.To<byte[]>().ToArray(),
            ["Get<T>"] = Enumerable.Range(0, 3).Select(index => untyped.Get<byte[]>(index)),
            ["GetValue"] = Enumerable.Range(0, 3).Select(index => (byte[])untyped.GetValue(index)!),
        };

        Assert.All(loaded, verb => Assert.Equal((verb.Key, string.Join(' ', expected)), (verb.Key, string.Join(' ', verb.Value.Select(Convert.ToHexStringLower)))));
    }

    [Fact]
    public void Load_MissingFile_PassesThrough()
    {
        Assert.Throws<FileNotFoundException>(() => Npy.Load("/no-such-file.npy"));
    }

    [Fact]
    public void Load_StreamThatCannotBeRead_IsRefused()
    {
        using var file = new TempFile();
        using FileStream stream = File.OpenWrite(file.Path);

        var e = Assert.Throws<ArgumentException>(() => Npy.Load(stream));
        Assert.Equal("The stream cannot be read. (Parameter 'stream')", e.Message);
    }

    [Fact]
    public async Task ReadHeader_EverySource_TellsTheSame()
    {
        byte[] content = NpyBytes.Of("'|O'", "(3, 4)", [1, 2], fortranOrder: true);
        using var file = new TempFile(content);
        var stream = new PartialStream(content, 1);
        NpyHeader[] headers =
        [
            Npy.ReadHeader(file.Path),
            await Npy.ReadHeaderAsync(file.Path),
            Npy.ReadHeader(stream),
            await Npy.ReadHeaderAsync(new PartialStream(content, 3)),
            Npy.ReadHeader(content.AsSpan()),
        ];

        foreach (NpyHeader header in headers)
        {
            Assert.True(header.DType.HasObject);
            Assert.Equal([3L, 4L], header.Shape.ToArray());
            Assert.True(header.FortranOrder);
            Assert.Equal(128, header.DataOffset);
        }

        Assert.Equal(128, stream.Taken);
    }

    /// <summary>Shorter and longer than the first read of a file.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(2500)]
    public async Task ReadHeader_LongHeader_IsTheSameFromEverySource(int fields)
    {
        byte[] content = NpyBytes.Of("[" + string.Concat(Enumerable.Range(0, fields).Select(i => $"('f{i}', '<i4'), ")) + "]", "(0,)", []);
        using var file = new TempFile(content);
        List<NpyHeader> headers =
        [
            Npy.ReadHeader(file.Path),
            await Npy.ReadHeaderAsync(file.Path),
            Npy.ReadHeader(Sources.Later(content)),
            await Npy.ReadHeaderAsync(Sources.Later(content)),
            Npy.ReadHeader(new PartialStream(content, 1000)),
            await Npy.ReadHeaderAsync(new PartialStream(content, 1000)),
            Npy.ReadHeader(content.AsMemory()),
        ];
        if (OperatingSystem.IsLinux())
            headers.Add(await Sources.FromPipeAsync(content, path => Npy.ReadHeader(path)));

        Assert.All(headers, header => Assert.Equal((fields, content.Length), (header.DType.Fields.Count, header.DataOffset)));
    }

    [Fact]
    public async Task ReadHeader_BrokenFile_NamesItsPath()
    {
        using var file = new TempFile(NpyBytes.Of("'<x9'", "(1,)", []));

        Assert.Equal(file.Path, Assert.Throws<NpyFormatException>(() => Npy.ReadHeader(file.Path)).Path);
        Assert.Equal(file.Path, (await Assert.ThrowsAsync<NpyFormatException>(() => Npy.ReadHeaderAsync(file.Path))).Path);
        Assert.Equal(file.Path, (await Assert.ThrowsAsync<NpyFormatException>(() => Npy.LoadAsync(file.Path))).Path);
        Assert.Equal(file.Path, Assert.Throws<NpyFormatException>(() => Npy.Load<int>(file.Path, new int[1].AsSpan())).Path);
        Assert.Equal(file.Path, (await Assert.ThrowsAsync<NpyFormatException>(() => Npy.LoadItemAsync(file.Path))).Path);
    }

    [Fact]
    public async Task ReadHeader_NothingThere_IsEmpty()
    {
        using var file = new TempFile([]);

        Assert.Equal(NpyFormatReason.Empty, Assert.Throws<NpyFormatException>(() => Npy.ReadHeader(file.Path)).Reason);
        Assert.Equal(NpyFormatReason.Empty, Assert.Throws<NpyFormatException>(() => Npy.ReadHeader(new MemoryStream())).Reason);
        Assert.Equal(NpyFormatReason.Empty, (await Assert.ThrowsAsync<NpyFormatException>(() => Npy.ReadHeaderAsync(new MemoryStream()))).Reason);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2500)]
    public async Task Load_LongHeader_IsRead(int fields)
    {
        string descr = "[" + string.Concat(Enumerable.Range(0, fields).Select(i => $"('f{i}', '<i4'), ")) + "]";
        byte[] content = NpyBytes.Of(descr, "(1,)", new byte[fields * 4]);
        foreach (SourceKind kind in Sources.Kinds)
        {
            NdArray array = await Sources.LoadAsync(kind, content);
            Assert.Equal(fields, array.DType.Fields.Count);
        }
    }

    [Fact]
    public void Load_TextThatIsNoUnicode_SaysWhereInTheFile()
    {
        byte[] content = NpyBytes.Of("'<U1'", "(2,)", [0x41, 0, 0, 0, 0, 0, 0x11, 0]);
        using var file = new TempFile(content);
        string message = $"An element of dtype '<U1' holds a number that is not a Unicode code point; load the array untyped and see its numbers with View<uint>() (at byte {content.Length - 4})";

        Func<object>[] loads = [() => Npy.Load<string>(content.AsMemory()), () => Npy.Load<string>(file.Path), () => Npy.Load<string>(new PartialStream(content, 3))];
        foreach (Func<object> load in loads)
        {
            var e = Assert.Throws<NpyFormatException>(load);
            Assert.Equal((message, content.Length - 4L), (e.Problem, e.Offset));
        }
    }

    [Fact]
    public void Options_LimitsOfZero_AreTaken()
    {
        var options = new NpyReadOptions { MaxThreads = 0, MaxHeaderSize = 0, MaxElements = 0 };

        Assert.Equal((0, 0, 0L), (options.MaxThreads, options.MaxHeaderSize, options.MaxElements));
        Assert.Equal(NpyFormatReason.HeaderTooLarge, Assert.Throws<NpyFormatException>(() => Npy.Load(NpyBytes.Integers("()", 1), options)).Reason);
        Assert.Equal(0, NpyHeader.DefaultMaxSize - new NpyReadOptions().MaxHeaderSize);
    }

    [Fact]
    public void Options_NegativeLimits_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyReadOptions { MaxThreads = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyReadOptions { MaxHeaderSize = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyReadOptions { MaxElements = -1 });
    }

    /// <summary>Small arrays are loaded with the first read of the file: what lies behind that read counts, too.</summary>
    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 - 4)]
    [InlineData(200)]
    public void Load_TrailingBytesBehindTheFirstRead_AreCounted(int end)
    {
        int count = (end - 128) / 4;
        byte[] array = NpyBytes.Integers($"({count},)", count);
        using var file = new TempFile([.. array, .. new byte[20_000]]);

        var e = Assert.Throws<NpyFormatException>(() => Npy.Load(file.Path, new NpyReadOptions { Strict = true }));

        Assert.Equal($"20000 bytes follow the array where nothing may (at byte {array.Length})", e.Problem);
        Assert.Equal(count, Npy.Load(file.Path).Count);
    }
}
