using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>A <c>numpy.ma.MaskedArray</c> before BUILD gives it the state of its array, the bytes of the mask, and the fill value.</summary>
internal sealed class PendingMaskedArray : PendingObject
{
    private protected override object BuildFrom(PickleMachine machine, object? state)
    {
        if (state is not PickleTuple { Count: 7 } parts)
            return machine.Fail<object>("The state of a masked array is none", "a tuple of 7", Describe.Kind(state));
        NdArray data = ArrayState.Build(machine, parts, first: 1);
        DTypeFields.ChargeMaking(machine, data.DType);
        DType dtype = ArrayState.DTypeOf(machine, parts[2]);
        DType mask = MaskDType.Of(dtype) ?? machine.Fail<DType>($"A mask of {dtype} would be too large");
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
