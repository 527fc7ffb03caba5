using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>All that the tool prints of one file of every kind, alone: the approved text is read by people, and no column, count or word of it changes unseen.</summary>
public partial class TranscriptTests
{
    private const string Newest = "testdata/numpy-2.4.6";

    private static readonly string[] Golden =
    [
        "bool-2d.npy", "c8-be-scalar.npy", "class-matrix-f.npy", "datetime-25s.npy", "datetime-limits-day.npy", "f2-le-special.npy", "f16-le-scalar.npy", "f8-be-special.npy", "i2-be-special.npy", "name-control.npy",
        "name-emoji.npy", "object-2d-f.npy", "object-field.npy", "object-scalar.npy", "pad-aligned-nested.npy", "pad-only.npy", "rec-all-kinds.npy", "rec-dates.npy", "rec-no-fields.npy", "rec-scalar.npy", "s-control.npy",
        "s-trailing-nul.npy", "s0-rank2.npy", "shape-i4-2x1x3-f.npy", "shape-be-f8-1x0x3-c.npy", "shape-rec-0x0-c.npy", "shape-u3-2x3x4-c.npy", "sub-2d.npy", "sub-of-records.npy", "timedelta-15m.npy",
        "archives/comment.npz", "archives/cp437-name.npz", "archives/deflated-mixed.npz", "archives/deflated-objects.npz", "archives/folders.npz", "archives/no-arrays.npz", "archives/same-name-twice.npz", "archives/stored-records.npz",
        "archives/stored-text-and-numbers.npz", "archives/zip64-sizes.npz", "pickles/classes-2.pkl", "pickles/containers-4.pkl", "pickles/dates-2.pkl", "pickles/dictionaries-0.pkl", "pickles/exact-1.pkl", "pickles/fortran-5.pkl",
        "pickles/masked-2.pkl", "pickles/none-0.pkl", "pickles/numbers-1.pkl", "pickles/object-records-2.pkl", "pickles/plain.joblib", "pickles/scalars-2.pkl", "pickles/shared-4.pkl", "pickles/strings-missing-2.pkl", "pickles/titles-2.pkl",
        "pickles/zlib.joblib", "sparse/deflated-csr.npz", "sparse/stored-coo.npz",
    ];

    public static TheoryData<string> Commands =>
    [
        "info", "info --json", "cat", "cat --json", "head -n 1", "tail -n 1", "cat --slice ::-2", "verify", "verify --json", "types",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Run_FileOfEveryKind_PrintsWhatIsApproved(string command)
    {
        using var folder = new TempFolder();
        var transcript = new StringBuilder();
        string[] words = command.Split(' ');
        foreach (string file in (string[])[.. Golden.Select(name => Repository.PathOf(Newest, name)), .. Made(folder)])
            Append(transcript, folder, CliRun.Of([words[0], file, .. words[1..]]), $"npyio {words[0]} {file}{string.Concat(words[1..].Select(word => " " + word))}");

        Snapshots.Match(transcript.ToString(), "Transcript." + Dashes().Replace(command, "-"));
    }

    /// <summary>Several at once: the table has every column that one of them needs.</summary>
    [Fact]
    public void Info_SeveralFiles_PrintsWhatIsApproved()
    {
        using var folder = new TempFolder();
        var transcript = new StringBuilder();
        string[] files = [.. ((string[])["bool-2d.npy", "archives/comment.npz", "archives/deflated-mixed.npz", "pickles/none-0.pkl", "pickles/fortran-5.pkl"]).Select(name => Repository.PathOf(Newest, name)), .. Made(folder)];
        for (int i = 0; i < files.Length; i++)
        {
            foreach (string other in (string[])[files[(i + 1) % files.Length], files[(i + 3) % files.Length]])
                Append(transcript, folder, CliRun.Of("info", files[i], other), $"npyio info {files[i]} {other}");
        }

        Snapshots.Match(transcript.ToString(), "Transcript.info-two");
    }

    [Fact]
    public void Diff_FileOfEveryKind_PrintsWhatIsApproved()
    {
        using var folder = new TempFolder();
        var transcript = new StringBuilder();
        string[] files = [.. Golden.Select(name => Repository.PathOf(Newest, name)), .. Made(folder)];
        string[][] pairs =
        [
            .. files.Zip(files.Skip(1), (first, second) => new[] { first, second }),
            .. Golden.Where(name => File.Exists(Repository.PathOf("testdata/numpy-1.19.5", name))).Select(name => new[] { Repository.PathOf(Newest, name), Repository.PathOf("testdata/numpy-1.19.5", name) }),
        ];
        foreach (string[] pair in pairs)
        {
            foreach (string[] options in (string[][])[[], ["--json"], ["--strict", "false"]])
                Append(transcript, folder, CliRun.Of(["diff", .. pair, .. options]), $"npyio diff {pair[0]} {pair[1]} {string.Join(' ', options)}");
        }

        Snapshots.Match(transcript.ToString(), "Transcript.diff");
    }

    /// <summary>What NumPy does not write, and what is no array.</summary>
    private static IEnumerable<string> Made(TempFolder folder)
    {
        byte[] numbers = NpyBytes.Integers("(2, 3)", 6, bigEndian: true);
        yield return folder.Write("empty-archive.npz", Npz.Save());
        yield return folder.Write("empty.bin", []);
        yield return folder.Write("notes.txt", [.. "some\ntext"u8]);
        yield return folder.Write("page.html", [.. "<!DOCTYPE html><html></html>"u8]);
        yield return folder.Write("pointer.npy", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7\n"u8]);
        yield return folder.Write("torch.pt", ZipBytes.Of(false, ("archive/data.pkl", "x"u8.ToArray()), ("archive/version", "3\n"u8.ToArray())));
        yield return folder.Write("cut.npy", numbers.AsSpan()[..^3]);
        yield return folder.Write("longer.npy", [.. numbers, 1, 2]);
        yield return folder.Write("header.npy", numbers.AsSpan()[..40]);
        yield return folder.Write("half.npz", ZipBytes.Of(false, ("a.npy", numbers), ("b.npy", numbers[..^3]), ("c.txt", "x"u8.ToArray())));
        yield return folder.Write("cut.npz", Npz.Save(("a", Npy.Load(numbers))).AsSpan()[..100]);
        yield return folder.Write("number.pkl", Pickle.Save(7L));
        yield return folder.Write("garbage.pkl", [.. Pickle.Save(new List<object?> { 1L, NdArray.FromArray([1.5]) }), 9, 9]);
        yield return folder.Write("several.joblib", [.. Pickle.Save(1L), .. Pickle.Save("two")]);
        yield return folder.Write("numbers.npy.gz", Compressed(numbers));
        yield return folder.Write("strings.npy", Npy.Save(NdArray.FromObjects(new object?[] { "a", null, 1L, 2.5, true })));
        yield return folder.Path;
        yield return folder.PathOf("missing.npy");
    }

    private static byte[] Compressed(byte[] content)
    {
        var target = new MemoryStream();
        using (var compressed = new GZipStream(target, CompressionLevel.NoCompression))
            compressed.Write(content);
        return target.ToArray();
    }

    /// <summary>Folders differ between machines, and with them the width of a column.</summary>
    private static void Append(StringBuilder transcript, TempFolder folder, CliRun run, string command)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"$ {command}\n{run.Output}{run.Error}[{run.Status}]\n");
        transcript.Append(Blanks().Replace(text.Replace(folder.Path, "folder", StringComparison.Ordinal).Replace(Repository.Root, "root", StringComparison.Ordinal), "  "));
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Dashes();

    [GeneratedRegex("  +")]
    private static partial Regex Blanks();
}
