using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO;

// Records whose memory is the dtype's: without columns of values.
public static partial class NpyRecordColumns
{
    /// <summary>Checks the shape and, if the struct has the layout of its dtype, reads the records; otherwise returns false.</summary>
    /// <typeparam name="T">The struct.</typeparam>
    /// <param name="source">A one-dimensional array, as long as the destination.</param>
    /// <param name="destination">The records.</param>
    /// <exception cref="ArgumentException">The array has another shape, or lacks a field.</exception>
    /// <exception cref="InvalidCastException">A field has another type.</exception>
    public static bool TryRead<T>(NdArray source, Span<T> destination)
        where T : struct, INpyRecord<T>
    {
        CheckShape(source, destination.Length);
        if (!T.IsOwnLayout)
            return false;

        RecordBytes.Read(source, ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination)), T.DType, [Unsafe.SizeOf<T>()]);
        return true;
    }

    /// <summary>Checks the shape and, if the struct has the layout of its dtype, writes the records; otherwise returns false.</summary>
    /// <typeparam name="T">The struct.</typeparam>
    /// <param name="source">The records.</param>
    /// <param name="destination">A one-dimensional array, as long as the source.</param>
    /// <exception cref="ArgumentException">The array has another shape, or lacks a field.</exception>
    /// <exception cref="InvalidCastException">A field has another type.</exception>
    /// <exception cref="InvalidOperationException">The array is read-only.</exception>
    public static bool TryWrite<T>(ReadOnlySpan<T> source, NdArray destination)
        where T : struct, INpyRecord<T>
    {
        CheckShape(destination, source.Length);
        if (destination.IsReadOnly)
            ArrayThrow.ReadOnly();
        if (!T.IsOwnLayout)
            return false;

        RecordBytes.Write(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(source)), destination, T.DType, [Unsafe.SizeOf<T>()]);
        return true;
    }

    private static void CheckShape(NdArray array, int count)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.Rank != 1 || array.Shape[0] != count)
            RecordThrow.OtherShape(array, count);
    }
}
