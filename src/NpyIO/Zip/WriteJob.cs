namespace NpyIO.Zip;

/// <summary>A piece of writing that is prepared by any thread, several at once, and then written in the order of the archive.</summary>
internal abstract class WriteJob
{
    /// <summary>How much of the memory that one may hold at once it counts for, in bytes.</summary>
    internal abstract long Weight { get; }

    /// <summary>Whether preparing it takes so long that a helper is worth calling.</summary>
    internal abstract bool IsShared { get; }

    /// <summary>Whether its place in the archive was reserved before, so that nothing of it is left to be appended.</summary>
    internal virtual bool IsPlaced => false;

    /// <summary>Prepares it. Once, on any thread.</summary>
    internal abstract void Run();

    /// <summary>Writes it, after all jobs before it.</summary>
    internal abstract IEnumerable<Pause> Write();

    /// <summary>Lets its buffers go, written or not.</summary>
    internal virtual void Release()
    {
    }
}
