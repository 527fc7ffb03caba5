using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>What is said of data that end early or are damaged, and of outputs that cannot be written, by every form of output alike.</summary>
public sealed class FailureTests : IDisposable
{
    private static readonly string[] Extensions = ["npy", "npz", "bin", "csv", "json"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms => [.. Extensions];

    /// <summary>A compressed array is read as it comes, in blocks; what is said counts from its beginning, wherever in an element it ends.</summary>
    [Theory]
    [InlineData("'|u1'", 1)]
    [InlineData("'>i4'", 4)]
    [InlineData("'<c16'", 16)]
    [InlineData("[('a', '<i4'), ('b', '|S8')]", 12)]
    public void EveryForm_CompressedArrayThatEndsEarly_SaysWhere(string descr, int size)
    {
        int count = 320_000 / size;   // several blocks
        foreach (int found in (int[])[0, 1, size - 1, (1 << 16) - 1, 1 << 16, (1 << 16) + size + 1, (count * size) - 1])
        {
            byte[] whole = NpyBytes.Of(descr, $"({count},)", new byte[count * size]);
            int header = whole.Length - count * size;
            string file = _folder.Write("x.npy.gz", Gzip(whole.AsSpan(0, header + found)));
            var expected = new CliRun(1, "", $"npyio: {file}: The data end early: shape ({count},) of {descr} takes {count * size} bytes, but only {found} are there (at byte {header + found})\n");

            foreach (string extension in Extensions)
                Assert.Equal(expected, CliRun.Of("convert", file, _folder.PathOf($"y.{extension}")));
            Assert.Equal(expected.Error, CliRun.Of("cat", "--json", file).Error);
            Assert.Equal(expected, CliRun.Of("cat", file));
            Assert.Equal(expected, CliRun.Of("verify", file));
            Assert.Equal(["x.npy.gz"], _folder.Names);
        }
    }

    /// <summary>Nothing is read of an array without elements, and still its entry is checked.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void Convert_DamagedEntryOfNoElements_IsAnError(string extension)
    {
        foreach (string shape in (string[])["(0,)", "(0, 3)", "(3, 0)", "()"])
        {
            foreach (string descr in (string[])["'<i4'", "'|V0'", "[('a', '|u1')]"])
            {
                byte[] array = NpyBytes.Of(descr, shape, shape == "()" ? new byte[4] : []);
                string file = _folder.Write("x.npz", new ZipBytes().AddCompressed("a.npy", 0, array, ~Crc32.HashToUInt32(array), array.Length).ToBytes());
                if (extension == "csv" && descr[0] == '[' && shape.Length == 6)
                    continue;   // of records CSV has room for one axis

                CliRun run = CliRun.Of("convert", file, _folder.PathOf($"y.{extension}"), "--entry", "a");

                Assert.Equal((1, ""), (run.Status, run.Output));
                Assert.StartsWith($"npyio: {file}: Entry 'a.npy': the CRC-32 of its {array.Length} bytes is ", run.Error, StringComparison.Ordinal);
                Assert.Equal(1, CliRun.Of("cat", "--json", file).Status);
                Assert.Equal(["x.npz"], _folder.Names);
            }
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Forms))]
    public void Convert_OutputThatIsFull_IsTheOutputsError(string extension)
    {
        string target = _folder.PathOf($"y.{extension}");
        File.CreateSymbolicLink(target, "/dev/full");
        var expected = new CliRun(1, "", $"npyio: {target}: No space left on device\n");
        string small = _folder.Write("s.npy", Archive.Weights), fortran = _folder.Write("f.npy", Archive.FortranWeights), large = _folder.Write("l.npy", NpyBytes.Of("'|u1'", "(200000,)", new byte[200_000]));
        string objects = _folder.Write("o.npy", Npy.Save(NdArray.FromObjects(new object?[] { 1L, "x" }))), pickle = _folder.Write("p.pkl", Pickle.Save(NdArray.FromArray(new[] { 1, 2 })));
        string archive = _folder.Write("a.npz", ZipBytes.Of(true, ("w.npy", Archive.Weights))), other = _folder.Write("b.npz", ZipBytes.Of(false, ("w.npy", NpyBytes.Of("'|u1'", "(200000,)", new byte[200_000])), ("n.txt", new byte[3_000_000])));

        foreach (string file in (string[])[small, fortran, large, pickle, archive, extension == "bin" ? small : objects, other])
            Assert.Equal(expected, CliRun.Of("convert", file, target));
        if (extension == "npz")
        {
            Assert.Equal(expected, CliRun.Of("convert", other, target, "--entry", "n.txt"));
            Assert.Equal(expected, CliRun.Of("pack", target, large));
        }
    }

    [LinuxFact]
    public void ConvertToArchive_OutputThatIsFullForALargeArray_IsTheOutputsError()
    {
        string target = _folder.PathOf("y.npz"), file = _folder.Write("x.npy", NpyBytes.Of("'|u1'", $"({17 << 20},)", new byte[17 << 20])), archive = _folder.PathOf("x.npz");
        Npz.Save(archive, [new NpzItem("a", Npy.Load(file))]);
        File.CreateSymbolicLink(target, "/dev/full");

        foreach (string source in (string[])[file, archive])
            Assert.Equal(new CliRun(1, "", $"npyio: {target}: No space left on device\n"), CliRun.Of("convert", source, target));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Convert_EntryOfASingleArray_IsRefused(string extension)
    {
        string file = _folder.Write("x.npy", Archive.Weights), compressed = _folder.Write("x.gz", Gzip(Archive.Weights));

        foreach (string source in (string[])[file, compressed])
            Assert.Equal(new CliRun(1, "", $"npyio: {source}: has no entry 'w': it is a single array\n"), CliRun.Of("convert", source, _folder.PathOf($"y.{extension}"), "--entry", "w"));
        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no entry 'w': it is a single array\n"), CliRun.Of("cat", "--json", file, "--entry", "w"));
        Assert.Equal(["x.gz", "x.npy"], _folder.Names);
    }

    [LinuxFact]
    public void Run_NameThatIsTooLong_SaysSo()
    {
        string name = new('n', 300);

        foreach (string command in (string[])["info", "cat", "verify"])
            Assert.Equal(new CliRun(1, "", $"npyio: {name}: the path is too long\n"), CliRun.Of(command, name));
    }

    /// <summary>As many values without bytes as are written out, and one more; records are values, too. An array may have as many as it has bytes.</summary>
    [Theory]
    [InlineData("|V0", 1 << 24, true)]
    [InlineData("|V0", (1 << 24) + 1, false)]
    [InlineData("<U0", (1 << 24) + 1, false)]
    [InlineData("[('a', '|u1'), ('b', '|S0')]", (1 << 24) + 1, true)]
    [InlineData("[('a', '|u1'), ('b', '|S0'), ('c', '|V0')]", (1 << 24) + 1, false)]
    [InlineData("[('a', [('b', '|S0')], (2,))]", 3_355_443, true)]
    [InlineData("[('a', [('b', '|S0')], (2,))]", 3_355_444, false)]
    public void Check_ValuesWithoutBytesAroundTheMost_AreWrittenOrRefused(string descr, long count, bool isWritten)
    {
        NdArray array = NdArray.Create(DType.Parse(descr), count);

        Exception? error = Record.Exception(() => NpyIO.Cli.Values.EmptyValues.Check(NpyIO.Cli.Values.ItemBytes.Of(array)));

        Assert.Equal(isWritten, error is null);
        Assert.True(error is null or NpyIO.Cli.ToolException);
    }

    private static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(content);
        return packed.ToArray();
    }
}
