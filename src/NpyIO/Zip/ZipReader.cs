using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>Reads an archive: its bytes, its directory, and the data of its entries. Thread-safe.</summary>
internal sealed class ZipReader
{
    private ZipReader(PayloadSource bytes, CentralDirectory directory)
    {
        Bytes = bytes;
        Directory = directory;
    }

    /// <summary>The whole archive, from its start.</summary>
    internal PayloadSource Bytes { get; }

    internal CentralDirectory Directory { get; }

    /// <summary>Reads the directory of an archive. Throws <see cref="NpyFormatException"/> if the bytes are not an archive.</summary>
    internal static ZipReader Open(PayloadSource bytes)
    {
        using var plan = new CentralDirectoryPlan(bytes.Length);
        plan.Run(bytes);
        return new ZipReader(bytes, plan.Directory!);
    }

    internal static async Task<ZipReader> OpenAsync(PayloadSource bytes, CancellationToken cancellationToken)
    {
        using var plan = new CentralDirectoryPlan(bytes.Length);
        await plan.RunAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new ZipReader(bytes, plan.Directory!);
    }

    /// <summary>Reads the first bytes of an entry, or all of a small one if <paramref name="isWhole"/>.</summary>
    internal EntryPrefix ReadHead(ZipEntry entry, bool isWhole)
    {
        var head = new EntryPrefix(entry, isWhole);
        try
        {
            head.Run(Bytes);
            return head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    internal async ValueTask<EntryPrefix> ReadHeadAsync(ZipEntry entry, bool isWhole, CancellationToken cancellationToken)
    {
        var head = new EntryPrefix(entry, isWhole);
        try
        {
            await head.RunAsync(Bytes, cancellationToken).ConfigureAwait(false);
            return head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the data of an entry, of which perhaps only a part is wanted. If <paramref name="isChecked"/>, <see cref="EntrySource.Complete"/> must be called; otherwise no CRC of a
    /// stored entry is computed.
    /// </summary>
    internal EntrySource Open(ZipEntry entry, bool isChecked) => OpenSource(entry, ReadHead(entry, isWhole: false), isChecked);

    internal async ValueTask<EntrySource> OpenAsync(ZipEntry entry, bool isChecked, CancellationToken cancellationToken) =>
        OpenSource(entry, await ReadHeadAsync(entry, isWhole: false, cancellationToken).ConfigureAwait(false), isChecked);

    /// <summary>
    /// Opens the data of an entry by its index. Returns null if it has no index that can be true, or no use for one. If <paramref name="isPart"/>, the index is of use for any entry,
    /// because it has the checksums of the parts.
    /// </summary>
    internal BlockSource? TryOpenBlocks(ZipEntry entry, bool isPart = false)
    {
        if (isPart ? entry.Index is null : !UsesIndex(entry))
            return null;
        if (entry.DataOffset == ZipEntry.NotLocated)
            ReadHead(entry, isWhole: false).Dispose();
        return new BlockSource(Bytes, entry, entry.Index!);
    }

    internal async ValueTask<BlockSource?> TryOpenBlocksAsync(ZipEntry entry, bool isPart, CancellationToken cancellationToken)
    {
        if (isPart ? entry.Index is null : !UsesIndex(entry))
            return null;
        if (entry.DataOffset == ZipEntry.NotLocated)
            (await ReadHeadAsync(entry, isWhole: false, cancellationToken).ConfigureAwait(false)).Dispose();
        return new BlockSource(Bytes, entry, entry.Index!);
    }

    /// <summary>An index is not used if the claimed length is unlikely for the archive's size: memory for it must not be allocated at once.</summary>
    internal static bool UsesIndex(ZipEntry entry) => entry.IsLengthTrusted && entry.Length > EntryPrefix.SmallLength && entry.Index is not null;

    /// <summary>Opens the data of an entry from the beginning. Takes ownership of <paramref name="head"/>, even if it throws.</summary>
    internal EntrySource OpenSource(ZipEntry entry, EntryPrefix head, bool isChecked = true)
    {
        try
        {
            return entry.IsStored ? new StoredSource(Bytes, entry, head) { IsChecked = isChecked } : new InflatedSource(Bytes, entry, head);
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }
}
