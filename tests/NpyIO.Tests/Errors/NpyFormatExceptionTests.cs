using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Errors;

/// <summary>The path of a file is in the exception, and once in its message, whatever the verb.</summary>
public sealed class NpyFormatExceptionTests
{
    public static TheoryData<string> Verbs() => [.. Readers.Keys];

    private static readonly Dictionary<string, Func<string, Task>> Readers = new()
    {
        ["Npy.Load"] = Now(path => Npy.Load(path)),
        ["Npy.Load<T>"] = Now(path => Npy.Load<int>(path)),
        ["Npy.Load into"] = Now(path => Npy.Load(path, new int[9].AsSpan())),
        ["Npy.ReadHeader"] = Now(path => Npy.ReadHeader(path)),
        ["Npy.LoadItem"] = Now(path => Npy.LoadItem(path)),
        ["Npy.LoadAsync"] = path => Npy.LoadAsync(path),
        ["Npy.LoadAsync<T>"] = path => Npy.LoadAsync<int>(path),
        ["Npy.LoadAsync into"] = path => Npy.LoadAsync(path, new int[9].AsMemory()),
        ["Npy.ReadHeaderAsync"] = path => Npy.ReadHeaderAsync(path),
        ["Npy.LoadItemAsync"] = path => Npy.LoadItemAsync(path),
        ["Npz.Load"] = Now(path => Npz.Load(path)),
        ["Npz.Open"] = Now(path => Npz.Open(path).Dispose()),
        ["Npz.Update"] = Now(path => Npz.Update(path).Dispose()),
        ["Npz.LoadAsync"] = path => Npz.LoadAsync(path),
        ["Npz.OpenAsync"] = path => Npz.OpenAsync(path),
        ["Pickle.Load"] = Now(path => Pickle.Load(path)),
        ["Pickle.LoadAsync"] = path => Pickle.LoadAsync(path),
        ["Joblib.Load"] = Now(path => Joblib.Load(path)),
        ["Joblib.LoadAsync"] = path => Joblib.LoadAsync(path),
        ["Joblib.Open"] = Now(path => Joblib.Open(path).Dispose()),
        ["SparseMatrix.Load"] = Now(path => SparseMatrix.Load(path)),
        ["SparseMatrix.LoadAsync"] = path => SparseMatrix.LoadAsync(path),
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Path_OfABadFile_IsFilledAndBeginsTheMessage(string verb)
    {
        using var file = new TempFile("this is nothing that any verb reads"u8.ToArray());

        var error = await Assert.ThrowsAsync<NpyFormatException>(() => Readers[verb](file.Path));

        Assert.Equal(file.Path, error.Path);
        Assert.StartsWith($"{file.Path}: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Message.LastIndexOf(file.Path, StringComparison.Ordinal));
    }

    [LinuxTheory]
    [MemberData(nameof(Verbs))]
    public async Task Read_ABadFile_LeavesItClosed(string verb)
    {
        using var file = new TempFile("this is nothing that any verb reads"u8.ToArray());

        await Assert.ThrowsAsync<NpyFormatException>(() => Readers[verb](file.Path));

        Assert.DoesNotContain(file.Path, OpenFilesOfTheProcess());
    }

    private static List<string?> OpenFilesOfTheProcess() => [.. Directory.GetFiles("/proc/self/fd").Select(static link => new FileInfo(link).LinkTarget)];

    [Fact]
    public async Task Path_OfAnEntry_IsTheArchives()
    {
        byte[] bytes = Npz.Save(("x", new[] { 1, 2, 3 }));
        bytes[bytes.AsSpan().IndexOf("NUMPY"u8) + 128] ^= 1;
        using var file = new TempFile(bytes);
        using NpzFile archive = Npz.Open(file.Path);
        NpzEntry entry = archive.GetEntry("x");
        NpyFormatException[] errors =
        [
            Assert.Throws<NpyFormatException>(() => entry.Open().Load()),
            Assert.Throws<NpyFormatException>(() => entry.Open().Load<int>()),
            Assert.Throws<NpyFormatException>(() => entry.ReadRaw()),
            Assert.Throws<NpyFormatException>(() => archive.Load()),
            await Assert.ThrowsAsync<NpyFormatException>(() => entry.Open().LoadAsync()),
            await Assert.ThrowsAsync<NpyFormatException>(() => Npz.LoadAsync(file.Path)),
            .. archive.Verify(),
        ];

        Assert.Equal(7, errors.Length);
        Assert.All(errors, error =>
        {
            Assert.Equal((file.Path, "x.npy"), (error.Path, error.EntryName));
            Assert.StartsWith($"{file.Path}: Entry 'x.npy': ", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, error.Message.LastIndexOf(file.Path, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Path_OfBytesAndStreams_IsNull()
    {
        Assert.Null(Assert.Throws<NpyFormatException>(() => Npy.Load([1, 2, 3])).Path);
        Assert.Null(Assert.Throws<NpyFormatException>(() => Npy.Load(new MemoryStream([1, 2, 3]))).Path);
    }

    private static Func<string, Task> Now(Action<string> read) => path =>
    {
        read(path);
        return Task.CompletedTask;
    };
}
