using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>Reads an archive: its bytes, its directory, and the data of its entries. Thread-safe.</summary>
internal sealed class ZipReader(PayloadSource bytes, CentralDirectory directory)
{
    internal PayloadSource Bytes => bytes;

    internal CentralDirectory Directory => directory;

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

    internal EntryPrefix ReadHead(ZipEntry entry, bool isWhole)
    {
        var head = new EntryPrefix(entry, isWhole);
        head.Run(bytes);
        return head;
    }

    internal async ValueTask<EntryPrefix> ReadHeadAsync(ZipEntry entry, bool isWhole, CancellationToken cancellationToken)
    {
        var head = new EntryPrefix(entry, isWhole);
        await head.RunAsync(bytes, cancellationToken).ConfigureAwait(false);
        return head;
    }

    /// <summary>Opens the data of an entry. If <paramref name="isChecked"/>, call <see cref="EntrySource.Complete"/>; otherwise no CRC of a stored entry is computed.</summary>
    internal EntrySource Open(ZipEntry entry, bool isChecked) => OpenSource(entry, ReadHead(entry, isWhole: false), isChecked);

    internal async ValueTask<EntrySource> OpenAsync(ZipEntry entry, bool isChecked, CancellationToken cancellationToken) =>
        await OpenSourceAsync(entry, await ReadHeadAsync(entry, isWhole: false, cancellationToken).ConfigureAwait(false), isChecked, cancellationToken).ConfigureAwait(false);

    /// <summary>Opens the data of an entry by its index. Returns null if it has none that can be true, or has no use for it: a part of the data always has, for its checksums.</summary>
    internal BlockSource? TryOpenBlocks(ZipEntry entry, bool isPart = false)
    {
        if (isPart ? entry.Index is null : !UsesIndex(entry))
            return null;
        if (entry.DataOffset == ZipEntry.NotLocated)
            ReadHead(entry, isWhole: false).Dispose();
        return new BlockSource(bytes, entry);
    }

    internal async ValueTask<BlockSource?> TryOpenBlocksAsync(ZipEntry entry, bool isPart, CancellationToken cancellationToken)
    {
        if (isPart ? entry.Index is null : !UsesIndex(entry))
            return null;
        if (entry.DataOffset == ZipEntry.NotLocated)
            (await ReadHeadAsync(entry, isWhole: false, cancellationToken).ConfigureAwait(false)).Dispose();
        return new BlockSource(bytes, entry);
    }

    /// <summary>An index is not used if the claimed length is unlikely for the archive's size: memory for it must not be allocated at once.</summary>
    internal static bool UsesIndex(ZipEntry entry) =>
        !entry.IsStored && entry.IsLengthTrusted && entry.Length > EntryPrefix.SmallLength && entry.Index is not null;

    /// <summary>Opens the data of an entry from the beginning. Takes ownership of <paramref name="head"/>, even if it throws.</summary>
    internal EntrySource OpenSource(ZipEntry entry, EntryPrefix head, bool isChecked = true)
    {
        try
        {
            return entry.IsStored ? new StoredSource(bytes, entry, head) { IsChecked = isChecked } : new InflatedSource(bytes, entry, head.Data, head);
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>A provider's decoder only reads synchronously: all its compressed bytes are awaited first.</summary>
    internal async ValueTask<EntrySource> OpenSourceAsync(ZipEntry entry, EntryPrefix head, bool isChecked, CancellationToken cancellationToken)
    {
        if (entry.IsStored || entry.Method == ZipLayout.Methods.Deflated || head.Data.Length == entry.CompressedLength)
            return OpenSource(entry, head, isChecked);
        try
        {
            if (entry.CompressedLength > Array.MaxLength)
                ZipThrow.TooLongToCollect(entry);
            byte[] compressed = GC.AllocateUninitializedArray<byte>((int)entry.CompressedLength);
            int count = await bytes.FillAsync(entry.DataOffset, compressed, cancellationToken).ConfigureAwait(false);
            if (count < compressed.Length)
                ZipThrow.EntryEndsEarly(entry.Name, entry.DataOffset + count);
            return new InflatedSource(bytes, entry, compressed, head);
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }
}
