using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Pickles from everything that they can be read from.</summary>
public sealed class PickleSourceTests
{
    /// <summary>Longer than what is read ahead, and than what two threads share.</summary>
    private const int LongLength = 9 << 20;

    public static TheoryData<SourceKind> Kinds => Sources.All;

    public static TheoryData<SourceKind, int> KindsAndProtocols
    {
        get
        {
            var rows = new TheoryData<SourceKind, int>();
            foreach (SourceKind kind in Sources.Kinds)
            {
                for (int protocol = 0; protocol <= 5; protocol++)
                    rows.Add(kind, protocol);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndProtocols))]
    public async Task Load_EverySource_GivesTheValues(SourceKind kind, int protocol)
    {
        foreach ((string value, _, _, byte[] pickle) in PickleSamples.All.Where(sample => sample.Protocol == protocol))
            Assert.Equal(PickleSamples.Values[value], PickleRepr.Of(await LoadAsync(kind, pickle)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_LongValues_GivesThemWhole(SourceKind kind)
    {
        byte[] bytes = new byte[LongLength];
        new Random(1).NextBytes(bytes);
        string text = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"é{i}"));
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        byte[] pickle =
        [
            .. PickleRepr.Bytes("\u0080\u0004("), (byte)'B', .. BitConverter.GetBytes(bytes.Length), .. bytes, 0x8d, .. BitConverter.GetBytes((long)utf8.Length), .. utf8,
            0x96, .. BitConverter.GetBytes(70_000L), .. bytes[..70_000], (byte)'t', (byte)'.',
        ];

        var tuple = (PickleTuple)(await LoadAsync(kind, pickle))!;

        Assert.True(bytes.AsSpan().SequenceEqual((byte[])tuple[0]!));
        Assert.Equal(text, tuple[1]);
        Assert.Equal(bytes[..70_000], (List<byte>)tuple[2]!);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_LongLines_GivesThemWhole(SourceKind kind)
    {
        string text = new('x', 200_000);

        Assert.Equal(text, await LoadAsync(kind, PickleRepr.Bytes($"V{text}\np0\n.")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Load_EndInsideALongValue_IsTold(SourceKind kind)
    {
        byte[] pickle = [(byte)'B', .. BitConverter.GetBytes(1_000_000), .. new byte[200_000]];

        var error = await Assert.ThrowsAsync<NpyFormatException>(() => LoadAsync(kind, pickle));

        Assert.Equal(NpyFormatReason.TruncatedData, error.Reason);
        Assert.StartsWith("The pickle ends early: a value of 1000000 bytes begins at byte 5, but only ", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, int.MaxValue)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, int.MaxValue)]
    [InlineData(4, int.MaxValue)]
    [InlineData(5, 5)]
    public void Load_PicklesInARow_TakesNotOneByteTooMany(int protocol, int most)
    {
        var samples = PickleSamples.All.Where(sample => sample.Protocol == protocol).ToArray();
        var stream = new PartialStream([.. samples.SelectMany(sample => sample.Pickle), 1, 2, 3], most);

        int taken = 0;
        foreach ((string value, _, _, byte[] pickle) in samples)
        {
            Assert.Equal(PickleSamples.Values[value], PickleRepr.Of(Pickle.Load(stream)));
            Assert.Equal(taken += pickle.Length, stream.Taken);
        }
    }

    [Fact]
    public async Task LoadAsync_PicklesInARow_TakesNotOneByteTooMany()
    {
        var stream = new PartialStream([.. PickleSamples.All.SelectMany(sample => sample.Pickle), 1, 2, 3], 100);

        int taken = 0;
        foreach ((string value, _, _, byte[] pickle) in PickleSamples.All)
        {
            Assert.Equal(PickleSamples.Values[value], PickleRepr.Of(await Pickle.LoadAsync(stream)));
            Assert.Equal(taken += pickle.Length, stream.Taken);
        }
    }

    [Fact]
    public void Load_SeekableStream_StandsBehindThePickle()
    {
        var stream = new MemoryStream([9, 9, .. PickleRepr.Bytes("K\u0001.K\u0002.")]) { Position = 2 };

        Assert.Equal(1L, Pickle.Load(stream));
        Assert.Equal(5, stream.Position);
        Assert.Equal(2L, Pickle.Load(stream));
    }

    [Fact]
    public async Task TryLoad_SeekableStream_EveryVerbStandsBehindThePickle()
    {
        var stream = new MemoryStream([9, 9, .. PickleRepr.Bytes("K\u0001.K\u0002.K\u0003.")]) { Position = 2 };

        Assert.Equal(1L, await Pickle.LoadAsync(stream));
        Assert.Equal(5, stream.Position);
        Assert.Equal(2L, (await Pickle.TryLoadAsync(stream)).Value);
        Assert.Equal(8, stream.Position);
        Assert.True(Pickle.TryLoad(stream, out object? third));
        Assert.Equal((3L, 11L), (third, stream.Position));
        Assert.False((await Pickle.TryLoadAsync(stream)).IsThere);
        Assert.Equal(11, stream.Position);
    }

    [Fact]
    public async Task TryLoad_EndOfTheStream_IsFalse()
    {
        var stream = new PartialStream(PickleRepr.Bytes("N."), int.MaxValue);

        Assert.True(Pickle.TryLoad(stream, out object? value));
        Assert.Null(value);
        Assert.False(Pickle.TryLoad(stream, out _));
        Assert.False((await Pickle.TryLoadAsync(stream)).IsThere);
    }

    [Fact]
    public async Task Load_EmptyStream_IsTold()
    {
        var error = Assert.Throws<NpyFormatException>(() => Pickle.Load(Stream.Null));

        Assert.Equal(NpyFormatReason.Empty, error.Reason);
        Assert.Equal(NpyFormatReason.Empty, (await Assert.ThrowsAsync<NpyFormatException>(() => Pickle.LoadAsync(new PartialStream([], 1)))).Reason);
    }

    [Fact]
    public async Task LoadAsync_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pickle.LoadAsync(new PartialStream(PickleRepr.Bytes("N."), 5), cancellationToken: source.Token));
    }

    [Fact]
    public void Load_Progress_IsToldOfLongValues()
    {
        var recorder = new Recorder();
        byte[] pickle = [(byte)'B', .. BitConverter.GetBytes(200_000), .. new byte[200_000], (byte)'.'];

        Pickle.Load(new PartialStream(pickle, int.MaxValue), new PickleReadOptions { Progress = recorder });

        Assert.Contains(200_005, recorder.Reports);
    }

    [Fact]
    public async Task Load_ProgressWithinLongValues_CountsFromTheBeginning()
    {
        byte[] value = [(byte)'B', .. BitConverter.GetBytes(1_000_000), .. new byte[1_000_000]];
        byte[] pickle = [(byte)'(', .. value, .. value, (byte)'t', (byte)'.'];
        var sync = new Recorder();
        var async = new Recorder();

        Pickle.Load(new PartialStream(pickle, 100_000), new PickleReadOptions { Progress = sync });
        await Pickle.LoadAsync(new PartialStream(pickle, 100_000), new PickleReadOptions { Progress = async });

        foreach (List<long> reports in (List<long>[])[sync.Reports, async.Reports])
        {
            Assert.Equal(reports.Order(), reports);
            Assert.Contains(reports, report => report is > 200_000 and < 900_000);
            Assert.Contains(reports, report => report is > 1_200_000 and < 1_900_000);
        }
    }

    [Fact]
    public void Load_StreamThatCannotBeRead_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Pickle.Load(new PipeEnd()));

    internal static async Task<object?> LoadAsync(SourceKind kind, byte[] content)
    {
        switch (kind)
        {
            case SourceKind.Path or SourceKind.PathAsync:
                using (var file = new TempFile(content))
                    return kind == SourceKind.Path ? Pickle.Load(file.Path) : await Pickle.LoadAsync(file.Path);
            case SourceKind.Pipe:
                return await Sources.FromPipeAsync(content, path => Pickle.Load(path));
            case SourceKind.Memory:
                return Pickle.Load(content.AsMemory());
            case SourceKind.Span:
                return Pickle.Load(content.AsSpan());
        }

        Stream stream = kind switch
        {
            SourceKind.Seekable or SourceKind.SeekableAsync => new MemoryStream(content),
            SourceKind.Later or SourceKind.LaterAsync => Sources.Later(content),
            SourceKind.Unseekable or SourceKind.UnseekableAsync => new PartialStream(content, int.MaxValue),
            _ => new PartialStream(content, 1),
        };
        return kind is SourceKind.SeekableAsync or SourceKind.LaterAsync or SourceKind.UnseekableAsync or SourceKind.OneByteAsync ? await Pickle.LoadAsync(stream) : Pickle.Load(stream);
    }

    private sealed class PipeEnd : MemoryStream
    {
        public override bool CanRead => false;
    }
}
