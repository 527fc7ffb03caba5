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
}
