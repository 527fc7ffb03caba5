using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>A fresh <c>T[]</c>, or blocks beyond its limit.</summary>
internal sealed class TypedTarget<T> : IDecoderTarget
{
    public bool IsThere => false;

    public ArrayMemory Allocate(long count)
    {
        ArrayMemory memory = ArrayMemory.Allocate<T>(count, zeroed: false);
        return RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? memory : memory.WithHugePages();
    }

    public void Move(ArrayMemory from, ArrayMemory to, long count)
    {
        // Only the runtime may move references.
        if (from.Array is T[] source && to.Array is T[] destination)
            Array.Copy(source, destination, count);
        else
            StridedCopy.Copy(ref from.Origin, [1], ref to.Origin, [1], [count * Unsafe.SizeOf<T>()], 1);
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            from.ReleasePages();
    }
}
