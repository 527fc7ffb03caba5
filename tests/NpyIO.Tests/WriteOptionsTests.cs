using System.Buffers;
using System.Reflection;
using Microsoft.Win32.SafeHandles;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>
/// Every option for writing against every verb that takes it: <see cref="NpyWriteOptions"/>, <see cref="NpzWriteOptions"/>, <see cref="PickleWriteOptions"/>, <see cref="JoblibWriteOptions"/>. An option that is added
/// without a row here fails.
/// </summary>
public sealed class WriteOptionsTests
{
    private const int Count = 20_000;

    private static readonly int[] Values = [.. Enumerable.Range(0, Count)];
    private static readonly NdArray Array = NdArray.FromArray(Values);
    private static readonly SparseMatrix Sparse = SparseMatrix.Csr([1, Count], Array, Array, new[] { 0, Count });
    private static readonly NpzItem[] Items = [new("a", Array)];
    private static readonly Dictionary<string, NdArray> Arrays = new() { ["a"] = Array };

    /// <summary>What all options for writing have in common, and what only some have.</summary>
    private sealed record Options(bool Atomic = true, FlushMode Flush = FlushMode.None, IProgress<long>? Progress = null, int Protocol = 4, JoblibCompression Compression = default, int Level = 3, NpyVersion? Version = null, NpzCompression Packing = default, int Alignment = 0, int MaxThreads = 0)
    {
        internal NpyWriteOptions OfNpy => new() { Atomic = Atomic, Flush = Flush, Progress = Progress, Version = Version };

        internal NpzWriteOptions OfNpz => new() { Atomic = Atomic, Flush = Flush, Progress = Progress, Compression = Packing, Alignment = Alignment, MaxThreads = MaxThreads };

        internal PickleWriteOptions OfPickle => new() { Atomic = Atomic, Flush = Flush, Progress = Progress, Protocol = Protocol };

        internal JoblibWriteOptions OfJoblib => new() { Atomic = Atomic, Flush = Flush, Progress = Progress, Protocol = Protocol, Compression = Compression, Level = Level };
    }

    /// <summary>The verbs that save to a path.</summary>
    private static Dictionary<string, Func<string, Options, Task>> ToPath { get; } = new()
    {
        ["Npy.Save(array)"] = (path, options) => Now(() => Npy.Save(path, Array, options.OfNpy)),
        ["Npy.SaveAsync(array)"] = (path, options) => Npy.SaveAsync(path, Array, options.OfNpy),
        ["Npy.Save(array<T>)"] = (path, options) => Now(() => Npy.Save(path, Array.As<int>(), options.OfNpy)),
        ["Npy.SaveAsync(array<T>)"] = (path, options) => Npy.SaveAsync(path, Array.As<int>(), options.OfNpy),
        ["Npy.Save(T[])"] = (path, options) => Now(() => Npy.Save(path, Values, options.OfNpy)),
        ["Npy.SaveAsync(T[])"] = (path, options) => Npy.SaveAsync(path, Values, options.OfNpy),
        ["Npy.Save(span)"] = (path, options) => Now(() => Npy.Save<int>(path, Values, [Count], options.OfNpy)),
        ["Npy.SaveAsync(memory)"] = (path, options) => Npy.SaveAsync<int>(path, Values, [Count], options.OfNpy),
        ["Npy.Save(tensor)"] = (path, options) => Now(() => Npy.Save(path, Array.As<int>().AsTensorSpan(), options.OfNpy)),
        ["Npy.SaveItem"] = (path, options) => Now(() => Npy.SaveItem(path, Array, options.OfNpy)),
        ["Npy.SaveItemAsync"] = (path, options) => Npy.SaveItemAsync(path, Array, options.OfNpy),
        ["Npz.Save(items)"] = (path, options) => Now(() => Npz.Save(path, Items, options.OfNpz)),
        ["Npz.SaveAsync(items)"] = (path, options) => Npz.SaveAsync(path, Items, options.OfNpz),
        ["Npz.Save(dictionary)"] = (path, options) => Now(() => Npz.Save(path, Arrays, options.OfNpz)),
        ["Npz.SaveAsync(dictionary)"] = (path, options) => Npz.SaveAsync(path, Arrays, options.OfNpz),
        ["Npz.Save(named)"] = (path, options) => Now(() => Npz.Save(path, [("a", Array)], options.OfNpz)),
        ["Npz.SaveAsync(named)"] = (path, options) => Npz.SaveAsync(path, [("a", Array)], options.OfNpz),
        ["Npz.Save(positional)"] = (path, options) => Now(() => Npz.Save(path, [Array], options.OfNpz)),
        ["Npz.SaveAsync(positional)"] = (path, options) => Npz.SaveAsync(path, [Array], options.OfNpz),
        ["Npz.Create"] = (path, options) => Now(() =>
        {
            using NpzWriter writer = Npz.Create(path, options.OfNpz);
            writer.Add("a", Array);
            writer.Complete();
        }),
        ["Npz.Create, async"] = async (path, options) =>
        {
            await using NpzWriter writer = Npz.Create(path, options.OfNpz);
            await writer.AddAsync("a", Array);
            await writer.CompleteAsync();
        },
        ["SparseMatrix.Save"] = (path, options) => Now(() => Sparse.Save(path, options.OfNpz)),
        ["SparseMatrix.SaveAsync"] = (path, options) => Sparse.SaveAsync(path, options.OfNpz),
        ["Pickle.Save"] = (path, options) => Now(() => Pickle.Save(path, Array, options.OfPickle)),
        ["Pickle.SaveAsync"] = (path, options) => Pickle.SaveAsync(path, Array, options.OfPickle),
        ["Joblib.Save"] = (path, options) => Now(() => Joblib.Save(path, Array, options.OfJoblib)),
        ["Joblib.SaveAsync"] = (path, options) => Joblib.SaveAsync(path, Array, options.OfJoblib),
    };

    /// <summary>The verbs that save to memory, by way of a stream, a buffer writer, or bytes.</summary>
    private static Dictionary<string, Func<Options, Task<byte[]>>> ToMemory { get; } = new()
    {
        ["Npy.Save(stream)"] = options => OnStream(stream => Now(() => Npy.Save(stream, Array, options.OfNpy))),
        ["Npy.SaveAsync(stream)"] = options => OnStream(stream => Npy.SaveAsync(stream, Array, options.OfNpy)),
        ["Npy.Save(stream, array<T>)"] = options => OnStream(stream => Now(() => Npy.Save(stream, Array.As<int>(), options.OfNpy))),
        ["Npy.Save(stream, T[])"] = options => OnStream(stream => Now(() => Npy.Save(stream, Values, options.OfNpy))),
        ["Npy.Save(stream, span)"] = options => OnStream(stream => Now(() => Npy.Save<int>(stream, Values, [Count], options.OfNpy))),
        ["Npy.SaveAsync(stream, memory)"] = options => OnStream(stream => Npy.SaveAsync<int>(stream, Values, [Count], options.OfNpy)),
        ["Npy.Save(stream, tensor)"] = options => OnStream(stream => Now(() => Npy.Save(stream, Array.As<int>().AsTensorSpan(), options.OfNpy))),
        ["Npy.SaveItem(stream)"] = options => OnStream(stream => Now(() => Npy.SaveItem(stream, Array, options.OfNpy))),
        ["Npy.Save(writer)"] = options => OnWriter(writer => Npy.Save(writer, Array, options.OfNpy)),
        ["Npy.Save(writer, span)"] = options => OnWriter(writer => Npy.Save<int>(writer, Values, [Count], options.OfNpy)),
        ["Npy.Save, bytes"] = options => Task.FromResult(Npy.Save(Array, options.OfNpy)),
        ["Npy.Save, bytes of a span"] = options => Task.FromResult(Npy.Save<int>(Values, [Count], options.OfNpy)),
        ["Npz.Save(stream)"] = options => OnStream(stream => Now(() => Npz.Save(stream, Items, options.OfNpz))),
        ["Npz.SaveAsync(stream)"] = options => OnStream(stream => Npz.SaveAsync(stream, Items, options.OfNpz)),
        ["Npz.Save(stream, dictionary)"] = options => OnStream(stream => Now(() => Npz.Save(stream, Arrays, options.OfNpz))),
        ["Npz.Save(writer)"] = options => OnWriter(writer => Npz.Save(writer, Items, options.OfNpz)),
        ["Npz.Save, bytes"] = options => Task.FromResult(Npz.Save(Items, options.OfNpz)),
        ["Npz.Save, bytes of named"] = options => Task.FromResult(Npz.Save([("a", Array)], options.OfNpz)),
        ["Npz.Create(stream)"] = options => OnStream(stream => Now(() =>
        {
            using NpzWriter writer = Npz.Create(stream, options.OfNpz, leaveOpen: true);
            writer.Add("a", Array);
            writer.Complete();
        })),
        ["SparseMatrix.Save(stream)"] = options => OnStream(stream => Now(() => Sparse.Save(stream, options.OfNpz))),
        ["SparseMatrix.SaveAsync(stream)"] = options => OnStream(stream => Sparse.SaveAsync(stream, options.OfNpz)),
        ["Pickle.Save(stream)"] = options => OnStream(stream => Now(() => Pickle.Save(stream, Array, options.OfPickle))),
        ["Pickle.SaveAsync(stream)"] = options => OnStream(stream => Pickle.SaveAsync(stream, Array, options.OfPickle)),
        ["Pickle.Save(writer)"] = options => OnWriter(writer => Pickle.Save(writer, Array, options.OfPickle)),
        ["Pickle.Save, bytes"] = options => Task.FromResult(Pickle.Save(Array, options.OfPickle)),
        ["Joblib.Save(stream)"] = options => OnStream(stream => Now(() => Joblib.Save(stream, Array, options.OfJoblib))),
        ["Joblib.SaveAsync(stream)"] = options => OnStream(stream => Joblib.SaveAsync(stream, Array, options.OfJoblib)),
        ["Joblib.Save(writer)"] = options => OnWriter(writer => Joblib.Save(writer, Array, options.OfJoblib)),
        ["Joblib.Save, bytes"] = options => Task.FromResult(Joblib.Save(Array, options.OfJoblib)),
    };

    public static TheoryData<string> PathVerbs => [.. ToPath.Keys];

    public static TheoryData<string> Verbs => [.. ToPath.Keys.Concat(ToMemory.Keys)];

    [Theory]
    [InlineData(typeof(NpyWriteOptions), "Atomic DatetimeMultiple DatetimeUnit Flush Progress Version")]
    [InlineData(typeof(NpzWriteOptions), "Alignment Atomic Compression DatetimeMultiple DatetimeUnit Flush MaxThreads Progress")]
    [InlineData(typeof(PickleWriteOptions), "Atomic Flush Progress Protocol")]
    [InlineData(typeof(JoblibWriteOptions), "Atomic Compression Flush Level Progress Protocol")]
    public void Options_AreThoseThatAreTried(Type type, string names) =>
        Assert.Equal(names, string.Join(' ', type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void Options_Default_IsWhatItSays()
    {
        PickleWriteOptions pickle = PickleWriteOptions.Default;
        JoblibWriteOptions joblib = JoblibWriteOptions.Default;
        NpyWriteOptions npy = NpyWriteOptions.Default;

        Assert.Equal((4, true, FlushMode.None, null), (pickle.Protocol, pickle.Atomic, pickle.Flush, pickle.Progress));
        Assert.Equal((4, true, FlushMode.None, null, JoblibCompression.None, 3), (joblib.Protocol, joblib.Atomic, joblib.Flush, joblib.Progress, joblib.Compression, joblib.Level));
        Assert.Equal((true, FlushMode.None, null, null), (npy.Atomic, npy.Flush, npy.Progress, npy.Version));
        Assert.Equal((0, 9), (new JoblibWriteOptions { Level = 0 }.Level, new JoblibWriteOptions { Level = 9 }.Level));
    }

    [LinuxTheory]
    [MemberData(nameof(PathVerbs))]
    public async Task Save_Atomic_LeavesWhatIsOpenAlone(string verb)
    {
        foreach (bool isAtomic in (bool[])[true, false])
        {
            using TempFolder folder = new();
            string path = folder.Write("x", "before"u8);
            using var open = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

            await ToPath[verb](path, new Options(Atomic: isAtomic));

            Assert.Equal(isAtomic, open.Length == "before"u8.Length);
            Assert.Equal(await SavedAsync(verb, new Options()), File.ReadAllBytes(path));
        }
    }

    /// <summary>As every .NET program does, a save in place respects an exclusive opening.</summary>
    [Theory]
    [MemberData(nameof(PathVerbs))]
    public async Task Save_InPlaceIntoAFileOpenedExclusively_IsRefusedAndWritesNothing(string verb)
    {
        using TempFolder folder = new();
        string path = folder.Write("x", "before"u8);
        using (var open = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var error = await Assert.ThrowsAsync<IOException>(() => ToPath[verb](path, new Options(Atomic: false)));

            Assert.Equal($"The process cannot access the file '{path}' because it is being used by another process.", error.Message);
            Assert.Equal("before"u8.Length, open.Length);
        }

        Assert.Equal("before"u8, File.ReadAllBytes(path));
    }

    [LinuxTheory]
    [MemberData(nameof(PathVerbs))]
    public async Task Save_Flush_IsDoneIfItIsAskedFor(string verb)
    {
        foreach (FlushMode flush in Enum.GetValues<FlushMode>())
        {
            using TempFolder folder = new();
            using var calls = new FlushCounter();
            calls.Use();

            await ToPath[verb](folder.PathOf("x"), new Options(Flush: flush));

            Assert.Equal(flush != FlushMode.None, calls.Flushes > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_Flush_ChangesNoByte(string verb) =>
        Assert.Equal(await SavedAsync(verb, new Options()), await SavedAsync(verb, new Options(Flush: FlushMode.Disk, Atomic: false, MaxThreads: 1)));

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_Progress_GrowsToWhatIsWritten(string verb)
    {
        var progress = new Recorder();

        byte[] saved = await SavedAsync(verb, new Options(Progress: progress));

        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.InRange(progress.Reports[^1], Count * sizeof(int), saved.Length);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_Version_IsWritten(string verb)
    {
        if (!verb.StartsWith("Npy", StringComparison.Ordinal))
            return;
        foreach (NpyVersion version in (NpyVersion[])[NpyVersion.V1, NpyVersion.V2, NpyVersion.V3])
            Assert.Equal(version, NpyHeader.Parse(await SavedAsync(verb, new Options(Version: version))).Version);
        Assert.Equal(NpyVersion.V1, NpyHeader.Parse(await SavedAsync(verb, new Options())).Version);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_Protocol_IsWritten(string verb)
    {
        if (verb.StartsWith('N') || verb.StartsWith('S'))
            return;
        for (int protocol = 2; protocol <= 5; protocol++)
        {
            byte[] saved = await SavedAsync(verb, new Options(Protocol: protocol));

            Assert.Equal([0x80, (byte)protocol], saved[..2]);
            Assert.Equal(Values, Joblib.Load<NdArray>(saved).ToArray<int>());
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_CompressionAndLevel_AreUsed(string verb)
    {
        if (!verb.StartsWith("Joblib", StringComparison.Ordinal))
            return;
        foreach (JoblibCompression compression in Enum.GetValues<JoblibCompression>())
        {
            byte[] saved = await SavedAsync(verb, new Options(Compression: compression)), best = await SavedAsync(verb, new Options(Compression: compression, Level: 9));
            using var file = new TempFile(saved);
            using JoblibFile opened = Joblib.Open(file.Path);

            Assert.Equal(compression, opened.Compression);
            Assert.Equal(Values, opened.Get<NdArray>().ToArray<int>());
            Assert.Equal(Values, Joblib.Load<NdArray>(best).ToArray<int>());
            if (compression is JoblibCompression.Zlib or JoblibCompression.Gzip)
                Assert.True((await SavedAsync(verb, new Options(Compression: compression, Level: 0))).Length > best.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_PackingAndAlignment_AreUsed(string verb)
    {
        if (!verb.StartsWith("Npz", StringComparison.Ordinal) && !verb.StartsWith("Sparse", StringComparison.Ordinal))
            return;
        foreach (NpzCompression packing in Enum.GetValues<NpzCompression>())
        {
            byte[] saved = await SavedAsync(verb, new Options(Packing: packing));
            using NpzFile file = Npz.Open(saved);

            Assert.All(file.Entries, entry => Assert.Equal(packing == NpzCompression.None, entry.CompressedLength == entry.Length));
            Assert.Equal(Values, file.First().Open().Load().ToArray<int>());
        }

        byte[] aligned = await SavedAsync(verb, new Options(Alignment: 4096));
        Assert.Equal("NUMPY"u8, aligned.AsSpan(4097, 5));
        Assert.Equal(await SavedAsync(verb, new Options(MaxThreads: 1)), await SavedAsync(verb, new Options()));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Save_OptionsOfAnArchiveThatCannotBe_AreRefused(string verb)
    {
        if (!verb.StartsWith("Npz", StringComparison.Ordinal) && !verb.StartsWith("Sparse", StringComparison.Ordinal))
            return;
        using TempFolder folder = new();
        string path = folder.Write("x", "before"u8);
        foreach (Options options in (Options[])[new(Alignment: 3), new(Alignment: 8192), new(MaxThreads: -1), new(Packing: (NpzCompression)4)])
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => ToPath.TryGetValue(verb, out Func<string, Options, Task>? save) ? save(path, options) : SavedAsync(verb, options));

            Assert.Equal("options", error.ParamName);
            Assert.Equal("before"u8, File.ReadAllBytes(path));
        }
    }

    private static async Task<byte[]> SavedAsync(string verb, Options options)
    {
        if (ToMemory.TryGetValue(verb, out Func<Options, Task<byte[]>>? save))
            return await save(options);
        using TempFolder folder = new();
        await ToPath[verb](folder.PathOf("x"), options);
        return File.ReadAllBytes(folder.PathOf("x"));
    }

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static async Task<byte[]> OnStream(Func<Stream, Task> save)
    {
        var stream = new MemoryStream();
        await save(stream);
        return stream.ToArray();
    }

    private static Task<byte[]> OnWriter(Action<ArrayBufferWriter<byte>> save)
    {
        var writer = new ArrayBufferWriter<byte>();
        save(writer);
        return Task.FromResult(writer.WrittenSpan.ToArray());
    }

    private sealed class FlushCounter : FaultyCalls
    {
        private int _flushes;

        internal int Flushes => _flushes;

        internal override int Flush(SafeFileHandle file)
        {
            Interlocked.Increment(ref _flushes);
            return base.Flush(file);
        }
    }
}
