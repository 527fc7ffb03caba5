using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Pickling;

/// <summary>Calls of NumPy's functions and classes.</summary>
internal static class NumPyGlobals
{
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

    // _internal before NumPy 1.0.
    private static readonly string[] ReconstructModules =
    [
        "numpy.core.multiarray",
        "numpy._core.multiarray",
        "numpy.core._multiarray_umath",
        "numpy._core._multiarray_umath",
        "numpy.core._internal",
        "numpy._core._internal",
    ];

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
                yield return ($"{core}.multiarray", "scalar", ScalarState.Build);
                yield return ($"{core}._multiarray_umath", "scalar", ScalarState.Build);
            }

            foreach (string module in ReconstructModules)
                yield return (module, "_reconstruct", Reconstruct);
        }
    }

    internal static bool IsReconstruct(PickleObject described) => described.Name == "_reconstruct" && ReconstructModules.Contains(described.Module);

    // numpy.dtype(obj, align, copy); BUILD gives the dtype its state later.
    private static object? CreateDType(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count is 0 or > 3)
            machine.Fail("A dtype is made of other than one to three arguments");
        return arguments[0] switch
        {
            PickleObject { IsReference: true } type => new PendingDType(type.Name == "record" ? DType.Void(0) : TypeNamed(type.Name)),
            DType dtype => new PendingDType(dtype),
            object named when machine.TextOf(named) is { } text => new PendingDType(Parse(machine, text)),
            object other => machine.Fail<object>("A dtype is made of something that is not a type", "a type", Describe.Kind(other)),
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

    // _reconstruct(subtype, shape, dtype); BUILD gives the array its state later.
    private static PendingArray? Reconstruct(PickleMachine machine, PickleTuple arguments)
    {
        // A class derived from ndarray may have any state.
        if (arguments.Count != 3 || arguments[0] is not PickleObject { IsReference: true } type || type.Module.Length + type.Name.Length > LongestName)
            return null;
        if (!Classes.TryGetValue(type.FullName, out PythonArrayClass found))
            return null;
        return new PendingArray(found);
    }

    // _mareconstruct(subtype, baseclass, baseshape, basetype).
    private static PendingMaskedArray? ReconstructMasked(PickleMachine machine, PickleTuple arguments) =>
        arguments.Count == 4 && arguments[0] is PickleObject { IsReference: true } type && (type.Module, type.Name) is ("numpy.ma", "MaskedArray") or ("numpy.ma.core", "MaskedArray" or "mvoid")
            ? new PendingMaskedArray()
            : null;

    // _frombuffer(buf, dtype, shape, order, axis_order) of protocol 5. NumPy 2.4 and newer write axis_order for an array that is contiguous with its axes in another order.
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

    // _convert_to_stringdtype_kwargs(coerce, na_object).
    private static DType CreateStringDType(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count is 0 or > 2)
            machine.Fail("A StringDType is made of other than one or two arguments");
        bool coerce = machine.IntegerOf(arguments[0], "The coerce flag of a StringDType") != 0;
        return arguments.Count == 1 ? DType.StringDType(coerce)
            : arguments[1] is null or string or double or long or bool or PickleObject { IsReference: true } ? DType.StringDType(arguments[1], coerce)
            : machine.Fail<DType>("The missing-text value of a StringDType is not a plain value", found: Describe.Kind(arguments[1]));
    }
}

/// <summary>An array before BUILD gives it <c>(version, shape, dtype, is_fortran, data)</c>. The oldest pickles lack the version.</summary>
internal sealed class PendingArray(PythonArrayClass type) : PendingObject
{
    private protected override object BuildFrom(PickleMachine machine, object? state)
    {
        if (state is not PickleTuple { Count: 4 or 5 } parts)
            return machine.Fail<object>("The state of an array is not valid", "a tuple of 5", Describe.Kind(state));
        int first = parts.Count - 4;
        if (first == 1 && machine.IntegerOf(parts[0], "The version of an array's state") is not (0 or 1))
            machine.Fail("The state of an array has a version that is not known", "1", $"{parts[0]}");
        return ArrayState.Build(machine, parts, first).WithClass(type);
    }
}

/// <summary>A <c>numpy.ma.MaskedArray</c> before BUILD gives it the state of its array, the bytes of the mask, and the fill value.</summary>
internal sealed class PendingMaskedArray : PendingObject
{
    private protected override object BuildFrom(PickleMachine machine, object? state)
    {
        if (state is not PickleTuple { Count: 7 } parts)
            return machine.Fail<object>("The state of a masked array is not valid", "a tuple of 7", Describe.Kind(state));
        NdArray data = ArrayState.Build(machine, parts, first: 1);
        DTypeFields.ChargeMaking(machine, data.DType);
        DType mask = MaskDType.Of(data.DType) ?? machine.Fail<DType>($"A mask of {data.DType} would be too large");
        bool isFortran = machine.IntegerOf(parts[3], "The order of an array") != 0;
        return new MaskedArray(data, ArrayState.FromBytes(machine, mask, ArrayState.ShapeOf(machine, parts[1], mask.ItemSize), isFortran, parts[5]), FillValue(machine, data.DType, parts[6]));
    }

    private static NdArray? FillValue(PickleMachine machine, DType dtype, object? value)
    {
        if (value is null or NdArray { Count: 1 })
            return value as NdArray;
        machine.Charge(dtype.ItemSize);
        NdArray filled = NdArray.Create(dtype);
        PythonElements.Assign(machine, filled, 0, dtype, value);
        return filled;
    }
}

/// <summary>The dtype of masks, <c>numpy.ma.make_mask_descr</c>: bool instead of every number, records without padding.</summary>
internal static class MaskDType
{
    /// <summary>Returns null if the mask dtype would be too large.</summary>
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

/// <summary>Builds NumPy scalars: <c>scalar(dtype, data)</c>.</summary>
internal static class ScalarState
{
    /// <summary>Returns a read-only 0-d array, or the object itself for an object dtype.</summary>
    internal static object? Build(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count is 0 or > 2)
            machine.Fail("A scalar is made of other than a dtype and its bytes");
        DType dtype = ArrayState.DTypeOf(machine, arguments[0]);
        object? data = arguments.Count == 2 ? arguments[1] : null;

        // There are no scalars of objects, only the object itself. Records with objects are pickled as arrays.
        if (dtype.IsReference)
            return data;
        if (dtype.HasObject)
        {
            return data is NdArray { Rank: 0 } record && record.DType.Equals(dtype)
                ? record.WithClass(PythonArrayClass.Scalar)
                : machine.Fail<object>($"A scalar of {dtype} is made of no array of it", found: Describe.Kind(data));
        }

        if (!dtype.IsNative)
            DTypeFields.ChargeVisit(machine, dtype);
        NdArray scalar = Of(dtype, BytesOf(machine, dtype, data));
        return dtype.IsNative || machine.Options.ByteOrder == ByteOrderMode.Keep || SwapPlan.ToNative(dtype) is null
            ? scalar
            : Of(Casts.Native(dtype), scalar.To(Casts.Native(dtype)).ToBytes());
    }

    private static NdArray Of(DType dtype, byte[] bytes) =>
        new(dtype, BufferMemory.Of(new ReadOnlyMemory<byte>(bytes)), ArrayLayout.Contiguous([], dtype.ItemSize)) { PythonClass = PythonArrayClass.Scalar };

    private static byte[] BytesOf(PickleMachine machine, DType dtype, object? data)
    {
        // As NumPy: zeros if there is no data, and only the first of too many bytes.
        if (data is null)
        {
            machine.Charge(dtype.ItemSize);
            return new byte[dtype.ItemSize];
        }

        if (data is string text)
            machine.Charge(text.Length);
        if (PickleMachine.BytesOf(data) is not { } memory)
            return machine.Fail<byte[]>($"A scalar of {dtype} is made of no bytes", found: Describe.Kind(data));
        if (memory.Length < dtype.ItemSize)
            machine.Fail($"The bytes of a scalar of {dtype} are too few", $"{dtype.ItemSize}", $"{memory.Length}");
        if (data is byte[] exact && exact.Length == dtype.ItemSize)
            return exact;
        machine.Charge(dtype.ItemSize);
        return MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, dtype.ItemSize).ToArray();
    }
}
