using NpyIO.IO;
using NpyIO.Zip;

namespace NpyIO;

// A whole archive at once.
public sealed partial class NpzWriter
{
    /// <summary>Saves an archive to a file.</summary>
    internal static void Save(string path, IEnumerable<NpzItem> items, NpzWriteOptions options, CancellationToken cancellationToken = default)
    {
        var directory = new CentralDirectoryWriter();
        IEnumerable<EntryPlan> plans = Plans(directory, items, options, out long length);
        using var writer = new NpzWriter(OutputFile.Create(path, length, options.Atomic, options.Flush), options, directory);
        writer.AddAll(plans, cancellationToken);
        writer.Complete();
    }

    /// <summary>Saves an archive to a sink.</summary>
    internal static void Save(ByteSink sink, IEnumerable<NpzItem> items, NpzWriteOptions options)
    {
        var directory = new CentralDirectoryWriter();
        using var writer = new NpzWriter(sink, options, directory);
        writer.AddAll(Plans(directory, items, options, out _), default);
        writer.Complete();
    }

    /// <summary>Saves an archive to a sink, without blocking where the sink can do that.</summary>
    internal static async Task SaveAsync(ByteSink sink, IEnumerable<NpzItem> items, NpzWriteOptions options, CancellationToken cancellationToken)
    {
        var directory = new CentralDirectoryWriter();
        using var writer = new NpzWriter(sink, options, directory);
        await writer.AddAllAsync(Plans(directory, items, options, out _), cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An archive as the bytes of a file.</summary>
    /// <exception cref="ArgumentException">It is too long for one <c>byte[]</c>.</exception>
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
    /// What is to be written. Where the items are all there, each is looked at before the first is written; otherwise they are taken one after another as they are written, so that
    /// they need not be in memory together.
    /// </summary>
    /// <param name="directory">Takes note of the names.</param>
    /// <param name="items">The items.</param>
    /// <param name="options">How they are written.</param>
    /// <param name="length">How long the archive will be, in bytes; 0 where that is not known.</param>
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
