using System.Runtime.InteropServices;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Copies elements to an array that exists already, by NumPy's broadcasting.</summary>
internal static class ElementAssignment
{
    /// <summary>Checks everything first: if it throws, nothing has been copied.</summary>
    internal static void Assign(NdArray destination, NdArray source, Casting casting)
    {
        // Before the conversion, whose cost follows the source.
        ArrayLayout broadcast = Broadcast(source, destination);
        NdArray converted = Converted(source, destination.DType, casting);
        if (destination.Count == 0 || destination.DType.ItemSize == 0)
            return;
        if (converted.SharesMemory(destination))
            converted = converted.Copy();
        if (!ReferenceEquals(converted, source))
            broadcast = Broadcast(converted, destination);

        if (destination.DType.HasObject)
            CopyReferences(destination, (ObjectMemory)converted.Memory, broadcast);
        else
            CopyBytes(destination, converted, broadcast);
    }

    private static ArrayLayout Broadcast(NdArray source, NdArray destination) =>
        source.Layout.WithoutLeadingAxes(destination.Rank).BroadcastTo(destination.Shape);

    private static NdArray Converted(NdArray source, DType dtype, Casting casting)
    {
        if (dtype.Equals(source.DType))
            return source;
        if (dtype.Kind is DTypeKind.String or DTypeKind.Bytes && dtype.Kind == source.DType.Kind)
            return OtherWidth(source, dtype);
        if (dtype.Kind != DTypeKind.Object || source.DType.HasObject)
            return source.To(dtype, casting);

        // Each element as its own type.
        var values = new object?[source.Count];
        var places = new PlaceEnumerator(source.Layout);
        for (int i = 0; places.MoveNext(); i++)
        {
            object? value = new NdArray(source.DType, source.Memory, new ArrayLayout([], [], places.Current, source.DType.ItemSize)).GetValue();
            values[i] = value is NdArray record ? record.Copy() : value;
        }

        return ObjectElements.Of(values, source.Shape, dtype);
    }

    /// <summary>Texts of another width: padded with NULs, and refused if one of them is too long.</summary>
    private static NdArray OtherWidth(NdArray source, DType dtype)
    {
        if (dtype.IsNative != source.DType.IsNative)
            source = source.To(source.DType.WithByteOrder(dtype.ByteOrder), Casting.Equivalent);
        int unit = dtype.Kind == DTypeKind.String ? sizeof(uint) : 1;
        int width = Math.Min(source.DType.ItemSize, dtype.ItemSize);
        var places = new PlaceEnumerator(source.Layout);
        while (source.DType.ItemSize > width && places.MoveNext())
        {
            ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpan(ref source.Memory.At(places.Current), source.DType.ItemSize);
            if (text[width..].ContainsAnyExcept((byte)0))
                ArrayThrow.TooLong((text.LastIndexOfAnyExcept((byte)0) / unit) + 1, unit == 1 ? "characters" : "code points", dtype);
        }

        NdArray widened = NdArray.Create(dtype, source.Shape);
        StridedCopy.Copy(ref source.Memory.At(source.Layout.Offset), source.Strides, ref widened.Memory.At(0), widened.Strides, source.Shape, width);
        GC.KeepAlive(source);
        return widened;
    }

    private static void CopyBytes(NdArray destination, NdArray source, ArrayLayout broadcast)
    {
        StridedCopy.Copy(
            ref source.Memory.At(broadcast.Offset),
            broadcast.Strides,
            ref destination.Memory.At(destination.Layout.Offset),
            destination.Strides,
            destination.Shape,
            destination.DType.ItemSize);
        GC.KeepAlive(source);
        GC.KeepAlive(destination);
    }

    private static void CopyReferences(NdArray destination, ObjectMemory source, ArrayLayout broadcast)
    {
        var memory = (ObjectMemory)destination.Memory;
        int[] places = [.. ObjectPlaces.Of(destination.DType)];
        Array.Sort(places);
        var to = new PlaceEnumerator(destination.Layout);
        var from = new PlaceEnumerator(broadcast);
        while (to.MoveNext() && from.MoveNext())
            memory.CopyElement(to.Current, source, from.Current, places, destination.DType.ItemSize);
    }
}
