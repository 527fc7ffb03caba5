using NpyIO.Coding;
using NpyIO.NpyFiles;

namespace NpyIO.Archives;

/// <summary>An array in an archive, whose header has been read. The archive must outlive it; there is nothing to dispose of.</summary>
internal sealed class StoredEntry(NpzEntry entry, NpyHeader header, NpyReadOptions options) : StoredArray(options)
{
    internal override StoredElements Elements { get; } = StoredElements.Of(header);

    public override bool CanMap => entry.CanMap && !Header.DType.HasObject;

    public override MappedArray Map(MapAccess access = MapAccess.Read) => entry.Map(access, Options);

    internal override ArrayDecoder ReadWhole(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        entry.Read(create, options, mustBeArray: true, cancellationToken)!;

    internal override async Task<ArrayDecoder> ReadWholeAsync(DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        (await entry.ReadAsync(create, options, mustBeArray: true, cancellationToken).ConfigureAwait(false))!;

    internal override ArrayDecoder ReadPart(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        entry.ReadPart(part, create, options, cancellationToken);

    internal override Task<ArrayDecoder> ReadPartAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
        entry.ReadPartAsync(part, create, options, cancellationToken);

    internal override PartReader OpenParts() => entry.OpenParts();

    internal override ValueTask<PartReader> OpenPartsAsync(CancellationToken cancellationToken) => entry.OpenPartsAsync(cancellationToken);
}
