using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Signatures;

namespace NpyIO.Cli.Input;

/// <summary>What a compressed file holds, as a stream.</summary>
/// <param name="file">The file, from its start; disposed with this.</param>
/// <param name="kind">How it is compressed.</param>
internal sealed class DecompressedStream(Stream file, FileKind kind) : ForwardReadStream
{
    private readonly DecompressedSource _content = new(new StreamSource(file), kind);
    private long _at;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(_at, buffer);
        _at += count;
        return count;
    }

    /// <inheritdoc/>
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
