using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>Arrays from what a pickle says of them: shape, dtype, order, and bytes or a list of objects. Nothing is allocated before all of it has been found to fit.</summary>
internal static class ArrayState
{
    /// <summary>The array of four parts of a state: shape, dtype, whether the order is Fortran's, and the data.</summary>
    /// <param name="machine">The machine that reads the pickle.</param>
    /// <param name="state">The state.</param>
    /// <param name="first">The place of the first part in it.</param>
    internal static NdArray Build(PickleMachine machine, PickleTuple state, int first)
    {
        DType dtype = DTypeOf(machine, state[first + 1]);
        long[] shape = ShapeOf(machine, state[first], dtype.ItemSize);
        bool isFortran = machine.IntegerOf(state[first + 2], "Whether an array is in Fortran order") != 0;
        return dtype.HasObject
            ? ObjectState.Build(machine, dtype, shape, isFortran, state[first + 3])
            : FromBytes(machine, dtype, shape, isFortran, state[first + 3]);
    }

    /// <summary>An array of bytes, which it sees where they are unless something has to move.</summary>
    /// <param name="machine">The machine that reads the pickle.</param>
    /// <param name="dtype">The dtype.</param>
    /// <param name="shape">The shape, of which the product is known to fit.</param>
    /// <param name="isFortran">Whether the elements are in Fortran order.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="isKept">Whether they are to stay in that order whatever the options say.</param>
    internal static NdArray FromBytes(PickleMachine machine, DType dtype, long[] shape, bool isFortran, object? data, bool isKept = false)
    {
        if (dtype.HasObject)
            machine.Fail($"Elements of {dtype} are made of bytes");
        if (data is string text)
            machine.Charge(text.Length);
        if (PickleMachine.BytesOf(data) is not { } memory)
            return machine.Fail<NdArray>("The data of an array are no bytes", "bytes", Describe.Kind(data));
        long length = ArrayLayout.CountOf(shape, dtype.ItemSize) * dtype.ItemSize;
        if (memory.Length != length)
            machine.Fail($"The data of an array of {dtype} and shape {PythonText.Shape(shape)} are {memory.Length} bytes", $"{length}", $"{memory.Length}");

        Order stored = isFortran ? Order.Fortran : Order.C;
        Order wanted = isKept || machine.Options.Order == Order.Keep ? stored : machine.Options.Order;
        if (wanted == stored && (dtype.IsNative || machine.Options.ByteOrder == ByteOrderMode.Keep))
            return new NdArray(dtype, memory, ArrayLayout.Contiguous(shape, dtype.ItemSize, stored));

        if (!dtype.IsNative)
            DTypeFields.ChargeVisit(machine, dtype);
        ArrayDecoder decoder = ArrayDecoder.Create(dtype, shape, isFortran, machine.Options.Decoding with { Order = wanted });
        if (decoder.IsRaw)
            return new NdArray(decoder.ResultDType, memory, ArrayLayout.Contiguous(shape, dtype.ItemSize, stored));

        machine.Charge(length);
        decoder.Allocate();
        long piece = Math.Max(decoder.PreferredBlockLength, decoder.BlockUnit);
        for (long at = 0; at < length; at += piece)
            decoder.Decode(at, MemoryMarshal.CreateReadOnlySpan(ref memory.At(at), (int)Math.Min(piece, length - at)));
        GC.KeepAlive(memory);
        return decoder.ToNdArray();
    }

    /// <summary>An array in the order that the options ask for.</summary>
    internal static NdArray InOrder(PickleMachine machine, NdArray array)
    {
        Order order = machine.Options.Order;
        if (order == Order.Keep || (order == Order.C ? array.IsCContiguous : array.IsFortranContiguous))
            return array;
        machine.Charge(array.NBytes);
        return array.Copy(order);
    }

    /// <summary>The dtype that a value is.</summary>
    internal static DType DTypeOf(PickleMachine machine, object? value)
    {
        if (value is PendingDType pending)
            value = pending.Settle(machine);
        return value switch
        {
            DType { Base: null } dtype => dtype,
            DType => machine.Fail<DType>($"The elements of an array are sub-arrays, of {value}"),
            _ => machine.Fail<DType>("An array has no dtype", "a dtype", Describe.Kind(value)),
        };
    }

    /// <summary>The shape that a tuple is, for items of some bytes: no axis is negative, and the bytes are fewer than 2^63.</summary>
    internal static long[] ShapeOf(PickleMachine machine, object? value, int itemSize)
    {
        if (value is not PickleTuple { Count: <= DType.MaxRank } tuple)
            return machine.Fail<long[]>("An array has no shape", $"a tuple of at most {DType.MaxRank} lengths", Describe.Kind(value));
        var shape = new long[tuple.Count];
        bool isShape = true;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            shape[axis] = machine.IntegerOf(tuple[axis], "The length of an axis");
            isShape &= shape[axis] >= 0;
        }

        if (!isShape || !ArrayLayout.TryCount(shape, itemSize, out _))
            machine.Fail($"The shape {PythonText.Shape(shape)} is none, or has more bytes than there can be");
        return shape;
    }

    /// <summary>The order of axes that a tuple is: each of them once.</summary>
    internal static int[] AxesOf(PickleMachine machine, object? value, int rank)
    {
        long[] axes = value is PickleTuple tuple && tuple.Count == rank ? [.. tuple.Select(axis => machine.IntegerOf(axis, "An axis"))] : [];
        if (axes.Length != rank || !axes.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)))
            machine.Fail("The order of an array's axes has not each of them once", $"{rank} axes", Describe.Kind(value));
        return Array.ConvertAll(axes, axis => (int)axis);
    }
}
