using System.Text;
using Microsoft.Win32.SafeHandles;
using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>What a killed saver leaves, and savers that meet.</summary>
public sealed class OutputLeftoverTests
{
    public static TheoryData<string> Ways => [.. LesserCalls.Ways.Where(way => way != "portable")];

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Save_AfterAKill_RemovesTheLeftover(string way)
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        Kill(path, way);
        Assert.Equal(2, folder.Names.Length);
        Assert.StartsWith(".npyio-", folder.Names[0], StringComparison.Ordinal);
        Kill(path, way);
        Assert.Equal(2, folder.Names.Length);

        using var calls = new LesserCalls(way);
        calls.Use();
        Npy.Save(path, new[] { 9 });

        Assert.Equal(["a.npy"], folder.Names);
        Assert.Equal([9], Npy.Load<int>(path).ToArray());
    }

    [LinuxFact]
    public void Save_TheTargetIsGoneAfterAKill_RemovesTheLeftoverToo()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        Kill(path, "by process");
        File.Delete(path);

        Npy.Save(path, new[] { 9 });

        Assert.Equal(["a.npy"], folder.Names);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Save_WhileAnotherIsAboutToRename_LeavesItsFile(string way)
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        Kill(path, way);
        string hidden = folder.PathOf(folder.Names[0]);
        byte[] content = File.ReadAllBytes(hidden);
        var system = new FileCalls();
        Assert.Equal(0, system.Open(Libc.CurrentDirectory, [.. Encoding.UTF8.GetBytes(hidden), 0], Libc.WriteOnly, 0, out SafeFileHandle other));
        using (other)
        {
            Assert.Equal(0, system.Lock(other));
            using var calls = new LesserCalls(way);
            calls.Use();
            Npy.Save(path, new[] { 9 });
        }

        Assert.Equal([9], Npy.Load<int>(path).ToArray());
        Assert.Equal([System.IO.Path.GetFileName(hidden), "a.npy"], folder.Names);
        Assert.Equal(content, File.ReadAllBytes(hidden));
    }

    [LinuxFact]
    public void Save_FolderHasTheHiddenName_TakesAnother()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.npy", [1]);
        Kill(path, "by process");
        string hidden = folder.PathOf(folder.Names[0]);
        File.Delete(hidden);
        Directory.CreateDirectory(hidden);

        Npy.Save(path, new[] { 9 });

        Assert.Equal([9], Npy.Load<int>(path).ToArray());
        Assert.Equal(2, folder.Names.Length);
    }

    [LinuxFact]
    public void Save_TheNameAppearsMeanwhile_ReplacesIt()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npy");
        var progress = new Recorder(_ => File.WriteAllBytes(path, [1]));

        Npy.Save(path, new[] { 9 }, new NpyWriteOptions { Progress = progress });

        Assert.Equal(["a.npy"], folder.Names);
        Assert.Equal([9], Npy.Load<int>(path).ToArray());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task Save_ManyThreadsOnePath_AllSucceedAndOneStays(string way)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npy");
        Task[] savers = [.. Enumerable.Range(0, 6).Select(thread => Task.Run(() =>
        {
            using var calls = new LesserCalls(way);
            calls.Use();
            for (int i = 0; i < 50; i++)
                Npy.Save(path, new[] { thread });
        }))];
        Task all = Task.WhenAll(savers);
        while (!all.IsCompleted)
        {
            if (File.Exists(path))
                Assert.InRange(Npy.Load<int>(path)[0], 0, 5);
        }

        await all;
        Assert.Equal(["a.npy"], folder.Names);
    }

    /// <summary>Saves, and dies between naming and renaming: nothing can be undone any more.</summary>
    private static void Kill(string path, string way)
    {
        using var calls = new DyingCalls(way);
        calls.Use();
        Assert.ThrowsAny<IOException>(() => Npy.Save(path, new[] { 7 }));
    }

    private sealed class DyingCalls(string way) : LesserCalls(way)
    {
        private bool _isDead;

        internal override int Rename(SafeFileHandle directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> newName)
        {
            _isDead = true;
            return 5;
        }

        internal override int Unlink(SafeFileHandle directory, ReadOnlySpan<byte> name) => _isDead ? 5 : base.Unlink(directory, name);
    }
}
