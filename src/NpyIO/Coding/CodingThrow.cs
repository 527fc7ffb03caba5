using System.Diagnostics.CodeAnalysis;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Coding;

/// <summary>Throw helpers for decoding.</summary>
internal static class CodingThrow
{
    [DoesNotReturn]
    internal static void PythonObjects(DType dtype) =>
        Throw.Format(
            NpyFormatReason.Unsupported,
            0,
            $"The array holds Python objects (dtype {dtype.Descr}), whose data are a pickle: it can be loaded, but not mapped or read into a buffer",
            found: dtype.Descr);

    [DoesNotReturn]
    internal static void TooManyElements(long count, long most) =>
        Throw.Format(
            NpyFormatReason.TooManyElements,
            0,
            $"The array has {count} elements of no bytes, more than the {most} that NpyReadOptions.MaxElements allows",
            expected: $"at most {most} elements",
            found: $"{count} elements");

    [DoesNotReturn]
    internal static void TooLarge(ReadOnlySpan<long> shape, DType stored, Type type) =>
        Throw.Format(
            NpyFormatReason.TooManyElements,
            0,
            $"The array has shape {PythonText.Shape(shape)} and dtype {stored.Descr}; as {Describe.NameOf(type)} it takes more than 2^63 - 1 bytes");

    [DoesNotReturn]
    internal static void CannotLoadAs(Type type, DType stored, DType? wanted)
    {
        string mismatch = $"The array's dtype is {KernelThrow.Named(stored)}, not {Describe.NameOf(type)}";
        if (stored.Kind is DTypeKind.Datetime or DTypeKind.Timedelta && type == typeof(long))
        {
            string value = stored.Kind == DTypeKind.Datetime ? nameof(Datetime64) : nameof(Timedelta64);
            throw new InvalidCastException($"{mismatch}; load it as {value}, or untyped and see its counts with View<long>().");
        }

        if (RecordAdvice.OfLoading(type, stored) is { } advice)
            throw new InvalidCastException($"{mismatch}; {advice}");
        if (ArrayThrow.TimeAdvice(type, stored) is { Length: > 0 } reason)
            throw new InvalidCastException($"{mismatch}{reason}: {Instead(stored)}.");
        if (wanted is null || Casts.Transform(stored, wanted) is null)
            throw new InvalidCastException($"{mismatch}, and there is no conversion; {Instead(stored)}.");
        Casting weakest = Casts.Weakest(stored, wanted);
        string asNumPy = Casts.CanLose(stored, wanted) ? $" if no value is lost (Casting.{weakest} would convert it as NumPy does)" : "";
        throw new InvalidCastException($"{mismatch}; {Instead(stored)}, or set NpyReadOptions.Casting to Casting.Checked to convert it{asNumPy}.");
    }

    [DoesNotReturn]
    internal static void DestinationTooSmall(long length, long count, string paramName) =>
        throw new ArgumentException($"The destination has room for {length} elements, but the array has {count}.", paramName);

    [DoesNotReturn]
    internal static void NotUnicode(DType stored, long offset) =>
        Throw.Format(
            NpyFormatReason.Unsupported,
            offset,
            $"An element of dtype {stored.Descr} holds a number that is not a Unicode code point; load the array untyped and see its numbers with View<uint>()",
            expected: "code points up to 0x10FFFF");

    private static string Instead(DType stored) => stored.Kind switch
    {
        DTypeKind.Bytes or DTypeKind.String => "load it as string",
        DTypeKind.Datetime => $"load it as {nameof(Datetime64)}",
        DTypeKind.Timedelta => $"load it as {nameof(Timedelta64)}",
        DTypeKind.Void when stored.IsStruct => "load it untyped and reach its fields by name",
        DTypeKind.Void => "load it untyped",
        _ => stored.ClrType is { } type ? $"load it as {Describe.NameOf(type)}" : "load it untyped",
    };
}
