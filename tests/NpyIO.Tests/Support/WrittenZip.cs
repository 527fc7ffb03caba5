using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.IO;
using NpyIO.Zip;
using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Looks at an archive that was written: by its records, and by the platform's own reader.</summary>
internal sealed class WrittenZip
{
    private readonly byte[] _bytes;

    internal WrittenZip(byte[] bytes)
    {
        _bytes = bytes;
        Entries = ZipReader.Open(new MemorySource(bytes)).Directory.Entries;
    }

    /// <summary>The entries, as the directory lists them.</summary>
    internal IReadOnlyList<ZipEntry> Entries { get; }

    internal ZipEntry this[string name] => Entries.Single(entry => entry.Name == name);

    /// <summary>The content of every entry, as .NET's ZipArchive reads it, checked against the CRC.</summary>
    internal Dictionary<string, byte[]> Contents()
    {
        using ZipArchive archive = new(new MemoryStream(_bytes));
        return archive.Entries.ToDictionary(entry => entry.FullName, Content);
    }

    /// <summary>The data of an entry as they stand in the archive.</summary>
    internal byte[] Data(ZipEntry entry)
    {
        ZipReader.Open(new MemorySource(_bytes)).ReadHead(entry, isWhole: false).Dispose();
        return _bytes.AsSpan((int)entry.DataOffset, (int)entry.CompressedLength).ToArray();
    }

    /// <summary>Where the data of an entry begin.</summary>
    internal long DataOffset(ZipEntry entry)
    {
        ZipReader.Open(new MemorySource(_bytes)).ReadHead(entry, isWhole: false).Dispose();
        return entry.DataOffset;
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        MemoryStream content = new();
        stream.CopyTo(content);
        Assert.Equal(entry.Crc32, Crc32.HashToUInt32(content.ToArray()));
        return content.ToArray();
    }
}
