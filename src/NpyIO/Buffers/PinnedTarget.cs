using NpyIO.Arrays;

namespace NpyIO.Buffers;

/// <summary>
/// A caller's span while it is pinned. It lives in <see cref="ArrayDecoder.Into"/> alone, inside of the <c>fixed</c> that keeps the address valid, and is
/// never part of an array.
/// </summary>
internal sealed unsafe class PinnedTarget(byte* start, long length) : ArrayMemory
{
    internal override ref byte Origin => ref *start;

    internal override long Length => length;

    internal override bool IsReadOnly => false;
}
