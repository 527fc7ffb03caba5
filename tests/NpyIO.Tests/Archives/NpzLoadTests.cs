using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Whole archives from every kind of source.</summary>
public sealed class NpzLoadTests
{
    public static TheoryData<SourceKind> Kinds => new(Sources.Kinds.Where(kind => kind != SourceKind.Span));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_EverySource_GivesAllArrays(SourceKind kind)
    {
        foreach (bool isDeflated in (bool[])[false, true])
        {
            byte[] archive = ZipBytes.Of(
                isDeflated, ("x.npy", NpyBytes.Integers("(2, 3)", 6)), ("y.npy", NpyBytes.Integers("(20000,)", 20000)), ("notes.txt", "hello"u8.ToArray()), ("z", NpyBytes.Integers("()", 1)));

            Dictionary<string, NdArray> arrays = await LoadAsync(kind, archive);

            Assert.Equal(["x", "y", "z"], arrays.Keys);
            Assert.Equal([0, 1, 2, 3, 4, 5], arrays["x"].ToArray<int>());
            CheckRange(arrays["y"], 20000);
            Assert.Equal([0], arrays["z"].ToArray<int>());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_Empty_GivesNothing(SourceKind kind) =>
        Assert.Empty(await LoadAsync(kind, ZipBytes.Of(false)));

    [Fact]
    public async Task Load_Stream_IsReadFromWhereItStandsToItsEnd()
    {
        byte[] archive = ZipBytes.Of(true, ("x.npy", NpyBytes.Integers("(2, 3)", 6)));
        var stream = new MemoryStream([.. new byte[777], .. archive]) { Position = 777 };
        var streamAsync = new MemoryStream([.. new byte[777], .. archive]) { Position = 777 };

        Assert.Equal(6, Npz.Load(stream)["x"].Count);
        Assert.Equal(6, (await Npz.LoadAsync(streamAsync))["x"].Count);
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(stream.Length, streamAsync.Position);

        streamAsync.Position = 777;
        using NpzFile file = Npz.Open(streamAsync);
        Assert.Equal(6, file["x"].Load().Count);
    }

    [Fact]
    public void Load_NameTwice_GivesTheLast()
    {
        Dictionary<string, NdArray> arrays = Npz.Load(ZipBytes.Of(false, ("x.npy", NpyBytes.Integers("(1,)", 1)), ("y.npy", NpyBytes.Integers("(2,)", 2)), ("x.npy", NpyBytes.Integers("(3,)", 3))));

        Assert.Equal(["x", "y"], arrays.Keys);
        Assert.Equal(3, arrays["x"].Count);
    }

    [Fact]
    public void Load_PlatformsOwnArchive_IsRead()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (CompressionLevel level in Enum.GetValues<CompressionLevel>())
            {
                using Stream entry = zip.CreateEntry($"{level}.npy", level).Open();
                entry.Write(NpyBytes.Integers("(50000,)", 50000));
            }

            zip.CreateEntry("folder/");
        }

        stream.Position = 0;
        Dictionary<string, NdArray> arrays = Npz.Load(stream);

        Assert.Equal(Enum.GetNames<CompressionLevel>(), arrays.Keys);
        Assert.All(arrays.Values, array => CheckRange(array, 50000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Load_ManyEntries_ComeInTheArchivesOrder(int threads)
    {
        var zip = new ZipBytes();
        for (int i = 0; i < 200; i++)
            zip.Add($"a{i}.npy", NpyBytes.Integers($"({i * 50},)", i * 50), isDeflated: i % 2 == 0);
        zip.Add("large.npy", NpyBytes.Integers("(1200000,)", 1_200_000));
        var recorder = new Recorder();

        Dictionary<string, NdArray> arrays = Npz.Load(zip.ToBytes(), new NpyReadOptions { MaxThreads = threads, Progress = recorder });

        Assert.Equal([.. Enumerable.Range(0, 200).Select(i => $"a{i}"), "large"], arrays.Keys);
        Assert.All(arrays.Values.Take(200), (array, i) => CheckRange(array, i * 50));
        CheckRange(arrays["large"], 1_200_000);
        Assert.Equal(arrays.Values.Sum(array => array.NBytes), recorder.Reports[^1]);
        Assert.Equal(recorder.Reports.Order(), recorder.Reports);
    }

    [Fact]
    public void Load_SeveralAreBad_TellsTheFirst()
    {
        var zip = new ZipBytes();
        for (int i = 0; i < 50; i++)
            zip.Add($"a{i:d2}.npy", NpyBytes.Integers("(10000,)", 10000));
        byte[] archive = zip.ToBytes();
        foreach (ZipBytes.Entry entry in ZipBytes.Entries(archive).Skip(30))
            archive[entry.DataOffset + 1000] ^= 1;

        Assert.Equal("a30.npy", Assert.Throws<NpyFormatException>(() => Npz.Load(archive, new NpyReadOptions { MaxThreads = 1 })).EntryName);
        Assert.Equal(NpyFormatReason.BadChecksum, Assert.Throws<NpyFormatException>(() => Npz.Load(archive, new NpyReadOptions { MaxThreads = 4 })).Reason);
    }

    [Fact]
    public void Load_EntryThatIsNoArray_IsCheckedAllTheSame()
    {
        foreach (int length in (int[])[10, 500_000])
        {
            byte[] archive = ZipBytes.Of(false, ("x.npy", NpyBytes.Integers("(1,)", 1)), ("notes", new byte[length]));
            archive[ZipBytes.Entries(archive)[1].DataOffset + length - 1] ^= 1;

            var e = Assert.Throws<NpyFormatException>(() => Npz.Load(archive));

            Assert.Equal(("notes", NpyFormatReason.BadChecksum), (e.EntryName, e.Reason));
            Assert.Equal(e.Problem, Assert.Throws<NpyFormatException>(() => Npz.LoadAsync(new MemoryStream(archive)).GetAwaiter().GetResult()).Problem);
        }
    }

    [Fact]
    public async Task Load_WithoutOptions_HasThoseOfTheArchive()
    {
        byte[] archive = ZipBytes.Of(true, ("x.npy", NpyBytes.Integers("(2, 3)", 6, bigEndian: true)), ("y.npy", NpyBytes.Integers("(50000,)", 50000, bigEndian: true)));
        var options = new NpyReadOptions { ByteOrder = ByteOrderMode.Keep, Casting = NpyIO.Casting.Safe };
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive, options), Npz.Open(new MemoryStream(archive), options), await Npz.OpenAsync(new MemoryStream(archive), options)])
        {
            using (file)
            {
                foreach (Dictionary<string, NdArray> arrays in (Dictionary<string, NdArray>[])[file.Load(), await file.LoadAsync()])
                    Assert.All(arrays.Values, static array => Assert.Equal("'>i4'", array.DType.Descr));
                foreach ((string name, int count) in ((string, int)[])[("x", 6), ("y", 50000)])
                {
                    NpzEntry entry = file.GetEntry(name);
                    double[] given = new double[count], asynchronous = new double[count];
                    entry.Open().Load(given.AsSpan());
                    await entry.Open().LoadAsync(asynchronous.AsMemory());

                    Assert.Equal((count - 1.0, count - 1.0), (given[^1], asynchronous[^1]));
                    Assert.Equal((count, count), (entry.Open().Load<double>().Count, (await entry.Open().LoadAsync<double>()).Count));
                    Assert.Equal((1, 1), (entry.ReadRows<double>(1, 1).Shape[0], (await entry.ReadRowsAsync<double>(1, 1)).Shape[0]));
                    Assert.Equal(("'>i4'", "'>i4'"), (entry.ReadRows(1, 1).DType.Descr, (await entry.ReadRowsAsync(1, 1)).DType.Descr));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_ProgressFromEverySource_RisesToTheWhole(SourceKind kind)
    {
        if (kind is SourceKind.OneByte or SourceKind.OneByteAsync)
            return;
        var recorder = new Recorder();
        byte[] archive = ZipBytes.Of(true, ("x.npy", NpyBytes.Integers("(2, 3)", 6)), ("notes.txt", new byte[1000]), ("y.npy", NpyBytes.Integers("(100000,)", 100000, bigEndian: true)), ("z.npy", NpyBytes.Integers("(20000,)", 20000)));

        await LoadAsync(kind, archive, new NpyReadOptions { Progress = recorder });

        Assert.Equal(recorder.Reports.Order(), recorder.Reports);
        Assert.Equal(4 * (6 + 100000 + 20000), recorder.Reports[^1]);
        Assert.InRange(recorder.Reports.Count, 3, 1000);
    }

    /// <summary>That an array has the integers from 0 on; asserting a million equalities would take seconds.</summary>
    private static void CheckRange(NdArray array, int count)
    {
        int[] values = array.ToArray<int>();
        Assert.Equal(count, values.Length);
        Assert.True(values.AsSpan().SequenceEqual(Enumerable.Range(0, count).ToArray()));
    }

    private static async Task<Dictionary<string, NdArray>> LoadAsync(SourceKind kind, byte[] content, NpyReadOptions? options = null)
    {
        using var file = new TempFile(content);
        return kind switch
        {
            SourceKind.Path => Npz.Load(file.Path, options),
            SourceKind.PathAsync => await Npz.LoadAsync(file.Path, options),
            SourceKind.Seekable => Npz.Load(new MemoryStream(content), options),
            SourceKind.SeekableAsync => await Npz.LoadAsync(new MemoryStream(content), options),
            SourceKind.Later => Npz.Load(Sources.Later(content), options),
            SourceKind.LaterAsync => await Npz.LoadAsync(Sources.Later(content), options),
            SourceKind.Unseekable => Npz.Load(new PartialStream(content, int.MaxValue), options),
            SourceKind.UnseekableAsync => await Npz.LoadAsync(new PartialStream(content, int.MaxValue), options),
            SourceKind.OneByte => Npz.Load(new PartialStream(content, 1), options),
            SourceKind.OneByteAsync => await Npz.LoadAsync(new PartialStream(content, 1), options),
            SourceKind.Memory => Npz.Load(content, options),
            SourceKind.Pipe => await Sources.FromPipeAsync(content, path => Npz.Load(path, options)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
