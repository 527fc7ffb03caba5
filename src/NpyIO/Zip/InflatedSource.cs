using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of a compressed entry, decompressed from the beginning on; what is not wanted is passed over. At the end everything is checked: length, CRC, and that the compressed data end with the data.</summary>
internal sealed class InflatedSource : EntrySource
{
    private readonly CompressedWindow _window;
    private readonly Stream _inflated;
    private readonly Crc32 _crc = new();
    private long _position;

    /// <summary>The data of an entry.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="head">What has been read of it, to be given back with this.</param>
    internal InflatedSource(PayloadSource archive, ZipEntry entry, EntryPrefix head)
        : this(archive, entry, head.Data) => Owns(head);

    /// <summary>The data of an entry.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="start">What has been read of its compressed data; the caller keeps it.</param>
    internal InflatedSource(PayloadSource archive, ZipEntry entry, ReadOnlyMemory<byte> start)
        : base(entry)
    {
        _window = new CompressedWindow(archive, entry.Name, entry.DataOffset, entry.CompressedLength, start);
        if (entry.Method == ZipLayout.Methods.Deflated)
            _inflated = new DeflateStream(_window, CompressionMode.Decompress);
        else if (Decompressors.TryOpen(entry.Method, _window, entry.CompressedLength, entry.Length, out Stream? stream))
            _inflated = stream;
        else
            _inflated = ZipThrow.MethodUnknown(entry);
    }

    /// <summary>Unknown where the claim is so much more than the compressed data that memory is to grow as they come.</summary>
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

    /// <summary>Whether an exception, not one of the archive's own source, tells that the compressed data are bad, or (of decompressors other than deflate's) ask for more than is granted.</summary>
    private bool IsOfData(Exception e) =>
        !_window.HasFailed && (e is InvalidDataException || (e is NotSupportedException && Entry.Method != ZipLayout.Methods.Deflated));

    /// <summary>Checks the end, given how many bytes follow the last one.</summary>
    private void Check(int beyond)
    {
        if (beyond > 0)
            ZipThrow.InflatesToMore(Entry);
        if (Entry.Method == ZipLayout.Methods.Deflated && Entry.CompressedLength > 0)
        {
            // Nothing at all stands for nothing, as zipfile has it. Other decompressors need not take their input to the last byte.
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
