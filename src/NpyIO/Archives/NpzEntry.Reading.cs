using NpyIO.Archives;
using NpyIO.Coding;
using NpyIO.Headers;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Zip;

namespace NpyIO;

// Reads a whole entry: a small one in one piece, a large one from a source of its own. Either way everything is checked before the array is returned.
public sealed partial class NpzEntry
{
    /// <summary>Reads the entry as an array, or returns null if it is not one and need not be. The whole entry is checked either way.</summary>
    internal ArrayDecoder? Read(DecoderFactory create, NpyReadOptions? options, bool mustBeArray, CancellationToken cancellationToken = default)
    {
        ZipReader zip = _file.Zip;
        options ??= _file.Options;
        try
        {
            if (zip.TryOpenBlocks(_entry) is { } blocks)
            {
                // If the index fails, the second attempt restarts its progress; the total that the caller sees must not fall.
                options = SharedProgress.Options(SharedProgress.For(options), options);
                try
                {
                    using (blocks)
                        return Read(blocks, create, options, mustBeArray, cancellationToken);
                }
                catch (NpyFormatException)
                {
                    // The index or the data are wrong: reading without the index decides.
                }
            }

            EntryPrefix head = zip.ReadHead(_entry, isWhole: true);
            if (head.IsSmall)
            {
                using SmallData data = SmallData.Read(zip.Bytes, _entry, head);
                return mustBeArray || data.Bytes.Span.StartsWith(HeaderLayout.Magic) ? ArrayReader.Read(data.Bytes.Span, create, options) : null;
            }

            using EntrySource source = zip.OpenSource(_entry, head);
            return Read(source, create, options, mustBeArray, cancellationToken);
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }

    /// <summary>Runs on the thread pool, unless the archive is a stream.</summary>
    internal Task<ArrayDecoder?> ReadAsync(DecoderFactory create, NpyReadOptions? options, bool mustBeArray, CancellationToken cancellationToken) => _file.ReadsAsync
        ? ReadFromStreamAsync(create, options ?? _file.Options, mustBeArray, cancellationToken)
        : Task.Run(() => Read(create, options, mustBeArray, cancellationToken), cancellationToken);

    private static ArrayDecoder? Read(EntrySource source, DecoderFactory create, NpyReadOptions options, bool mustBeArray, CancellationToken cancellationToken)
    {
        PayloadSource array = source;
        ArrayDecoder? decoder = mustBeArray || TryBegin(source, out array) ? ArrayReader.Read(array, create, options, cancellationToken) : null;
        source.Complete(cancellationToken);
        return decoder;
    }

    private async Task<ArrayDecoder?> ReadFromStreamAsync(DecoderFactory create, NpyReadOptions options, bool mustBeArray, CancellationToken cancellationToken)
    {
        ZipReader zip = _file.Zip;
        try
        {
            EntryPrefix head = await zip.ReadHeadAsync(_entry, isWhole: true, cancellationToken).ConfigureAwait(false);
            if (head.IsSmall)
            {
                using SmallData data = SmallData.Read(zip.Bytes, _entry, head);
                return mustBeArray || data.Bytes.Span.StartsWith(HeaderLayout.Magic) ? ArrayReader.Read(data.Bytes.Span, create, options) : null;
            }

            using EntrySource source = zip.OpenSource(_entry, head);
            PayloadSource? array = mustBeArray ? source : await TryBeginAsync(source, cancellationToken).ConfigureAwait(false);
            ArrayDecoder? decoder = array is null ? null : await ArrayReader.ReadAsync(array, create, options, cancellationToken).ConfigureAwait(false);
            await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return decoder;
        }
        catch (NpyFormatException e) when (!e.AddPath(_file.Path) && e.EntryName is null)
        {
            throw NpzThrow.Naming(FullName, e);
        }
    }
}
