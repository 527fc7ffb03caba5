using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

// Saves a whole archive at once.
public sealed partial class NpzWriter
{
    internal static void Save(string path, IEnumerable<NpzItem> items, NpzWriteOptions options, CancellationToken cancellationToken = default)
    {
        var directory = new CentralDirectoryWriter();
        IEnumerable<EntryPlan> plans = Plans(directory, items, options, out long length);
        using var writer = new NpzWriter(OutputFile.Create(path, length, options.Atomic, options.Flush), options, directory);
        writer.AddAll(plans, cancellationToken);
        writer.Complete();
    }

    internal static void Save(ByteSink sink, IEnumerable<NpzItem> items, NpzWriteOptions options)
    {
        var directory = new CentralDirectoryWriter();
        using var writer = new NpzWriter(sink, options, directory);
        writer.AddAll(Plans(directory, items, options, out _), default);
        writer.Complete();
    }

    internal static async Task SaveAsync(ByteSink sink, IEnumerable<NpzItem> items, NpzWriteOptions options, CancellationToken cancellationToken)
    {
        var directory = new CentralDirectoryWriter();
        using var writer = new NpzWriter(sink, options, directory);
        await writer.AddAllAsync(Plans(directory, items, options, out _), cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Throws <see cref="ArgumentException"/> if the archive is too long for a <c>byte[]</c>.</summary>
    internal static byte[] ToBytes(IEnumerable<NpzItem> items, NpzWriteOptions options)
    {
        var directory = new CentralDirectoryWriter();
        IEnumerable<EntryPlan> plans = Plans(directory, items, options, out long length);
        var sink = new BytesSink(length);
        using (var writer = new NpzWriter(sink, options, directory))
        {
            writer.AddAll(plans, default);
            writer.Complete();
        }

        return sink.ToArray();
    }

    /// <summary>
    /// Plans every entry before the first is written, if the items are a collection. Otherwise takes them one at a time, so that they need not be in memory together, and sets
    /// <paramref name="length"/>, the length of the archive in bytes, to 0.
    /// </summary>
    private static IEnumerable<EntryPlan> Plans(CentralDirectoryWriter directory, IEnumerable<NpzItem> items, NpzWriteOptions options, out long length)
    {
        IEnumerable<EntryPlan> plans = items.Select(item => Claimed(directory, Plan(item, options)));
        length = 0;
        if (items is not (ICollection<NpzItem> or IReadOnlyCollection<NpzItem>))
            return plans;

        var all = plans.ToList();
        length = EntryWriter.StoredLength(all, options.Alignment);
        return all;
    }
}
