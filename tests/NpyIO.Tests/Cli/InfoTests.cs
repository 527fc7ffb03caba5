using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class InfoTests
{
    [Fact]
    public void Info_Json_IsTheContractsDocument()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("ü.npy", "'<f4'", "(2, 3)", new byte[24]);

        string expected = $$"""{"file":"{{file}}","kind":"npy","arrays":[{"name":null,"version":"1.0","descr":"'<f4'","shape":[2,3],"fortran_order":false,"data_offset":128,"nbytes":24}]}""";

        Assert.Equal(new CliRun(0, expected + "\n", ""), CliRun.Of("info", file, "--json"));
    }

    [Fact]
    public void Info_Objects_AreDescribed()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|O'", "(2,)", [], fortranOrder: true);

        var run = CliRun.Of("info", file, "--json");

        Assert.EndsWith("""[{"name":null,"version":"1.0","descr":"'|O'","shape":[2],"fortran_order":true,"data_offset":128,"nbytes":16}]}""" + "\n", run.Output);
    }

    [Fact]
    public void Info_Pipe_AlignsColumns()
    {
        using var folder = new TempFolder();
        string first = folder.WriteNpy("a.npy", "'<f4'", "(2, 3)", new byte[24]);
        string second = folder.WriteNpy("long.npy", "[('x', '<i8')]", "(1000,)", [], fortranOrder: true);
        string gap = new(' ', second.Length - first.Length);

        string expected = $"""
            {"name".PadRight(second.Length)}  version  shape    order    bytes  offset  descr
            {first}{gap}  1.0      (2, 3)   C           24     128  '<f4'
            {second}  1.0      (1000,)  Fortran   8000     128  [('x', '<i8')]

            """;

        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", first, second));
    }

    [Fact]
    public void Info_Terminal_FramesATableThatFits()
    {
        using var folder = new TempFolder();
        string fields = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"('[bold]field{i}[/]', '<f8')"));
        string file = folder.WriteNpy("x.npy", $"[{fields}]", "(2,)", []);

        var run = CliRun.OnTerminal(100, "info", file);

        Assert.Equal((0, ""), (run.Status, run.Error));
        string[] lines = run.Output.Split('\n');
        Assert.StartsWith("╭─", lines[0]);
        Assert.All(lines, line => Assert.True(line.Length <= 100));
        Assert.Contains("[bold]", run.Output);
    }

    [Fact]
    public void Info_HostileFieldName_IsEscapedForPeopleAndWholeInJson()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", @"[('a\x1b]0;b\x07\n', '<f8')]", "(2,)", new byte[16]);

        Assert.DoesNotContain('\x1b', CliRun.Of("info", file).Output + CliRun.OnTerminal(80, "info", file).Output);
        Assert.Contains(@"""descr"":""[('a\\x1b]0;b\\x07\\n', '<f8')]""", CliRun.Of("info", "--json", file).Output);
    }

    [Fact]
    public void Info_AllFilesBad_WritesNoTable() => Assert.Equal("", CliRun.Of("info", "missing.npy").Output);
}
