using System.Text;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;
using NpyIO.Tests.JoblibFiles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>What the tool takes files for: by their content, from disks and pipes, whatever follows or encloses it.</summary>
public sealed class ContentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> OldPickles
    {
        get
        {
            (string, string)[] pickles =
            [
                ("(dp0\nVa\np1\nI1\ns.", """{"dict":[["a",1]]}"""), ("(lp0\nI1\naI2\na.", "[1,2]"), ("(lI1\na.", "[1]"), ("I5\n.", "5"), ("I01\n.", "true"), ("L5L\n.", "5"),
                ("F1.5\n.", "1.5"), ("Vtext\np0\n.", "\"text\""), ("S'text'\n.", "\"text\""), ("N.", "null"), ("K\u0005.", "5"), ("M\u0005\0.", "5"), ("J\u0005\0\0\0.", "5"),
                ("G?\u00f8\0\0\0\0\0\0.", "1.5"), ("U\u0001a.", "\"a\""), ("X\u0001\0\0\0a.", "\"a\""), ("].", "[]"), ("]q\0K\u0001a.", "[1]"), ("}q\0.", """{"dict":[]}"""), (").", """{"tuple":[]}"""),
                ("(K\u0001K\u0002tq\0.", """{"tuple":[1,2]}"""), ("(t.", """{"tuple":[]}"""),
            ];
            var rows = new TheoryData<string, string, string>();
            foreach ((string pickle, string value) in pickles)
            {
                foreach (string end in new[] { "", "\n", "\r\n", "\0", " \n \n" })
                    rows.Add(pickle, end, value);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(OldPickles))]
    public async Task CatJson_OldPickleWithBytesBehind_IsItsValueFromFilesAndPipes(string pickle, string end, string value)
    {
        byte[] content = Encoding.Latin1.GetBytes(pickle + end);
        string file = _folder.Write("x", content);

        Assert.Equal(new CliRun(0, $$"""{"file":"{{file}}","value":{{value}}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
        CliRun verify = CliRun.Of("verify", file);
        Assert.Equal(end.Length == 0 ? (0, "") : (1, $"npyio: {file}: Bytes follow the value, and Python's load does not read them (at byte {pickle.Length})\n"), (verify.Status, verify.Error));
        if (OperatingSystem.IsLinux())
        {
            string json = await Sources.FromPipeAsync(content, path => CliRun.Of("cat", path, "--json").Output);
            Assert.EndsWith($",\"value\":{value}}}\n", json, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Nothing here is a pickle\n", "text")]
    [InlineData("It was a dark night.\n", "text")]
    [InlineData("no array", "text")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 9\n", "a Git LFS pointer")]
    [InlineData("<!DOCTYPE html>\n<html></html>", "an HTML page")]
    public void Run_OtherContent_IsCalledWhatItIsByEveryVerb(string content, string name)
    {
        string file = _folder.Write("x.npy", Encoding.UTF8.GetBytes(content));

        foreach (string[] words in (string[][])[["info", file], ["cat", file], ["cat", file, "--json"], ["convert", file, _folder.PathOf("y.csv")], ["convert", file, _folder.PathOf("y.npz")], ["unpack", file, _folder.PathOf("y")], ["verify", file]])
        {
            CliRun run = CliRun.Of(words);

            Assert.Equal((1, ""), (run.Status, run.Output));
            Assert.StartsWith($"npyio: {file}: This is {name}, not a ", run.Error, StringComparison.Ordinal);
            Assert.Equal(1, run.Error.Count(character => character == '\n'));
        }
    }

    [Theory]
    [InlineData(JoblibCompression.Zlib)]
    [InlineData(JoblibCompression.Gzip)]
    [InlineData(JoblibCompression.Bzip2)]
    [InlineData(JoblibCompression.Lzma)]
    [InlineData(JoblibCompression.Xz)]
    [InlineData(JoblibCompression.Lz4)]
    public async Task CatJson_CompressedFile_IsWhatItHolds(JoblibCompression kind)
    {
        string npy = _folder.Write("a", Compress(kind, NpyBytes.Integers("(3,)", 3)));
        string npz = _folder.Write("b", Compress(kind, ZipBytes.Of(false, ("a.npy", NpyBytes.Integers("(3,)", 3)))));
        string plain = _folder.Write("c", NpyBytes.Integers("(3,)", 3));
        string values = CliRun.Of("cat", plain, "--json").Output[(plain.Length + "{\"file\":\"\",\"arrays\":{\"\":".Length)..];

        Assert.Equal(new CliRun(0, $"{{\"file\":\"{npy}\",\"arrays\":{{\"\":{values}", ""), CliRun.Of("cat", npy, "--json"));
        Assert.Equal(new CliRun(0, $"{{\"file\":\"{npz}\",\"arrays\":{{\"a\":{values}", ""), CliRun.Of("cat", npz, "--json"));
        Assert.Equal(new CliRun(0, $"{npy}: ok\n{npz}: ok (1 entry)\n", ""), CliRun.Of("verify", npy, npz));
        Assert.Equal(0, CliRun.Of("convert", npy, _folder.PathOf("y.npy")).Status);
        Assert.Equal(NpyBytes.Integers("(3,)", 3), File.ReadAllBytes(_folder.PathOf("y.npy")));
        if (OperatingSystem.IsLinux())
        {
            foreach (string file in new[] { npy, npz })
                Assert.Equal(0, await Sources.FromPipeAsync(File.ReadAllBytes(file), path => CliRun.Of("info", path).Status));
        }
    }

    [Theory]
    [InlineData("KLUv/SSwDQMA1ASTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlRmFsc2UsICdzaGFwZSc6ICgyLCAzKSwgfSAKAPA/AEAACBAUQAcAIMtKXtAwwAY4sMbdwK5TD39qUCo=", "\"arrays\":{\"\":[[0.0,1.0,2.0],[3.0,4.0,5.0]]}}\n")]
    [InlineData("KLUv/WQyAdUGADQJUEsDBBQAIQDwzTtGsAAAAAUAFABhLm5weQEAEJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9IAoA8D8AQAAIEBRAJCHhK5gAAACYYpgzLFBLAQIUA4AB5wAAUEsFBgIAAgBmAAAAtgEAAAAAHgA8gVTQYYCDgyWDVYTkdQAYptiAAewusCAEQxsJBWQAAiAfIAwyqTayAScr7gKBwTDAgTXuBnYuXfnFLUtT0i6gARQB/dosgg==", "\"arrays\":{\"a\":[[0.0,1.0,2.0],[3.0,4.0,5.0]],\"b\":[0.0,1.0,2.0]}}\n")]
    [InlineData("KLUv/SQkIQEAgAJ9cQAoWAEAAABhcQFLAVgBAAAAYnECXXEDKEsBSwJldS4KKy2S0g==", "\"value\":{\"dict\":[[\"a\",1],[\"b\",[1,2]]]}}\n")]
    public void CatJson_ZstandardFile_IsWhatItHolds(string base64, string json)
    {
        CliRun run = CliRun.Of("cat", _folder.Write("x.zst", Convert.FromBase64String(base64)), "--json");

        Assert.EndsWith(json, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SeveralValuesInOneFile_AreAllShown()
    {
        byte[] array = new JoblibBytes().Array("<f8", [2], JoblibBytes.Data(1, 2)).ToArray();
        string file = _folder.Write("x.joblib", [.. array, .. "I5\n."u8, .. array, (byte)'\n']);

        Assert.Equal(
            $$$"""{"file":"{{{file}}}","values":[{"ndarray":{"descr":"'<f8'","shape":[2],"data":[1.0,2.0]}},5,{"ndarray":{"descr":"'<f8'","shape":[2],"data":[1.0,2.0]}}]}""" + "\n",
            CliRun.Of("cat", file, "--json").Output);
        string info = CliRun.Of("info", file, "--json").Output;
        Assert.Contains("\"name\":\"[0]\"", info, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"[2]\"", info, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("cat", file, "--entry", "[2]").Status);
        CliRun verify = CliRun.Of("verify", file);
        Assert.Equal((1, $"npyio: {file}: 2 more values follow the first, and Python's load does not read them (at byte {array.Length})\n"), (verify.Status, verify.Error));
    }

    [Fact]
    public void Cat_SecondValueThatIsCut_ShowsTheFirstAndFails()
    {
        string file = _folder.Write("x.pkl", [.. "I5\n."u8, .. Pickle.Save(new List<object?> { 1L, 2L })[..^2]]);

        CliRun run = CliRun.Of("cat", file);
        Assert.Equal((1, "5\n"), (run.Status, run.Output));
        Assert.Equal((1, ""), (CliRun.Of("cat", file, "--json").Status, CliRun.Of("cat", file, "--json").Output));
    }

    [Fact]
    public void Verify_BytesBehindAnArrayOfObjects_AreTold()
    {
        var content = new MemoryStream();
        Npy.Save(content, NdArray.FromArray(new object?[] { 1L, "a", null }));
        byte[] sound = content.ToArray();
        string good = _folder.Write("good.npy", sound), bad = _folder.Write("bad.npy", [.. sound, 0]);
        string archive = _folder.Write("bad.npz", ZipBytes.Of(false, ("o.npy", [.. sound, 0])));

        Assert.Equal(new CliRun(0, $"{good}: ok\n", ""), CliRun.Of("verify", good));
        foreach (string file in new[] { bad, archive })
            Assert.Equal((1, true), (CliRun.Of("verify", file).Status, CliRun.Of("verify", file).Error.Contains($"Bytes follow the pickle where nothing may (at byte {sound.Length})", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_TorchArchive_IsCalledWhatItIs()
    {
        string file = _folder.Write("x.pt", ZipBytes.Of(false, ("m/data.pkl", [0x80, 2, 0x7D, 0x2E]), ("m/data/0", new byte[8]), ("m/version", "3\n"u8.ToArray())));

        foreach (string[] words in (string[][])[["info", file], ["cat", file], ["cat", file, "--json"], ["convert", file, _folder.PathOf("y.csv")], ["convert", file, _folder.PathOf("y.npz")]])
            Assert.StartsWith($"npyio: {file}: This is a PyTorch archive, not one of arrays: ", CliRun.Of(words).Error, StringComparison.Ordinal);
    }

    /// <summary>Its entries are listed and checked all the same; nothing of it can be packed.</summary>
    [Fact]
    public void Run_TorchArchive_IsAProblemBesideItsOwn()
    {
        const string Reason = "This is a PyTorch archive, not one of arrays: ";
        byte[] data = new byte[8];
        string file = _folder.Write("x.pt", new ZipBytes().Add("m/data.pkl", [0x80, 2, 0x7D, 0x2E]).AddCompressed("m/data/0", 0, data, crc: 1, 8).Add("m/version", "3\n"u8.ToArray()).ToBytes());

        CliRun info = CliRun.Of("info", file), verify = CliRun.Of("verify", file), json = CliRun.Of("verify", "--json", file);

        Assert.StartsWith($"npyio: {file}: {Reason}", info.Error, StringComparison.Ordinal);
        Assert.Equal(4, info.Output.Count(character => character == '\n'));
        Assert.Equal((1, ""), (verify.Status, verify.Output));
        Assert.StartsWith($"npyio: {file}: {Reason}", verify.Error, StringComparison.Ordinal);
        Assert.EndsWith("(and 1 more problem)\n", verify.Error, StringComparison.Ordinal);
        Assert.StartsWith($$"""{"file":"{{file}}","ok":false,"members":3,"problems":[{"member":null,"reason":"Unsupported","offset":0,"message":"{{Reason}}""", json.Output, StringComparison.Ordinal);
        Assert.Contains("""},{"member":"m/data/0","reason":"BadChecksum","offset":0,""", json.Output, StringComparison.Ordinal);
        Assert.StartsWith($"npyio: {file}: {Reason}", CliRun.Of("pack", _folder.PathOf("y.npz"), file).Error, StringComparison.Ordinal);
        Assert.Equal(["x.pt"], _folder.Names);
    }

    [Fact]
    public void Convert_ArchiveWithoutArrays_SaysWhatIsInIt()
    {
        string file = _folder.Write("x.npz", ZipBytes.Of(false, ("notes.txt", "hi"u8.ToArray()), ("b.bin", [1])));

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no array; there are 'notes.txt', 'b.bin'\n"), CliRun.Of("convert", file, _folder.PathOf("y.csv")));
    }

    [Theory]
    [InlineData(JoblibCompression.Zlib, 1)]
    [InlineData(JoblibCompression.Gzip, 8)]
    [InlineData(JoblibCompression.Xz, 1)]
    public void Run_ChecksumOfACompressedArrayIsWrong_IsAnErrorOfEveryVerb(JoblibCompression kind, int fromEnd)
    {
        byte[] content = Compress(kind, NpyBytes.Integers("(50000,)", 50000));
        string file = _folder.Write("x", content);
        Assert.Equal(0, CliRun.Of("cat", file).Status);
        content[^fromEnd] ^= 1;
        File.WriteAllBytes(file, content);

        foreach (string[] arguments in (string[][])[["cat", file], ["cat", "--json", file], ["verify", file], ["convert", file, _folder.PathOf("y.npy")], ["convert", file, _folder.PathOf("y.csv")]])
            Assert.Equal((arguments[0], 1), (arguments[0], CliRun.Of(arguments).Status));
        Assert.Equal(["x"], _folder.Names);
    }

    [LinuxFact]
    public async Task CatJson_ArrayInAPipeThatIsReadWhole_IsWhatItIsInAFile()
    {
        byte[] large = NpyBytes.Of("'<i2'", "(300, 80)", [.. Enumerable.Range(0, 48_000).Select(i => (byte)i)], fortranOrder: true);
        foreach (byte[] content in (byte[][])[Archive.Weights, Archive.FortranWeights, large, Npy.Save(NdArray.FromObjects(new object?[] { 1L, "two", null }))])
        {
            string file = _folder.Write("x.npy", content);
            CliRun expected = CliRun.Of("cat", "--json", file);
            CliRun run = await Sources.FromPipeAsync(content, path => CliRun.Of("cat", "--json", path));

            Assert.Equal((0, ""), (run.Status, run.Error));
            Assert.Equal(expected.Output[expected.Output.IndexOf("\"arrays\"", StringComparison.Ordinal)..], run.Output[run.Output.IndexOf("\"arrays\"", StringComparison.Ordinal)..]);
        }
    }

    /// <summary>A header that is longer than what is read to see what a file is, of an array that has to be whole: what was read of it is read again.</summary>
    [Fact]
    public async Task CatJson_CompressedArrayOfALongHeader_IsWhatItIsInAFile()
    {
        string fields = string.Join(", ", Enumerable.Range(0, 500).Select(i => $"('{new string('f', 30)}{i}', '|u1')"));
        byte[] content = NpyBytes.Of($"[{fields}]", "(2, 2)", [.. Enumerable.Range(0, 2000).Select(i => (byte)i)], fortranOrder: true);
        string file = _folder.Write("x.npy", content), packed = _folder.Write("x.gz", Compress(JoblibCompression.Gzip, content));
        string expected = CliRun.Of("cat", "--json", file).Output[(file.Length + "{\"file\":\"\"".Length)..];

        Assert.Equal(new CliRun(0, $"{{\"file\":\"{packed}\"{expected}", ""), CliRun.Of("cat", "--json", packed));
        Assert.Equal(0, CliRun.Of("convert", packed, _folder.PathOf("y.npy")).Status);
        Assert.Equal(content, File.ReadAllBytes(_folder.PathOf("y.npy")));
        if (OperatingSystem.IsLinux())
            Assert.EndsWith(expected, await Sources.FromPipeAsync(content, path => CliRun.Of("cat", "--json", path).Output), StringComparison.Ordinal);
    }

    private static byte[] Compress(JoblibCompression kind, byte[] content)
    {
        var packed = new MemoryStream();
        using (Stream stream = FileCompressors.OpenWrite(JoblibLayout.KindOf(kind), packed, 6))
            stream.Write(content);
        return packed.ToArray();
    }
}
