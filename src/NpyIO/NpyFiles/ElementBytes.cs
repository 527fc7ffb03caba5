using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.NpyFiles;

/// <summary>The bytes of elements in a caller's memory, which can be more than a span of bytes can hold.</summary>
internal static class ElementBytes
{
    /// <summary>In bytes.</summary>
    internal static readonly Threshold AtOnce = new(1 << 30);

    internal static long LengthOf<T>(ReadOnlySpan<T> values) => (long)values.Length * Unsafe.SizeOf<T>();

    /// <summary>At most <see cref="AtOnce"/> bytes. T must not contain references.</summary>
    internal static ReadOnlySpan<byte> From<T>(ReadOnlySpan<T> values, long offset)
    {
        long rest = LengthOf(values) - offset;
        if (rest <= 0)
            return [];
        ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));

        // In bounds: offset plus length is at most the span's size in bytes.
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref first, (nint)offset), (int)Math.Min(rest, AtOnce));
    }
}
