using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>The bytes of elements in a caller's memory, which may be more than one span of bytes can hold.</summary>
internal static class ElementBytes
{
    /// <summary>What is seen at once, in bytes.</summary>
    internal static readonly Threshold AtOnce = new(1 << 30);

    /// <summary>The number of bytes.</summary>
    internal static long LengthOf<T>(ReadOnlySpan<T> values) => (long)values.Length * Unsafe.SizeOf<T>();

    /// <summary>The bytes from an offset on, or as many of them as a span holds well. T has no references.</summary>
    internal static ReadOnlySpan<byte> From<T>(ReadOnlySpan<T> values, long offset)
    {
        long rest = LengthOf(values) - offset;
        if (rest <= 0)
            return [];
        ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));

        // Inside the span: offset and length together are at most its bytes.
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref first, (nint)offset), (int)Math.Min(rest, AtOnce));
    }
}
