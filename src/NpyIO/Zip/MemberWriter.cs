using System.Buffers;

namespace NpyIO.Zip;

/// <summary>
/// Writes members one behind another. Their pieces are jobs, of all members in one order, so that many small members and one large one occupy all threads alike;
/// what is held at once is bounded by the threads, not by the members.
/// </summary>
internal sealed partial class MemberWriter
{
    /// <summary>How much the members' pieces are compressed in, in bytes.</summary>
    private const int BlockLength = 4 << 20;

    private readonly ZipOutput _output;
    private readonly DirectoryWriter _directory;
    private readonly WriteSettings _settings;
    private long _reported;

    internal MemberWriter(ZipOutput output, DirectoryWriter directory, WriteSettings settings)
    {
        _output = output;
        _directory = directory;
        _settings = settings;
    }

    /// <summary>Writes members; they are taken as there is room for them.</summary>
    internal IEnumerable<Pause> Write(IEnumerable<MemberPlan> plans)
    {
        using JobQueue queue = NewQueue();
        foreach (MemberPlan plan in plans)
        {
            // A place can only be reserved where all before it is known.
            bool places = Places(plan);
            while (places && queue.HasUnplaced)
            {
                foreach (Pause pause in WriteFirst(queue))
                    yield return pause;
            }

            foreach (WriteJob job in Jobs(plan, places))
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

    private JobQueue NewQueue() => new(_settings.Threads, 2L * _settings.Threads * BlockLength);

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

    private IEnumerable<WriteJob> Jobs(MemberPlan plan, bool places)
    {
        if (places)
            return new PlacedMember(this, plan).Jobs();
        return [new StoredJob(this, plan)];
    }

    /// <summary>Whether a member goes directly to its place, piece by piece, on several threads.</summary>
    private bool Places(in MemberPlan plan) => _output.CanReserve && plan.Compression == NpzCompression.None && plan.Content.PayloadLength >= LeastPlaced;

    /// <summary>Begins a member at the end of what is written: its local header, and what comes directly behind it.</summary>
    private void Begin(WrittenMember member, ReadOnlySpan<byte> head)
    {
        member.Place(_output.Position, _settings.Alignment);
        AppendLocal(member);
        _output.Append(head);
    }

    private void AppendLocal(WrittenMember member)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(member.LocalLength);
        member.WriteLocal(buffer);
        _output.Append(buffer.AsSpan(0, member.LocalLength));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Writes a local header anew, with what is known by now.</summary>
    private void PatchLocal(WrittenMember member)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(member.LocalLength);
        member.WriteLocal(buffer);
        _output.Patch(member.Offset, buffer.AsSpan(0, member.LocalLength));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Tells that so many bytes more of the arrays have been written.</summary>
    private void Report(long length)
    {
        _reported += length;
        _settings.Progress?.Report(_reported);
    }
}
