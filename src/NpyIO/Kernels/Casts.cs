namespace NpyIO.Kernels;

/// <summary>Which conversions of values exist, and which a <see cref="Casting"/> allows: <c>np.can_cast</c> of NumPy 2.4.</summary>
internal static class Casts
{
    // How many of the next finer unit make one, indexed by unit. In NumPy's numbers, 3 (business days) is a gap between week and day.
    private static readonly ulong[] FinerCount = [1, 1, 7, 1, 24, 60, 60, 1000, 1000, 1000, 1000, 1000, 1000];

    internal static bool CanCast(DType from, DType to, Casting casting) => casting == Casting.Checked
        ? IsSameButForByteOrder(from, to) || AreNumbers(from, to) || AreTimes(from, to)
        : Weakest(from, to) <= casting;

    internal static bool AreNumbers(DType from, DType to) =>
        !IsComposite(from) && !IsComposite(to) && NumberTypes.Of(from) != NumberType.None && NumberTypes.Of(to) != NumberType.None;

    /// <summary>Whether both are dates or time spans of other units, or one is a time span and the other an integer; but not time spans of which only one has a fixed length, and no dtype without a unit as the target.</summary>
    internal static bool AreTimes(DType from, DType to) =>
        IsSpanAndInteger(from, to)
        || TimeCast.Create(from, to) is not null && BetweenUnits(from, to) < Casting.Unsafe;

    internal static bool CanLose(DType from, DType to) =>
        AreNumbers(from, to) ? LossCheck.Create(NumberTypes.Of(from), NumberTypes.Of(to)) is not null : AreTimes(from, to);

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

    /// <summary>Returns null if this library has no such conversion: it converts between numbers, between units, between time spans and integers, and between byte orders.</summary>
    internal static ElementTransform? Transform(DType from, DType to, Casting casting = Casting.Unsafe)
    {
        if (SwapPlan.ToNative(from) is not { } before || SwapPlan.ToNative(to) is not { } after)
            return from.Equals(to) ? Copying(from) : null;
        if (IsSameButForByteOrder(from, to))
            return Swapping(from, to, before, after);
        if (TimeCast.Create(from, to) is { } units)
            return Of(units, casting, before, after);
        if (IsSpanAndInteger(from, to))
            return OfCounts(from, to, casting, before, after);
        NumberType fromNumber = NumberTypes.Of(from);
        NumberType toNumber = NumberTypes.Of(to);
        return fromNumber == NumberType.None || toNumber == NumberType.None || IsComposite(from) || IsComposite(to)
            ? null
            : casting == Casting.Checked
            ? new ElementTransform(from.ItemSize, to.ItemSize, before, CheckedKernels.Get(fromNumber, toNumber), after, LossCheck.Create(fromNumber, toNumber), FusedKernels.Get(fromNumber, toNumber))
            : new ElementTransform(from.ItemSize, to.ItemSize, before, CastKernels.Get(fromNumber, toNumber), after);
    }

    private static ElementTransform Of(TimeCast units, Casting casting, SwapPlan before, SwapPlan after) => casting == Casting.Unsafe
        ? new ElementTransform(sizeof(long), sizeof(long), before, units.ConvertWrapped, after)
        : new ElementTransform(sizeof(long), sizeof(long), before, units.Convert, after, new TimeLossCheck(units, casting), units.Fused(casting));

    /// <summary>Between time spans and integers, which are counts in any unit. Only <see cref="Casting.Unsafe"/> wraps around; that NaT is no integer matters to <see cref="Casting.Checked"/> alone.</summary>
    private static ElementTransform OfCounts(DType from, DType to, Casting casting, SwapPlan before, SwapPlan after)
    {
        NumberType source = CountType(from);
        NumberType target = CountType(to);
        LossCheck? check = casting == Casting.Unsafe ? null : LossCheck.Create(source, target);
        if (casting == Casting.Checked && source == NumberType.Int64)
            check = new NaTCheck(check);
        return new ElementTransform(from.ItemSize, to.ItemSize, before, CastKernels.Get(source, target), after, check);
    }

    private static bool IsSpanAndInteger(DType from, DType to) =>
        from.Kind == DTypeKind.Timedelta && IsInteger(to) || to.Kind == DTypeKind.Timedelta && IsInteger(from);

    private static bool IsInteger(DType dtype) => dtype.Kind is DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger;

    private static NumberType CountType(DType dtype) => dtype.Kind == DTypeKind.Timedelta ? NumberType.Int64 : NumberTypes.Of(dtype);

    /// <summary>The dtypes are the same but for byte order. Returns null if their bytes cannot be swapped.</summary>
    internal static ElementTransform? Swapping(DType from, DType to) =>
        from.ByteOrder == to.ByteOrder && !IsComposite(from) ? Copying(from)
        : SwapPlan.ToNative(from) is { } before && SwapPlan.ToNative(to) is { } after ? Swapping(from, to, before, after)
        : null;

    private static ElementTransform Swapping(DType from, DType to, SwapPlan before, SwapPlan after) =>
        from.Equals(to) ? Copying(from) : new ElementTransform(from.ItemSize, to.ItemSize, before, null, after);

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

    private static int KindRank(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Boolean => 0,
        DTypeKind.UnsignedInteger => 1,
        DTypeKind.SignedInteger => 2,
        DTypeKind.Float => 3,
        _ => 4,
    };

    private static Casting BetweenNumbers(DType from, DType to)
    {
        if (IsSafe(from, to))
            return Casting.Safe;
        return KindRank(from) <= KindRank(to) ? Casting.SameKind : Casting.Unsafe;
    }

    private static bool IsSafe(DType from, DType to)
    {
        if (from.Kind == DTypeKind.Boolean)
            return true;
        int toPart = to.Kind == DTypeKind.Complex ? to.ItemSize / 2 : to.ItemSize;
        switch (from.Kind, to.Kind)
        {
            case (DTypeKind.UnsignedInteger, DTypeKind.UnsignedInteger):
            case (DTypeKind.SignedInteger, DTypeKind.SignedInteger):
            case (DTypeKind.Float, DTypeKind.Float or DTypeKind.Complex):
                return from.ItemSize <= toPart;
            case (DTypeKind.Complex, DTypeKind.Complex):
                return from.ItemSize <= to.ItemSize;
            case (DTypeKind.UnsignedInteger, DTypeKind.SignedInteger):
                return from.ItemSize < to.ItemSize;
            case (DTypeKind.UnsignedInteger or DTypeKind.SignedInteger, DTypeKind.Float or DTypeKind.Complex):
                // A float can hold integers of half its size; NumPy calls int64 to float64 safe as well.
                return from.ItemSize < toPart || from.ItemSize == 8 && toPart == 8;
            default:
                return false;
        }
    }

    private static Casting ToText(DType from, DType to)
    {
        int length = TextLength(to);
        switch (from.Kind)
        {
            case DTypeKind.Bytes:
            case DTypeKind.String when to.Kind == DTypeKind.String:
                return TextLength(from) <= length ? Casting.Safe : Casting.SameKind;
            case DTypeKind.String:
            case DTypeKind.Void:
            case DTypeKind.Datetime:
            case DTypeKind.Timedelta:
            case DTypeKind.Object:
                return Casting.Unsafe;
            default:
                return DecimalLength(from) <= length ? Casting.Safe : Casting.SameKind;
        }
    }

    private static int TextLength(DType dtype) => dtype.Kind == DTypeKind.String ? dtype.ItemSize / 4 : dtype.ItemSize;

    /// <summary>The number of characters that NumPy reserves for a number.</summary>
    private static int DecimalLength(DType number) => (number.Kind, number.ItemSize) switch
    {
        (DTypeKind.Boolean, _) => 5,
        (DTypeKind.UnsignedInteger, 1) => 3,
        (DTypeKind.UnsignedInteger, 2) => 5,
        (DTypeKind.UnsignedInteger, 4) => 10,
        (DTypeKind.UnsignedInteger, _) => 20,
        (DTypeKind.SignedInteger, 1) => 4,
        (DTypeKind.SignedInteger, 2) => 6,
        (DTypeKind.SignedInteger, 4) => 11,
        (DTypeKind.SignedInteger, _) => 21,
        (DTypeKind.Float, 16) => 48,
        (DTypeKind.Float, _) => 32,
        (DTypeKind.Complex, 32) => 96,
        _ => 64,
    };

    private static Casting ToVoid(DType from, DType to)
    {
        if (from.ItemSize <= to.ItemSize)
            return Casting.Safe;
        return from.Kind == DTypeKind.Void ? Casting.SameKind : Casting.Unsafe;
    }

    /// <summary>Integers are counts in any unit.</summary>
    private static Casting ToTimedelta(DType from, DType to) => from.Kind switch
    {
        DTypeKind.Timedelta => BetweenUnits(from, to),
        DTypeKind.Boolean or DTypeKind.SignedInteger => Casting.Safe,
        DTypeKind.UnsignedInteger => from.ItemSize < 8 ? Casting.Safe : Casting.SameKind,
        _ => Casting.Unsafe,
    };

    private static Casting BetweenUnits(DType from, DType to)
    {
        bool isSpan = from.Kind == DTypeKind.Timedelta;
        if (from.Unit == DatetimeUnit.Generic)
            return Casting.Safe;
        // A generic unit converts to any, but none to generic. Years and months are not a fixed number of days, which matters for time spans only.
        if (to.Unit == DatetimeUnit.Generic || isSpan && IsCalendar(from.Unit) != IsCalendar(to.Unit))
            return Casting.Unsafe;
        return from.Unit <= to.Unit && Divides(from, to) ? Casting.Safe : Casting.SameKind;
    }

    private static bool IsCalendar(DatetimeUnit unit) => unit is DatetimeUnit.Year or DatetimeUnit.Month;

    /// <summary><paramref name="fine"/> has the same unit as <paramref name="coarse"/> or a finer one.</summary>
    private static bool Divides(DType coarse, DType fine)
    {
        if (IsCalendar(coarse.Unit) && !IsCalendar(fine.Unit))
            return true;
        UInt128 count = (ulong)coarse.UnitMultiple;
        if (coarse.Unit == DatetimeUnit.Year && fine.Unit == DatetimeUnit.Month)
        {
            count *= 12;
        }
        else
        {
            for (int unit = (int)coarse.Unit; unit < (int)fine.Unit; unit++)
                count *= FinerCount[unit];
        }

        // NumPy treats counts from 2^56 on as an overflow, and an overflow as false.
        return count >> 56 == 0 && count % (ulong)fine.UnitMultiple == 0;
    }
}
