using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

// Reads part of an entry. Of a stored entry only the bytes of the part are read, and nothing is verified. Of a deflated one with a block index only the blocks that hold the part are
// inflated, and each is verified. Any other is decompressed up to the end of the part and not verified.
public sealed partial class NpzEntry
{
    internal ArrayDecoder ReadPart(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        ZipReader zip = _file.Zip;
        bool mustCheck = _entry.IsIndexRefused;
        try
        {
            PayloadReader.CheckLength(Length, Header!, isStrict: false);
            if (zip.TryOpenBlocks(_entry, isPart: true) is { } blocks)
            {
                // If the index fails, the second attempt restarts its progress; the total that the caller sees must not fall.
                options = SharedProgress.Options(SharedProgress.For(options), options);
                try
                {
                    using (blocks)
                    {
                        ArrayDecoder decoder = create(part.Header, options);
                        part.Reader(blocks, decoder, options.Reading, cancellationToken).Read();
                        blocks.CompleteTouched(cancellationToken);
                        return decoder;
                    }
                }
                catch (NpyFormatException)
                {
                    // The index or the data are wrong: reading and checking the whole entry without the index shows which.
                    mustCheck = true;
                }
            }

            using EntrySource source = zip.Open(_entry, isChecked: mustCheck);
            ArrayDecoder read = create(part.Header, options);
            part.Reader(source, read, options.Reading, cancellationToken).Read();
            if (mustCheck)
                source.Complete(cancellationToken);
            return read;
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Runs on the thread pool, unless the archive is a stream.</summary>
    internal Task<ArrayDecoder> ReadPartAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) => _file.ReadsAsync
        ? ReadPartOfStreamAsync(part, create, options, cancellationToken)
        : Task.Run(() => ReadPart(part, create, options, cancellationToken), cancellationToken);

    private async Task<ArrayDecoder> ReadPartOfStreamAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
    {
        ZipReader zip = _file.Zip;
        bool mustCheck = _entry.IsIndexRefused;
        try
        {
            PayloadReader.CheckLength(Length, Header!, isStrict: false);
            if (await zip.TryOpenBlocksAsync(_entry, isPart: true, cancellationToken).ConfigureAwait(false) is { } blocks)
            {
                // If the index fails, the second attempt restarts its progress; the total that the caller sees must not fall.
                options = SharedProgress.Options(SharedProgress.For(options), options);
                try
                {
                    using (blocks)
                    {
                        ArrayDecoder decoder = create(part.Header, options);
                        await part.Reader(blocks, decoder, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
                        await blocks.CompleteTouchedAsync(cancellationToken).ConfigureAwait(false);
                        return decoder;
                    }
                }
                catch (NpyFormatException)
                {
                    // The index or the data are wrong: reading and checking the whole entry without the index shows which.
                    mustCheck = true;
                }
            }

            using EntrySource source = await zip.OpenAsync(_entry, isChecked: mustCheck, cancellationToken).ConfigureAwait(false);
            ArrayDecoder read = create(part.Header, options);
            await part.Reader(source, read, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
            if (mustCheck)
                await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return read;
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Opens the entry to read parts that follow each other: it is read once, from its start, and checked at its end.</summary>
    internal PartReader OpenParts()
    {
        try
        {
            PayloadReader.CheckLength(Length, Header!, isStrict: false);
            return new EntryParts(this, _file.Zip.Open(_entry, isChecked: true));
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }

    /// <inheritdoc cref="OpenParts"/>
    internal async ValueTask<PartReader> OpenPartsAsync(CancellationToken cancellationToken)
    {
        if (!_file.ReadsAsync)
            return await Task.Run(OpenParts, cancellationToken).ConfigureAwait(false);
        try
        {
            PayloadReader.CheckLength(Length, Header!, isStrict: false);
            return new EntryParts(this, await _file.Zip.OpenAsync(_entry, isChecked: true, cancellationToken).ConfigureAwait(false));
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Parts of an entry, each read behind the last. At the end the whole entry has been checked.</summary>
    private sealed class EntryParts(NpzEntry entry, EntrySource source) : PartReader
    {
        internal override ArrayDecoder Read(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) => Concerning(() =>
        {
            ArrayDecoder decoder = create(part.Header, options);
            part.Reader(source, decoder, options.Reading, cancellationToken).Read();
            return decoder;
        });

        internal override Task<ArrayDecoder> ReadAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken) => entry._file.ReadsAsync
            ? ReadStreamAsync(part, create, options, cancellationToken)
            : Task.Run(() => Read(part, create, options, cancellationToken), cancellationToken);

        internal override void Complete(CancellationToken cancellationToken) => Concerning(() =>
        {
            source.Complete(cancellationToken);
            return true;
        });

        internal override async ValueTask CompleteAsync(CancellationToken cancellationToken)
        {
            if (!entry._file.ReadsAsync)
            {
                await Task.Run(() => Complete(cancellationToken), cancellationToken).ConfigureAwait(false);
                return;
            }

            try
            {
                await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (NpyFormatException e) when (entry.Named(e) is { } named)
            {
                throw named;
            }
        }

        public override void Dispose()
        {
            base.Dispose();
            source.Dispose();
        }

        private async Task<ArrayDecoder> ReadStreamAsync(StoredPart part, DecoderFactory create, NpyReadOptions options, CancellationToken cancellationToken)
        {
            try
            {
                ArrayDecoder decoder = create(part.Header, options);
                await part.Reader(source, decoder, options.Reading, cancellationToken).ReadAsync().ConfigureAwait(false);
                return decoder;
            }
            catch (NpyFormatException e) when (entry.Named(e) is { } named)
            {
                throw named;
            }
        }

        private T Concerning<T>(Func<T> work)
        {
            try
            {
                return work();
            }
            catch (NpyFormatException e) when (entry.Named(e) is { } named)
            {
                throw named;
            }
        }
    }
}
