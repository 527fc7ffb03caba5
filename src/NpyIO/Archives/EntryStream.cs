using System.IO.Hashing;
using NpyIO.Errors;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>
/// The data of an entry as a stream, usable while the archive is open. CRC and lengths are checked once every byte has been read. Sequential reads ignore the block index; only reads
/// after a seek rely on it.
/// </summary>
internal sealed class EntryStream : Stream
{
    private readonly NpzFile _file;
    private readonly EntrySource _source;
    private readonly BlockSource? _blocks;
    private readonly Crc32 _crc = new();
    private long _position;

    /// <summary>How far the source has been read, in bytes.</summary>
    private long _taken;
    private long _seen;
    private bool _isChecked;
    private bool _isDisposed;

    /// <summary>Owns both sources. <paramref name="blocks"/> gives random access if <paramref name="source"/> can only read forward.</summary>
    internal EntryStream(NpzFile file, EntrySource source, BlockSource? blocks)
    {
        _file = file;
        _source = source;
        _blocks = blocks;
    }

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => !_isDisposed && (_source.IsPositional || _blocks is not null);

    public override bool CanWrite => false;

    /// <summary>The length that the archive claims; reading checks it.</summary>
    public override long Length => _source.Entry.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    private EntrySource Next => _blocks is null || _position == _taken ? _source : _blocks;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        RequireOpen();
        try
        {
            int count = Next.Read(_position, buffer);
            if (Passed(buffer[..count]))
                _source.Complete();
            return count;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(_source.Entry.Name, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RequireOpen();
        if (!_file.ReadsAsync)
            return await Task.Run(() => Read(buffer.Span), cancellationToken).ConfigureAwait(false);
        try
        {
            int count = await Next.ReadAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
            if (Passed(buffer.Span[..count]))
                await _source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return count;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(_source.Entry.Name, e);
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        RequireOpen();
        if (!CanSeek)
            throw new NotSupportedException();
        long position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        };
        Throw.IfNegative(position, nameof(offset));
        return _position = position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _source.Dispose();
            _blocks?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _ = _file.Zip;
    }

    /// <summary>Returns true if the source was read from start to end and must be completed.</summary>
    private bool Passed(ReadOnlySpan<byte> data)
    {
        if (_position <= _seen && _position + data.Length > _seen)
        {
            // Only data that continue the prefix seen so far enter the CRC; after a seek the reader may come back to it.
            _crc.Append(data[(int)(_seen - _position)..]);
            _seen = _position + data.Length;
        }

        if (_position == _taken)
            _taken += data.Length;
        _position += data.Length;
        if (_seen < Length || _isChecked)
            return false;
        _isChecked = true;
        if (!_source.IsPositional && _taken == Length)
            return true;
        uint crc = _crc.GetCurrentHashAsUInt32();
        if (crc != _source.Entry.Crc)
            ZipThrow.BadChecksum(_source.Entry, crc);
        return false;
    }
}

/// <summary>An entry that is written as a stream; disposing the stream ends the entry.</summary>
internal sealed class RawEntryStream(NpzWriter writer, GrowingEntry entry) : Stream
{
    private long _length;
    private bool _isDisposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isDisposed;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        writer.Write(entry, buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await writer.WriteAsync(entry, offset => entry.Take(buffer.Span[(int)offset..]), buffer.Length, cancellationToken).ConfigureAwait(false);
        _length += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    // The deflater cannot write what it has not seen enough of.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_isDisposed && writer.IsOpen(entry))
        {
            _isDisposed = true;
            await writer.EndAsync(entry, default, CancellationToken.None).ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed && writer.IsOpen(entry))
        {
            _isDisposed = true;
            writer.End(entry, default);
        }

        _isDisposed = true;
        base.Dispose(disposing);
    }
}
