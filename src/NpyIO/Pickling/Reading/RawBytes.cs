using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>
/// Bytes of a pickle in memory of their own that may become an array without being copied: a bytearray, a buffer of the caller's, or bytes too long for a <c>byte[]</c>. What is not taken by an array becomes a
/// <c>byte[]</c> or a list of bytes at the end.
/// </summary>
/// <param name="memory">The memory.</param>
/// <param name="isByteArray">Whether it is a <c>bytearray</c>, otherwise <c>bytes</c>.</param>
internal sealed class RawBytes(ArrayMemory memory, bool isByteArray)
{
    /// <summary>The memory.</summary>
    internal ArrayMemory Memory => memory;

    /// <summary>Whether it is a <c>bytearray</c>.</summary>
    internal bool IsByteArray => isByteArray;
}
