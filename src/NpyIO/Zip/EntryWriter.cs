using System.Buffers;

namespace NpyIO.Zip;

/// <summary>
/// Writes entries one behind another. Their pieces are jobs, of all entries in one order, so that many small entries and one large one occupy all threads alike;
/// what is held at once is bounded by the threads, not by the entries.
/// </summary>
internal sealed partial class EntryWriter
{
    /// <summary>The least length of the blocks in which large entries are deflated, in bytes.</summary>
    internal static readonly Threshold LeastBlock = new(4 << 20);

    private readonly ZipOutput _output;
    private readonly CentralDirectoryWriter _directory;
    private readonly WriteSettings _settings;
    private readonly int _blockLength = LeastBlock;
    private long _reported;

    internal EntryWriter(ZipOutput output, CentralDirectoryWriter directory, WriteSettings settings)
    {
        _output = output;
        _directory = directory;
        _settings = settings;
    }

    /// <summary>The cancellation of the call that writes entries.</summary>
    internal CallCancellation Cancellation { get; } = new();

    /// <summary>Writes entries; they are taken as there is room for them.</summary>
    internal IEnumerable<Pause> Write(IEnumerable<EntryPlan> plans)
    {
        using JobQueue queue = NewQueue();
        foreach (EntryPlan plan in plans)
        {
            // A place can only be reserved where all before it is known.
            DeflateSetting? setting = Divides(plan, out double ratio);
            while (setting is null && !IsWhole(plan) && Places(plan) && queue.HasUnplaced)
            {
                foreach (Pause pause in WriteFirst(queue))
                    yield return pause;
            }

            foreach (WriteJob job in Jobs(plan, setting, ratio))
            {
                while (queue.IsFull)
                {
                    foreach (Pause pause in WriteFirst(queue))
                        yield return pause;
                }

                queue.Add(job);
            }
        }

        while (!queue.IsEmpty)
        {
            foreach (Pause pause in WriteFirst(queue))
                yield return pause;
        }
    }

    private JobQueue NewQueue() => new(_settings.Threads, 2L * _settings.Threads * _blockLength);

    private static IEnumerable<Pause> WriteFirst(JobQueue queue)
    {
        WriteJob job = queue.Take();
        try
        {
            foreach (Pause pause in job.Write())
                yield return pause;
            yield return default;
        }
        finally
        {
            job.Release();
        }
    }

    /// <summary>The pieces of an entry.</summary>
    private IEnumerable<WriteJob> Jobs(in EntryPlan plan, DeflateSetting? setting, double ratio)
    {
        if (setting is not null)
            return new DividedEntry(this, plan, setting, ratio).Jobs();
        if (IsWhole(plan))
            return [new WholeJob(this, plan)];
        return Places(plan) ? new PlacedEntry(this, plan).Jobs() : [new StoredJob(this, plan)];
    }

    /// <summary>How an entry is deflated in blocks; null where it is not.</summary>
    private DeflateSetting? Divides(in EntryPlan plan, out double ratio)
    {
        ratio = 1;
        return plan.Compression == NpzCompression.None || IsWhole(plan) ? null : DeflateChoice.For(plan.Content, plan.Compression, out ratio);
    }

    /// <summary>Whether an entry is deflated in one piece, if that makes it shorter.</summary>
    private bool IsWhole(in EntryPlan plan) => plan.Compression != NpzCompression.None && plan.Content.PayloadLength < LeastDivided;

    /// <summary>Whether an entry that is not compressed goes directly to its place, piece by piece, on several threads.</summary>
    private bool Places(in EntryPlan plan) => _output.CanReserve && plan.Content.PayloadLength >= LeastPlaced;

    /// <summary>Begins an entry at the end of what is written: its local header, and what comes directly behind it.</summary>
    private void Begin(WrittenEntry entry, ReadOnlySpan<byte> head)
    {
        entry.Place(_output.Position, _settings.Alignment);
        AppendLocal(entry);
        _output.Append(head);
    }

    private void AppendLocal(WrittenEntry entry)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(entry.LocalLength);
        entry.WriteLocal(buffer);
        _output.Append(buffer.AsSpan(0, entry.LocalLength));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Writes a local header anew, with what is known by now.</summary>
    private void PatchLocal(WrittenEntry entry)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(entry.LocalLength);
        entry.WriteLocal(buffer);
        _output.Patch(entry.Offset, buffer.AsSpan(0, entry.LocalLength));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Ends an entry that was deflated in blocks.</summary>
    private void Finish(WrittenEntry entry, BlockIndexBuilder index)
    {
        _output.Append(BlockIndex.End);
        entry.Length = index.Length;
        entry.CompressedLength = index.DeflatedLength + BlockIndex.End.Length;
        entry.Crc = index.Crc;
        entry.BlockIndex = index.ToBytes();
        End(entry);
    }

    /// <summary>Writes, before or behind its data, what is known of an entry only now.</summary>
    private void End(WrittenEntry entry)
    {
        if (entry.HasDescriptor)
        {
            Span<byte> descriptor = stackalloc byte[WrittenEntry.DescriptorLength];
            entry.WriteDescriptor(descriptor);
            _output.Append(descriptor);
        }
        else
        {
            PatchLocal(entry);
        }

        _directory.Add(entry);
    }

    /// <summary>Takes back an entry that deflating has not made shorter, and stores it.</summary>
    private IEnumerable<Pause> StoreInstead(WrittenEntry entry, EntryContent content)
    {
        _output.Rewind(entry.Offset);
        var job = new StoredJob(this, entry, content) { IsReported = true };
        job.Run();
        return job.Write();
    }

    /// <summary>Tells that so many bytes more of the arrays have been written.</summary>
    private void Report(long length)
    {
        _reported += length;
        _settings.Progress?.Report(_reported);
    }
}
