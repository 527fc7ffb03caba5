using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>Memory of the caller's, which is large enough.</summary>
internal sealed class GivenTarget(ArrayMemory memory) : IDecoderTarget
{
    public bool IsThere => true;

    public ArrayMemory Allocate(long count) => memory;

    public void Move(ArrayMemory from, ArrayMemory to, long count)
    {
        // It is the same memory.
    }
}
