using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>Throw helpers for arrays: shapes, views, elements.</summary>
internal static partial class ArrayThrow
{
    [DoesNotReturn]
    internal static void ObjectsInBuffer(DType dtype) =>
        throw new ArgumentException($"Elements of {dtype.Descr} are or hold Python objects, which no buffer can hold.");

    [DoesNotReturn]
    internal static void PythonObjectsInFile(DType dtype) =>
        throw new ArgumentException($"Elements of {dtype.Descr} are or hold Python objects, which a file holds as a pickle: Npy.Save writes them, but they cannot be mapped.");

    [DoesNotReturn]
    internal static object PythonObject(DType dtype) =>
        throw new InvalidOperationException($"Elements of {dtype.Descr} are or hold Python objects, which have no bytes: GetValue and To<T>() read them.");

    [DoesNotReturn]
    internal static T ElementIsNot<T>(object? value, ReadOnlySpan<long> index, ObjectCastResult outcome)
    {
        string place = $"{RecordPlace.Of(index)} is ";
        string name = Describe.NameOf(typeof(T));
        object? original = value;
        value = (value as IPythonTime)?.Time?.ToArray() ?? value;
        if (outcome == ObjectCastResult.Lost && value is NdArray { DType.Kind: DTypeKind.Datetime or DTypeKind.Timedelta } time && time.Get<long>() == Datetime64.NaTValue)
            throw new OverflowException($"{place}NaT, which {name} cannot hold: read the elements as {name}?, where NaT is null.");
        if (outcome == ObjectCastResult.Lost)
            throw new OverflowException($"{place}{(value is null ? "None" : Describe.Line(string.Create(CultureInfo.InvariantCulture, $"{(value as NdArray)?.GetItem() ?? value}")))}, which {name} cannot hold{(value is null ? $": read the elements as {name}?" : "")}.");
        if (TimeType<T>.Row is { Kind: DTypeKind.Datetime } && ObjectCast.HasZone(original) is { } hasZone && hasZone != ObjectCast.IsMoment(typeof(T)))
        {
            string other = $"{(hasZone ? nameof(DateTimeOffset) : nameof(DateTime))}{(default(T) is null ? "?" : "")}";
            throw new InvalidCastException($"{RecordPlace.Of(index)} has {(hasZone ? "a" : "no")} time zone: load it as {other}, not {name}.");
        }

        string advice = ObjectCast.IsNumber(typeof(T)) && ObjectCast.Convert(value, Casting.Unsafe, out T? _) != ObjectCastResult.NotAllowed ? "; Casting.Checked converts it if no value is lost" : "";
        throw new InvalidCastException($"{place}{Describe.Kind(value)}, not {name}{advice}.");
    }

    [DoesNotReturn]
    internal static void NoTextFor(object? value, DType dtype) =>
        throw new ArgumentException($"An element of {dtype} is text{(dtype.HasNaObject ? " or null" : "")}, not {Describe.Kind(value)}.");

    [DoesNotReturn]
    internal static void NotOfReferences(DType dtype) =>
        throw new ArgumentException($"Elements of {dtype.Descr} are not objects: use DType.Object or a DType.StringDType(…).", nameof(dtype));

    [DoesNotReturn]
    internal static bool NoSuchFormat(string format) =>
        throw new FormatException($"An array has no format {Describe.Quoted(format)}: use \"g\", or none, for NumPy's str, and \"r\" for its repr.");

    [DoesNotReturn]
    internal static void ReadOnly() =>
        throw new InvalidOperationException("The array is read-only: Copy() gives a writable one.");

    [DoesNotReturn]
    internal static void NoSpan(string message) => throw new InvalidOperationException(message);

    [DoesNotReturn]
    internal static void ElementsTooLongForBytes(long length) =>
        throw new InvalidOperationException($"The elements take {length} bytes, a byte[] at most {Array.MaxLength}.");

    [DoesNotReturn]
    internal static void TooManyForArray(long count, Type type) =>
        throw new InvalidOperationException($"The array has {count} elements, a {Describe.NameOf(type)}[] at most {Array.MaxLength}.");

    [DoesNotReturn]
    internal static void TooManyWithoutBytes(long count, long most) =>
        throw new InvalidOperationException($"The array has {count} elements of no bytes, more than the {most} of which values are made; load them typed, with a larger NpyReadOptions.MaxElements.");

    [DoesNotReturn]
    internal static DType NoElementType(Type type) =>
        throw new InvalidCastException(ValueArrays.IsHeld(type)
            ? $"{Describe.NameOf(type)} values have no fixed bytes that a dtype could stand for; make the array of a {Describe.NameOf(type)}[], with NdArray.FromArray."
            : $"There is no NumPy dtype for {Describe.NameOf(type)}{ElementAdvice(type)}.");

    [DoesNotReturn]
    internal static void NullText(long index) =>
        throw new ArgumentException(
            $"The text at index {index} is null, which a NumPy array of str cannot hold: replace nulls by \"\", or keep them with NdArray.FromObjects, which makes an array of Python objects (saved as a pickle, which np.load reads with allow_pickle=True).");

    [DoesNotReturn]
    internal static void UnitsDiffer(DType first, DType other, long index) =>
        throw new ArgumentException($"The values before index {index} are {first}, the one there is {other}; the elements of an array share one unit, so convert them to one first.");

    [DoesNotReturn]
    internal static T WrongElementType<T>(DType dtype) =>
        throw new InvalidCastException($"An element of {dtype.Descr} is {ClrName(dtype)}, not {Describe.NameOf(typeof(T))}.");

    [DoesNotReturn]
    internal static NdArray<T> CannotView<T>(DType dtype) =>
        throw new InvalidCastException($"An array of {dtype.Descr} cannot be seen as one of {Describe.NameOf(typeof(T))}: {RecordAdvice.OfLoading(typeof(T), dtype) ?? $"{Advice<T>(dtype)}{TimeAdvice(typeof(T), dtype)}."}");

    [DoesNotReturn]
    internal static void CannotConvert<T>(DType dtype) =>
        throw new InvalidCastException($"Elements of {dtype.Descr} cannot be converted to {Describe.NameOf(typeof(T))}; {RecordAdvice.OfLoading(typeof(T), dtype) ?? $"they are {ClrName(dtype)}{TimeAdvice(typeof(T), dtype)}."}");

    [DoesNotReturn]
    internal static string NoCodePoint(uint codePoint) =>
        throw new InvalidOperationException($"The text holds 0x{codePoint:X}, which is beyond the last code point U+10FFFF: View(DType) as 'u4' reads it raw.");

    [DoesNotReturn]
    internal static void TooLong(int length, string unit, DType dtype) =>
        throw new ArgumentException($"The value has {length} {unit}, more than an element of {dtype.Descr} holds.");

    [DoesNotReturn]
    internal static void NotLatin1(char character, int index, DType dtype) =>
        throw new ArgumentException($"The character U+{(int)character:X4} at {index} is not Latin-1, as an element of {dtype.Descr} holds.");

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

    /// <summary>Why dates or time spans cannot be of a type that holds those of other units; nothing for any other type.</summary>
    internal static string TimeAdvice(Type type, DType dtype) =>
        TimeType.Of(type) is not { } row || row.Kind != dtype.Kind || row.CanBe(dtype) ? ""
        : dtype.Unit == DatetimeUnit.Generic ? "; without a unit, their counts have no meaning"
        : "; years and months have no fixed length";

    private static string ElementAdvice(Type type) =>
        type.IsArray ? "; use a rectangular array such as double[,], NdArray.FromJagged for rows of equal lengths, or NdArray.FromObjects for an array of arrays"
        : RecordAdvice.OfSaving(type) is { } record ? $"; {record}{ViewAdvice(type)}"
        : type == typeof(decimal) ? "; convert to double, or let NdArray.FromObjects keep every digit"
        : Nullable.GetUnderlyingType(type) is not null || type == typeof(BigInteger) ? "; NdArray.FromObjects makes an array of Python objects of them"
        : ViewAdvice(type) is { Length: > 0 } view ? view
        : type == typeof(object) ? " but that of Python objects; use NdArray.FromArray or NdArray.FromObjects"
        : "";

    private static string ViewAdvice(Type type) =>
        type is { IsValueType: true, IsPrimitive: false, IsEnum: false, IsGenericType: false } && type != typeof(decimal) ? $"; View<{Describe.NameOf(type)}>() sees the elements of an array as structs, such as (n, 3) floats as (n,) of Vector3" : "";

    private static string ClrName(DType dtype) => dtype.ClrType is { } type ? Describe.NameOf(type) : "a record, reached by its fields";

    [DoesNotReturn]
    internal static void ValueLost(ReadOnlySpan<byte> element, DType from, DType to, ReadOnlySpan<long> index)
    {
        if (from.Kind is DTypeKind.Datetime or DTypeKind.Timedelta || to.Kind is DTypeKind.Datetime or DTypeKind.Timedelta)
            CountLost(element, from, to, index);
        object value = ElementReader.ReadValue(ref MemoryMarshal.GetReference(element), from);
        Casting weakest = Casts.Weakest(from, to);
        byte[] lost = new byte[to.ItemSize];
        Casts.Transform(from, to, weakest)!.Apply(element, lost);
        throw new OverflowException(string.Create(
            CultureInfo.InvariantCulture,
            $"{RecordPlace.Of(index)} is {value}, which {Describe.NameOf(to.ClrType!)} cannot hold: Casting.Checked converts only where no value is lost. Load it as {Describe.NameOf(from.ClrType!)}; Casting.{weakest} makes it {ElementReader.ReadValue(ref lost[0], to)}, as NumPy does."));
    }

    [DoesNotReturn]
    internal static void TooManyForOneArray(long count, Type type) =>
        throw new InsufficientMemoryException($"{count} elements of {Describe.NameOf(type)} are more than one managed array can hold.");

    [DoesNotReturn]
    internal static void TooManyAxes(int rank) =>
        throw new ArgumentException($"An array of {rank} axes was asked for; the most is {DType.MaxRank}.");

    [DoesNotReturn]
    internal static void StridesDoNotMatch(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides) =>
        throw new ArgumentException($"The strides {PythonText.Shape(strides)} are not one for each axis of the shape {PythonText.Shape(shape)}.");

    [DoesNotReturn]
    internal static void NegativeAxis(ReadOnlySpan<long> shape, long length) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} has an axis of length {length}.");

    [DoesNotReturn]
    internal static void ShapeTooLarge(ReadOnlySpan<long> shape, int itemSize) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} with items of {itemSize} bytes overflows: its size is beyond 2^63 - 1 bytes.");

    [DoesNotReturn]
    internal static void OffsetOutsideBuffer(long offset, long length) =>
        throw new ArgumentException($"The offset {offset} is outside the buffer of {length} bytes.");

    [DoesNotReturn]
    internal static void ElementsOutsideBuffer(ArrayLayout layout, long length) =>
        throw new ArgumentException(
            $"An array of shape {PythonText.Shape(layout.Shape)} and strides {PythonText.Shape(layout.Strides)} with items of {layout.ItemSize} bytes at offset {layout.Offset} does not lie inside the buffer of {length} bytes.");

    [DoesNotReturn]
    internal static void IndexRank(ReadOnlySpan<long> index, ReadOnlySpan<long> shape)
    {
        string advice = index.Length > 0 && index.Length < shape.Length
            ? $" An element has an index of {shape.Length} numbers; array[{Numbers(index)}, ..] or At({Numbers(index)}) gives the part of shape {PythonText.Shape(shape[index.Length..])}."
            : "";
        throw new ArgumentException($"An index of {Describe.Counted(index.Length, "number", "numbers")} was given for an array of {Describe.Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}.{advice}");
    }

    private static string Numbers(ReadOnlySpan<long> index) => string.Join(", ", index.ToArray().Select(number => $"{number}"));

    [DoesNotReturn]
    internal static void IndexTooLong(int found, ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"An index of {Describe.Counted(found, "number", "numbers")} was given for an array of only {Describe.Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}.");

    [DoesNotReturn]
    internal static void IndexOutsideAxis(long index, int axis, long length) =>
        throw new ArgumentOutOfRangeException(nameof(index), $"Index {index} is outside axis {axis} of length {length}.{(index < 0 && index >= -length ? $" In a slice, ^{-index} counts from the end." : "")}");

    [DoesNotReturn]
    internal static void NoJsonForm(DType dtype) =>
        throw new NotSupportedException($"An array of {dtype.Descr} has no form in JSON that keeps its values: {(dtype.IsStruct ? "serialise its fields, such as array[\"name\"]" : dtype.Kind is DTypeKind.Datetime or DTypeKind.Timedelta ? "View<long>() gives the counts" : "convert it to numbers or text first")}.");

    [DoesNotReturn]
    internal static void RowIndexRank(ReadOnlySpan<long> index, ReadOnlySpan<long> shape) =>
        throw new ArgumentException(shape.IsEmpty
            ? "An array without axes has no rows: GetItem() returns its element."
            : $"An index of {Describe.Counted(index.Length, "number", "numbers")} was given for a row of an array of shape {PythonText.Shape(shape)}; a row has one number for every axis but the last.");

    [DoesNotReturn]
    internal static void StepIsZero() => throw new ArgumentOutOfRangeException("step", "The step of a slice cannot be 0.");

    [DoesNotReturn]
    internal static Slice NotASlice(string part, string text) =>
        throw new FormatException($"{Describe.Quoted(part)}{(part == text.Trim() ? "" : $" in {Describe.Quoted(text)}")} is not a slice; write a position (3, -1), a range (1:3, ::10), '...' or 'newaxis', with commas between the axes.");

    [DoesNotReturn]
    internal static void TooManySlices(ReadOnlySpan<Slice> index, ReadOnlySpan<long> shape)
    {
        int axes = 0;
        foreach (Slice slice in index)
            axes += slice.Kind is SliceKind.NewAxis or SliceKind.Ellipsis ? 0 : 1;
        throw new ArgumentException($"The index mentions {Describe.Counted(axes, "axis", "axes")}, but the array has only {shape.Length}, of shape {PythonText.Shape(shape)}.");
    }

    [DoesNotReturn]
    internal static void TwoEllipses() => throw new ArgumentException("An index can have only one ellipsis: which axes each of two means would be ambiguous.");

    [DoesNotReturn]
    internal static void SliceOutsideAxis(Slice index, bool isNegative, int axis, long length)
    {
        string advice = isNegative ? $" Write ^{index.ToString()[1..]}, or Slice.At({index}), to count from the end."
            : index.Kind == SliceKind.Range ? " A C# range must be inside the axis; new Slice(start, stop), like Python's slices, is clamped to it."
            : "";
        throw new ArgumentOutOfRangeException(nameof(index), $"The {(index.Kind == SliceKind.Range ? "range" : "index")} {index} is outside axis {axis} of length {length}.{advice}");
    }

    [DoesNotReturn]
    internal static void CannotSqueeze(int axis, ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"Axis {axis} of an array of shape {PythonText.Shape(shape)} does not have length 1, so it cannot be removed.");

    [DoesNotReturn]
    internal static void CannotBroadcast(ReadOnlySpan<long> shape, ReadOnlySpan<long> wanted) =>
        throw new ArgumentException($"An array of shape {PythonText.Shape(shape)} cannot be broadcast to shape {PythonText.Shape(wanted)}: from the last axis on, each length must be the wanted one or 1.");

    [DoesNotReturn]
    internal static void CannotReshapeView(ArrayLayout layout, ReadOnlySpan<long> shape) =>
        throw new InvalidOperationException($"No view of an array of shape {PythonText.Shape(layout.Shape)} and strides {PythonText.Shape(layout.Strides)} has shape {PythonText.Shape(shape)}: Reshape copies the elements.");

    [DoesNotReturn]
    internal static void AxesDoNotMatch(int found, int rank) =>
        throw new ArgumentException($"{(found == 1 ? "1 axis was" : $"{found} axes were")} named to transpose an array of {Describe.Counted(rank, "axis", "axes")}.");

    [DoesNotReturn]
    internal static void NoSuchAxis(int axis, int rank) =>
        throw new ArgumentOutOfRangeException(nameof(axis), $"There is no axis {axis} in an array of {Describe.Counted(rank, "axis", "axes")}.");

    [DoesNotReturn]
    internal static void AxisTwice(int axis) =>
        throw new ArgumentException($"Axis {axis} was named twice.");

    [DoesNotReturn]
    internal static void TwoUnknownAxes(ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} leaves more than one axis open.");

    [DoesNotReturn]
    internal static long[] CannotReshape(ReadOnlySpan<long> shape, long count, ReadOnlySpan<long> wanted) =>
        throw new ArgumentException($"An array of shape {PythonText.Shape(shape)} and {count} elements cannot be reshaped into {PythonText.Shape(wanted)}.");

    [DoesNotReturn]
    internal static void ItemsWithoutBytes(DType dtype) =>
        throw new ArgumentException($"Items of {dtype.Descr} have no bytes, so a buffer cannot say how many there are.");

    [DoesNotReturn]
    internal static long NoWholeNumberOfItems(long length, long offset, DType dtype) =>
        throw new ArgumentException($"The {length} bytes of the buffer from offset {offset} are not a whole number of items of {dtype.ItemSize} bytes ({dtype.Descr}).");

    [DoesNotReturn]
    internal static long BufferTooShort(long count, DType dtype, long offset, long length) =>
        throw new ArgumentException($"{count} items of {dtype.ItemSize} bytes ({dtype.Descr}) from offset {offset} reach beyond the buffer of {length} bytes.");

    [DoesNotReturn]
    internal static void DestinationTooShort(long length, long needed, string unit) =>
        throw new ArgumentException($"The destination has room for {length} {unit}; {needed} are needed.");

    [DoesNotReturn]
    internal static void ArrayHasNoField(string field, DType dtype) =>
        throw new ArgumentException(dtype.IsStruct
            ? $"There is no field '{field}'; there are: {string.Join(", ", dtype.Fields.Select(known => $"'{known.Name}'"))}."
            : $"There is no field '{field}': elements of {dtype.Descr} are not records.");

    [DoesNotReturn]
    internal static void CannotViewSingle(DType dtype, DType wanted) =>
        throw new ArgumentException($"A 0-d array of {dtype.Descr} can be seen only as items of its {dtype.ItemSize} bytes; {wanted.Descr} has {wanted.ItemSize}.");

    [DoesNotReturn]
    internal static void CannotViewStrided(DType dtype, DType wanted) =>
        throw new ArgumentException($"Elements of {dtype.Descr} can be seen as {wanted.Descr}, of another size, only where the last axis is contiguous: call Copy() first.");

    [DoesNotReturn]
    internal static void CannotViewSize(DType dtype, DType wanted, long length) =>
        throw new ArgumentException($"{length} elements of {dtype.ItemSize} bytes ({dtype.Descr}) along the last axis are not whole items of {wanted.ItemSize} bytes ({wanted.Descr}).");

    [DoesNotReturn]
    internal static Order NoSuchOrder(Order order) =>
        throw new ArgumentOutOfRangeException(nameof(order), $"There is no order {(int)order}.");
}
