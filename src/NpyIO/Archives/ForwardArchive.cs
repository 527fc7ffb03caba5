using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Signatures;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>
/// Loads all arrays of an archive from a stream that cannot seek, in one pass: each is read as it arrives, and compared with the directory at the end. Leaves the stream right after the
/// archive's comment. Memory grows with the data received, whatever the archive claims.
/// </summary>
internal static class ForwardArchive
{
    /// <inheritdoc cref="Load{TArray}"/>
    internal static Dictionary<string, NdArray> Load(Stream stream, NpyReadOptions? options, CancellationToken cancellationToken = default) =>
        Load(ArrayKind.Untyped, stream, options, cancellationToken);

    /// <inheritdoc cref="Load{TArray}"/>
    internal static Task<Dictionary<string, NdArray>> LoadAsync(Stream stream, NpyReadOptions? options, CancellationToken cancellationToken) =>
        LoadAsync(ArrayKind.Untyped, stream, options, cancellationToken);

    /// <summary>Returns the arrays in directory order; of several with the same name the last. The stream stays open.</summary>
    internal static Dictionary<string, TArray> Load<TArray>(ArrayKind<TArray> kind, Stream stream, NpyReadOptions? options, CancellationToken cancellationToken = default)
        where TArray : class
    {
        // Completes synchronously: with isAsync false, every read of the stream blocks.
        Task<Dictionary<string, TArray>> load = LoadAsync(kind, stream, isAsync: false, options, cancellationToken);
        return load.GetAwaiter().GetResult();
    }

    internal static Task<Dictionary<string, TArray>> LoadAsync<TArray>(ArrayKind<TArray> kind, Stream stream, NpyReadOptions? options, CancellationToken cancellationToken)
        where TArray : class =>
        LoadAsync(kind, stream, isAsync: true, options, cancellationToken);

    private static async Task<Dictionary<string, TArray>> LoadAsync<TArray>(
        ArrayKind<TArray> kind,
        Stream stream,
        bool isAsync,
        NpyReadOptions? options,
        CancellationToken cancellationToken)
        where TArray : class
    {
        options ??= NpyReadOptions.Default;
        SharedProgress? progress = SharedProgress.For(options);
        var arrays = new Dictionary<ForwardEntry, TArray>();
        using var reader = new ForwardReader(stream, isAsync);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            using (entry)
            {
                if (await ReadAsync(kind, entry, SharedProgress.Options(progress, options), cancellationToken).ConfigureAwait(false) is { } array)
                    arrays.Add(entry, array);
            }
        }

        return Named(await reader.ReadDirectoryAsync(cancellationToken).ConfigureAwait(false), arrays);
    }

    /// <summary>Returns null if the entry is not an array; all of it is read either way.</summary>
    private static async ValueTask<TArray?> ReadAsync<TArray>(ArrayKind<TArray> kind, ForwardEntry entry, NpyReadOptions options, CancellationToken cancellationToken)
        where TArray : class
    {
        try
        {
            ArrayDecoder? decoder = null;
            if (await entry.IsArrayAsync(cancellationToken).ConfigureAwait(false))
                decoder = await ArrayReader.ReadAsync(entry, Create, options, cancellationToken).ConfigureAwait(false);

            // A pickle of objects marks its own end. If nothing else gives the length, not a byte after it has been read.
            if (decoder is ISequentialDecoder)
                entry.ArrayLength = entry.DataLength;

            await entry.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return kind.Take(decoder);
        }
        catch (NpyFormatException e) when (e.EntryName is null)
        {
            throw NpzThrow.Naming(entry.Entry.Name, e);
        }
        catch (Exception e) when (NpzThrow.Naming(entry.Entry.Name, e) is { } named)
        {
            throw named;
        }

        ArrayDecoder Create(NpyHeader header, NpyReadOptions options)
        {
            entry.ArrayLength = header.DType.HasObject ? 0 : ForwardInput.Sum(header.NBytes, header.DataOffset);
            return kind.Create(header, options);
        }
    }

    /// <summary>Names the arrays as <see cref="NpzFile"/> does.</summary>
    private static Dictionary<string, TArray> Named<TArray>(List<ForwardEntry> entries, Dictionary<ForwardEntry, TArray> arrays)
        where TArray : class
    {
        var found = new Dictionary<string, ForwardEntry>(entries.Count, StringComparer.Ordinal);
        foreach (ForwardEntry entry in entries)
            found[entry.Entry.Name] = entry;

        var named = new Dictionary<string, TArray>(arrays.Count, StringComparer.Ordinal);
        foreach ((string name, ForwardEntry entry) in found)
        {
            if (arrays.TryGetValue(entry, out TArray? array))
            {
                string shortName = NpzFile.WithoutExtension(name);
                named.Add(found.ContainsKey(shortName) ? name : shortName, array);
            }
        }

        if (named.Count == 0 && Verdict.IsTorch(found.Keys))
            NpzThrow.TorchArchive();
        return named;
    }
}
