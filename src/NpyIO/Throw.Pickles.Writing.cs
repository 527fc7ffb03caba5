using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace NpyIO;

// Values that cannot be pickled.
internal static partial class Throw
{
    /// <summary>Throws for a value that Python has no counterpart of.</summary>
    [DoesNotReturn]
    internal static void CannotPickle(object value) => throw new ArgumentException(
        $"{NameOf(value.GetType())} has no counterpart in Python{PickleAdvice(value)}. What has one: null, numbers, text, byte[], dates, lists, PickleTuple, dictionaries, sets, arrays (NdArray, T[]), PickleObject.",
        nameof(value));

    private static string PickleAdvice(object value) => value switch
    {
        Enum => "; cast it to its number, or take its name by ToString()",
        Delegate => "",
        IList => "; it is the default of its type, which has not been given any items",
        IEnumerable => "; make a list of it",
        char or Rune or Guid or Uri or Version => "; convert it to text",
        _ when value.GetType().IsPrimitive => "",
        _ => "; make a dictionary of its members",
    };

    /// <summary>Throws for a protocol that is not written.</summary>
    [DoesNotReturn]
    internal static void ProtocolNotWritten(int protocol, int lowest, int highest) => throw new ArgumentOutOfRangeException(
        nameof(protocol),
        $"Pickles are written at the protocols {lowest} to {highest}, not {protocol}; older ones are only read.");

    /// <summary>Throws for two keys that are one in Python, so that a value would be lost.</summary>
    [DoesNotReturn]
    internal static void KeysAreOne(object? first, object? second) => throw new ArgumentException($"The keys {KeyOf(first)} and {KeyOf(second)} are equal in Python, which would keep one of them.");

    private static string KeyOf(object? key) => key is IFormattable or bool ? string.Create(CultureInfo.InvariantCulture, $"{key} ({NameOf(key.GetType())})") : Kind(key);

    /// <summary>Throws for keyword arguments that the protocol has no opcode for.</summary>
    [DoesNotReturn]
    internal static void KeywordsNeedProtocol4(PickleObject value) => throw new ArgumentException(
        $"The arguments by keyword of {value.FullName} need PickleWriteOptions.Protocol 4 or 5.",
        nameof(value));

    /// <summary>Throws for a set that is reached from what is in it.</summary>
    [DoesNotReturn]
    internal static void SetInItselfNeedsProtocol4(object value) => throw new ArgumentException(
        "A set that is referred to by what is in it needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(value));

    /// <summary>Throws for the name of a class that would be more than a line, or less than it is.</summary>
    [DoesNotReturn]
    internal static void NameNeedsProtocol4(string module, string name) => throw new ArgumentException(
        $"The name {Quoted($"{module}.{name}")} has a line break or half a surrogate pair, which needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(name));

    /// <summary>Throws for attributes of a dictionary that is no <c>OrderedDict</c>.</summary>
    [DoesNotReturn]
    internal static IEnumerable<object?> NoAttributes(PickleDictionary value) => throw new ArgumentException(
        $"{Sentence(Kind(value))} has attributes, for which only an OrderedDict has a place in Python: use PickleDictionaryKind.Ordered.",
        nameof(value));

    /// <summary>Throws for data that the protocol cannot tell the length of.</summary>
    [DoesNotReturn]
    internal static void DataNeedProtocol4(long length) => throw new ArgumentException(
        $"An array of {length} bytes is longer than 4 GiB, which needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(length));
}
