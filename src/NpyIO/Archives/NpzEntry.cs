using NpyIO.Zip;

namespace NpyIO;

/// <summary>An entry of an open archive: an array, or bytes of any kind. Nothing of its data is read before it is asked for, and everything that is asked for is read anew.</summary>
/// <remarks>Any number of threads may read one entry, or several, at once. Whatever is wrong with an entry is told when it is read; the others are not harmed.</remarks>
public sealed partial class NpzEntry
{
    /// <summary>The length, in bytes, from which on a second thread helps with one array.</summary>
    internal static readonly Threshold LeastShared = new(4L << 20);

    private readonly NpzFile _file;
    private readonly ZipEntry _entry;

    internal NpzEntry(NpzFile file, ZipEntry entry)
    {
        _file = file;
        _entry = entry;
        Name = entry.Name;
    }

    /// <summary>The name under which the archive has it: without <c>.npy</c>, unless an entry is called so.</summary>
    public string Name { get; internal set; }

    /// <summary>The name as it stands in the archive, as far as a NUL where it has one: <c>ZipInfo.filename</c>.</summary>
    public string FullName => _entry.Name;

    /// <summary>The length of the data, uncompressed, in bytes: what the archive claims.</summary>
    public long Length => _entry.Length;

    /// <summary>The length that the data have in the archive, in bytes: what the archive claims.</summary>
    public long CompressedLength => _entry.CompressedLength;

    /// <summary>Whether the data stand in the archive as they are, and so can be mapped.</summary>
    public bool IsStored => _entry.IsStored;

    /// <summary>The number of the compression method, APPNOTE 6.3 §4.4.5: 0 for none, 8 for deflate, 12 for bzip2, 14 for LZMA, 93 for Zstandard.</summary>
    public int CompressionMethod => _entry.Method;

    /// <summary>The CRC-32 of the data, uncompressed: what the archive claims.</summary>
    public uint Crc32 => _entry.Crc;

    /// <summary>Whether loading the array takes several threads by itself.</summary>
    internal bool IsReadByManyThreads => Length >= LeastShared && (IsStored || ZipReader.UsesIndex(_entry));

    /// <summary>Finds where the entry's data begin, in bytes from the start of <see cref="ZipReader.Bytes"/>; the local header is compared with the directory before.</summary>
    /// <exception cref="NpyFormatException">They do not lie where the archive says.</exception>
    internal long LocateData()
    {
        if (_entry.DataOffset == ZipEntry.NotLocated)
            _file.Zip.ReadHead(_entry, isWhole: false).Dispose();
        return _entry.DataOffset;
    }

    /// <summary>The archive, as long as it is open.</summary>
    internal ZipReader Archive => _file.Zip;

    /// <summary>What the archive's directory says of the entry.</summary>
    internal ZipEntry Entry => _entry;

    /// <summary>The name and, where it can be told without an error, what is in it.</summary>
    public override string ToString() => $"NpzEntry({FullName}, {Length} bytes)";
}
