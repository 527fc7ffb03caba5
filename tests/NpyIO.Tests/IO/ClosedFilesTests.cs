using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>What has been read, written, completed or given up holds no file open, neither the old one nor the new.</summary>
public sealed class ClosedFilesTests
{
    private static readonly int[] Few = [1, 2, 3];

    private static Dictionary<string, Func<string, Task>> All { get; } = new()
    {
        ["Npz.Load"] = static path => Now(() => Npz.Load(path)),
        ["Npz.LoadAsync"] = static path => Npz.LoadAsync(path),
        ["Npz.Verify"] = static path => Now(() => Npz.Verify(path)),
        ["Npz.VerifyAsync"] = static path => Npz.VerifyAsync(path),
        ["Npz.Open"] = static path => Now(() =>
        {
            using NpzFile file = Npz.Open(path);
            _ = file.GetEntry("x").OpenRaw();
            file["x"].Load();
        }),
        ["Npz.OpenAsync"] = static async path => (await Npz.OpenAsync(path)).Dispose(),
        ["Map"] = static path => Now(() =>
        {
            using NpzFile file = Npz.Open(path);
            file["x"].Map().Dispose();
        }),
        ["a stream of the caller"] = static path => Now(() => Npz.Open(File.OpenRead(path)).Dispose()),
        ["a stream of the caller, bad"] = static path => Now(() => Assert.Throws<NpyFormatException>(() => Npz.Open(new FileStream(path + ".txt", FileMode.Open)))),
        ["a stream of the caller, bad, async"] = static path => Assert.ThrowsAsync<NpyFormatException>(() => Npz.OpenAsync(new FileStream(path + ".txt", FileMode.Open))),
        ["Npz.Save"] = static path => Now(() => Npz.Save(path, ("x", Few))),
        ["Npz.Save, in place"] = static path => Now(() => Npz.Save(path, [("x", Few)], new NpzWriteOptions { Atomic = false })),
        ["Npz.Save, refused"] = static path => Now(() => Assert.Throws<ArgumentException>(() => Npz.Save(path, new NpzItem[] { new("x", Few), new("x", Few) }.Where(static _ => true)))),
        ["Npz.SaveAsync"] = static path => Npz.SaveAsync(path, [("x", Few)]),
        ["Npz.SaveAsync, failing"] = static path => Assert.ThrowsAsync<IOException>(() => Npz.SaveAsync(path, [("x", Few)], new NpzWriteOptions { Progress = new Recorder(static _ => throw new IOException()) })),
        ["writer, complete"] = static path => Now(() =>
        {
            NpzWriter writer = Npz.Create(path);
            writer.Add("x", Few);
            writer.Complete();
        }),
        ["writer, complete, async"] = static async path =>
        {
            NpzWriter writer = Npz.Create(path);
            await writer.AddAsync("x", Few);
            await writer.CompleteAsync();
        },
        ["writer, given up"] = static path => Now(() => Npz.Create(path).Dispose()),
        ["writer, given up, async"] = static path => Npz.Create(path).DisposeAsync().AsTask(),
        ["update, complete"] = static path => Now(() => Npz.Update(path).Complete()),
        ["update, complete, async"] = static path => Npz.Update(path).CompleteAsync(),
        ["update, given up"] = static path => Now(() => Npz.Update(path).Dispose()),
        ["update, failing"] = static path => Now(() =>
        {
            using NpzUpdate update = Npz.Update(path, new NpzWriteOptions { Progress = new Recorder(static _ => throw new IOException()) });
            Assert.Throws<IOException>(update.Complete);
        }),
        ["update of what others changed"] = static path => Now(() =>
        {
            using NpzUpdate update = Npz.Update(path);
            Npz.Save(path, ("y", Few));
            Assert.Throws<IOException>(update.Complete);
        }),
        ["atomic file, complete"] = static path => Now(() => AtomicFile.Create(path).Complete()),
        ["atomic file, complete, async"] = static path => AtomicFile.Create(path).CompleteAsync(),
        ["atomic file, given up"] = static path => Now(() => AtomicFile.Create(path).Dispose()),
        ["atomic file, read"] = static path => Now(() => AtomicFile.OpenRead(path).Dispose()),
    };

    public static TheoryData<string> Verbs => [.. All.Keys];

    [LinuxTheory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_WhenItIsOver_HoldsNoFileOpen(string verb)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npz");
        Npz.Save(path, ("x", NpzSamples.Steps(1000)));
        folder.Write("a.npz.txt", "no archive"u8);

        await All[verb](path);

        // Replaced files are closed in the background; what was not disposed of may still hold the folder.
        LateClosing.Wait();
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd").Select(static link => new FileInfo(link).LinkTarget), target => target?.StartsWith($"{folder.Path}/", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(folder.Path, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
