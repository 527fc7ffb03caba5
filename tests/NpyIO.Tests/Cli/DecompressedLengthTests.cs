using System.IO.Compression;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The option --max-decompressed-length of every verb that reads pickles.</summary>
public sealed class DecompressedLengthTests : IDisposable
{
    private const string Option = "--max-decompressed-length";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Commands => ["info", "info --json", "cat", "cat --json", "cat --entry a", "cat --json --entry a", "verify", "verify --json", "convert y.npz", "convert y.npy", "convert y.json", "convert y.csv", "convert y.npz --entry a", "pack"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Run_EveryVerb_TakesTheOption(string command)
    {
        var value = new PickleDictionary { ["text"] = new string('x', 50_000), ["a"] = NdArray.FromArray(new double[20_000]) };
        foreach (byte[] content in (byte[][])[Joblib.Save(value, new JoblibWriteOptions { Compression = JoblibCompression.Gzip }), ZstandardFrame.Of(Pickle.Save(value))])
        {
            string file = _folder.Write("x.bin", content);
            string[] words = Words(command, file);

            CliRun refused = CliRun.Of([.. words, Option, "49000"]);
            Assert.Equal(1, refused.Status);
            Assert.StartsWith($"npyio: {(command == "pack" ? "" : file)}", refused.Error, StringComparison.Ordinal);
            Assert.Contains("compressed bytes may become 49000: raise --max-decompressed-length if you trust the file", refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("JoblibReadOptions", refused.Error + refused.Output, StringComparison.Ordinal);

            Assert.Equal((0, ""), (CliRun.Of([.. words, Option, "400000"]).Status, CliRun.Of([.. words, Option, "400000"]).Error));
            Assert.Equal((0, ""), (CliRun.Of(words).Status, CliRun.Of(words).Error));
        }
    }

    [Fact]
    public void Cat_MoreThanTheDefault_IsReadIfTheOptionAllowsIt()
    {
        string file = WriteTooLong();

        CliRun refused = CliRun.Of("cat", file);
        Assert.Equal((1, ""), (refused.Status, refused.Output));
        Assert.Contains("raise --max-decompressed-length", refused.Error, StringComparison.Ordinal);
        Assert.Equal(new CliRun(0, "None\n", ""), CliRun.Of("cat", file, Option, "40000000"));
    }

    [Fact]
    public void Unpack_PickleThatIsTooLong_IsRefusedAsAPickle()
    {
        string file = _folder.Write("x.pkl", Joblib.Save("text", new JoblibWriteOptions { Compression = JoblibCompression.Gzip }));

        Assert.Equal($"npyio: {file}: is a pickle or joblib file, no archive; 'npyio convert' writes its arrays into one\n", CliRun.Of("unpack", file, _folder.PathOf("y")).Error);
        Assert.Equal(2, CliRun.Of("unpack", file, _folder.PathOf("y"), Option, "5").Status);
        Assert.Equal($"npyio: {file}: is a pickle or joblib file, no archive; 'npyio convert' writes its arrays into one\n", CliRun.Of("unpack", WriteTooLong(), _folder.PathOf("y")).Error);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("many")]
    [InlineData("")]
    [InlineData("9223372036854775808")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("+5")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    public void Run_NoNumberOfBytes_IsWrongUsage(string value)
    {
        CliRun run = CliRun.Of("cat", _folder.Write("x.npy", NpyBytes.Integers("(3,)", 3)), Option, value);

        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains($"'{value}' is not a number of bytes for --max-decompressed-length: it takes digits only, 0 to 9223372036854775807", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("1", 1)]
    [InlineData("9223372036854775807", 0)]
    public void Run_SmallestAndLargestNumberOfBytes_AreTaken(string value, int status)
    {
        string file = _folder.Write("x.pkl", Joblib.Save("text", new JoblibWriteOptions { Compression = JoblibCompression.Gzip }));

        CliRun run = CliRun.Of("cat", file, Option, value);

        Assert.Equal(status, run.Status);
        Assert.Equal(status == 1, run.Error.Contains($"compressed bytes may become {value}: raise {Option} if you trust the file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("info")]
    [InlineData("cat")]
    [InlineData("convert")]
    [InlineData("pack")]
    [InlineData("verify")]
    public void Help_EveryVerb_NamesTheOption(string verb)
    {
        string help = CliRun.Of(verb, "--help").Output;

        Assert.Contains(Option + " <BYTES>", help, StringComparison.Ordinal);
        Assert.Contains("16 MiB and 100 times the compressed bytes", help, StringComparison.Ordinal);
    }

    /// <summary>A pickle of 36 MB, of which almost nothing is left by compression.</summary>
    private string WriteTooLong()
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write([0x80, 4]);
            byte[] frames = new byte[9 * 4096];
            for (int i = 0; i < frames.Length; i += 9)
                frames[i] = 0x95;
            for (int i = 0; i < 1000; i++)
                zlib.Write(frames);
            zlib.Write("N."u8);
        }

        return _folder.Write("x.pkl", packed.ToArray());
    }

    private string[] Words(string command, string file)
    {
        string[] words = command.Split(' ');
        return words[0] switch
        {
            "pack" => ["pack", _folder.PathOf("packed.npz"), "a=" + file],
            "convert" => ["convert", file, _folder.PathOf(words[1]), .. words[2..]],
            _ => [words[0], file, .. words[1..]],
        };
    }
}
