using System.Runtime.CompilerServices;
using NpyIO.DTypes;

namespace NpyIO.Arrays;

/// <summary>The dtype of a record struct, and whether the struct's memory is that dtype's.</summary>
/// <param name="DType">Null if a field has no dtype.</param>
/// <param name="IsOwn">See <see cref="NpyRecordInfo.IsOwnLayout"/>.</param>
internal readonly record struct RecordLayout(DType? DType, bool IsOwn)
{
    internal static RecordLayout Of<T>(NpyRecordLayout layout, int pack, NpyRecordField[] fields)
        where T : struct
    {
        if (Array.Exists(fields, field => field.DType is null))
            return default;

        long[]? own = layout == NpyRecordLayout.Converted || RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? null : OwnOffsets(Unsafe.SizeOf<T>(), pack, fields);
        DType dtype = own is null || layout == NpyRecordLayout.OwnPacked ? Build(fields, offsets: null, itemSize: null) : Build(fields, own, Unsafe.SizeOf<T>());
        return new RecordLayout(dtype, own is not null && HasLayout(dtype, own, Unsafe.SizeOf<T>()) && Array.TrueForAll(fields, field => field.Storage == NpyRecordStorage.Exact));
    }

    /// <summary>The offset of a T after a byte, by which the runtime aligns it.</summary>
    internal static int AlignmentOf<T>()
    {
        var probe = new AfterByte<T> { First = 1 };
        return (int)Unsafe.ByteOffset(ref probe.First, ref Unsafe.As<T, byte>(ref probe.Value!));
    }

    /// <summary>Returns the offsets of a sequential struct of these fields, or null if the fields are not bytes or the struct does not have the size that follows.</summary>
    private static long[]? OwnOffsets(int size, int pack, NpyRecordField[] fields)
    {
        var offsets = new long[fields.Length];
        long end = 0;
        int alignment = 1;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Storage == NpyRecordStorage.Converted)
                return null;
            int fieldAlignment = pack == 0 ? fields[i].Alignment : Math.Min(pack, fields[i].Alignment);
            alignment = Math.Max(alignment, fieldAlignment);
            offsets[i] = StructBuilder.AlignUp(end, fieldAlignment);
            end = offsets[i] + fields[i].Size;
        }

        return StructBuilder.AlignUp(end, alignment) == size ? offsets : null;
    }

    /// <summary>As NumPy's align=True if that gives the same offsets, which an alignment of NumPy's own (of a long double, 16) prevents.</summary>
    private static DType Build(NpyRecordField[] fields, long[]? offsets, int? itemSize)
    {
        var placed = new Field[fields.Length];
        for (int i = 0; i < fields.Length; i++)
            placed[i] = new Field(fields[i].Name, fields[i].DType!);

        if (offsets is not null && StructBuilder.TryBuild(placed, itemSize: null, align: true, out _) is { } aligned && HasLayout(aligned, offsets, itemSize!.Value))
            return aligned;

        for (int i = 0; offsets is not null && i < fields.Length; i++)
            placed[i] = new Field(fields[i].Name, fields[i].DType!, offsets[i]);
        return StructBuilder.TryBuild(placed, itemSize, align: false, out string? problem) ?? DTypeThrow.InvalidDType(problem!, nameof(fields));
    }

    private static bool HasLayout(DType dtype, long[] offsets, int itemSize)
    {
        for (int i = 0; i < offsets.Length; i++)
        {
            if (dtype.Fields[i].Offset != offsets[i])
                return false;
        }

        return dtype.ItemSize == itemSize;
    }

    private struct AfterByte<T>
    {
        internal byte First;
        internal T Value;
    }
}
