using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Every way to read all of the entry "b", an array of int32, and to check it.</summary>
internal static class EntryReaders
{
    /// <summary>The ways by name, given an open archive. A verification throws the one error that it finds.</summary>
    internal static Dictionary<string, Func<NpzFile, Task>> OfOpen { get; } = new()
    {
        ["Load"] = static file => Now(() => file["b"].Load()),
        ["Load<T>"] = static file => Now(() => file["b"].Load<int>()),
        ["Load(span)"] = static file => Now(() => file["b"].Load(new int[file.GetEntry("b").Length].AsSpan())),
        ["ReadRaw"] = static file => Now(() => file.GetEntry("b").ReadRaw()),
        ["OpenRaw"] = static file => Now(() =>
        {
            using Stream raw = file.GetEntry("b").OpenRaw();
            raw.CopyTo(Stream.Null);
        }),
        ["NpzFile.Load"] = static file => Now(() => file.Load()),
        ["NpzFile.Verify"] = static file => Now(() => Throw(file.Verify())),
        ["LoadAsync"] = static async file => await (await file.OpenAsync("b")).LoadAsync(),
        ["LoadAsync<T>"] = static async file => await (await file.OpenAsync("b")).LoadAsync<int>(),
        ["LoadAsync(memory)"] = static async file => await (await file.OpenAsync("b")).LoadAsync(new int[file.GetEntry("b").Length].AsMemory()),
        ["ReadRawAsync"] = static file => file.GetEntry("b").ReadRawAsync(),
        ["OpenRawAsync"] = static async file =>
        {
            await using Stream raw = await file.GetEntry("b").OpenRawAsync();
            await raw.CopyToAsync(Stream.Null);
        },
        ["NpzFile.LoadAsync"] = static file => file.LoadAsync(),
        ["NpzFile.VerifyAsync"] = static async file => Throw(await file.VerifyAsync()),
    };

    /// <summary>The ways by name, given an archive: in memory, in a file, in a stream behind other bytes, in one that cannot seek.</summary>
    internal static Dictionary<string, Func<byte[], Task>> All { get; } = new(
        OfOpen.SelectMany(static way => (KeyValuePair<string, Func<byte[], Task>>[])
        [
            new($"{way.Key}, memory", archive => OnMemory(archive, way.Value)),
            new($"{way.Key}, path", archive => OnPath(archive, way.Value)),
            new($"{way.Key}, stream", archive => OnStream(archive, way.Value)),
        ])
        .Append(new("Npz.Load, forward", static archive => Now(() => Npz.Load(new PartialStream(archive, 1000)))))
        .Append(new("Npz.LoadAsync, forward", static archive => Npz.LoadAsync(new PartialStream(archive, 1000)))));

    private static async Task OnMemory(byte[] archive, Func<NpzFile, Task> read)
    {
        using NpzFile file = Npz.Open(archive);
        await read(file);
    }

    /// <summary>An error names the path, too.</summary>
    private static async Task OnPath(byte[] archive, Func<NpzFile, Task> read)
    {
        using var path = new TempFile(archive);
        using NpzFile file = Npz.Open(path.Path);
        try
        {
            await read(file);
        }
        catch (NpyFormatException e)
        {
            Assert.Equal(path.Path, e.Path);
            throw;
        }
    }

    private static async Task OnStream(byte[] archive, Func<NpzFile, Task> read)
    {
        using NpzFile file = Npz.Open(Sources.Later(archive));
        await read(file);
    }

    private static Task Now(Action read)
    {
        read();
        return Task.CompletedTask;
    }

    private static void Throw(IReadOnlyList<NpyFormatException> errors)
    {
        if (errors.Count > 0)
            throw Assert.Single(errors);
    }
}
