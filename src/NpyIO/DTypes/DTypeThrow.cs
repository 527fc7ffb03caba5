using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>Throw helpers for dtypes, descrs, dates and time spans.</summary>
internal static class DTypeThrow
{
    private const int MaxQuoted = 80;

    [DoesNotReturn]
    internal static DType NotADType(ReadOnlySpan<char> text, long offset)
    {
        Throw.Format(NpyFormatReason.BadDescr, offset, $"{Quote(text)} is not a dtype that NumPy knows", expected: "a dtype such as '<f8'", found: Quote(text));
        return null;
    }

    [DoesNotReturn]
    internal static void BadItemSize(ReadOnlySpan<char> text, long size, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"{Quote(text)} has the width {size}, but an item has between 0 and {int.MaxValue} bytes", found: Quote(text));

    [DoesNotReturn]
    internal static void BadDatetimeUnit(ReadOnlySpan<char> text, ReadOnlySpan<char> unit, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"{Quote(text)} has the datetime unit {Quote(unit)}, which NumPy does not know", expected: "a unit such as [ns] or [25s]", found: Quote(unit));

    [DoesNotReturn]
    internal static void ForeignLongDouble(ReadOnlySpan<char> text, long offset) =>
        Throw.Format(
            NpyFormatReason.Unsupported,
            offset,
            $"{Quote(text)} is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there",
            expected: "'f16' or 'c32', x87's 80 bits in 16 bytes",
            found: Quote(text));

    [DoesNotReturn]
    internal static void BadCommaString(ReadOnlySpan<char> text, int item, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"item {item} of the comma string {Quote(text)} is not a type with a count", found: Quote(text));

    [DoesNotReturn]
    internal static void InconsistentByteOrder(ReadOnlySpan<char> item, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"{Quote(item)} has two byte orders that differ", found: Quote(item));

    [DoesNotReturn]
    internal static void BadCount(ReadOnlySpan<char> count, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"{Quote(count)} before a type is neither a count nor a shape", expected: "a count such as 2 or (2,3)", found: Quote(count));

    [DoesNotReturn]
    internal static void BadShapeOfUnsized(DType dtype, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"'{dtype}' has no width yet, so it takes a width, not a shape", expected: "an integer", found: "a shape");

    [DoesNotReturn]
    internal static void BadWidth(DType dtype, string width, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"{width} is not a width for '{dtype}'", expected: $"an integer between 0 and {int.MaxValue / (dtype.Kind == DTypeKind.String ? 4 : 1)}", found: width);

    [DoesNotReturn]
    internal static DType BadStruct(string problem, long offset)
    {
        Throw.Format(NpyFormatReason.BadDescr, offset, "The dtype is not valid: " + problem);
        return null;
    }

    [DoesNotReturn]
    internal static DType InvalidDType(string problem, string parameter) => throw new ArgumentException(problem, parameter);

    [DoesNotReturn]
    internal static void DTypeTooDeep(long offset) =>
        Throw.Format(NpyFormatReason.TooDeep, offset, $"The dtype nests deeper than {DType.MaxDepth} levels", expected: $"at most {DType.MaxDepth} levels");

    [DoesNotReturn]
    internal static void BadDescrPart(string what, string expected, string found, long offset) =>
        Throw.Format(NpyFormatReason.BadDescr, offset, $"The {what} is {found}, not {expected}", expected, found);

    [DoesNotReturn]
    internal static void NoSuchField(DType dtype, string name) =>
        throw new KeyNotFoundException(dtype.IsStruct
            ? $"There is no field {PythonText.Quote(name)}; the fields are {string.Join(", ", dtype.Fields.Select(field => PythonText.Quote(field.Name)))}."
            : $"There is no field {PythonText.Quote(name)}: '{dtype}' is not a record.");

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
        : typeof(INpyRecord).IsAssignableFrom(type) ? $"Only the generic form finds the dtype of a record: DType.Of<{Describe.NameOf(type)}>()."
        : $"The type {Describe.NameOf(type)} has no counterpart among NumPy's dtypes.",
        nameof(type));

    [DoesNotReturn]
    internal static DType NoDTypeOf(NpyRecordInfo info)
    {
        IEnumerable<string> members = info.Fields.Where(field => field.DType is null).Select(field => $"{Describe.NameOf(field.ClrType)} {field.Member}");
        throw new InvalidOperationException(
            $"{Describe.NameOf(info.Type)} can be loaded but not saved, because nothing says how long these members are: {string.Join(", ", members)}. Write [NpyField(Length = …)] on each; on dates, [NpyField(DType = …)] with their unit; on records, that on their members.");
    }

    internal static string Quote(ReadOnlySpan<char> text) =>
        PythonText.Quote(text.Length <= MaxQuoted ? text.ToString() : string.Concat(text[..MaxQuoted], "…"));

    [DoesNotReturn]
    internal static string NoSuchUnit(DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), $"There is no datetime unit {(int)unit}.");

    [DoesNotReturn]
    internal static (long Ticks, long Parts) NoFixedLength(DatetimeUnit unit) =>
        throw new ArgumentOutOfRangeException(nameof(unit), $"The unit {unit} has no fixed length.");

    [DoesNotReturn]
    internal static void OutOfReach(DateTime dateTime, DatetimeUnit unit)
    {
        string reach = unit == DatetimeUnit.Nanosecond ? "the years 1677 to 2262, which 64 bits reach in nanoseconds" : $"what 64 bits reach in {unit.ToString().ToLowerInvariant()}s";
        throw new OverflowException($"{dateTime:O} is outside of {reach}. The usual cause is a default(DateTime), the year 1, in place of a missing date; use a coarser unit if the date is meant.");
    }

    [DoesNotReturn]
    internal static void OutOfReach(TimeSpan timeSpan, DatetimeUnit unit) =>
        throw new OverflowException($"{timeSpan:c} is longer than 64 bits hold in {unit.ToString().ToLowerInvariant()}s; use a coarser unit.");

    [DoesNotReturn]
    internal static void UnitTooCoarse(DateTime dateTime, DatetimeUnit unit) =>
        throw new OverflowException($"{dateTime:O} is not a whole number of {unit.ToString().ToLowerInvariant()}s; use a finer unit (a DateTime is whole in nanoseconds), or {nameof(Datetime64.FromDateTimeRoundedDown)}.");

    [DoesNotReturn]
    internal static void UnitTooCoarse(TimeSpan timeSpan, DatetimeUnit unit) =>
        throw new OverflowException($"{timeSpan:c} is not a whole number of {unit.ToString().ToLowerInvariant()}s; use a finer unit (a TimeSpan is whole in nanoseconds), or {nameof(Timedelta64.FromTimeSpanRoundedDown)}.");

    [DoesNotReturn]
    internal static DateTime NoDateTime(Datetime64 value) => throw new OverflowException(value.TryToDateTimeRoundedDown(out _)
        ? $"{value} has fractions of 100 ns, which a DateTime cannot hold; {nameof(Datetime64.TryToDateTimeRoundedDown)} drops them."
        : $"{value} is outside what a DateTime can hold (years 1 to 9999).");

    [DoesNotReturn]
    internal static TimeSpan NoTimeSpan(Timedelta64 value) => throw new OverflowException(value.TryToTimeSpanRoundedDown(out _)
        ? $"{value}{DatetimeUnits.Suffix(value.Unit, value.Multiple)} has fractions of 100 ns, which a TimeSpan cannot hold; {nameof(Timedelta64.TryToTimeSpanRoundedDown)} drops them."
        : $"{value}{DatetimeUnits.Suffix(value.Unit, value.Multiple)} is outside what a TimeSpan can hold.");

    [DoesNotReturn]
    internal static void OutsideOf(LongDouble value, string range) =>
        throw new OverflowException($"{value} is outside of the range of {range}.");
}
