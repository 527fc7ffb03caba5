using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using NpyIO.DTypes;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

// Dates, times and characters as C#'s own types.
internal static partial class ArrayThrow
{
    private const string Years = "the years 1677 to 2262";

    /// <summary>The count is native; <see cref="TimeType{T}.Read"/> has refused it.</summary>
    [DoesNotReturn]
    internal static void TimeNotRead<T>(long count, DType dtype, ReadOnlySpan<long> index)
    {
        string name = Describe.NameOf(typeof(T));
        string own = dtype.Kind == DTypeKind.Datetime ? nameof(Datetime64) : nameof(Timedelta64);
        string place = $"The element at index {PythonText.Shape(index)} is ";
        if (count == Datetime64.NaTValue)
            throw new OverflowException($"{place}NaT, which {name} cannot hold: load it as {name}?, where NaT is null.");

        string value = dtype.Kind == DTypeKind.Datetime
            ? $"{new Datetime64(count, dtype.Unit, dtype.UnitMultiple)}"
            : $"{new Timedelta64(count, dtype.Unit, dtype.UnitMultiple)}{DatetimeUnits.Suffix(dtype.Unit, dtype.UnitMultiple)}";
        T rounded = default!;
        bool isRounded = TimeType<T>.Row!.Read(new ReadOnlySpan<long>(in count), new Span<T>(ref rounded), TimeType<T>.Row.Reading(dtype, Casting.Unsafe)) == 1;
        throw new OverflowException(isRounded
            ? $"{place}{value}, of which {name} would lose digits, because it holds {TimeType<T>.Row.Digits}: Casting.SameKind rounds down, or load it as {own}."
            : $"{place}{value}, which is outside what {name} can hold ({TimeType<T>.Row.Reach}): load it as {own}.");
    }

    /// <summary><see cref="TimeType{T}.Write"/> has refused the value, which is not null. All values of the array decide which unit to advise.</summary>
    [DoesNotReturn]
    internal static void TimeNotWritten<T>(T value, DType dtype, ReadOnlySpan<long> index, IEnumerable<T> values)
    {
        string text = $"The {Describe.NameOf(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T))} at index {PythonText.Shape(index)}, {TextOf(value)}, ";
        if (value is DateTime { Kind: DateTimeKind.Local })
        {
            throw new ArgumentException(
                $"{text}is local time, which means another moment on another machine: convert it with ToUniversalTime(), or write the clock as it reads with DateTime.SpecifyKind(value, DateTimeKind.Unspecified).");
        }

        if (TimeType<T>.Row!.IsWhole(value, dtype))
        {
            string reach = dtype.Unit == DatetimeUnit.Nanosecond && dtype.UnitMultiple == 1
                ? dtype.Kind == DTypeKind.Datetime ? $"outside {Years}, which 64 bits reach in nanoseconds" : "longer than the 292 years that 64 bits reach in nanoseconds"
                : $"outside what 64 bits reach in the unit of {dtype}";
            string cause = value is DateTime { Ticks: 0 } ? " The usual cause is a default(DateTime) in place of a missing date: a DateTime? can be null, which is NaT." : "";
            throw new OverflowException($"{text}is {reach}.{cause} {Advice(values, dtype.Kind)}");
        }

        throw new OverflowException(
            $"{text}is not a whole number of the unit of {dtype}: write it in a finer unit, such as nanoseconds, or round the values first.");
    }

    [DoesNotReturn]
    internal static DatetimeUnit? GenericUnit() =>
        throw new ArgumentException("Dates and time spans are written in a unit: DatetimeUnit.Generic is none; null leaves each array its own.");

    [DoesNotReturn]
    internal static void NoTimesIn<T>(DType dtype) =>
        throw new InvalidCastException($"{Describe.NameOf(typeof(T))} values cannot be written as {dtype}{TimeAdvice(typeof(T), dtype)}.");

    /// <summary>A conversion between units, or between time spans and integers, has refused the value.</summary>
    [DoesNotReturn]
    private static void CountLost(ReadOnlySpan<byte> element, DType from, DType to, ReadOnlySpan<long> index)
    {
        object value = ElementReader.ReadValue(ref MemoryMarshal.GetReference(element), from);
        string text = value is Timedelta64 { IsNaT: false } span ? $"{span}{DatetimeUnits.Suffix(span.Unit, span.Multiple)}" : string.Create(CultureInfo.InvariantCulture, $"{value}");
        string reason = value is Datetime64 date && LosesDigits(date.Value) || value is Timedelta64 time && LosesDigits(time.Value)
            ? "digits would be lost, and Casting.SameKind rounds down, as NumPy does"
            : "the count would be too large or NaT, and only Casting.Unsafe wraps around, as NumPy does";
        throw new OverflowException($"The element at index {PythonText.Shape(index)} is {text}, which {to} cannot hold: {reason}.");

        bool LosesDigits(long count) => TimeCast.Create(from, to)?.TryConvert(count, out _, out _) == true;
    }

    [DoesNotReturn]
    internal static char NotOneCharacter(uint codePoint, ReadOnlySpan<long> index) =>
        throw new OverflowException($"The element at index {PythonText.Shape(index)} is U+{codePoint:X4}, which a char cannot hold: load it as string{(codePoint > 0x10FFFF ? ", or untyped and see its numbers with View<uint>()" : "")}.");

    private static string TextOf<T>(T value) => value switch
    {
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable moment => moment.ToString("O", CultureInfo.InvariantCulture),
        _ => "null",
    };

    private static string Advice<T>(IEnumerable<T> values, DTypeKind kind)
    {
        DType microseconds = kind == DTypeKind.Datetime ? DType.Datetime(DatetimeUnit.Microsecond) : DType.Timedelta(DatetimeUnit.Microsecond);
        long count = 0;
        bool areWhole = values.All(value => TimeType<T>.Row!.Write(new ReadOnlySpan<T>(in value), new Span<long>(ref count), microseconds) == 1);
        return areWhole
            ? "All values have whole microseconds: write them with DatetimeUnit = DatetimeUnit.Microsecond in the options, or convert them with To(DType)."
            : $"Write them with DatetimeUnit = DatetimeUnit.Nanosecond and DatetimeMultiple = 100 in the options, or convert them with To(DType){(kind == DTypeKind.Datetime ? $"; NumPy itself prints and converts that unit wrongly outside {Years}" : "")}.";
    }
}
