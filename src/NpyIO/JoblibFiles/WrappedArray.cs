using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO.JoblibFiles;

/// <summary>The array that a <c>NumpyArrayWrapper</c> describes and whose data follow it. Its claims are checked for being possible, not for the data being there.</summary>
internal sealed class WrappedArray
{
    private WrappedArray(DType dtype, long[] shape, bool fortranOrder, PythonArrayClass arrayClass, int alignment)
    {
        DType = dtype;
        Shape = shape;
        FortranOrder = fortranOrder;
        Class = arrayClass;
        Alignment = alignment;
    }

    internal DType DType { get; }

    internal long[] Shape { get; }

    internal bool FortranOrder { get; }

    internal PythonArrayClass Class { get; }

    /// <summary>The alignment of the data, in bytes; 0 if there is no padding (joblib before 1.2).</summary>
    internal int Alignment { get; }

    internal static WrappedArray Of(PickleMachine machine, PickleObject wrapper)
    {
        if (Attribute(machine, wrapper, JoblibLayout.DataType) is not DType dtype)
        {
            machine.Fail("A joblib array has no dtype", "a dtype");
            return null;
        }

        if (!dtype.IsNative)
            DTypeFields.ChargeVisit(machine, dtype);
        long[] shape = ShapeOf(machine, Attribute(machine, wrapper, JoblibLayout.Shape), dtype);
        string? order = machine.TextOf(Attribute(machine, wrapper, JoblibLayout.Order));
        if (order is not ("C" or "F"))
            machine.Fail("A joblib array is in no order that NumPy has", "'C' or 'F'", order is null ? null : $"'{order}'");

        object? alignment = wrapper.TryGetAttribute(JoblibLayout.AlignmentBytes, out object? value) ? value : null;
        if (alignment is not (null or long and > 0 and <= byte.MaxValue))
            machine.Fail("The alignment of a joblib array's data is not a number of bytes", $"1 to {byte.MaxValue}", Describe.Kind(alignment));
        return new(dtype, shape, order == "F", ClassOf(wrapper), alignment is long bytes ? (int)bytes : 0);
    }

    // joblib makes wrappers for ndarray, memmap and matrix; all but matrix are plain arrays.
    internal static PythonArrayClass ClassOf(PickleObject wrapper)
    {
        if (!wrapper.TryGetAttribute(JoblibLayout.Subclass, out object? value) && wrapper.TryGetAttribute(JoblibLayout.Arguments, out object? arguments))
            value = arguments is PickleTuple { Count: > 0 } tuple ? tuple[0] : null;
        return value is PickleObject { Name: "matrix" } ? PythonArrayClass.Matrix : PythonArrayClass.Array;
    }

    internal static long[] ShapeOf(PickleMachine machine, object? value, DType dtype)
    {
        if (value is not PickleTuple { Count: <= DType.MaxRank } lengths || lengths.Any(length => length is not (long and >= 0)))
        {
            machine.Fail("The shape of a joblib array is not valid", $"a tuple of at most {DType.MaxRank} lengths", Describe.Kind(value));
            return [];
        }

        long[] shape = [.. lengths.Cast<long>()];
        if (!ArrayLayout.TryCount(shape, dtype.ItemSize, out _))
            JoblibThrow.JoblibShapeOverflow(machine.Position, shape, dtype);
        return shape;
    }

    private static object? Attribute(PickleMachine machine, PickleObject wrapper, string name)
    {
        if (!wrapper.TryGetAttribute(name, out object? value))
            machine.Fail($"A joblib array has no {name}");
        return value;
    }
}
