using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>Lays out the fields of a record by NumPy's rules (<c>_convert_from_dict</c> in descriptor.c).</summary>
internal static class StructBuilder
{
    internal static DType? TryBuild(ReadOnlySpan<Field> fields, long? itemSize, bool align, out string? problem)
    {
        var placed = new Field[fields.Length];
        var names = new HashSet<string>(fields.Length);
        long end = 0, size = 0;
        int alignment = 1;
        bool hasObject = false;
        for (int i = 0; i < fields.Length; i++)
        {
            Field field = fields[i];
            int fieldAlignment = align ? field.DType.Alignment : 1;
            alignment = Math.Max(alignment, fieldAlignment);
            long offset = field.Offset;
            if (offset == -1)
                offset = AlignUp(end, fieldAlignment);
            problem = FieldProblem(field, offset, fieldAlignment, names);
            if (problem is not null)
                return null;
            end = offset + field.DType.ItemSize;
            size = Math.Max(size, end);
            if (size > int.MaxValue)
            {
                problem = $"a record of more than {int.MaxValue} bytes: field {PythonText.Quote(field.Name)} ends at {end}";
                return null;
            }

            hasObject |= field.DType.HasObject;
            placed[i] = offset == field.Offset ? field : new Field(field.Name, field.DType, offset, field.Title);
        }

        size = AlignUp(size, alignment);
        problem = SizeProblem(size, itemSize, alignment) ?? (hasObject ? OverlapProblem(placed) : null);
        return problem is null ? new DType(placed, (int)(itemSize ?? size), alignment, align) : null;
    }

    private static string? FieldProblem(Field field, long offset, int alignment, HashSet<string> names)
    {
        if (offset < 0)
            return $"field {PythonText.Quote(field.Name)} has the negative offset {offset}";
        if (offset > int.MaxValue)
            return $"field {PythonText.Quote(field.Name)} has the offset {offset}, which is more than {int.MaxValue}";
        if (offset % alignment != 0)
            return $"field {PythonText.Quote(field.Name)} has the offset {offset}, which its alignment {alignment} does not divide";
        if (!names.Add(field.Name))
            return $"the name {PythonText.Quote(field.Name)} occurs twice among names and titles";
        if (field.Title is not null && !names.Add(field.Title))
            return $"the title {PythonText.Quote(field.Title)} occurs twice among names and titles";
        if (field.DType.Kind == DTypeKind.VariableString)
            return $"field {PythonText.Quote(field.Name)} is of {field.DType}, which NumPy does not take for fields";
        return field.DType.Depth >= DType.MaxDepth ? $"records and sub-arrays nest deeper than {DType.MaxDepth} levels" : null;
    }

    private static string? SizeProblem(long size, long? itemSize, int alignment)
    {
        if (size > int.MaxValue || itemSize > int.MaxValue)
            return $"a record of {Math.Max(size, itemSize ?? 0)} bytes is larger than {int.MaxValue}";
        if (itemSize < size)
            return $"the item size {itemSize} is less than the {size} bytes its fields need";
        return itemSize % alignment is > 0 ? $"the item size {itemSize} is not a multiple of the alignment {alignment}" : null;
    }

    private static string? OverlapProblem(Field[] fields)
    {
        // NumPy refuses object references that overlap any other field. One sweep by offset finds them.
        Field[] ordered = Array.FindAll(fields, field => field.DType.ItemSize > 0);
        Array.Sort(ordered, (left, right) => left.Offset.CompareTo(right.Offset));
        long end = 0, objectEnd = 0;
        foreach (Field field in ordered)
        {
            if (field.Offset < (field.DType.HasObject ? end : objectEnd))
                return $"field {PythonText.Quote(field.Name)} shares bytes with another field, and one of them holds Python objects";
            long fieldEnd = field.Offset + field.DType.ItemSize;
            end = Math.Max(end, fieldEnd);
            if (field.DType.HasObject)
                objectEnd = Math.Max(objectEnd, fieldEnd);
        }

        return null;
    }

    internal static long AlignUp(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}

/// <summary>Builds sub-arrays by NumPy's rules (<c>_convert_from_tuple</c> in descriptor.c).</summary>
internal static class SubArrayBuilder
{
    internal static DType? TryBuild(DType dtype, ReadOnlySpan<long> shape, out string? problem)
    {
        problem = null;
        // Without axes the result is the dtype itself, as in NumPy.
        if (shape.Length == 0)
            return dtype;
        if (shape.Length > DType.MaxRank)
            problem = $"a sub-array has {shape.Length} axes, more than {DType.MaxRank}";
        else if (dtype.Depth >= DType.MaxDepth)
            problem = $"records and sub-arrays nest deeper than {DType.MaxDepth} levels";
        if (problem is not null)
            return null;

        // As in NumPy, a product past 2^63 is refused even if a later axis is 0; an axis of 0 ends the count.
        long items = 1;
        bool overflows = false;
        foreach (long length in shape)
        {
            if (length is < 0 or > int.MaxValue)
            {
                problem = $"a sub-array has an axis of {length}, which is not between 0 and {int.MaxValue}";
                return null;
            }

            if (!overflows && items != 0)
                overflows = Math.BigMul(items, length, out items) != 0 || items < 0;
        }

        overflows |= items > int.MaxValue || items * dtype.ItemSize > int.MaxValue;
        if (!overflows)
            return new DType(dtype, shape.ToArray(), (int)items * dtype.ItemSize);
        problem = $"a sub-array of shape {PythonText.Shape(shape)} of {dtype.ItemSize}-byte items is larger than {int.MaxValue} bytes";
        return null;
    }
}
