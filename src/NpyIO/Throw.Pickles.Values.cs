using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;
using System.Globalization;
using System.Numerics;
using NpyIO.Arrays;
using NpyIO.DTypes;
using NpyIO.Pickling;

namespace NpyIO;

// Values of pickles that are asked for as what they are not.
internal static partial class Throw
{
    /// <summary>Throws for a key or attribute that is not there.</summary>
    [DoesNotReturn]
    internal static object? NoSuchKey(object? key) => throw new KeyNotFoundException($"There is no {Shown(key)}.");

    /// <summary>Throws for a value of another type than was asked for.</summary>
    [DoesNotReturn]
    internal static T NotOfType<T>(object? value, object? place) =>
        throw new InvalidCastException($"The value{(place is null ? "" : $" of {Shown(place)}")} is {Kind(value)}, not {NameOf(typeof(T))}{IntegerAdvice<T>(value)}.");

    private static string IntegerAdvice<T>(object? value) =>
        ObjectCast.IsInteger(typeof(T)) && value is long or BigInteger ? $"; {(value is long number ? number.ToString(CultureInfo.InvariantCulture) : "it")} does not fit" : "";

    /// <summary>Throws for a value that Python gives no hash, so that it can be no key and no member of a set.</summary>
    [DoesNotReturn]
    internal static int NoHash(object value) => throw new ArgumentException($"{Kind(value)} has no hash in Python: it can be no key, and no member of a set.");

    /// <summary>Throws for a frozen set that is to be changed.</summary>
    [DoesNotReturn]
    internal static void SetIsFrozen() => throw new InvalidOperationException("The set is frozen: it can be a key, so that its values must not change.");

    /// <summary>Throws for sets in sets, deeper than anybody makes them.</summary>
    [DoesNotReturn]
    internal static void SetsTooDeep() => throw new ArgumentException("Sets nest too deeply to be compared.");

    /// <summary>What is said of work that takes longer than the content accounts for.</summary>
    internal const string TooMuchWork = "Comparing keys and computing with values takes more steps than the content accounts for";

    /// <summary>Throws for comparisons that take longer than what is compared could account for.</summary>
    [DoesNotReturn]
    internal static void ComparisonsTooLong() => throw new ArgumentException(TooMuchWork);

    /// <summary>Throws for a fraction that is none.</summary>
    [DoesNotReturn]
    internal static void DenominatorIsZero(string name) => throw new ArgumentException("The denominator of a fraction is 0.", name);

    /// <summary>Throws for a mask that does not lie on its array.</summary>
    [DoesNotReturn]
    internal static void MaskOfOtherShape(NdArray data, NdArray mask) =>
        throw new ArgumentException($"The mask has shape {PythonText.Shape(mask.Shape)}, the array {PythonText.Shape(data.Shape)}.", nameof(mask));

    /// <summary>How much of the name of a class or of a dtype a message shows, in characters.</summary>
    private const int MostKind = 120;

    /// <summary>Throws for a mask that does not say of each value whether it counts.</summary>
    [DoesNotReturn]
    internal static void MaskOfOtherDType(DType expected, NdArray mask) =>
        throw new ArgumentException($"The mask has dtype {Line(mask.DType.ToString())}; the mask of this array has {Line(expected.ToString())}.", nameof(mask));

    /// <summary>What a value is, for people: never more than a line, however much is in it.</summary>
    internal static string Kind(object? value) => value switch
    {
        null => "None",
        string => "text",
        byte[] => "bytes",
        List<byte> => "a bytearray",
        List<object?> list => $"a list of {list.Count}",
        IDescribed described => Line(described.Description),
        _ => NameOf(value.GetType()),
    };

    /// <summary>The start of a text, in one line.</summary>
    private static string Line(string text)
    {
        string start = text.Length <= MostKind ? text : string.Concat(text.AsSpan(0, MostKind), "...");
        return start.AsSpan().ContainsAnyInRange('\0', '\x1F') ? PythonText.Quote(start) : start;
    }

    private static string Shown(object? key) => key switch
    {
        null => "None",
        string text => Quoted(text),
        long or bool or double => FormattableString.Invariant($"{key}"),
        _ => Kind(key),
    };
}
