using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>Calls of NumPy's functions and classes.</summary>
internal static class NumPyGlobals
{
    /// <summary>Maximum length of the name of a NumPy class or type, in characters.</summary>
    private const int LongestName = 64;

    private static readonly Dictionary<string, PythonArrayClass> Classes = new()
    {
        ["numpy.ndarray"] = PythonArrayClass.Array,
        ["numpy.memmap"] = PythonArrayClass.Array,
        ["numpy.core.memmap.memmap"] = PythonArrayClass.Array,
        ["numpy.chararray"] = PythonArrayClass.Array,
        ["numpy.char.chararray"] = PythonArrayClass.Array,
        ["numpy.core.defchararray.chararray"] = PythonArrayClass.Array,
        ["numpy.matrix"] = PythonArrayClass.Matrix,
        ["numpy.core.defmatrix.matrix"] = PythonArrayClass.Matrix,
        ["numpy.matrixlib.defmatrix.matrix"] = PythonArrayClass.Matrix,
        ["numpy.recarray"] = PythonArrayClass.RecordArray,
        ["numpy.rec.recarray"] = PythonArrayClass.RecordArray,
        ["numpy.core.records.recarray"] = PythonArrayClass.RecordArray,
    };

    internal static IEnumerable<(string Module, string Name, KnownCall Call)> Rows
    {
        get
        {
            yield return ("numpy", "dtype", CreateDType);
            yield return ("numpy.ma.core", "_mareconstruct", ReconstructMasked);
            yield return ("numpy._core._internal", "_convert_to_stringdtype_kwargs", CreateStringDType);
            foreach (string core in (string[])["numpy.core", "numpy._core"])
            {
                yield return ($"{core}.numeric", "_frombuffer", FromBuffer);
                yield return ($"{core}._internal", "_reconstruct", Reconstruct);   // before NumPy 1.0
                foreach (string module in (string[])["multiarray", "_multiarray_umath"])
                {
                    yield return ($"{core}.{module}", "_reconstruct", Reconstruct);
                    yield return ($"{core}.{module}", "scalar", ScalarState.Build);
                }
            }
        }
    }

    /// <summary><c>numpy.dtype(obj, align, copy)</c>; BUILD gives it its state later.</summary>
    private static object? CreateDType(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count is 0 or > 3)
            machine.Fail("A dtype is made of other than one to three arguments");
        return arguments[0] switch
        {
            PickleObject { IsReference: true } type => new PendingDType(type.Name == "record" ? DType.Void(0) : TypeNamed(type.Name)),
            DType dtype => new PendingDType(dtype),
            object named when machine.TextOf(named) is { } text => new PendingDType(Parse(machine, text)),
            object other => machine.Fail<object>("A dtype is made of what is none", "a type", Describe.Kind(other)),
            null => new PendingDType(DType.Float64),
        };
    }

    private static DType? TypeNamed(string name) => name.Length <= LongestName ? TypeNames.Find(name) : null;

    private static DType Parse(PickleMachine machine, string text)
    {
        machine.WorkThrough(text);
        DType dtype = TypeStringParser.Parse(text, machine.Position);
        DTypeFields.ChargeMaking(machine, dtype);
        return dtype;
    }

    /// <summary><c>_reconstruct(subtype, shape, dtype)</c>; BUILD gives the array its state later.</summary>
    private static PendingArray? Reconstruct(PickleMachine machine, PickleTuple arguments)
    {
        // A class derived from ndarray may have any state.
        if (arguments.Count != 3 || arguments[0] is not PickleObject { IsReference: true } type || type.Module.Length + type.Name.Length > LongestName)
            return null;
        if (!Classes.TryGetValue(type.FullName, out PythonArrayClass found))
            return null;
        return new PendingArray(found);
    }

    /// <summary><c>_mareconstruct(subtype, baseclass, baseshape, basetype)</c>.</summary>
    private static PendingMaskedArray? ReconstructMasked(PickleMachine machine, PickleTuple arguments) =>
        arguments.Count == 4 && arguments[0] is PickleObject { IsReference: true } type && (type.Module, type.Name) is ("numpy.ma", "MaskedArray") or ("numpy.ma.core", "MaskedArray" or "mvoid")
            ? new PendingMaskedArray()
            : null;

    /// <summary>
    /// <c>_frombuffer(buf, dtype, shape, order, axis_order)</c> of protocol 5. NumPy 2.4 and newer write axis_order, for an array that is contiguous with its axes in another order.
    /// </summary>
    private static NdArray FromBuffer(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count is < 4 or > 5)
            machine.Fail("An array is made of other than four or five arguments");
        DType dtype = ArrayState.DTypeOf(machine, arguments[1]);
        long[] shape = ArrayState.ShapeOf(machine, arguments[2], dtype.ItemSize);
        object? axes = arguments.Count == 5 ? arguments[4] : null;
        switch (machine.TextOf(arguments[3]))
        {
            case "C" or "A":
                return ArrayState.FromBytes(machine, dtype, shape, isFortran: false, arguments[0]);
            case "F":
                return ArrayState.FromBytes(machine, dtype, shape, isFortran: true, arguments[0]);
            case "K" when axes is not null:
                NdArray array = ArrayState.FromBytes(machine, dtype, shape, isFortran: false, arguments[0], isKept: true).Transpose(ArrayState.AxesOf(machine, axes, shape.Length));
                return ArrayState.InOrder(machine, array);
            default:
                return machine.Fail<NdArray>("The elements of an array are in no order that there is", "'C', 'F', 'A', or 'K' with the order of the axes", Describe.Kind(arguments[3]));
        }
    }

    /// <summary><c>_convert_to_stringdtype_kwargs(coerce, na_object)</c>.</summary>
    private static DType CreateStringDType(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count is 0 or > 2)
            machine.Fail("A StringDType is made of other than one or two arguments");
        bool coerce = machine.IntegerOf(arguments[0], "Whether texts are made of what is none") != 0;
        return arguments.Count == 1 ? DType.StringDType(coerce)
            : arguments[1] is null or string or double or long or bool or PickleObject { IsReference: true } ? DType.StringDType(arguments[1], coerce)
            : machine.Fail<DType>("What stands for missing texts is no plain value", found: Describe.Kind(arguments[1]));
    }
}
