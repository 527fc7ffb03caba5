using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>Streams that can be read in one way only, as a server's that forbids to block: asynchronous reading never blocks, and synchronous reading never waits for what is not.</summary>
public sealed class NpzOneSidedStreamTests
{
    private static readonly byte[] Large = MakeLarge();

    private static readonly Dictionary<string, byte[]> Archives = new()
    {
        ["stored"] = ZipBytes.Of(false, ("b.npy", Large)),
        ["deflated"] = ZipBytes.Of(true, ("b.npy", Large)),
        ["indexed"] = new ZipBytes().AddIndexed("b.npy", Large, Large.Length - 400_000, 30_000).ToBytes(),
        ["small"] = ZipBytes.Of(false, ("b.npy", NpyBytes.Integers("(3,)", 3))),
        ["small, deflated, with a descriptor"] = new ZipBytes().Add("b.npy", NpyBytes.Integers("(30,)", 30), isDeflated: true, ZipBytes.Descriptor.Signed).ToBytes(),
        ["several"] = new ZipBytes().Add("b.npy", Large, isDeflated: true, ZipBytes.Descriptor.Signed64).Add("notes", new byte[100_000]).Add("c.npy", Large).ToBytes(),
    };

    private static Dictionary<string, Func<NpzFile, Task>> Others { get; } = new()
    {
        ["Header"] = static file => Task.FromResult(file.GetEntry("b").Header),
        ["ReadRows"] = static file => Task.FromResult(file.GetEntry("b").ReadRows(1, 2)),
        ["ReadHeaderAsync"] = static file => file.GetEntry("b").ReadHeaderAsync().AsTask(),
        ["ReadRowsAsync"] = static file => file.GetEntry("b").ReadRowsAsync(1, 2),
        ["ReadRowsAsync<T>"] = static file => file.GetEntry("b").ReadRowsAsync<int>(1, 2),
        ["a seek, OpenRawAsync"] = static async file =>
        {
            await using Stream raw = await file.GetEntry("b").OpenRawAsync();
            if (raw.CanSeek)
                raw.Position = raw.Length - 100;
            await raw.CopyToAsync(Stream.Null);
        },
    };

    private static Dictionary<string, Func<NpzFile, Task>> All { get; } = new(EntryReaders.OfOpen.Concat(Others));

    public static TheoryData<string> Ways => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Read_StreamOfOneSide_IsReadOnThatSide(string way)
    {
        bool isAsync = way.Contains("Async", StringComparison.Ordinal);
        foreach ((string name, byte[] archive) in Archives)
        {
            var stream = new OneSidedStream(archive, isAsync);
            using NpzFile file = isAsync ? await Npz.OpenAsync(stream) : Npz.Open(stream);

            Exception? thrown = await Record.ExceptionAsync(() => All[way](file));
            Assert.True(thrown is null, $"{name}: {thrown}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_StreamOfOneSide_IsReadOnThatSide(bool isAsync)
    {
        foreach (byte[] archive in Archives.Values)
        {
            OneSidedStream seekable = new(archive, isAsync), forward = new(archive, isAsync);

            Assert.True((isAsync ? await Npz.LoadAsync(seekable) : Npz.Load(seekable)).ContainsKey("b"));
            Assert.True((isAsync ? await Npz.LoadAsync(new UnseekableStream(forward)) : Npz.Load(new UnseekableStream(forward))).ContainsKey("b"));
            Assert.Empty(isAsync ? await Npz.VerifyAsync(new OneSidedStream(archive, isAsync)) : Npz.Verify(new OneSidedStream(archive, isAsync)));
        }
    }

    private static byte[] MakeLarge()
    {
        byte[] payload = new byte[400_000];
        new Random(8).NextBytes(payload);
        return NpyBytes.Of("'<i4'", "(100000,)", payload);
    }

    private sealed class OneSidedStream(byte[] content, bool isAsync) : Stream
    {
        private readonly MemoryStream _content = new(content);

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => _content.Length;

        public override long Position
        {
            get => _content.Position;
            set => _content.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => isAsync ? throw new InvalidOperationException("reading must not block") : _content.Read(buffer);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!isAsync)
                throw new InvalidOperationException("reading must not wait");
            await Task.Yield();
            return _content.Read(buffer.Span);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
