using System.Buffers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The compressed bytes of an entry or of a block, as a stream for a decompressor. The archive is read in large pieces.</summary>
/// <remarks>
/// The last byte is returned alone. A decompressor that has not requested it ended before its input did, and one that requests more did not find its end. .NET's DeflateStream reports
/// neither.
/// </remarks>
internal sealed class CompressedWindow : ForwardReadStream
{
    /// <summary>Bytes per read of the archive.</summary>
    private const int PieceLength = 256 << 10;

    private readonly PayloadSource _archive;
    private readonly string _name;
    private readonly ReadOnlyMemory<byte> _suffix;
    private ReadOnlyMemory<byte> _ready;
    private byte[] _buffer = [];
    private long _offset;
    private long _left;

    /// <summary>
    /// A window on <paramref name="length"/> bytes of an archive; <paramref name="head"/> holds the first of them if they have been read before. <paramref name="suffix"/> is returned
    /// after them. <paramref name="name"/> is for messages.
    /// </summary>
    internal CompressedWindow(PayloadSource archive, string name, long offset, long length, ReadOnlyMemory<byte> head = default, ReadOnlyMemory<byte> suffix = default)
    {
        _archive = archive;
        _name = name;
        _suffix = suffix;
        _ready = head;
        _offset = offset + head.Length;
        _left = length - head.Length;
        Remaining = length + suffix.Length;
    }

    /// <summary>Number of bytes not yet returned.</summary>
    internal long Remaining { get; private set; }

    /// <summary>Whether more bytes were requested than there are.</summary>
    internal bool IsOverdrawn { get; private set; }

    /// <summary>Whether reading the archive failed: its exceptions do not mean that the data are bad.</summary>
    internal bool HasFailed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (NeedsPiece(buffer.Length))
        {
            HasFailed = true;
            int count = _archive.Read(_offset, Room().Span);
            HasFailed = false;
            Refilled(count);
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (NeedsPiece(buffer.Length))
        {
            HasFailed = true;
            int count = await _archive.ReadAsync(_offset, Room(), cancellationToken).ConfigureAwait(false);
            HasFailed = false;
            Refilled(count);
        }

        return Take(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        byte[] buffer = _buffer;
        _buffer = [];
        _ready = default;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool NeedsPiece(int wanted) => _ready.IsEmpty && _left > 0 && wanted > 0;

    private Memory<byte> Room()
    {
        if (_buffer.Length == 0)
            _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(_left, PieceLength));
        return _buffer.AsMemory(0, (int)Math.Min(_left, _buffer.Length));
    }

    private void Refilled(int count)
    {
        if (count == 0)
            ZipThrow.EntryEndsEarly(_name, _offset);
        _ready = _buffer.AsMemory(0, count);
        _offset += count;
        _left -= count;
    }

    private int Take(Span<byte> destination)
    {
        if (Remaining == 0)
        {
            IsOverdrawn |= !destination.IsEmpty;
            return 0;
        }

        if (_ready.IsEmpty && _left == 0)
            _ready = _suffix;
        int count = Math.Min(destination.Length, _ready.Length);
        if (count == Remaining && count > 1)
            count--;
        _ready.Span[..count].CopyTo(destination);
        _ready = _ready[count..];
        Remaining -= count;
        return count;
    }
}
