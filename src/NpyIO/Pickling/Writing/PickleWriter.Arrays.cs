namespace NpyIO.Pickling;

// NumPy's arrays, so that NumPy 1.19 to 2.4 load them without a warning: by _reconstruct at every protocol, with the oldest module names.
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

    /// <summary>Returns the state of an array: <c>(1, shape, dtype, is_fortran, data)</c>.</summary>
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

    private static bool IsFortran(NdArray array) => array.IsFortranContiguous && !array.IsCContiguous;

    /// <summary>Returns the elements: objects as a list, always in C order, and anything else as bytes.</summary>
    private IEnumerable<object?> ElementsOf(NdArray array) =>
        array.DType.HasObject ? ListOf(new List<object?>(), PythonValues.Of(array)) : DataOf(array);

    /// <summary>Returns the elements as <c>bytes</c>. Long data goes directly from the array's memory to the file.</summary>
    private IEnumerable<object?> DataOf(NdArray array)
    {
        if (Protocol < 4 && array.NBytes > uint.MaxValue)
            PickleThrow.DataNeedProtocol4(array.NBytes);
        if (Protocol >= 3 && array.NBytes >= PickleOutput.LongData)
            yield return Data(array, Opcode.BinBytes, Opcode.BinBytes8);
        else
            yield return array.ToBytes(Order.Keep);
    }

    /// <summary>Returns a scalar as its bytes, or as a 0-d array if it is a record that contains objects.</summary>
    private IEnumerable<object?> ScalarOf(NdArray array) =>
        Reduced(array, MultiArray, "scalar", [array.DType, array.DType.HasObject ? array.WithClass(PythonArrayClass.Array) : (object)array.ToBytes()]);

    private IEnumerable<object?> MaskedOf(MaskedArray masked) => Reduced(
        masked,
        "numpy.ma.core",
        "_mareconstruct",
        [new PickleObject("numpy.ma.core", "MaskedArray"), new PickleObject("numpy", "ndarray"), new PickleTuple(0L), "b"u8.ToArray()],
        StateOf(masked));

    /// <summary>Returns the mask in the order of the array's data: Fortran order if the data has it.</summary>
    private static NdArray MaskInOrder(MaskedArray masked)
    {
        NdArray mask = masked.Mask;
        if (IsFortran(masked.Data))
            return mask.IsFortranContiguous ? mask : mask.Copy(Order.Fortran);
        return IsFortran(mask) ? mask.Copy(Order.C) : mask;
    }

    /// <summary>Returns the state of a masked array: the state of its data, the bytes of the mask in the same order, and the fill value.</summary>
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
