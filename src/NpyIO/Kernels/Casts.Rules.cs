namespace NpyIO.Kernels;

internal static partial class Casts
{
    /// <summary>Bool, unsigned, signed, float, complex: a cast to a later kind is at least <see cref="Casting.SameKind"/>.</summary>
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

    /// <summary>Number to text is safe if the longest decimal form fits. Text to text, within a kind or from bytes to str, is safe if the length in characters fits.</summary>
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

    /// <summary>The number of characters that NumPy reserves for a number: sign and digits of an integer, a fixed number for the others.</summary>
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
}
