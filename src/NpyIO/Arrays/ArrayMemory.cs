using System.Runtime.CompilerServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>
/// The bytes an array lies in: garbage-collected memory, a caller's buffer, later a mapped file. Longer than a span can be, so it is reached by reference.
/// </summary>
internal abstract partial class ArrayMemory
{
    /// <summary>
    /// The first byte. Valid while this object is reachable, which a reference into memory that is not managed does not see to: whoever uses one ends with
    /// <see cref="GC.KeepAlive"/>. Never to be written when <see cref="IsReadOnly"/>.
    /// </summary>
    internal abstract ref byte Origin { get; }

    /// <summary>The length, in bytes.</summary>
    internal abstract long Length { get; }

    /// <summary>Whether the bytes must not be written.</summary>
    internal abstract bool IsReadOnly { get; }

    /// <summary>The managed array whose elements these bytes are, from the first to the last; null for any other memory.</summary>
    internal virtual Array? Array => null;

    /// <summary>The byte at an offset. The caller has checked that it lies inside (or directly behind the end, to be compared only).</summary>
    internal ref byte At(long offset) => ref Unsafe.AddByteOffset(ref Origin, (nint)offset);

    /// <summary>Returns this memory, advised to the system as worth huge pages.</summary>
    internal ArrayMemory WithHugePages()
    {
        HugePages.Advise(ref Origin, Length);
        return this;
    }
}
