using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

public class VerifyTests
{
    private static string WrongCrc => $"the CRC-32 of its 140 bytes is 0x{Crc32.HashToUInt32(Archive.Weights):x8}, not 0x00000001 as the archive claims (at byte 0)";

    [Fact]
    public void Verify_GoodFiles_HaveALineEach()
    {
        using var folder = new TempFolder();
        string three = Archive.Write(folder, Archive.Three);
        string one = folder.Write("one.npz", ZipBytes.Of(true, ("a.npy", Archive.Epoch)));
        string empty = folder.Write("e.npz", ZipBytes.Of(false));
        string single = folder.Write("y.npy", Archive.FortranWeights);

        Assert.Equal(
            new CliRun(0, $"{three}: ok (3 entries)\n{one}: ok (1 entry)\n{empty}: ok (0 entries)\n{single}: ok\n", ""),
            CliRun.Of("verify", three, one, empty, single));
    }

    [Fact]
    public void Verify_WrongCrc_IsOneErrorAndTheOthersGoOn()
    {
        using var folder = new TempFolder();
        string bad = folder.Write("bad.npz", new ZipBytes().AddCompressed("w.npy", 0, Archive.Weights, crc: 1, Archive.Weights.Length).ToBytes());
        string good = Archive.Write(folder, Archive.Three);

        Assert.Equal(new CliRun(1, $"{good}: ok (3 entries)\n", $"npyio: {bad}: Entry 'w.npy': {WrongCrc}\n"), CliRun.Of("verify", bad, good));
    }

    [Fact]
    public void Verify_SeveralProblems_AreCountedInOneLine()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", new ZipBytes()
            .AddCompressed("w.npy", 0, Archive.Weights, crc: 1, Archive.Weights.Length)
            .AddCompressed("notes.txt", 0, Archive.Notes, crc: 2, Archive.Notes.Length)
            .Add("v.npy", Archive.Weights[..50])
            .ToBytes());

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: Entry 'w.npy': {WrongCrc} (and 2 more problems)\n"), CliRun.Of("verify", file));
    }

    [Fact]
    public void VerifyJson_SeveralProblems_AreAllThere()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", new ZipBytes()
            .AddCompressed("w.npy", 0, Archive.Weights, crc: 1, Archive.Weights.Length)
            .Add("v.npy", Archive.Weights[..50])
            .ToBytes());
        string good = folder.Write("y.npy", Archive.Epoch);

        string expected = $$"""
            {"file":"{{file}}","ok":false,"members":2,"problems":[{"member":"w.npy","reason":"BadChecksum","offset":0,"message":"Entry 'w.npy': {{WrongCrc}}"},{"member":"v.npy","reason":"TruncatedHeader","offset":50,"message":"Entry 'v.npy': The content ends inside the header: expected 128 bytes, found 50 (at byte 50)"}]}
            {"file":"{{good}}","ok":true,"members":null,"problems":[]}

            """;
        Assert.Equal(new CliRun(1, expected, $"npyio: {file}: Entry 'w.npy': {WrongCrc} (and 1 more problem)\n"), CliRun.Of("verify", "--json", file, good));
    }

    [Fact]
    public void Verify_SeveralEntriesOfOneName_AreReported()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, ("a.npy", Archive.Epoch), ("b.npy", Archive.Epoch), ("a.npy", Archive.Weights));

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'a.npy': it cannot be read by its name, as another entry has the same (at byte {3 * (30 + 5) + 129 + 129 + 140} of the archive)\n"),
            CliRun.Of("verify", file));
    }

    [Fact]
    public void Verify_EntryTooShort_IsReported()
    {
        using var folder = new TempFolder();
        string file = Archive.Write(folder, Archive.OneBad);

        Assert.Equal(
            new CliRun(1, "", $"npyio: {file}: Entry 'w.npy': The data end early: shape (2, 3) of '<i2' takes 12 bytes, but only 11 are there (at byte 139)\n"),
            CliRun.Of("verify", file));
    }

    [Fact]
    public void Verify_TruncatedArchive_IsReported()
    {
        using var folder = new TempFolder();
        string file = folder.Write("x.npz", ZipBytes.Of(false, Archive.Three).AsSpan()[..^1]);
        const string Message = "The archive has no end record: it begins as one, but its end is missing (at byte 0 of the archive)";

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {Message}\n"), CliRun.Of("verify", file));
        Assert.Equal(
            new CliRun(1, $$"""{"file":"{{file}}","ok":false,"members":null,"problems":[{"member":null,"reason":"BadArchive","offset":0,"message":"{{Message}}"}]}""" + "\n", $"npyio: {file}: {Message}\n"),
            CliRun.Of("verify", file, "--json"));
    }

    [Theory]
    [InlineData(-1, "The data end early: shape (2, 3) of '<i2' takes 12 bytes, but only 11 are there (at byte 139)")]
    [InlineData(2, "2 bytes follow the array where nothing may (at byte 140)")]
    public void Verify_ArrayOfAnotherLength_IsReported(int more, string reason)
    {
        using var folder = new TempFolder();
        byte[] content = Archive.Weights;
        Array.Resize(ref content, content.Length + more);
        string file = folder.Write("x.npy", content);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {reason}\n"), CliRun.Of("verify", file));
    }

    [Fact]
    public void Verify_ObjectsWithoutAPickle_AreAnError()
    {
        using var folder = new TempFolder();
        string file = folder.WriteNpy("x.npy", "'|O'", "(2,)", "a pickle of any length"u8);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: The stack lacks what the opcode takes (at byte 128)\n"), CliRun.Of("verify", file));
    }

    [Theory]
    [InlineData("missing.npz", "no such file or directory")]
    [InlineData("", "no such file or directory")]
    public void Verify_WhatCannotBeOpened_IsReported(string file, string reason)
    {
        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {reason}\n"), CliRun.Of("verify", file));
        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {reason}\n"), CliRun.Of("verify", "--json", file));
    }
}
