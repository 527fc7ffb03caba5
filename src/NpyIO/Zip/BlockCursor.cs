using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>Inflates one block of an entry from its beginning. At its end it checks length, CRC-32, and that the compressed data end with it.</summary>
internal sealed class BlockCursor : IDisposable
{
    private static readonly byte[] End = BlockIndex.End.ToArray();

    private readonly ZipEntry _entry;
    private readonly long _start;
    private readonly uint _claimed;
    private readonly CompressedWindow _window;
    private readonly DeflateStream _inflated;
    private readonly Crc32 _crc = new();

    /// <summary>
    /// Opens block <paramref name="number"/>; 0 is the head. <paramref name="deflatedOffset"/> counts bytes from the entry's compressed data, <paramref name="start"/> and
    /// <paramref name="end"/> from the entry's start.
    /// </summary>
    internal BlockCursor(PayloadSource archive, ZipEntry entry, int number, long deflatedOffset, long start, long end)
    {
        (uint deflatedLength, _claimed) = entry.Index!.Entries[number];
        _entry = entry;
        _start = start;
        Number = number;
        Position = start;
        Stop = end;

        // The end of the stream is appended to the block: the inflater then reports whether the block ended where a block may end.
        _window = new CompressedWindow(archive, entry.Name, entry.DataOffset + deflatedOffset, deflatedLength, suffix: End);
        _inflated = new DeflateStream(_window, CompressionMode.Decompress);
    }

    internal int Number { get; }

    /// <summary>Offset of the next byte to read, from the entry's start.</summary>
    internal long Position { get; private set; }

    /// <summary>Offset of the end of the block, from the entry's start.</summary>
    internal long Stop { get; }

    /// <summary>Reads some bytes of the block. The read that reaches its end checks all of it.</summary>
    internal int Read(Span<byte> destination)
    {
        try
        {
            int count = _inflated.Read(destination[..CountOf(destination.Length)]);
            Passed(destination[..count]);
            if (Position == Stop)
                Check(_inflated.Read(stackalloc byte[1]));
            return count;
        }
        catch (InvalidDataException e) when (!_window.HasFailed)
        {
            return ZipThrow.BadBlock(_entry, _start, Stop, e);
        }
    }

    internal async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        try
        {
            int count = await _inflated.ReadAsync(destination[..CountOf(destination.Length)], cancellationToken).ConfigureAwait(false);
            Passed(destination.Span[..count]);
            if (Position == Stop)
                Check(await _inflated.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false));
            return count;
        }
        catch (InvalidDataException e) when (!_window.HasFailed)
        {
            return ZipThrow.BadBlock(_entry, _start, Stop, e);
        }
    }

    public void Dispose()
    {
        _inflated.Dispose();
        _window.Dispose();
    }

    private int CountOf(int wanted) => (int)Math.Min(Math.Min(Stop - Position, wanted), EntrySource.CheckedLength);

    private void Passed(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty && Position < Stop)
            ZipThrow.BadBlock(_entry, _start, Stop);
        _crc.Append(data);
        Position += data.Length;
    }

    private void Check(int beyond)
    {
        if (beyond > 0 || _window.IsOverdrawn || _window.Remaining > 0 || _crc.GetCurrentHashAsUInt32() != _claimed)
            ZipThrow.BadBlock(_entry, _start, Stop);
    }
}
