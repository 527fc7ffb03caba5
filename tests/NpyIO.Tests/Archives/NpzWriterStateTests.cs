using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Every verb of a writer in every state in which it is refused, and what a refusal or a failure leaves.</summary>
public sealed class NpzWriterStateTests
{
    private static readonly int[] Few = [1, 2, 3];

    private static Dictionary<string, Func<NpzWriter, Task>> All { get; } = new()
    {
        ["Add"] = static writer => Now(() => writer.Add("x", Few)),
        ["AddAsync"] = static writer => writer.AddAsync("x", Few),
        ["AddAsync(item)"] = static writer => writer.AddAsync(new NpzItem("x", Few)),
        ["AddRaw"] = static writer => Now(() => writer.AddRaw("x", [])),
        ["AddRawAsync"] = static writer => writer.AddRawAsync("x", default),
        ["OpenRaw"] = static writer => Now(() => writer.OpenRaw("x")),
        ["AddRows"] = static writer => Now(() => writer.AddRows<int>("x", [])),
        ["Complete"] = static writer => Now(writer.Complete),
        ["CompleteAsync"] = static writer => writer.CompleteAsync(),
    };

    public static TheoryData<string> Verbs => [.. All.Keys];

    public static TheoryData<string, Func<NpzWriter, Task>> Refused { get; } = new()
    {
        { "a name that is taken", static writer => writer.AddAsync("x", Few) },
        { "a name with a NUL", static writer => writer.AddAsync("a\0", Few) },
        { "a compression that is none", static writer => writer.AddAsync(new NpzItem("z", Few) { Compression = (NpzCompression)9 }) },
        { "no item", static writer => writer.AddAsync(null!) },
        { "no array", static writer => writer.AddAsync("z", null!) },
        { "raw: a name that is taken", static writer => writer.AddRawAsync("x.npy", new byte[1]) },
        { "raw: no name", static writer => writer.AddRawAsync("", new byte[1]) },
        { "raw: null", static writer => writer.AddRawAsync(null!, new byte[1]) },
        { "raw: a compression that is none", static writer => writer.AddRawAsync("z.npy", new byte[1], (NpzCompression)9) },
        { "stream: a compression that is none", static writer => Now(() => writer.OpenRaw("z.npy", (NpzCompression)9)) },
        { "rows: a compression that is none", static writer => Now(() => writer.AddRows<int>("z", [], (NpzCompression)9)) },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_AfterComplete_IsRefused(string verb)
    {
        using NpzWriter writer = Npz.Create(new MemoryStream());
        writer.Complete();

        Assert.Equal("The archive is complete; nothing can be added any more.", await MisuseAsync(writer, verb));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_AfterAFailure_IsRefused(string verb)
    {
        using NpzWriter writer = Npz.Create(new ForwardStream { Room = 10 });
        Assert.Throws<IOException>(() => writer.Add("big", NpzSamples.Noise(1_000_000)));

        Assert.Equal("Writing an entry has failed, was cancelled or was abandoned before it was complete, so the archive cannot be completed.", await MisuseAsync(writer, verb));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_WhileAnEntryIsOpen_IsRefusedAndChangesNothing(string verb)
    {
        var stream = new MemoryStream();
        using NpzWriter writer = Npz.Create(stream);
        using (writer.OpenRaw("notes.txt"))
            Assert.Equal("The entry 'notes.txt' is still being written; dispose what writes it first.", await MisuseAsync(writer, verb));
        writer.Complete();

        Assert.Equal(["notes.txt"], Npz.Open(stream.ToArray()).Keys);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_AfterDispose_IsRefused(string verb)
    {
        NpzWriter writer = Npz.Create(new MemoryStream());
        await writer.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => All[verb](writer));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Add_RefusedArgument_ChangesNothing(string what, Func<NpzWriter, Task> add)
    {
        Assert.NotEmpty(what);
        var stream = new MemoryStream();
        await using (NpzWriter writer = Npz.Create(stream, leaveOpen: true))
        {
            await writer.AddAsync("x", Few);
            await Assert.ThrowsAnyAsync<ArgumentException>(() => add(writer));
            await writer.AddAsync("z", Few);
            await writer.CompleteAsync();
        }

        Assert.Equal(Npz.Save(("x", Few), ("z", Few)), stream.ToArray());
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("CompleteAsync")]
    public async Task Complete_DirectoryDoesNotFit_FailsAndCannotBeTriedAgain(string verb)
    {
        var whole = new ForwardStream();
        Npz.Save(whole, ("x", Few));
        int length = whole.Written.Length;
        foreach ((int room, bool fits) in ((int, bool)[])[(length - 1, false), (length, true)])
        {
            var stream = new ForwardStream { Room = room };
            using NpzWriter writer = Npz.Create(stream);
            writer.Add("x", Few);
            if (fits)
            {
                await All[verb](writer);
                Assert.Equal(whole.Written, stream.Written);
                continue;
            }

            await Assert.ThrowsAsync<IOException>(() => All[verb](writer));
            Assert.StartsWith("Writing an entry has failed", await MisuseAsync(writer, verb), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteAsync_Cancelled_CompletesNothing(bool isFile)
    {
        using var file = new TempFile([1, 2, 3]);
        var stream = new ForwardStream();
        await using (NpzWriter writer = isFile ? Npz.Create(file.Path) : Npz.Create(stream))
        {
            await writer.AddAsync("x", Few);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.CompleteAsync(new CancellationToken(canceled: true)));
            Assert.StartsWith("Writing an entry has failed", await MisuseAsync(writer, "Complete"), StringComparison.Ordinal);
        }

        Assert.Equal(["a.npy"], file.Names);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(-1, stream.Written.AsSpan().IndexOf("PK\u0005\u0006"u8));
    }

    private static async Task<string> MisuseAsync(NpzWriter writer, string verb) => (await Assert.ThrowsAsync<InvalidOperationException>(() => All[verb](writer))).Message;

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
