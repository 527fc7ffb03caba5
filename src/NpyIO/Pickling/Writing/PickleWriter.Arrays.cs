using System.Globalization;
using System.Text;
using NpyIO.DTypes;

namespace NpyIO.Pickling;

// NumPy's arrays, so that NumPy 1.19 to 2.4 load them without a warning: by _reconstruct at every protocol, with the oldest module names.
internal sealed partial class PickleWriter
{
    private const string MultiArray = "numpy.core.multiarray";

    private const long ObjectFlags = 63;
    private const long TextFlags = 8;

    // NPY_FROM_FIELDS: the flags that a record inherits from its fields.
    private const long FlagsOfFields = 0x1B;

    // NPY_NEEDS_PYAPI, which NumPy sets on every record.
    private const long RecordFlags = 0x10;

    // As a signed byte, because NumPy 1 rejects an unsigned one.
    private const long AlignedFlag = unchecked((sbyte)DTypeState.AlignedFlag);

    private static readonly object Build = new RawOpcode(Opcode.Build);

    private IEnumerable<object?> ArrayOf(NdArray array)
    {
        if (array is { PythonClass: PythonArrayClass.Scalar, Rank: 0 })
            return ScalarOf(array);
        return Reduced(array, MultiArray, "_reconstruct", [ClassOf(array), new PickleTuple(0L), "b"u8.ToArray()], StateOf(array));
    }

    private static PickleObject ClassOf(NdArray array) => new("numpy", array.PythonClass switch
    {
        PythonArrayClass.Matrix => "matrix",
        PythonArrayClass.RecordArray => "recarray",
        _ => "ndarray",
    });

    // (1, shape, dtype, is_fortran, data).
    private IEnumerable<object?> StateOf(NdArray array)
    {
        _output.Write(Opcode.Mark);
        yield return 1L;
        yield return ShapeOf(array);
        foreach (object? part in array.PythonClass == PythonArrayClass.RecordArray ? DTypeOf(array.DType, isRecord: true) : [array.DType])
            yield return part;
        yield return array.Layout.FortranOrder;
        foreach (object? part in ElementsOf(array))
            yield return part;
        _output.Write(Opcode.Tuple);
        _output.Write(Opcode.Build);
    }

    private static PickleTuple ShapeOf(NdArray array) => new([.. array.Shape.ToArray().Cast<object?>()]);

    // Objects are a list, always in C order.
    private IEnumerable<object?> ElementsOf(NdArray array) =>
        array.DType.HasObject ? ListOf(new List<object?>(), PythonValues.Of(array)) : DataOf(array);

    private IEnumerable<object?> DataOf(NdArray array)
    {
        if (Protocol < 4 && array.NBytes > uint.MaxValue)
            PickleThrow.DataNeedProtocol4(array.NBytes);
        if (Protocol >= 3 && array.NBytes >= PickleOutput.LongData)
            // Long data goes directly from the array's memory to the file.
            yield return Data(array, Opcode.BinBytes, Opcode.BinBytes8);
        else
            yield return array.ToBytes(Order.Keep);
    }

    // A record that contains objects is written as a 0-d array.
    private IEnumerable<object?> ScalarOf(NdArray array) =>
        Reduced(array, MultiArray, "scalar", [array.DType, array.DType.HasObject ? array.WithClass(PythonArrayClass.Array) : (object)array.ToBytes()]);

    private IEnumerable<object?> MaskedOf(MaskedArray masked) => Reduced(
        masked,
        "numpy.ma.core",
        "_mareconstruct",
        [new PickleObject("numpy.ma.core", "MaskedArray"), new PickleObject("numpy", "ndarray"), new PickleTuple(0L), "b"u8.ToArray()],
        StateOf(masked));

    private static NdArray MaskInOrder(MaskedArray masked)
    {
        NdArray mask = masked.Mask;
        if (masked.Data.Layout.FortranOrder)
            return mask.IsFortranContiguous ? mask : mask.Copy(Order.Fortran);
        return mask.Layout.FortranOrder ? mask.Copy(Order.C) : mask;
    }

    // The state of the data, the bytes of the mask in the same order, and the fill value.
    private IEnumerable<object?> StateOf(MaskedArray masked)
    {
        _output.Write(Opcode.Mark);
        yield return 1L;
        yield return ShapeOf(masked.Data);
        yield return masked.Data.DType;
        yield return masked.Data.Layout.FortranOrder;
        foreach (object? part in ElementsOf(masked.Data))
            yield return part;
        foreach (object? part in DataOf(MaskInOrder(masked)))
            yield return part;
        yield return masked.FillValue;
        _output.Write(Opcode.Tuple);
        _output.Write(Opcode.Build);
    }

    // NumPy's dtypes, as numpy.dtype.__reduce__ writes them (arraydescr_reduce in descriptor.c).

    private IEnumerable<object?> DTypeOf(DType dtype) => dtype.Kind == DTypeKind.VariableString ? StringDTypeOf(dtype) : DTypeOf(dtype, isRecord: false);

    private IEnumerable<object?> StringDTypeOf(DType dtype) => Reduced(
        dtype,
        "numpy._core._internal",
        "_convert_to_stringdtype_kwargs",
        dtype.HasNaObject ? [dtype.Coerces ? 1L : 0L, dtype.NaObject] : [dtype.Coerces ? 1L : 0L]);

    /// <summary><paramref name="isRecord"/> is whether the elements are <c>numpy.record</c>, as in a recarray.</summary>
    private IEnumerable<object?> DTypeOf(DType dtype, bool isRecord)
    {
        object name = isRecord ? new PickleObject("numpy", "record") : NameOf(dtype);
        return Reduced(isRecord ? null : dtype, "numpy", "dtype", [name, false, true], [StateOf(dtype), Build]);
    }

    private static string NameOf(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Object => "O8",
        DTypeKind.String => string.Create(CultureInfo.InvariantCulture, $"U{dtype.ItemSize / sizeof(uint)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(char)dtype.Kind}{dtype.ItemSize}"),
    };

    // (version, byte order, sub-array, names, fields, item size, alignment, flags[, metadata]).
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
        _ => dtype.Fields.Aggregate(dtype.IsStruct ? RecordFlags : 0L, (flags, field) => flags | (FlagsOf(field.DType) & FlagsOfFields)) | (dtype.IsAlignedStruct ? AlignedFlag : 0),
    };
}
