using System.Diagnostics;
using System.Runtime.CompilerServices;
using NpyIO.Archives;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>An entry of an open archive: an array or other data. Its data are read only on request, and each request reads them anew.</summary>
/// <remarks>Several threads may read one entry, or several entries, at once. Errors in an entry are reported when it is read; other entries are not affected.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView))]
public sealed partial class NpzEntry
{
    /// <summary>The length of most headers, in bytes: one read of an entry's start gives both its magic string and its header.</summary>
    private const int UsualHeaderLength = 128;

    private readonly NpzFile _file;
    private readonly ZipEntry _entry;
    private StrongBox<NpyHeader?>? _header;

    internal NpzEntry(NpzFile file, ZipEntry entry)
    {
        _file = file;
        _entry = entry;
        Name = entry.Name;
    }

    /// <summary>The name in the archive without <c>.npy</c>, unless another entry has that name.</summary>
    public string Name { get; internal set; }

    /// <summary>The name as stored in the archive, up to a NUL if it contains one: <c>ZipInfo.filename</c>.</summary>
    public string FullName => _entry.Name;

    /// <summary>The uncompressed length of the data, in bytes, as the archive claims.</summary>
    public long Length => _entry.Length;

    /// <summary>The compressed length of the data, in bytes, as the archive claims.</summary>
    public long CompressedLength => _entry.CompressedLength;

    /// <summary>Whether the data are stored uncompressed, so that they can be mapped.</summary>
    public bool IsStored => _entry.IsStored;

    /// <summary>The compression method, APPNOTE 6.3 §4.4.5: 0 for none, 8 for deflate, 12 for bzip2, 14 for LZMA, 93 for Zstandard.</summary>
    public int CompressionMethod => _entry.Method;

    /// <summary>The CRC-32 of the uncompressed data, as the archive claims.</summary>
    public uint Crc32 => _entry.Crc;

    /// <summary>
    /// The header of the array, or null if the entry is not an array: as in NumPy, an array is an entry that begins with <c>\x93NUMPY</c>. The header is read once; a compressed entry is
    /// decompressed only as far as the header needs.
    /// </summary>
    /// <exception cref="NpyFormatException">The entry begins as an array but its header is invalid, or the archive's claims about the entry make it unreadable.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public NpyHeader? Header => (_header ?? (_header = new(ReadHeader()))).Value;

    internal bool IsReadByManyThreads => Length >= PayloadReader.MinParallel && (IsStored || ZipReader.UsesIndex(_entry));

    internal ZipEntry Entry => _entry;

    /// <inheritdoc cref="Header"/>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async ValueTask<NpyHeader?> ReadHeaderAsync(CancellationToken cancellationToken = default)
    {
        if (_header is null)
        {
            _header = new(_file.ReadsAsync
                ? await ReadHeaderOfStreamAsync(cancellationToken).ConfigureAwait(false)
                : await Task.Run(ReadHeader, cancellationToken).ConfigureAwait(false));
        }

        return _header.Value;
    }

    /// <summary>The name and the length.</summary>
    public override string ToString() => $"NpzEntry({FullName}, {Length} bytes)";

    private NpyHeader? ReadHeader()
    {
        try
        {
            using EntrySource source = _file.Zip.Open(_entry, isChecked: false);
            return TryBegin(source, out PayloadSource array) ? ArrayReader.ReadHeader(array, _file.Options) : null;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    private async Task<NpyHeader?> ReadHeaderOfStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            using EntrySource source = await _file.Zip.OpenAsync(_entry, isChecked: false, cancellationToken).ConfigureAwait(false);
            return await TryBeginAsync(source, cancellationToken).ConfigureAwait(false) is { } array
                ? await ArrayReader.ReadHeaderAsync(array, _file.Options, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    /// <summary>If the entry is an array, <paramref name="array"/> covers it from its first byte.</summary>
    private static bool TryBegin(EntrySource source, out PayloadSource array)
    {
        byte[] start = new byte[UsualHeaderLength];
        int count = 0;
        while (count < start.Length && source.Read(count, start.AsSpan(count)) is > 0 and var more)
            count += more;
        array = new PrefixedSource(start.AsMemory(0, count), source);
        return start.AsSpan(0, count).StartsWith(HeaderLayout.Magic);
    }

    /// <summary>Returns null if the entry is not an array.</summary>
    private static async ValueTask<PayloadSource?> TryBeginAsync(EntrySource source, CancellationToken cancellationToken)
    {
        byte[] start = new byte[UsualHeaderLength];
        int count = 0;
        while (count < start.Length && await source.ReadAsync(count, start.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var more)
            count += more;
        return start.AsSpan(0, count).StartsWith(HeaderLayout.Magic) ? new PrefixedSource(start.AsMemory(0, count), source) : null;
    }

    /// <summary>What a debugger shows: the header is read when it asks.</summary>
    private sealed class DebugView(NpzEntry entry)
    {
        public string Name => entry.Name;

        public NpyHeader? Header => entry.Header;

        public long Length => entry.Length;

        public long CompressedLength => entry.CompressedLength;

        public int CompressionMethod => entry.CompressionMethod;
    }
}
