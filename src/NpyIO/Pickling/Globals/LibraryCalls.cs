using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Calls of Python's standard library, except dates and times.</summary>
internal static partial class LibraryCalls
{
    /// <summary>Maximum length of numbers in digits; longer ones take long to convert and divide.</summary>
    private const int MaxDigits = 10_000;

    /// <summary>Word length for estimating work on long numbers, which is quadratic in the number of words.</summary>
    private const int BitsPerWord = 64;

    private const int DigitsPerWord = 16;

    internal static IEnumerable<(string Module, string Name, KnownCall Call)> Rows =>
    [
        ("_codecs", "encode", Encode),
        ("collections", "OrderedDict", OrderedOf),
        ("collections", "defaultdict", DefaultOf),
        ("decimal", "Decimal", DecimalOf),
        ("fractions", "Fraction", FractionOf),
    ];

    internal static bool IsLatin1(string? name) => name is "latin1" or "latin-1" or "iso8859-1" or "iso-8859-1";

    // Protocols 0 to 2 of Python 3 write bytes this way.
    private static object? Encode(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count != 2 || arguments[0] is not string text || !IsLatin1(machine.TextOf(arguments[1])))
            return null;
        machine.Charge(text.Length);
        return PickleMachine.BytesOf(text) is ManagedMemory { Array: byte[] bytes } ? bytes : null;
    }

    // Without arguments, or from a list of pairs (Python 2).
    private static object? OrderedOf(PickleMachine machine, PickleTuple arguments)
    {
        PickleDictionary dictionary = machine.NewDictionary(PickleDictionaryKind.Ordered);
        if (arguments.Count == 0)
            return dictionary;
        if (arguments.Count != 1 || arguments[0] is not List<object?> pairs)
            return null;
        machine.Charge(24L * pairs.Count);
        foreach (object? pair in pairs)
        {
            IReadOnlyList<object?>? both = pair as List<object?> ?? (IReadOnlyList<object?>?)(pair as PickleTuple);
            if (both is not { Count: 2 })
                return null;
            machine.SetEntries(dictionary, [both[0], both[1]]);
        }

        return dictionary;
    }

    private static object? DefaultOf(PickleMachine machine, PickleTuple arguments) => arguments switch
    {
        [] or [null] => machine.NewDictionary(PickleDictionaryKind.Default),
        [PickleObject factory] => machine.NewDictionary(PickleDictionaryKind.Default, factory),
        _ => null,
    };

    private static object? DecimalOf(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count != 1 || machine.TextOf(arguments[0]) is not { } text)
            return null;
        machine.WorkThrough(text);
        return DecimalText().IsMatch(text) ? new PickleDecimal(text) : null;
    }

    // From a text (up to Python 3.11) or two integers.
    private static object? FractionOf(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments.Count == 2 && BuiltinCalls.IntegerOf(arguments[0]) is { } numerator && BuiltinCalls.IntegerOf(arguments[1]) is { } denominator)
            return FractionOf(machine, numerator, denominator);
        if (arguments.Count != 1 || machine.TextOf(arguments[0]) is not { Length: <= MaxDigits } text || !FractionText().IsMatch(text))
            return null;
        machine.Work(Square(text.Length / DigitsPerWord));
        int stroke = text.IndexOf('/', StringComparison.Ordinal);
        ReadOnlySpan<char> above = stroke < 0 ? text : text.AsSpan(0, stroke);
        return FractionOf(
            machine,
            BigInteger.Parse(above, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            stroke < 0 ? BigInteger.One : BigInteger.Parse(text.AsSpan(stroke + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static object? FractionOf(PickleMachine machine, BigInteger numerator, BigInteger denominator)
    {
        long bits = Math.Max(numerator.GetBitLength(), denominator.GetBitLength());
        if (denominator.Sign <= 0 || bits > 4 * MaxDigits)
            return null;
        machine.Work(Square(bits / BitsPerWord));
        // Pickled fractions are in lowest terms; any other becomes a description.
        return BigInteger.GreatestCommonDivisor(numerator, denominator).IsOne ? new PickleFraction(numerator, denominator) : null;
    }

    private static long Square(long words) => words * words;

    [GeneratedRegex(@"^-?(?:[0-9]+(?:\.[0-9]+)?(?:E[+-][0-9]+)?|Infinity|s?NaN[0-9]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalText();

    [GeneratedRegex(@"^-?[0-9]+(?:/[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FractionText();
}
