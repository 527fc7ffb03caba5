using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Turns all elements of an array into others, in C order.</summary>
internal static class ElementConversion
{
    /// <summary>How many elements are converted at once.</summary>
    private const int Piece = 1 << 14;

    /// <summary>The most elements of no bytes to make a value of each, unless a larger number is asked for: no memory stands behind their count, which may be a file's mere claim.</summary>
    internal const long MostWithoutBytes = 1L << 24;

    /// <summary>Converts all elements into contiguous ones of another dtype.</summary>
    /// <param name="source">The array.</param>
    /// <param name="transform">The conversion, from the array's dtype.</param>
    /// <param name="target">The dtype of the converted elements.</param>
    /// <param name="destination">The place of the first converted element.</param>
    /// <exception cref="OverflowException">The conversion is checked, and a value does not survive it.</exception>
    internal static void Convert(NdArray source, ElementTransform transform, DType target, ref byte destination)
    {
        ArrayLayout layout = source.Layout;
        if (transform.SwapWidth >= 0)
        {
            long[] strides = ArrayLayout.ContiguousStrides(layout.Shape, layout.ItemSize, Order.C);
            StridedCopy.Copy(ref source.Memory.At(layout.Offset), layout.Strides, ref destination, strides, layout.Shape, layout.ItemSize, transform.SwapWidth);
            GC.KeepAlive(source);
            return;
        }

        source = source.IsCContiguous ? source : source.Copy();
        ref byte from = ref source.Memory.At(source.Layout.Offset);
        int piece = Math.Max(1, Piece / Math.Max(1, Math.Max(transform.SourceSize, transform.TargetSize) / 16));
        for (long done = 0; done < source.Count; done += piece)
        {
            int count = (int)Math.Min(piece, source.Count - done);
            ref byte first = ref Unsafe.AddByteOffset(ref from, (nint)(done * transform.SourceSize));
            ref byte result = ref Unsafe.AddByteOffset(ref destination, (nint)(done * transform.TargetSize));
            ReadOnlySpan<byte> elements = MemoryMarshal.CreateReadOnlySpan(ref first, count * transform.SourceSize);
            int kept = transform.Apply(elements, MemoryMarshal.CreateSpan(ref result, count * transform.TargetSize));
            if (kept * transform.SourceSize < elements.Length)
                ArrayThrow.ValueLost(elements.Slice(kept * transform.SourceSize, transform.SourceSize), source.DType, target, done + kept, source.Shape, fortranOrder: false);
        }

        GC.KeepAlive(source);
    }

    /// <summary>Reads all elements one by one, as <see cref="ElementReader.Read{T}"/> does; Python objects as <see cref="ObjectCast"/> does.</summary>
    internal static T[] ReadAll<T>(NdArray source, Casting casting = Casting.Equivalent)
    {
        if (source.Count > Array.MaxLength)
            ArrayThrow.TooManyForArray(source.Count, typeof(T));

        if (source.DType.IsReference)
            return ObjectElements.ReadAll<T>(source, casting);

        if (source.DType.ItemSize == 0 && source.Count > MostWithoutBytes)
        {
            ArrayThrow.TooManyWithoutBytes(source.Count, MostWithoutBytes);
        }

        var values = new T[source.Count];
        var places = new PlaceEnumerator(source.Layout);
        for (int i = 0; i < values.Length; i++)
        {
            places.MoveNext();
            values[i] = ElementReader.Read<T>(ref source.Memory.At(places.Current), source.DType);
        }

        GC.KeepAlive(source);
        return values;
    }

    /// <summary>Makes every bool 0 or 1, as a CLR <see cref="bool"/> has to be.</summary>
    internal static void Normalize(ref byte values, long count)
    {
        for (long i = 0; i < count; i++)
        {
            ref byte value = ref Unsafe.AddByteOffset(ref values, (nint)i);
            value = value == 0 ? (byte)0 : (byte)1;
        }
    }
}
