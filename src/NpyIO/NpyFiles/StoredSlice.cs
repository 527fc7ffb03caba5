using NpyIO.Coding;

namespace NpyIO.NpyFiles;

/// <summary>A part, whose shape does not change if the whole is refreshed.</summary>
internal sealed class StoredSlice(StoredArray array, StoredElements elements) : StoredView(array)
{
    internal override StoredElements Elements => elements;

    public override MappedArray Map(MapAccess access = MapAccess.Read) => NpyThrow.PartAlone();

    internal override PartReader OpenParts() => new UncheckedParts(base.OpenParts());

    internal override async ValueTask<PartReader> OpenPartsAsync(CancellationToken cancellationToken) =>
        new UncheckedParts(await base.OpenPartsAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Does not read to the end of the whole array, only to check it.</summary>
    private sealed class UncheckedParts(PartReader parts) : PartReader
    {
        internal override ArrayDecoder Read(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
            parts.Read(part, create, options, cancellationToken);

        internal override Task<ArrayDecoder> ReadAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) =>
            parts.ReadAsync(part, create, options, cancellationToken);

        public override void Dispose()
        {
            base.Dispose();
            parts.Dispose();
        }
    }
}
