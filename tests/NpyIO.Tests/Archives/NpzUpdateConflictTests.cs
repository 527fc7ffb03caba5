using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>What others save while an update is open is not thrown away; the update can be completed when the file is as it was.</summary>
public sealed class NpzUpdateConflictTests : IDisposable
{
    private static readonly int[] Old = [1, 2, 3];
    private static readonly int[] New = [7, 8, 9];

    private readonly TempFolder _folder = new();
    private readonly string _path;

    public NpzUpdateConflictTests()
    {
        _path = _folder.PathOf("a.npz");
        Npz.Save(_path, ("a", Old));
    }

    /// <summary>Everything that others may do to the file, by every way in which files are saved, synchronously or not.</summary>
    public static TheoryData<string, string, bool> Conflicts
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (string change in Changes.Keys)
            {
                foreach (string way in LesserCalls.Ways)
                {
                    data.Add(change, way, false);
                    data.Add(change, way, true);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Ways => [.. LesserCalls.Ways];

    private static Dictionary<string, Action<string>> Changes { get; } = new()
    {
        ["saved"] = static path => Npz.Save(path, ("a", New)),
        // By a program that does not know that it is open, as NpyIO does.
        ["saved in place"] = static path => File.WriteAllBytes(path, Npz.Save(("a", New), ("more", New))),
        ["updated"] = static path =>
        {
            using NpzUpdate other = Npz.Update(path);
            other.Set("b", New);
            other.Complete();
        },
        ["deleted"] = File.Delete,
        ["moved away"] = static path => File.Move(path, path + ".old"),
        ["the same bytes anew"] = static path =>
        {
            byte[] bytes = File.ReadAllBytes(path);
            File.Delete(path);
            File.WriteAllBytes(path, bytes);
        },
        ["other bytes, same length and time"] = static path =>
        {
            DateTime time = File.GetLastWriteTimeUtc(path);
            File.WriteAllBytes(path, Npz.Save(("a", New)));
            File.SetLastWriteTimeUtc(path, time);
        },
        ["same bytes written again"] = static path =>
        {
            File.WriteAllBytes(path, File.ReadAllBytes(path));
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        },
        ["a byte more"] = static path => File.AppendAllText(path, "x"),
        ["emptied"] = static path => File.WriteAllBytes(path, []),
        ["a link"] = static path =>
        {
            File.Move(path, path + ".other");
            Npz.Save(path + ".target", ("a", New));
            File.CreateSymbolicLink(path, path + ".target");
        },
        ["a folder"] = static path =>
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        },
    };

    public void Dispose() => _folder.Dispose();

    [LinuxTheory]
    [MemberData(nameof(Conflicts))]
    public async Task Complete_OthersChangedTheFile_FailsAndLeavesTheirs(string change, string way, bool isAsync)
    {
        using FaultyCalls calls = new LesserCalls(way).Use();
        using NpzUpdate update = Npz.Update(_path);
        update.Set("mine", New);
        Changes[change](_path);
        string[] names = _folder.Names;
        byte[]? theirs = File.Exists(_path) ? await File.ReadAllBytesAsync(_path) : null;

        Exception error = (await Record.ExceptionAsync(() => CompleteAsync(update, isAsync)))!;

        Assert.True(error is IOException || (change == "a folder" && error is UnauthorizedAccessException), $"{error}");
        Assert.Contains($"'{_path}'", error.Message, StringComparison.Ordinal);
        if (change != "a folder")
            Assert.Contains("since it was opened", error.Message, StringComparison.Ordinal);
        Assert.Equal(names, _folder.Names);
        Assert.Equal(theirs, File.Exists(_path) ? await File.ReadAllBytesAsync(_path) : null);
        Assert.True(update.Contains("mine"));
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task Complete_FileIsPutBack_Succeeds(string way)
    {
        using FaultyCalls calls = new LesserCalls(way).Use();
        using NpzUpdate update = Npz.Update(_path);
        update.Set("mine", New);
        File.Move(_path, _folder.PathOf("aside"));
        Npz.Save(_path, ("theirs", New));
        Assert.Throws<IOException>(update.Complete);
        File.Delete(_path);
        await Assert.ThrowsAsync<IOException>(() => update.CompleteAsync());
        File.Move(_folder.PathOf("aside"), _path);

        await update.CompleteAsync();

        Assert.Equal(["a", "mine"], Npz.Load(_path).Keys);
        Assert.Equal(["a.npz"], _folder.Names);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public void Complete_TheyCameWhileItWasWritten_FailsAndLeavesTheirs(string way)
    {
        using FaultyCalls calls = new LesserCalls(way).Use();
        byte[]? theirs = null;
        var progress = new Recorder(_ =>
        {
            if (theirs is not null)
                return;
            theirs = Npz.Save(("theirs", New));
            File.Delete(_path);
            File.WriteAllBytes(_path, theirs);
        });
        using NpzUpdate update = Npz.Update(_path, new NpzWriteOptions { Progress = progress });
        update.Set("mine", NpzSamples.Noise(1_000_000));

        Assert.Throws<IOException>(update.Complete);

        Assert.Equal(theirs, File.ReadAllBytes(_path));
        Assert.Equal(["a.npz"], _folder.Names);
    }

    [LinuxFact]
    public void Complete_TheyCameWhenItWasAboutToBeNamed_FailsAndLeavesTheirs()
    {
        byte[] theirs = Npz.Save(("theirs", New));
        using var calls = new LinkCalls(() =>
        {
            File.Delete(_path);
            File.WriteAllBytes(_path, theirs);
        });
        calls.Use();
        using NpzUpdate update = Npz.Update(_path);
        update.Set("mine", New);

        Assert.Throws<IOException>(update.Complete);

        Assert.Equal(theirs, File.ReadAllBytes(_path));
        Assert.Equal(["a.npz"], _folder.Names);
    }

    [LinuxFact]
    public void Complete_AnyCallFails_CanBeTriedAgain()
    {
        for (int call = 0; ; call++)
        {
            Npz.Save(_path, ("a", Old));
            using NpzUpdate update = Npz.Update(_path);
            update.Set("mine", New);
            using FaultyCalls faults = new FaultyCalls(call, Errno.AccessDenied).Use();
            if (Record.Exception(update.Complete) is not null)
                update.Complete();

            Assert.Equal(["a", "mine"], Npz.Load(_path).Keys);
            if (faults.Failed is null)
                return;
        }
    }

    [Fact]
    public void Complete_PermissionsLinksAndNamesChangedMeanwhile_Succeeds()
    {
        using NpzUpdate update = Npz.Update(_path);
        update.Set("b", New);
        File.Move(_path, _folder.PathOf("aside"));
        File.Move(_folder.PathOf("aside"), _path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        update.Complete();

        Assert.Equal(["a", "b"], Npz.Load(_path).Keys);
    }

    [Fact]
    public async Task Complete_ManyUpdatesAtOnce_NoneIsLost()
    {
        const int Count = 40;
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            for (bool isDone = false; !isDone;)
            {
                using NpzUpdate update = Npz.Update(_path);
                update.Add($"x{i}", New);
                try
                {
                    await update.CompleteAsync(cancellation);
                    isDone = true;
                }
                catch (IOException e) when (e.Message.Contains("since it was opened", StringComparison.Ordinal))
                {
                    // Another one was faster.
                }
            }
        });

        Assert.Equal(["a", .. Enumerable.Range(0, Count).Select(static i => $"x{i}").Order(StringComparer.Ordinal)], Npz.Load(_path).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["a.npz"], _folder.Names);
    }

    private static async Task CompleteAsync(NpzUpdate update, bool isAsync)
    {
        if (isAsync)
            await update.CompleteAsync();
        else
            update.Complete();
    }

    /// <summary>Calls during which others do something, once a complete file has got the hidden name.</summary>
    private sealed class LinkCalls(Action others) : FaultyCalls
    {
        internal override int Link(Microsoft.Win32.SafeHandles.SafeFileHandle source, ReadOnlySpan<byte> sourcePath, int flags, Microsoft.Win32.SafeHandles.SafeFileHandle directory, ReadOnlySpan<byte> name)
        {
            int error = base.Link(source, sourcePath, flags, directory, name);
            if (error == 0)
                others();
            return error;
        }
    }
}
