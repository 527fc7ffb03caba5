using NpyIO.Arrays;

namespace NpyIO.Coding;

/// <summary>Provides the memory of a decoder's array.</summary>
internal interface IDecoderTarget
{
    /// <summary>Whether the memory already exists, so that requesting less would not help.</summary>
    bool IsThere { get; }

    /// <summary>Returns memory, not zeroed, for the first <paramref name="count"/> elements of the array.</summary>
    ArrayMemory Allocate(long count);

    /// <summary>Moves the first <paramref name="count"/> elements to larger memory; the smaller one is lost.</summary>
    void Move(ArrayMemory from, ArrayMemory to, long count);
}
