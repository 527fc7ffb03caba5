using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Pickling;

/// <summary>Builds arrays whose elements are or contain objects, from a list that is in C order regardless of the array's order.</summary>
internal static class ObjectState
{
    internal static NdArray Build(PickleMachine machine, DType dtype, long[] shape, bool isFortran, object? data)
    {
        List<object?>? list = data as List<object?> ?? (data as ElementList)?.List;
        var held = list is null ? data as ElementList : null;
        if ((list?.Count ?? held?.Count) is not { } found)
            return machine.Fail<NdArray>($"The elements of an array of {dtype} are no list", "a list", Describe.Kind(data));
        long count = ArrayLayout.CountOf(shape, dtype.ItemSize);
        if (found != count)
            machine.Fail($"The elements of an array of {dtype} and shape {PythonText.Shape(shape)} are {found}", $"{count}", $"{found}");

        // A list can be the state of many arrays.
        machine.Charge(count * (dtype.IsReference ? sizeof(long) : dtype.ItemSize));
        NdArray array = held is not null && CanHold(dtype)
            ? new NdArray(dtype, held.ToMemory(), ArrayLayout.Contiguous(shape, dtype.ItemSize))
            : OfList(machine, dtype, shape, list ?? (List<object?>)held!.Settle(machine));
        return isFortran && machine.Options.Order == Order.Keep ? array.Copy(Order.Fortran) : ArrayState.InOrder(machine, array);
    }

    /// <summary>Whether an <see cref="ElementList"/> can be the elements of such an array without conversion.</summary>
    internal static bool CanHold(DType dtype) => dtype.Kind == DTypeKind.Object;

    private static NdArray OfList(PickleMachine machine, DType dtype, long[] shape, List<object?> list) =>
        dtype.IsReference ? OfReferences(machine, dtype, shape, list) : OfRecords(machine, dtype, shape, list);

    private static NdArray OfReferences(PickleMachine machine, DType dtype, long[] shape, List<object?> list)
    {
        object?[] values = [.. list];
        for (int i = 0; dtype.Kind == DTypeKind.VariableString && i < values.Length; i++)
            values[i] = PythonElements.TextFor(machine, dtype, values[i]);
        return ObjectElements.Of(values, shape, dtype);
    }

    private static NdArray OfRecords(PickleMachine machine, DType dtype, long[] shape, List<object?> list)
    {
        DTypeFields.ChargeVisit(machine, dtype);
        if (machine.Options.ByteOrder == ByteOrderMode.Native && SwapPlan.ToNative(dtype) is not null)
            dtype = Casts.Native(dtype);
        NdArray array = NdArray.Create(dtype, shape);
        for (int i = 0; i < list.Count; i++)
            PythonElements.Assign(machine, array, (long)i * dtype.ItemSize, dtype, list[i]);
        return array;
    }
}
