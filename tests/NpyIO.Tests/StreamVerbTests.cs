using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>Every verb of <see cref="Npy"/>, <see cref="Pickle"/> and <see cref="Joblib"/> that takes a stream: which streams it refuses, where it leaves them, and that it hands on the token.</summary>
public sealed class StreamVerbTests
{
    private const int Before = 13;

    /// <summary>Longer than what is read ahead, so that it is read into memory of its own.</summary>
    private const int LongLength = 200_000;

    private static readonly NdArray Numbers = NdArray.FromArray(new[] { 7 });
    private static readonly NdArray Objects = NdArray.FromObjects(new object?[] { new byte[LongLength] });
    private static readonly PickleDictionary Value = new() { ["bytes"] = new byte[LongLength], ["array"] = NdArray.FromArray(new double[LongLength / 8]), ["strided"] = NdArray.FromArray(new double[200, 300]).Transpose().At(7) };

    private static Dictionary<string, Func<Stream, CancellationToken, Task>> Reads { get; } = new()
    {
        ["Npy.Load"] = (stream, _) => Now(() => Npy.Load(stream)),
        ["Npy.Load<T>"] = (stream, _) => Now(() => Npy.Load<int>(stream)),
        ["Npy.Load(span)"] = (stream, _) => Now(() => Npy.Load(stream, new int[1].AsSpan())),
        ["Npy.TryLoad"] = (stream, _) => Now(() => Npy.TryLoad(stream, out NdArray? _)),
        ["Npy.TryLoad<T>"] = (stream, _) => Now(() => Npy.TryLoad(stream, out NdArray<int>? _)),
        ["Npy.LoadItem"] = (stream, _) => Now(() => Npy.LoadItem(stream)),
        ["Npy.ReadHeader"] = (stream, _) => Now(() => Npy.ReadHeader(stream)),
        ["Npy.Verify"] = (stream, token) => Now(() => Npy.Verify(stream, null, token)),
        ["Npy.LoadAsync"] = (stream, token) => Npy.LoadAsync(stream, null, token),
        ["Npy.LoadAsync<T>"] = (stream, token) => Npy.LoadAsync<int>(stream, null, token),
        ["Npy.LoadAsync(memory)"] = (stream, token) => Npy.LoadAsync(stream, new int[1].AsMemory(), null, token),
        ["Npy.TryLoadAsync"] = (stream, token) => Npy.TryLoadAsync(stream, null, token),
        ["Npy.TryLoadAsync<T>"] = (stream, token) => Npy.TryLoadAsync<int>(stream, null, token),
        ["Npy.LoadItemAsync"] = (stream, token) => Npy.LoadItemAsync(stream, null, token),
        ["Npy.ReadHeaderAsync"] = (stream, token) => Npy.ReadHeaderAsync(stream, null, token),
        ["Npy.VerifyAsync"] = (stream, token) => Npy.VerifyAsync(stream, null, token),
        ["Npy.Load, objects"] = (stream, _) => Now(() => Npy.Load(stream)),
        ["Npy.Load<T>, objects"] = (stream, _) => Now(() => Npy.Load<byte[]>(stream)),
        ["Npy.TryLoad, objects"] = (stream, _) => Now(() => Npy.TryLoad(stream, out NdArray? _)),
        ["Npy.LoadItem, objects"] = (stream, _) => Now(() => Npy.LoadItem(stream)),
        ["Npy.LoadAsync, objects"] = (stream, token) => Npy.LoadAsync(stream, null, token),
        ["Npy.LoadAsync<T>, objects"] = (stream, token) => Npy.LoadAsync<byte[]>(stream, null, token),
        ["Npy.TryLoadAsync, objects"] = (stream, token) => Npy.TryLoadAsync(stream, null, token),
        ["Npy.LoadItemAsync, objects"] = (stream, token) => Npy.LoadItemAsync(stream, null, token),
        ["Npy.VerifyAsync, objects"] = (stream, token) => Npy.VerifyAsync(stream, null, token),
        ["Pickle.Load"] = (stream, _) => Now(() => Pickle.Load(stream)),
        ["Pickle.Load<T>"] = (stream, _) => Now(() => Pickle.Load<PickleDictionary>(stream)),
        ["Pickle.TryLoad"] = (stream, _) => Now(() => Pickle.TryLoad(stream, out object? _)),
        ["Pickle.Verify"] = (stream, token) => Now(() => Pickle.Verify(stream, null, token)),
        ["Pickle.LoadAsync"] = (stream, token) => Pickle.LoadAsync(stream, null, token),
        ["Pickle.LoadAsync<T>"] = (stream, token) => Pickle.LoadAsync<PickleDictionary>(stream, null, token),
        ["Pickle.TryLoadAsync"] = (stream, token) => Pickle.TryLoadAsync(stream, null, token),
        ["Pickle.VerifyAsync"] = (stream, token) => Pickle.VerifyAsync(stream, null, token),
        ["Joblib.Load"] = (stream, _) => Now(() => Joblib.Load(stream)),
        ["Joblib.Load<T>"] = (stream, _) => Now(() => Joblib.Load<PickleDictionary>(stream)),
        ["Joblib.TryLoad"] = (stream, _) => Now(() => Joblib.TryLoad(stream, out object? _)),
        ["Joblib.LoadContent"] = (stream, _) => Now(() => Joblib.LoadContent(stream)),
        ["Joblib.Verify"] = (stream, token) => Now(() => Joblib.Verify(stream, null, token)),
        ["Joblib.LoadAsync"] = (stream, token) => Joblib.LoadAsync(stream, null, token),
        ["Joblib.LoadAsync<T>"] = (stream, token) => Joblib.LoadAsync<PickleDictionary>(stream, null, token),
        ["Joblib.TryLoadAsync"] = (stream, token) => Joblib.TryLoadAsync(stream, null, token),
        ["Joblib.LoadContentAsync"] = (stream, token) => Joblib.LoadContentAsync(stream, null, token),
        ["Joblib.VerifyAsync"] = (stream, token) => Joblib.VerifyAsync(stream, null, token),
    };

    /// <summary>The verbs that save, each with its twin that does not block.</summary>
    private static Dictionary<string, (Action<Stream, IProgress<long>?> Save, Func<Stream, IProgress<long>?, CancellationToken, Task> SaveAsync)> Writes { get; } = new()
    {
        ["Npy, an array"] = OfNpy(NdArray.FromArray(new double[LongLength / 4])),
        ["Npy, an empty array"] = OfNpy(NdArray.Create(DType.Float64, 0, 3)),
        ["Npy, a view"] = OfNpy(NdArray.FromArray(new double[200, 300]).Transpose().At(7)),
        ["Npy, objects"] = OfNpy(Objects),
        ["Npy, an item"] = ((stream, progress) => Npy.SaveItem(stream, Value, new NpyWriteOptions { Progress = progress }), (stream, progress, token) => Npy.SaveItemAsync(stream, Value, new NpyWriteOptions { Progress = progress }, token)),
        ["Pickle"] = ((stream, progress) => Pickle.Save(stream, Value, new PickleWriteOptions { Progress = progress }), (stream, progress, token) => Pickle.SaveAsync(stream, Value, new PickleWriteOptions { Progress = progress }, token)),
        ["Joblib"] = OfJoblib(JoblibCompression.None),
        ["Joblib, zlib"] = OfJoblib(JoblibCompression.Zlib),
        ["Joblib, gzip"] = OfJoblib(JoblibCompression.Gzip),
        ["Joblib, LZ4"] = OfJoblib(JoblibCompression.Lz4),
    };

    public static TheoryData<string> ReadVerbs => [.. Reads.Keys];

    public static TheoryData<string> AsyncReadVerbs => [.. Reads.Keys.Where(verb => verb.Contains("Async", StringComparison.Ordinal))];

    /// <summary>Those that read one value, and not the stream to its end.</summary>
    public static TheoryData<string> ValueVerbs => [.. Reads.Keys.Where(verb => !verb.Contains("Verify", StringComparison.Ordinal) && !verb.Contains("Content", StringComparison.Ordinal))];

    public static TheoryData<string> WriteVerbs => [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(ReadVerbs))]
    public async Task Read_Null_IsRefused(string verb) =>
        Assert.Equal("stream", (await Assert.ThrowsAsync<ArgumentNullException>(async () => await Reads[verb](null!, default))).ParamName);

    [Theory]
    [MemberData(nameof(ReadVerbs))]
    public async Task Read_StreamThatCannotBeRead_IsRefused(string verb)
    {
        using var stream = new WriteOnlyStream(ContentFor(verb));

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(async () => await Reads[verb](stream, default));

        Assert.Equal("The stream cannot be read. (Parameter 'stream')", error.Message);
    }

    [Theory]
    [MemberData(nameof(ValueVerbs))]
    public async Task Read_StreamInTheMiddle_IsLeftBehindTheValue(string verb)
    {
        byte[] content = ContentFor(verb);
        using var stream = new MemoryStream([.. new byte[Before], .. content, .. "behind it"u8]) { Position = Before };
        int length = verb.Contains("Header", StringComparison.Ordinal) ? NpyHeader.Parse(content).DataOffset : content.Length;

        await Reads[verb](stream, default);

        Assert.Equal(Before + length, stream.Position);
    }

    [Theory]
    [MemberData(nameof(ReadVerbs))]
    public async Task Read_AnyStream_IsLeftOpen(string verb)
    {
        foreach (bool canSeek in (bool[])[true, false])
        {
            using var stream = new WatchedStream(ContentFor(verb), canSeek);

            await Reads[verb](stream, default);

            Assert.False(stream.IsClosed);
        }
    }

    [Theory]
    [MemberData(nameof(AsyncReadVerbs))]
    public async Task ReadAsync_Token_IsGivenToEveryRead(string verb)
    {
        using var source = new CancellationTokenSource();
        foreach (bool canSeek in (bool[])[true, false])
        {
            using var stream = new WatchedStream(ContentFor(verb), canSeek);

            await Reads[verb](stream, source.Token);

            // Only a value's end finds the next one, so that verb reads on the thread pool.
            if (verb == "Joblib.TryLoadAsync")
                continue;
            Assert.All(stream.Tokens, token => Assert.Equal(source.Token, token));
            Assert.NotEmpty(stream.Tokens);
            Assert.Equal(0, stream.Blocking);
        }
    }

    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task Write_Null_IsRefused(string verb)
    {
        Assert.Throws<ArgumentNullException>("stream", () => Writes[verb].Save(null!, null));
        await Assert.ThrowsAsync<ArgumentNullException>("stream", async () => await Writes[verb].SaveAsync(null!, null, default));
    }

    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task Write_StreamThatCannotBeWritten_IsRefused(string verb)
    {
        using var stream = new MemoryStream(new byte[10], writable: false);

        Assert.Equal("The stream cannot be written. (Parameter 'stream')", Assert.Throws<ArgumentException>(() => Writes[verb].Save(stream, null)).Message);
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(async () => await Writes[verb].SaveAsync(stream, null, default));
        Assert.Equal("The stream cannot be written. (Parameter 'stream')", error.Message);
    }

    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task WriteAsync_Token_IsGivenToEveryWrite(string verb)
    {
        using var source = new CancellationTokenSource();
        using var stream = new WatchedStream([], canSeek: false);

        await Writes[verb].SaveAsync(stream, null, source.Token);

        Assert.All(stream.Tokens, token => Assert.Equal(source.Token, token));
        Assert.NotEmpty(stream.Tokens);
        Assert.Equal((0, false), (stream.Blocking, stream.IsClosed));
    }

    [Theory]
    [InlineData(NpzCompression.None, true)]
    [InlineData(NpzCompression.None, false)]
    [InlineData(NpzCompression.Optimal, true)]
    [InlineData(NpzCompression.Optimal, false)]
    public async Task ReadAsyncAndWriteAsync_OfArchives_GiveTheTokenToEveryCall(NpzCompression compression, bool canSeek)
    {
        using var source = new CancellationTokenSource();
        using var written = new WatchedStream([], canSeek);
        var options = new NpzWriteOptions { Compression = compression };

        await Npz.SaveAsync(written, [new("a", new double[LongLength]), new("b", Numbers)], options, source.Token);
        await using (NpzWriter writer = Npz.Create(written, options, leaveOpen: true))
        {
            await writer.AddAsync(new("c", new double[LongLength]), source.Token);
            await writer.CompleteAsync(source.Token);
        }

        using var read = new WatchedStream(Npz.Save([new("a", new double[LongLength]), new("b", Objects)], options), canSeek);
        Assert.Equal(2, (await Npz.LoadAsync(read, null, source.Token)).Count);
        foreach (WatchedStream stream in (WatchedStream[])[written, read])
        {
            Assert.All(stream.Tokens, token => Assert.Equal(source.Token, token));
            Assert.NotEmpty(stream.Tokens);
            Assert.Equal((0, false), (stream.Blocking, stream.IsClosed));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SaveAsync_PathCancelledByTheFirstReport_KeepsTheOldFile(bool isJoblib)
    {
        using var folder = new TempFolder();
        string path = folder.Write("old", [1, 2, 3]);
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());
        object value = new List<object?> { new double[LongLength], new double[LongLength] };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => isJoblib
            ? Joblib.SaveAsync(path, value, new JoblibWriteOptions { Progress = progress }, source.Token)
            : Pickle.SaveAsync(path, value, new PickleWriteOptions { Progress = progress }, source.Token));

        Assert.Single(progress.Reports);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
    }

    /// <summary>Data are aligned by the start of the stream, and what is there behind the value stays.</summary>
    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task Write_StreamInTheMiddle_IsWrittenAndLeftAsByTheOther(string verb)
    {
        for (int start = 0; start <= 17; start++)
        {
            using MemoryStream stream = Filled(start), streamAsync = Filled(start);

            Writes[verb].Save(stream, null);
            await Writes[verb].SaveAsync(streamAsync, null, default);

            Assert.Equal(stream.Position, streamAsync.Position);
            Assert.True(stream.ToArray().AsSpan().SequenceEqual(streamAsync.ToArray()), $"from {start} on");
            Assert.False(stream.ToArray().AsSpan(0, start).ContainsAnyExcept((byte)0xEE));
            Assert.False(stream.ToArray().AsSpan((int)stream.Position).ContainsAnyExcept((byte)0xEE));
        }
    }

    /// <summary>A stream that cannot seek is taken to be at its start.</summary>
    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task Write_StreamThatCannotSeek_IsWrittenAsFromItsStart(string verb)
    {
        using var expected = new MemoryStream();
        using ForwardStream stream = new(), streamAsync = new() { OnlyAsync = true };

        Writes[verb].Save(expected, null);
        Writes[verb].Save(stream, null);
        await Writes[verb].SaveAsync(streamAsync, null, default);

        Assert.Equal(expected.ToArray(), stream.Written);
        Assert.Equal(expected.ToArray(), streamAsync.Written);
    }

    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task Write_Progress_EndsAsByTheOther(string verb)
    {
        Recorder progress = new(), progressAsync = new();

        Writes[verb].Save(new MemoryStream(), progress);
        await Writes[verb].SaveAsync(new MemoryStream(), progressAsync, default);

        Assert.Equal(progress.Reports[^1], progressAsync.Reports[^1]);
        if (verb.StartsWith("Pickle", StringComparison.Ordinal) || verb.StartsWith("Joblib", StringComparison.Ordinal))
            Assert.Equal(progress.Reports, progressAsync.Reports);
    }

    [Theory]
    [MemberData(nameof(WriteVerbs))]
    public async Task WriteAsync_CancelledAfterAChunk_WritesNoOther(string verb)
    {
        if (verb is "Npy, an array" or "Npy, an empty array" or "Npy, a view")
            return;   // one chunk
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Writes[verb].SaveAsync(new MemoryStream(), progress, source.Token));

        Assert.Single(progress.Reports);
    }

    /// <summary>Loads of one long value, cancelled when some of it has come: no more of it is taken.</summary>
    private static Dictionary<string, (byte[] Content, Func<Stream, CancellationToken, Task> Load)> LongLoads { get; } = new()
    {
        ["Npy.LoadAsync"] = (Npy.Save(new double[LongLength]), (stream, token) => Npy.LoadAsync(stream, null, token)),
        ["Npy.LoadAsync<T>"] = (Npy.Save(new double[LongLength]), (stream, token) => Npy.LoadAsync<double>(stream, null, token)),
        ["Npy.LoadAsync, objects"] = (Npy.Save(NdArray.FromObjects(Texts())), (stream, token) => Npy.LoadAsync(stream, null, token)),
        ["Npy.Verify"] = (Npy.Save(new double[LongLength]), (stream, token) => Now(() => Npy.Verify(stream, null, token))),
        ["Pickle.LoadAsync"] = (Pickle.Save(new byte[8 * LongLength]), (stream, token) => Pickle.LoadAsync(stream, null, token)),
        ["Pickle.LoadAsync, texts"] = (Pickle.Save(Texts()), (stream, token) => Pickle.LoadAsync(stream, null, token)),
        ["Pickle.Verify"] = (Pickle.Save(new byte[8 * LongLength]), (stream, token) => Now(() => Pickle.Verify(stream, null, token))),
        ["Pickle.Verify, texts"] = (Pickle.Save(Texts().ToList()), (stream, token) => Now(() => Pickle.Verify(stream, null, token))),
        ["Joblib.TryLoadAsync"] = (Joblib.Save(new double[LongLength]), (stream, token) => Joblib.TryLoadAsync(stream, null, token)),
        ["Joblib.TryLoadAsync, bytes"] = (Joblib.Save(new byte[8 * LongLength]), (stream, token) => Joblib.TryLoadAsync(stream, null, token)),
        ["Joblib.TryLoadAsync, objects"] = (Joblib.Save(NdArray.FromObjects(Texts())), (stream, token) => Joblib.TryLoadAsync(stream, null, token)),
        ["Joblib.Verify"] = (Joblib.Save(new double[LongLength]), (stream, token) => Now(() => Joblib.Verify(stream, null, token))),
        ["Joblib.Verify, objects"] = (Joblib.Save(NdArray.FromObjects(Texts())), (stream, token) => Now(() => Joblib.Verify(stream, null, token))),
        ["Joblib.LoadAsync"] = (Joblib.Save(new double[LongLength]), (stream, token) => Joblib.LoadAsync(stream, null, token)),
        ["Joblib.LoadContentAsync"] = (Joblib.Save(new double[LongLength]), (stream, token) => Joblib.LoadContentAsync(stream, null, token)),
        ["Joblib.VerifyAsync"] = (Joblib.Save(new double[LongLength]), (stream, token) => Joblib.VerifyAsync(stream, null, token)),
    };

    /// <summary>Those that look at the token themselves, and do not leave that to the stream alone.</summary>
    public static TheoryData<string> LongLoadVerbs => [.. LongLoads.Keys.Except(["Joblib.LoadAsync", "Joblib.LoadContentAsync", "Joblib.VerifyAsync"])];

    [Theory]
    [MemberData(nameof(LongLoadVerbs))]
    public async Task Load_CancelledInsideALongValue_TakesNoMoreOfIt(string verb)
    {
        (byte[] content, Func<Stream, CancellationToken, Task> load) = LongLoads[verb];
        using var source = new CancellationTokenSource();
        using var stream = new CancellingStream(content, content.Length / 4, source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await load(stream, source.Token));

        Assert.InRange(stream.Taken, content.Length / 4, content.Length / 2);
    }

    /// <summary>What is read from memory once the stream has ended is cancelled, too.</summary>
    [Theory]
    [InlineData("Joblib.LoadAsync")]
    [InlineData("Joblib.LoadContentAsync")]
    [InlineData("Joblib.VerifyAsync")]
    public async Task Load_CancelledAtTheEndOfTheStream_GivesNoValue(string verb)
    {
        (byte[] content, Func<Stream, CancellationToken, Task> load) = LongLoads[verb];
        using var source = new CancellationTokenSource();
        using var stream = new CancellingStream(content, content.Length, source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await load(stream, source.Token));
    }

    /// <summary>The verbs that read a file on the thread pool; the first report cancels them.</summary>
    public static TheoryData<string> PathVerbs => ["Npy", "Npy, verified", "Pickle", "Pickle, verified", "Joblib", "Joblib, content", "Joblib, verified"];

    [Theory]
    [MemberData(nameof(PathVerbs))]
    public async Task LoadAsync_PathCancelledByTheFirstReport_EndsThere(string verb)
    {
        byte[] pickle = Pickle.Save(Texts().ToList());
        using TempFile file = new(verb.StartsWith("Npy", StringComparison.Ordinal) ? Npy.Save(NdArray.FromObjects(Texts())) : pickle);
        using var source = new CancellationTokenSource();
        var progress = new Recorder(_ => source.Cancel());
        var ofNpy = new NpyReadOptions { Progress = progress };
        var ofPickle = new PickleReadOptions { Progress = progress };
        var ofJoblib = new JoblibReadOptions { Progress = progress };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verb switch
        {
            "Npy" => Npy.LoadAsync(file.Path, ofNpy, source.Token),
            "Npy, verified" => Npy.VerifyAsync(file.Path, ofNpy, source.Token),
            "Pickle" => Pickle.LoadAsync(file.Path, ofPickle, source.Token),
            "Pickle, verified" => Pickle.VerifyAsync(file.Path, ofPickle, source.Token),
            "Joblib" => Joblib.LoadAsync(file.Path, ofJoblib, source.Token),
            "Joblib, content" => Joblib.LoadContentAsync(file.Path, ofJoblib, source.Token),
            _ => Joblib.VerifyAsync(file.Path, ofJoblib, source.Token),
        });

        Assert.Single(progress.Reports);
    }

    /// <summary>The verbs that take a path.</summary>
    private static Dictionary<string, Func<string, object?>> OfPath { get; } = new()
    {
        ["Npy.Load<T>"] = path => Npy.Load<int>(path).ToArray()[0],
        ["Npy.Load(span)"] = path => Npy.Load(path, new int[1].AsSpan()).Count == 1 ? 7 : 0,
        ["Npy.LoadItem"] = path => Npy.LoadItem(path),
        ["Npy.ReadHeader"] = path => Npy.ReadHeader(path).Count == 1 ? 7 : 0,
        ["Npy.Verify"] = path => Npy.Verify(path).Count == 0 ? 7 : 0,
        ["Pickle.Load<T>"] = path => Pickle.Load<int>(path),
        ["Pickle.Verify"] = path => Pickle.Verify(path).Count == 0 ? 7 : 0,
        ["Joblib.Load<T>"] = path => Joblib.Load<int>(path),
        ["Joblib.LoadContent"] = path => (int)(long)Joblib.LoadContent(path).Values.Single()!,
        ["Joblib.Verify"] = path => Joblib.Verify(path).Count == 0 ? 7 : 0,
        ["Joblib.Open"] = path =>
        {
            using JoblibFile file = Joblib.Open(path);
            Assert.Equal(JoblibCompression.Gzip, file.Compression);
            return file.Get<int>();
        },
    };

    public static TheoryData<string> VerbsOfPath => [.. OfPath.Keys];

    [LinuxTheory]
    [MemberData(nameof(VerbsOfPath))]
    public async Task Read_PathOfAPipe_IsReadLikeAFile(string verb)
    {
        byte[] content = verb[..3] switch
        {
            "Npy" => Npy.Save(Numbers),
            "Pic" => Pickle.Save(7L),
            _ => Joblib.Save(7L, new JoblibWriteOptions { Compression = JoblibCompression.Gzip }),
        };
        using TempFile file = new(content);

        Assert.Equal(7, OfPath[verb](file.Path));
        Assert.Equal(7, await Sources.FromPipeAsync(content, OfPath[verb]));
    }

    private static object?[] Texts() => [.. Enumerable.Range(0, LongLength / 4).Select(i => (object?)$"text {i}")];

    private static (Action<Stream, IProgress<long>?>, Func<Stream, IProgress<long>?, CancellationToken, Task>) OfNpy(NdArray array) =>
        ((stream, progress) => Npy.Save(stream, array, new NpyWriteOptions { Progress = progress }), (stream, progress, token) => Npy.SaveAsync(stream, array, new NpyWriteOptions { Progress = progress }, token));

    private static (Action<Stream, IProgress<long>?>, Func<Stream, IProgress<long>?, CancellationToken, Task>) OfJoblib(JoblibCompression compression) => (
        (stream, progress) => Joblib.Save(stream, Value, new JoblibWriteOptions { Compression = compression, Progress = progress }),
        (stream, progress, token) => Joblib.SaveAsync(stream, Value, new JoblibWriteOptions { Compression = compression, Progress = progress }, token));

    private static byte[] ContentFor(string verb) => verb switch
    {
        _ when verb.EndsWith("objects", StringComparison.Ordinal) => Npy.Save(Objects),
        _ when verb.StartsWith("Npy", StringComparison.Ordinal) => Npy.Save(Numbers),
        _ when verb.StartsWith("Pickle", StringComparison.Ordinal) => Pickle.Save(Value),
        _ => Joblib.Save(Value),
    };

    /// <summary>A stream that is longer than what is written, at a position.</summary>
    private static MemoryStream Filled(int position)
    {
        byte[] bytes = new byte[5 * LongLength];
        bytes.AsSpan().Fill(0xEE);
        return new MemoryStream(bytes) { Position = position };
    }

    private static Task Now(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task Now<T>(Func<T> function)
    {
        function();
        return Task.CompletedTask;
    }

    private sealed class WriteOnlyStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanRead => false;
    }

    /// <summary>Gives its content in small pieces, and cancels once so much of it has been taken.</summary>
    private sealed class CancellingStream(byte[] content, int after, CancellationTokenSource source) : MemoryStream(content)
    {
        private const int Most = 4096;

        internal int Taken { get; private set; }

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            int count = base.Read(buffer[..Math.Min(Most, buffer.Length)]);
            Taken += count;
            if (Taken >= after)
                source.Cancel();
            return count;
        }

        /// <summary>Does not look at the token: the caller has to.</summary>
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }

    /// <summary>Records the tokens, and the calls that block.</summary>
    private sealed class WatchedStream : MemoryStream
    {
        private readonly bool _canSeek;

        internal WatchedStream(byte[] content, bool canSeek)
        {
            _canSeek = canSeek;
            base.Write(content, 0, content.Length);
            base.Seek(0, SeekOrigin.Begin);
            Blocking = 0;
        }

        internal List<CancellationToken> Tokens { get; } = [];

        internal int Blocking { get; private set; }

        internal bool IsClosed { get; private set; }

        public override bool CanSeek => _canSeek;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Tokens.Add(cancellationToken);
            return new(base.Read(buffer.Span));
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Tokens.Add(cancellationToken);
            base.Write(buffer.Span);
            return default;
        }

        public override int Read(Span<byte> buffer)
        {
            Blocking++;
            return base.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Blocking++;
            base.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }
    }
}
