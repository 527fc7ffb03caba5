using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

public sealed class NpzUpdateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public NpzUpdateTests()
    {
        _path = Path.Combine(_folder.Path, "a.npz");
        using NpzWriter writer = Npz.Create(_path);
        writer.Add("x", new[] { 1, 2, 3 });
        writer.Add(new NpzItem("y", new double[5000]) { Compression = NpzCompression.Optimal });
        writer.AddRaw("notes.txt", "hello"u8);
        writer.Complete();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Complete_NothingChanged_GivesTheSameBytes()
    {
        byte[] before = File.ReadAllBytes(_path);
        using (NpzUpdate update = Npz.Update(_path))
            update.Complete();
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void Complete_SetAddRemove_ChangesThoseAndKeepsTheOrder()
    {
        using (NpzUpdate update = Npz.Update(_path))
        {
            update.Add("z", new[] { 9f });
            update.Set("x", new[] { 7L });
            Assert.True(update.Remove("notes.txt"));
            Assert.False(update.Remove("nothing"));
            Assert.Equal(["x", "y", "z"], update.Names);
            update.Complete();
        }

        Dictionary<string, NdArray> arrays = Npz.Load(_path);
        Assert.Equal(["x", "y", "z"], arrays.Keys);
        Assert.Equal([7L], arrays["x"].ToArray<long>());
        Assert.Equal(new double[5000], arrays["y"].ToArray<double>());
        Assert.Equal([9f], arrays["z"].ToArray<float>());
    }

    [Fact]
    public void Complete_OtherEntriesChange_CompressedOneIsCopiedAsItIs()
    {
        long packed;
        using (NpzFile file = Npz.Open(_path))
            packed = file.GetEntry("y").CompressedLength;
        using (NpzUpdate update = Npz.Update(_path))
        {
            update.Set("x", new byte[100]);
            update.Complete();
        }

        using NpzFile after = Npz.Open(_path);
        Assert.False(after.GetEntry("y").IsStored);
        Assert.Equal(packed, after.GetEntry("y").CompressedLength);
        Assert.Empty(after.Verify());
        using ZipArchive zip = ZipFile.OpenRead(_path);
        Assert.Equal(["x.npy", "y.npy", "notes.txt"], zip.Entries.Select(entry => entry.FullName));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x.npy")]
    public void Set_NameWithOrWithoutExtension_ReplacesTheEntryItFinds(string name)
    {
        using (NpzUpdate update = Npz.Update(_path))
        {
            Assert.True(update.Contains(name));
            update.Set(name, new[] { 5 });
            update.Complete();
        }

        using NpzFile file = Npz.Open(_path);
        Assert.Equal(["x.npy", "y.npy", "notes.txt"], file.Entries.Select(entry => entry.FullName));
        Assert.Equal([5], file[name].Load<int>().ToArray());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x.npy")]
    public void Add_NameThatIsThere_IsRefused(string name)
    {
        using NpzUpdate update = Npz.Update(_path);
        var error = Assert.Throws<ArgumentException>(() => update.Add(name, new[] { 5 }));
        Assert.Contains("'x.npy'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SetRaw_Entry_IsReplacedInItsPlace()
    {
        using (NpzUpdate update = Npz.Update(_path))
        {
            update.SetRaw("notes.txt", "other"u8.ToArray());
            update.Complete();
        }

        using NpzFile file = Npz.Open(_path);
        Assert.Equal("other"u8.ToArray(), file.GetEntry("notes.txt").ReadRaw());
        Assert.Equal(3, file.Count);
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesTheArchive()
    {
        byte[] before = File.ReadAllBytes(_path);
        using (NpzUpdate update = Npz.Update(_path))
            update.Remove("x");
        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Complete_FailsMidway_LeavesTheArchiveAndNothingElse()
    {
        byte[] before = File.ReadAllBytes(_path);
        var options = new NpzWriteOptions { Progress = new Failing() };
        using (NpzUpdate update = Npz.Update(_path, options))
        {
            update.Set("big", new byte[3 << 20]);
            Assert.Equal("stop", Assert.Throws<NotSupportedException>(update.Complete).Message);
        }

        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Complete_DamagedEntryIsReplaced_HealsTheArchive()
    {
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[180] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Throws<NpyFormatException>(() => Npz.Load(_path));
        using (NpzUpdate update = Npz.Update(_path))
        {
            update.Set("x", new[] { 1, 2, 3 });
            update.Complete();
        }

        Assert.Equal([1, 2, 3], Npz.Load(_path)["x"].ToArray<int>());
    }

    [Fact]
    public void Complete_Prefix_Stays()
    {
        byte[] archive = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, [.. "#!/bin/sh\n"u8, .. archive]);
        using (NpzUpdate update = Npz.Update(_path))
        {
            update.Remove("y");
            update.Complete();
        }

        Assert.StartsWith("#!/bin/sh\n", File.ReadAllText(_path), StringComparison.Ordinal);
        Assert.Equal(["x"], Npz.Load(_path).Keys);
    }

    [Fact]
    public void Complete_Twice_IsRefused()
    {
        using NpzUpdate update = Npz.Update(_path);
        update.Complete();
        Assert.Throws<InvalidOperationException>(update.Complete);
    }

    private sealed class Failing : IProgress<long>
    {
        public void Report(long value) => throw new NotSupportedException("stop");
    }
}
