using NpyIO.Arrays;
using NpyIO.Kernels;

namespace NpyIO.Coding;

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
