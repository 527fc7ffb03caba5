using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

public sealed class OutputFileTests
{
    private static readonly NdArray Large = NdArray.Create(DType.Parse("<i8"), 5_000_000);

    [Fact]
    public void Save_New_LeavesOneFile()
    {
        using var file = new TempFile();

        Npy.Save(file.Path, new[] { 1, 2, 3 });

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], Npy.Load<int>(file.Path).ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Save_OverALongerFile_ReplacesIt(bool atomic)
    {
        using var file = new TempFile(new byte[5000]);

        Npy.Save(file.Path, new[] { 1, 2, 3 }, new NpyWriteOptions { Atomic = atomic, Flush = FlushMode.Disk });

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal(128 + 12, new FileInfo(file.Path).Length);
        Assert.Equal([1, 2, 3], Npy.Load<int>(file.Path).ToArray());
    }

    [Fact]
    public void Save_ThatFails_LeavesTheOldFile()
    {
        using var file = new TempFile([1, 2, 3]);
        var progress = new Recorder(_ => throw new InvalidOperationException("enough"));

        Assert.Throws<InvalidOperationException>(() => Npy.Save(file.Path, Large, new NpyWriteOptions { Progress = progress }));

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesTheOldFile()
    {
        using var file = new TempFile([1, 2, 3]);
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Npy.SaveAsync(file.Path, Large, new NpyWriteOptions { Progress = progress }, source.Token));

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void Save_OverLinks_ReplacesWhereTheyLead()
    {
        using var file = new TempFile([1, 2, 3]);
        string middle = Path.Combine(file.Folder, "middle");
        string link = Path.Combine(file.Folder, "link");
        File.CreateSymbolicLink(middle, "a.npy");
        File.CreateSymbolicLink(link, middle);

        Npy.Save(link, new[] { 7 });

        Assert.Equal(middle, new FileInfo(link).LinkTarget);
        Assert.Equal(["a.npy", "link", "middle"], file.Names);
        Assert.Equal([7], Npy.Load<int>(file.Path).ToArray());
    }

    [Fact]
    public void Save_OverALinkToNothing_MakesWhatItNames()
    {
        using var file = new TempFile();
        string link = Path.Combine(file.Folder, "link");
        File.CreateSymbolicLink(link, "a.npy");

        Npy.Save(link, new[] { 7 });

        Assert.Equal("a.npy", new FileInfo(link).LinkTarget);
        Assert.Equal([7], Npy.Load<int>(file.Path).ToArray());
    }

    [Fact]
    public void Save_OverAFile_KeepsItsPermissions()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var file = new TempFile([1]);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(file.Path, Mode);

        Npy.Save(file.Path, new[] { 7 });

        Assert.Equal(Mode, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void Save_NewFile_HasTheUsualPermissions()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var file = new TempFile();
        string usual = Path.Combine(file.Folder, "usual");
        File.Create(usual).Dispose();

        Npy.Save(file.Path, new[] { 7 });

        Assert.Equal(File.GetUnixFileMode(usual), File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void Save_ToAFolder_IsRefused()
    {
        using var file = new TempFile();

        Assert.Throws<UnauthorizedAccessException>(() => Npy.Save(file.Folder, new[] { 7 }));
        Assert.Empty(file.Names);
    }

    [Fact]
    public void Save_IntoAMissingFolder_NamesTheGivenPath()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => Npy.Save("no such folder/x.npy", new[] { 7 }));

        Assert.Equal("Could not find a part of the path 'no such folder/x.npy'.", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Save_OverAFolder_NamesTheGivenPath(bool atomic)
    {
        using var file = new TempFile();
        string path = Path.Combine(file.Folder, ".", "folder");
        Directory.CreateDirectory(path);

        var error = Assert.Throws<UnauthorizedAccessException>(() => Npy.Save(path, new[] { 7 }, new NpyWriteOptions { Atomic = atomic }));

        Assert.Equal($"Access to the path '{path}' is denied: it names a folder, and only files can be saved to.", error.Message);
        Assert.Equal(["folder"], file.Names);
    }

    [Fact]
    public void Naming_ErrorOfTheWrittenFile_NamesTheGivenPath()
    {
        var original = new IOException("No space left on device : '/data/.npyio-1.tmp'", 28);

        Exception? named = OutputError.Naming(original, "x.npy", "/data/.npyio-1.tmp");

        var error = Assert.IsType<IOException>(named);
        Assert.Equal(("No space left on device : 'x.npy'", 28, original), (error.Message, error.HResult, error.InnerException));
        Assert.Equal("It is full : 'x.npy'", OutputError.Naming(new IOException("It is full"), "x.npy", null)?.Message);
        Assert.Null(OutputError.Naming(new IOException("'x.npy' is something else"), "x.npy", null));
        Assert.Null(OutputError.Naming(new InvalidOperationException("enough"), "x.npy", null));
    }

    [Fact]
    public void Save_ToADevice_WritesItDirectly()
    {
        if (OperatingSystem.IsLinux())
        {
            Npy.Save("/dev/null", new[] { 7 });
            Npy.Save("/dev/null", Large);

            Assert.Equal(0, new FileInfo("/dev/null").Length);
            Assert.Empty(Directory.GetFiles("/dev", ".npyio-*"));
        }
    }

    [Fact]
    public async Task Save_ToAPipe_WritesItDirectly()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var server = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.In);
        string path = $"/proc/self/fd/{server.ClientSafePipeHandle.DangerousGetHandle()}";
        Task<NdArray> reading = Task.Run(() => Npy.Load(server));
        Npy.Save(path, new[] { 7, 8 });
        server.DisposeLocalCopyOfClientHandle();

        NdArray read = await reading;
        Assert.Equal([7, 8], read.ToArray<int>());
    }
}
