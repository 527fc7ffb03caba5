using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

// Values that cannot be pickled.
internal static partial class Throw
{
    /// <summary>Throws for a value that Python has no counterpart of.</summary>
    [DoesNotReturn]
    internal static void CannotPickle(object value) => throw new ArgumentException(
        $"A {value.GetType().Name} cannot be pickled: use None (null), numbers, text, byte[], dates, lists, PickleTuple, dictionaries, sets, arrays (NdArray, T[]), or a PickleObject.",
        nameof(value));

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

    /// <summary>Throws for data that the protocol cannot tell the length of.</summary>
    [DoesNotReturn]
    internal static void DataNeedProtocol4(long length) => throw new ArgumentException(
        $"An array of {length} bytes is longer than 4 GiB, which needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(length));
}
