using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>Every option against every verb that takes <see cref="NpyReadOptions"/>, over every layout: each verb follows each option, or does not look at it, as it says.</summary>
public sealed class NpyReadOptionsTests
{
    // Long enough for an index of blocks to be used.
    private const int Count = 21_000;
    private const string Shape = "(6, 70, 50)";

    private static readonly int[] Expected = [.. Enumerable.Range(0, Count)];

    private delegate Task<NdArray> Verb(byte[] content, NpyReadOptions options);

    private static Dictionary<string, Verb> Whole { get; } = new()
    {
        ["Npy.Load(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Npy.Load(path, options))),
        ["Npy.LoadAsync(path)"] = (content, options) => OnFile(content, path => Npy.LoadAsync(path, options)),
        ["Npy.Load(stream)"] = (content, options) => Task.FromResult(Npy.Load(Sources.Later(content), options)),
        ["Npy.LoadAsync(stream)"] = (content, options) => Npy.LoadAsync(Sources.Later(content), options),
        ["Npy.Load(pipe)"] = (content, options) => Task.FromResult(Npy.Load(new PartialStream(content, 100), options)),
        ["Npy.LoadAsync(pipe)"] = (content, options) => Npy.LoadAsync(new PartialStream(content, 100), options),
        ["Npy.Load(memory)"] = (content, options) => Task.FromResult(Npy.Load((ReadOnlyMemory<byte>)content, options)),
        ["Npy.Load(span)"] = (content, options) => Task.FromResult(Npy.Load(content.AsSpan(), options)),
        ["Npy.TryLoad"] = (content, options) => Task.FromResult(Npy.TryLoad(Sources.Later(content), out NdArray? array, options) ? array : null!),
        ["Npy.TryLoadAsync"] = async (content, options) => (await Npy.TryLoadAsync(Sources.Later(content), options))!,
        ["Npz.Load(path)"] = (content, options) => OnFile(Stored(content), path => Task.FromResult(Npz.Load(path, options)["a"])),
        ["Npz.LoadAsync(path)"] = (content, options) => OnFile(Deflated(content), async path => (await Npz.LoadAsync(path, options))["a"]),
        ["Npz.Load(stream)"] = (content, options) => Task.FromResult(Npz.Load(Sources.Later(Deflated(content)), options)["a"]),
        ["Npz.LoadAsync(stream)"] = async (content, options) => (await Npz.LoadAsync(Sources.Later(Stored(content)), options))["a"],
        ["Npz.Load(pipe)"] = (content, options) => Task.FromResult(Npz.Load(new PartialStream(Stored(content), 100), options)["a"]),
        ["Npz.LoadAsync(pipe)"] = async (content, options) => (await Npz.LoadAsync(new PartialStream(Deflated(content), 100), options))["a"],
        ["Npz.Load(memory)"] = (content, options) => Task.FromResult(Npz.Load(Stored(content), options)["a"]),
        ["NpzFile.Load"] = (content, options) => OnArchive(Deflated(content), null, file => Task.FromResult(file.Load(options)["a"])),
        ["NpzFile.LoadAsync"] = (content, options) => OnArchive(Stored(content), null, async file => (await file.LoadAsync(options))["a"]),
        ["NpzEntry.Load, options of the archive"] = (content, options) => OnArchive(Stored(content), options, file => Task.FromResult(file["a"].Load())),
        ["NpzEntry.LoadAsync, options of the archive"] = (content, options) => OnArchive(Deflated(content), options, file => file["a"].LoadAsync()),
        ["NpzEntry.Load, stored"] = (content, options) => OnArchive(Stored(content), null, file => Task.FromResult(file["a"].Load(options))),
        ["NpzEntry.Load, deflated"] = (content, options) => OnArchive(Deflated(content), null, file => Task.FromResult(file["a"].Load(options))),
        ["NpzEntry.Load, indexed"] = (content, options) => OnArchive(Indexed(content), null, file => Task.FromResult(file["a"].Load(options))),
        ["NpzEntry.LoadAsync, stored"] = (content, options) => OnArchive(Stored(content), null, file => file["a"].LoadAsync(options)),
        ["NpzEntry.LoadAsync, indexed"] = (content, options) => OnArchive(Indexed(content), null, file => file["a"].LoadAsync(options)),
        ["NpzEntry.LoadAsync, stream"] = (content, options) => OnStream(Indexed(content), null, file => file["a"].LoadAsync(options)),
    };

    private static Dictionary<string, Verb> Rows { get; } = new()
    {
        ["NpzEntry.ReadRows, stored"] = (content, options) => OnArchive(Stored(content), null, file => Task.FromResult(file.GetEntry("a").ReadRows(0, 6, options))),
        ["NpzEntry.ReadRows, deflated"] = (content, options) => OnArchive(Deflated(content), null, file => Task.FromResult(file.GetEntry("a").ReadRows(0, 6, options))),
        ["NpzEntry.ReadRows, indexed"] = (content, options) => OnArchive(Indexed(content), null, file => Task.FromResult(file.GetEntry("a").ReadRows(0, 6, options))),
        ["NpzEntry.ReadRows, options of the archive"] = (content, options) => OnArchive(Stored(content), options, file => Task.FromResult(file.GetEntry("a").ReadRows(0, 6))),
        ["NpzEntry.ReadRowsAsync, stored"] = (content, options) => OnArchive(Stored(content), null, file => file.GetEntry("a").ReadRowsAsync(0, 6, options)),
        ["NpzEntry.ReadRowsAsync, options of the archive"] = (content, options) => OnArchive(Indexed(content), options, file => file.GetEntry("a").ReadRowsAsync(0, 6)),
        ["NpzEntry.ReadRowsAsync, stored stream"] = (content, options) => OnStream(Stored(content), null, file => file.GetEntry("a").ReadRowsAsync(0, 6, options)),
        ["NpzEntry.ReadRowsAsync, deflated stream"] = (content, options) => OnStream(Deflated(content), null, file => file.GetEntry("a").ReadRowsAsync(0, 6, options)),
        ["NpzEntry.ReadRowsAsync, indexed stream"] = (content, options) => OnStream(Indexed(content), null, file => file.GetEntry("a").ReadRowsAsync(0, 6, options)),
        ["NpzEntry.ReadRowsAsync, stream's options"] = (content, options) => OnStream(Stored(content), options, file => file.GetEntry("a").ReadRowsAsync(0, 6)),
    };

    /// <summary>As the others, with elements of a CLR type; the conversion is the option's to allow.</summary>
    private static Dictionary<string, Verb> Typed { get; } = new()
    {
        ["Npy.Load<T>(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Npy.Load<double>(path, options).ToNdArray())),
        ["Npy.LoadAsync<T>(path)"] = (content, options) => OnFile(content, async path => (await Npy.LoadAsync<double>(path, options)).ToNdArray()),
        ["Npy.Load<T>(stream)"] = (content, options) => Task.FromResult(Npy.Load<double>(Sources.Later(content), options).ToNdArray()),
        ["Npy.LoadAsync<T>(pipe)"] = async (content, options) => (await Npy.LoadAsync<double>(new PartialStream(content, 100), options)).ToNdArray(),
        ["Npy.Load<T>(memory)"] = (content, options) => Task.FromResult(Npy.Load<double>((ReadOnlyMemory<byte>)content, options).ToNdArray()),
        ["Npy.TryLoad<T>"] = (content, options) => Task.FromResult(Npy.TryLoad(Sources.Later(content), out NdArray<double>? array, options) ? array.ToNdArray() : null!),
        ["Npy.TryLoadAsync<T>"] = async (content, options) => (await Npy.TryLoadAsync<double>(Sources.Later(content), options))!.ToNdArray(),
        ["NpzEntry.Load<T>"] = (content, options) => OnArchive(Indexed(content), null, file => Task.FromResult(file["a"].Load<double>(options).ToNdArray())),
        ["NpzEntry.LoadAsync<T>"] = (content, options) => OnStream(Stored(content), null, async file => (await file["a"].LoadAsync<double>(options)).ToNdArray()),
        ["NpzEntry.ReadRows<T>"] = (content, options) => OnArchive(Indexed(content), null, file => Task.FromResult(file.GetEntry("a").ReadRows<double>(0, 6, options).ToNdArray())),
        ["NpzEntry.ReadRowsAsync<T>"] = (content, options) => OnStream(Stored(content), null, async file => (await file.GetEntry("a").ReadRowsAsync<double>(0, 6, options)).ToNdArray()),
    };

    /// <summary>Into a buffer of the caller's, where order and byte order are not looked at.</summary>
    private static Dictionary<string, Verb> Into { get; } = new()
    {
        ["Npy.Load(path, span)"] = (content, options) => OnFile(content, path => Given(buffer => Task.FromResult(Npy.Load(path, buffer.AsSpan(), options)))),
        ["Npy.LoadAsync(path, memory)"] = (content, options) => OnFile(content, path => Given(buffer => Npy.LoadAsync(path, buffer.AsMemory(), options))),
        ["Npy.Load(stream, span)"] = (content, options) => Given(buffer => Task.FromResult(Npy.Load(new PartialStream(content, 100), buffer.AsSpan(), options))),
        ["Npy.LoadAsync(stream, memory)"] = (content, options) => Given(buffer => Npy.LoadAsync(Sources.Later(content), buffer.AsMemory(), options)),
        ["Npy.Load(memory, span)"] = (content, options) => Given(buffer => Task.FromResult(Npy.Load((ReadOnlyMemory<byte>)content, buffer.AsSpan(), options))),
        ["NpzEntry.Load(span)"] = (content, options) => OnArchive(Indexed(content), null, file => Given(buffer => Task.FromResult(file["a"].Load(buffer.AsSpan(), options)))),
        ["NpzEntry.LoadAsync(memory)"] = (content, options) => OnStream(Deflated(content), null, file => Given(buffer => file["a"].LoadAsync(buffer.AsMemory(), options))),
    };

    /// <summary>The verbs that read a header and perhaps one element.</summary>
    private static Dictionary<string, Func<byte[], NpyReadOptions, Task>> Headers { get; } = new()
    {
        ["Npy.ReadHeader(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Npy.ReadHeader(path, options))),
        ["Npy.ReadHeaderAsync(path)"] = (content, options) => OnFile(content, path => Npy.ReadHeaderAsync(path, options)),
        ["Npy.ReadHeader(stream)"] = (content, options) => Task.FromResult(Npy.ReadHeader(Sources.Later(content), options)),
        ["Npy.ReadHeaderAsync(stream)"] = (content, options) => Npy.ReadHeaderAsync(Sources.Later(content), options),
        ["Npy.ReadHeader(pipe)"] = (content, options) => Task.FromResult(Npy.ReadHeader(new PartialStream(content, 100), options)),
        ["Npy.ReadHeaderAsync(pipe)"] = (content, options) => Npy.ReadHeaderAsync(new PartialStream(content, 100), options),
        ["Npy.ReadHeader(memory)"] = (content, options) => Task.FromResult(Npy.ReadHeader((ReadOnlyMemory<byte>)content, options)),
        ["Npy.ReadHeader(span)"] = (content, options) => Task.FromResult(Npy.ReadHeader(content.AsSpan(), options)),
        ["Npy.LoadItem(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Npy.LoadItem(path, options))),
        ["Npy.LoadItemAsync(path)"] = (content, options) => OnFile(content, path => Npy.LoadItemAsync(path, options)),
        ["Npy.LoadItem(stream)"] = (content, options) => Task.FromResult(Npy.LoadItem(Sources.Later(content), options)),
        ["Npy.LoadItemAsync(stream)"] = (content, options) => Npy.LoadItemAsync(Sources.Later(content), options),
        ["Npy.LoadItem(memory)"] = (content, options) => Task.FromResult(Npy.LoadItem((ReadOnlyMemory<byte>)content, options)),
        ["Npy.LoadItem(span)"] = (content, options) => Task.FromResult(Npy.LoadItem(content.AsSpan(), options)),
        ["Npy.Verify(path)"] = (content, options) => OnFile(content, path => Thrown(Npy.Verify(path, options))),
        ["Npy.VerifyAsync(path)"] = (content, options) => OnFile(content, async path => await Thrown(await Npy.VerifyAsync(path, options))),
        ["Npy.Verify(stream)"] = (content, options) => Thrown(Npy.Verify(Sources.Later(content), options)),
        ["Npy.VerifyAsync(stream)"] = async (content, options) => await Thrown(await Npy.VerifyAsync(Sources.Later(content), options)),
        ["Npz.Verify(path)"] = (content, options) => OnFile(Deflated(content), path => Thrown(Npz.Verify(path, options))),
        ["Npz.VerifyAsync(path)"] = (content, options) => OnFile(Stored(content), async path => await Thrown(await Npz.VerifyAsync(path, options))),
        ["Npz.Verify(stream)"] = (content, options) => Thrown(Npz.Verify(Sources.Later(Stored(content)), options)),
        ["Npz.VerifyAsync(stream)"] = async (content, options) => await Thrown(await Npz.VerifyAsync(Sources.Later(Deflated(content)), options)),
        ["NpzEntry.Header"] = (content, options) => OnArchive(Deflated(content), options, file => Task.FromResult(file.GetEntry("a").Header)),
        ["NpzEntry.ReadHeaderAsync"] = (content, options) => OnArchive(Deflated(content), options, file => file.GetEntry("a").ReadHeaderAsync().AsTask()),
        ["NpzEntry.ReadHeaderAsync, stream"] = (content, options) => OnStream(Stored(content), options, file => file.GetEntry("a").ReadHeaderAsync().AsTask()),
        ["NpzEntry.LoadItem"] = (content, options) => OnArchive(Deflated(content), null, file => Task.FromResult(file["a"].LoadItem(options))),
        ["NpzEntry.LoadItemAsync"] = (content, options) => OnArchive(Stored(content), null, file => file["a"].LoadItemAsync(options)),
    };

    /// <summary>The verbs that make values of elements without bytes, which a file can claim any number of. The type is that of the values.</summary>
    private static Dictionary<string, Func<byte[], int, NpyReadOptions, Task>> Values<T>() => new()
    {
        ["Npy.Load<T>(path)"] = (content, _, options) => OnFile(content, path => Task.FromResult(Npy.Load<T>(path, options))),
        ["Npy.LoadAsync<T>(path)"] = (content, _, options) => OnFile(content, path => Npy.LoadAsync<T>(path, options)),
        ["Npy.Load<T>(stream)"] = (content, _, options) => Task.FromResult(Npy.Load<T>(Sources.Later(content), options)),
        ["Npy.LoadAsync<T>(stream)"] = (content, _, options) => Npy.LoadAsync<T>(Sources.Later(content), options),
        ["Npy.Load<T>(memory)"] = (content, _, options) => Task.FromResult(Npy.Load<T>((ReadOnlyMemory<byte>)content, options)),
        ["Npy.TryLoad<T>"] = (content, _, options) => Task.FromResult(Npy.TryLoad(Sources.Later(content), out NdArray<T>? _, options)),
        ["Npy.TryLoadAsync<T>"] = (content, _, options) => Npy.TryLoadAsync<T>(Sources.Later(content), options),
        ["Npy.Load(memory, span)"] = (content, count, options) => Task.FromResult(Npy.Load((ReadOnlyMemory<byte>)content, new T[count].AsSpan(), options)),
        ["Npy.LoadAsync(stream, memory)"] = (content, count, options) => Npy.LoadAsync(Sources.Later(content), new T[count].AsMemory(), options),
        ["NpzEntry.Load<T>"] = (content, _, options) => OnArchive(Deflated(content), null, file => Task.FromResult(file["a"].Load<T>(options))),
        ["NpzEntry.LoadAsync<T>"] = (content, _, options) => OnStream(Stored(content), null, file => file["a"].LoadAsync<T>(options)),
        ["NpzEntry.ReadRows<T>"] = (content, count, options) => OnArchive(Stored(content), null, file => Task.FromResult(file.GetEntry("a").ReadRows<T>(0, count, options))),
        ["NpzEntry.ReadRowsAsync<T>"] = (content, count, options) => OnStream(Deflated(content), null, file => file.GetEntry("a").ReadRowsAsync<T>(0, count, options)),
    };

    private static Dictionary<string, Verb> All { get; } = new(Whole.Concat(Rows).Concat(Typed).Concat(Into));

    public static TheoryData<string> Verbs => [.. All.Keys];

    public static TheoryData<string> HeaderVerbs => [.. Headers.Keys];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_AnyOptions_AreFollowed(string verb)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            foreach (bool isBigEndian in (bool[])[false, true])
            {
                byte[] content = NpyBytes.Integers(Shape, Count, isBigEndian, isFortran);
                int[] expected = InCOrder(isFortran);
                foreach (NpyReadOptions options in Combinations())
                {
                    var progress = new Recorder();
                    NdArray array = await All[verb](content, options with { Progress = progress });
                    Assert.Equal([6L, 70, 50], array.Shape);
                    Assert.True(expected.AsSpan().SequenceEqual(array.To<int>(NpyIO.Casting.Unsafe).ToArray()));
                    Assert.Equal(Count * 4, progress.Reports[^1]);
                    if (Into.ContainsKey(verb))
                        continue;
                    bool isFortranInMemory = options.Order == Order.Fortran || (options.Order == Order.Keep && isFortran);
                    Assert.Equal((!isFortranInMemory, isFortranInMemory), (array.IsCContiguous, array.IsFortranContiguous));
                    if (!Typed.ContainsKey(verb))
                        Assert.Equal(options.ByteOrder == ByteOrderMode.Keep && isBigEndian ? ">i4" : "<i4", array.DType.Descr.Trim('\''));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_BytesBehindTheArray_AreForbiddenWhenStrictUnlessRowsAreRead(string verb)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            byte[] content = [.. NpyBytes.Integers(Shape, Count, fortranOrder: isFortran), 1, 2];
            var options = new NpyReadOptions { Casting = NpyIO.Casting.Unsafe };

            Assert.Equal(Count, (await All[verb](content, options)).Count);
            if (verb.Contains("Rows", StringComparison.Ordinal))
                Assert.Equal(Count, (await All[verb](content, options with { Strict = true })).Count);
            else
                Assert.Equal(NpyFormatReason.TrailingData, (await Assert.ThrowsAsync<NpyFormatException>(() => All[verb](content, options with { Strict = true }))).Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_HeaderLongerThanAllowed_IsRefused(string verb)
    {
        byte[] content = NpyBytes.Integers(Shape, Count);
        // The limit is that of the text, which magic string, version and length precede.
        int length = NpyHeader.Parse(content).DataOffset - 10;
        var options = new NpyReadOptions { Casting = NpyIO.Casting.Unsafe };

        Assert.Equal(Count, (await All[verb](content, options with { MaxHeaderSize = length })).Count);
        Assert.Equal(NpyFormatReason.HeaderTooLarge, (await Assert.ThrowsAsync<NpyFormatException>(() => All[verb](content, options with { MaxHeaderSize = length - 1 }))).Reason);
    }

    [Theory]
    [MemberData(nameof(HeaderVerbs))]
    public async Task ReadHeader_LongerThanAllowed_IsRefused(string verb)
    {
        byte[] content = NpyBytes.Integers("()", 1);
        int length = content.Length - sizeof(int) - 10;

        await Headers[verb](content, new NpyReadOptions { MaxHeaderSize = length });
        NpyFormatException error = await Assert.ThrowsAsync<NpyFormatException>(() => Headers[verb](content, new NpyReadOptions { MaxHeaderSize = length - 1 }));

        Assert.Equal(NpyFormatReason.HeaderTooLarge, error.Reason);
    }

    [Theory]
    [InlineData("'<U0'", true)]
    [InlineData("'|S0'", true)]
    [InlineData("'|S0'", false)]
    [InlineData("'|V0'", false)]
    public async Task Load_ElementsWithoutBytes_AreRefusedBeyondTheLimit(string descr, bool isText)
    {
        byte[] content = NpyBytes.Of(descr, "(10,)", []);
        foreach ((string name, Func<byte[], int, NpyReadOptions, Task> verb) in isText ? Values<string>() : Values<byte[]>())
        {
            Assert.Null(await Record.ExceptionAsync(() => verb(content, 10, new NpyReadOptions { MaxElements = 10 })));
            Exception? thrown = await Record.ExceptionAsync(() => verb(content, 10, new NpyReadOptions { MaxElements = 9 }));
            Assert.Equal((name, NpyFormatReason.TooManyElements), (name, Assert.IsType<NpyFormatException>(thrown).Reason));
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_ConversionThatIsNotAllowed_IsRefused(string verb)
    {
        byte[] content = NpyBytes.Integers(Shape, Count);
        if (Typed.ContainsKey(verb))
        {
            await Assert.ThrowsAsync<InvalidCastException>(() => All[verb](content, NpyReadOptions.Default));
            Assert.Equal(Count, (await All[verb](content, new NpyReadOptions { Casting = NpyIO.Casting.Safe })).Count);
        }
        else
        {
            Assert.Equal(Count, (await All[verb](content, NpyReadOptions.Default)).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_Python2Text_IsDecodedAsTheOptionsSay(string verb)
    {
        // Elements of no CLR type that the verb asks for are no matter here, nor are parts: Python objects have none.
        if (Typed.ContainsKey(verb) || Into.ContainsKey(verb) || Rows.ContainsKey(verb))
            return;
        byte[] content = NpyBytes.Of("'|O'", "(6,)", Python2Texts);

        Assert.Equal("\u00C3\u00A4", (await All[verb](content, NpyReadOptions.Default)).GetValue(0));
        Assert.Equal("\u00E4", (await All[verb](content, new NpyReadOptions { Encoding = PickleEncoding.Utf8 })).GetValue(0));
    }

    private static byte[] Python2Texts { get; } = System.Text.Encoding.Latin1.GetBytes(
        "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I6\ntcnumpy\ndtype\n(S'O8'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI63\ntbI00\n(lS'\\xc3\\xa4'\naS'b'\naS'c'\naS'd'\naS'e'\naS'f'\natb.");

    private static int[] InCOrder(bool isFortran) =>
        isFortran ? [.. Enumerable.Range(0, Count).Select(static i => i / 3500 + i / 50 % 70 * 6 + i % 50 * 420)] : Expected;

    private static IEnumerable<NpyReadOptions> Combinations() =>
        from order in Enum.GetValues<Order>()
        from byteOrder in Enum.GetValues<ByteOrderMode>()
        from isStrict in (bool[])[false, true]
        from threads in (int[])[0, 1, 3]
        select new NpyReadOptions { Order = order, ByteOrder = byteOrder, Strict = isStrict, MaxThreads = threads, Casting = NpyIO.Casting.Unsafe };

    /// <summary>Throws the error that a verification has found, if any.</summary>
    private static Task<int> Thrown(IReadOnlyList<NpyFormatException> errors) => errors.Count == 0 ? Task.FromResult(0) : Task.FromException<int>(errors[0]);

    private static byte[] Stored(byte[] content) => ZipBytes.Of(false, ("a.npy", content));

    private static byte[] Deflated(byte[] content) => ZipBytes.Of(true, ("a.npy", content));

    private static byte[] Indexed(byte[] content) => new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, 10_000).ToBytes();

    private static async Task<T> OnFile<T>(byte[] content, Func<string, Task<T>> load)
    {
        using var file = new TempFile(content);
        return await load(file.Path);
    }

    private static async Task<T> OnArchive<T>(byte[] archive, NpyReadOptions? options, Func<NpzFile, Task<T>> load)
    {
        using NpzFile file = Npz.Open(archive, options);
        return await load(file);
    }

    private static async Task<T> OnStream<T>(byte[] archive, NpyReadOptions? options, Func<NpzFile, Task<T>> load)
    {
        using NpzFile file = Npz.Open(Sources.Later(archive), options);
        return await load(file);
    }

    private static async Task<NdArray> Given(Func<int[], Task<NpyHeader>> load)
    {
        int[] buffer = new int[Count + 1];
        NpyHeader header = await load(buffer);
        Assert.Equal(0, buffer[Count]);
        return NdArray.FromArray(buffer[..Count]).Reshape(header.Shape);
    }
}
