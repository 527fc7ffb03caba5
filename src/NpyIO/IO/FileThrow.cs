using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NpyIO.Errors;

namespace NpyIO.IO;

/// <summary>Throws the errors of sources, sinks and payloads.</summary>
internal static class FileThrow
{
    /// <summary>Offset and lengths of the data are in bytes.</summary>
    [DoesNotReturn]
    internal static void TruncatedData(DType dtype, ReadOnlySpan<long> shape, long start, long expected, long found) =>
        Throw.Format(
            NpyFormatReason.TruncatedData,
            start + found,
            $"The data end early: shape {PythonText.Shape(shape)} of {dtype.Descr} takes {expected} bytes, but only {found} are there",
            $"{expected} bytes",
            $"{found} bytes");

    /// <summary><paramref name="end"/> is in bytes from the start of the array; <paramref name="count"/> is −1 if unknown.</summary>
    [DoesNotReturn]
    internal static void TrailingData(long end, long count = -1) =>
        Throw.Format(
            NpyFormatReason.TrailingData,
            end,
            count < 0 ? "Bytes follow the array where nothing may" : $"{count} bytes follow the array where nothing may",
            "the end",
            count < 0 ? "more bytes" : $"{count} bytes");

    [DoesNotReturn]
    internal static void StreamNotReadable(string parameter) =>
        throw new ArgumentException("The stream cannot be read.", parameter);

    [DoesNotReturn]
    internal static void StreamMiscounts(int count, int wanted) =>
        throw new IOException($"The stream is broken: its Read returned {count} for a buffer of {wanted} bytes");

    [DoesNotReturn]
    internal static void StreamLengthNegative(long length) => throw new IOException($"The stream is broken: its Length is {length}");

    [DoesNotReturn]
    internal static int OnlyAwaited() =>
        throw new NotSupportedException("This source of bytes can only be awaited: use the methods that end in Async.");

    [DoesNotReturn]
    internal static void NotSeekable(string parameter) =>
        throw new ArgumentException("What cannot seek cannot be read in parts: Npy.Load reads it from its start to its end.", parameter);

    /// <summary>Returns the length of a source, which must not be negative.</summary>
    internal static long LengthOf(ByteSource source) => source.Length is var length && length >= 0 ? length
        : throw new IOException($"The source of bytes is broken: its Length is {length}");

    [DoesNotReturn]
    internal static void StreamNotWritable(string parameter) =>
        throw new ArgumentException("The stream cannot be written.", parameter);

    [DoesNotReturn]
    internal static void FileTooLongForBytes(long length) =>
        throw new ArgumentException($"The file would have {length} bytes, but a byte[] holds at most {Array.MaxLength}. Save to a path or a stream.");

    [DoesNotReturn]
    internal static void ShapeDoesNotFit(ReadOnlySpan<long> shape, long count, long values) =>
        throw new ArgumentException($"The shape {PythonText.Shape(shape)} has {count} elements, but there are {values} values.");

    [DoesNotReturn]
    internal static void MappingClosed() => throw new ObjectDisposedException(
        nameof(MappedArray),
        "The file that this array lies in has been closed with the MappedArray or JoblibFile it came from; Copy() what is needed longer.");

    [DoesNotReturn]
    internal static void CannotMap(string? path, int error) =>
        throw new IOException($"{(path is null ? "The file" : $"'{path}'")} cannot be mapped: {Marshal.GetPInvokeErrorMessage(error)}.", error);

    [DoesNotReturn]
    internal static void CannotMapSpecial(string path) =>
        throw new NotSupportedException($"'{path}' is a pipe or a device, and only a file can be mapped. Npy.Load reads it.");

    [DoesNotReturn]
    internal static void CannotFlush(string? path, int error) =>
        throw new IOException($"The changes to {(path is null ? "the file" : $"'{path}'")} have not all reached the disk: {Marshal.GetPInvokeErrorMessage(error)}.", error);

    [DoesNotReturn]
    internal static void CannotReleaseCopies() => throw new InvalidOperationException(
        "The array is mapped copy-on-write, and releasing its pages would lose what has been written to them. Dispose of the map to give its memory back, or map the file with MapAccess.Read or MapAccess.ReadWrite.");

    [DoesNotReturn]
    internal static void NoRowsInMap() =>
        throw new InvalidOperationException("The array is a single element without an axis, and so has no rows. Leave the rows out to mean all of it.");

    [DoesNotReturn]
    internal static void NotRows(Slice rows) =>
        throw new ArgumentException($"{rows} does not mean rows of one axis that follow each other: pass a position, a range, or a slice with step 1.", nameof(rows));
}
