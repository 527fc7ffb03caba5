namespace NpyIO.Buffers;

internal abstract partial class ArrayDecoder
{
    /// <summary>A decoder into fresh memory for an untyped array: dtype and layout as <paramref name="options"/> ask.</summary>
    /// <exception cref="NpyFormatException">The dtype holds Python objects.</exception>
    internal static ArrayDecoder Create(DType stored, ReadOnlySpan<long> shape, bool fortranOrder, NpyReadOptions options)
    {
        CheckObjects(stored);
        SwapPlan swap = SwapPlan.None;
        DType target = stored;
        if (options.ByteOrder == ByteOrderMode.Native && SwapPlan.ToNative(stored) is { IsNone: false } plan)
        {
            swap = plan;
            target = stored.WithByteOrder(NativeOrder);
        }

        var transform = new ElementTransform(stored.ItemSize, stored.ItemSize, swap, null, SwapPlan.None);
        return new ByteDecoder(stored, shape, fortranOrder, TargetOrder(options.Order, fortranOrder), target, transform, new DTypeTarget(target));
    }

    private static ByteOrder NativeOrder => BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian;

    private static Order TargetOrder(Order wanted, bool fortranOrder) =>
        wanted == Order.Keep ? (fortranOrder ? Order.Fortran : Order.C) : wanted;

    private static void CheckObjects(DType stored)
    {
        if (stored.HasObject)
            Throw.PythonObjects(stored);
    }
}
