using System.Diagnostics;
using NpyIO.Coding;

namespace NpyIO.NpyFiles;

/// <summary>A field or a part of another stored array, which does the reading.</summary>
internal abstract class StoredView(StoredArray array) : StoredArray(array.Options)
{
    protected StoredArray Viewed => array;

    internal override ArrayDecoder ReadWhole(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) => throw new UnreachableException();

    internal override Task<ArrayDecoder> ReadWholeAsync(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) => throw new UnreachableException();

    internal override ArrayDecoder ReadPart(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        array.ReadPart(part, create, options, cancellationToken);

    internal override Task<ArrayDecoder> ReadPartAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        array.ReadPartAsync(part, create, options, cancellationToken);

    internal override PartReader OpenParts() => Elements.IsForward ? array.OpenParts() : base.OpenParts();

    internal override ValueTask<PartReader> OpenPartsAsync(CancellationToken cancellationToken) =>
        Elements.IsForward ? array.OpenPartsAsync(cancellationToken) : base.OpenPartsAsync(cancellationToken);
}
