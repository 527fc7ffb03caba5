using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using NpyIO.Cli.Output;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO.Cli.Objects;

/// <summary>Describes a Python object briefly for people: a short value as Python shows it, a long one by its type.</summary>
internal static class ObjectText
{
    private const int MaxCharacters = 60;

    /// <summary>Returns one line of text; nothing in the value can break it.</summary>
    internal static string Of(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        string text => $"'{SafeText.Escape(Start(text))}'{Rest(text)}",
        double number => Real(number),
        Complex number => $"({Real(number.Real)}{WithSign(Real(number.Imaginary))}j)",
        byte[] bytes => $"{bytes.Length} bytes",
        List<byte> bytes => $"bytearray of {bytes.Count}",
        List<object?> list => $"list of {list.Count}",
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => Duration(span),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PickleTuple tuple => $"tuple of {tuple.Count}",
        PickleSet set => $"{(set.IsFrozen ? "frozenset" : "set")} of {set.Count}",
        PickleDictionary dictionary => $"{NameOf(dictionary.Kind)} of {dictionary.Count}",
        NdArray array => $"{Short(array.DType.Name)}, shape {PythonText.Shape(array.Shape)}",
        MaskedArray masked => $"masked {Short(masked.Data.DType.Name)}, shape {PythonText.Shape(masked.Data.Shape)}",
        DType dtype => $"dtype {Short(dtype.ToString())}",
        PickleRange range => $"range({Of(range.Start)}, {Of(range.Stop)}{(range.Step.IsOne ? "" : $", {Of(range.Step)}")})",
        PickleFraction number => $"{Of(number.Numerator)}/{Of(number.Denominator)}",
        PickleSlice slice => $"slice({InSlice(slice.Start)}, {InSlice(slice.Stop)}, {InSlice(slice.Step)})",
        BigInteger number => number.GetBitLength() < 4 * MaxCharacters ? number.ToString(CultureInfo.InvariantCulture) : $"integer of {number.GetBitLength()} bits",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Short(value.ToString() ?? ""),
    };

    /// <summary>Returns part of a sentence.</summary>
    internal static string KindOf(object? value) => value switch
    {
        string => "text",
        byte[] => "bytes",
        PickleSlice => "a slice",
        NdArray array => $"NdArray({Short(array.DType.ToString())}, {PythonText.Shape(array.Shape)})",
        List<byte> or List<object?> or PickleTuple or PickleSet or PickleDictionary or MaskedArray => $"a {Of(value)}",
        _ => Of(value),
    };

    private static string NameOf(PickleDictionaryKind kind) => kind switch
    {
        PickleDictionaryKind.Ordered => "OrderedDict",
        PickleDictionaryKind.Default => "defaultdict",
        _ => "dict",
    };

    private static string InSlice(object? value) => value is null or IFormattable ? Of(value) : "…";

    private static string Short(string text) => SafeText.Escape(Start(text)) + Rest(text);

    private static string Start(string text) => text.Length <= MaxCharacters ? text : text[..MaxCharacters];

    private static string Rest(string text) => text.Length <= MaxCharacters ? "" : $"…(+{text.Length - MaxCharacters})";

    // As Python's str(timedelta): only the days can be negative.
    private static string Duration(TimeSpan span)
    {
        if (PythonTimedelta.PartsOf(span) is not [long days, long seconds, long microseconds])
            throw new UnreachableException();
        string time = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        if (microseconds != 0)
            time += string.Create(CultureInfo.InvariantCulture, $".{microseconds:000000}");
        return days == 0 ? time : string.Create(CultureInfo.InvariantCulture, $"{days} {(days is 1 or -1 ? "day" : "days")}, {time}");
    }

    private static string Real(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string WithSign(string number) => number[0] == '-' ? number : "+" + number;
}
