using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>
/// The data of a compressed entry, decompressed from the beginning; what is not wanted is skipped. At the end it checks length, CRC, and that the compressed data end with the data.
/// </summary>
internal sealed class InflatedSource : EntrySource
{
    private readonly CompressedWindow _window;
    private readonly Stream _inflated;
    private readonly Crc32 _crc = new();
    private long _position;

    /// <summary>Takes ownership of <paramref name="head"/>, which holds the first bytes of the entry.</summary>
    internal InflatedSource(PayloadSource archive, ZipEntry entry, EntryPrefix head)
        : this(archive, entry, head.Data) => Owns(head);

    /// <summary><paramref name="start"/> holds the first compressed bytes; the caller owns it.</summary>
    internal InflatedSource(PayloadSource archive, ZipEntry entry, ReadOnlyMemory<byte> start)
        : base(entry)
    {
        _window = new CompressedWindow(archive, entry.Name, entry.DataOffset, entry.CompressedLength, start);
        _inflated = entry.Method == ZipLayout.Methods.Deflated
            ? new DeflateStream(_window, CompressionMode.Decompress)
            : CompressionProvider.Open(provider => provider.OpenEntry(entry.Method, _window, entry.CompressedLength, entry.Length)) ?? ZipThrow.MethodUnknown(entry);
    }

    /// <summary>Unknown if the entry claims so much more than its compressed length that memory must grow as data arrive.</summary>
    internal override long Length => Entry.IsLengthTrusted ? Entry.Length : Unknown;

    internal override bool IsPositional => false;

    internal override int Read(long offset, Span<byte> destination)
    {
        if (_position < offset)
        {
            Span<byte> scratch = new byte[Math.Min(offset - _position, CheckedLength)];
            while (_position < offset && Next(scratch[..(int)Math.Min(scratch.Length, offset - _position)]) > 0)
            {
            }
        }

        return Next(destination);
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_position < offset)
        {
            Memory<byte> scratch = new byte[Math.Min(offset - _position, CheckedLength)];
            while (_position < offset
                && await NextAsync(scratch[..(int)Math.Min(scratch.Length, offset - _position)], cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }

        return await NextAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    private protected override void Dispose(bool disposing)
    {
        _inflated.Dispose();
        _window.Dispose();
        base.Dispose(disposing);
    }

    internal override long FirstUnread(long offset) => _position;

    private protected override void Check()
    {
        int beyond;
        try
        {
            beyond = _inflated.Read(stackalloc byte[1]);
        }
        catch (Exception e) when (IsOfData(e))
        {
            beyond = ZipThrow.BadCompression(Entry, _position, e);
        }

        Check(beyond);
    }

    private protected override async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        int beyond;
        try
        {
            beyond = await _inflated.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfData(e))
        {
            beyond = ZipThrow.BadCompression(Entry, _position, e);
        }

        Check(beyond);
    }

    /// <summary>Whether an exception, not from the archive's own source, means that the compressed data are bad or (for methods other than deflate) need more memory than allowed.</summary>
    private bool IsOfData(Exception e) =>
        !_window.HasFailed && (e is InvalidDataException || (e is NotSupportedException && Entry.Method != ZipLayout.Methods.Deflated));

    /// <summary>Checks the end; <paramref name="beyond"/> is the number of bytes read after the last one.</summary>
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
        try
        {
            int count = _inflated.Read(destination);
            Passed(destination[..count]);
            return count;
        }
        catch (Exception e) when (IsOfData(e))
        {
            return ZipThrow.BadCompression(Entry, _position, e);
        }
    }

    private async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        destination = destination[..CountOf(destination.Length)];
        if (destination.IsEmpty)
            return 0;
        try
        {
            int count = await _inflated.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
            Passed(destination.Span[..count]);
            return count;
        }
        catch (Exception e) when (IsOfData(e))
        {
            return ZipThrow.BadCompression(Entry, _position, e);
        }
    }

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
