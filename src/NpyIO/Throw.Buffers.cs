using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Buffers;
using NpyIO.DTypes;

namespace NpyIO;

// The errors of decoding and converting elements.
internal static partial class Throw
{
    /// <summary>Throws for units that have no byte order to swap.</summary>
    [DoesNotReturn]
    internal static void UnitWidth(int width) =>
        throw new ArgumentOutOfRangeException(nameof(width), $"Units of {width} bytes cannot be swapped; their width is 1, 2, 4, 8 or 16.");

    /// <summary>Throws for Python objects, whose data are a pickle, where only the bytes of elements would do.</summary>
    [DoesNotReturn]
    internal static void PythonObjects(DType dtype) =>
        Format(
            NpyFormatReason.Unsupported,
            0,
            $"The array holds Python objects (dtype {dtype.Descr}), whose data are a pickle: it can be loaded, but not mapped or read into a buffer",
            found: dtype.Descr);

    /// <summary>Throws for zero-size elements that are too many to make a value of each.</summary>
    [DoesNotReturn]
    internal static void TooManyElements(long count, long most) =>
        Format(
            NpyFormatReason.TooManyElements,
            0,
            $"The array has {count} elements of no bytes, more than the {most} that NpyReadOptions.MaxElements allows",
            expected: $"at most {most} elements",
            found: $"{count} elements");

    /// <summary>Throws for a T that loading cannot make of a dtype, or only with another <see cref="Casting"/>.</summary>
    [DoesNotReturn]
    internal static void CannotLoadAs(Type type, DType stored, DType? wanted)
    {
        string mismatch = $"The array's dtype is {Named(stored)}, not {NameOf(type)}";
        if (stored.Kind is DTypeKind.Datetime or DTypeKind.Timedelta && type == typeof(long))
        {
            string value = stored.Kind == DTypeKind.Datetime ? nameof(Datetime64) : nameof(Timedelta64);
            throw new InvalidCastException($"{mismatch}; load it as {value}, or untyped and see its counts with View<long>().");
        }

        if (OwnOperator(type, stored) is { } operatorName)
            throw new InvalidCastException($"{mismatch}; {Instead(stored)} and convert each value with {operatorName}.");
        if (wanted is null || Casts.Transform(stored, wanted) is null)
            throw new InvalidCastException($"{mismatch}, and there is no conversion; {Instead(stored)}.");
        Casting weakest = Casts.Weakest(stored, wanted);
        string asNumPy = Casts.CanLose(stored, wanted) ? $" if no value is lost (Casting.{weakest} would convert it as NumPy does)" : "";
        throw new InvalidCastException($"{mismatch}; {Instead(stored)}, or set NpyReadOptions.Casting to Casting.Checked to convert it{asNumPy}.");
    }

    /// <summary>Throws for a conversion that a <see cref="Casting"/> does not allow.</summary>
    [DoesNotReturn]
    internal static void CastNotAllowed(DType from, DType to, Casting casting, Casting weakest) =>
        throw new InvalidCastException(Casts.Transform(from, to) is null
            ? NoCastText(from, to)
            : casting == Casting.Checked || !Casts.AreNumbers(from, to)
            ? $"Casting.{casting} does not allow to convert {Named(from)} to {Named(to)}; Casting.{weakest} does."
            : $"Casting.{casting} does not allow to convert {Named(from)} to {Named(to)}; Casting.Checked does{(Casts.CanLose(from, to) ? $" if no value is lost, Casting.{weakest} as NumPy does" : "")}.");

    /// <summary>Throws for a conversion that does not exist.</summary>
    [DoesNotReturn]
    internal static ElementTransform NoCast(DType from, DType to) => throw new InvalidCastException(NoCastText(from, to));

    /// <summary>Throws for the value that a checked conversion cannot keep.</summary>
    /// <param name="element">The element's bytes.</param>
    /// <param name="from">Its dtype.</param>
    /// <param name="to">The dtype to convert to.</param>
    /// <param name="number">The number of elements before it.</param>
    /// <param name="shape">The shape of the array.</param>
    /// <param name="fortranOrder">Whether the elements are counted in Fortran order.</param>
    [DoesNotReturn]
    internal static void ValueLost(ReadOnlySpan<byte> element, DType from, DType to, long number, ReadOnlySpan<long> shape, bool fortranOrder)
    {
        Span<long> index = stackalloc long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = fortranOrder ? i : shape.Length - 1 - i;
            (number, index[axis]) = Math.DivRem(number, shape[axis]);
        }

        object value = ElementReader.ReadValue(ref MemoryMarshal.GetReference(element), from);
        throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture,
            $"The element at index {PythonText.Shape(index)} is {value}, which {NameOf(to.ClrType!)} cannot hold: Casting.Checked converts only where no value is lost. Load it as {NameOf(from.ClrType!)}, or convert with Casting.{Casts.Weakest(from, to)}, as NumPy does."));
    }

    /// <summary>Throws for a destination that cannot take all elements.</summary>
    [DoesNotReturn]
    internal static void DestinationTooSmall(long length, long count, string paramName) =>
        throw new ArgumentException($"The destination has room for {length} elements, but the array has {count}.", paramName);

    /// <summary>Throws for text with a number in it that is no code point.</summary>
    [DoesNotReturn]
    internal static void NotUnicode(DType stored, long offset) =>
        Format(
            NpyFormatReason.Unsupported,
            offset,
            $"An element of dtype {stored.Descr} holds a number that is no code point of Unicode; load the array untyped and see its numbers with View<uint>()",
            expected: "code points up to 0x10FFFF");

    private static string NoCastText(DType from, DType to)
    {
        string advice = from.Kind is DTypeKind.Datetime or DTypeKind.Timedelta || to.Kind is DTypeKind.Datetime or DTypeKind.Timedelta
            ? "; counts of dates and time spans are seen with View<long>(), and units are not converted"
            : "";
        return $"There is no conversion from {Named(from)} to {Named(to)}{advice}.";
    }

    /// <summary>A dtype by name and type string; by its text alone where the name would only count bits.</summary>
    private static string Named(DType dtype) =>
        dtype.Kind is DTypeKind.Bytes or DTypeKind.String or DTypeKind.Void ? dtype.ToString() : $"{dtype.Name} ({dtype.Descr})";

    /// <summary>The operator by which the values of dates and time spans become the platform's.</summary>
    private static string? OwnOperator(Type type, DType stored) =>
        stored.Kind == DTypeKind.Datetime && type == typeof(DateTime) ? "(DateTime)"
        : stored.Kind == DTypeKind.Timedelta && type == typeof(TimeSpan) ? "(TimeSpan)"
        : null;

    private static string Instead(DType stored) => stored.Kind switch
    {
        DTypeKind.Bytes or DTypeKind.String => "load it as string",
        DTypeKind.Datetime => $"load it as {nameof(Datetime64)}",
        DTypeKind.Timedelta => $"load it as {nameof(Timedelta64)}",
        DTypeKind.Void when stored.IsStruct => "load it untyped and reach its fields by name",
        DTypeKind.Void => "load it untyped",
        _ => stored.ClrType is { } type ? $"load it as {NameOf(type)}" : "load it untyped",
    };
}
