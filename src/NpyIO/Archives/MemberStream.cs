using System.IO.Hashing;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>The data of a member as a stream, for as long as the archive is open. With the last byte that was not read before, CRC and lengths are checked.</summary>
internal sealed class MemberStream : Stream
{
    private readonly NpzFile _file;
    private readonly MemberSource _source;
    private readonly Crc32 _crc = new();
    private long _position;
    private long _seen;
    private bool _isChecked;
    private bool _isDisposed;

    /// <summary>The data of a member; the source is given back with this.</summary>
    internal MemberStream(NpzFile file, MemberSource source)
    {
        _file = file;
        _source = source;
    }

    public override bool CanRead => !_isDisposed;

    public override bool CanSeek => !_isDisposed && _source.IsPositional;

    public override bool CanWrite => false;

    /// <summary>What the archive claims; reading checks it.</summary>
    public override long Length => _source.Member.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        RequireOpen();
        try
        {
            int count = _source.Read(_position, buffer);
            if (Passed(buffer[..count]))
                _source.Complete();
            return count;
        }
        catch (NpyFormatException e) when (e.EntryName is null)
        {
            throw Throw.Naming(_source.Member.Name, e);
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
            int count = await _source.ReadAsync(_position, buffer, cancellationToken).ConfigureAwait(false);
            if (Passed(buffer.Span[..count]))
                await _source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return count;
        }
        catch (NpyFormatException e) when (e.EntryName is null)
        {
            throw Throw.Naming(_source.Member.Name, e);
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
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
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
        }

        base.Dispose(disposing);
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _ = _file.Zip;
    }

    /// <summary>Counts what has been given. True where the source is to be completed: it has been read from one end to the other.</summary>
    private bool Passed(ReadOnlySpan<byte> data)
    {
        if (_position <= _seen && _position + data.Length > _seen)
        {
            // What continues the beginning that has been seen; whoever jumps may come back to it.
            _crc.Append(data[(int)(_seen - _position)..]);
            _seen = _position + data.Length;
        }

        _position += data.Length;
        if (_seen < Length || _isChecked)
            return false;
        _isChecked = true;
        if (!_source.IsPositional)
            return true;
        uint crc = _crc.GetCurrentHashAsUInt32();
        if (crc != _source.Member.Crc)
            Throw.BadChecksum(_source.Member, crc);
        return false;
    }
}
