using System.Reflection;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>
/// Every option of <see cref="PickleReadOptions"/> and <see cref="JoblibReadOptions"/> against every verb that takes them: each verb follows each option, or does not look at it, as it says. An option or verb that
/// is added without a row here fails.
/// </summary>
public sealed class ObjectReadOptionsTests
{
    private static readonly long[] Shape = [3, 4, 5];

    private delegate Task<object?> PickleVerb(byte[] content, PickleReadOptions options);

    private delegate Task<object?> JoblibVerb(byte[] content, JoblibReadOptions options);

    private static Dictionary<string, PickleVerb> OfPickle { get; } = new()
    {
        ["Load(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Pickle.Load(path, options))),
        ["Load<T>(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Pickle.Load<object?>(path, options))),
        ["LoadAsync(path)"] = (content, options) => OnFile(content, path => Pickle.LoadAsync(path, options)),
        ["LoadAsync<T>(path)"] = (content, options) => OnFile(content, path => Pickle.LoadAsync<object?>(path, options)),
        ["Load(stream)"] = (content, options) => Task.FromResult(Pickle.Load(Sources.Later(content), options)),
        ["Load<T>(stream)"] = (content, options) => Task.FromResult(Pickle.Load<object?>(Sources.Later(content), options)),
        ["LoadAsync(stream)"] = (content, options) => Pickle.LoadAsync(Sources.Later(content), options),
        ["LoadAsync<T>(stream)"] = (content, options) => Pickle.LoadAsync<object?>(Sources.Later(content), options),
        ["Load(stream), a pipe"] = (content, options) => Task.FromResult(Pickle.Load(new PartialStream(content, 100), options)),
        ["LoadAsync(stream), a pipe"] = (content, options) => Pickle.LoadAsync(new PartialStream(content, 100), options),
        ["Load(memory)"] = (content, options) => Task.FromResult(Pickle.Load(content.AsMemory(), options)),
        ["Load<T>(memory)"] = (content, options) => Task.FromResult(Pickle.Load<object?>(content.AsMemory(), options)),
        ["Load(span)"] = (content, options) => Task.FromResult(Pickle.Load(content.AsSpan(), options)),
        ["Load<T>(span)"] = (content, options) => Task.FromResult(Pickle.Load<object?>(content.AsSpan(), options)),
        ["TryLoad(stream)"] = (content, options) => Task.FromResult(Pickle.TryLoad(Sources.Later(content), out object? value, options) ? value : throw new InvalidOperationException()),
        ["TryLoad(stream), a pipe"] = (content, options) => Task.FromResult(Pickle.TryLoad(new PartialStream(content, 100), out object? value, options) ? value : throw new InvalidOperationException()),
        ["TryLoadAsync(stream)"] = async (content, options) => (await Pickle.TryLoadAsync(Sources.Later(content), options)).Value,
        ["TryLoadAsync(stream), a pipe"] = async (content, options) => (await Pickle.TryLoadAsync(new PartialStream(content, 100), options)).Value,
    };

    private static Dictionary<string, JoblibVerb> OfJoblib { get; } = new()
    {
        ["Load(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Joblib.Load(path, options))),
        ["Load<T>(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Joblib.Load<object?>(path, options))),
        ["LoadAsync(path)"] = (content, options) => OnFile(content, path => Joblib.LoadAsync(path, options)),
        ["LoadAsync<T>(path)"] = (content, options) => OnFile(content, path => Joblib.LoadAsync<object?>(path, options)),
        ["Load(stream)"] = (content, options) => Task.FromResult(Joblib.Load(Sources.Later(content), options)),
        ["Load<T>(stream)"] = (content, options) => Task.FromResult(Joblib.Load<object?>(Sources.Later(content), options)),
        ["LoadAsync(stream)"] = (content, options) => Joblib.LoadAsync(Sources.Later(content), options),
        ["LoadAsync<T>(stream)"] = (content, options) => Joblib.LoadAsync<object?>(Sources.Later(content), options),
        ["Load(stream), a pipe"] = (content, options) => Task.FromResult(Joblib.Load(new PartialStream(content, 100), options)),
        ["LoadAsync(stream), a pipe"] = (content, options) => Joblib.LoadAsync(new PartialStream(content, 100), options),
        ["Load(memory)"] = (content, options) => Task.FromResult(Joblib.Load(content.AsMemory(), options)),
        ["Load<T>(memory)"] = (content, options) => Task.FromResult(Joblib.Load<object?>(content.AsMemory(), options)),
        ["Load(span)"] = (content, options) => Task.FromResult(Joblib.Load(content.AsSpan(), options)),
        ["Load<T>(span)"] = (content, options) => Task.FromResult(Joblib.Load<object?>(content.AsSpan(), options)),
        ["TryLoad(stream)"] = (content, options) => Task.FromResult(Joblib.TryLoad(Sources.Later(content), out object? value, options) ? value : throw new InvalidOperationException()),
        ["TryLoad(stream), a pipe"] = (content, options) => Task.FromResult(Joblib.TryLoad(new PartialStream(content, 100), out object? value, options) ? value : throw new InvalidOperationException()),
        ["TryLoadAsync(stream)"] = async (content, options) => (await Joblib.TryLoadAsync(Sources.Later(content), options)).Value,
        ["TryLoadAsync(stream), a pipe"] = async (content, options) => (await Joblib.TryLoadAsync(new PartialStream(content, 100), options)).Value,
        ["LoadContent(path)"] = (content, options) => OnFile(content, path => Task.FromResult(Joblib.LoadContent(path, options).Values[0])),
        ["LoadContent(stream)"] = (content, options) => Task.FromResult(Joblib.LoadContent(Sources.Later(content), options).Values[0]),
        ["LoadContent(stream), a pipe"] = (content, options) => Task.FromResult(Joblib.LoadContent(new PartialStream(content, 100), options).Values[0]),
        ["LoadContentAsync(path)"] = (content, options) => OnFile(content, async path => (await Joblib.LoadContentAsync(path, options)).Values[0]),
        ["LoadContentAsync(stream)"] = async (content, options) => (await Joblib.LoadContentAsync(Sources.Later(content), options)).Values[0],
        ["LoadContentAsync(stream), a pipe"] = async (content, options) => (await Joblib.LoadContentAsync(new PartialStream(content, 100), options)).Values[0],
        ["Open(path)"] = (content, options) => OnFile(content, path =>
        {
            using JoblibFile file = Joblib.Open(path, options);
            return Task.FromResult<object?>(Copied(file.Value));
        }),
    };

    /// <summary>All verbs, by options of joblib's; pickle's verbs take those that they have too.</summary>
    private static Dictionary<string, JoblibVerb> All { get; } = new(
        OfJoblib.Select(verb => KeyValuePair.Create("Joblib." + verb.Key, verb.Value)).Concat(OfPickle.Select(verb => KeyValuePair.Create("Pickle." + verb.Key, (JoblibVerb)((content, options) => verb.Value(content, new PickleReadOptions
        {
            Order = options.Order,
            ByteOrder = options.ByteOrder,
            Encoding = options.Encoding,
            Strict = options.Strict,
            MaxThreads = options.MaxThreads,
            Progress = options.Progress,
        }))))));

    public static TheoryData<string> Verbs => [.. All.Keys];

    public static TheoryData<string> PickleVerbs => [.. OfPickle.Keys];

    public static TheoryData<string> JoblibVerbs => [.. OfJoblib.Keys];

    [Theory]
    [InlineData(typeof(Pickle), typeof(PickleReadOptions))]
    [InlineData(typeof(Joblib), typeof(JoblibReadOptions))]
    public void Verbs_ThatTakeTheOptions_AreInTheTable(Type type, Type options)
    {
        IEnumerable<string> verbs =
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            where method.GetParameters().Any(parameter => parameter.ParameterType == options) && !method.Name.StartsWith("Verify", StringComparison.Ordinal)
            let first = method.GetParameters()[0].ParameterType
            let source = first == typeof(string) ? "path" : first == typeof(Stream) ? "stream" : first == typeof(ReadOnlyMemory<byte>) ? "memory" : "span"
            select $"{method.Name}{(method.IsGenericMethod ? "<T>" : "")}({source})";

        IEnumerable<string> rows = type == typeof(Pickle) ? OfPickle.Keys : OfJoblib.Keys;
        Assert.Equal(verbs.Order(StringComparer.Ordinal), rows.Where(row => !row.EndsWith("a pipe", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(PickleReadOptions), "Buffers ByteOrder Encoding MaxThreads Order Progress Strict")]
    [InlineData(typeof(JoblibReadOptions), "ByteOrder Encoding MaxDecompressedLength MaxThreads Order Progress Strict")]
    public void Options_AreThoseThatAreTried(Type type, string names) =>
        Assert.Equal(names, string.Join(' ', type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(StringComparer.Ordinal)));

    [Fact]
    public void Options_DefaultAndAsStored_AreWhatTheySay()
    {
        PickleReadOptions pickle = PickleReadOptions.Default;
        JoblibReadOptions joblib = JoblibReadOptions.Default;

        Assert.Equal((Order.C, ByteOrderMode.Native, PickleEncoding.Latin1, null, false, 0, null), (pickle.Order, pickle.ByteOrder, pickle.Encoding, pickle.Buffers, pickle.Strict, pickle.MaxThreads, pickle.Progress));
        Assert.Equal((Order.C, ByteOrderMode.Native, PickleEncoding.Latin1, null, false, 0, null), (joblib.Order, joblib.ByteOrder, joblib.Encoding, joblib.MaxDecompressedLength, joblib.Strict, joblib.MaxThreads, joblib.Progress));
        Assert.Equal(pickle with { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep }, PickleReadOptions.AsStored);
        Assert.Equal(joblib with { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep }, JoblibReadOptions.AsStored);
        Assert.Equal(NpyReadOptions.Default with { Order = Order.Keep, ByteOrder = ByteOrderMode.Keep }, NpyReadOptions.AsStored);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_OrderAndByteOrderAndThreads_AreFollowed(string verb)
    {
        foreach (bool isFortran in (bool[])[false, true])
        {
            foreach (bool isBigEndian in (bool[])[false, true])
            {
                NdArray stored = Stored(isFortran, isBigEndian);
                byte[] content = verb.StartsWith("Joblib", StringComparison.Ordinal) ? Joblib.Save(stored) : Pickle.Save(stored);
                foreach (JoblibReadOptions options in
                    from order in Enum.GetValues<Order>()
                    from byteOrder in Enum.GetValues<ByteOrderMode>()
                    from threads in (int[])[0, 1, 3]
                    select new JoblibReadOptions { Order = order, ByteOrder = byteOrder, MaxThreads = threads })
                {
                    var array = Assert.IsType<NdArray>(await All[verb](content, options));

                    // What is mapped stays as it is in the file.
                    bool isKept = verb == "Joblib.Open(path)";
                    bool isFortranInMemory = isKept || options.Order == Order.Keep ? isFortran : options.Order == Order.Fortran;
                    Assert.Equal((!isFortranInMemory, isFortranInMemory), (array.IsCContiguous, array.IsFortranContiguous));
                    Assert.Equal(isBigEndian && (isKept || options.ByteOrder == ByteOrderMode.Keep) ? "'>i4'" : "'<i4'", array.DType.Descr);
                    Assert.Equal(Shape, array.Shape);
                    Assert.Equal(Enumerable.Range(0, 60), array.ToArray<int>());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_Python2Text_IsDecodedAsTheOptionsSay(string verb)
    {
        byte[] valid = [.. "S'\\xc3\\xa4'\n."u8], invalid = [.. "S'\\xe4'\n."u8];

        Assert.Equal("\u00C3\u00A4", await All[verb](valid, JoblibReadOptions.Default));
        Assert.Equal("\u00E4", await All[verb](valid, new JoblibReadOptions { Encoding = PickleEncoding.Utf8 }));
        Assert.Equal("\u00E4", await All[verb](invalid, JoblibReadOptions.Default));
        Assert.Equal(NpyFormatReason.BadPickle, (await Assert.ThrowsAsync<NpyFormatException>(() => All[verb](invalid, new JoblibReadOptions { Encoding = PickleEncoding.Utf8 }))).Reason);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_BytesBehindTheValue_AreForbiddenWhenStrict(string verb)
    {
        byte[] sound = Pickle.Save(new List<object?> { 1L, "x" });
        byte[] followed = [.. sound, 0];
        var strict = new JoblibReadOptions { Strict = true };

        Assert.Equal(2, Assert.IsType<List<object?>>(await All[verb](followed, JoblibReadOptions.Default)).Count);
        Assert.Equal(2, Assert.IsType<List<object?>>(await All[verb](sound, strict)).Count);
        NpyFormatException error = await Assert.ThrowsAsync<NpyFormatException>(() => All[verb](followed, strict));
        Assert.Equal((NpyFormatReason.TrailingData, sound.Length), (error.Reason, error.Offset));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Load_LongContent_ReportsProgress(string verb)
    {
        byte[] content = Pickle.Save(Enumerable.Range(0, 60_000).Select(number => $"text {number}").ToList());
        var progress = new Recorder();

        await All[verb](content, new JoblibReadOptions { Progress = progress });

        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.InRange(progress.Reports.Count, 1, content.Length);
        Assert.InRange(progress.Reports[^1], 0, content.Length);
    }

    [Theory]
    [MemberData(nameof(PickleVerbs))]
    public async Task Load_BuffersOutOfBand_AreThoseOfTheOptions(string verb)
    {
        byte[] content = [0x80, 5, (byte)'(', 0x97, 0x97, 0x98, (byte)'t', (byte)'.'];
        var options = new PickleReadOptions { Buffers = [new byte[] { 1, 2 }, new byte[] { 3 }] };

        var tuple = Assert.IsType<PickleTuple>(await OfPickle[verb](content, options));

        Assert.Equal(2, tuple.Count);
        Assert.Equal([1, 2], Assert.IsType<byte[]>(tuple[0]));
        await Assert.ThrowsAsync<NpyFormatException>(() => OfPickle[verb](content, PickleReadOptions.Default));
        await Assert.ThrowsAsync<NpyFormatException>(() => OfPickle[verb](content, options with { Buffers = [new byte[] { 1 }] }));
    }

    [Theory]
    [MemberData(nameof(JoblibVerbs))]
    public async Task Load_LongerThanAllowed_IsRefusedOnlyIfCompressed(string verb)
    {
        var value = new List<object?> { new string('x', 20_000), NdArray.FromArray(new double[20_000]) };
        byte[] compressed = Joblib.Save(value, new JoblibWriteOptions { Compression = JoblibCompression.Zlib }), plain = Joblib.Save(value);
        var options = new JoblibReadOptions { MaxDecompressedLength = 19_000 };

        Assert.Equal(2, Assert.IsType<List<object?>>(await OfJoblib[verb](plain, options)).Count);
        Assert.Equal(2, Assert.IsType<List<object?>>(await OfJoblib[verb](compressed, options with { MaxDecompressedLength = 200_000 })).Count);
        if (!verb.StartsWith("TryLoad", StringComparison.Ordinal))
            Assert.Equal(2, Assert.IsType<List<object?>>(await OfJoblib[verb](compressed, JoblibReadOptions.Default)).Count);
        Assert.Equal(NpyFormatReason.TooManyElements, (await Assert.ThrowsAsync<NpyFormatException>(() => OfJoblib[verb](compressed, options))).Reason);
    }

    private static NdArray Stored(bool isFortran, bool isBigEndian)
    {
        NdArray array = NdArray.FromArray(Enumerable.Range(0, 60).ToArray()).Reshape(Shape);
        array = isBigEndian ? array.To(DType.Parse(">i4")) : array;
        return isFortran ? array.Copy(Order.Fortran) : array;
    }

    /// <summary>The value without the mapping, which is gone by the time it is looked at; in the order and byte order that it has.</summary>
    private static object? Copied(object? value) => value is NdArray array ? array.Copy(Order.Keep) : value;

    private static async Task<object?> OnFile(byte[] content, Func<string, Task<object?>> load)
    {
        using var file = new TempFile(content);
        return await load(file.Path);
    }
}
