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

    [Fact]
    public void Complete_WithAlignmentBehindAPrefix_CountsFromTheArchive()
    {
        byte[] prefix = "#! a program"u8.ToArray();
        using var file = new TempFile([.. prefix, .. Npz.Save(("a", Few), ("bb", Other))]);
        using (NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Alignment = 64 }))
        {
            update.Add("c", Few);
            update.Complete();
        }

        Assert.Equal([.. prefix, .. Npz.Save([("a", Few), ("bb", Other), ("c", Few)], new NpzWriteOptions { Alignment = 64 })], File.ReadAllBytes(file.Path));
    }

    [Theory]
    [InlineData(NpzCompression.None)]
    [InlineData(NpzCompression.Optimal)]
    public void Set_WithoutCompressionOfItsOwn_HasThatOfTheOptions(NpzCompression compression)
    {
        NpzCompression other = compression == NpzCompression.None ? NpzCompression.Optimal : NpzCompression.None;
        NdArray steps = NpzSamples.Steps(1000);
        using var file = new TempFile(Npz.Save(("Set", Few)));
        using (NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Compression = compression }))
        {
            update.Set("Set", steps);
            update.Add("Add", steps);
            update.SetRaw("SetRaw", Npy.Save(steps));
            update.Set(new NpzItem("Set, other", steps) { Compression = other });
            update.Add(new NpzItem("Add, other", steps) { Compression = other });
            update.SetRaw("SetRaw, other", Npy.Save(steps), other);
            update.Complete();
        }

        using NpzFile archive = Npz.Open(file.Path);
        Assert.Equal(["Set", "Add", "SetRaw", "Set, other", "Add, other", "SetRaw, other"], archive.Keys);
        Assert.All(archive, entry => Assert.Equal((entry.Name, (entry.Name.EndsWith("other", StringComparison.Ordinal) ? other : compression) == NpzCompression.None), (entry.Name, entry.IsStored)));
        Assert.All(archive, entry => Assert.Equal(NpzSamples.Steps(1000), entry.Open().Load<int>().ToArray()));
    }

    public static TheoryData<string, bool, bool> Descriptors
    {
        get
        {
            var rows = new TheoryData<string, bool, bool>();
            foreach (string descriptor in Enum.GetNames<ZipBytes.Descriptor>())
            {
                foreach (bool isDeflated in (bool[])[false, true])
                {
                    rows.Add(descriptor, isDeflated, false);
                    rows.Add(descriptor, isDeflated, true);
                }
            }

            return rows;
        }
    }

    /// <summary>Whatever follows the data stays, and the next entry begins right behind it.</summary>
    [Theory]
    [MemberData(nameof(Descriptors))]
    public void Complete_EntriesWithRecordsBehindTheirData_AreKeptWhole(string kind, bool isDeflated, bool isZip64)
    {
        ZipBytes.Descriptor descriptor = Enum.Parse<ZipBytes.Descriptor>(kind);
        byte[] before = new ZipBytes()
            .Add("a.npy", Npy.Save(Few), isDeflated, descriptor, isZip64)
            .Add("b.npy", Npy.Save(Other), isDeflated, descriptor, isZip64)
            .ToBytes();
        int directory = ZipBytes.Entries(before)[0].CentralOffset;
        foreach (int alignment in (int[])[0, 64])
        {
            using var file = new TempFile(before);
            using (NpzUpdate update = Npz.Update(file.Path, new NpzWriteOptions { Alignment = alignment }))
            {
                update.Add("c", Few);
                update.Complete();
            }

            byte[] after = File.ReadAllBytes(file.Path);
            if (alignment == 0)
                Assert.Equal(before[..directory], after[..directory]);
            foreach (Dictionary<string, NdArray> arrays in (Dictionary<string, NdArray>[])[Npz.Load(after), Npz.Load(new PartialStream(after, 1000))])
            {
                Assert.Equal(["a", "b", "c"], arrays.Keys);
                Assert.Equal(Other, arrays["b"].ToArray<int>());
            }

            Assert.Equal(3, new WrittenZip(after).Contents().Count);
            Assert.All(ZipBytes.Entries(after), entry => Assert.Equal(0, entry.DataOffset % Math.Max(1, alignment)));
        }
    }

    [Fact]
    public void Complete_DirectoryInAnotherOrder_KeepsThatOrder()
    {
        byte[] before = ZipBytes.Of(false, ("a.npy", Npy.Save(Few)), ("b.npy", Npy.Save(Other)));
        int directory = ZipBytes.Entries(before)[0].CentralOffset;
        byte[] swapped = [.. before[..directory], .. before[(directory + 51)..(directory + 102)], .. before[directory..(directory + 51)], .. before[(directory + 102)..]];
        using var file = new TempFile([.. "prefix"u8, .. swapped]);
        using (NpzUpdate update = Npz.Update(file.Path))
        {
            Assert.Equal(["b", "a"], update.Names);
            update.Add("c", Few);
            update.Complete();
        }

        byte[] after = File.ReadAllBytes(file.Path);
        Assert.Equal("prefixPK"u8, after.AsSpan(0, 8));
        Dictionary<string, NdArray> arrays = Npz.Load(after);
        Assert.Equal(["b", "a", "c"], arrays.Keys);
        Assert.Equal([Other, Few, Few], arrays.Values.Select(static array => array.ToArray<int>()));
    }
}
