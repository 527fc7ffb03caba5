namespace NpyIO.Zip;

/// <summary>An entry that is given piecewise; its length is known only at its end.</summary>
internal abstract class GrowingEntry : IDisposable
{
    /// <summary>Takes some of the bytes and returns how many. <see cref="Step"/> must run before the next call.</summary>
    internal abstract int Take(ReadOnlySpan<byte> bytes);

    /// <summary>Writes what has been collected.</summary>
    internal abstract IEnumerable<Pause> Step();

    /// <summary>Ends the entry. <paramref name="head"/> replaces the one it was begun with and is as long; if it is not empty, the output must allow overwriting.</summary>
    internal abstract IEnumerable<Pause> End(ReadOnlyMemory<byte> head);

    /// <summary>Releases the buffers; what has not been written is lost.</summary>
    public abstract void Dispose();
}
