using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.DTypes;

namespace NpyIO;

// The errors of shapes, strides and indices.
internal static partial class Throw
{
    /// <summary>Throws for more elements than one managed object can hold.</summary>
    [DoesNotReturn]
    internal static void TooManyForOneArray(long count, Type type) =>
        throw new InsufficientMemoryException($"{count} elements of {NameOf(type)} are more than one managed array can hold.");

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
        throw new ArgumentException($"An index of {Counted(index.Length, "number", "numbers")} was given for an array of {Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}.{advice}");
    }

    /// <summary>Throws for an index with more numbers than the array has axes.</summary>
    [DoesNotReturn]
    internal static void IndexTooLong(int found, ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"An index of {Counted(found, "number", "numbers")} was given for an array of only {Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}.");

    /// <summary>Throws for an index outside its axis.</summary>
    [DoesNotReturn]
    internal static void IndexOutsideAxis(long index, int axis, long length) =>
        throw new ArgumentOutOfRangeException(nameof(index), $"Index {index} is outside axis {axis} of length {length}.");

    /// <summary>Throws for axes to transpose that are not one for each.</summary>
    [DoesNotReturn]
    internal static void AxesDoNotMatch(int found, int rank) =>
        throw new ArgumentException($"{(found == 1 ? "1 axis was" : $"{found} axes were")} named to transpose an array of {Counted(rank, "axis", "axes")}.");

    /// <summary>Throws for an axis the array does not have.</summary>
    [DoesNotReturn]
    internal static void NoSuchAxis(int axis, int rank) =>
        throw new ArgumentOutOfRangeException(nameof(axis), $"There is no axis {axis} in an array of {Counted(rank, "axis", "axes")}.");

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

    /// <summary>A number with the noun it counts.</summary>
    private static string Counted(long count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
