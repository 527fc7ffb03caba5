using NpyIO.Tests.Support;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>What an update writes, byte for byte.</summary>
public sealed class NpzUpdateBytesTests
{
    private static readonly int[] Few = [1, 2, 3];
    private static readonly int[] Other = [4, 5];

    [Fact]
    public void Complete_Changes_AreMadeInPlaceAndAtTheEnd()
    {
        using var file = new TempFile(Npz.Save(("a", Few), ("b", Few), ("c", Few)));
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            Assert.Equal(["a", "b", "c"], update.Names);
            update.Set("new", Few);
            update.Set("b", Other);
            Assert.True(update.Remove("a"));
            Assert.False(update.Remove("a"));
            update.Add("a", Other);
            Assert.Equal(["b", "c", "new", "a"], update.Names);
            Assert.True(update.Contains("new") && update.Contains("new.npy") && !update.Contains("old"));
            update.Complete();
        }

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal(Npz.Save(("b", Other), ("c", Few), ("new", Few), ("a", Other)), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task CompleteAsync_EntriesThatStay_AreCopiedAsTheyAre()
    {
        NpzItem[] items = NpzSamples.All();
        ForwardStream stream = new();
        Npz.Save(stream, items, NpzWriteOptions.Compressed);
        WrittenZip before = new(stream.Written);
        using var file = new TempFile(stream.Written);
        using (NpzUpdate update = Npz.Update(file.Path, NpzWriteOptions.Compressed))
        {
            update.Remove("noise");
            update.Set("small", NpzSamples.Steps(500_000));
            update.Set(new NpzItem("last", NpzSamples.Steps(500_000)) { Compression = NpzCompression.None });
            await update.CompleteAsync();
        }

        byte[] archive = await File.ReadAllBytesAsync(file.Path);
        WrittenZip after = new(archive);
        foreach (ZipEntry entry in after.Entries.Where(entry => entry.Name is not ("small.npy" or "last.npy")))
        {
            ZipEntry old = before[entry.Name];
            Assert.True(before.Data(old).AsSpan().SequenceEqual(after.Data(entry)), entry.Name);
            Assert.Equal((old.Flags, old.Method, old.Index is null), (entry.Flags, entry.Method, entry.Index is null));
        }

        Assert.Equal(items.Length, after.Entries.Count);
        Assert.Empty(Npz.Open(archive).Verify());
        Assert.Equal(NpzSamples.Steps(500_000), Npz.Open(archive)["small"].Load<int>().ToArray());

        // What reads forward from the beginning finds the records behind the data too.
        Assert.Equal(items.Length, Npz.Load(new PartialStream(archive, 1 << 20)).Count);
    }

    [Fact]
    public void Complete_PrefixAndComment_Stay()
    {
        byte[] archive = Npz.Save(("a", Few), ("b", NpzSamples.Steps(100_000)));
        archive[^2] = 4;
        byte[] whole = [.. "#! a program\n"u8, .. archive, .. "note"u8];
        using var file = new TempFile(whole);
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            update.Set("c", Other);
            update.Complete();
        }

        byte[] expected = Npz.Save(("a", Few), ("b", NpzSamples.Steps(100_000)), ("c", Other));
        expected[^2] = 4;
        Assert.Equal([.. "#! a program\n"u8, .. expected, .. "note"u8], File.ReadAllBytes(file.Path));
        using NpzFile read = Npz.Open(file.Path);
        Assert.Equal("note", read.Comment);
        Assert.Empty(read.Verify());
    }

    [Fact]
    public void Complete_OffsetsThatCountThePrefix_DoSoAfterwards()
    {
        byte[] archive = Npz.Save(("a", Few));
        byte[] directory = archive[(55 + 140)..];
        directory[42] = 5;
        directory[51 + 16] += 5;
        using var file = new TempFile([.. "five "u8, .. archive[..(55 + 140)], .. directory]);
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            update.Set("b", Other);
            update.Complete();
        }

        byte[] after = File.ReadAllBytes(file.Path);
        Assert.Equal("five PK"u8, after.AsSpan(0, 7));
        Assert.Equal([5L, 5 + 55 + 140], new WrittenZip(after).Entries.Select(entry => entry.HeaderOffset));
        Assert.Empty(Npz.Open(after).Verify());
    }

    [Fact]
    public void Complete_EmptyArchives_AreNothingSpecial()
    {
        using var file = new TempFile(Npz.Save());
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            update.Add("x", Few);
            update.Complete();
        }

        Assert.Equal(Npz.Save(("x", Few)), File.ReadAllBytes(file.Path));
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            update.Remove("x.npy");
            update.Complete();
        }

        Assert.Equal(Npz.Save(), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void SetRaw_AnyContent_StandsUnderItsFullName()
    {
        using var file = new TempFile(Npz.Save(("x", Few)));
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            update.SetRaw("x", "text"u8.ToArray());
            update.SetRaw("y.npy", Npy.Save(Other));
            update.SetRaw("y.npy", Npy.Save(Few), NpzCompression.Optimal);
            Assert.Equal(["x.npy", "x", "y"], update.Names);
            update.Remove("x");
            update.SetRaw("x", "other"u8.ToArray());
            update.Complete();
        }

        Dictionary<string, byte[]> contents = new WrittenZip(File.ReadAllBytes(file.Path)).Contents();
        Assert.Equal(["x.npy", "y.npy", "x"], contents.Keys);
        Assert.Equal("other"u8.ToArray(), contents["x"]);
        Assert.Equal(Npy.Save(Few), contents["y.npy"]);
    }

    [Fact]
    public void Set_NameThatIsThereTwice_ReplacesTheOneThatIsRead()
    {
        byte[] twice = Npz.Save(("a", Few), ("b", Other), ("c", Few));
        for (int i = 0; i < twice.Length - 4; i++)
        {
            if (twice.AsSpan(i).StartsWith("c.npy"u8))
                twice[i] = (byte)'a';
        }

        using var file = new TempFile(twice);
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            Assert.Equal(["b", "a"], update.Names);
            update.Set("a", Other);
            update.Complete();
        }

        Assert.Equal(Npz.Save(("b", Other), ("a", Other)), File.ReadAllBytes(file.Path));
    }

    public static TheoryData<string, string[]> ChangesOfAll => new()
    {
        { "remove", ["b.npy", "b.npy", "c.npy"] },
        { "remove by full name", ["b.npy", "b.npy", "c.npy"] },
        { "remove and add", ["b.npy", "b.npy", "c.npy", "a.npy"] },
        { "set", ["b.npy", "b.npy", "a.npy", "c.npy"] },
        { "set raw", ["b.npy", "b.npy", "a.npy", "c.npy"] },
        { "set and remove", ["b.npy", "b.npy", "c.npy"] },
        { "remove both", ["c.npy"] },
    };

    [Theory]
    [MemberData(nameof(ChangesOfAll))]
    public void Complete_NameThatIsThereOftenIsChanged_LeavesNoneOfTheEarlier(string change, string[] expected)
    {
        byte[] old = Npy.Save(Few), other = Npy.Save(Other);
        using var file = new TempFile(ZipBytes.Of(false, ("a.npy", old), ("b.npy", old), ("a.npy", old), ("b.npy", other), ("a.npy", old), ("c.npy", other)));
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            if (change is "set" or "set and remove")
                update.Set("a", Other);
            if (change == "set raw")
                update.SetRaw("a.npy", other);
            if (change.Contains("remove", StringComparison.Ordinal))
            {
                string name = change == "remove by full name" ? "a.npy" : "a";
                Assert.True(update.Remove(name));
                Assert.False(update.Contains(name) || update.Remove(name));
            }

            if (change == "remove and add")
                update.Add("a", Other);
            if (change == "remove both")
                Assert.True(update.Remove("b"));
            update.Complete();
        }

        Assert.Equal(expected, new WrittenZip(File.ReadAllBytes(file.Path)).Entries.Select(entry => entry.Name));
        Assert.All(Npz.Load(file.Path).Values, array => Assert.Equal(Other, array.ToArray<int>()));
    }

    [Fact]
    public void Complete_WithAlignment_MovesWhatStaysToo()
    {
        using var file = new TempFile(Npz.Save([("a", Few), ("long name", Few), ("c", NpzSamples.Steps(100_000))], new NpzWriteOptions { Alignment = 16 }));
        using (NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Alignment = 64 }))
        {
            update.Set("a", NpzSamples.Steps(7));
            update.Add("d", Few);
            update.Complete();
        }

        WrittenZip zip = new(File.ReadAllBytes(file.Path));
        Assert.Equal([0L, 0, 0, 0], zip.Entries.Select(entry => zip.DataOffset(entry) % 64));
        Assert.Equal(
            Npz.Save([("a", NpzSamples.Steps(7)), ("long name", Few), ("c", NpzSamples.Steps(100_000)), ("d", Few)], new NpzWriteOptions { Alignment = 64 }),
            File.ReadAllBytes(file.Path));
    }
}
