using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>The caller's memory, which is large enough.</summary>
internal sealed class GivenTarget(ArrayMemory memory) : IDecoderTarget
{
    public bool IsThere => true;

    public ArrayMemory Allocate(long count) => memory;

    public void Move(ArrayMemory from, ArrayMemory to, long count)
    {
        // Same memory: nothing to move.
    }
}
