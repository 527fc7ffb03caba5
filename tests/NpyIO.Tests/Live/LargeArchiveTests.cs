using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Archives that need ZIP64: an entry over 4 GiB, and more than 65,535 entries.</summary>
[Collection(nameof(Alone))]
public class LargeArchiveTests
{
    private const int Rows = 8_400;
    private const int RowLength = 1 << 16;
    private const int ManyEntries = 70_000;

    /// <summary>One row, which stands for all of them: 4.4 GB that take half a megabyte.</summary>
    private static readonly long[] Row = [.. Enumerable.Range(0, RowLength).Select(i => i * 0x1234567L % 1000)];

    private static NdArray Large => new(DType.Of<long>(), [Rows, RowLength], MemoryMarshal.AsBytes<long>(Row).ToArray(), strides: [0, sizeof(long)]);

    private static (string Name, NdArray Array)[] Arrays => [("before", new[] { 1.5, 2.5 }), ("large", Large), ("after", new[] { 3, 4, 5 })];

    [LargeFact]
    public void Save_EntryOver4GiB_NumPyReadsItAndWritesTheSameBytes()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("large.npz");

        Npz.Save(path, Arrays);

        Assert.True(new FileInfo(path).Length > 1L << 32);
        AssertArchive(path);
        AssertNumPy("large", path);
    }

    [LargeFact]
    public void Save_CompressedEntryOver4GiB_NumPyReadsIt()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("large.npz");

        Npz.Save(path, Arrays, NpzWriteOptions.Compressed);

        AssertArchive(path);
        AssertNumPy("large-compressed", path);
    }

    [LargeFact]
    public void Save_ToStreamEntryOver4GiB_NumPyReadsIt()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("large.npz");

        using (var file = new UnseekableStream(File.Create(path)))
            Npz.Save(file, Arrays);

        AssertArchive(path);
        AssertNumPy("large-stream", path);
    }

    [LargeFact]
    public void Save_MoreThan65535Entries_NumPyReadsThemAndWritesTheSameBytes()
    {
        using TempFolder folder = new();
        string path = folder.PathOf("many.npz");

        Npz.Save(path, Enumerable.Range(0, ManyEntries).Select(i => new NpzItem($"a{i}", new[] { i })));

        using (NpzFile archive = Npz.Open(path))
        {
            Assert.Equal(ManyEntries, archive.Count);
            Assert.Empty(archive.Verify());
            Assert.All(archive.Load(), pair => Assert.Equal([int.Parse(pair.Key.AsSpan(1))], pair.Value.ToArray<int>()));
        }

        Assert.Equal(ManyEntries, Npz.Load(new PartialStream(File.ReadAllBytes(path), 1 << 16)).Count);
        AssertNumPy("many", path);
    }

    private static void AssertArchive(string path)
    {
        using NpzFile archive = Npz.Open(path);
        NpzEntry large = archive.GetEntry("large");

        Assert.Equal([Rows, RowLength], large.Header!.Shape.ToArray());
        Assert.Equal((long)Rows * RowLength * sizeof(long) + large.Header.DataOffset, large.Length);
        Assert.Equal([3, 4, 5], archive["after"].Load<int>().ToArray());
        Assert.Empty(archive.Verify());
        Assert.Equal(Row, large.ReadRows(Rows - 1, 1).ToArray<long>());
        AssertRows(() => large.Open().Load<long>());
        AssertRows(() => LoadForward(path));
    }

    private static NdArray<long> LoadForward(string path)
    {
        using var stream = new UnseekableStream(File.OpenRead(path));
        return Npz.Load(stream)["large"].As<long>();
    }

    /// <summary>Compares every row, and gives the array's memory back before anything else takes as much.</summary>
    private static void AssertRows(Func<NdArray<long>> load)
    {
        Compare(load);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    // A method of its own, so that no local keeps the array alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compare(Func<NdArray<long>> load)
    {
        NdArray<long> array = load();
        for (long i = 0; i < Rows; i++)
            Assert.True(array.At(i).AsReadOnlySpan().SequenceEqual(Row), $"row {i}");
    }

    private static void AssertNumPy(string kind, string path)
    {
        (int exitCode, string output) = NumPyProcess.Run("tools/check_large.py", kind, path);

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("all right", output, StringComparison.Ordinal);
    }
}
