using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Archives;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

/// <summary>An entry of an open archive, an array or other data, as the directory describes it: name, lengths, CRC. <see cref="Open"/> gives the array, <see cref="OpenRaw"/> the bytes.</summary>
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

    /// <summary>Null if the entry is not an array: as in NumPy, an array is an entry that begins with <c>\x93NUMPY</c>. Read once; a compressed entry is decompressed only as far as that needs.</summary>
    internal NpyHeader? Header => (_header ?? (_header = new(ReadHeader(_file.Options)))).Value;

    internal bool IsReadByManyThreads => Length >= PayloadReader.MinParallel && (IsStored || ZipReader.UsesIndex(_entry));

    internal ZipEntry Entry => _entry;

    /// <summary>Opens the array. Its header is read, once for all that open it; a compressed entry is decompressed only as far as the header needs.</summary>
    /// <remarks>
    /// Parts of a stored entry are read without the rest. Of a deflated entry with a block index (see <see cref="NpzWriteOptions"/>), only the blocks that hold the part are inflated, and each is
    /// verified. Any other entry is decompressed up to the end of the part, and a part of it is not verified. <see cref="StoredArray.Load(NpyReadOptions?)"/> and <see cref="StoredArray.Blocks{T}(long)"/> of the whole array verify all.
    /// </remarks>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <returns>The array. The archive must stay open as long; the array itself needs no disposing.</returns>
    /// <exception cref="NpyFormatException">The entry is not an array, its header is invalid, or the archive's claims about it make it unreadable. <see cref="ReadRaw"/> reads any entry.</exception>
    /// <exception cref="IOException">File system errors pass through unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The archive has been closed.</exception>
    public StoredArray Open(NpyReadOptions? options = null) => Opened(HeaderFor(options) ?? ThrowNoArray(), options);

    /// <summary>Opens the array, if the entry is one: as in NumPy, an entry that begins with <c>\x93NUMPY</c>.</summary>
    /// <param name="array">The array; null if the entry holds something else.</param>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <returns>Whether the entry is an array.</returns>
    /// <exception cref="NpyFormatException">The entry begins as an array but its header is invalid, or the archive's claims about the entry make it unreadable.</exception>
    /// <inheritdoc cref="Open" path="/exception[@cref='T:System.IO.IOException']|/exception[@cref='T:System.ObjectDisposedException']"/>
    public bool TryOpen([NotNullWhen(true)] out StoredArray? array, NpyReadOptions? options = null)
    {
        array = HeaderFor(options) is { } header ? Opened(header, options) : null;
        return array is not null;
    }

    /// <inheritdoc cref="Open"/>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public async Task<StoredArray> OpenAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Opened(await ReadHeaderAsync(options, cancellationToken).ConfigureAwait(false) ?? await ThrowNoArrayAsync(cancellationToken).ConfigureAwait(false), options);

    /// <summary>Opens the array; returns null if the entry is something else.</summary>
    /// <param name="options">How to read; null for the options the archive was opened with.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    /// <inheritdoc cref="TryOpen" path="/exception"/>
    public async Task<StoredArray?> TryOpenAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        await ReadHeaderAsync(options, cancellationToken).ConfigureAwait(false) is { } header ? Opened(header, options) : null;

    /// <inheritdoc cref="Header"/>
    internal async ValueTask<NpyHeader?> ReadHeaderAsync(NpyReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (IsKnown(options))
            return _header!.Value;
        NpyHeader? header = _file.ReadsAsync
            ? await ReadHeaderOfStreamAsync(options ?? _file.Options, cancellationToken).ConfigureAwait(false)
            : await Task.Run(() => ReadHeader(options ?? _file.Options), cancellationToken).ConfigureAwait(false);
        _header = new(header);
        return header;
    }

    /// <summary>The name and the length.</summary>
    public override string ToString() => $"NpzEntry({FullName}, {Length} bytes)";

    /// <summary>Returns the error with the entry's name, or null if it has one. Adds the path of the archive to it.</summary>
    private NpyFormatException? Named(NpyFormatException e)
    {
        e.AddPath(_file.Path);
        return e.EntryName is null ? NpzThrow.Naming(FullName, e) : null;
    }

    private StoredEntry Opened(NpyHeader header, NpyReadOptions? options) => new(this, header, options ?? _file.Options);

    // The header that is known may be longer than these options allow.
    private bool IsKnown(NpyReadOptions? options) => _header is not null && (options is null || options.MaxHeaderSize >= _file.Options.MaxHeaderSize);

    private NpyHeader? HeaderFor(NpyReadOptions? options) => IsKnown(options) || options is null ? Header : (_header = new(ReadHeader(options))).Value;

    // Reading it as an array says what it is instead.
    private NpyHeader ThrowNoArray()
    {
        Read(Npy.Untyped, null, mustBeArray: true);
        throw new UnreachableException();
    }

    private async Task<NpyHeader> ThrowNoArrayAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(Npy.Untyped, null, mustBeArray: true, cancellationToken).ConfigureAwait(false);
        throw new UnreachableException();
    }

    private NpyHeader? ReadHeader(NpyReadOptions options)
    {
        try
        {
            using EntrySource source = _file.Zip.Open(_entry, isChecked: false);
            return TryBegin(source, out PayloadSource array) ? ArrayReader.ReadHeader(array, options) : null;
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }

    private async Task<NpyHeader?> ReadHeaderOfStreamAsync(NpyReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using EntrySource source = await _file.Zip.OpenAsync(_entry, isChecked: false, cancellationToken).ConfigureAwait(false);
            return await TryBeginAsync(source, cancellationToken).ConfigureAwait(false) is { } array
                ? await ArrayReader.ReadHeaderAsync(array, options, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
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
