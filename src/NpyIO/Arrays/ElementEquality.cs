using System.Runtime.InteropServices;

namespace NpyIO.Arrays;

/// <summary>Compares the elements of two arrays of one dtype and shape.</summary>
internal static class ElementEquality
{
    /// <summary>In bytes of elements.</summary>
    private const int ChunkLength = 256 << 10;

    internal static int HashOf<T>(T dtype, ReadOnlySpan<long> shape)
    {
        var hash = new HashCode();
        hash.Add(dtype);
        foreach (long length in shape)
            hash.Add(length);
        return hash.ToHashCode();
    }

    internal static bool AreEqual(NdArray left, NdArray right)
    {
        if (left.Count == 0 || left.DType.ItemSize == 0)
            return true;
        if (left.DType.HasObject)
            return ObjectEquality.AreEqual(left, right);
        if (left.DType.IsStruct)
            return AreFieldsEqual(left, right);
        // Any order of the axes serves that is the same for both.
        if (left.Layout.FortranOrder && right.Layout.FortranOrder)
            (left, right) = (left.Transpose(), right.Transpose());

        long count = Math.Max(ChunkLength / left.DType.ItemSize, 1);
        var chunks = new LayoutChunks(left.Layout, count);
        var others = new LayoutChunks(right.Layout, count);
        byte[] leftRoom = [], rightRoom = [];
        while (chunks.Next() is { } chunk)
        {
            ReadOnlySpan<byte> bytes = BytesOf(left, chunk, ref leftRoom);
            ReadOnlySpan<byte> otherBytes = BytesOf(right, others.Next()!, ref rightRoom);
            if (!bytes.SequenceEqual(otherBytes) && !AreEqual(bytes, otherBytes, left.DType))
                return false;
        }

        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return true;
    }

    /// <summary>Whether the axes of a field that is a sub-array do not fit after those of the array.</summary>
    internal static bool MustCompareRows(NdArray array)
    {
        int most = 0;
        foreach (Field field in array.DType.Fields)
        {
            int axes = 0;
            for (DType dtype = field.DType; dtype.Base is { } inner; dtype = inner)
                axes += dtype.Shape.Length;
            most = Math.Max(most, axes);
        }

        return array.Rank > 0 && array.Rank + most > DType.MaxRank;
    }

    private static bool AreFieldsEqual(NdArray left, NdArray right)
    {
        if (MustCompareRows(left))
            return left.Rows().Zip(right.Rows()).All(rows => AreEqual(rows.First, rows.Second));
        foreach (Field field in left.DType.Fields)
        {
            if (!AreEqual(left[field.Name], right[field.Name]))
                return false;
        }

        return true;
    }

    /// <summary>Returns the elements in C order and native byte order, in place if they are so.</summary>
    internal static ReadOnlySpan<byte> BytesOf(NdArray array, ArrayLayout chunk, ref byte[] room)
    {
        int length = (int)chunk.NBytes;
        if (chunk.IsCContiguous && array.DType.IsNative)
            return MemoryMarshal.CreateReadOnlySpan(ref array.Memory.At(chunk.Offset), length);
        if (room.Length < length)
            room = GC.AllocateUninitializedArray<byte>(length);
        ElementCopy.CopyNative(array.Memory, chunk, array.DType, ref MemoryMarshal.GetArrayDataReference(room));
        return room.AsSpan(0, length);
    }

    /// <summary>For elements whose bytes differ: only these kinds have several representations of one value.</summary>
    private static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.Boolean, _) => AreBooleansEqual(left, right),
        (DTypeKind.Float, 2) => AreEqual<Half>(left, right),
        (DTypeKind.Float, 4) => AreEqual<float>(left, right),
        (DTypeKind.Float, 8) => AreEqual<double>(left, right),
        (DTypeKind.Float, _) => AreEqual<LongDouble>(left, right),
        (DTypeKind.Complex, 8) => AreEqual<float>(left, right),
        (DTypeKind.Complex, 16) => AreEqual<double>(left, right),
        (DTypeKind.Complex, _) => AreEqual<LongDouble>(left, right),
        _ => false,
    };

    private static bool AreBooleansEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if ((left[i] != 0) != (right[i] != 0))
                return false;
        }

        return true;
    }

    // Equals, unlike ==, takes NaN for equal to NaN; both take 0.0 for equal to -0.0.
    private static bool AreEqual<T>(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        where T : struct, IEquatable<T>
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(left);
        ReadOnlySpan<T> others = MemoryMarshal.Cast<byte, T>(right);
        for (int i = 0; i < values.Length; i++)
        {
            if (!values[i].Equals(others[i]))
                return false;
        }

        return true;
    }
}
