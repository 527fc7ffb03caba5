using NpyIO.Coding;
using NpyIO.IO;
using NpyIO.NpyFiles;
using NpyIO.Signatures;
using NpyIO.Zip;

namespace NpyIO.Archives;

/// <summary>
/// Loads all arrays of an archive from a stream that cannot seek, in one pass: each is read as it comes, and in the end compared with the directory. The stream is left standing behind the
/// archive's comment. Memory grows with what arrives, whatever the archive claims.
/// </summary>
internal static class ForwardArchive
{
    private const string Suffix = ".npy";

    /// <summary>Loads all arrays.</summary>
    /// <param name="stream">The stream, which stands where the archive begins and stays open.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellationToken">Ends the reading between two blocks.</param>
    /// <returns>The arrays by name, in the directory's order; of several with one name the last.</returns>
    /// <exception cref="NpyFormatException">The content is not an archive that can be read so: see <see cref="ForwardReader"/>.</exception>
    internal static Dictionary<string, NdArray> Load(Stream stream, NpyReadOptions? options, CancellationToken cancellationToken = default)
    {
        // Nothing is awaited that has not happened: the stream is read where others would await it.
        Task<Dictionary<string, NdArray>> load = LoadAsync(stream, isAsync: false, options, cancellationToken);
        return load.GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Load"/>.</summary>
    internal static Task<Dictionary<string, NdArray>> LoadAsync(Stream stream, NpyReadOptions? options, CancellationToken cancellationToken) =>
        LoadAsync(stream, isAsync: true, options, cancellationToken);

    private static async Task<Dictionary<string, NdArray>> LoadAsync(Stream stream, bool isAsync, NpyReadOptions? options, CancellationToken cancellationToken)
    {
        options ??= NpyReadOptions.Default;
        SharedProgress? progress = SharedProgress.For(options);
        var arrays = new Dictionary<ForwardEntry, NdArray>();
        using var reader = new ForwardReader(stream, isAsync);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            using (entry)
            {
                if (await ReadAsync(entry, SharedProgress.Options(progress, options), cancellationToken).ConfigureAwait(false) is { } array)
                {
                    arrays.Add(entry, array);
                }
            }
        }

        return Named(await reader.ReadDirectoryAsync(cancellationToken).ConfigureAwait(false), arrays);
    }

    /// <summary>Reads all of an entry; null where it is no array.</summary>
    private static async ValueTask<NdArray?> ReadAsync(ForwardEntry entry, NpyReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            ArrayDecoder? decoder = null;
            if (await entry.IsArrayAsync(cancellationToken).ConfigureAwait(false))
            {
                decoder = await ArrayReader.ReadAsync(entry, Create, options, cancellationToken).ConfigureAwait(false);
            }

            // The pickle of objects tells its end itself, and not a byte more has been taken where nothing else does.
            if (decoder is ISequentialDecoder)
            {
                entry.ArrayLength = entry.DataLength;
            }

            await entry.CompleteAsync(cancellationToken).ConfigureAwait(false);
            return decoder?.ToNdArray();
        }
        catch (NpyFormatException e) when (e.EntryName is null)
        {
            throw NpzThrow.Naming(entry.Entry.Name, e);
        }

        ArrayDecoder Create(NpyHeader header, NpyReadOptions options)
        {
            entry.ArrayLength = header.DType.HasObject ? 0 : ForwardInput.Sum(header.NBytes, header.DataOffset);
            return Npy.Untyped(header, options);
        }
    }

    /// <summary>Names the arrays as <see cref="NpzFile"/> does.</summary>
    private static Dictionary<string, NdArray> Named(List<ForwardEntry> entries, Dictionary<ForwardEntry, NdArray> arrays)
    {
        var found = new Dictionary<string, ForwardEntry>(entries.Count, StringComparer.Ordinal);
        foreach (ForwardEntry entry in entries)
        {
            found[entry.Entry.Name] = entry;
        }

        var named = new Dictionary<string, NdArray>(arrays.Count, StringComparer.Ordinal);
        foreach ((string name, ForwardEntry entry) in found)
        {
            if (arrays.TryGetValue(entry, out NdArray? array))
            {
                string shortName = name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
                named.Add(found.ContainsKey(shortName) ? name : shortName, array);
            }
        }

        if (named.Count == 0 && Verdict.IsTorch(found.Keys))
        {
            NpzThrow.TorchArchive();
        }

        return named;
    }
}
