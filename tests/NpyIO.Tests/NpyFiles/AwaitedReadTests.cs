using NpyIO.IO;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

/// <summary>How sources that can only be awaited are read: in few requests, several in flight.</summary>
public sealed class AwaitedReadTests
{
    private const int Rows = 2000;
    private const int Columns = 1000;

    /// <summary>8 MB of elements, each its place.</summary>
    private static readonly byte[] Numbers = NpyBytes.Integers("(2000, 1000)", Rows * Columns);

    public static TheoryData<bool, bool> Layouts => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Fact]
    public async Task OpenAsync_Header_TakesTwoRequests()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);

        // Two reads must agree.
        Assert.Equal(2, source.Requests.Count);
        Assert.InRange(source.Taken, 1, 10_000);
    }

    [Fact]
    public async Task LoadAsync_LargeArray_IsFourRequestsAtOnce()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);
        source.Forget();
        source.CloseGate();

        Task<NdArray<int>> load = file.LoadAsync<int>();
        Assert.Equal(4, source.InFlight);
        source.OpenGate();
        NdArray<int> array = await load;

        Assert.True(array.AsReadOnlySpan().SequenceEqual(Enumerable.Range(0, Rows * Columns).ToArray()));
        Assert.Equal((4, 8_000_000L), (source.Requests.Count, source.Taken));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task LoadAsync_AnyLayout_IsReadInLargePieces(bool isBigEndian, bool isFortran)
    {
        byte[] content = NpyBytes.Integers("(2000, 1000)", Rows * Columns, isBigEndian, isFortran);
        NdArray<int> expected = Npy.Load<int>(content);
        NdArray<double> cast = Npy.Load<double>(content, new NpyReadOptions { Casting = Casting.Checked });
        var source = new AwaitedSource(content);
        using NpyFile file = await Npy.OpenAsync(source);
        source.Forget();

        AssertSame(expected, await file.LoadAsync<int>());
        Assert.InRange(source.Requests.Count, 2, 8);
        Assert.Equal(8_000_000, source.Taken);

        source.Forget();
        var buffer = new int[Rows * Columns];
        await file.LoadAsync(buffer.AsMemory());
        Assert.True(expected.AsReadOnlySpan().SequenceEqual(buffer));
        Assert.InRange(source.Requests.Count, 2, 8);

        AssertSame(cast, await file.LoadAsync<double>(new NpyReadOptions { Casting = Casting.Checked }));
    }

    [Fact]
    public async Task LoadAsync_LargerThanTheRequestsInFlight_HoldsNoMoreThanThose()
    {
        byte[] content = NpyBytes.Integers("(6000, 1000)", 6_000_000, bigEndian: true);
        var source = new AwaitedSource(content);
        using NpyFile file = await Npy.OpenAsync(source);
        source.Forget();
        source.CloseGate();

        Task<NdArray<int>> load = file.LoadAsync<int>();
        Assert.Equal(4, source.InFlight);
        source.OpenGate();
        Assert.Equal(5_999_999, (await load)[5999, 999]);
        Assert.InRange(source.Requests.Max(request => request.Length), 1 << 20, (long)PayloadReader.MaxRequest);
        Assert.Equal(24_000_000, source.Taken);

        foreach (int requests in (int[])[1, 7])
        {
            source.CloseGate();
            load = file.LoadAsync<int>(new NpyReadOptions { MaxThreads = requests });
            Assert.Equal(requests, source.InFlight);
            source.OpenGate();
            await load;
        }
    }

    [Fact]
    public async Task ReadAsync_RowsFarApart_AreOneRequestEachAndSeveralAtOnce()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);
        source.Forget();
        source.CloseGate();

        Task<NdArray<int>> read = file.ReadAsync<int>(default, Slice.Every(200), ..500);
        Assert.Equal(4, source.InFlight);
        source.OpenGate();

        Assert.Equal(Npy.Load<int>(Numbers)[Slice.Every(200), ..500], await read);
        Assert.Equal((10, 10 * 2000L), (source.Requests.Count, source.Taken));
    }

    [Fact]
    public async Task ReadAsync_RowsCloseTogether_AreReadTogether()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);
        source.Forget();

        Assert.Equal(Npy.Load<int>(Numbers)[Slice.Every(2), 3..9], await file.ReadAsync<int>(default, Slice.Every(2), 3..9));
        Assert.InRange(source.Requests.Count, 2, 4);
        source.Forget();
        Assert.Equal(Npy.Load<int>(Numbers)[.., ^1], await file.ReadAsync<int>(default, .., ^1));
        Assert.InRange(source.Requests.Count, 2, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    public async Task ReadAsync_SourceThatGivesLittle_IsAskedAgain(int most)
    {
        byte[] content = NpyBytes.Integers("(40, 30)", 1200, bigEndian: true, fortranOrder: true);
        var source = new AwaitedSource(content) { Most = most };
        using NpyFile file = await Npy.OpenAsync(source);

        Assert.Equal(Npy.Load<int>(content), await file.LoadAsync<int>());
        Assert.Equal(Npy.Load<int>(content)[3..30, Slice.Every(3)], await file.ReadAsync<int>(default, 3..30, Slice.Every(3)));
    }

    /// <summary>When the task ends, nothing writes to the array any more.</summary>
    [Fact]
    public async Task LoadAsync_OneRequestFails_TheOthersHaveEnded()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);
        source.Forget();
        source.Before = number =>
        {
            if (number == 2)
                throw new IOException("no route");
        };

        Assert.Equal("no route", (await Assert.ThrowsAsync<IOException>(() => file.LoadAsync<int>())).Message);
        Assert.Equal(0, source.InFlight);

        source.Forget();
        source.Before = static _ => throw new IOException("all fail");
        Assert.Equal("all fail", (await Assert.ThrowsAsync<IOException>(() => file.ReadAsync(default, Slice.Every(200)))).Message);
        Assert.Equal(0, source.InFlight);
    }

    [Fact]
    public async Task LoadAsync_OneRequestFails_TheOthersAreCancelled()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);
        var failing = new FailingSource(source);
        using NpyFile other = await Npy.OpenAsync(failing);
        failing.IsFailing = true;
        source.CloseGate();

        // The gate stays closed: only cancelling ends the other requests.
        Assert.Equal("no route", (await Assert.ThrowsAsync<IOException>(() => other.LoadAsync<int>())).Message);
        Assert.Equal(0, source.InFlight);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadAsync_Cancelled_EndsWhenTheRequestsHaveEnded(bool heedsCancellation)
    {
        var source = new AwaitedSource(NpyBytes.Integers("(6000, 1000)", 6_000_000)) { HeedsCancellation = heedsCancellation };
        using NpyFile file = await Npy.OpenAsync(source);
        using var stop = new CancellationTokenSource();
        source.Forget();
        source.CloseGate();

        Task<NdArray<int>> load = file.LoadAsync<int>(cancellationToken: stop.Token);
        await stop.CancelAsync();
        if (!heedsCancellation)
        {
            Assert.False(load.IsCompleted);
            source.OpenGate();
        }

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        Assert.Equal(stop.Token, e.CancellationToken);
        Assert.Equal((0, 4), (source.InFlight, source.Requests.Count));
    }

    [Fact]
    public async Task BlocksAsync_CancelledInABlock_EndsThere()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(source);
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<NdArray<int>> blocks = file.BlocksAsync<int>(500).GetAsyncEnumerator(stop.Token);
        source.CloseGate();

        Task<bool> first = blocks.MoveNextAsync().AsTask();
        Assert.False(first.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(0, source.InFlight);
    }

    [Fact]
    public async Task LoadAsync_SourceEndsEarly_SaysWhere()
    {
        var source = new AwaitedSource(Numbers);
        using NpyFile file = await Npy.OpenAsync(new ShrinkingSource(source));

        var e = await Assert.ThrowsAsync<NpyFormatException>(() => file.LoadAsync<int>());
        Assert.Equal((NpyFormatReason.TruncatedData, 0), (e.Reason, source.InFlight));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Progress_OfAwaitedReads_RisesToTheWhole(bool isParts)
    {
        var progress = new Recorder();
        using NpyFile file = await Npy.OpenAsync(new AwaitedSource(Numbers), new NpyReadOptions { Progress = progress });

        if (isParts)
            await file.ReadAsync(default, Slice.Every(200));
        else
            await file.LoadAsync();

        Assert.True(progress.Reports.Count > 1);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(isParts ? 40_000 : 8_000_000, progress.Reports[^1]);
    }

    private static void AssertSame<T>(NdArray<T> expected, NdArray<T> found) => Assert.True(expected.AsReadOnlySpan().SequenceEqual(found.AsReadOnlySpan()));

    /// <summary>The fourth request fails at once, before the others are answered.</summary>
    private sealed class FailingSource(AwaitedSource source) : ByteSource
    {
        private int _requests;

        internal bool IsFailing { get; set; }

        public override long Length => source.Length;

        public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) =>
            IsFailing && ++_requests == 4 ? throw new IOException("no route") : source.ReadAsync(offset, destination, cancellationToken);
    }

    /// <summary>Claims the whole length, and ends a megabyte before it.</summary>
    private sealed class ShrinkingSource(AwaitedSource source) : ByteSource
    {
        public override long Length => source.Length;

        public override ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default) =>
            offset > Length - 1_000_000 ? new(0) : source.ReadAsync(offset, destination[..(int)Math.Min(destination.Length, Length - 1_000_000 - offset + 1)], cancellationToken);
    }
}
