using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.IO;

/// <summary>Streams that break the contract of <see cref="Stream"/>: an error of theirs, neither an endless loop nor a word about the content.</summary>
public sealed class BrokenStreamTests
{
    private static readonly byte[] Array = NpyBytes.Integers("(3,)", 3);

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task Load_ReadOfImpossibleCount_IsAnIOException(int count)
    {
        foreach (bool canSeek in new[] { false, true })
        {
            Stream Broken() => new BrokenStream(canSeek, count, length: 100);
            Assert.Throws<IOException>(() => Npy.Load(Broken()));
            Assert.Throws<IOException>(() => Npz.Load(Broken()));
            Assert.Throws<IOException>(() => Pickle.Load(Broken()));
            Assert.Throws<IOException>(() => Joblib.Load(Broken()));
            await Assert.ThrowsAsync<IOException>(() => Npy.LoadAsync(Broken()));
            await Assert.ThrowsAsync<IOException>(() => Npz.LoadAsync(Broken()));
            await Assert.ThrowsAsync<IOException>(() => Pickle.LoadAsync(Broken()));
            await Assert.ThrowsAsync<IOException>(() => Joblib.LoadAsync(Broken()));
        }
    }

    [Fact]
    public void Load_NegativeLength_IsReadAsUnknown()
    {
        using var stream = new NegativeLength(Array);

        Assert.Equal([3L], Npy.Load(stream).Shape.ToArray());
        Assert.Throws<IOException>(() => Npz.Open(new NegativeLength(Array)));
    }

    private sealed class BrokenStream(bool canSeek, int count, long length) : MemoryStream
    {
        public override bool CanSeek => canSeek;

        public override long Length => length;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => count;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(count);
    }

    private sealed class NegativeLength(byte[] content) : MemoryStream(content)
    {
        public override long Length => -128;
    }
}
