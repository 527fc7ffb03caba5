namespace NpyIO.Zip;

/// <summary>A piece of writing. Any thread prepares it, several at once; it is then written in the order of the archive.</summary>
internal abstract class WriteJob
{
    /// <summary>What it counts towards the memory limit, in bytes.</summary>
    internal abstract long Weight { get; }

    /// <summary>Whether preparing it takes long enough to call a helper.</summary>
    internal abstract bool IsShared { get; }

    /// <summary>Whether its offset in the archive was reserved before, so that it appends nothing.</summary>
    internal virtual bool IsPlaced => false;

    /// <summary>Prepares it; called once, on any thread.</summary>
    internal abstract void Run();

    /// <summary>Writes it, after all jobs before it.</summary>
    internal abstract IEnumerable<Pause> Write();

    /// <summary>Releases its buffers, written or not.</summary>
    internal virtual void Release()
    {
    }
}
