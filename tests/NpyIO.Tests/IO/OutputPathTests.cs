using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>The file that is saved is the one that the kernel opens by the same path.</summary>
public sealed class OutputPathTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    public static TheoryData<string> Ways => [.. LesserCalls.Ways];

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Save_LinkBehindALinkedFolder_WritesWhereTheKernelLeads(string way)
    {
        using var folder = new TempFolder();
        using var calls = new LesserCalls(way);
        calls.Use();
        Directory.CreateDirectory(folder.PathOf("real/sub"));
        Directory.CreateDirectory(folder.PathOf("home"));
        folder.Write("home/y.npy", [1, 2, 3]);
        File.CreateSymbolicLink(folder.PathOf("real/sub/x.npy"), "../y.npy");
        Directory.CreateSymbolicLink(folder.PathOf("home/dir"), "../real/sub");

        Npy.Save(folder.PathOf("home/dir/x.npy"), new[] { 7 });
        Npy.Save(folder.PathOf("home/dir/../z.npy"), new[] { 8 });

        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.PathOf("home/y.npy")));
        Assert.Equal([7], Npy.Load<int>(folder.PathOf("real/y.npy")).ToArray());
        Assert.Equal([8], Npy.Load<int>(folder.PathOf("real/z.npy")).ToArray());
        Assert.Equal(way is "by process" or "portable", calls.Refused == 0);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Save_NewThenOver_LeavesOneFile(string way)
    {
        foreach (string kind in SaveKinds.Names)
        {
            using var folder = new TempFolder();
            using var calls = new LesserCalls(way);
            calls.Use();
            string path = folder.PathOf("a.file");
            for (int generation = 0; generation < 3; generation++)
            {
                SaveKinds.Save(kind, path, generation);
                Assert.Equal(["a.file"], folder.Names);
                Assert.Equal(generation, SaveKinds.GenerationOf(kind, path));
            }
        }
    }

    [LinuxTheory]
    [InlineData("by process")]
    [InlineData("portable")]
    public void Save_RandomTreesOfLinks_AsTheKernelOpensThem(string way)
    {
        var random = new Random(20261129);
        int leads = 0;
        for (int round = 0; round < 100; round++)
        {
            int seed = random.Next();
            using var expected = new TempFolder();
            using var actual = new TempFolder();
            string path = BuildTree(expected.Path, seed);
            Assert.Equal(path, BuildTree(actual.Path, seed));

            bool opens = OpenByKernel($"{expected.Path}/{path}");
            using var calls = new LesserCalls(way);
            calls.Use();
            Exception? thrown = Record.Exception(() => Npy.Save($"{actual.Path}/{path}", new[] { 7 }));
            calls.Dispose();

            Assert.True(opens == thrown is null, $"seed {seed}, path {path}: kernel {opens}, {thrown}");
            Assert.True(thrown is null or IOException or UnauthorizedAccessException, $"{thrown}");
            string written = Listing(actual.Path).Replace("140", "3", StringComparison.Ordinal).Replace("132", "3", StringComparison.Ordinal);
            Assert.True(Listing(expected.Path) == written, $"seed {seed}, path {path}:\n{Listing(expected.Path)}\n{written}");
            leads += opens ? 1 : 0;
        }

        Assert.InRange(leads, 20, 80);
    }

    /// <summary>What is saved by a path is loaded by it.</summary>
    [LinuxTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Load_DotsBehindALinkedFolder_ReadsWhatSaveWrote(string kind)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("real/sub"));
        Directory.CreateDirectory(folder.PathOf("home"));
        folder.Write("home/y.file", [1, 2, 3]);
        Directory.CreateSymbolicLink(folder.PathOf("home/dir"), "../real/sub");
        string path = folder.PathOf("home/dir/../y.file");

        SaveKinds.Save(kind == "npz updated" ? "npz" : kind, path, 4);
        Assert.Equal(4, SaveKinds.GenerationOf(kind, path));
        SaveKinds.Save(kind, path, 5);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.PathOf("home/y.file")));
        Assert.Equal(5, SaveKinds.GenerationOf(kind, folder.PathOf("real/y.file")));
        Assert.Equal(5, SaveKinds.GenerationOf(kind, path));
    }

    [LinuxFact]
    public void Load_DotsBehindWhatIsNotThere_NamesThePath()
    {
        using var folder = new TempFolder();
        folder.Write("y.npy", Npy.Save(new[] { 1 }));
        string path = folder.PathOf("missing/../y.npy");

        var error = Assert.Throws<DirectoryNotFoundException>(() => Npy.Load(path));

        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("a/")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("folder")]
    [InlineData("folder/")]
    [InlineData("folder/.")]
    [InlineData("link-to-folder")]
    public void Save_ToAFolder_SaysSo(string name)
    {
        foreach (string way in (string[])["by process", "portable"])
        {
            using var folder = new TempFolder();
            using var calls = new LesserCalls(way);
            calls.Use();
            Directory.CreateDirectory(folder.PathOf("folder"));
            Directory.CreateSymbolicLink(folder.PathOf("link-to-folder"), "folder");
            string path = $"{folder.Path}/{name}";

            var error = Assert.Throws<UnauthorizedAccessException>(() => Npy.Save(path, new[] { 7 }));

            Assert.Equal($"Access to the path '{path}' is denied: it names a folder, and only files can be saved to.", error.Message);
            Assert.Equal(["folder", "link-to-folder"], folder.Names);
        }
    }

    [LinuxTheory]
    [InlineData("missing/a.npy")]
    [InlineData("missing/../a.npy")]
    [InlineData("file.txt/a.npy")]
    [InlineData("file.txt/sub/a.npy")]
    [InlineData("file.txt/../a.npy")]
    [InlineData("link-to-file/a.npy")]
    [InlineData("link-into-file")]
    public void Save_ThroughWhatIsNotAFolder_SaysThatAPartOfThePathIsMissing(string name)
    {
        foreach (string way in (string[])["by process", "portable"])
        {
            foreach (string kind in SaveKinds.Names)
            {
                foreach (bool isAtomic in (bool[])[true, false])
                {
                    using var folder = new TempFolder();
                    using var calls = new LesserCalls(way);
                    calls.Use();
                    folder.Write("file.txt", [1, 2, 3]);
                    File.CreateSymbolicLink(folder.PathOf("link-to-file"), "file.txt");
                    File.CreateSymbolicLink(folder.PathOf("link-into-file"), "file.txt/a.npy");
                    string path = $"{folder.Path}/{name}";

                    var error = Assert.Throws<DirectoryNotFoundException>(() => SaveKinds.Save(kind, path, 1, isAtomic));

                    Assert.Equal($"Could not find a part of the path '{path}'.", error.Message);
                    Assert.Equal(["file.txt", "link-into-file", "link-to-file"], folder.Names);
                    Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.PathOf("file.txt")));
                }
            }
        }
    }

    [LinuxFact]
    public void Save_LinksInACircle_NamesThePath()
    {
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder.PathOf("a"), "b");
        File.CreateSymbolicLink(folder.PathOf("b"), "a");

        var error = Assert.Throws<IOException>(() => Npy.Save(folder.PathOf("a"), new[] { 7 }));

        Assert.Equal($"Too many levels of symbolic links : '{folder.PathOf("a")}'", error.Message);
    }

    [LinuxTheory]
    [InlineData("by process", 40, true)]
    [InlineData("by process", 41, false)]
    [InlineData("portable", 40, true)]
    [InlineData("portable", 41, false)]
    public void Save_ChainOfLinks_IsFollowedAsFarAsTheKernelDoes(string way, int links, bool isFollowed)
    {
        using var folder = new TempFolder();
        using var calls = new LesserCalls(way);
        calls.Use();
        folder.Write("0", [1]);
        for (int i = 1; i <= links; i++)
            File.CreateSymbolicLink(folder.PathOf($"{i}"), $"{i - 1}");
        string path = folder.PathOf($"{links}");

        Exception? kernel = Record.Exception(() => File.ReadAllBytes(path));
        Exception? error = Record.Exception(() => Npy.Save(path, new[] { 7 }));

        Assert.Equal(isFollowed, kernel is null);
        Assert.Equal(isFollowed ? null : $"Too many levels of symbolic links : '{path}'", error?.Message);
        Assert.Equal(isFollowed, File.ReadAllBytes(folder.PathOf("0")).Length > 1);
    }

    [LinuxFact]
    public void Save_RelativePathToALongName_Works()
    {
        using var folder = new TempFolder();
        string name = new string('é', 127);
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, folder.PathOf(name));

        Npy.Save(relative, new[] { 7 });
        Npy.Save(relative, new[] { 8 });

        Assert.Equal([name], folder.Names);
        Assert.Equal([8], Npy.Load<int>(folder.PathOf(name)).ToArray());
    }

    [LinuxFact]
    public void Save_ThroughALinkThatIsNotUtf8_WritesWhatItNames()
    {
        using var folder = new TempFolder();
        byte[] text = [0xFF, 0xFE, (byte)'.', (byte)'n', 0];
        Assert.Equal(0, SymbolicLink.Create(text, folder.PathOf("link")));

        Npy.Save(folder.PathOf("link"), new[] { 7 });

        Assert.Equal([7], Npy.Load<int>(folder.PathOf("link")).ToArray());
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
        Assert.Equal(0, new FileCalls().Unlink(Libc.CurrentDirectory, [.. Encoding.UTF8.GetBytes($"{folder.Path}/"), .. text]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Save_PathThatIsNone_IsAnArgumentException(string path) =>
        Assert.Throws<ArgumentException>(() => Npy.Save(path, new[] { 7 }));

    [LinuxFact]
    public void Save_OverAHardLink_LeavesTheOtherNameItsContent()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1, 2, 3]);
        Assert.Equal(0, SymbolicLink.CreateHard(path, folder.PathOf("b.npy")));

        Npy.Save(path, new[] { 7 });

        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder.PathOf("b.npy")));
        Assert.Equal([7], Npy.Load<int>(path).ToArray());
    }

    [LinuxFact]
    public void Save_NameTooLong_NamesThePath()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf(new string('a', 300));

        var error = Assert.Throws<PathTooLongException>(() => Npy.Save(path, new[] { 7 }));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Save_ToANamedPipe_WritesItDirectly()
    {
        // Neither what has to be read before nor what needs to be patched can go to a pipe.
        foreach (string kind in SaveKinds.Names.Where(kind => kind is not ("npz updated" or "npz written")))
        {
            using var folder = new TempFolder();
            string pipe = folder.PathOf("pipe");
            Assert.Equal(0, SymbolicLink.CreatePipe(pipe, 0x180));
            Task<byte[]> reading = Task.Run(() => File.ReadAllBytes(pipe));

            SaveKinds.Save(kind, pipe, 7);

            Assert.Equal(["pipe"], folder.Names);
            string copy = folder.Write("copy", await reading);
            Assert.Equal(7, SaveKinds.GenerationOf(kind, copy));
        }
    }

    [LinuxFact]
    public void Save_ToFullDevice_NamesThePath()
    {
        foreach (string kind in SaveKinds.Names.Where(kind => kind != "npz updated"))
        {
            Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, "/dev/full", 1));

            Assert.True(thrown is IOException && thrown.Message.Contains("'/dev/full'", StringComparison.Ordinal), $"{kind}: {thrown}");
        }
    }

    /// <summary>Makes folders, files and links at random, the same for the same seed; a path into them. So far down that no 40 links lead out of the root.</summary>
    private static string BuildTree(string root, int seed)
    {
        var random = new Random(seed);
        string start = string.Concat(Enumerable.Repeat("e/", 50));
        Directory.CreateDirectory($"{root}/{start}");
        var folders = new List<string> { start };
        for (int i = 0; i < 12; i++)
        {
            string place = $"{folders[random.Next(folders.Count)]}{Names[random.Next(Names.Length)]}";
            string full = $"{root}/{place}";
            if (Path.Exists(full) || new FileInfo(full).LinkTarget is not null)
                continue;
            switch (random.Next(4))
            {
                case 0:
                    Directory.CreateDirectory(full);
                    folders.Add($"{place}/");
                    break;
                case 1:
                    File.WriteAllBytes(full, [1, 2, 3]);
                    break;
                default:
                    File.CreateSymbolicLink(full, RandomPath(random));
                    break;
            }
        }

        return start + RandomPath(random);
    }

    /// <summary>A path that leads up once at most.</summary>
    private static string RandomPath(Random random)
    {
        string[] parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)])];
        if (random.Next(2) == 0)
            parts[random.Next(parts.Length)] = random.Next(4) == 0 ? "." : "..";
        return string.Join('/', parts);
    }

    /// <summary>What the kernel does with a path: .NET would take the dots out before.</summary>
    private static bool OpenByKernel(string path)
    {
        int error = new FileCalls().Open(Libc.CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], Libc.WriteOnly | Libc.Create, 0x1B6, out SafeFileHandle file);
        using (file)
        {
            if (error == 0)
                RandomAccess.Write(file, "123"u8, 0);
        }

        return error == 0;
    }

    /// <summary>All files with their lengths; links are not followed, since they may lead in a circle.</summary>
    private static string Listing(string root)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0 };
        var lines = new List<string>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out string? folder))
        {
            foreach (string entry in Directory.GetFileSystemEntries(folder, "*", options).Where(entry => new FileInfo(entry).LinkTarget is null))
            {
                if (Directory.Exists(entry))
                    folders.Push(entry);
                else
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{entry[root.Length..]} {new FileInfo(entry).Length}"));
            }
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>A file that must be new is not one that another has made before or meanwhile.</summary>
    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Create_OnlyNew_ReplacesNothing(string way)
    {
        foreach (string when in (string[])["never", "before", "meanwhile"])
        {
            using var folder = new TempFolder();
            using var calls = new LesserCalls(way);
            calls.Use();
            string path = folder.PathOf("a.npy");
            if (when == "before")
                File.WriteAllBytes(path, [1, 2, 3]);

            Exception? refused = Record.Exception(() =>
            {
                using var output = NpyIO.IO.OutputFile.Create(path, length: 2, atomic: true, FlushMode.Disk, onlyNew: true);
                output.Sink.Write([7, 8]);
                if (when == "meanwhile")
                    File.WriteAllBytes(path, [1, 2, 3]);
                output.Complete();
            });

            Assert.Equal(when == "never" ? null : $"The file '{path}' already exists.", refused?.Message);
            Assert.Equal(when == "never" ? [7, 8] : [1, 2, 3], File.ReadAllBytes(path));
            Assert.Equal(["a.npy"], folder.Names);
        }
    }
}
