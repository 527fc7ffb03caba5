using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;

namespace NpyIO.NpyFiles;

/// <summary>The errors of appending and of writing rows.</summary>
internal static class AppendThrow
{
    [DoesNotReturn]
    internal static void Objects(DType dtype) => throw new NotSupportedException(
        $"Rows of {dtype.Descr} cannot be appended: all Python objects of an array are one pickle in its file. Load the array, join it with the rows, and save it.");

    [DoesNotReturn]
    internal static void ObjectRepair(string path) => throw new NotSupportedException(
        $"'{path}' holds Python objects, whose end only loading finds: load the array and save it.");

    [DoesNotReturn]
    internal static void SingleElement(string path) => throw new InvalidOperationException(
        $"'{path}' holds a single element without an axis, which has no rows to append to.");

    [DoesNotReturn]
    internal static void RowsWithoutAxis() => throw new ArgumentException(
        "The rows are a single element without an axis; their first axis must be the number of rows, so that one number has shape (1,).");

    [DoesNotReturn]
    internal static void OtherDType(DType rows, string path, DType file) => throw new ArgumentException(
        $"The rows are {Named(rows)}, but '{path}' holds {Named(file)}. Rows are never cast; only their byte order is changed.", nameof(rows));

    [DoesNotReturn]
    internal static void OtherType(Type type, DType rows, string path, DType file) => throw new InvalidCastException(
        $"Rows of {Describe.NameOf(type)} are {Named(rows)}, but '{path}' holds {Named(file)}. Rows are never cast; only their byte order is changed.");

    [DoesNotReturn]
    internal static void OtherRecords(string differences) => throw new ArgumentException(differences);

    [DoesNotReturn]
    internal static void OtherRecordType(string differences) => throw new InvalidCastException(differences);

    [DoesNotReturn]
    internal static void OtherRowShape(ReadOnlySpan<long> rows, string path, NpyHeader file)
    {
        string order = file.FortranOrder && file.Shape.Length > 1 ? " (it is in Fortran order, and so grows along its last axis)" : "";
        throw new ArgumentException(
            $"The rows have shape {PythonText.Shape(rows)}, but '{path}' takes {Pattern(file, "k")}, for any k{order}. A single one is {Pattern(file, "1")}.", nameof(rows));
    }

    [DoesNotReturn]
    internal static void OtherRowShape(ReadOnlySpan<long> rowShape, string path, ReadOnlySpan<long> fileRow) => throw new ArgumentException(
        $"A row of '{path}' has shape {PythonText.Shape(fileRow)}, not {PythonText.Shape(rowShape)}.", nameof(rowShape));

    [DoesNotReturn]
    internal static void OtherRowShape(ReadOnlySpan<long> rows, ReadOnlySpan<long> rowShape, int axis) => throw new ArgumentException(
        $"The rows have shape {PythonText.Shape(rows)}, but the writer takes {Pattern(rowShape, axis, "k")}, for any k.", nameof(rows));

    [DoesNotReturn]
    internal static void NoWholeRows(long count, long rowLength) =>
        throw new ArgumentException($"{Describe.Counted(count, "element is", "elements are")} not a whole number of rows of {rowLength}.");

    [DoesNotReturn]
    internal static void NoWholeRows(long count, long rowLength, string path) =>
        throw new ArgumentException($"{Describe.Counted(count, "element is", "elements are")} not a whole number of rows of '{path}', which have {rowLength} each.");

    [DoesNotReturn]
    internal static void RowsWithoutElements(ReadOnlySpan<long> rowShape) =>
        throw new ArgumentException($"Rows of shape {PythonText.Shape(rowShape)} have no elements, so they cannot be counted.");

    [DoesNotReturn]
    internal static void RowsWithoutElements(string path) =>
        throw new InvalidOperationException($"Rows of '{path}' have no elements, so they cannot be counted: append an NdArray, whose shape gives their number.");

    [DoesNotReturn]
    internal static void TooManyRows(string path, long rows) =>
        throw new ArgumentException($"'{path}' would have {rows} rows, which come to more than 2^63 - 1 bytes.", nameof(rows));

    [DoesNotReturn]
    internal static void NoRoom(string path, long rows, long length) => throw new InvalidOperationException(
        $"The header of '{path}' has no room to count {rows} rows, so that all of its {length} bytes must be written again. Set NpyAppendOptions.Rewrite to allow that.");

    [DoesNotReturn]
    internal static void Tail(string path, long end, long count) => throw new NpyFormatException(
        $"{Describe.Counted(count, "byte follows", "bytes follow")} the array, and may be another one: rows cannot be appended. Npy.Repair cuts what follows the array. (at byte {end})",
        NpyFormatReason.TrailingData,
        end)
    {
        Expected = "the end",
        Found = $"{count} bytes",
    };

    [DoesNotReturn]
    internal static void CannotSeek(string path) => throw new IOException(
        $"'{path}' is a pipe or a device. The header before the rows gives their number, which is known only at the end; so rows need a file.");

    [DoesNotReturn]
    internal static void Complete(string path) => throw new InvalidOperationException($"The array in '{path}' is complete; Npy.Append adds more rows.");

    private static string Named(DType dtype) => $"{dtype} ({dtype.Descr})";

    private static string Pattern(NpyHeader file, string rows)
    {
        int axis = file.SlowestAxis;
        return Pattern([.. file.Shape[..axis], .. file.Shape[(axis + 1)..]], axis, rows);
    }

    private static string Pattern(ReadOnlySpan<long> rowShape, int axis, string rows)
    {
        List<string> lengths = [];
        foreach (long length in rowShape)
            lengths.Add($"{length}");
        lengths.Insert(axis, rows);
        return lengths.Count == 1 ? $"({rows},)" : $"({string.Join(", ", lengths)})";
    }
}
