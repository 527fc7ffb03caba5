using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Arrays are written as they are read, in blocks: at each number of bytes, from each kind of file, the same as the library gives for the whole array.</summary>
public class StreamedItemsTests
{
    /// <summary>On both sides of the blocks of the tool (64 KiB), and of those of the library up to 4 MiB.</summary>
    public static TheoryData<string, long> Arrays
    {
        get
        {
            var arrays = new TheoryData<string, long>();
            foreach (int bytes in (int[])[1 << 10, 4 << 10, 16 << 10, 32 << 10, 64 << 10, 128 << 10, 256 << 10, 512 << 10, 1 << 20, 4 << 20])
            {
                foreach (string dtype in bytes is 64 << 10 or 128 << 10 ? (string[])["|u1", ">i2", "<U1", "|S3", ">c8", "V20000"] : ["|u1"])
                {
                    for (int difference = -1; difference <= 1; difference++)
                        arrays.Add(dtype, (long)bytes / DType.Parse(dtype).ItemSize + difference);
                }
            }
            return arrays;
        }
    }

    [Theory]
    [MemberData(nameof(Arrays))]
    public void Convert_ArrayOfALength_IsTheWholeArray(string dtype, long count)
    {
        using var folder = new TempFolder();
        NdArray array = Counting(dtype, count);
        Npy.Save(folder.PathOf("x.npy"), array);
        Npz.Save(folder.PathOf("s.npz"), [new NpzItem("a", array)]);
        Npz.Save(folder.PathOf("c.npz"), [new NpzItem("a", array)], NpzWriteOptions.Compressed);
        byte[] npy = File.ReadAllBytes(folder.PathOf("x.npy"));

        string? json = null, csv = null;
        foreach (string file in (string[])["x.npy", "s.npz", "c.npz"])
        {
            Assert.Equal(array.ToBytes(), Converted(folder, file, "y.bin"));
            Assert.Equal(npy, Converted(folder, file, "y.npy"));
            Assert.Equal(npy, NpyOf(Converted(folder, file, "y.npz"), folder));
            if (array.NBytes > 1 << 19)
                continue;
            string text = System.Text.Encoding.UTF8.GetString(Converted(folder, file, "y.json", "--entry", file == "x.npy" ? "" : "a"));
            Assert.Equal(json ??= text, text);
            Assert.Equal(count, JsonTree.Parse(text).GetArrayLength());
            string lines = System.Text.Encoding.UTF8.GetString(Converted(folder, file, "y.csv"));
            Assert.Equal(csv ??= lines, lines);
        }
        if (json is not null)
            AssertValues(array, json);
    }

    [Theory]
    [InlineData("(3, 4)", false)]
    [InlineData("(3, 4)", true)]
    [InlineData("(1, 4)", true)]
    [InlineData("(4, 1)", true)]
    [InlineData("(1, 1, 1)", true)]
    [InlineData("(0, 4)", true)]
    [InlineData("()", true)]
    public void ConvertToNpy_AnyOrder_IsWhatTheLibrarySaves(string shape, bool fortranOrder)
    {
        using var folder = new TempFolder();
        long count = 1;
        foreach (string length in shape.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries))
            count *= long.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
        string file = folder.WriteNpy("x.npy", "'>u2'", shape, [.. Enumerable.Range(0, (int)(2 * count)).Select(i => (byte)i)], fortranOrder);
        Npy.Save(folder.PathOf("expected.npy"), Npy.Load(file, NpyReadOptions.AsStored));

        Assert.Equal(File.ReadAllBytes(folder.PathOf("expected.npy")), Converted(folder, "x.npy", "y.npy"));
    }

    [Fact]
    public void Convert_EveryGoldenFile_IsWhatTheLibrarySaves()
    {
        using var folder = new TempFolder();
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("testdata", "headers"), "*.npy").Concat(Directory.EnumerateFiles(Repository.PathOf("testdata", "numpy-2.4.6"), "*.npy")))
        {
            NdArray array;
            try
            {
                array = Npy.Load(file, NpyReadOptions.AsStored);
                Npy.Save(folder.PathOf("expected.npy"), array);
            }
            catch (Exception exception) when (exception is NpyFormatException or ArgumentException or InvalidOperationException)
            {
                continue;
            }

            Assert.Equal(0, CliRun.Of("convert", file, folder.PathOf("y.npy")).Status);
            Assert.True(File.ReadAllBytes(folder.PathOf("expected.npy")).AsSpan().SequenceEqual(File.ReadAllBytes(folder.PathOf("y.npy"))), file);
            if (array.DType.HasObject || !array.IsCContiguous)
                continue;
            Assert.Equal(0, CliRun.Of("convert", file, folder.PathOf("y.bin")).Status);
            Assert.True(array.ToBytes().AsSpan().SequenceEqual(File.ReadAllBytes(folder.PathOf("y.bin"))), file);
        }
    }

    [Theory]
    [InlineData("y.npy")]
    [InlineData("y.bin")]
    [InlineData("y.csv")]
    [InlineData("y.json")]
    public void Convert_DamagedEntry_NamesTheInputAndLeavesTheOldFile(string target)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", NpyBytes.Of("'|u1'", "(300000,)", new byte[300_000])));
        byte[] bytes = File.ReadAllBytes(file);
        bytes[250_000] ^= 1;
        folder.Write("x.npz", bytes);
        folder.Write(target, "old"u8);

        foreach (string entry in (string[])["", "--entry=a"])
        {
            CliRun run = CliRun.Of(["convert", file, folder.PathOf(target), .. entry.Length > 0 ? (string[])["--entry", "a"] : []]);

            Assert.Equal((1, ""), (run.Status, run.Output));
            Assert.StartsWith($"npyio: {file}: ", run.Error);
            Assert.Equal("old", File.ReadAllText(folder.PathOf(target)));
        }
        Assert.Equal((1, ""), (CliRun.Of("cat", "--json", file).Status, CliRun.Of("cat", "--json", file).Output));
    }

    [Theory]
    [InlineData("x.npy", "x.npy")]
    [InlineData("x.npz", "x.npz")]
    public void Convert_OntoItself_IsTheSameArray(string source, string target)
    {
        using var folder = new TempFolder();
        NdArray array = Counting(">i4", 100_000);
        if (source == "x.npy")
            Npy.Save(folder.PathOf(source), array);
        else
            Npz.Save(folder.PathOf(source), [new NpzItem("a", array)]);
        byte[] before = File.ReadAllBytes(folder.PathOf(source));

        Assert.Equal(before, Converted(folder, source, target));
    }

    private static NdArray Counting(string dtype, long count)
    {
        DType parsed = DType.Parse(dtype);
        byte[] bytes = new byte[count * parsed.ItemSize];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = parsed.Kind == DTypeKind.String ? (byte)(i % 4 == 0 ? 'a' + i / 4 % 26 : 0) : (byte)(i % 61 + i / 61 % 7);
        return NdArray.FromBuffer(bytes, parsed);
    }

    private static void AssertValues(NdArray array, string json)
    {
        System.Text.Json.JsonElement values = JsonTree.Parse(json);
        System.Text.Json.JsonElement[] found = [.. values.EnumerateArray()];
        for (int i = 0; i < found.Length; i += Math.Max(1, found.Length / 100))
        {
            if (array.DType.Kind == DTypeKind.SignedInteger)
                Assert.Equal(array.Get<short>(i), found[i].GetInt16());
            if (array.DType.Kind == DTypeKind.String)
                Assert.Equal(array.Get<string>(i), found[i].GetString());
        }
    }

    private static byte[] NpyOf(byte[] archive, TempFolder folder)
    {
        Npy.Save(folder.PathOf("z.npy"), Npz.Load(archive, NpyReadOptions.AsStored).Single().Value);
        return File.ReadAllBytes(folder.PathOf("z.npy"));
    }

    private static byte[] Converted(TempFolder folder, string file, string target, params string[] more)
    {
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of(["convert", folder.PathOf(file), folder.PathOf(target), .. more]));
        return File.ReadAllBytes(folder.PathOf(target));
    }
}
