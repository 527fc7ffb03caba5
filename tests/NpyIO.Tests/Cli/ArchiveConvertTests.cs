using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class ArchiveConvertTests
{
    [Theory]
    [InlineData("<i4", false)]
    [InlineData(">f8", false)]
    [InlineData("<f8", true)]
    public void Convert_LargeArrayToArchive_IsWrittenAsItIsReadAndIsTheSame(string descr, bool isFortran)
    {
        using var folder = new TempFolder();
        DType dtype = DType.Parse(descr);
        long rows = (17 << 20) / dtype.ItemSize / 16;
        NdArray array = isFortran ? NdArray.Create(dtype, 16, rows).Transpose() : NdArray.Create(dtype, rows, 16);
        string npy = folder.PathOf("x.npy"), zipped = folder.PathOf("x.npy.gz"), stored = folder.PathOf("s.npz"), deflated = folder.PathOf("d.npz"), target = folder.PathOf("y.npz");
        Npy.Save(npy, array);
        using (var zip = new System.IO.Compression.GZipStream(File.Create(zipped), System.IO.Compression.CompressionLevel.Fastest))
            Npy.Save(zip, array);
        Npz.Save(stored, [new NpzItem("arr_0", array)]);
        Npz.Save(deflated, [new NpzItem("arr_0", array)], NpzWriteOptions.Compressed);
        byte[] expected = File.ReadAllBytes(stored);

        foreach (string source in (string[])[npy, zipped, stored, deflated])
        {
            Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", source, target));
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(target)), source);
        }

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", zipped, target, "--compress"));
        using NpzFile file = Npz.Open(target);
        Assert.Empty(file.Verify());
        Assert.True(file.GetEntry("arr_0").CompressedLength < file.GetEntry("arr_0").Length / 50);
        Assert.True(File.ReadAllBytes(npy).AsSpan().SequenceEqual(file.GetEntry("arr_0").ReadRaw()));

        // Damage at the end of the compressed file, and of the entry, is found although all elements have been written by then.
        foreach (string source in (string[])[zipped, stored])
        {
            byte[] damaged = File.ReadAllBytes(source);
            damaged[source == zipped ? damaged.Length - 6 : damaged.Length / 2] ^= 1;
            File.WriteAllBytes(source, damaged);
            byte[] before = File.ReadAllBytes(target);
            Assert.Equal(1, CliRun.Of("convert", source, target).Status);
            Assert.True(before.AsSpan().SequenceEqual(File.ReadAllBytes(target)));
        }
    }

    [Fact]
    public void Convert_EntryToNpy_KeepsOrderAndByteOrder()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("w.npy", Archive.FortranWeights), ("epoch.npy", Archive.Epoch));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npy"), "--entry", "w"));

        Assert.Equal(Archive.FortranWeights, File.ReadAllBytes(folder.PathOf("y.npy")));
    }

    [Theory]
    [InlineData("y.bin", "0001fffe0003000400057fff")]
    [InlineData("y.csv", "312C2D322C330A342C352C33323736370A")]
    [InlineData("y.json", "5B5B312C2D322C335D2C5B342C352C33323736375D5D0A")]
    public void Convert_Entry_WritesThatArrayAlone(string name, string hex)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("w.npy", Archive.FortranWeights), ("epoch.npy", Archive.Epoch));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf(name), "--entry", "w.npy"));

        Assert.Equal(hex, Convert.ToHexString(File.ReadAllBytes(folder.PathOf(name))), ignoreCase: true);
    }

    [Fact]
    public void Convert_OnlyArray_NeedsNoEntry()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("notes.txt", Archive.Notes), ("w.npy", Archive.Weights));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npy")));

        Assert.Equal(Archive.Weights, File.ReadAllBytes(folder.PathOf("y.npy")));
    }

    [Theory]
    [InlineData("y.npy")]
    [InlineData("y.bin")]
    [InlineData("y.csv")]
    public void Convert_SeveralArraysToOne_WantsAnEntry(string name)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: holds 2 arrays; name one with --entry: 'layer/w', 'epoch'\n"),
            CliRun.Of("convert", file, folder.PathOf(name)));
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Convert_NoArrayToNpy_SaysSo()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("notes.txt", Archive.Notes));

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no array; there are 'notes.txt'\n"), CliRun.Of("convert", file, folder.PathOf("y.npy")));
    }

    [Fact]
    public void Convert_UnknownEntry_NamesWhatIsThere()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);
        var expected = new CliRun(1, "", $"npyio: {file}: has no entry 'w'; there are 'layer/w', 'notes.txt', 'epoch'\n");

        Assert.Equal(expected, CliRun.Of("convert", file, folder.PathOf("y.csv"), "--entry", "w"));
        Assert.Equal(expected, CliRun.Of("convert", file, folder.PathOf("y.npz"), "--entry", "w"));
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Convert_EntryWithoutFormInCsv_NamesTheEntry()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("w.npy", NpyBytes.Of("'|u1'", "(1, 1, 1)", [1])), ("epoch.npy", Archive.Epoch));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'w.npy': has 3 axes, and CSV has room for 2\n"),
            CliRun.Of("convert", file, folder.PathOf("y.csv"), "--entry", "w"));
    }

    [Theory]
    [InlineData(3, """{"layer/w":[[1,-2,3],[4,5,32767]],"epoch":7}""")]
    [InlineData(1, """{"layer/w":[[1,-2,3],[4,5,32767]]}""")]
    [InlineData(0, "{}")]
    public void Convert_ArchiveToJson_IsAnObjectHoweverManyThereAre(int entries, string expected)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three[..entries]);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.json")));

        Assert.Equal(expected + "\n", File.ReadAllText(folder.PathOf("y.json")));
    }

    [Fact]
    public void Convert_ArchiveToArchive_KeepsEveryEntry()
    {
        using var folder = new TempFolder();
        (string Name, byte[] Data)[] entries = [.. Archive.Three, ("f.npy", Archive.FortranWeights), ("bare", Archive.Epoch), ("folder/", []), ("o.npy", NpyBytes.Of("'|O'", "(1,)", "a pickle"u8))];
        string file = Archive.Write(folder, entries);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npz")));

        Archive.AssertHolds(folder.PathOf("y.npz"), entries);
    }

    [Fact]
    public void Convert_ArrayWithAnotherHeader_GetsNumPys()
    {
        using var folder = new TempFolder();
        byte[] odd = [.. NpyBytes.Header(2, "{'shape':(2,3),'descr':'int16','fortran_order':False}"), .. Archive.Weights[128..]];
        string file = Archive.Write(folder, ("w.npy", odd));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npz")));

        Archive.AssertHolds(folder.PathOf("y.npz"), ("w.npy", Archive.Weights));
    }

    [Fact]
    public void Convert_SeveralEntriesOfOneName_KeepsTheLast()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Weights), ("a.npy", Archive.Epoch));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npz")));

        Archive.AssertHolds(folder.PathOf("y.npz"), ("a.npy", Archive.Epoch));
    }

    [Theory]
    [InlineData("layer/w", 0)]
    [InlineData("notes.txt", 1)]
    public void Convert_EntryToArchive_KeepsThatOneAlone(string entry, int kept)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npz"), "--entry", entry));

        Archive.AssertHolds(folder.PathOf("y.npz"), Archive.Three[kept]);
    }

    /// <summary>As <c>np.savez</c> calls an array without a name; what is not an array cannot be called anything.</summary>
    [Fact]
    public void Convert_EntryWithoutName_IsCalledAsNumPyCallsItUnlessItIsNoArray()
    {
        using var folder = new TempFolder();
        string array = folder.Write("a.npz", ZipBytes.Of(false, ("", Archive.Epoch), ("w", Archive.Weights))), notes = folder.Write("n.npz", ZipBytes.Of(false, ("", Archive.Notes)));

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", array, folder.PathOf("y.npz")));
        Archive.AssertHolds(folder.PathOf("y.npz"), (".npy", Archive.Epoch), ("w", Archive.Weights));
        Assert.Equal(
            new CliRun(1, "", $"npyio: {notes}: Entry '': has no name and is not an array, so no archive can hold it\n"),
            CliRun.Of("convert", notes, folder.PathOf("z.npz")));
        Assert.Equal(["a.npz", "n.npz", "y.npz"], folder.Names);
    }

    [Fact]
    public void Convert_ArrayToArchive_IsCalledAsNumPyCallsIt()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npy", Archive.FortranWeights);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, folder.PathOf("y.npz")));

        Archive.AssertHolds(folder.PathOf("y.npz"), ("arr_0.npy", Archive.FortranWeights));
    }

    [Fact]
    public void Convert_Compress_MakesTheArchiveSmaller()
    {
        using var folder = new TempFolder();
        byte[] zeros = NpyBytes.Of("'<f8'", "(1000,)", new byte[8000]);
        string archive = Archive.Write(folder, ("z.npy", zeros), ("z.txt", new byte[8000]));
        string single = folder.Write("z.npy", zeros);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", archive, folder.PathOf("y.npz"), "--compress"));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", "--compress", single, folder.PathOf("one.npz")));

        Archive.AssertHolds(folder.PathOf("y.npz"), ("z.npy", zeros), ("z.txt", new byte[8000]));
        Archive.AssertHolds(folder.PathOf("one.npz"), ("arr_0.npy", zeros));
        Assert.True(new FileInfo(folder.PathOf("y.npz")).Length < 1000);
        Assert.True(new FileInfo(folder.PathOf("one.npz")).Length < 1000);
    }

    [Fact]
    public void Convert_CompressWhatIsNoArchive_IsWrongUsage()
    {
        Assert.Equal(
            new CliRun(2, "", "npyio: cannot compress 'y.csv': --compress is for .npz\nTry 'npyio convert --help'.\n"),
            CliRun.Of("convert", "missing.npz", "y.csv", "--compress"));
    }

    [Fact]
    public void Convert_ArchiveOntoItself_IsDone()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, file));

        Archive.AssertHolds(file, Archive.Three);
        Assert.Equal(["x.npz"], folder.Names);
    }

    [Fact]
    public void Convert_BadEntry_LeavesTheOldArchive()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), ("w.npy", Archive.Weights[..^1]));
        string target = folder.Write("y.npz", "old"u8);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'w.npy': The data end early: shape (2, 3) of '<i2' takes 12 bytes, but only 11 are there (at byte 139)\n"),
            CliRun.Of("convert", file, target));

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal(["x.npz", "y.npz"], folder.Names);
    }

    [Fact]
    public void Convert_DamagedEntryThatIsNoArray_LeavesTheOldArchive()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", new ZipBytes().AddCompressed("notes.txt", 0, Archive.Notes, crc: 1, Archive.Notes.Length).ToBytes());
        string target = folder.Write("y.npz", "old"u8);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'notes.txt': the CRC-32 of its 13 bytes is 0x{System.IO.Hashing.Crc32.HashToUInt32(Archive.Notes):x8}, not 0x00000001 as the archive claims (at byte 0)\n"),
            CliRun.Of("convert", file, target));

        Assert.Equal("old", File.ReadAllText(target));
    }

    [Theory]
    [InlineData("x.npz")]
    [InlineData("x.npy")]
    public void Convert_ArchiveIntoMissingFolder_NamesTheTarget(string name)
    {
        using var folder = new TempFolder();
        string file = folder.Write(name, name == "x.npz" ? ZipBytes.Of(false, Archive.Three) : Archive.Epoch);
        string target = Path.Combine(folder.PathOf("missing"), "y.npz");

        Assert.Equal(new CliRun(1, "", $"npyio: {target}: no such file or directory\n"), CliRun.Of("convert", file, target));
    }
}
