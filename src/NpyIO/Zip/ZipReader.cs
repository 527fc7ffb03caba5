using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>An archive that is read: its bytes, its directory, and the data of its entries. Any number of threads may use one.</summary>
internal sealed class ZipReader
{
    private ZipReader(PayloadSource bytes, CentralDirectory directory)
    {
        Bytes = bytes;
        Directory = directory;
    }

    /// <summary>The whole archive, from its start.</summary>
    internal PayloadSource Bytes { get; }

    /// <summary>The directory.</summary>
    internal CentralDirectory Directory { get; }

    /// <summary>Reads the directory of an archive.</summary>
    /// <exception cref="NpyFormatException">It is no archive.</exception>
    internal static ZipReader Open(PayloadSource bytes)
    {
        using var plan = new CentralDirectoryPlan(bytes.Length);
        plan.Run(bytes);
        return new ZipReader(bytes, plan.Directory!);
    }

    /// <summary>As <see cref="Open(PayloadSource)"/>.</summary>
    internal static async Task<ZipReader> OpenAsync(PayloadSource bytes, CancellationToken cancellationToken)
    {
        using var plan = new CentralDirectoryPlan(bytes.Length);
        await plan.RunAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new ZipReader(bytes, plan.Directory!);
    }

    /// <summary>Reads the first bytes of an entry; where all of it will be wanted, all of a small one.</summary>
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

    /// <summary>As <see cref="ReadHead"/>.</summary>
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

    /// <summary>The data of an entry, of which perhaps only a part will be wanted.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isChecked">Whether <see cref="EntrySource.Complete"/> will be called; otherwise no CRC is taken of a stored entry.</param>
    internal EntrySource Open(ZipEntry entry, bool isChecked) => OpenSource(entry, ReadHead(entry, isWhole: false), isChecked);

    /// <summary>As <see cref="Open(ZipEntry, bool)"/>.</summary>
    internal async ValueTask<EntrySource> OpenAsync(ZipEntry entry, bool isChecked, CancellationToken cancellationToken) =>
        OpenSource(entry, await ReadHeadAsync(entry, isWhole: false, cancellationToken).ConfigureAwait(false), isChecked);

    /// <summary>Opens the data of an entry as its index says where they are. Returns null if it has no index that can be true, or no use for one.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isPart">Whether only a part is wanted: then the index is of use for any entry, as it has the checksums of the parts.</param>
    internal BlockSource? TryOpenBlocks(ZipEntry entry, bool isPart = false)
    {
        if (isPart ? entry.Index is null : !UsesIndex(entry))
            return null;
        if (entry.DataOffset == ZipEntry.NotLocated)
            ReadHead(entry, isWhole: false).Dispose();
        return new BlockSource(Bytes, entry, entry.Index!);
    }

    /// <summary>As <see cref="TryOpenBlocks"/>.</summary>
    internal async ValueTask<BlockSource?> TryOpenBlocksAsync(ZipEntry entry, bool isPart, CancellationToken cancellationToken)
    {
        if (isPart ? entry.Index is null : !UsesIndex(entry))
            return null;
        if (entry.DataOffset == ZipEntry.NotLocated)
            (await ReadHeadAsync(entry, isWhole: false, cancellationToken).ConfigureAwait(false)).Dispose();
        return new BlockSource(Bytes, entry, entry.Index!);
    }

    /// <summary>Memory is not to be taken at once for what an index claims and the archive's size does not make likely.</summary>
    internal static bool UsesIndex(ZipEntry entry) => entry.IsLengthTrusted && entry.Length > EntryPrefix.SmallLength && entry.Index is not null;

    /// <summary>The data of an entry, from the beginning on; the head is given back with the source, or at once where it cannot be opened.</summary>
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
