namespace NpyIO.Tests.Support;

/// <summary>Every way to read some rows of the entry "a" of an archive.</summary>
internal static class RowReaders
{
    /// <summary>The ways by name: given an archive, the first row and the number of rows, the elements in C order.</summary>
    internal static Dictionary<string, Func<byte[], long, long, Task<int[]>>> All { get; } = new()
    {
        ["ReadRows, memory"] = static (archive, start, count) => OnMemory(archive, entry => Task.FromResult(entry.ReadRows(start, count).ToArray<int>())),
        ["ReadRows<T>, memory"] = static (archive, start, count) => OnMemory(archive, entry => Task.FromResult(entry.ReadRows<int>(start, count).ToArray())),
        ["ReadRowsAsync, memory"] = static (archive, start, count) => OnMemory(archive, async entry => (await entry.ReadRowsAsync(start, count)).ToArray<int>()),
        ["ReadRowsAsync<T>, memory"] = static (archive, start, count) => OnMemory(archive, async entry => (await entry.ReadRowsAsync<int>(start, count)).ToArray()),
        ["ReadRows, path"] = static (archive, start, count) => OnPath(archive, entry => Task.FromResult(entry.ReadRows(start, count).ToArray<int>())),
        ["ReadRowsAsync, path"] = static (archive, start, count) => OnPath(archive, async entry => (await entry.ReadRowsAsync(start, count)).ToArray<int>()),
        ["ReadRows, stream"] = static (archive, start, count) => OnStream(archive, entry => Task.FromResult(entry.ReadRows(start, count).ToArray<int>())),
        ["ReadRowsAsync, stream"] = static (archive, start, count) => OnStream(archive, async entry => (await entry.ReadRowsAsync(start, count)).ToArray<int>()),
        ["ReadRowsAsync<T>, stream"] = static (archive, start, count) => OnStream(archive, async entry => (await entry.ReadRowsAsync<int>(start, count)).ToArray()),
    };

    private static async Task<int[]> OnMemory(byte[] archive, Func<NpzEntry, Task<int[]>> read)
    {
        using NpzFile file = Npz.Open(archive);
        return await read(file.GetEntry("a"));
    }

    private static async Task<int[]> OnPath(byte[] archive, Func<NpzEntry, Task<int[]>> read)
    {
        using var path = new TempFile(archive);
        using NpzFile file = Npz.Open(path.Path);
        return await read(file.GetEntry("a"));
    }

    private static async Task<int[]> OnStream(byte[] archive, Func<NpzEntry, Task<int[]>> read)
    {
        using NpzFile file = Npz.Open(new MemoryStream(archive));
        return await read(file.GetEntry("a"));
    }
}
