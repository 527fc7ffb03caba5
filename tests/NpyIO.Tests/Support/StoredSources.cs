using NpyIO.Tests.Detection;

namespace NpyIO.Tests.Support;

/// <summary>Every way to hold a stored array: given the content of a .npy file, the open array, and what has to stay open with it.</summary>
internal static class StoredSources
{
    private static readonly Dictionary<string, Func<byte[], NpyReadOptions?, Held>> Ways = new()
    {
        ["path"] = static (content, options) =>
        {
            var file = new TempFile(content);
            NpyFile array = Npy.Open(file.Path, options);
            return new Held(array, array, file);
        },
        ["stream"] = static (content, options) => Of(Npy.Open(Sources.Later(content), options)),
        ["memory"] = static (content, options) => Of(Npy.Open(content, options)),
        ["source"] = static (content, options) => Of(Npy.Open(new BytesSource(content), options)),
        ["cached source"] = static (content, options) => Of(Npy.Open(new CachedByteSource(new BytesSource(content), blockLength: 100, maxBlocks: 7), options)),
        ["entry, stored"] = static (content, options) => OfArchive(ZipBytes.Of(false, ("a.npy", content)), options),
        ["entry, deflated"] = static (content, options) => OfArchive(ZipBytes.Of(true, ("a.npy", content)), options),
        ["entry, indexed"] = static (content, options) => OfArchive(new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, BlockOf(content)).ToBytes(), options),
        ["entry, bzip2"] = static (content, options) => OfArchive(Bzip2(content), options),
        ["entry of a stream, stored"] = static (content, options) => OfStream(ZipBytes.Of(false, ("a.npy", content)), options),
        ["entry of a stream, deflated"] = static (content, options) => OfStream(ZipBytes.Of(true, ("a.npy", content)), options),
        ["entry of a stream, indexed"] = static (content, options) => OfStream(new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, BlockOf(content)).ToBytes(), options),
        ["entry of a source, stored"] = static (content, options) => OfSource(ZipBytes.Of(false, ("a.npy", content)), options),
        ["entry of a source, deflated"] = static (content, options) => OfSource(ZipBytes.Of(true, ("a.npy", content)), options),
        ["entry of a source, indexed"] = static (content, options) => OfSource(new ZipBytes().AddIndexed("a.npy", content, NpyHeader.Parse(content).DataOffset, BlockOf(content)).ToBytes(), options),
    };

    internal static Dictionary<string, Func<byte[], Held>> All { get; } = Ways.ToDictionary(way => way.Key, way => (Func<byte[], Held>)(content => way.Value(content, null)));

    internal static Held With(string kind, byte[] content, NpyReadOptions options) => Ways[kind](content, options);

    // The index of an archive's entry has room for some thousand blocks.
    private static int BlockOf(byte[] content) => Math.Max(1000, content.Length / 1000);

    private static Held Of(NpyFile file) => new(file, file);

    private static Held OfArchive(byte[] archive, NpyReadOptions? options)
    {
        var path = new TempFile(archive);
        NpzFile file = Npz.Open(path.Path, options);
        return new Held(file["a"], file, path);
    }

    private static Held OfSource(byte[] archive, NpyReadOptions? options)
    {
        NpzFile file = Npz.Open(new BytesSource(archive), options);
        return new Held(file["a"], file);
    }

    private static Held OfStream(byte[] archive, NpyReadOptions? options)
    {
        NpzFile file = Npz.Open(new MemoryStream(archive), options);
        return new Held(file["a"], file);
    }

    private static byte[] Bzip2(byte[] content)
    {
        byte[] packed = NpyFileInfoTests.Compress(FileCompression.Bzip2, content);
        return new ZipBytes().AddCompressed("a.npy", 12, packed, System.IO.Hashing.Crc32.HashToUInt32(content), content.Length).ToBytes();
    }

    /// <summary>An open array, and what is closed with it.</summary>
    internal sealed class Held(StoredArray array, params IDisposable[] open) : IDisposable
    {
        internal StoredArray Array => array;

        public void Dispose()
        {
            foreach (IDisposable one in open)
                one.Dispose();
        }
    }
}

/// <summary>Bytes as a caller's own source: it gives no more than some at a time, and remembers what was asked for.</summary>
internal sealed class BytesSource(byte[] content, int most = int.MaxValue, bool canReadSynchronously = true) : ByteSource
{
    private long _taken;
    private int _reads;

    internal long Taken => _taken;

    internal int Reads => _reads;

    internal string? Version { get; set; }

    internal byte[] Content { get; set; } = content;

    internal bool IsDisposed { get; private set; }

    public override long Length => Content.Length;

    public override bool CanReadSynchronously => canReadSynchronously;

    public override string? Validator => Version;

    public override int Read(long offset, Span<byte> destination) => canReadSynchronously ? Take(offset, destination) : base.Read(offset, destination);

    public override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        return Take(offset, destination.Span);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private int Take(long offset, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int count = (int)Math.Clamp(Content.Length - offset, 0, Math.Min(destination.Length, most));
        Content.AsSpan((int)Math.Min(offset, Content.Length), count).CopyTo(destination);
        Interlocked.Add(ref _taken, count);
        Interlocked.Increment(ref _reads);
        return count;
    }
}
