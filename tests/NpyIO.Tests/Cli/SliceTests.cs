using System.IO.Compression;
using CsCheck;
using NpyIO.Cli.Input;
using NpyIO.Cli.Views;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Parts of arrays, against the same parts by the library.</summary>
public class SliceTests
{
    private static readonly NdArray Array = NdArray.FromArray(Enumerable.Range(0, 7 * 30 * 10).ToArray()).Reshape(7, 30, 10);

    public static IEnumerable<object[]> Files =>
        from kind in (string[])["npy", "fortran", "gzip", "stored", "deflated"]
        from isLong in (bool[])[false, true]
        select (object[])[kind, isLong];

    /// <summary>Short arrays are loaded, of long ones a part is read.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Slice_RandomIndices_AreWhatTheLibraryGives(string kind, bool isLong)
    {
        using var folder = new TempFolder();
        string file = Write(folder, kind);
        string json = folder.PathOf("y.json"), npy = folder.PathOf("y.npy"), npz = folder.PathOf("y.npz"), bin = folder.PathOf("y.bin");
        using IDisposable lowered = LargeArrays.MinLarge.Lower(isLong ? 1 : 1 << 20);
        using IDisposable block = InputArray.BlockLength.Lower(150);
        using IDisposable row = InputArray.MaxRowLength.Lower(1000);
        RandomIndex.Of([7, 30, 10]).Sample(index =>
        {
            CliRun cat = CliRun.Of("cat", "--json", file, "--slice", index);
            NdArray expected;
            try
            {
                expected = Array[Slice.ParseIndex(index)];
            }
            catch (ArgumentException e)
            {
                Assert.Equal((1, ""), (cat.Status, cat.Output));
                Assert.Contains(e.Message.Split(" (Parameter")[0], cat.Error, StringComparison.Ordinal);
                return;
            }

            foreach (string target in (string[])[json, npy, npz, bin])
                Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, target, "--slice", index));
            CliRun info = CliRun.Of("info", "--json", file, "--slice", index);

            string values = ValuesOf(folder, expected);
            Assert.EndsWith($":{values}}}}}\n", cat.Output, StringComparison.Ordinal);
            Assert.Equal(kind is "stored" or "deflated" ? $"{{\"a\":{values}}}\n" : $"{values}\n", File.ReadAllText(json));
            Assert.Equal(expected, Npy.Load(npy));
            Assert.Equal(expected, Npz.Load(npz).Values.Single());
            Assert.Equal(expected.ToBytes(), File.ReadAllBytes(bin));
            Assert.Contains($"\"shape\":[{string.Join(',', expected.Shape.ToArray())}],", info.Output, StringComparison.Ordinal);
            Assert.Contains($"\"data_offset\":null,\"nbytes\":{expected.NBytes}}}", info.Output, StringComparison.Ordinal);
        }, iter: 20, threads: 1);
    }

    /// <summary>Of a long array only the elements that are printed are read; the text is the same.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Cat_LongArray_PrintsWhatTheWholeOnePrints(string kind, bool isLong)
    {
        using var folder = new TempFolder();
        string file = Write(folder, kind);
        foreach ((string index, string shape) in ((string, string)[])[("...", "(7, 30, 10)"), ("::-1", "(7, 30, 10)"), ("3", "(30, 10)"), (":, :, 2", "(7, 30)"), (":, 5", "(7, 10)"), ("newaxis", "(1, 7, 30, 10)"), ("..., newaxis", "(7, 30, 10, 1)"), ("1:, :, ::3", "(6, 30, 4)")])
        {
            using IDisposable lowered = LargeArrays.MinLarge.Lower(isLong ? 1 : 1 << 20);
            using IDisposable read = ArrayView.MaxRead.Lower(200);
            CliRun run = CliRun.Of("cat", file, "--slice", index);
            Assert.Equal(new CliRun(0, $"{(kind is "stored" or "deflated" ? $"a: int32, shape {shape}\n" : "")}{Array[Slice.ParseIndex(index)]}\n", ""), run);
        }
    }

    [Fact]
    public void Cat_LongArraysOfEveryDType_PrintWhatTheWholeOnesPrint()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy");
        RandomArrays.Contiguous.Sample(array =>
        {
            Npy.Save(file, array.BroadcastTo([40, 3, .. array.Shape]));
            CliRun whole = CliRun.Of("cat", file);
            using IDisposable lowered = LargeArrays.MinLarge.Lower(1);
            using IDisposable read = ArrayView.MaxRead.Lower(100);
            Assert.Equal(whole, CliRun.Of("cat", file));
        }, iter: 100, threads: 1);
    }

    /// <summary>What is left out between the ends must not shorten what is inside an element.</summary>
    [Fact]
    public void Cat_LongArrayOfRecordsWithSubArrays_PrintsThemWhole()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npy");
        Npy.Save(file, NdArray.Create(DType.Struct(new Field("a", DType.SubArray(DType.Float64, 10)), new Field("b", DType.Int8)), 40, 50));
        string whole = CliRun.Of("cat", file).Output;
        using IDisposable lowered = LargeArrays.MinLarge.Lower(1);

        Assert.Equal(whole, CliRun.Of("cat", file).Output);
        Assert.Contains("([0., 0., 0., 0., 0., 0., 0., 0., 0., 0.], 0)", whole, StringComparison.Ordinal);
    }

    /// <summary>Every file is closed.</summary>
    [LinuxFact]
    public void Slice_OfManyFiles_LeavesNoneOpen()
    {
        using var folder = new TempFolder();
        string[] files = [.. Enumerable.Range(0, 50).Select(i => folder.PathOf($"{i}.npy"))];
        foreach (string file in files)
            Npy.Save(file, Array);

        foreach (string[] words in (string[][])[["cat", "--slice", "0, 0", .. files], ["head", "--json", "-n", "1", .. files], ["concat", folder.PathOf("all.npy"), .. files]])
            Assert.Equal(0, CliRun.Of(words).Status);

        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd"), link => TargetOf(link).StartsWith(folder.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Slice_OfAPickle_NeedsAnArray()
    {
        using var folder = new TempFolder();
        string array = folder.PathOf("a.pkl"), dictionary = folder.PathOf("d.pkl");
        Pickle.Save(array, Array);
        Pickle.Save(dictionary, new Dictionary<string, object?> { ["w"] = Array, ["n"] = 1 });

        Assert.Equal(new CliRun(0, "[2092 2094]\n", ""), CliRun.Of("cat", array, "--slice", "-1, -1, 2:5:2"));
        Assert.Equal(new CliRun(0, "[2092 2094]\n", ""), CliRun.Of("cat", dictionary, "--entry", "['w']", "--slice", "-1, -1, 2:5:2"));
        Assert.Equal(
            new CliRun(1, "", $"npyio: {dictionary}: has no rows or slices: it is not an array; --entry takes the path of one, as 'npyio info' shows it\n"),
            CliRun.Of("cat", dictionary, "--slice", "1"));
        Assert.Contains("\"shape\":[10]", CliRun.Of("info", "--json", dictionary, "--slice", "1, 1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Slice_ObjectsAndRecordsInArchives_AreSliced()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npz");
        NdArray objects = NdArray.FromObjects((object?[])[1, "two", null]);
        NdArray records = NdArray.Create(DType.Struct(new Field("a", DType.Int32), new Field("b", DType.Float64)), 3);
        Npz.Save(file, [new NpzItem("o", objects), new NpzItem("r", records)]);

        Assert.Equal(0, CliRun.Of("convert", file, folder.PathOf("y.npz"), "--slice", "1:").Status);

        using NpzFile found = Npz.Open(folder.PathOf("y.npz"));
        Assert.Equal(objects[1..], found["o"].Load());
        Assert.Equal(records[1..], found["r"].Load());
    }

    /// <summary>Of an archive, what fits is shown, and what does not is named.</summary>
    [Fact]
    public void Slice_ThatDoesNotFit_IsNamed()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("x.npz");
        Npz.Save(file, [new NpzItem("a", NdArray.FromArray(new[] { 1, 2, 3 })), new NpzItem("s", NdArray.Create(DType.Int32, default(ReadOnlySpan<long>)))]);

        CliRun run = CliRun.Of("cat", file, "--slice", "1:");

        Assert.Equal("a: int32, shape (2,)\n[2 3]\n", run.Output);
        Assert.Equal($"npyio: {file}: Entry 's.npy': The index mentions 1 axis, but the array has only 0, of shape ().\n", run.Error);
        Assert.Equal(1, run.Status);
    }

    [Theory]
    [InlineData("cat", "foo", "'foo' is not a slice; write a position (3, -1), a range (1:3, ::10), '...' or 'newaxis', with commas between the axes.")]
    [InlineData("info", "1:2:3:4", "'1:2:3:4' is not a slice; write a position (3, -1), a range (1:3, ::10), '...' or 'newaxis', with commas between the axes.")]
    public void Slice_ThatIsNone_IsWrongUsage(string command, string index, string error) =>
        Assert.Equal(new CliRun(2, "", $"npyio: --slice: {error}\nTry 'npyio {command} --help'.\n"), CliRun.Of(command, "x.npy", "--slice", index));

    [Fact]
    public void Slice_ZeroStep_IsWrongUsage() => Assert.Equal(2, CliRun.Of("cat", "x.npy", "--slice", "::0").Status);

    /// <summary>Empty for a file that another test has closed meanwhile.</summary>
    private static string TargetOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Write(TempFolder folder, string kind)
    {
        string file = folder.PathOf(kind is "stored" or "deflated" ? "x.npz" : "x.npy");
        switch (kind)
        {
            case "stored":
                Npz.Save(file, [new NpzItem("a", Array)]);
                break;
            case "deflated":
                Npz.Save(file, [new NpzItem("a", Array)], NpzWriteOptions.Compressed);
                break;
            case "gzip":
                using (var zip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
                    Npy.Save(zip, Array);
                break;
            default:
                Npy.Save(file, kind == "fortran" ? Array.Copy(Order.Fortran) : Array);
                break;
        }

        return file;
    }

    /// <summary>What follows <c>{"file":…,"arrays":{"":</c>.</summary>
    private static string ValuesOf(TempFolder folder, NdArray array)
    {
        string file = folder.PathOf("expected.npy");
        Npy.Save(file, array);
        string document = CliRun.Of("cat", "--json", file).Output;
        return document[$"{{\"file\":\"{file}\",\"arrays\":{{\"\":".Length..^"}}\n".Length];
    }
}
