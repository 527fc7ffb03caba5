using System.Globalization;
using System.Text;
using NpyIO.DTypes;

namespace NpyIO.Pickling;

// NumPy's dtypes, as numpy.dtype.__reduce__ writes them (arraydescr_reduce in descriptor.c).
internal sealed partial class PickleWriter
{
    private const long ObjectFlags = 63;
    private const long TextFlags = 8;

    /// <summary>The flags that a record inherits from its fields: <c>NPY_FROM_FIELDS</c>.</summary>
    private const long FlagsOfFields = 0x1B;

    /// <summary><c>NPY_ALIGNED_STRUCT</c> as a signed byte, because NumPy 1 rejects it as an unsigned one.</summary>
    private const long AlignedFlag = -128;

    private IEnumerable<object?> DTypeOf(DType dtype) => dtype.Kind == DTypeKind.VariableString ? StringDTypeOf(dtype) : DTypeOf(dtype, isRecord: false);

    private IEnumerable<object?> StringDTypeOf(DType dtype) => Reduced(
        dtype,
        "numpy._core._internal",
        "_convert_to_stringdtype_kwargs",
        dtype.HasNaObject ? [dtype.Coerces ? 1L : 0L, dtype.NaObject] : [dtype.Coerces ? 1L : 0L]);

    /// <summary>Writes a dtype. <paramref name="isRecord"/>: whether the elements are <c>numpy.record</c>, as in a recarray.</summary>
    private IEnumerable<object?> DTypeOf(DType dtype, bool isRecord)
    {
        object name = isRecord ? new PickleObject("numpy", "record") : NameOf(dtype);
        return Reduced(isRecord ? null : dtype, "numpy", "dtype", [name, false, true], [StateOf(dtype), Build]);
    }

    private static readonly object Build = new RawOpcode(Opcode.Build);

    private static string NameOf(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Object => "O8",
        DTypeKind.String => string.Create(CultureInfo.InvariantCulture, $"U{dtype.ItemSize / sizeof(uint)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(char)dtype.Kind}{dtype.ItemSize}"),
    };

    /// <summary>Returns <c>(version, byte order, sub-array, names, fields, item size, alignment, flags[, metadata])</c>.</summary>
    private static PickleTuple StateOf(DType dtype)
    {
        bool isSized = dtype.Kind is DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void;
        long itemSize = isSized ? dtype.ItemSize : -1;
        long alignment = isSized ? dtype.Alignment : -1;
        object? subArray = dtype.Base is null ? null : new PickleTuple(dtype.Base, new PickleTuple([.. dtype.Shape.ToArray().Cast<object?>()]));
        object? names = dtype.IsStruct ? new PickleTuple([.. dtype.Fields.Select(field => field.Name)]) : null;
        object? fields = dtype.IsStruct ? FieldsOf(dtype) : null;
        string byteOrder = ((char)dtype.ByteOrder).ToString();
        return dtype.Kind is DTypeKind.Datetime or DTypeKind.Timedelta
            ? new PickleTuple(4L, byteOrder, null, null, null, -1L, -1L, 0L, UnitOf(dtype))
            : new PickleTuple(3L, byteOrder, subArray, names, fields, itemSize, alignment, FlagsOf(dtype));
    }

    /// <summary>Returns the fields by name, and again by title if they have one.</summary>
    private static PickleDictionary FieldsOf(DType dtype)
    {
        var fields = new PickleDictionary();
        foreach (Field field in dtype.Fields)
        {
            var value = field.Title is null ? new PickleTuple(field.DType, field.Offset) : new PickleTuple(field.DType, field.Offset, field.Title);
            fields[field.Name] = value;
            if (field.Title is not null)
                fields[field.Title] = value;
        }

        return fields;
    }

    private static PickleTuple UnitOf(DType dtype)
    {
        string unit = dtype.Unit == DatetimeUnit.Generic ? "generic" : DatetimeUnits.Suffix(dtype.Unit, 1)[1..^1];
        return new(new PickleDictionary(), new PickleTuple(Encoding.ASCII.GetBytes(unit), (long)dtype.UnitMultiple, 1L, 1L));
    }

    private static long FlagsOf(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Object => ObjectFlags,
        DTypeKind.String => TextFlags,
        _ when dtype.Base is { } inner => FlagsOf(inner) & FlagsOfFields,
        _ => dtype.Fields.Aggregate(0L, (flags, field) => flags | (FlagsOf(field.DType) & FlagsOfFields)) | (dtype.IsAlignedStruct ? AlignedFlag : 0),
    };
}
