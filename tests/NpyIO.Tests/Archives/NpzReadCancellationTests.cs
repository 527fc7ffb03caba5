using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>A read that is cancelled by its first report of progress ends: within one array that is read in blocks, and between two small ones.</summary>
public sealed class NpzReadCancellationTests
{
    private const int Count = 300_000;

    private static readonly byte[] Large = MakeLarge();
    private static readonly byte[] Small = NpyBytes.Integers("(30,)", 30);

    private delegate Task Read(NpzFile file, NpyReadOptions options, CancellationToken cancellationToken);

    private static Dictionary<string, Read> OfOne { get; } = new()
    {
        ["LoadAsync"] = static (file, options, token) => file["a"].LoadAsync(options, token),
        ["LoadAsync<T>"] = static (file, options, token) => file["a"].LoadAsync<int>(options, token),
        ["LoadAsync(memory)"] = static (file, options, token) => file["a"].LoadAsync(new int[Count].AsMemory(), options, token),
        ["ReadRowsAsync"] = static (file, options, token) => file.GetEntry("a").ReadRowsAsync(0, Count, options, token),
        ["ReadRowsAsync<T>"] = static (file, options, token) => file.GetEntry("a").ReadRowsAsync<int>(0, Count, options, token),
        ["LoadItemAsync"] = static (file, options, token) => file["a"].LoadItemAsync(options, token),
    };

    private static Dictionary<string, Read> OfAll { get; } = new()
    {
        ["NpzFile.LoadAsync"] = static (file, options, token) => file.LoadAsync(options, token),
        ["NpzFile.Verify"] = static (file, options, token) => Task.FromResult(file.Verify(options, token)),
        ["NpzFile.VerifyAsync"] = static (file, options, token) => file.VerifyAsync(options, token),
    };

    private static Dictionary<string, Func<string, NpyReadOptions, CancellationToken, Task>> OfArchive { get; } = new()
    {
        ["Npz.LoadAsync(path)"] = static (path, options, token) => Npz.LoadAsync(path, options, token),
        ["Npz.Verify(path)"] = static (path, options, token) => Task.FromResult(Npz.Verify(path, options, token)),
        ["Npz.VerifyAsync(path)"] = static (path, options, token) => Npz.VerifyAsync(path, options, token),
        ["SparseMatrix.LoadAsync(path)"] = static (path, options, token) => SparseMatrix.LoadAsync(path, options, token),
        ["Npz.LoadAsync(stream)"] = static (path, options, token) => Npz.LoadAsync(Opened(path), options, token),
        ["Npz.Verify(stream)"] = static (path, options, token) => Task.FromResult(Npz.Verify(Opened(path), options, token)),
        ["Npz.VerifyAsync(stream)"] = static (path, options, token) => Npz.VerifyAsync(Opened(path), options, token),
        ["SparseMatrix.LoadAsync(stream)"] = static (path, options, token) => SparseMatrix.LoadAsync(Opened(path), options, token),
        ["Npz.LoadAsync(forward)"] = static (path, options, token) => Npz.LoadAsync(new PartialStream(File.ReadAllBytes(path), 10_000), options, token),
    };

    public static TheoryData<string> OneVerbs => [.. OfOne.Keys, .. OfAll.Keys];

    public static TheoryData<string> AllVerbs => [.. OfAll.Keys];

    public static TheoryData<string> ArchiveVerbs => [.. OfArchive.Keys];

    [Theory]
    [MemberData(nameof(OneVerbs))]
    public async Task Read_CancelledWithinAnArray_Ends(string verb)
    {
        Read read = OfOne.GetValueOrDefault(verb) ?? OfAll[verb];
        foreach (NpzRowsTests.Form form in Enum.GetValues<NpzRowsTests.Form>())
        {
            byte[] archive = form == NpzRowsTests.Form.Indexed ? new ZipBytes().AddIndexed("a.npy", Large, Large.Length - 4 * Count, 100_000).ToBytes() : ZipBytes.Of(form == NpzRowsTests.Form.Deflated, ("a.npy", Large));
            await AssertEndsAsync(archive, read);
        }
    }

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public async Task Read_CancelledBetweenEntries_Ends(string verb)
    {
        await AssertEndsAsync(ZipBytes.Of(false, ("a.npy", Small), ("b.npy", Small)), OfAll[verb]);
        await AssertEndsAsync(ZipBytes.Of(true, ("a.npy", Small), ("b.npy", Small)), OfAll[verb]);
    }

    [Theory]
    [MemberData(nameof(ArchiveVerbs))]
    public async Task Load_CancelledBetweenEntries_Ends(string verb)
    {
        using var path = new TempFile(ZipBytes.Of(false, ("a.npy", Small), ("b.npy", Small)));
        using var source = new CancellationTokenSource();
        var options = new NpyReadOptions { MaxThreads = 1, Progress = new Recorder(_ => source.Cancel()) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OfArchive[verb](path.Path, options, source.Token));
    }

    /// <summary>From memory, a file and a stream; without the cancellation it is read.</summary>
    private static async Task AssertEndsAsync(byte[] archive, Read read)
    {
        using var path = new TempFile(archive);
        foreach (NpzFile file in (NpzFile[])[Npz.Open(archive), Npz.Open(path.Path), Npz.Open(new MemoryStream(archive))])
        {
            using (file)
            using (var source = new CancellationTokenSource())
            {
                var progress = new Recorder(_ => source.Cancel());

                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read(file, new NpyReadOptions { MaxThreads = 1, Progress = progress }, source.Token));

                Assert.Single(progress.Reports);
                if (read != OfOne["LoadItemAsync"])
                    await read(file, new NpyReadOptions { MaxThreads = 1 }, CancellationToken.None);
            }
        }
    }

    private static MemoryStream Opened(string path) => new(File.ReadAllBytes(path));

    /// <summary>Bytes in the other order, so that the array is converted block by block; they compress, though not to next to nothing.</summary>
    private static byte[] MakeLarge()
    {
        byte[] payload = new byte[4 * Count];
        new Random(2).NextBytes(payload.AsSpan(0, Count));
        return NpyBytes.Of("'>i4'", $"({Count},)", payload);
    }
}
