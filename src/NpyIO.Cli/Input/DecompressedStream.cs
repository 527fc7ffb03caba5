using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;

namespace NpyIO.Cli.Input;

/// <summary>The decompressed content of a file.</summary>
/// <param name="file">The file, from its start; disposed of with this stream.</param>
/// <param name="kind">The compression format.</param>
internal sealed class DecompressedStream(Stream file, FileKind kind) : ForwardReadStream
{
    private readonly DecompressedSource _content = new(new StreamSource(file), kind);
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(_at, buffer);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
