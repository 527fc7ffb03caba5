using NpyIO.Arrays;

namespace NpyIO.Buffers;

/// <summary>Fresh memory for elements of a dtype.</summary>
internal sealed class DTypeTarget(DType dtype) : IDecoderTarget
{
    public bool IsThere => false;

    public ArrayMemory Allocate(long count) => HugePages.Advise(ArrayMemory.Allocate(dtype, count, zeroed: false));
}

/// <summary>A fresh <c>T[]</c>, or blocks beyond its limit.</summary>
internal sealed class TypedTarget<T> : IDecoderTarget
{
    public bool IsThere => false;

    public ArrayMemory Allocate(long count) => HugePages.Advise(ArrayMemory.Allocate<T>(count, zeroed: false));
}

/// <summary>Memory of the caller's, which is large enough.</summary>
internal sealed class GivenTarget(ArrayMemory memory) : IDecoderTarget
{
    public bool IsThere => true;

    public ArrayMemory Allocate(long count) => memory;
}
