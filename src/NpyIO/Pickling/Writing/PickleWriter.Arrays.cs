using NpyIO.Arrays;

namespace NpyIO.Pickling;

// NumPy's arrays, as every NumPy from 1.19 to 2.4 loads them without a warning: by _reconstruct at every protocol, from the modules that had these names first.
internal sealed partial class PickleWriter
{
    private const string MultiArray = "numpy.core.multiarray";

    private IEnumerable<object?> ArrayOf(NdArray array)
    {
        if (array is { Class: PythonArrayClass.Scalar, Rank: 0 })
            return ScalarOf(array);
        return Reduced(array, MultiArray, "_reconstruct", [ClassOf(array), new PickleTuple(0L), "b"u8.ToArray()], StateOf(array));
    }

    private static PickleObject ClassOf(NdArray array) => new("numpy", array.Class switch
    {
        PythonArrayClass.Matrix => "matrix",
        PythonArrayClass.RecordArray => "recarray",
        _ => "ndarray",
    });

    /// <summary>The state of an array: <c>(1, shape, dtype, is_fortran, data)</c>.</summary>
    private IEnumerable<object?> StateOf(NdArray array)
    {
        _output.Write(Opcode.Mark);
        yield return 1L;
        yield return ShapeOf(array);
        foreach (object? part in array.Class == PythonArrayClass.RecordArray ? DTypeOf(array.DType, isRecord: true) : [array.DType])
            yield return part;
        yield return IsFortran(array);
        foreach (object? part in ElementsOf(array))
            yield return part;
        _output.Write(Opcode.Tuple);
        _output.Write(Opcode.Build);
    }

    private static PickleTuple ShapeOf(NdArray array) => new([.. array.Shape.ToArray().Cast<object?>()]);

    /// <summary>Whether the elements are written in Fortran order.</summary>
    private static bool IsFortran(NdArray array) => array.IsFortranContiguous && !array.IsCContiguous;

    /// <summary>The elements: objects as a list, which is in C order whatever the array's own is, all others as bytes.</summary>
    private IEnumerable<object?> ElementsOf(NdArray array) =>
        array.DType.HasObject ? ListOf(new List<object?>(), PythonValues.Of(array)) : DataOf(array);

    /// <summary>The elements as <c>bytes</c>. Long ones go from where they lie to the file.</summary>
    private IEnumerable<object?> DataOf(NdArray array)
    {
        if (Protocol < 4 && array.NBytes > uint.MaxValue)
            PickleThrow.DataNeedProtocol4(array.NBytes);
        if (Protocol >= 3 && array.NBytes >= PickleOutput.LongData)
            yield return Data(array, Opcode.BinBytes, Opcode.BinBytes8);
        else
            yield return array.ToBytes(Order.Keep);
    }

    /// <summary>A scalar is made of its bytes; a record with objects in it, of an array without axes.</summary>
    private IEnumerable<object?> ScalarOf(NdArray array) =>
        Reduced(array, MultiArray, "scalar", [array.DType, array.DType.HasObject ? array.WithClass(PythonArrayClass.Array) : (object)array.ToBytes()]);

    private IEnumerable<object?> MaskedOf(MaskedArray masked) => Reduced(
        masked,
        "numpy.ma.core",
        "_mareconstruct",
        [new PickleObject("numpy.ma.core", "MaskedArray"), new PickleObject("numpy", "ndarray"), new PickleTuple(0L), "b"u8.ToArray()],
        StateOf(masked));

    /// <summary>The mask as its data are read: in Fortran order where those of the array are.</summary>
    private static NdArray MaskInOrder(MaskedArray masked)
    {
        NdArray mask = masked.Mask;
        if (IsFortran(masked.Data))
            return mask.IsFortranContiguous ? mask : mask.Copy(Order.Fortran);
        return IsFortran(mask) ? mask.Copy(Order.C) : mask;
    }

    /// <summary>The state of a masked array: that of an array, then the mask's data, in the same order, and what fills in.</summary>
    private IEnumerable<object?> StateOf(MaskedArray masked)
    {
        _output.Write(Opcode.Mark);
        yield return 1L;
        yield return ShapeOf(masked.Data);
        yield return masked.Data.DType;
        yield return IsFortran(masked.Data);
        foreach (object? part in ElementsOf(masked.Data))
            yield return part;
        foreach (object? part in DataOf(MaskInOrder(masked)))
            yield return part;
        yield return masked.FillValue;
        _output.Write(Opcode.Tuple);
        _output.Write(Opcode.Build);
    }
}
