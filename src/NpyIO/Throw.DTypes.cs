using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;

namespace NpyIO;

// What can be wrong with a dtype.
internal static partial class Throw
{
    private const int MaxQuoted = 80;

    [DoesNotReturn]
    internal static DType NotADType(ReadOnlySpan<char> text, long offset)
    {
        Format(NpyFormatReason.BadDescr, offset, $"{Quote(text)} is not a dtype that NumPy knows", expected: "a dtype such as '<f8'", found: Quote(text));
        return null;
    }

    [DoesNotReturn]
    internal static void BadItemSize(ReadOnlySpan<char> text, long size, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"{Quote(text)} has the width {size}, but an item has between 0 and {int.MaxValue} bytes", found: Quote(text));

    [DoesNotReturn]
    internal static void BadDatetimeUnit(ReadOnlySpan<char> text, ReadOnlySpan<char> unit, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"{Quote(text)} has the datetime unit {Quote(unit)}, which NumPy does not know", expected: "a unit such as [ns] or [25s]", found: Quote(unit));

    [DoesNotReturn]
    internal static void ForeignLongDouble(ReadOnlySpan<char> text, long offset) =>
        Format(
            NpyFormatReason.Unsupported,
            offset,
            $"{Quote(text)} is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there",
            expected: "'f16' or 'c32', x87's 80 bits in 16 bytes",
            found: Quote(text));

    [DoesNotReturn]
    internal static void BadCommaString(ReadOnlySpan<char> text, int item, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"item {item} of the comma string {Quote(text)} is not a type with a count", found: Quote(text));

    [DoesNotReturn]
    internal static void InconsistentByteOrder(ReadOnlySpan<char> item, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"{Quote(item)} has two byte orders that differ", found: Quote(item));

    [DoesNotReturn]
    internal static void BadCount(ReadOnlySpan<char> count, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"{Quote(count)} before a type is neither a count nor a shape", expected: "a count such as 2 or (2,3)", found: Quote(count));

    [DoesNotReturn]
    internal static void BadShapeOfUnsized(DType dtype, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"'{dtype}' has no width yet, so that it takes a width and not a shape", expected: "an integer", found: "a shape");

    [DoesNotReturn]
    internal static void BadWidth(DType dtype, string width, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"{width} is not a width for '{dtype}'", expected: $"an integer between 0 and {int.MaxValue / (dtype.Kind == DTypeKind.String ? 4 : 1)}", found: width);

    [DoesNotReturn]
    internal static DType BadStruct(string problem, long offset)
    {
        Format(NpyFormatReason.BadDescr, offset, "The dtype is not valid: " + problem);
        return null;
    }

    [DoesNotReturn]
    internal static DType InvalidDType(string problem, string parameter) => throw new ArgumentException(problem, parameter);

    [DoesNotReturn]
    internal static void DTypeTooDeep(long offset) =>
        Format(NpyFormatReason.TooDeep, offset, $"The dtype nests deeper than {DType.MaxDepth} levels", expected: $"at most {DType.MaxDepth} levels");

    [DoesNotReturn]
    internal static void BadDescrPart(string what, string expected, string found, long offset) =>
        Format(NpyFormatReason.BadDescr, offset, $"The {what} is {found}, not {expected}", expected, found);

    [DoesNotReturn]
    internal static void NoSuchField(DType dtype, string name) =>
        throw new KeyNotFoundException(dtype.IsStruct
            ? $"There is no field {PythonText.Quote(name)}; the fields are {string.Join(", ", dtype.Fields.Select(field => PythonText.Quote(field.Name)))}."
            : $"There is no field {PythonText.Quote(name)}: '{dtype}' is no record.");

    [DoesNotReturn]
    internal static void NoDescr(Field field, long end) =>
        throw new InvalidOperationException(
            $"A record whose fields overlap or are out of order has no descr and cannot be saved: field {PythonText.Quote(field.Name)} begins at {field.Offset}, before the end {end} of the field before it.");

    [DoesNotReturn]
    internal static void NoDTypeOf(Type type) => throw new ArgumentException(
        type == typeof(string) ? "A string has no fixed width: say DType.String(width), in code points, or DType.Bytes(width)."
        : type == typeof(byte[]) ? "A byte[] has no fixed width: say DType.Bytes(width) or DType.Void(width)."
        : type == typeof(Datetime64) ? "A Datetime64 carries its own unit: say DType.Datetime(unit)."
        : type == typeof(Timedelta64) ? "A Timedelta64 carries its own unit: say DType.Timedelta(unit)."
        : $"The type {NameOf(type)} has no counterpart among NumPy's dtypes.",
        nameof(type));

    internal static string Quote(ReadOnlySpan<char> text) =>
        PythonText.Quote(text.Length <= MaxQuoted ? text.ToString() : string.Concat(text[..MaxQuoted], "…"));
}
