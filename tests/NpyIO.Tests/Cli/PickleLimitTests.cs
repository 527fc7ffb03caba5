using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Small pickles that would make much output: one line on the error stream instead, and soon.</summary>
public sealed class PickleLimitTests : IDisposable
{
    private const string Shared = "its values share parts: written out they would be more than 8 times as long as every part once";
    private const int Times = 20_000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> LongPartsManyTimes => new()
    {
        { "a text", "\u0080\u0002" + Text(100_000) },
        { "bytes", "\u0080\u0003B" + Count(100_000) + new string('b', 100_000) },
        { "a decimal", "\u0080\u0002cdecimal\nDecimal\n" + Text(100_000, '1') + "\u0085R" },
        { "an integer", "\u0080\u0002\u008b" + Count(1700) + new string('\u007f', 1700) },
        { "an array", "\u0080\u0003" + Array("C", 100_000) },
    };

    [Theory]
    [MemberData(nameof(LongPartsManyTimes))]
    public void CatJson_LongPartThatIsShared_IsRefused(string what, string part)
    {
        string file = Write(part + "q\u00010(" + string.Concat(Enumerable.Repeat("h\u0001", Times)) + "l.");

        Assert.NotEmpty(what);
        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {Shared}\n"), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_ArraysOverTheSameBytes_AreRefused()
    {
        string file = Write("\u0080\u0003B" + Count(100_000) + new string('a', 100_000) + "q\u00010(" + string.Concat(Enumerable.Repeat(Array("h\u0001", 100_000), 1000)) + "l.");

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {Shared}\n"), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_LongKeyOfManyDictionaries_IsRefused()
    {
        string file = Write("\u0080\u0002" + Text(2_000) + "q\u00010(" + string.Concat(Enumerable.Repeat("}h\u0001Ns", Times)) + "l.");

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {Shared}\n"), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_LongPartsOnce_AreWritten()
    {
        string file = Write("\u0080\u0002(" + Text(1_000_000) + Text(1_000_000) + "l.");

        CliRun run = CliRun.Of("cat", file, "--json");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.InRange(run.Output.Length, 2_000_000, 2_000_200);
    }

    [Theory]
    [InlineData("\u0080\u0002\u008b\0\0\u0010\0", 1 << 20, "2525223")]
    [InlineData("\u0080\u0002]\u008b\u00f0\u0006\0\0", 1776, "4277")]
    public void CatJson_Integer_IsWrittenUpToPythonsLimit(string start, int length, string digits)
    {
        string file = Write(start + new string('\u007f', length) + (start.Contains(']') ? "a." : "."));

        CliRun run = CliRun.Of("cat", file, "--json");

        if (length > 1776)
            Assert.Equal(new CliRun(1, "", $"npyio: {file}: holds an integer of {digits} digits, more than the 4300 that are written out\n"), run);
        else
            Assert.Equal(0, run.Status);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("info", "--json")]
    [InlineData("convert")]
    public void Info_PathsWithoutEnd_AreRefused(string command, string? option = null)
    {
        string file = Write("\u0080\u0003}" + Text(100_000) + "(" + string.Concat(Enumerable.Repeat(Array("C\u0001a", 1), 1000)) + "ls.");

        CliRun run = CliRun.Of([command, file, .. command == "convert" ? new[] { _folder.PathOf("x.npz") } : option is null ? [] : [option]]);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: the paths to its arrays have more than 16777216 characters, or 256 on the average\n"), run);
    }

    [Fact]
    public void Convert_LongPathsAsked_AreNotAllInTheMessage()
    {
        string file = Write("\u0080\u0003}" + Text(100_000) + "(" + Array("C\u0001a", 1) + Array("C\u0001a", 1) + "ls.");

        CliRun run = CliRun.Of("convert", file, _folder.PathOf("x.npy"));

        Assert.StartsWith($"npyio: {file}: holds 2 arrays; name one with --entry: ['kkk", run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Error.Length, 100, 1000);
    }

    [Theory]
    [InlineData("\u0080\u0002cdecimal\nDecimal\n", "\u0085R", "11111")]
    [InlineData("\u0080\u0002c", "\nC\n)R", "<mmm")]
    public void Cat_LongText_IsCut(string start, string end, string expected)
    {
        string file = Write(start + (end[0] == '\n' ? new string('m', 100_000) : Text(100_000, '1')) + end + ".");

        CliRun run = CliRun.Of("cat", file);

        Assert.Equal(0, run.Status);
        Assert.StartsWith(expected, run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, 20, 200);
    }

    private static string Count(int count) => Encoding.Latin1.GetString(BitConverter.GetBytes(count));

    private static string Text(int length, char character = 'k') => "X" + Count(length) + new string(character, length);

    /// <summary>An array of int8; its bytes by opcode: <c>C</c> stands for bytes of its own.</summary>
    private static string Array(string bytes, int length) =>
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\u0001b\u0087R(K\u0001J" + Count(length) + "\u0085cnumpy\ndtype\nX\u0002\0\0\0i1\u0089\u0088\u0087R\u0089"
        + (bytes == "C" ? "B" + Count(length) + new string('a', length) : bytes) + "tb";

    private string Write(string pickle)
    {
        string path = _folder.PathOf("x.pkl");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(pickle));
        return path;
    }
}
