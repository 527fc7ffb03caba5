namespace NpyIO.Kernels;

/// <summary>Which conversions of values exist, and which a <see cref="Casting"/> allows: <c>np.can_cast</c> of NumPy 2.4.</summary>
internal static partial class Casts
{
    internal static bool CanCast(DType from, DType to, Casting casting) => casting == Casting.Checked
        ? IsSameButForByteOrder(from, to) || AreNumbers(from, to)
        : Weakest(from, to) <= casting;

    /// <summary>Whether both are number types; all of those convert to each other.</summary>
    internal static bool AreNumbers(DType from, DType to) =>
        !IsComposite(from) && !IsComposite(to) && NumberTypes.Of(from) != NumberType.None && NumberTypes.Of(to) != NumberType.None;

    /// <summary>Whether both are number types and <see cref="Casting.Checked"/> refuses some values.</summary>
    internal static bool CanLose(DType from, DType to) => AreNumbers(from, to) && LossCheck.Create(NumberTypes.Of(from), NumberTypes.Of(to)) is not null;

    /// <summary>Returns the strictest casting under which NumPy allows the conversion; all looser ones allow it too.</summary>
    internal static Casting Weakest(DType from, DType to)
    {
        if (IsSameButForByteOrder(from, to))
            return Casting.Equivalent;
        if (IsComposite(from) || IsComposite(to))
            return Casting.Unsafe;
        NumberType fromNumber = NumberTypes.Of(from);
        NumberType toNumber = NumberTypes.Of(to);
        return to.Kind switch
        {
            _ when fromNumber != NumberType.None && toNumber != NumberType.None => BetweenNumbers(from, to),
            DTypeKind.Bytes or DTypeKind.String => ToText(from, to),
            DTypeKind.Void => ToVoid(from, to),
            DTypeKind.Datetime => from.Kind == DTypeKind.Datetime ? BetweenUnits(from, to) : Casting.Unsafe,
            DTypeKind.Timedelta => ToTimedelta(from, to),
            _ => Casting.Unsafe,
        };
    }

    /// <summary>
    /// Returns the conversion of elements, or null if this library has none: it converts between numbers and between byte orders.
    /// </summary>
    internal static ElementTransform? Transform(DType from, DType to, Casting casting = Casting.Unsafe)
    {
        if (SwapPlan.ToNative(from) is not { } before || SwapPlan.ToNative(to) is not { } after)
            return from.Equals(to) ? Copying(from) : null;
        if (IsSameButForByteOrder(from, to))
            return from.Equals(to) ? Copying(from) : new ElementTransform(from.ItemSize, to.ItemSize, before, null, after);
        NumberType fromNumber = NumberTypes.Of(from);
        NumberType toNumber = NumberTypes.Of(to);
        return fromNumber == NumberType.None || toNumber == NumberType.None || IsComposite(from) || IsComposite(to)
            ? null
            : casting == Casting.Checked
            ? new ElementTransform(from.ItemSize, to.ItemSize, before, CheckedKernels.Get(fromNumber, toNumber), after, LossCheck.Create(fromNumber, toNumber), FusedKernels.Get(fromNumber, toNumber))
            : new ElementTransform(from.ItemSize, to.ItemSize, before, CastKernels.Get(fromNumber, toNumber), after);
    }

    /// <summary>Makes every bool 0 or 1, as a CLR bool must be.</summary>
    internal static ElementTransform NormalisingBooleans { get; } =
        new(1, 1, SwapPlan.None, CastKernels.Get(NumberType.Boolean, NumberType.Boolean), SwapPlan.None);

    internal static bool IsSameButForByteOrder(DType left, DType right) =>
        left.Equals(right) || left.ItemSize == right.ItemSize && left.Kind == right.Kind && Native(left).Equals(Native(right));

    internal static DType Native(DType dtype) => dtype.IsNative
        ? dtype
        : dtype.WithByteOrder(BitConverter.IsLittleEndian ? ByteOrder.LittleEndian : ByteOrder.BigEndian);

    private static ElementTransform Copying(DType dtype) => new(dtype.ItemSize, dtype.ItemSize, SwapPlan.None, null, SwapPlan.None);

    private static bool IsComposite(DType dtype) => dtype.IsStruct || dtype.Base is not null;
}
