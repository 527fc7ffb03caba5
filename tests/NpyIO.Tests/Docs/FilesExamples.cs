using System.IO.Compression;
using System.IO.Hashing;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/files.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed class FilesExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatAFileIs_FilesExample_Works()
    {
        Npy.Save("unknown.bin", new[] { 1.5 });

        // docs/files.md: what a file is
        NpyFileInfo info = NpyFileInfo.Detect("unknown.bin");
        NpyFileKind kind = info.Kind;                            // Npy, Npz, Pickle, Joblib, PyTorch, Unknown
        FileCompression compression = info.Compression;          // None, Zlib, Gzip, Bzip2, Lzma, Xz, Lz4, Zstandard
        string? description = info.Description;                  // "a .npy file, compressed with gzip"; "an HTML page"; null if unknown
        string? advice = info.Advice;                            // what to do with it
        // end

        Assert.Equal((NpyFileKind.Npy, FileCompression.None, "a .npy file", "load it with Npy.Load"), (kind, compression, description, advice));
    }

    [Fact]
    public void CompressedFiles_FilesExample_Works()
    {
        using (var zip = new GZipStream(File.Create("grid.npy.gz"), CompressionLevel.Fastest))
            Npy.Save(zip, new[] { 1.5, 2.5 });

        // docs/files.md: compressed files
        using FileStream packed = AtomicFile.OpenRead("grid.npy.gz");
        using Stream content = NpyFileInfo.Detect(packed).OpenContent(packed);
        NdArray<double> grid = Npy.Load<double>(content);
        content.CopyTo(Stream.Null);                             // gzip's checksum is at the end
        // end

        Assert.Equal([1.5, 2.5], grid.ToArray());
    }

    [Fact]
    public void OwnCompression_FilesExample_Works()
    {
        byte[] bytes = Npy.Save(new[] { 1, 2, 3 });
        byte[] archive = ZipBytes.Of(false, ("a.npy", [.. bytes, .. bytes]));
        int directory = archive.AsSpan().IndexOf("PK\x01\x02"u8);
        foreach (int entry in (int[])[4, directory + 6])
        {
            BitConverter.TryWriteBytes(archive.AsSpan(entry + 4), (ushort)250);
            BitConverter.TryWriteBytes(archive.AsSpan(entry + 10), Crc32.HashToUInt32(bytes));
            BitConverter.TryWriteBytes(archive.AsSpan(entry + 18), bytes.Length);
        }

        File.WriteAllBytes("odd.npz", archive);

        // docs/files.md: a compression of your own
        CompressionProvider.Register(new StoredTwice());         // asked before NpyIO.Codecs
        NdArray array = Npz.Load("odd.npz")["a"];                // its entry has the ZIP method 250
        // end

        Assert.Equal([1, 2, 3], array.ToArray<int>());
    }

    [Fact]
    public void OwnCompressionMethod_FilesExample_Works()
    {
        Assert.Null(new StoredTwice().OpenEntry(251, Stream.Null, 0, 0));
        Assert.Equal(7, new StoredTwice().OpenEntry(250, new MemoryStream([7, 7]), 2, 1)!.ReadByte());
    }

    // docs/files.md: a provider of compression
    private sealed class StoredTwice : CompressionProvider
    {
        public override Stream? OpenEntry(int method, Stream compressed, long compressedLength, long length)
        {
            if (method != 250)
                return null;                                 // the next provider is asked
            byte[] bytes = new byte[length];
            compressed.ReadExactly(bytes);
            compressed.ReadExactly(new byte[length]);
            return new MemoryStream(bytes);
        }
    }
    // end

    [Fact]
    public void WhetherAFileIsWhole_FilesExample_Works()
    {
        Npz.Save("model.npz", ("a", NdArray.FromArray(new[] { 1 })));
        Npy.Save("grid.npy", new[] { 1.5 });
        Joblib.Save("model.joblib", 1L);

        // docs/files.md: whether a file is whole
        IReadOnlyList<NpyFormatException> errors = Npz.Verify("model.npz");      // every entry: lengths, CRC, header; empty if all is whole
        bool isWhole = Npy.Verify("grid.npy").Count == 0;                        // a .npy file has no checksum: header, length, nothing behind
        errors = Joblib.Verify("model.joblib");                                  // every value, the checksum of compressed data, nothing behind
        // end

        Assert.Empty(errors);
        Assert.True(isWhole);
    }

    [Fact]
    public void SeveralValues_FilesExample_Works()
    {
        File.WriteAllBytes("values.joblib", [.. Joblib.Save(NdArray.FromArray(new[] { 1.5 })), .. Pickle.Save("two")]);

        // docs/files.md: several values
        JoblibContent found = Joblib.LoadContent("values.joblib");
        object? first = found.Values[0];                         // what Python's load gives
        bool isJoblib = found.IsJoblib;                          // compressed, or with joblib's wrappers
        NpyFormatException? fault = found.Fault;                 // the error of a value that cannot be read, after those that can
        // end

        Assert.Equal((2, "two", true, (NpyFormatException?)null), (found.Values.Count, found.Values[1], isJoblib, fault));
        Assert.Equal([1.5], ((NdArray)first!).ToArray<double>());
    }
}
