using System.Numerics;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The arrays in pickles and joblib files: where they are, how they are laid out, and what they are called in an archive.</summary>
public sealed class PickleArrayTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static NdArray Columns => NdArray.FromBuffer(Convert.FromHexString("000100020003000400050006"), DType.Parse(">u2")).Reshape(3, 2).Transpose();

    [Fact]
    public void InfoJson_ArraysOfAnyOrder_AreFortranOnlyIfNotCToo()
    {
        var value = new List<object?> { Columns, Columns.Copy(Order.C), NdArray.FromArray(new[] { 1.5, 2 }), NdArray.FromArray(new[] { 1.5, 2 }).Reshape(1, 2).Transpose(), NdArray.FromArray(new[] { 1.5 }).Reshape([]) };

        JsonElement[] arrays = [.. JsonTree.Parse(CliRun.Of("info", "--json", Save(value)).Output).GetProperty("arrays").EnumerateArray()];

        Assert.Equal(
            ["[0] '>u2' [2,3] true 12", "[1] '>u2' [2,3] false 12", "[2] '<f8' [2] false 16", "[3] '<f8' [2,1] false 16", "[4] '<f8' [] false 8"],
            arrays.Select(array => $"{array.GetProperty("name")} {array.GetProperty("descr")} {array.GetProperty("shape")} {array.GetProperty("fortran_order").GetRawText()} {array.GetProperty("nbytes")}"));
    }

    [Fact]
    public void Info_ArraysAndNone_HaveALineEach()
    {
        string some = Save(new PickleDictionary { ["a"] = Columns, ["s"] = NdArray.FromObjects(new[] { "x" }, DType.StringDType()) }), none = _folder.Write("none.pkl", Pickle.Save(1L)), empty = _folder.Write("e.npz", ZipBytes.Of(false));
        int width = new[] { some, none, empty }.Max(file => file.Length);
        string blank = new(' ', 50);

        string expected = $"""
            {"name".PadRight(width)}  entry  version  shape   order    bytes  offset  descr
            {some.PadRight(width)}  ['a']           (2, 3)  Fortran     12          '>u2'
            {some.PadRight(width)}  ['s']           (1,)    C           16          StringDType()
            {none.PadRight(width)}{blank}(no arrays)
            {empty.PadRight(width)}{blank}(no entries)

            """;
        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", some, none, empty));
    }

    [Fact]
    public void Info_SecondValueThatIsCut_ShowsTheFirstAndFails()
    {
        byte[] first = Pickle.Save(Columns);
        string file = _folder.Write("x.pkl", [.. first, .. first, .. first.AsSpan(0, first.Length - 2)]);

        CliRun shown = CliRun.Of("info", file), json = CliRun.Of("info", "--json", file);

        Assert.Equal((1, 3), (shown.Status, shown.Output.Split("'>u2'").Length));
        Assert.Equal((1, "", shown.Error), (json.Status, json.Output, json.Error));
        Assert.Equal(1, shown.Error.Count(character => character == '\n'));
    }

    /// <summary>Whatever is asked of a file of which a later value, or the end of the compressed data, is bad: nobody takes what is there for all of it.</summary>
    [Fact]
    public void EveryVerb_BadEndOfAFile_IsTheSameError()
    {
        byte[] first = Pickle.Save(Columns), zipped = Joblib.Save(Columns, new JoblibWriteOptions { Compression = JoblibCompression.Gzip });
        zipped[^8] ^= 1;   // the CRC
        string cut = _folder.Write("cut.pkl", [.. first, .. first.AsSpan(0, first.Length - 2)]), damaged = _folder.Write("damaged.joblib", zipped);
        foreach (string file in (string[])[cut, damaged])
        {
            string error = CliRun.Of("cat", "--json", file).Error;
            Assert.StartsWith($"npyio: {file}: ", error, StringComparison.Ordinal);
            foreach (string[] entry in (string[][])[[], ["--entry", ""]])
            {
                foreach (string extension in (string[])["npy", "npz", "bin", "csv", "json"])
                    Assert.Equal(new CliRun(1, "", error), CliRun.Of(["convert", file, _folder.PathOf($"y.{extension}"), .. entry]));
                Assert.Equal(new CliRun(1, "", error), CliRun.Of(["cat", "--json", file, .. entry]));
            }
            Assert.Equal(new CliRun(1, "", error), CliRun.Of("cat", file, "--entry", ""));
            Assert.Equal((1, error), (CliRun.Of("cat", file).Status, CliRun.Of("cat", file).Error));
            Assert.Equal((1, error), (CliRun.Of("info", file).Status, CliRun.Of("info", file).Error));
            Assert.Equal(new CliRun(1, "", error), CliRun.Of("info", "--json", file));
            Assert.Equal(new CliRun(1, "", error), CliRun.Of("pack", _folder.PathOf("y.npz"), file));
        }
        Assert.Equal(["cut.pkl", "damaged.joblib"], _folder.Names);
    }

    [Fact]
    public void Convert_SeveralValues_AreCalledByTheirIndex()
    {
        string file = _folder.Write("x.pkl", [.. Pickle.Save(Columns), .. Pickle.Save(new PickleDictionary { ["a"] = Columns })]);

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.npz")));
        Assert.Equal(["0", "1/a"], Npz.Load(_folder.PathOf("y.npz")).Keys);
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.json")));
        string all = CliRun.Of("cat", "--json", file).Output;
        Assert.Equal(all[(all.IndexOf(",\"values\":", StringComparison.Ordinal) + ",\"values\":".Length)..^2] + "\n", File.ReadAllText(_folder.PathOf("y.json")));
        Assert.EndsWith(",\"value\":{\"ndarray\":{\"descr\":\"'>u2'\",\"shape\":[2,3],\"data\":[[1,3,5],[2,4,6]]}}}\n", CliRun.Of("cat", "--json", file, "--entry", "[1]['a']").Output, StringComparison.Ordinal);
    }

    /// <summary>Of several problems the first is what Python would not read, then what nobody can.</summary>
    [Fact]
    public void VerifyJson_ValuesBehindTheFirstOfWhichOneIsCut_AreTwoProblems()
    {
        byte[] first = Pickle.Save(Columns);
        string file = _folder.Write("x.pkl", [.. first, .. first, .. first.AsSpan(0, first.Length - 2)]);

        CliRun run = CliRun.Of("verify", "--json", file);

        JsonElement document = JsonTree.Parse(run.Output);
        JsonElement[] problems = [.. document.GetProperty("problems").EnumerateArray()];
        Assert.Equal((1, JsonValueKind.Null, "False"), (run.Status, document.GetProperty("members").ValueKind, document.GetProperty("ok").ToString()));
        Assert.Equal(2, problems.Length);
        Assert.Equal(("TrailingData", first.Length), (problems[0].GetProperty("reason").GetString(), problems[0].GetProperty("offset").GetInt32()));
        Assert.InRange(problems[1].GetProperty("offset").GetInt32(), 2 * first.Length, 3 * first.Length);
        Assert.Equal($"npyio: {file}: {problems[0].GetProperty("message").GetString()} (and 1 more problem)\n", run.Error);
    }

    [Fact]
    public void InfoJson_KeysOfEveryKind_AreThoseOfPython()
    {
        (object? Key, string Path, string Name)[] keys =
        [
            (null, "[None]", "None"), (true, "[True]", "True"), (2L, "[2]", "2"), (-3L, "[-3]", "-3"), (BigInteger.Pow(10, 20), "[100000000000000000000]", "100000000000000000000"), (1.5, "[1.5]", "1.5"),
            ("it's", "[\"it's\"]", "it's"), ("a\n\"", "['a\\n\"']", "a\n\""), ("[x]", "['[x]']", "[x]"), ("a/b", "['a/b']", "a/b"), (new PickleTuple(1L, 2L), "[a tuple of 2]", "a tuple of 2"),
        ];
        NdArray array = NdArray.FromArray(new[] { 7 });
        foreach ((object? key, string path, string name) in keys)
        {
            string file = Save(new PickleDictionary([KeyValuePair.Create(key, (object?)array)]));

            JsonElement found = Assert.Single(JsonTree.Parse(CliRun.Of("info", "--json", file).Output).GetProperty("arrays").EnumerateArray());
            Assert.Equal(path, found.GetProperty("name").GetString());
            Assert.Equal("[7]\n", CliRun.Of("cat", file, "--entry", path).Output);
            Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.npz")));
            Assert.Equal([name], Npz.Load(_folder.PathOf("y.npz")).Keys);
        }
    }

    /// <summary>An element of an array of objects is found by its indices, and an archive has no place for it.</summary>
    [Fact]
    public void EveryVerb_ArrayInAnArrayOfObjects_IsFoundByItsIndex()
    {
        NdArray inner = NdArray.FromArray(new[] { 1, 2 }), objects = NdArray.FromObjects(new object?[,] { { null, 5L }, { "x", inner } });
        NdArray scalar = NdArray.Create(DType.Object);
        scalar.Set<object?>(inner.Copy());
        string file = Save(new List<object?> { objects, scalar });

        Assert.Equal(
            ["[0]", "[0][1, 1]", "[1]", "[1][()]"],
            JsonTree.Parse(CliRun.Of("info", "--json", file).Output).GetProperty("arrays").EnumerateArray().Select(array => array.GetProperty("name").GetString()));
        Assert.Equal(new CliRun(0, "[1 2]\n", ""), CliRun.Of("cat", file, "--entry", "[0][1, 1]"));
        Assert.Equal(new CliRun(0, "[1 2]\n", ""), CliRun.Of("cat", file, "--entry", "[1][()]"));
        Assert.Equal(new CliRun(0, "[1 2]\n", ""), CliRun.Of("cat", file, "--entry", "0/1-1"));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.npz")));
        Assert.Equal(["0", "1"], Npz.Load(_folder.PathOf("y.npz")).Keys);
    }

    [Fact]
    public void Convert_ArraysOfOneName_AreNumbered()
    {
        NdArray Of(int value) => NdArray.FromArray(new[] { value });
        var value = new PickleDictionary { ["a/0_2"] = Of(0), ["a/0"] = Of(1), ["a"] = new PickleTuple(Of(2)) };
        var other = new PickleDictionary { ["1"] = Of(0), [1L] = Of(1) };

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", Save(value), _folder.PathOf("y.npz")));
        Assert.Equal(["a/0_2:0", "a/0:1", "a/0_3:2"], Npz.Load(_folder.PathOf("y.npz")).Select(entry => $"{entry.Key}:{entry.Value.Get<int>(0)}"));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", Save(other), _folder.PathOf("y.npz")));
        Assert.Equal(["1:0", "1_2:1"], Npz.Load(_folder.PathOf("y.npz")).Select(entry => $"{entry.Key}:{entry.Value.Get<int>(0)}"));
    }

    [Theory]
    [InlineData("y.npz")]
    [InlineData("y.npy")]
    [InlineData("y.bin")]
    [InlineData("y.csv")]
    public void Convert_NoArray_SaysSo(string target)
    {
        string file = Save(new List<object?> { 1L, "x" });

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no array\n"), CliRun.Of("convert", file, _folder.PathOf(target)));
        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no array at 'q'; it has none\n"), CliRun.Of("convert", file, _folder.PathOf(target), "--entry", "q"));
        Assert.Equal(["x.pkl"], _folder.Names);
    }

    [Fact]
    public void Convert_ArrayInAPickle_KeepsOrderAndByteOrder()
    {
        string file = Save(new List<object?> { Columns, NdArray.FromArray(new[] { 1 }) });
        byte[] expected = NpyBytes.Of("'>u2'", "(2, 3)", Convert.FromHexString("000100020003000400050006"), fortranOrder: true);

        foreach (string[] more in (string[][])[["--entry", "[0]"], ["--entry", "0"], ["--entry", "0", "--compress"]])
        {
            Assert.Equal(new CliRun(0, "", ""), CliRun.Of(["convert", file, _folder.PathOf("y.npz"), .. more]));
            Archive.AssertHolds(_folder.PathOf("y.npz"), ("arr_0.npy", expected));
        }
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.npy"), "--entry", "[0]"));
        Assert.Equal(expected, File.ReadAllBytes(_folder.PathOf("y.npy")));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.bin"), "--entry", "[0]"));
        Assert.Equal("000100030005000200040006", Convert.ToHexString(File.ReadAllBytes(_folder.PathOf("y.bin"))));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.csv"), "--entry", "[0]"));
        Assert.Equal("1,3,5\n2,4,6\n", File.ReadAllText(_folder.PathOf("y.csv")));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("all.npz")));
        Archive.AssertHolds(_folder.PathOf("all.npz"), ("0.npy", expected), ("1.npy", NpyBytes.Of("'<i4'", "(1,)", [1, 0, 0, 0])));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, _folder.PathOf("y.JSON")));
        string value = CliRun.Of("cat", "--json", file).Output;
        Assert.Equal(value[(value.IndexOf(",\"value\":", StringComparison.Ordinal) + ",\"value\":".Length)..^2] + "\n", File.ReadAllText(_folder.PathOf("y.JSON")));
    }

    /// <summary>Whichever way the arrays come, the option reaches the archive.</summary>
    [Fact]
    public void Convert_Compress_CompressesTheArraysOfAPickle()
    {
        NdArray zeros = NdArray.Create<double>(5000);
        string pickle = Save(new PickleDictionary { ["a"] = zeros, ["b"] = new List<object?> { zeros } });
        string archive = _folder.PathOf("x.npz");
        Npz.Save(archive, [new NpzItem("a", zeros), new NpzItem("b", zeros)]);

        foreach (string[] words in (string[][])[[pickle], [pickle, "--entry", "a"], [archive], [archive, "--entry", "b"]])
        {
            Assert.Equal(0, CliRun.Of(["convert", words[0], _folder.PathOf("y.npz"), .. words[1..]]).Status);
            using (NpzFile stored = Npz.Open(_folder.PathOf("y.npz")))
                Assert.All(stored.Entries, entry => Assert.True(entry.IsStored));
            Assert.Equal(0, CliRun.Of(["convert", words[0], _folder.PathOf("z.npz"), .. words[1..], "--compress"]).Status);
            using NpzFile compressed = Npz.Open(_folder.PathOf("z.npz"));
            Assert.All(compressed.Entries, entry => Assert.InRange(entry.CompressedLength, 1, 1000));
            Assert.Empty(compressed.Verify());
        }
    }

    private string Save(object? value) => _folder.Write("x.pkl", Pickle.Save(value));
}
