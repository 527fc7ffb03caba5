using System.Buffers;
using System.IO.Hashing;

namespace NpyIO.Zip;

/// <summary>Writes entries one after another. Their pieces are jobs in one order, so that many small entries and a large one keep all threads busy with bounded memory.</summary>
internal sealed partial class EntryWriter
{
    /// <summary>Minimum length of the blocks of large deflated entries, in bytes.</summary>
    internal static readonly Threshold MinBlock = new(4 << 20);

    private readonly ZipOutput _output;
    private readonly CentralDirectoryWriter _directory;
    private readonly WriteSettings _settings;
    private readonly int _blockLength = MinBlock;
    private long _reported;

    internal EntryWriter(ZipOutput output, CentralDirectoryWriter directory, WriteSettings settings)
    {
        _output = output;
        _directory = directory;
        _settings = settings;
    }

    internal CallCancellation Cancellation { get; } = new();

    internal IEnumerable<Pause> Write(IEnumerable<EntryPlan> plans)
    {
        using JobQueue queue = NewQueue();
        foreach (EntryPlan plan in plans)
        {
            // An offset can be reserved only when all earlier sizes are known.
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

    private IEnumerable<WriteJob> Jobs(in EntryPlan plan, DeflateSetting? setting, double ratio)
    {
        if (setting is not null)
            return new DividedEntry(this, plan, setting, ratio).Jobs();
        if (IsWhole(plan))
            return [new WholeJob(this, plan)];
        return Places(plan) ? new PlacedEntry(this, plan).Jobs() : [new StoredJob(this, new WrittenEntry(plan.Name), plan.Content)];
    }

    private DeflateSetting? Divides(in EntryPlan plan, out double ratio)
    {
        ratio = 1;
        return plan.Compression == NpzCompression.None || IsWhole(plan) ? null : DeflateChoice.For(plan.Content, plan.Compression, out ratio);
    }

    private bool IsWhole(in EntryPlan plan) => plan.Compression != NpzCompression.None && plan.Content.PayloadLength < MinDivided;

    private bool Places(in EntryPlan plan) => _output.CanReserve && plan.Content.PayloadLength >= MinPlaced;

    private void Begin(WrittenEntry entry, ReadOnlySpan<byte> head)
    {
        entry.Place(_output.Position, _settings.Alignment);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(entry.LocalLength);
        entry.WriteLocal(buffer);
        _output.Append(buffer.AsSpan(0, entry.LocalLength));
        ArrayPool<byte>.Shared.Return(buffer);
        _output.Append(head);
    }

    private void PatchLocal(WrittenEntry entry)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(entry.LocalLength);
        entry.WriteLocal(buffer);
        _output.Patch(entry.Offset, buffer.AsSpan(0, entry.LocalLength));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Writes the head of an entry in blocks, as a stored block: after the local header, or over the first head.</summary>
    private void WriteHead(WrittenEntry entry, BlockIndexBuilder index, ReadOnlySpan<byte> head, bool isPatch)
    {
        using var deflated = new PooledStream(long.MaxValue);
        StoredBlocks.Write(head, deflated);
        if (isPatch)
            _output.Patch(entry.DataOffset, deflated.Written);
        else
            Begin(entry, deflated.Written);
        index.SetHead(head.Length, deflated.Length, Crc32.HashToUInt32(head));
    }

    private void Finish(WrittenEntry entry, BlockIndexBuilder index)
    {
        _output.Append(BlockIndex.End);
        entry.Length = index.Length;
        entry.CompressedLength = index.DeflatedLength + BlockIndex.End.Length;
        entry.Crc = index.Crc;
        entry.BlockIndex = index.ToBytes();
        End(entry);
    }

    /// <summary>Writes the values known only now, into the local header or after the data.</summary>
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

    /// <summary>Rewinds an entry that deflating has not made shorter, and stores it.</summary>
    private IEnumerable<Pause> StoreInstead(WrittenEntry entry, EntryContent content)
    {
        _output.Rewind(entry.Offset);
        var job = new StoredJob(this, entry, content, isReported: true);
        job.Run();
        return job.Write();
    }

    private void Report(long length)
    {
        _reported += length;
        _settings.Progress?.Report(_reported);
    }
}

/// <summary>An entry that is to be written.</summary>
internal readonly record struct EntryPlan(ZipName Name, EntryContent Content, NpzCompression Compression);

/// <summary>How entries are written. Data begin at multiples of <c>Alignment</c> bytes, 0 for no alignment. <c>Progress</c> receives the total number of payload bytes written so far.</summary>
internal sealed record WriteSettings(int Alignment, int Threads, IProgress<long>? Progress);

/// <summary>Cancellation of the call that writes, for every thread that works for it. Work that outlives its call, as blocks of rows do, is not cancelled by its token.</summary>
internal sealed class CallCancellation
{
    private readonly Lock _lock = new();
    private CancellationToken _token;
    private bool _hasInterrupted;

    internal void Begin(CancellationToken cancellationToken)
    {
        lock (_lock)
            _token = cancellationToken;
    }

    /// <summary>Ends the call. Throws <see cref="OperationCanceledException"/> if some of its work was cancelled before it was awaited.</summary>
    internal void End()
    {
        lock (_lock)
        {
            if (_hasInterrupted)
                _token.ThrowIfCancellationRequested();
            _token = default;
        }
    }

    internal void Check()
    {
        lock (_lock)
        {
            _hasInterrupted |= _token.IsCancellationRequested;
            _token.ThrowIfCancellationRequested();
        }
    }
}

/// <summary>A point between two steps of writing. The caller then writes what has been collected, blocking or not, and may cancel: so both ways of writing share the steps.</summary>
internal readonly struct Pause;
