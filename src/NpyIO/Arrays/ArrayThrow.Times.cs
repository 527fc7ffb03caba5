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
    /// <summary>How many values to try in a unit at a time.</summary>
    private const int Tried = 1 << 10;

    private const string Years = "the years 1677 to 2262";
    private const string Digits = "digits would be lost, and Casting.SameKind rounds down, as NumPy does";

    /// <summary>The count is native; <see cref="TimeType{T}.Read"/> has refused it.</summary>
    [DoesNotReturn]
    internal static void TimeNotRead<T>(long count, DType dtype, ReadOnlySpan<long> index)
    {
        string name = Describe.NameOf(typeof(T));
        string own = dtype.Kind == DTypeKind.Datetime ? nameof(Datetime64) : nameof(Timedelta64);
        string place = $"{RecordPlace.Of(index)} is ";
        if (count == Datetime64.NaTValue)
            throw new OverflowException($"{place}NaT, which {name} cannot hold: load it as {name}?, where NaT is null.");

        string value = dtype.Kind == DTypeKind.Datetime
            ? $"{new Datetime64(count, dtype.Unit, dtype.UnitMultiple)}"
            : $"{new Timedelta64(count, dtype.Unit, dtype.UnitMultiple)}{DatetimeUnits.Suffix(dtype.Unit, dtype.UnitMultiple)}";
        T rounded = default!;
        bool isRounded = TimeType<T>.Row!.Read(new ReadOnlySpan<long>(in count), new Span<T>(ref rounded), TimeType<T>.Row.Reading(dtype, Casting.Unsafe)) == 1;
        throw new OverflowException(isRounded
            ? $"{place}{value}, but {name} holds only {TimeType<T>.Row.Digits}, so digits would be lost: Casting.SameKind rounds down, or load it as {own}."
            : $"{place}{value}, which is outside what {name} can hold ({TimeType<T>.Row.Reach}): load it as {own}.");
    }

    /// <summary><see cref="TimeType{T}.Write"/> has refused the value, which is not null. All values of the array decide which unit to advise.</summary>
    [DoesNotReturn]
    internal static void TimeNotWritten<T>(T value, DType dtype, ReadOnlySpan<long> index, IEnumerable<T> values, UnitChoice choice)
    {
        string text = $"{RecordPlace.Of(index, $"The {Describe.NameOf(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T))} at index")}, {TextOf(value)}, ";
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
            throw new OverflowException($"{text}is {reach}.{cause} {(choice == UnitChoice.ByMember ? $"Give the member a coarser unit, such as [NpyField(DType = \"{(char)dtype.Kind}8[us]\")]." : Advice(values, dtype.Kind, choice))}");
        }

        throw new OverflowException(
            $"{text}is not a whole number of the unit of {dtype}: write it in a finer unit, such as nanoseconds, or round the values first.");
    }

    /// <summary>The value is of another unit, and not exactly a count of the dtype's.</summary>
    [DoesNotReturn]
    internal static long CountNotWritten(object value, DType from, DType to, ReadOnlySpan<long> index) =>
        throw new OverflowException($"{RecordPlace.Of(index)}, {value} in the unit of {from.Descr}, is not a whole number of the unit of {to.Descr} in its range: store it in a finer unit, or convert the value first.");

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
        string reason = value switch
        {
            Timedelta64 { IsNaT: true } => "no integer is NaT; Casting.Unsafe converts the count that stands for it, -9223372036854775808, as NumPy does",
            long.MinValue => "that count is NaT, which Casting.Safe makes of it, as NumPy does",
            Datetime64 date when LosesDigits(date.Value) => Digits,
            Timedelta64 time when LosesDigits(time.Value) => Digits,
            _ => "the count would be out of range, and only Casting.Unsafe wraps around, as NumPy does",
        };
        throw new OverflowException($"{RecordPlace.Of(index)} is {text}, which {to} cannot hold: {reason}.");

        bool LosesDigits(long count) => TimeCast.Create(from, to)?.TryConvert(count, out _, out _) == true;
    }

    [DoesNotReturn]
    internal static char NotOneCharacter(uint codePoint, ReadOnlySpan<long> index) =>
        throw new OverflowException($"{RecordPlace.Of(index)} is U+{codePoint:X4}, which a char cannot hold: load it as string{(codePoint > 0x10FFFF ? ", or untyped and see its numbers with View<uint>()" : "")}.");

    private static string TextOf<T>(T value) => value switch
    {
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IFormattable moment => moment.ToString("O", CultureInfo.InvariantCulture),
        _ => "null",
    };

    private static string Advice<T>(IEnumerable<T> values, DTypeKind kind, UnitChoice choice)
    {
        if (Holds(InUnit(DatetimeUnit.Microsecond, 1), values))
            return $"All values have whole microseconds: {(choice == UnitChoice.ByOptions ? "write them with DatetimeUnit = DatetimeUnit.Microsecond in the options, or convert them with To(DType)" : Converted("us"))}.";
        if (Holds(InUnit(DatetimeUnit.Nanosecond, 100), values))
        {
            string advice = choice == UnitChoice.ByOptions ? "Write them with DatetimeUnit = DatetimeUnit.Nanosecond and DatetimeMultiple = 100 in the options, or convert them with To(DType)" : Describe.Sentence(Converted("100ns"));
            return $"{advice}{(kind == DTypeKind.Datetime ? $"; NumPy itself prints and converts that unit wrongly outside {Years}" : "")}.";
        }

        return "No unit holds all values exactly: TimeSpan.MinValue is a count of 100 ns that stands for NaT.";

        DType InUnit(DatetimeUnit unit, int multiple) => kind == DTypeKind.Datetime ? DType.Datetime(unit, multiple) : DType.Timedelta(unit, multiple);

        string Converted(string unit) => $"choose the unit with NdArray.FromArray(values).To(DType.Parse(\"{(kind == DTypeKind.Datetime ? "M8" : "m8")}[{unit}]\"))";
    }

    /// <summary>Whether all values can be written, but for those that are refused in every unit for another reason.</summary>
    private static bool Holds<T>(DType dtype, IEnumerable<T> values)
    {
        var tried = new T[Tried];
        var counts = new long[Tried];
        int length = 0;
        foreach (T value in values)
        {
            if (value is DateTime { Kind: DateTimeKind.Local })
                continue;
            tried[length++] = value;
            if (length == Tried && !AreHeld())
                return false;
        }

        return AreHeld();

        bool AreHeld()
        {
            bool areHeld = TimeType<T>.Row!.Write(tried.AsSpan(0, length), counts, dtype) == length;
            length = 0;
            return areHeld;
        }
    }
}
