using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;

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
        throw new InvalidCastException($"The value{(place is null ? "" : $" of {Shown(place)}")} is {Kind(value)}, not {typeof(T).Name}.");

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

    /// <summary>What a value is, for people: never more than a line, however much is in it.</summary>
    internal static string Kind(object? value) => value switch
    {
        null => "None",
        string => "text",
        byte[] => "bytes",
        List<byte> => "a bytearray",
        List<object?> list => $"a list of {list.Count}",
        NdArray array => array.ToString(),
        PickleObject described => described.ToString(),
        PickleTuple or PickleDictionary or PickleSet or PickleSlice or MaskedArray => $"a {value}",
        _ => value.GetType().Name,
    };

    private static string Shown(object? key) => key switch
    {
        null => "None",
        string text => Quoted(text),
        long or bool or double => FormattableString.Invariant($"{key}"),
        _ => Kind(key),
    };
}
