using NpyIO.DTypes;

namespace NpyIO.Pickling;

/// <summary>The dtype of a mask, <c>numpy.ma.make_mask_descr</c>: bool in place of every number, records without padding.</summary>
internal static class MaskDType
{
    /// <summary>The dtype of the mask of an array of a dtype; null where it would be too large.</summary>
    internal static DType? Of(DType dtype)
    {
        if (dtype.Base is { } inner)
            return Of(inner) is { } ofInner ? SubArrayBuilder.TryBuild(ofInner, dtype.Shape, out _) : null;
        if (!dtype.IsStruct)
            return DType.Bool;
        var fields = new Field[dtype.Fields.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            Field field = dtype.Fields[i];
            if (Of(field.DType) is not { } mask)
                return null;
            fields[i] = new Field(field.Name, mask, title: field.Title);
        }

        return StructBuilder.TryBuild(fields, null, align: false, out _);
    }
}
