using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>What cannot be appended, or appended to, is refused with both sides named, and changes nothing.</summary>
public sealed class AppendRefusalTests
{
    [Fact]
    public void Append_OtherDType_NamesBoth()
    {
        using var file = new TempFile(NpyBytes.Integers("(2,)", 2));
        Assert.Equal(
            $"The rows are float32 ('<f4'), but '{file.Path}' holds int32 ('<i4'). Rows are never cast; only their byte order is changed. (Parameter 'rows')",
            Refusal<ArgumentException>(file, path => Npy.Append(path, new[] { 1f })));
        Refusal<ArgumentException>(file, path => Npy.Append(path, (NdArray)new[] { 1u }));
    }

    [Fact]
    public void Append_OtherRowShape_NamesBoth()
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6));
        Assert.Equal(
            $"The rows have shape (3,), but '{file.Path}' takes (k, 3), for any k. A single one is (1, 3). (Parameter 'rows')",
            Refusal<ArgumentException>(file, path => Npy.Append(path, (NdArray)new[] { 1, 2, 3 })));
        Refusal<ArgumentException>(file, path => Npy.Append(path, new int[1, 2]));
        Refusal<ArgumentException>(file, path => Npy.Append(path, new int[1, 1, 3]));
        Refusal<ArgumentException>(file, path => Npy.Append(path, new int[0, 2]));
        Assert.Equal(
            $"4 elements are not a whole number of rows of '{file.Path}', which have 3 each.",
            Refusal<ArgumentException>(file, path => Npy.Append(path, new int[4])));
    }

    [Fact]
    public void Append_OtherShapeToFortranFile_SaysThatTheLastAxisGrows()
    {
        using var file = new TempFile(NpyBytes.Integers("(2, 3)", 6, fortranOrder: true));
        Assert.Equal(
            $"The rows have shape (1, 3), but '{file.Path}' takes (2, k), for any k (it is in Fortran order, and so grows along its last axis). A single one is (2, 1). (Parameter 'rows')",
            Refusal<ArgumentException>(file, path => Npy.Append(path, new int[1, 3])));
    }

    [Fact]
    public void Append_WithoutAxis_IsRefused()
    {
        using var file = new TempFile(NpyBytes.Integers("()", 1));
        Assert.Equal(
            $"'{file.Path}' holds a single element without an axis, which has no rows to append to.",
            Refusal<InvalidOperationException>(file, path => Npy.Append(path, new[] { 1 })));
        Assert.Equal(
            "The rows are a single element without an axis; their first axis must be the number of rows, so that one number has shape (1,).",
            Refusal<ArgumentException>(file, path => Npy.Append(path, NdArray.FromArray(new[] { 1 }).Reshape())));
    }

    [Fact]
    public void Append_Objects_IsRefusedByName()
    {
        using var file = new TempFile(Npy.Save(NdArray.FromObjects(new object?[] { 1, "a" })));
        const string Message = "Rows of '|O' cannot be appended: all Python objects of an array are one pickle in its file. Load the array, join it with the rows, and save it.";
        Assert.Equal(Message, Refusal<NotSupportedException>(file, path => Npy.Append(path, NdArray.FromObjects(new object?[] { 1 }))));
        Assert.Equal(Message, Refusal<NotSupportedException>(file, path => Npy.Append(path, new[] { 1 })));
        Assert.Equal($"'{file.Path}' holds Python objects, whose end only loading finds: load the array and save it.", Refusal<NotSupportedException>(file, path => Npy.Repair(path)));
        Assert.False(Npy.CanAppend(file.Path));

        File.Delete(file.Path);
        Assert.Throws<NotSupportedException>(() => Npy.Append(file.Path, new object?[] { 1 }));
        Assert.Empty(file.Names);
    }

    [Fact]
    public void Append_NoArray_IsRefused()
    {
        using var file = new TempFile("PK\x03\x04 and more"u8.ToArray());
        NpyFormatException error = Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 1 }));
        Assert.Equal(file.Path, error.Path);
        Assert.False(Npy.CanAppend(file.Path));
        File.WriteAllBytes(file.Path, []);
        Assert.Equal(NpyFormatReason.Empty, Assert.Throws<NpyFormatException>(() => Npy.Append(file.Path, new[] { 1 })).Reason);
        Assert.False(Npy.CanAppend(file.Path));
    }

    [Fact]
    public void Append_DataThatEndEarly_IsRefused()
    {
        using var file = new TempFile(NpyBytes.Integers("(3,)", 2));
        Refusal<NpyFormatException>(file, path => Npy.Append(path, new[] { 1 }));
        Refusal<NpyFormatException>(file, path => Npy.Repair(path));
        Assert.False(Npy.CanAppend(file.Path));
    }

    [Fact]
    public void Append_NameOfAnArchive_IsRefused()
    {
        using var folder = new TempFolder();
        Assert.StartsWith("Npy.Append writes a .npy file, and ", Assert.Throws<ArgumentException>(() => Npy.Append(folder.PathOf("a.npz"), new[] { 1 })).Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [LinuxFact]
    public void Append_Folder_IsRefused()
    {
        using var folder = new TempFolder();
        Assert.Equal(
            $"Access to the path '{folder.Path}' is denied: it names a folder, and only files can be saved to.",
            Assert.Throws<UnauthorizedAccessException>(() => Npy.Append(folder.Path, new[] { 1 })).Message);
        Assert.Throws<DirectoryNotFoundException>(() => Npy.Append(folder.PathOf("no/a.npy"), new[] { 1 }));
        Assert.False(Npy.CanAppend(folder.Path));
        Assert.False(Npy.CanAppend(folder.PathOf("no/a.npy")));
        Assert.True(Npy.CanAppend(folder.PathOf("a.npy")));
        Assert.Throws<FileNotFoundException>(() => Npy.Repair(folder.PathOf("a.npy")));
        Assert.Throws<FileNotFoundException>(() => Npy.Append<int>(folder.PathOf("a.npy")));
    }

    [LinuxFact]
    public void Append_PipeOrDevice_IsRefused()
    {
        using var folder = new TempFolder();
        string pipe = folder.PathOf("pipe");
        System.Diagnostics.Process.Start("mkfifo", pipe).WaitForExit();
        foreach (string path in (string[])[pipe, "/dev/null", "/dev/stdin"])
        {
            Assert.Equal($"'{path}' is a pipe, a device or an open descriptor: only a file can grow in place.", Assert.Throws<IOException>(() => Npy.Append(path, new[] { 1 })).Message);
            Assert.False(Npy.CanAppend(path));
        }

        Assert.Throws<IOException>(() => Npy.CreateRows<int>("/dev/null", []));
    }

    [LinuxFact]
    public void Append_Link_GrowsTheFile()
    {
        using var folder = new TempFolder();
        string path = folder.PathOf("a.npy");
        File.CreateSymbolicLink(folder.PathOf("link"), "a.npy");
        Npy.Append(folder.PathOf("link"), new[] { 1 });   // a link to nothing
        Npy.Append(folder.PathOf("link"), new[] { 2 });
        Assert.Equal([1, 2], Npy.Load<int>(path));
        Assert.Equal("a.npy", new FileInfo(folder.PathOf("link")).LinkTarget);
    }

    [Fact]
    public void Wait_Negative_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyAppendOptions { Wait = TimeSpan.FromSeconds(-5) });
        Assert.Equal(Timeout.InfiniteTimeSpan, new NpyAppendOptions { Wait = Timeout.InfiniteTimeSpan }.Wait);
    }

    private static string Refusal<TException>(TempFile file, Action<string> act)
        where TException : Exception
    {
        byte[] before = File.ReadAllBytes(file.Path);
        TException error = Assert.Throws<TException>(() => act(file.Path));
        Assert.Equal(before, File.ReadAllBytes(file.Path));
        Assert.Equal(["a.npy"], file.Names);
        return error.Message;
    }

    /// <summary>Rows without elements cannot be counted by their elements; an array of them has its own count.</summary>
    [Fact]
    public void AppendRows_OfNoElements_IsRefused()
    {
        using var file = new TempFile();
        Assert.Equal("Rows of shape (2, 0) have no elements, so they cannot be counted.", Assert.Throws<ArgumentException>(() => Npy.AppendRows<int>(file.Path, [2, 0])).Message);
        Assert.False(File.Exists(file.Path));

        byte[] content = Npy.Save(NdArray.Create(DType.Int32, [3, 0]));
        File.WriteAllBytes(file.Path, content);
        Assert.Throws<ArgumentException>(() => Npy.AppendRows<int>(file.Path, [0]));
        Assert.Equal(content, File.ReadAllBytes(file.Path));

        Npy.Append(file.Path, NdArray.Create(DType.Int32, [4, 0]));
        Assert.Equal([7L, 0L], Npy.ReadHeader(file.Path).Shape.ToArray());
    }
}
