using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of a compressed entry, decompressed from the beginning; what is not wanted is skipped. The end of the data and of the compressed data, and the CRC, are checked.</summary>
internal sealed class InflatedSource : EntrySource
{
    private readonly CompressedWindow _window;
    private readonly Stream _inflated;
    private readonly Crc32 _crc = new();
    private long _position;

    /// <summary><paramref name="start"/> holds the first compressed bytes. Takes ownership of <paramref name="head"/>.</summary>
    internal InflatedSource(PayloadSource archive, ZipEntry entry, ReadOnlyMemory<byte> start, EntryPrefix? head = null)
        : base(entry, head)
    {
        _window = new CompressedWindow(archive, entry.Name, entry.DataOffset, entry.CompressedLength, start);
        _inflated = entry.Method == ZipLayout.Methods.Deflated
            ? new DeflateStream(_window, CompressionMode.Decompress)
            : CompressionProvider.Open(provider => provider.OpenEntry(entry.Method, _window, entry.CompressedLength, entry.Length)) ?? ZipThrow.MethodUnknown(entry);
    }

    internal override long Length => Entry.IsLengthTrusted ? Entry.Length : Unknown;

    internal override bool IsPositional => false;

    internal override int Read(long offset, Span<byte> destination)
    {
        Span<byte> scratch = _position < offset ? new byte[Math.Min(offset - _position, CheckedLength)] : [];
        while (_position < offset && Next(scratch[..(int)Math.Min(scratch.Length, offset - _position)]) > 0)
        {
        }

        return Next(destination);
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Memory<byte> scratch = _position < offset ? new byte[Math.Min(offset - _position, CheckedLength)] : [];
        while (_position < offset && await NextAsync(scratch[..(int)Math.Min(scratch.Length, offset - _position)], cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        return await NextAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _inflated.Dispose();
        _window.Dispose();
        base.Dispose();
    }

    internal override long FirstUnread(long offset) => _position;

    private protected override void Check() => Check(Inflate(stackalloc byte[1]));

    private protected override async ValueTask CheckAsync(CancellationToken cancellationToken) =>
        Check(await InflateAsync(new byte[1], cancellationToken).ConfigureAwait(false));

    private void Check(int beyond)
    {
        if (beyond > 0)
            ZipThrow.InflatesToMore(Entry);
        if (Entry.Method == ZipLayout.Methods.Deflated && Entry.CompressedLength > 0)
        {
            // Zero compressed bytes mean empty content, as in zipfile. Only deflate must consume its input exactly.
            if (_window.IsOverdrawn)
                ZipThrow.CompressedDataEndEarly(Entry, _position);
            if (_window.Remaining > 0)
                ZipThrow.CompressedDataLeft(Entry);
        }

        uint crc = _crc.GetCurrentHashAsUInt32();
        if (crc != Entry.Crc)
            ZipThrow.BadChecksum(Entry, crc);
    }

    private int Next(Span<byte> destination)
    {
        destination = destination[..CountOf(destination.Length)];
        if (destination.IsEmpty)
            return 0;
        int count = Inflate(destination);
        Passed(destination[..count]);
        return count;
    }

    private async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        destination = destination[..CountOf(destination.Length)];
        if (destination.IsEmpty)
            return 0;
        int count = await InflateAsync(destination, cancellationToken).ConfigureAwait(false);
        Passed(destination.Span[..count]);
        return count;
    }

    private int Inflate(Span<byte> destination)
    {
        try
        {
            return _inflated.Read(destination);
        }
        catch (Exception e) when (IsOfData(e))
        {
            return ZipThrow.BadCompression(Entry, _position, e);
        }
    }

    private async ValueTask<int> InflateAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            return await _inflated.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfData(e))
        {
            return ZipThrow.BadCompression(Entry, _position, e);
        }
    }

    /// <summary>Whether an exception, not from the archive's own source, means that the compressed data are bad or (for methods other than deflate) need more memory than allowed.</summary>
    private bool IsOfData(Exception e) =>
        !_window.HasFailed && (e is InvalidDataException || (e is NotSupportedException && Entry.Method != ZipLayout.Methods.Deflated));

    private int CountOf(int wanted) => (int)Math.Min(Math.Min(Entry.Length - _position, wanted), CheckedLength);

    private void Passed(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            if (_window.IsOverdrawn)
                ZipThrow.CompressedDataEndEarly(Entry, _position);
            ZipThrow.InflatesToLess(Entry, _position);
        }

        _crc.Append(data);
        _position += data.Length;
    }
}

/// <summary>
/// The compressed bytes of an entry or of a block, as a stream for a decompressor. <c>head</c> has the first of them, if they have been read before; <c>suffix</c> is returned after them.
/// </summary>
/// <remarks>
/// The last byte is returned alone. A decompressor that has not requested it ended before its input did, and one that requests more did not find its end. .NET's DeflateStream reports
/// neither.
/// </remarks>
internal sealed class CompressedWindow(PayloadSource archive, string name, long offset, long length, ReadOnlyMemory<byte> head = default, ReadOnlyMemory<byte> suffix = default)
    : ForwardReadStream
{
    private const int PieceLength = 256 << 10;

    private ReadOnlyMemory<byte> _ready = head;
    private byte[] _buffer = [];
    private long _pieceLength = PieceLength;
    private long _offset = offset + head.Length;
    private long _left = length - head.Length;

    internal long Remaining { get; private set; } = length + suffix.Length;

    internal bool IsOverdrawn { get; private set; }

    internal bool HasFailed { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (NeedsPiece(buffer.Length))
        {
            HasFailed = true;
            int count = archive.Read(_offset, Room().Span);
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
            int count = await archive.ReadAsync(_offset, Room(), cancellationToken).ConfigureAwait(false);
            HasFailed = false;
            Refilled(count);
        }

        return Take(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);

        // Not if reading failed: a cancelled read may still write to it.
        if (!HasFailed)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _ready = default;
    }

    private bool NeedsPiece(int wanted) => _ready.IsEmpty && _left > 0 && wanted > 0;

    private Memory<byte> Room()
    {
        int wanted = (int)Math.Min(_left, _pieceLength);
        if (_buffer.Length < wanted)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(wanted);
        }

        // If each read costs a round trip: a header needs little, and a long entry then takes few.
        if (archive.IsConcurrent)
            _pieceLength = Math.Max(_pieceLength, Math.Min(2 * _pieceLength, PayloadReader.MaxRequest));
        return _buffer.AsMemory(0, (int)Math.Min(_left, _buffer.Length));
    }

    private void Refilled(int count)
    {
        if (count == 0)
            ZipThrow.EntryEndsEarly(name, _offset);
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
            _ready = suffix;
        int count = Math.Min(destination.Length, _ready.Length);
        if (count == Remaining && count > 1)
            count--;
        _ready.Span[..count].CopyTo(destination);
        _ready = _ready[count..];
        Remaining -= count;
        return count;
    }
}
