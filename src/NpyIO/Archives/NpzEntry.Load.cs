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
    /// <summary>Returns null if the entry is not an array. The whole entry is checked either way.</summary>
    internal TArray? Read<TArray>(ArrayKind<TArray> kind, NpyReadOptions options, CancellationToken cancellationToken)
        where TArray : class
    {
        try
        {
            return kind.Take(Read(kind.Create, options, mustBeArray: false, cancellationToken));
        }
        catch (Exception e) when (NpzThrow.Naming(FullName, e) is { } named)
        {
            throw named;
        }
    }

    /// <inheritdoc cref="Read{TArray}"/>
    internal async Task<TArray?> ReadAsync<TArray>(ArrayKind<TArray> kind, NpyReadOptions options, CancellationToken cancellationToken)
        where TArray : class
    {
        try
        {
            return kind.Take(await ReadAsync(kind.Create, options, mustBeArray: false, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (NpzThrow.Naming(FullName, e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Returns null if the entry is not an array and need not be. The whole entry is checked either way.</summary>
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
                return ReadSmall(zip, head, create, options, mustBeArray);

            using EntrySource source = zip.OpenSource(_entry, head);
            return Read(source, create, options, mustBeArray, cancellationToken);
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }

    /// <summary>Runs on the thread pool, unless the archive is a stream.</summary>
    internal Task<ArrayDecoder?> ReadAsync(DecoderFactory create, NpyReadOptions? options, bool mustBeArray, CancellationToken cancellationToken) => _file.ReadsAsync
        ? ReadFromStreamAsync(create, options ?? _file.Options, mustBeArray, cancellationToken)
        : Task.Run(() => Read(create, options, mustBeArray, cancellationToken), cancellationToken);

    private static ArrayDecoder? ReadSmall(ZipReader zip, EntryPrefix head, DecoderFactory create, NpyReadOptions options, bool mustBeArray)
    {
        using (head)
        {
            ReadOnlySpan<byte> data = head.ReadSmall(zip.Bytes);
            return mustBeArray || data.StartsWith(HeaderLayout.Magic) ? ArrayReader.Read(data, create, options) : null;
        }
    }

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
                return ReadSmall(zip, head, create, options, mustBeArray);

            using EntrySource source = await zip.OpenSourceAsync(_entry, head, isChecked: true, cancellationToken).ConfigureAwait(false);
            PayloadSource? array = mustBeArray ? source : await TryBeginAsync(source, cancellationToken).ConfigureAwait(false);
            ArrayDecoder? decoder = array is null ? null : await ArrayReader.ReadAsync(array, create, options, cancellationToken).ConfigureAwait(false);
            await source.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return decoder;
        }
        catch (NpyFormatException e) when (Named(e) is { } named)
        {
            throw named;
        }
    }
}
