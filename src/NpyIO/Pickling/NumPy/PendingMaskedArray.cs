using NpyIO.DTypes;

namespace NpyIO.Pickling;

/// <summary>A <c>numpy.ma.MaskedArray</c> without its state: that of its array, the mask's bytes, and the fill value.</summary>
internal sealed class PendingMaskedArray : PendingObject
{
    /// <inheritdoc/>
    private protected override object BuildFrom(PickleMachine machine, object? state)
    {
        if (state is not PickleTuple { Count: 7 } parts)
            return machine.Fail<object>("The state of a masked array is none", "a tuple of 7", Throw.Kind(state));
        NdArray data = ArrayState.Build(machine, parts, first: 1);
        DTypeFields.ChargeVisit(machine, data.DType);
        DType mask = MaskOf(machine, ArrayState.DTypeOf(machine, parts[2]));
        bool isFortran = machine.IntegerOf(parts[3], "The order of an array") != 0;
        return new MaskedArray(data, ArrayState.FromBytes(machine, mask, ArrayState.ShapeOf(machine, parts[1], mask.ItemSize), isFortran, parts[5]), FillValue(machine, data.DType, parts[6]));
    }

    /// <summary>The dtype of a mask, <c>numpy.ma.make_mask_descr</c>: bool in place of every number, records without padding.</summary>
    private static DType MaskOf(PickleMachine machine, DType dtype)
    {
        if (dtype.Base is { } inner)
            return DType.SubArray(MaskOf(machine, inner), dtype.Shape);
        return dtype.IsStruct
            ? StructBuilder.TryBuild([.. dtype.Fields.Select(field => new Field(field.Name, MaskOf(machine, field.DType), title: field.Title))], null, align: false, out _)
                ?? machine.Fail<DType>($"A mask of {dtype} would be too large")
            : DType.Bool;
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
