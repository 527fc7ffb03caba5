using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary><c>Atomic = false</c> writes into the file that is there, unless what is to be saved lies in it.</summary>
public sealed class OutputInPlaceTests
{
    private static readonly NpyWriteOptions InPlace = new() { Atomic = false };

    [LinuxTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_InPlace_KeepsTheFileItself(string kind)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.file");
        SaveKinds.Save(kind, path, 0);
        Assert.Equal(0, SymbolicLink.CreateHard(path, folder.PathOf("b.file")));

        SaveKinds.Save(kind, path, 1, atomic: false);

        // An update and an atomic file always replace.
        Assert.Equal(kind is "npz updated" or "atomic file" ? 0 : 1, SaveKinds.GenerationOf(kind, folder.PathOf("b.file")));
        Assert.Equal(1, SaveKinds.GenerationOf(kind, path));
    }

    [Fact]
    public void Save_MappedArrayIntoItsOwnFile_IsRefusedByAnyPath()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.zip");
        Npz.Save(path, ("x", new[] { 1, 2, 3 }));
        byte[] before = File.ReadAllBytes(path);
        File.CreateSymbolicLink(folder.PathOf("link"), "a.zip");
        MappedArray mapped;
        using (NpzFile archive = Npz.Open(path))
            mapped = archive["x"].Map();
        foreach (string target in (string[])[path, folder.PathOf("link"), $"{folder.Path}/./a.zip"])
        {
            var error = Assert.Throws<InvalidOperationException>(() => Npy.Save(target, mapped.Array, InPlace));
            Assert.StartsWith($"'{target}' is open: an archive that is read lazily, or a mapped array, still has its data there", error.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => Pickle.Save(target, new List<object?> { mapped.Array }, new PickleWriteOptions { Atomic = false }));
        }

        Assert.Equal(before, File.ReadAllBytes(path));
        mapped.Dispose();
        Npy.Save(path, new[] { 7 }, InPlace);
        Assert.Equal([7], Npy.Load<int>(path).ToArray());
    }

    [LinuxFact]
    public void Save_MappedArrayByAHardLink_IsRefused()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.zip");
        Npz.Save(path, ("x", new[] { 1, 2, 3 }));
        Assert.Equal(0, SymbolicLink.CreateHard(path, folder.PathOf("b.zip")));
        using NpzFile archive = Npz.Open(path);
        using MappedArray mapped = archive["x"].Map();

        Assert.Throws<InvalidOperationException>(() => Npy.Save(folder.PathOf("b.zip"), mapped.Array, InPlace));

        Assert.Equal([1, 2, 3], mapped.As<int>().ToArray());
    }

    [Fact]
    public void Save_EntriesOfAnOpenArchiveIntoIt_IsRefused()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.zip");
        Npz.Save(path, ("x", new[] { 1, 2, 3 }));
        foreach (NpzFile archive in (IEnumerable<NpzFile>)[Npz.Open(path), Npz.Open(File.OpenRead(path))])
        {
            using (archive)
                Assert.Throws<InvalidOperationException>(() => Npz.Save(path, archive.Entries.Select(entry => new NpzItem(entry.Name, entry.Open().Load())), new NpzWriteOptions { Atomic = false }));
        }

        using (Npz.Update(path))
            Assert.Throws<InvalidOperationException>(() => Npy.Save(path, new[] { 7 }, InPlace));
        Assert.Equal([1, 2, 3], Npz.Load(path)["x"].ToArray<int>());
        Npz.Save(path, [("y", new[] { 4 })], new NpzWriteOptions { Atomic = false });
        Assert.Equal([4], Npz.Load(path)["y"].ToArray<int>());
    }

    [Fact]
    public void Save_MappedJoblibFile_IsRefusedInPlaceAndReplacedAtomically()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.joblib");
        Joblib.Save(path, NdArray.FromArray(new[] { 1, 2, 3 }));
        using JoblibFile file = Joblib.Open(path);

        Assert.Throws<InvalidOperationException>(() => Joblib.Save(path, file.Value, new JoblibWriteOptions { Atomic = false }));
        Joblib.Save(path, new List<object?> { file.Value });

        Assert.Equal([1, 2, 3], file.Get<NdArray>().ToArray<int>());
        Assert.Equal([1, 2, 3], ((NdArray)((List<object?>)Joblib.Load(path)!)[0]!).ToArray<int>());
    }

    [LinuxFact]
    public void Create_InPlace_KeepsOthersFromOpeningItExclusivelyUntilTheEnd()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npz");
        using (NpzWriter writer = Npz.Create(path, new NpzWriteOptions { Atomic = false }))
        {
            Assert.Throws<IOException>(() => Exclusive(path).Dispose());
            writer.Add("x", new[] { 1 });
            writer.Complete();
        }

        Exclusive(path).Dispose();
        Assert.Equal([1], Npz.Load(path)["x"].ToArray<int>());

        static FileStream Exclusive(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Save_ArchiveDisposedOf_IsWrittenInto()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.zip");
        Npz.Save(path, ("x", new[] { 1, 2, 3 }));
        Npz.Open(path).Dispose();
        Npz.Update(path).Dispose();
        Npz.Load(path);

        Npy.Save(path, new[] { 7 }, InPlace);

        Assert.Equal([7], Npy.Load<int>(path).ToArray());
    }
}
