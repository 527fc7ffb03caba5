using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using NpyIO.Arrays;
using NpyIO.Buffers;
using NpyIO.DTypes;

namespace NpyIO;

// The errors of elements: their types, their values, and spans over them.
internal static partial class Throw
{
    /// <summary>Throws for Python objects that were to be seen in a buffer or made.</summary>
    [DoesNotReturn]
    internal static void ObjectsInBuffer(DType dtype) =>
        throw new ArgumentException($"Elements of {dtype.Descr} are or hold Python objects, which no buffer can hold.");

    /// <summary>Throws for Python objects of which the bytes were asked for.</summary>
    [DoesNotReturn]
    internal static object PythonObject(DType dtype) =>
        throw new InvalidOperationException($"Elements of {dtype.Descr} are or hold Python objects, which have no bytes: GetValue and To<T>() read them.");

    /// <summary>Throws for a Python object that was asked for as what it is not, or as a type that does not have its value.</summary>
    [DoesNotReturn]
    internal static T ElementIsNot<T>(object? value, ReadOnlySpan<long> index, ObjectCastResult outcome)
    {
        string place = $"The element at index {PythonText.Shape(index)} is ";
        string name = NameOf(typeof(T));
        if (outcome == ObjectCastResult.Lost)
            throw new OverflowException($"{place}{(value is null ? "None" : Line(string.Create(CultureInfo.InvariantCulture, $"{(value as NdArray)?.GetItem() ?? value}")))}, which {name} cannot hold{(value is null ? $": read the elements as {name}?" : "")}.");
        string advice = ObjectCast.IsNumber(typeof(T)) && ObjectCast.Convert(value, Casting.Unsafe, out T? _) != ObjectCastResult.NotAllowed ? "; Casting.Checked converts it if no value is lost" : "";
        throw new InvalidCastException($"{place}{Kind(value)}, not {name}{advice}.");
    }

    /// <summary>Throws for what is to be an element of texts and is none.</summary>
    [DoesNotReturn]
    internal static void NoTextFor(object? value, DType dtype) =>
        throw new ArgumentException($"An element of {dtype} is text{(dtype.HasNaObject ? " or null" : "")}, not {Kind(value)}.");

    /// <summary>Throws for a dtype whose elements are no references.</summary>
    [DoesNotReturn]
    internal static void NotOfReferences(DType dtype) =>
        throw new ArgumentException($"Elements of {dtype.Descr} are no objects: the dtype is DType.Object or a DType.StringDType(…).", nameof(dtype));

    /// <summary>Throws for several elements, or none, where one is asked for.</summary>
    [DoesNotReturn]
    internal static void NoSingleElement(NdArray array) =>
        throw new InvalidOperationException($"{array} has {array.Count} elements; only of an array of one there is the element.");

    /// <summary>Throws for writing to a read-only array.</summary>
    [DoesNotReturn]
    internal static void ReadOnly() =>
        throw new InvalidOperationException("The array is read-only: Copy() gives a writable one.");

    /// <summary>Throws for elements that cannot be handed out as a span.</summary>
    [DoesNotReturn]
    internal static void NoSpan(string message) => throw new InvalidOperationException(message);

    /// <summary>Throws for more bytes than a byte[] can have.</summary>
    [DoesNotReturn]
    internal static void ElementsTooLongForBytes(long length) =>
        throw new InvalidOperationException($"The elements take {length} bytes, a byte[] at most {Array.MaxLength}.");

    /// <summary>Throws for more elements than a T[] can have.</summary>
    [DoesNotReturn]
    internal static void TooManyForArray(long count, Type type) =>
        throw new InvalidOperationException($"The array has {count} elements, a {NameOf(type)}[] at most {Array.MaxLength}.");

    /// <summary>Throws for zero-size elements that are too many to make a value of each.</summary>
    [DoesNotReturn]
    internal static void TooManyWithoutBytes(long count, long most) =>
        throw new InvalidOperationException($"The array has {count} elements of no bytes, more than the {most} of which values are made; load them typed, with a larger NpyReadOptions.MaxElements.");

    /// <summary>Throws for a CLR type without a dtype of its bytes, saying what to use.</summary>
    [DoesNotReturn]
    internal static DType NoElementType(Type type) =>
        throw new InvalidCastException(HeldValues.IsHeld(type)
            ? $"{NameOf(type)} values have no fixed bytes that a dtype could stand for; make the array of a {NameOf(type)}[], with NdArray.FromArray."
            : $"There is no NumPy dtype for {NameOf(type)}{ElementAdvice(type)}.");

    /// <summary>Throws for a null among texts that are to be elements of a fixed width.</summary>
    [DoesNotReturn]
    internal static void NullText(long index) =>
        throw new ArgumentException(
            $"The text at index {index} is null, which a NumPy array of str cannot hold: replace nulls by \"\", or keep them with NdArray.FromObjects, which makes an array of Python objects (saved as a pickle, which np.load reads with allow_pickle=True).");

    /// <summary>Throws for dates or time spans of which one array cannot be made.</summary>
    [DoesNotReturn]
    internal static void UnitsDiffer(DType first, DType other, long index) =>
        throw new ArgumentException($"The values before index {index} are {first}, the one there is {other}; the elements of an array share one unit, so convert them to one first.");

    /// <summary>Throws for an element read or written as another type.</summary>
    [DoesNotReturn]
    internal static T WrongElementType<T>(DType dtype) =>
        throw new InvalidCastException($"An element of {dtype.Descr} is {ClrName(dtype)}, not {NameOf(typeof(T))}.");

    /// <summary>Throws for an array seen as one of another type, saying what would do.</summary>
    [DoesNotReturn]
    internal static NdArray<T> CannotView<T>(DType dtype) =>
        throw new InvalidCastException($"An array of {dtype.Descr} cannot be seen as one of {NameOf(typeof(T))}: {Advice<T>(dtype)}{OperatorAdvice(typeof(T), dtype)}.");

    /// <summary>Throws for a type to which a dtype's elements cannot be converted.</summary>
    [DoesNotReturn]
    internal static void CannotConvert<T>(DType dtype) =>
        throw new InvalidCastException($"Elements of {dtype.Descr} cannot be converted to {NameOf(typeof(T))}; they are {ClrName(dtype)}{OperatorAdvice(typeof(T), dtype)}.");

    /// <summary>Throws for text of which a number is no code point.</summary>
    [DoesNotReturn]
    internal static string NoCodePoint(uint codePoint) =>
        throw new InvalidOperationException($"The text holds 0x{codePoint:X}, which is beyond the last code point U+10FFFF: View(DType) as 'u4' reads it raw.");

    /// <summary>Throws for a value that is longer than the element.</summary>
    [DoesNotReturn]
    internal static void TooLong(int length, string unit, DType dtype) =>
        throw new ArgumentException($"The value has {length} {unit}, more than an element of {dtype.Descr} holds.");

    /// <summary>Throws for a character that a byte string cannot hold.</summary>
    [DoesNotReturn]
    internal static void NotLatin1(char character, int index, DType dtype) =>
        throw new ArgumentException($"The character U+{(int)character:X4} at {index} is not Latin-1, as an element of {dtype.Descr} holds.");

    /// <summary>Throws for a date or time span in another unit than the array's.</summary>
    [DoesNotReturn]
    internal static void WrongUnit(DatetimeUnit unit, int multiple, DType dtype) =>
        throw new ArgumentException($"The value counts {multiple} {unit}, an element of {dtype.Descr} {dtype.UnitMultiple} {dtype.Unit}.");

    private static string Advice<T>(DType dtype)
    {
        string name = NameOf(typeof(T));
        string own = ClrName(dtype);
        if (ElementType<T>.Plain is { } target)
        {
            return dtype.Kind is DTypeKind.Datetime or DTypeKind.Timedelta && typeof(T) == typeof(long) ? "View<long>() gives the counts"
                : Casts.Transform(dtype, target) is null ? $"its elements are {own}"
                : Casts.CanLose(dtype, target) ? $"its elements are {own}, To<{name}>(Casting.Checked) converts them if no value is lost"
                : $"its elements are {own}, To<{name}>() converts them";
        }

        return ElementReader.CanRead<T>(dtype) ? $"To<{name}>() reads them" : $"its elements are {own}";
    }

    private static string OperatorAdvice(Type type, DType dtype) => OwnOperator(type, dtype) is { } name ? $", which {name} converts one by one" : "";

    /// <summary>What to use instead of a type that NumPy does not have.</summary>
    private static string ElementAdvice(Type type) =>
        type.IsArray ? "; use a rectangular array such as double[,], or NdArray.FromObjects for an array of arrays"
        : type == typeof(DateTime) ? "; use Datetime64.FromDateTime"
        : type == typeof(DateTimeOffset) || type == typeof(DateOnly) ? "; convert to DateTime, then use Datetime64.FromDateTime"
        : type == typeof(TimeSpan) ? "; use Timedelta64.FromTimeSpan"
        : type == typeof(decimal) ? "; convert to double, or let NdArray.FromObjects keep every digit"
        : Nullable.GetUnderlyingType(type) is not null || type == typeof(BigInteger) ? "; NdArray.FromObjects makes an array of Python objects of them"
        : type == typeof(char) ? "; use string or ushort"
        : type == typeof(object) ? " but that of Python objects; use NdArray.FromArray or NdArray.FromObjects"
        : "";

    private static string ClrName(DType dtype) => dtype.ClrType is { } type ? NameOf(type) : "a record, reached by its fields";
}
