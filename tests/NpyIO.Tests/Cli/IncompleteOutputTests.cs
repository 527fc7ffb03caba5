using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>What goes to a pipe cannot be taken back. If the work fails half-way, wherever the buffer was last emptied, nobody takes the output for a whole document.</summary>
public sealed class IncompleteOutputTests
{
    // Values of one and two digits, and numbers of them, with which rows, brackets or data end where the buffer of 64 KiB is full.
    private static readonly byte[] Values = [7, 77];
    private static readonly int[] Counts = [1, 10, 21_845, 65_536 - 128, 65_536, 98_304, 150_000];

    public static TheoryData<string, bool, byte, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, byte, int>();
            foreach (string extension in (string[])["csv", "json", "bin", "npy", "npz"])
            {
                foreach (bool isDeflated in (bool[])[false, true])
                {
                    foreach (byte value in Values)
                    {
                        foreach (int count in Counts)
                            cases.Add(extension, isDeflated, value, count);
                    }
                }
            }
            return cases;
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Cases))]
    public void Convert_DamagedEntryToAPipe_IsNoWholeDocument(string extension, bool isDeflated, byte value, int count)
    {
        using var folder = new TempFolder();
        string sound = folder.Write("sound.npz", Entry(isDeflated, value, count, isSound: true)), damaged = folder.Write("damaged.npz", Entry(isDeflated, value, count, isSound: false));
        string expected = folder.PathOf($"expected.{extension}");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", sound, expected, "--entry", "x"));
        (CliRun good, byte[] whole) = ToPipe(folder, extension, sound, "--entry", "x");
        Assert.Equal(new CliRun(0, "", ""), good);
        Assert.True(IsWhole(extension, whole, count));
        if (extension != "npz")
            Assert.Equal(File.ReadAllBytes(expected), whole);

        (CliRun bad, byte[] half) = ToPipe(folder, extension, damaged, "--entry", "x");
        Assert.Equal((1, ""), (bad.Status, bad.Output));
        Assert.Contains("the CRC", bad.Error, StringComparison.OrdinalIgnoreCase);
        Assert.False(IsWhole(extension, half, count));

        Assert.Equal(1, CliRun.Of("convert", damaged, folder.PathOf($"new.{extension}"), "--entry", "x").Status);
        Assert.False(File.Exists(folder.PathOf($"new.{extension}")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CatJson_DamagedEntry_IsNoWholeDocument(bool isDeflated)
    {
        using var folder = new TempFolder();
        foreach (byte value in Values)
        {
            foreach (int count in Counts)
            {
                string file = folder.Write("x.npz", Entry(isDeflated, value, count, isSound: false));
                foreach (string[] words in (string[][])[["cat", "--json", file], ["cat", "--json", file, "--entry", "x"]])
                {
                    CliRun run = CliRun.Of(words);
                    Assert.Equal(1, run.Status);
                    Assert.False(IsWhole("json", Encoding.UTF8.GetBytes(run.Output), count));
                }
            }
        }
    }

    /// <summary>A text that has no form in CSV comes after some that have, some of them in quotes.</summary>
    [LinuxTheory]
    [InlineData("a", 0)]
    [InlineData("a", 1)]
    [InlineData("a,\"", 1)]
    [InlineData("a", 32_768)]
    [InlineData("a,\"", 40_000)]
    public void ConvertToCsv_TextWithoutAForm_IsNoWholeTable(string text, int place)
    {
        using var folder = new TempFolder();
        NdArray texts = NdArray.Create(DType.Parse("<U4"), place + 2);
        for (int i = 0; i < place; i++)
            texts.Set(text, i);
        texts.Set("b,c", place);
        byte[] content = Npy.Save(texts);
        content.AsSpan(^24..^20).Fill(0x7f);   // in the quoted text

        (CliRun run, byte[] half) = ToPipe(folder, "csv", folder.Write("x.npy", content));

        Assert.Equal(1, run.Status);
        Assert.Contains("which is not a character that a CSV file can hold", run.Error, StringComparison.Ordinal);
        Assert.False(IsWhole("csv", half, 0));
    }

    private static (CliRun Run, byte[] Written) ToPipe(TempFolder folder, string extension, string input, params string[] words)
    {
        string pipe = folder.PathOf($"pipe.{extension}");
        if (!File.Exists(pipe))
            Assert.Equal(0, SymbolicLink.CreatePipe(pipe, 0b110_000_000));
        using var written = new MemoryStream();
        CliRun run;
        Task reading;
        using (var open = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))   // so that opening the other ends waits for nobody
        {
            var reader = new FileStream(pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            reading = Task.Factory.StartNew(() =>
            {
                using (reader)
                    reader.CopyTo(written);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            run = CliRun.Of(["convert", input, pipe, .. words]);
        }
        reading.GetAwaiter().GetResult();
        return (run, written.ToArray());
    }

    /// <summary>Whether a reader of the form takes the bytes for complete. Of bare bytes only their number tells.</summary>
    private static bool IsWhole(string extension, byte[] content, int count)
    {
        try
        {
            switch (extension)
            {
                case "csv": return content.Count(character => character == '"') % 2 == 0 && content is [.., (byte)'\n'];
                case "json": JsonDocument.Parse(content); return true;
                case "bin": return content.Length == count;
                case "npy": Npy.Load(content); return true;
                default: Npz.Load(content); return true;
            }
        }
        catch (Exception e) when (e is JsonException or NpyFormatException)
        {
            return false;
        }
    }

    private static byte[] Entry(bool isDeflated, byte value, int count, bool isSound)
    {
        byte[] data = Npy.Save(NdArray.FromArray(Enumerable.Repeat(value, count).ToArray()));
        uint crc = Crc32.HashToUInt32(data);
        return new ZipBytes().AddCompressed("x.npy", (ushort)(isDeflated ? 8 : 0), isDeflated ? ZipBytes.Deflate(data) : data, isSound ? crc : ~crc, data.Length).ToBytes();
    }
}
