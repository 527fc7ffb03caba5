using System.Text.Json;
using NpyIO.Cli.Input;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class ArchiveCatTests
{
    [Fact]
    public void CatJson_Archive_HasArraysByName()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, $$$"""{"file":"{{{file}}}","arrays":{"layer/w":[[1,-2,3],[4,5,32767]],"epoch":7}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Theory]
    [InlineData("layer/w")]
    [InlineData("layer/w.npy")]
    public void CatJson_Entry_IsThatArrayAlone(string entry)
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, $$$"""{"file":"{{{file}}}","arrays":{"layer/w":[[1,-2,3],[4,5,32767]]}}""" + "\n", ""), CliRun.Of("cat", file, "--json", "--entry", entry));
    }

    [Fact]
    public void CatJson_EmptyArchive_HasNoArrays()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder);

        Assert.Equal(new CliRun(0, $$$"""{"file":"{{{file}}}","arrays":{}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_SeveralEntriesOfOneName_GivesTheLast()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Weights), ("b.npy", Archive.Epoch), ("a.npy", Archive.Epoch));

        Assert.Equal(new CliRun(0, $$$"""{"file":"{{{file}}}","arrays":{"a":7,"b":7}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_NamesWithAndWithoutExtension_AreBothThere()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a", Archive.Epoch), ("a.npy", Archive.Weights));

        Assert.Equal(new CliRun(0, $$$"""{"file":"{{{file}}}","arrays":{"a":7,"a.npy":[[1,-2,3],[4,5,32767]]}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_BadEntry_GivesOneErrorAndNoDocument()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), ("w.npy", Archive.Weights[..^1]));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'w.npy': The data end early: shape (2, 3) of '<i2' takes 12 bytes, but only 11 are there (at byte 139)\n"),
            CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_ValuesWithoutEnd_NameTheEntry()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), ("v.npy", NpyBytes.Of("'|V0'", "(20000000,)", [])));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'v.npy': holds 20000000 values that take no bytes, more than the 16777216 that are written out\n"),
            CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_DeflatedEntry_IsRead()
    {
        using var folder = new TempFolder();
        int[] values = [.. Enumerable.Range(0, 100_000)];
        byte[] array = NpyBytes.Integers("(100000,)", values.Length);
        string file = folder.Write("x.npz", ZipBytes.Of(true, ("long.npy", array), ("epoch.npy", Archive.Epoch)));

        Assert.Equal($$$"""{"file":"{{{file}}}","arrays":{"long":[{{{string.Join(',', values)}}}],"epoch":7}}""" + "\n", CliRun.Of("cat", file, "--json").Output);
    }

    [Fact]
    public void Cat_Archive_TitlesEveryEntry()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(
            new CliRun(0, "layer/w: int16, shape (2, 3)\n[[    1    -2     3]\n [    4     5 32767]]\nnotes.txt: 13 bytes, no array\nepoch: uint8, shape ()\n7\n", ""),
            CliRun.Of("cat", file));
    }

    [Fact]
    public void Cat_Entry_IsShownAlone()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(0, "7\n", ""), CliRun.Of("cat", file, "--entry", "epoch"));
    }

    [Fact]
    public void Cat_SeveralFiles_NamesFileAndEntry()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Epoch));
        string single = folder.Write("y.npy", Archive.Epoch);
        string empty = folder.Write("e.npz", ZipBytes.Of(false));

        Assert.Equal(
            new CliRun(0, $"{file}: a: uint8, shape ()\n7\n{single}: uint8, shape ()\n7\n{empty}: no entries\n", ""),
            CliRun.Of("cat", file, single, empty));
    }

    [Fact]
    public void Cat_BadEntry_ShowsTheOthers()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.OneBad);

        Assert.Equal(
            new CliRun(1, "epoch: uint8, shape ()\n7\n", $"npyio: {file}: Entry 'w.npy': The data end early: shape (2, 3) of '<i2' takes 12 bytes, but only 11 are there (at byte 139)\n"),
            CliRun.Of("cat", file));
    }

    [Fact]
    public void Cat_UnknownEntry_NamesWhatIsThere()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);
        var expected = new CliRun(1, "", $"npyio: {file}: has no entry 'w'; there are 'layer/w', 'notes.txt', 'epoch'\n");

        Assert.Equal(expected, CliRun.Of("cat", file, "--entry", "w"));
        Assert.Equal(expected, CliRun.Of("cat", file, "--entry", "w", "--json"));
    }

    [Fact]
    public void Cat_UnknownEntryOfManyEntries_NamesSome()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, [.. Enumerable.Range(0, 13).Select(i => ($"a{i}.npy", Archive.Epoch))]);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: has no entry ''; there are 'a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9' and 3 more\n"),
            CliRun.Of("cat", file, "--entry", ""));
    }

    [Fact]
    public void Cat_EntryOfAnEmptyArchive_SaysSo()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: has no entry 'w'; the archive is empty\n"), CliRun.Of("cat", file, "--entry", "w"));
    }

    [Fact]
    public void Cat_EntryThatIsNoArray_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: entry 'notes.txt' is not an array, but 13 other bytes; 'npyio unpack' writes them to a file\n"),
            CliRun.Of("cat", file, "--entry", "notes.txt"));
    }

    [Fact]
    public void JsonEntriesWriter_CheckedEntries_AreReadAgainAndWhole()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Weights), ("b.npy", Archive.Weights), ("c.npy", Archive.Epoch));
        using InputFile input = InputFile.Open(file, new InputOptions());
        using var bytes = new MemoryStream();
        var output = new NpyIO.Cli.Output.Utf8Writer(bytes);

        new NpyIO.Cli.Views.JsonEntriesWriter(input, input.Archive!, isChecked: true).Write(output);
        output.Flush();

        JsonElement document = JsonTree.Parse(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
        Assert.Equal("""{"a":[[1,-2,3],[4,5,32767]],"b":[[1,-2,3],[4,5,32767]],"c":7}""", document.GetRawText());
    }
}
