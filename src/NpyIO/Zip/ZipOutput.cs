using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// Where an archive's bytes go: counts them, puts small ones together, writes over what has been written where the sink lets it.
/// While it defers, nothing reaches the sink but by <see cref="DrainAsync"/>. For one thread at a time, but for <see cref="WriteAt"/>.
/// </summary>
internal sealed partial class ZipOutput(ByteSink sink) : IDisposable
{
    private const int BufferLength = 128 << 10;

    private byte[]? _buffer;
    private int _filled;
    private long _bufferOffset;
    private long _furthest;

    /// <summary>Whether what has been written can be written over.</summary>
    internal bool CanPatch => sink.CanPatch;

    /// <summary>Whether room can be left by <see cref="Reserve"/>, to be filled in any order.</summary>
    internal bool CanReserve => sink.IsPositional && !_defers;

    /// <summary>How many bytes the archive has as yet: where the next is appended.</summary>
    internal long Position => _bufferOffset + _filled;

    /// <summary>Appends bytes.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= BufferLength && !_defers)
        {
            Flush();
            Write(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            Span<byte> room = Room();
            int length = Math.Min(room.Length, bytes.Length);
            bytes[..length].CopyTo(room);
            _filled += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Leaves room at the end, for <see cref="WriteAt"/>; where it begins.</summary>
    internal long Reserve(long length)
    {
        Flush();
        long offset = _bufferOffset;
        _bufferOffset += length;
        return offset;
    }

    /// <summary>Fills a part of the reserved room. Any number of threads at once.</summary>
    internal void WriteAt(long offset, ReadOnlySpan<byte> bytes) => sink.WriteAt(offset, bytes);

    /// <summary>Writes over bytes that have been appended; only if <see cref="CanPatch"/>.</summary>
    internal void Patch(long offset, ReadOnlySpan<byte> bytes)
    {
        int before = (int)Math.Clamp(_bufferOffset - offset, 0, bytes.Length);
        if (before > 0)
            PatchWritten(offset, bytes[..before]);
        if (before < bytes.Length)
            bytes[before..].CopyTo(_buffer.AsSpan((int)(offset + before - _bufferOffset)));
    }

    /// <summary>Takes back all that has been appended from an offset on; only if <see cref="CanPatch"/>.</summary>
    internal void Rewind(long offset)
    {
        Flush();
        _furthest = Math.Max(_furthest, _bufferOffset);
        _bufferOffset = offset;
        RewindWritten(offset);
    }

    /// <summary>Writes the rest, and cuts off what was taken back and has not been written over.</summary>
    internal void Complete()
    {
        Flush();
        if (_furthest > _bufferOffset)
            Truncate(_bufferOffset);
    }

    /// <summary>Lets the buffers go; nothing is written.</summary>
    public void Dispose()
    {
        Release(ref _buffer);
        ReleaseDeferred();
    }

    private Span<byte> Room()
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
        if (_filled == _buffer.Length)
        {
            Flush();
            _buffer ??= ArrayPool<byte>.Shared.Rent(BufferLength);
        }

        return _buffer.AsSpan(_filled);
    }

    private void Flush()
    {
        if (_filled == 0)
            return;
        int length = _filled;
        _filled = 0;
        if (_defers)
        {
            Defer(_buffer!, length);
            _buffer = null;
            _bufferOffset += length;
        }
        else
        {
            Write(_buffer.AsSpan(0, length));
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (sink.IsPositional)
            sink.WriteAt(_bufferOffset, bytes);
        else
            sink.Write(bytes);
        _bufferOffset += bytes.Length;
    }

    private static void Release(ref byte[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
    }
}
