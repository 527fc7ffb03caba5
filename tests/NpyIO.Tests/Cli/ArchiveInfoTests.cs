using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class ArchiveInfoTests
{
    [Fact]
    public void InfoJson_Archive_IsTheContractsDocument()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.Three);

        string expected = $$"""
            {"file":"{{file}}","kind":"npz","arrays":[{"name":"layer/w","version":"1.0","descr":"'<i2'","shape":[2,3],"fortran_order":false,"data_offset":128,"nbytes":12},{"name":"notes.txt","nbytes":13},{"name":"epoch","version":"1.0","descr":"'|u1'","shape":[],"fortran_order":false,"data_offset":128,"nbytes":1}]}

            """;
        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", "--json", file));
    }

    [Fact]
    public void InfoJson_EmptyArchive_HasNoArrays()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder);

        Assert.Equal(new CliRun(0, $$"""{"file":"{{file}}","kind":"npz","arrays":[]}""" + "\n", ""), CliRun.Of("info", file, "--json"));
    }

    [Fact]
    public void InfoJson_SeveralEntriesOfOneName_AreAllThere()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Epoch), ("a.npy", Archive.Weights));

        string expected = $$"""
            {"file":"{{file}}","kind":"npz","arrays":[{"name":"a","version":"1.0","descr":"'|u1'","shape":[],"fortran_order":false,"data_offset":128,"nbytes":1},{"name":"a","version":"1.0","descr":"'<i2'","shape":[2,3],"fortran_order":false,"data_offset":128,"nbytes":12}]}

            """;
        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", file, "--json"));
    }

    [Fact]
    public void InfoJson_BadEntry_GivesOneErrorAndNoDocument()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("epoch.npy", Archive.Epoch), ("w.npy", Archive.Weights[..50]));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'w.npy': The content ends inside the header: expected 128 bytes, found 50 (at byte 50)\n"),
            CliRun.Of("info", file, "--json"));
    }

    [Fact]
    public void Info_BadEntry_ShowsTheOthers()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("w.npy", Archive.Weights[..50]), ("v.npy", Archive.Weights[..40]), ("epoch.npy", Archive.Epoch));

        string expected = $"""
            {"name".PadRight(file.Length)}  entry  version  shape  order  bytes  offset  descr
            {file}  epoch  1.0      ()     C          1     128  '|u1'

            """;
        Assert.Equal(
            new CliRun(1, expected, $"npyio: {file}: Entry 'w.npy': The content ends inside the header: expected 128 bytes, found 50 (at byte 50) (and 1 more problem)\n"),
            CliRun.Of("info", file));
    }

    [Fact]
    public void Info_ArchivesAndArrays_HaveALineForEachEntry()
    {
        using var folder = new TempFolder();
        string three = Archive.Write(folder, Archive.Three);
        string empty = folder.Write("e.npz", ZipBytes.Of(false));
        string single = folder.Write("y.npy", Archive.FortranWeights);

        string expected = $"""
            {"name".PadRight(three.Length)}  entry      version  shape   order    bytes  offset  descr
            {three}  layer/w    1.0      (2, 3)  C           12     128  '<i2'
            {three}  notes.txt                               13          (no array)
            {three}  epoch      1.0      ()      C            1     128  '|u1'
            {empty}                                                      (no entries)
            {single}             1.0      (2, 3)  Fortran     12     128  '>i2'

            """;
        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", three, empty, single));
    }

    [Fact]
    public void Info_CompressedEntry_ShowsToWhatPart()
    {
        using var folder = new TempFolder();
        byte[] zeros = NpyBytes.Of("'<f8'", "(1000,)", new byte[8000]);
        byte[] deflated = ZipBytes.Deflate(zeros);
        string file = folder.Write("x.npz", new ZipBytes().Add("z.npy", zeros, isDeflated: true).Add("epoch.npy", Archive.Epoch).ToBytes());
        string part = (100.0 * deflated.Length / zeros.Length).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + "%";

        string expected = $"""
            {"name".PadRight(file.Length)}  entry  version  shape    order  bytes  packed  offset  descr
            {file}  z      1.0      (1000,)  C       8000  {part,6}     128  '<f8'
            {file}  epoch  1.0      ()       C          1             128  '|u1'

            """;
        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", file));
    }

    /// <summary>Of nothing there is no part, though it is deflated.</summary>
    [Fact]
    public void Info_CompressedEntryOfNoBytes_HasNoPart()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", new ZipBytes().Add("n.txt", [], isDeflated: true).Add("epoch.npy", Archive.Epoch).ToBytes());

        string expected = $"""
            {"name".PadRight(file.Length)}  entry  version  shape  order  bytes  offset  descr
            {file}  n.txt                             0          (no array)
            {file}  epoch  1.0      ()     C          1     128  '|u1'

            """;
        Assert.Equal(new CliRun(0, expected, ""), CliRun.Of("info", file));
    }

    [Fact]
    public void Info_HostileEntryName_IsEscapedForPeopleAndWholeInJson()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a\x1b]0;b\x07\n\"[red].npy", Archive.Epoch));

        Assert.Contains(@"a\x1b]0;b\x07\n""[red]", CliRun.Of("info", file).Output);
        Assert.DoesNotContain('\x1b', CliRun.Of("info", file).Output + CliRun.OnTerminal(120, "info", file).Output);
        string json = CliRun.Of("info", "--json", file).Output;
        Assert.DoesNotContain(json[..^1], char.IsControl);
        Assert.Equal("a\x1b]0;b\x07\n\"[red]", JsonDocument.Parse(json).RootElement.GetProperty("arrays")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Info_DataBeforeTheArchive_AreSkipped()
    {
        using var folder = new TempFolder();
        byte[] archive = [.. "#!/bin/sh\nexec extract $0\n"u8, .. ZipBytes.Of(false, Archive.Three)];
        string file = folder.Write("x", archive);

        Assert.Contains("""{"name":"epoch","version":"1.0",""", CliRun.Of("info", "--json", file).Output);
    }

    [Fact]
    public void Info_ArrayWhoseDataEndAsAnArchive_IsAnArray()
    {
        using var folder = new TempFolder();
        byte[] data = ZipBytes.Of(false);
        string file = folder.Write("x.npz", NpyBytes.Of("'|u1'", $"({data.Length},)", data));

        Assert.Contains("\"kind\":\"npy\"", CliRun.Of("info", "--json", file).Output);
    }

    [Fact]
    public void Info_TruncatedArchive_IsOneError()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", ZipBytes.Of(false, Archive.Three).AsSpan()[..^1]);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: The archive has no end record: it begins as one, but its end is missing (at byte 0 of the archive)\n"),
            CliRun.Of("info", file, "--json"));
    }
}
