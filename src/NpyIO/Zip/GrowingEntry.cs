namespace NpyIO.Zip;

/// <summary>An entry that is given bit by bit, of a length that only its end tells.</summary>
internal abstract class GrowingEntry : IDisposable
{
    /// <summary>Takes some of the bytes; how many. Not again before <see cref="Step"/> has been run.</summary>
    internal abstract int Take(ReadOnlySpan<byte> bytes);

    /// <summary>Passes on what has come together.</summary>
    internal abstract IEnumerable<Pause> Step();

    /// <summary>Ends the entry.</summary>
    /// <param name="head">What stands before the payload, as long as what it was begun with; where it is not empty, the output lets itself be written over.</param>
    internal abstract IEnumerable<Pause> End(ReadOnlyMemory<byte> head);

    /// <summary>Lets the buffers go; what is not written will not be.</summary>
    public abstract void Dispose();
}
