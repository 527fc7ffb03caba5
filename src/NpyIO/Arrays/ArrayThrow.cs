using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>The errors of arrays: shapes, views, elements.</summary>
internal static class ArrayThrow
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
        string name = Describe.NameOf(typeof(T));
        if (outcome == ObjectCastResult.Lost)
            throw new OverflowException($"{place}{(value is null ? "None" : Describe.Line(string.Create(CultureInfo.InvariantCulture, $"{(value as NdArray)?.GetItem() ?? value}")))}, which {name} cannot hold{(value is null ? $": read the elements as {name}?" : "")}.");
        string advice = ObjectCast.IsNumber(typeof(T)) && ObjectCast.Convert(value, Casting.Unsafe, out T? _) != ObjectCastResult.NotAllowed ? "; Casting.Checked converts it if no value is lost" : "";
        throw new InvalidCastException($"{place}{Describe.Kind(value)}, not {name}{advice}.");
    }

    /// <summary>Throws for what is to be an element of texts and is none.</summary>
    [DoesNotReturn]
    internal static void NoTextFor(object? value, DType dtype) =>
        throw new ArgumentException($"An element of {dtype} is text{(dtype.HasNaObject ? " or null" : "")}, not {Describe.Kind(value)}.");

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
        throw new InvalidOperationException($"The array has {count} elements, a {Describe.NameOf(type)}[] at most {Array.MaxLength}.");

    /// <summary>Throws for zero-size elements that are too many to make a value of each.</summary>
    [DoesNotReturn]
    internal static void TooManyWithoutBytes(long count, long most) =>
        throw new InvalidOperationException($"The array has {count} elements of no bytes, more than the {most} of which values are made; load them typed, with a larger NpyReadOptions.MaxElements.");

    /// <summary>Throws for a CLR type without a dtype of its bytes, saying what to use.</summary>
    [DoesNotReturn]
    internal static DType NoElementType(Type type) =>
        throw new InvalidCastException(ValueArrays.IsHeld(type)
            ? $"{Describe.NameOf(type)} values have no fixed bytes that a dtype could stand for; make the array of a {Describe.NameOf(type)}[], with NdArray.FromArray."
            : $"There is no NumPy dtype for {Describe.NameOf(type)}{ElementAdvice(type)}.");

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
        throw new InvalidCastException($"An element of {dtype.Descr} is {ClrName(dtype)}, not {Describe.NameOf(typeof(T))}.");

    /// <summary>Throws for an array seen as one of another type, saying what would do.</summary>
    [DoesNotReturn]
    internal static NdArray<T> CannotView<T>(DType dtype) =>
        throw new InvalidCastException($"An array of {dtype.Descr} cannot be seen as one of {Describe.NameOf(typeof(T))}: {Advice<T>(dtype)}{OperatorAdvice(typeof(T), dtype)}.");

    /// <summary>Throws for a type to which a dtype's elements cannot be converted.</summary>
    [DoesNotReturn]
    internal static void CannotConvert<T>(DType dtype) =>
        throw new InvalidCastException($"Elements of {dtype.Descr} cannot be converted to {Describe.NameOf(typeof(T))}; they are {ClrName(dtype)}{OperatorAdvice(typeof(T), dtype)}.");

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
        string name = Describe.NameOf(typeof(T));
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

    private static string ClrName(DType dtype) => dtype.ClrType is { } type ? Describe.NameOf(type) : "a record, reached by its fields";

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
            $"The element at index {PythonText.Shape(index)} is {value}, which {Describe.NameOf(to.ClrType!)} cannot hold: Casting.Checked converts only where no value is lost. Load it as {Describe.NameOf(from.ClrType!)}, or convert with Casting.{Casts.Weakest(from, to)}, as NumPy does."));
    }

    /// <summary>The operator by which the values of dates and time spans become the platform's.</summary>
    internal static string? OwnOperator(Type type, DType stored) =>
        stored.Kind == DTypeKind.Datetime && type == typeof(DateTime) ? "(DateTime)"
        : stored.Kind == DTypeKind.Timedelta && type == typeof(TimeSpan) ? "(TimeSpan)"
        : null;

    /// <summary>Throws for more elements than one managed object can hold.</summary>
    [DoesNotReturn]
    internal static void TooManyForOneArray(long count, Type type) =>
        throw new InsufficientMemoryException($"{count} elements of {Describe.NameOf(type)} are more than one managed array can hold.");

    /// <summary>Throws for a rank beyond NumPy's limit.</summary>
    [DoesNotReturn]
    internal static void TooManyAxes(int rank) =>
        throw new ArgumentException($"An array of {rank} axes was asked for; the most is {DType.MaxRank}.");

    /// <summary>Throws for strides that are not one per axis.</summary>
    [DoesNotReturn]
    internal static void StridesDoNotMatch(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides) =>
        throw new ArgumentException($"The strides {PythonText.Shape(strides)} are not one for each axis of the shape {PythonText.Shape(shape)}.");

    /// <summary>Throws for an axis of negative length.</summary>
    [DoesNotReturn]
    internal static void NegativeAxis(ReadOnlySpan<long> shape, long length) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} has an axis of length {length}.");

    /// <summary>Throws for a shape whose size in bytes is beyond any memory.</summary>
    [DoesNotReturn]
    internal static void ShapeTooLarge(ReadOnlySpan<long> shape, int itemSize) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} with items of {itemSize} bytes overflows: its size is beyond 2^63 - 1 bytes.");

    /// <summary>Throws for an offset that is not in the buffer.</summary>
    [DoesNotReturn]
    internal static void OffsetOutsideBuffer(long offset, long length) =>
        throw new ArgumentException($"The offset {offset} is outside the buffer of {length} bytes.");

    /// <summary>Throws for a layout of which elements lie outside the buffer.</summary>
    [DoesNotReturn]
    internal static void ElementsOutsideBuffer(ArrayLayout layout, long length) =>
        throw new ArgumentException(
            $"An array of shape {PythonText.Shape(layout.Shape)} and strides {PythonText.Shape(layout.Strides)} with items of {layout.ItemSize} bytes at offset {layout.Offset} does not lie inside the buffer of {length} bytes.");

    /// <summary>Throws for an index with another number of axes than the array has.</summary>
    [DoesNotReturn]
    internal static void IndexRank(ReadOnlySpan<long> index, ReadOnlySpan<long> shape)
    {
        string advice = index.Length > 0 && index.Length < shape.Length
            ? $" An element has an index of {shape.Length} numbers; At({string.Join(", ", index.ToArray().Select(number => $"{number}"))}) gives the part of shape {PythonText.Shape(shape[index.Length..])}."
            : "";
        throw new ArgumentException($"An index of {Describe.Counted(index.Length, "number", "numbers")} was given for an array of {Describe.Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}.{advice}");
    }

    /// <summary>Throws for an index with more numbers than the array has axes.</summary>
    [DoesNotReturn]
    internal static void IndexTooLong(int found, ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"An index of {Describe.Counted(found, "number", "numbers")} was given for an array of only {Describe.Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}.");

    /// <summary>Throws for an index outside its axis.</summary>
    [DoesNotReturn]
    internal static void IndexOutsideAxis(long index, int axis, long length) =>
        throw new ArgumentOutOfRangeException(nameof(index), $"Index {index} is outside axis {axis} of length {length}.");

    /// <summary>Throws for axes to transpose that are not one for each.</summary>
    [DoesNotReturn]
    internal static void AxesDoNotMatch(int found, int rank) =>
        throw new ArgumentException($"{(found == 1 ? "1 axis was" : $"{found} axes were")} named to transpose an array of {Describe.Counted(rank, "axis", "axes")}.");

    /// <summary>Throws for an axis the array does not have.</summary>
    [DoesNotReturn]
    internal static void NoSuchAxis(int axis, int rank) =>
        throw new ArgumentOutOfRangeException(nameof(axis), $"There is no axis {axis} in an array of {Describe.Counted(rank, "axis", "axes")}.");

    /// <summary>Throws for an axis named twice.</summary>
    [DoesNotReturn]
    internal static void AxisTwice(int axis) =>
        throw new ArgumentException($"Axis {axis} was named twice.");

    /// <summary>Throws for a shape with more than one −1.</summary>
    [DoesNotReturn]
    internal static void TwoUnknownAxes(ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} leaves more than one axis open.");

    /// <summary>Throws for a shape that does not hold the array's elements.</summary>
    [DoesNotReturn]
    internal static long[] CannotReshape(ReadOnlySpan<long> shape, long count, ReadOnlySpan<long> wanted) =>
        throw new ArgumentException($"An array of shape {PythonText.Shape(shape)} and {count} elements cannot be reshaped into {PythonText.Shape(wanted)}.");

    /// <summary>Throws for a buffer of items that have no bytes.</summary>
    [DoesNotReturn]
    internal static void ItemsWithoutBytes(DType dtype) =>
        throw new ArgumentException($"Items of {dtype.Descr} have no bytes, so a buffer cannot say how many there are.");

    /// <summary>Throws for a buffer that does not end with an item.</summary>
    [DoesNotReturn]
    internal static long NoWholeNumberOfItems(long length, long offset, DType dtype) =>
        throw new ArgumentException($"The {length} bytes of the buffer from offset {offset} are no whole number of items of {dtype.ItemSize} bytes ({dtype.Descr}).");

    /// <summary>Throws for a buffer that is too short for the elements asked for.</summary>
    [DoesNotReturn]
    internal static long BufferTooShort(long count, DType dtype, long offset, long length) =>
        throw new ArgumentException($"{count} items of {dtype.ItemSize} bytes ({dtype.Descr}) from offset {offset} reach beyond the buffer of {length} bytes.");

    /// <summary>Throws for a destination that is too short.</summary>
    [DoesNotReturn]
    internal static void DestinationTooShort(long length, long needed, string unit) =>
        throw new ArgumentException($"The destination has room for {length} {unit}; {needed} are needed.");

    /// <summary>Throws for a field that is not there.</summary>
    [DoesNotReturn]
    internal static void ArrayHasNoField(string field, DType dtype) =>
        throw new ArgumentException(dtype.IsStruct
            ? $"There is no field '{field}'; there are: {string.Join(", ", dtype.Fields.Select(known => $"'{known.Name}'"))}."
            : $"There is no field '{field}': elements of {dtype.Descr} are no records.");

    /// <summary>Throws for a view of a 0-d array in items of another size.</summary>
    [DoesNotReturn]
    internal static void CannotViewSingle(DType dtype, DType wanted) =>
        throw new ArgumentException($"A 0-d array of {dtype.Descr} can be seen only as items of its {dtype.ItemSize} bytes; {wanted.Descr} has {wanted.ItemSize}.");

    /// <summary>Throws for a view in items of another size where elements do not lie together.</summary>
    [DoesNotReturn]
    internal static void CannotViewStrided(DType dtype, DType wanted) =>
        throw new ArgumentException($"Elements of {dtype.Descr} can be seen as {wanted.Descr}, of another size, only where those of the last axis lie one behind another: call Copy() first.");

    /// <summary>Throws for a view in items of a size that does not divide.</summary>
    [DoesNotReturn]
    internal static void CannotViewSize(DType dtype, DType wanted, long length) =>
        throw new ArgumentException($"{length} elements of {dtype.ItemSize} bytes ({dtype.Descr}) along the last axis are no whole items of {wanted.ItemSize} bytes ({wanted.Descr}).");

    /// <summary>Throws for an order that is none.</summary>
    [DoesNotReturn]
    internal static Order NoSuchOrder(Order order) =>
        throw new ArgumentOutOfRangeException(nameof(order), $"There is no order {(int)order}.");
}
