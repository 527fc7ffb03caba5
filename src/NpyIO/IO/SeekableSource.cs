using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

/// <summary>Reads a seekable stream from its position to its end at offsets, by one thread at a time.</summary>
internal sealed class SeekableSource : PayloadSource, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _length;
    private bool _disposed;

    /// <summary>The caller owns the stream and must not move it meanwhile.</summary>
    internal SeekableSource(Stream stream)
    {
        Stream = stream;
        Start = stream.Position;
        Measure();
    }

    internal Stream Stream { get; }

    /// <summary>The stream position of offset 0.</summary>
    internal long Start { get; }

    internal override long Length => _length;

    internal override bool IsPositional => true;

    internal override bool IsAwaited => true;

    internal override SafeFileHandle? File => (Stream as FileStream)?.SafeFileHandle;

    internal override int Read(long offset, Span<byte> destination)
    {
        _turn.Wait();
        try
        {
            return ReadHere(offset, destination);
        }
        finally
        {
            _turn.Release();
        }
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadHereAsync(offset, destination, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Measures the stream and reads: it may have grown.</summary>
    internal int ReadGrown(long offset, Span<byte> destination)
    {
        _turn.Wait();
        try
        {
            Measure();
            return ReadHere(offset, destination);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="ReadGrown"/>
    internal async ValueTask<int> ReadGrownAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Measure();
            return await ReadHereAsync(offset, destination, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes the length that the stream has now.</summary>
    internal void Measure()
    {
        long length = Stream.Length;
        if (length < 0)
            FileThrow.StreamLengthNegative(length);
        _length = Math.Max(0, length - Start);
    }

    /// <summary>The stream stays open.</summary>
    public void Dispose() => Volatile.Write(ref _disposed, true);

    private int ReadHere(long offset, Span<byte> destination)
    {
        int count = CountOf(offset, destination.Length);
        Seek(offset);
        return StreamSource.Checked(Stream.Read(destination[..count]), count);
    }

    private async ValueTask<int> ReadHereAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int count = CountOf(offset, destination.Length);
        Seek(offset);
        return StreamSource.Checked(await Stream.ReadAsync(destination[..count], cancellationToken).ConfigureAwait(false), count);
    }

    private int CountOf(long offset, int wanted) => (int)Math.Clamp(Length - offset, 0, wanted);

    private void Seek(long offset)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        Stream.Position = Start + offset;
    }
}
