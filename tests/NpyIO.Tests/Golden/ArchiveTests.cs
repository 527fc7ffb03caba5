using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Golden;

/// <summary>Every archive of every NumPy generation: read, and written again as the newest NumPy writes it.</summary>
public class ArchiveTests
{
    /// <summary>The entries that <see cref="NpzFile.Verify"/> names in archives that NumPy reads without a word.</summary>
    private static readonly Dictionary<string, string[]> Overlooked = new()
    {
        ["same-name-twice"] = ["x.npy"],
        ["bytes-behind-an-array"] = ["x.npy", "y.npy"],
        ["text-called-npy"] = ["readme.npy", "empty.npy", "short.npy"],
    };

    public static TheoryData<string> Archives => [.. GoldenArchive.Names];

    /// <summary>The archives whose every entry can be loaded: none holds Python objects.</summary>
    public static TheoryData<string> Loadable => [.. GoldenArchive.Names.Where(IsLoadable)];

    /// <summary>The archives with bytes before or between their entries, which only their directory tells apart from entries.</summary>
    private static readonly string[] WithOtherBytes = ["prefix", "prefix-counted", "gaps"];

    public static TheoryData<string> Scattered => [.. GoldenArchive.Names.Where(name => WithOtherBytes.Contains(CaseOf(name)))];

    public static TheoryData<string> Consecutive => [.. GoldenArchive.Names.Where(name => IsLoadable(name) && !WithOtherBytes.Contains(CaseOf(name)))];

    public static TheoryData<string> Saved => [.. GoldenArchive.Names.Where(name => GoldenArchive.Of(name).ReencodedPath is not null)];

    [Fact]
    public void Archives_ByFourGenerations_AreThere()
    {
        string[] names = [.. GoldenArchive.Names];

        Assert.Equal(Manifest.Generations, names.Select(name => name[..name.IndexOf('/')]).Distinct());
        Assert.All(Manifest.Generations, generation => Assert.True(names.Count(name => name.StartsWith(generation, StringComparison.Ordinal)) > 40));
        Assert.True(GoldenArchive.Names.Count(name => GoldenArchive.Of(name).ReencodedPath == GoldenArchive.Of(name).Path) >= 12);
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Open_Golden_HasNumPysEntries(string name)
    {
        GoldenArchive golden = GoldenArchive.Of(name);

        using NpzFile archive = Npz.Open(golden.Path);

        Assert.Equal(golden.Entries.Select(found => found.FullName), archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(golden.Comment, CommentBytes(archive.Comment, golden.Comment));
        foreach ((GoldenEntry found, NpzEntry entry) in golden.Entries.Zip(archive.Entries))
        {
            Assert.Equal(found.Length, entry.Length);
            Assert.Equal(found.CompressedLength, entry.CompressedLength);
            Assert.Equal(found.IsStored, entry.IsStored);
            AssertHeader(found, entry.Header);
        }
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Keys_Golden_OpenWhatTheyOpenInNumPy(string name)
    {
        GoldenArchive golden = GoldenArchive.Of(name);

        using NpzFile archive = Npz.Open(golden.Path);

        foreach ((string key, int place) in golden.Lookup)
            Assert.Same(archive.Entries[place], archive.GetEntry(key));
        Assert.Equal(archive.Count, archive.Keys.Distinct().Count());
        Assert.Equal(archive.Count, golden.Lookup.Values.Distinct().Count());
        Assert.Subset(golden.Lookup.Keys.ToHashSet(), archive.Keys.ToHashSet());
        if (golden.Files.Distinct().Count() == golden.Lookup.Values.Distinct().Count() && golden.Files.All(file => golden.Lookup[file] == Array.IndexOf(golden.Files, file)))
            Assert.Equal(golden.Files, archive.Keys);
        Assert.Equal(archive.Keys, archive.Select(entry => entry.Name));
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Load_Entry_HasNumPysValues(string name)
    {
        GoldenArchive golden = GoldenArchive.Of(name);
        using NpzFile fromPath = Npz.Open(golden.Path);
        using NpzFile fromStream = Npz.Open(new MemoryStream(golden.Bytes));
        using NpzFile fromMemory = Npz.Open(golden.Bytes);

        foreach (NpzFile archive in (NpzFile[])[fromPath, fromStream, fromMemory])
        {
            foreach ((GoldenEntry found, NpzEntry entry) in golden.Entries.Zip(archive.Entries))
                AssertEntry(found, entry);
        }
    }

    [Theory]
    [MemberData(nameof(Archives))]
    public void Verify_Golden_IsSoundButForWhatNumPyOverlooks(string name)
    {
        using NpzFile archive = Npz.Open(GoldenArchive.Of(name).Path);

        string?[] problems = [.. archive.Verify().Select(problem => problem.EntryName)];

        Assert.Equal(Overlooked.GetValueOrDefault(CaseOf(name), []), problems);
    }

    [Theory]
    [MemberData(nameof(Loadable))]
    public async Task Load_Golden_HasNumPysValues(string name)
    {
        GoldenArchive golden = GoldenArchive.Of(name);
        byte[] bytes = golden.Bytes;

        AssertArrays(golden, Npz.Load(golden.Path));
        AssertArrays(golden, await Npz.LoadAsync(golden.Path));
        AssertArrays(golden, Npz.Load(new MemoryStream(bytes)));
        AssertArrays(golden, await Npz.LoadAsync(new MemoryStream(bytes)));
        AssertArrays(golden, Npz.Load(bytes));
    }

    [Theory]
    [MemberData(nameof(Consecutive))]
    public async Task Load_Unseekable_HasNumPysValues(string name)
    {
        GoldenArchive golden = GoldenArchive.Of(name);
        byte[] bytes = golden.Bytes;

        AssertArrays(golden, Npz.Load(new PartialStream(bytes, int.MaxValue)));
        AssertArrays(golden, await Npz.LoadAsync(new PartialStream(bytes, 1)));
    }

    [Theory]
    [MemberData(nameof(Scattered))]
    public void Load_UnseekableWithBytesOfNoEntry_IsRefused(string name) =>
        Assert.Equal(NpyFormatReason.BadArchive, Assert.Throws<NpyFormatException>(() => Npz.Load(new PartialStream(GoldenArchive.Of(name).Bytes, int.MaxValue))).Reason);

    [Theory]
    [MemberData(nameof(Saved))]
    public void Save_Golden_IsWhatTheNewestNumPyWrites(string name)
    {
        GoldenArchive golden = GoldenArchive.Of(name);
        using TempFolder folder = new();
        using NpzFile archive = Npz.Open(golden.Path);
        NpzItem[] items = [.. archive.Entries.Select(entry => new NpzItem(entry.FullName[..^".npy".Length], entry.Open().Load(NpyReadOptions.AsStored)))];

        Npz.Save(folder.PathOf("saved.npz"), items);

        Assert.Equal(File.ReadAllBytes(golden.ReencodedPath!), File.ReadAllBytes(folder.PathOf("saved.npz")));
    }

    private static void AssertArrays(GoldenArchive golden, Dictionary<string, NdArray> arrays)
    {
        int[] expected = [.. golden.Lookup.Values.Distinct().Where(place => golden.Entries[place].IsArray)];
        Assert.Equal(expected.Length, arrays.Count);
        Assert.All(arrays, pair => GoldenValues.AssertEqual(golden.Entries[golden.Lookup[pair.Key]].Values, pair.Value));
    }

    private static void AssertHeader(GoldenEntry entry, NpyHeader? header)
    {
        if (!entry.IsArray)
        {
            Assert.Null(header);
            return;
        }

        Assert.NotNull(header);
        Assert.Equal(entry.Version, header.Version.ToString());
        Assert.Equal(entry.Descr, header.DType.Descr);
        Assert.Equal(entry.Shape, header.Shape.ToArray());
        Assert.Equal(entry.FortranOrder, header.FortranOrder);
        Assert.Equal(entry.DataOffset, header.DataOffset);
    }

    private static void AssertEntry(GoldenEntry found, NpzEntry entry)
    {
        if (!found.IsArray)
        {
            var content = new MemoryStream();
            using (Stream raw = entry.OpenRaw())
                raw.CopyTo(content);
            Assert.Equal(found.Data, content.ToArray());
        }
        else if (found.IsObject)
        {
            Assert.Equal(found.Shape, entry.Open().Load().Shape.ToArray());
        }
        else
        {
            GoldenValues.AssertEqual(found.Values, entry.Open().Load());
            GoldenValues.AssertEqual(found.Values, entry.Open().Load(NpyReadOptions.AsStored));
        }
    }

    private static bool IsLoadable(string name) => !GoldenArchive.Of(name).Entries.Any(entry => entry.IsObject);

    private static string CaseOf(string name) => name[(name.IndexOf('/') + 1)..];

    private static byte[] CommentBytes(string comment, byte[] expected) =>
        Encoding.UTF8.GetString(expected) == comment ? expected : Encoding.UTF8.GetBytes(comment);
}
