using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;

namespace NpyIO.Detection;

/// <summary>The decompressed content of a file.</summary>
internal sealed class DecompressedStream : ForwardReadStream
{
    private readonly Stream? _owned;
    private readonly DecompressedSource _content;
    private long _at;

    internal DecompressedStream(Stream file, FileCompression compression, bool leaveOpen)
    {
        _owned = leaveOpen ? null : file;
        _content = new DecompressedSource(new StreamSource(file), FileCompressors.KindOf(compression)) { ChecksEnd = true };
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(_at, buffer);
        _at += count;
        return count == 0 && _content.EndError is { } error ? throw error : count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _owned?.Dispose();
        }

        base.Dispose(disposing);
    }
}
