using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Pickling;

/// <summary>Builds arrays from their pickled state: shape, dtype, order, and bytes or a list of objects. It allocates only after all parts have been checked against each other.</summary>
internal static class ArrayState
{
    /// <summary><paramref name="first"/> is the index of the four parts in the state: shape, dtype, whether the order is Fortran's, and the data.</summary>
    internal static NdArray Build(PickleMachine machine, PickleTuple state, int first)
    {
        DType dtype = DTypeOf(machine, state[first + 1]);
        long[] shape = ShapeOf(machine, state[first], dtype.ItemSize);
        bool isFortran = machine.IntegerOf(state[first + 2], "Whether an array is in Fortran order") != 0;
        return dtype.HasObject
            ? ObjectState.Build(machine, dtype, shape, isFortran, state[first + 3])
            : FromBytes(machine, dtype, shape, isFortran, state[first + 3]);
    }

    /// <summary>Uses the bytes in place, unless the order or byte order has to change. With <paramref name="isKept"/>, the order stays regardless of the options.</summary>
    internal static NdArray FromBytes(PickleMachine machine, DType dtype, long[] shape, bool isFortran, object? data, bool isKept = false)
    {
        if (dtype.HasObject)
            machine.Fail($"Elements of {dtype} are made of bytes");
        if (data is string text)
            machine.Charge(text.Length);
        if (PickleMachine.BytesOf(data) is not { } memory)
            return machine.Fail<NdArray>("The data of an array are not bytes", "bytes", Describe.Kind(data));
        Order stored = isFortran ? Order.Fortran : Order.C;
        var layout = ArrayLayout.Contiguous(shape, dtype.ItemSize, stored);
        long length = layout.NBytes;
        if (memory.Length != length)
            machine.Fail($"The data of an array of {dtype} and shape {PythonText.Shape(shape)} are {memory.Length} bytes", $"{length}", $"{memory.Length}");

        Order wanted = isKept || machine.Options.Order == Order.Keep ? stored : machine.Options.Order;
        if (wanted == stored && (dtype.IsNative || machine.Options.ByteOrder == ByteOrderMode.Keep))
            return new NdArray(dtype, memory, layout);

        if (!dtype.IsNative)
            DTypeFields.ChargeVisit(machine, dtype);
        ArrayDecoder decoder = ArrayDecoder.Create(dtype, shape, isFortran, machine.Options.Decoding with { Order = wanted });
        if (decoder.IsRaw)
            return new NdArray(decoder.ResultDType, memory, layout);

        machine.Charge(length);
        decoder.Allocate();
        long piece = Math.Max(decoder.PreferredBlockLength, decoder.BlockUnit);
        for (long at = 0; at < length; at += piece)
            decoder.Decode(at, MemoryMarshal.CreateReadOnlySpan(ref memory.At(at), (int)Math.Min(piece, length - at)));
        GC.KeepAlive(memory);
        return decoder.ToNdArray();
    }

    internal static NdArray InOrder(PickleMachine machine, NdArray array)
    {
        Order order = machine.Options.Order;
        if (order == Order.Keep || (order == Order.C ? array.IsCContiguous : array.IsFortranContiguous))
            return array;
        machine.Charge(array.NBytes);
        return array.Copy(order);
    }

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
            machine.Fail($"The shape {PythonText.Shape(shape)} is not valid, or has more bytes than there can be");
        return shape;
    }

    internal static int[] AxesOf(PickleMachine machine, object? value, int rank)
    {
        long[] axes = value is PickleTuple tuple && tuple.Count == rank ? [.. tuple.Select(axis => machine.IntegerOf(axis, "An axis"))] : [];
        if (axes.Length != rank || !axes.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)))
            machine.Fail("The order of an array's axes has not each of them once", $"{rank} axes", Describe.Kind(value));
        return Array.ConvertAll(axes, axis => (int)axis);
    }
}

/// <summary>Builds arrays whose elements are or contain objects, from a list that is in C order regardless of the array's order.</summary>
internal static class ObjectState
{
    internal static NdArray Build(PickleMachine machine, DType dtype, long[] shape, bool isFortran, object? data)
    {
        List<object?>? list = data as List<object?> ?? (data as ElementList)?.List;
        var held = list is null ? data as ElementList : null;
        if ((list?.Count ?? held?.Count) is not { } found)
            return machine.Fail<NdArray>($"The elements of an array of {dtype} are not a list", "a list", Describe.Kind(data));
        var layout = ArrayLayout.Contiguous(shape, dtype.ItemSize);
        if (found != layout.Count)
            machine.Fail($"The elements of an array of {dtype} and shape {PythonText.Shape(shape)} are {found}", $"{layout.Count}", $"{found}");

        // A list can be the state of many arrays.
        machine.Charge(layout.Count * (dtype.IsReference ? sizeof(long) : dtype.ItemSize));
        NdArray array = held is not null && CanHold(dtype)
            ? new NdArray(dtype, held.ToMemory(), layout)
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

/// <summary>Finds the base array in the pickled state of a subclass of <c>ndarray</c>. The array's state is the whole state, its beginning, or its first part.</summary>
internal static class SubclassArray
{
    private const int StateLength = 5;

    /// <summary>Returns null if the object is not an array, or its class has its own form of state.</summary>
    internal static NdArray? Of(PickleMachine machine, PickleObject described, object? state)
    {
        if (!IsArray(described))
            return null;

        // Subclasses put their attributes after the array's state (the recipe in NumPy's documentation) or next to it (pandas, astropy).
        for (int depth = 0; depth < 2 && state is PickleTuple { Count: > 0 } parts; depth++, state = parts[0])
        {
            if (IsState(parts))
                return Build(machine, parts);
        }

        return null;
    }

    private static bool IsArray(PickleObject described) => described is { Callable: null, KeywordArguments: null, Arguments.Count: 3 or 4 }
        && (NumPyGlobals.IsReconstruct(described) || (described.Name, described.Module) is ("_mareconstruct", "numpy.ma.core"));

    private static bool IsState(PickleTuple parts) =>
        parts.Count >= StateLength && parts[0] is 0L or 1L && parts[1] is PickleTuple && parts[2] is DType or PendingDType && parts[3] is bool or long;

    private static NdArray? Build(PickleMachine machine, PickleTuple parts)
    {
        try
        {
            return ArrayState.Build(machine, parts, first: 1);
        }
        catch (NpyFormatException)
        {
            // The class may use such a tuple for something else.
            return null;
        }
    }
}
