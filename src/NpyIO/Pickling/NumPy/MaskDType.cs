using NpyIO.DTypes;

namespace NpyIO.Pickling;

/// <summary>The dtype of masks, <c>numpy.ma.make_mask_descr</c>: bool instead of every number, records without padding.</summary>
internal static class MaskDType
{
    /// <summary>Returns the mask dtype for an array's dtype, or null if it would be too large.</summary>
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
