using System.Numerics;

namespace NpyIO.Arrays;

/// <summary>Elements that are references: Python objects and variable-width strings.</summary>
internal static class ObjectElements
{
    /// <summary>A Python object can be requested as anything, because its own type decides; text only as text.</summary>
    internal static bool CanBe<T>(DType dtype) => dtype.Kind == DTypeKind.Object || typeof(T) == typeof(string) || typeof(T) == typeof(object);

    internal static object? Read(ArrayMemory memory, long offset, DType dtype) => ((ObjectMemory)memory).Get(offset, dtype);

    internal static T Read<T>(NdArray array, ReadOnlySpan<long> index)
    {
        object? value = Read(array.Memory, array.Layout.OffsetOf(index), array.DType);
        return ObjectCast.Convert(value, Casting.Equivalent, out T? result) is { } outcome and not ObjectCastResult.Done ? ArrayThrow.ElementIsNot<T>(value, index, outcome) : result!;
    }

    internal static void Write(ArrayMemory memory, long offset, DType dtype, object? value)
    {
        if (dtype.Kind == DTypeKind.VariableString)
        {
            if (dtype.IsNa(value))
                value = null;
            else if (value is not string)
                ArrayThrow.NoTextFor(value, dtype);
        }

        ((ObjectMemory)memory).Set(offset, value);
    }

    /// <summary>Returns null if the elements are not Python objects or the dtype is not numeric.</summary>
    internal static NdArray? ToNumbers(NdArray source, DType dtype, Casting casting)
    {
        if (source.DType.Kind != DTypeKind.Object)
            return null;
        NdArray? native = (dtype.Kind, dtype.ItemSize) switch
        {
            (DTypeKind.Boolean, _) => source.To<bool>(casting).ToNdArray(),
            (DTypeKind.SignedInteger, 1) => source.To<sbyte>(casting).ToNdArray(),
            (DTypeKind.SignedInteger, 2) => source.To<short>(casting).ToNdArray(),
            (DTypeKind.SignedInteger, 4) => source.To<int>(casting).ToNdArray(),
            (DTypeKind.SignedInteger, _) => source.To<long>(casting).ToNdArray(),
            (DTypeKind.UnsignedInteger, 1) => source.To<byte>(casting).ToNdArray(),
            (DTypeKind.UnsignedInteger, 2) => source.To<ushort>(casting).ToNdArray(),
            (DTypeKind.UnsignedInteger, 4) => source.To<uint>(casting).ToNdArray(),
            (DTypeKind.UnsignedInteger, _) => source.To<ulong>(casting).ToNdArray(),
            (DTypeKind.Float, 2) => source.To<Half>(casting).ToNdArray(),
            (DTypeKind.Float, 4) => source.To<float>(casting).ToNdArray(),
            (DTypeKind.Float, 8) => source.To<double>(casting).ToNdArray(),
            (DTypeKind.Float, _) => source.To<LongDouble>(casting).ToNdArray(),
            (DTypeKind.Complex, 8) => source.To<Complex64>(casting).ToNdArray(),
            (DTypeKind.Complex, 16) => source.To<Complex>(casting).ToNdArray(),
            (DTypeKind.Complex, _) => source.To<ComplexLongDouble>(casting).ToNdArray(),
            _ => null,
        };
        return native is null || native.DType.Equals(dtype) ? native : native.To(dtype, Casting.Equivalent);
    }

    internal static T[] ReadAll<T>(NdArray source, Casting casting)
    {
        var memory = (ObjectMemory)source.Memory;
        var values = new T[source.Count];
        var places = new PlaceEnumerator(source.Layout);
        for (int i = 0; i < values.Length; i++)
        {
            places.MoveNext();
            object? value = memory.Get(places.Current, source.DType);
            ObjectCastResult outcome = ObjectCast.Convert(value, casting, out T? result);
            values[i] = outcome == ObjectCastResult.Done ? result! : ArrayThrow.ElementIsNot<T>(value, source.Layout.IndexAt(i), outcome);
        }

        return values;
    }

    internal static NdArray Of(Array values, ReadOnlySpan<long> shape, DType dtype)
    {
        var held = new object?[values.LongLength];
        if (values is object?[] same)
            Array.Copy(same, held, held.Length);
        else
            CopyBoxed(values, held);
        for (int i = 0; dtype.Kind == DTypeKind.VariableString && i < held.Length; i++)
        {
            if (dtype.IsNa(held[i]))
                held[i] = null;
            else if (held[i] is not string)
                ArrayThrow.NoTextFor(held[i], dtype);
        }

        return Of(held, shape, dtype);
    }

    /// <summary>Keeps the values, which are in C order; the caller has checked them against the dtype.</summary>
    internal static NdArray Of(object?[] values, ReadOnlySpan<long> shape, DType dtype)
    {
        if (dtype.ItemSize == sizeof(long))
            return new NdArray(dtype, ObjectMemory.Of(values), ArrayLayout.Contiguous(shape, dtype.ItemSize));
        var memory = ObjectMemory.Allocate(values.LongLength * dtype.ItemSize);
        for (int i = 0; i < values.Length; i++)
            memory.Set((long)i * dtype.ItemSize, values[i]);
        return new NdArray(dtype, memory, ArrayLayout.Contiguous(shape, dtype.ItemSize));
    }

    private static void CopyBoxed(Array values, object?[] held)
    {
        int i = 0;
        foreach (object? value in values)
            held[i++] = value;
    }
}
