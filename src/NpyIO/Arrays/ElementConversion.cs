using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Converts all elements of an array.</summary>
internal static class ElementConversion
{
    /// <summary>How many elements of up to 16 bytes to convert at a time; larger ones are fewer.</summary>
    private const int Piece = 1 << 14;

    /// <summary>Default maximum of zero-size elements to create values for: their count uses no memory, so a file can claim any.</summary>
    internal const long MaxWithoutBytes = 1L << 24;

    /// <summary><paramref name="order"/>, C or Fortran, is that of the elements in the destination.</summary>
    internal static void Convert(NdArray array, ElementTransform transform, DType target, ref byte destination, Order order)
    {
        // The reversed axes in C order are the axes in Fortran order.
        NdArray source = order == Order.Fortran ? array.Transpose() : array;
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
                ArrayThrow.ValueLost(elements.Slice(kept * transform.SourceSize, transform.SourceSize), source.DType, target, ArrayLayout.IndexOf(done + kept, array.Shape, order));
        }

        GC.KeepAlive(source);
    }

    internal static T[] ReadAll<T>(NdArray source, Casting casting = Casting.Equivalent)
    {
        if (source.Count > Array.MaxLength)
            ArrayThrow.TooManyForArray(source.Count, typeof(T));

        if (source.DType.IsReference)
            return ObjectElements.ReadAll<T>(source, casting);

        if (source.DType.ItemSize == 0 && source.Count > MaxWithoutBytes)
            ArrayThrow.TooManyWithoutBytes(source.Count, MaxWithoutBytes);

        var values = (T[])ArrayMemory.Allocate<T>(source.Count).WithHugePages().Array!;
        if (TimeType<T>.Row is not null)
        {
            TimeElements.ReadAll<T>(source, casting, values);
            return values;
        }

        if (values is char[] characters)
        {
            CharacterElements.ReadAll(source, characters);
            return values;
        }

        if (values is string[] texts && source.DType is { Kind: DTypeKind.String, IsNative: true, ItemSize: > 0 } && source.IsCContiguous)
        {
            TextElements.ReadAll(source, texts);
            return values;
        }

        var places = new PlaceEnumerator(source.Layout);
        for (int i = 0; i < values.Length; i++)
        {
            places.MoveNext();
            values[i] = ElementReader.Read<T>(ref source.Memory.At(places.Current), source.DType, default);
        }

        GC.KeepAlive(source);
        return values;
    }

    /// <summary>Makes the bytes 0 or 1, the only values that a CLR bool may have.</summary>
    internal static void Normalize(ref byte values, long count)
    {
        for (long done = 0; done < count; done += int.MaxValue)
        {
            Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref values, (nint)done), (int)Math.Min(int.MaxValue, count - done));
            TensorPrimitives.Min(bytes, (byte)1, bytes);
        }
    }
}
