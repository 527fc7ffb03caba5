using NpyIO.Zip;

namespace NpyIO;

/// <summary>An entry of an open archive: an array or other data. Its data are read only on request, and each request reads them anew.</summary>
/// <remarks>Several threads may read one entry, or several entries, at once. Errors in an entry are reported when it is read; other entries are not affected.</remarks>
public sealed partial class NpzEntry
{
    /// <summary>Minimum length, in bytes, for a second thread to help with one array.</summary>
    internal static readonly Threshold MinShared = new(4L << 20);

    private readonly NpzFile _file;
    private readonly ZipEntry _entry;

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

    internal bool IsReadByManyThreads => Length >= MinShared && (IsStored || ZipReader.UsesIndex(_entry));

    /// <summary>Returns the offset of the data, in bytes from the start of <see cref="ZipReader.Bytes"/>, after comparing the local header with the directory.</summary>
    internal long LocateData()
    {
        if (_entry.DataOffset == ZipEntry.NotLocated)
            _file.Zip.ReadHead(_entry, isWhole: false).Dispose();
        return _entry.DataOffset;
    }

    /// <summary>Throws if the archive has been closed.</summary>
    internal ZipReader Archive => _file.Zip;

    internal ZipEntry Entry => _entry;

    /// <summary>The name and the length.</summary>
    public override string ToString() => $"NpzEntry({FullName}, {Length} bytes)";
}
