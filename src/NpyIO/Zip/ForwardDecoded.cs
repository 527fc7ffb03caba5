using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Zip;

/// <summary>An entry in a stream, compressed by a method other than deflate. Its compressed bytes are collected as they arrive, because only deflate can be awaited.</summary>
internal sealed class ForwardDecoded : ForwardEntry
{
    private const int PieceLength = 64 << 10;

    private Stream? _decoded;

    internal ForwardDecoded(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
        : base(input, header, entry, tail)
    {
    }

    public override void Dispose()
    {
        _decoded?.Dispose();
        base.Dispose();
    }

    private protected override async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        _decoded ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _decoded.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            return ZipThrow.BadCompression(Entry, DataLength, e);
        }
    }

    private protected override async ValueTask CheckEndAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
        {
            ZipThrow.InflatesToMore(Entry);
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Memory alone, which the decoder keeps.")]
    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (Entry.CompressedLength > Array.MaxLength)
        {
            ZipThrow.TooLongForStream(Entry);
        }

        var compressed = new MemoryStream();
        byte[] piece = new byte[(int)Math.Min(PieceLength, Entry.CompressedLength)];
        while (CompressedLength < Entry.CompressedLength)
        {
            long left = Entry.CompressedLength - CompressedLength;
            int count = await Input.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left)), ForwardInput.Sum(left, Tail), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                ZipThrow.EntryEndsEarly(Entry.Name, Input.Position);
            }

            compressed.Write(piece, 0, count);
            CompressedLength += count;
        }

        compressed.Position = 0;
        return CompressionProvider.Open(provider => provider.OpenEntry(Entry.Method, compressed, CompressedLength, Entry.Length)) ?? ZipThrow.MethodUnknown(Entry);
    }
}
