using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Pickling;

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
        new(dtype, BufferMemory.Of(new ReadOnlyMemory<byte>(bytes)), ArrayLayout.Contiguous([], dtype.ItemSize)) { Class = PythonArrayClass.Scalar };

    /// <summary>Returns the bytes of the scalar: zeros if there is no data, and only the first of too many bytes, as NumPy does.</summary>
    private static byte[] BytesOf(PickleMachine machine, DType dtype, object? data)
    {
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
