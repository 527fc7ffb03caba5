using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NpyIO.Errors;

namespace NpyIO.Arrays;

// What C#'s own shapes and structs refuse.
internal static partial class ArrayThrow
{
    [DoesNotReturn]
    internal static void NoSingleElement(ReadOnlySpan<long> shape, long count) =>
        throw new InvalidOperationException($"The array of shape {PythonText.Shape(shape)} has {Describe.Counted(count, "element", "elements")}, not exactly one: ToArray gives all of them, and an index one of them.");

    [DoesNotReturn]
    internal static void NoScalar<T>(ReadOnlySpan<long> shape, long count) =>
        throw new InvalidOperationException($"LoadScalar reads an array of exactly one element, and this one has {Describe.Counted(count, "element", "elements")}, of shape {PythonText.Shape(shape)}: Load<{Describe.NameOf(typeof(T))}> reads all of them.");

    [DoesNotReturn]
    internal static void WrongRank(int rank, ReadOnlySpan<long> shape, string verb) =>
        throw new InvalidOperationException($"{verb} copies an array of {rank} axes, and this one has {Describe.Counted(shape.Length, "axis", "axes")}, of shape {PythonText.Shape(shape)}: {RankAdvice(rank, shape.Length, verb)}.");

    [DoesNotReturn]
    internal static void AxisTooLong(int axis, ReadOnlySpan<long> shape) =>
        throw new InvalidOperationException($"Axis {axis} of shape {PythonText.Shape(shape)} is longer than an axis of a CLR array can be ({Array.MaxLength}): At(…) takes a part.");

    [DoesNotReturn]
    internal static void TooManyForRectangle<T>(long count, int rank) =>
        throw new InvalidOperationException($"The array has {count} elements, a {Describe.NameOf(typeof(T))}[{new string(',', rank - 1)}] at most {uint.MaxValue}: At(…) takes a part.");

    [DoesNotReturn]
    internal static void TooManyRowsWithoutElements(long count, long most) =>
        throw new InvalidOperationException($"The array has {count} rows without elements; at most {most} can be created.");

    [DoesNotReturn]
    internal static void NullRow(ReadOnlySpan<long> index) =>
        throw new ArgumentException($"The row at index {PythonText.Shape(index)} is null; a row without elements is an empty array.");

    [DoesNotReturn]
    internal static void UnequalRow(long length, long expected, string unit, ReadOnlySpan<long> index) =>
        throw new ArgumentException(
            $"The row at index {PythonText.Shape(index)} has {length} {unit}, the first one {expected}; an array has rows of one length, so fill up the shorter ones, or make an array of Python objects of them with NdArray.FromObjects.");

    [DoesNotReturn]
    internal static void CannotViewHeld<T>(DType dtype, Type? wanted) =>
        throw new InvalidCastException($"The array holds {Describe.NameOf(typeof(T))} values, not the bytes of {dtype.Descr}: ToNdArray() writes those to a new array{(wanted is null ? "" : $", which can be seen as {Describe.NameOf(wanted)}")}.");

    [DoesNotReturn]
    internal static void AutomaticLayout(Type type, (string Path, Type Type) found)
    {
        string name = Describe.NameOf(type);
        string where = found.Path.Length == 0
            ? $"{name} has automatic layout"
            : $"The field {found.Path} of {name} is a {Describe.NameOf(found.Type)}, which has automatic layout";
        throw new InvalidCastException($"{where}: .NET orders its fields as it likes, so bytes cannot be seen as one. Use {LayoutAdvice(found.Type, found.Path.Length == 0)}.");
    }

    [DoesNotReturn]
    internal static void StructOfSwapped<T>(DType dtype) =>
        throw new InvalidCastException(
            $"The elements are kept in the byte order of {dtype.Descr}, and those of {Describe.NameOf(typeof(T))} are in the machine's: To(array.DType.WithByteOrder(ByteOrder.{DType.NativeOrder})) gives an array that can be seen as {Describe.NameOf(typeof(T))}.");

    [DoesNotReturn]
    internal static void StructOfOtherSize<T>(NdArray array)
    {
        string name = Describe.NameOf(typeof(T));
        int size = Unsafe.SizeOf<T>();
        string axis = array.Rank == 0 ? "there is no axis to take together" : $"the {array.Shape[^1]} of the last axis have {array.Shape[^1] * array.DType.ItemSize}";
        throw new ArgumentException($"A {name} has {size} bytes; an element of {array.DType.Descr} has {array.DType.ItemSize}, and {axis}: Reshape gives another last axis.");
    }

    [DoesNotReturn]
    internal static void StructOfStrided<T>(NdArray array) =>
        throw new ArgumentException($"The elements of the last axis, of shape {PythonText.Shape(array.Shape)} and strides {PythonText.Shape(array.Strides)}, are not contiguous, so they cannot be seen as one {Describe.NameOf(typeof(T))}: call Copy() first.");

    private static string RankAdvice(int rank, int found, string verb)
    {
        string family = verb.StartsWith("ToJagged", StringComparison.Ordinal) ? "ToJagged" : "ToArray";
        string? fitting = (family, found) switch
        {
            (_, 0) => "GetItem() gives its element",
            (_, 1) => "ToArray() copies it",
            ("ToArray", 2 or 3 or 4) => $"ToArray{found}D() copies it",
            ("ToJagged", 2) => "ToJagged() copies it",
            ("ToJagged", 3) => "ToJagged3D() copies it",
            _ => "ToArray() copies it flat",
        };
        return found > rank
            ? $"{fitting}, At(…) takes a part of {rank} axes, and Reshape gives it {rank}"
            : $"{fitting}, and Reshape gives it {rank}";
    }

    private static string LayoutAdvice(Type type, bool isWhole) =>
        type == typeof(DateTime) && isWhole ? "View<long>() for the counts of dates, or To<DateTime>() for their values"
        : type == typeof(DateTime) || type == typeof(DateTimeOffset) ? "a long for the count of a date, and Datetime64"
        : type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? "a struct with fields of the same types, which C# lays out in their order"
        : "a struct with [StructLayout(LayoutKind.Sequential)], C#'s default";

    [DoesNotReturn]
    internal static void NoColumns() => throw new ArgumentException("There are no columns, so the records would have neither fields nor a shape.");

    [DoesNotReturn]
    internal static void ColumnOfOtherShape(string name, ReadOnlySpan<long> shape, string first, ReadOnlySpan<long> expected) =>
        throw new ArgumentException($"The column {Describe.Quoted(name)} has the shape {PythonText.Shape(shape)}, but the column {Describe.Quoted(first)} has {PythonText.Shape(expected)}: all columns need one shape.");

    [DoesNotReturn]
    internal static void NoRecords(DType dtype) =>
        throw new InvalidOperationException($"Elements of {dtype.Descr} are not records, so they have no columns.");
}
