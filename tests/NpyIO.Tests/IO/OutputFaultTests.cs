using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Whatever fails while a file is saved, what was there stays, nothing is left behind, and the error names the path.</summary>
public sealed class OutputFaultTests
{
    public static TheoryData<string, int> KindsAndErrors()
    {
        var data = new TheoryData<string, int>();
        foreach (string kind in SaveKinds.Names)
        {
            foreach (int error in (int[])[Errno.NoSpace, Errno.Quota, Errno.AccessDenied, 5])
                data.Add(kind, error);
        }

        return data;
    }

    [LinuxTheory]
    [MemberData(nameof(KindsAndErrors))]
    public void Save_AnyCallFails_OldOrNewFileAndNothingElse(string kind, int error)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.file");
        SaveKinds.Save(kind, path, 0);
        var failed = new HashSet<string>();
        for (int call = 0, generation = 1; ; call++, generation++)
        {
            using var faults = new FaultyCalls(call, error);
            faults.Use();
            Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, path, generation));
            faults.Dispose();

            Assert.Equal(["a.file"], folder.Names);
            Assert.Equal(thrown is null ? generation : generation - 1, SaveKinds.GenerationOf(kind, path));
            if (faults.Failed is null)
                break;
            failed.Add($"{faults.Failed} {(thrown is null ? "goes on" : "stops")}");
            if (thrown is not null)
            {
                Assert.True(thrown is IOException or UnauthorizedAccessException, $"{faults.Failed}: {thrown}");
                Assert.Contains($"'{path}'", thrown.Message, StringComparison.Ordinal);
                generation--;
            }
        }

        // On a full disk a write is tried again while replaced files, of other tests too, are being freed.
        Assert.Superset(new HashSet<string> { "open stops", "linkat stops", "renameat stops" }, failed);
        if (error != Errno.NoSpace)
            Assert.Contains("write stops", failed);
    }

    /// <summary>The numbers are those of errno(3) on Linux, the exceptions those of <see cref="File.OpenHandle"/>.</summary>
    [LinuxTheory]
    [InlineData(1, typeof(UnauthorizedAccessException), "Access to the path '*' is denied.")]
    [InlineData(2, typeof(DirectoryNotFoundException), "Could not find a part of the path '*'.")]
    [InlineData(5, typeof(IOException), "Input/output error : '*'")]
    [InlineData(9, typeof(UnauthorizedAccessException), "Access to the path '*' is denied.")]
    [InlineData(11, typeof(IOException), "The process cannot access the file '*' because it is being used by another process.")]
    [InlineData(13, typeof(UnauthorizedAccessException), "Access to the path '*' is denied.")]
    [InlineData(20, typeof(DirectoryNotFoundException), "Could not find a part of the path '*'.")]
    [InlineData(21, typeof(UnauthorizedAccessException), "Access to the path '*' is denied: it names a folder, and only files can be saved to.")]
    [InlineData(28, typeof(IOException), "No space left on device : '*'")]
    [InlineData(30, typeof(IOException), "Read-only file system : '*'")]
    [InlineData(36, typeof(PathTooLongException), "The path '*' is too long, or a part of it is.")]
    [InlineData(40, typeof(IOException), "Too many levels of symbolic links : '*'")]
    public void Save_OpeningFails_IsTheExceptionOfThatError(int error, Type type, string message)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npy");
        using var faults = new FaultyCalls(0, error);
        faults.Use();

        Exception thrown = Assert.Throws(type, () => Npy.Save(path, new[] { 7 }));

        Assert.Equal(message.Replace("*", path, StringComparison.Ordinal), thrown.Message);
    }

    [LinuxTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_NewFileAndAnyCallFails_WholeFileOrNothing(string kind)
    {
        using var folder = new TempFolder();
        for (int call = 0; ; call++)
        {
            string path = folder.PathOf("a.file");
            using var faults = new FaultyCalls(call, Errno.NoSpace);
            faults.Use();
            Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, path, 7));
            faults.Dispose();

            Assert.Equal(thrown is null ? ["a.file"] : [], folder.Names);
            if (thrown is null)
                Assert.Equal(7, SaveKinds.GenerationOf(kind, path));
            else
                Assert.Contains($"'{path}'", thrown.Message, StringComparison.Ordinal);
            if (faults.Failed is null)
                break;
            File.Delete(path);
        }
    }

    [LinuxTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_CallerThrowsAtAnyReport_OldFileAndNothingElse(string kind)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.file");
        SaveKinds.Save(kind, path, 0);
        for (int report = 0; ; report++)
        {
            int seen = 0;
            var progress = new Recorder(_ =>
            {
                if (seen++ == report)
                    throw new InvalidOperationException("enough");
            });
            Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, path, 1, progress: progress));

            Assert.Equal(["a.file"], folder.Names);
            Assert.Equal(thrown is null ? 1 : 0, SaveKinds.GenerationOf(kind, path));
            if (thrown is null)
                break;
            Assert.Equal("enough", thrown.Message);
        }
    }

    [LinuxTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_CancelledAtAnyWrite_OldFileAndNothingElse(string kind)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.file");
        SaveKinds.Save(kind, path, 0);
        bool hasCancelled = false;
        for (int write = 0; ; write++)
        {
            using var calls = new CancellingCalls(write);
            calls.Use();
            Exception? thrown = Record.Exception(() => SaveKinds.Save(kind, path, 1));
            calls.Dispose();

            Assert.Equal(["a.file"], folder.Names);
            Assert.Equal(thrown is null ? 1 : 0, SaveKinds.GenerationOf(kind, path));
            if (thrown is null)
                break;
            Assert.IsType<OperationCanceledException>(thrown);
            hasCancelled = true;
        }

        Assert.True(hasCancelled);
    }

    [LinuxFact]
    public void Save_FolderCannotBeFlushed_SaysSo()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npy");
        using var calls = new UnflushableFolder();
        calls.Use();

        var error = Assert.Throws<IOException>(() => Npy.Save(path, new[] { 7 }, new NpyWriteOptions { Flush = FlushMode.Disk }));

        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, calls.Flushed);
    }

    [LinuxTheory]
    [MemberData(nameof(SaveKinds.Data), MemberType = typeof(SaveKinds))]
    public void Save_ToDisk_FlushesTheFileBeforeItsNameAndTheFolderBehindIt(string kind)
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.file");
        SaveKinds.Save(kind, path, 0);
        using var calls = new WatchedCalls();
        calls.Use();

        SaveKinds.Save(kind, path, 1);
        SaveKinds.Save(kind, path, 2, flush: FlushMode.Disk);

        Assert.Equal(["rename", "flush", "rename", "flush"], calls.Seen);
    }

    [LinuxFact]
    public void Complete_RoomWasMadeForMore_IsGivenBack()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.bin");
        foreach (int pieces in (int[])[0, 1, 5, 25, 30])
        {
            using var calls = new WatchedCalls();
            calls.Use();
            using (AtomicFile file = AtomicFile.Create(path, new AtomicFileOptions { Length = pieces == 0 ? 8 << 20 : 0 }))
            {
                for (int i = 0; i < pieces; i++)
                    file.Stream.Write(new byte[256 << 10]);
                file.Complete();
            }

            long length = (long)pieces << 18;
            Assert.Equal(length, new FileInfo(path).Length);
            Assert.True(calls.Made <= length || calls.Length == length, $"There is room for {calls.Made} bytes, of which {length} are written.");
        }
    }

    /// <summary>A caller who gives up during a write.</summary>
    private sealed class CancellingCalls(int cancelled) : FaultyCalls
    {
        private int _writes;

        internal override void Write(Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
        {
            if (Interlocked.Increment(ref _writes) - 1 == cancelled)
                throw new OperationCanceledException();
            base.Write(file, bytes, offset);
        }
    }

    private sealed class UnflushableFolder : FaultyCalls
    {
        internal int Flushed { get; private set; }

        internal override int Flush(Microsoft.Win32.SafeHandles.SafeFileHandle file) => ++Flushed == 2 ? 5 : base.Flush(file);
    }

    /// <summary>Calls that note what they do.</summary>
    private sealed class WatchedCalls : FaultyCalls
    {
        /// <summary>What was flushed and renamed, in order.</summary>
        internal List<string> Seen { get; } = [];

        /// <summary>Up to where room was made, in bytes.</summary>
        internal long Made { get; private set; }

        /// <summary>The length that was set last, in bytes.</summary>
        internal long Length { get; private set; } = -1;

        internal override int Flush(Microsoft.Win32.SafeHandles.SafeFileHandle file)
        {
            Seen.Add("flush");
            return base.Flush(file);
        }

        internal override int Rename(Microsoft.Win32.SafeHandles.SafeFileHandle directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> newName)
        {
            Seen.Add("rename");
            return base.Rename(directory, name, newName);
        }

        internal override int Allocate(Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset, long length)
        {
            int error = base.Allocate(file, offset, length);
            Made = error == 0 ? Math.Max(Made, offset + length) : Made;
            return error;
        }

        internal override void SetLength(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
        {
            Length = length;
            base.SetLength(file, length);
        }
    }
}
