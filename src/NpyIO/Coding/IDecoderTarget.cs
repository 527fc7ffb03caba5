using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>Where a decoder's array gets its memory from.</summary>
internal interface IDecoderTarget
{
    /// <summary>Whether the memory is there already, so that nothing is gained by asking for less.</summary>
    bool IsThere { get; }

    /// <summary>Memory for the first elements of the array, not cleared.</summary>
    ArrayMemory Allocate(long count);

    /// <summary>Moves the first elements into larger memory.</summary>
    void Move(ArrayMemory from, ArrayMemory to, long count);
}
