using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Kernels;

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

/// <summary>Fresh memory for elements of a dtype.</summary>
internal sealed class DTypeTarget(DType dtype) : IDecoderTarget
{
    public bool IsThere => false;

    public ArrayMemory Allocate(long count) => ArrayMemory.Allocate(dtype, count, zeroed: false).WithHugePages();

    public void Move(ArrayMemory from, ArrayMemory to, long count)
    {
        StridedCopy.Copy(ref from.Origin, [1], ref to.Origin, [1], [count * dtype.ItemSize], 1);
        from.ReleasePages();
    }
}

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
