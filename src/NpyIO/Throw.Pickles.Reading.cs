using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

// Pickles that cannot be read.
internal static partial class Throw
{
    /// <summary>Throws for a pickle that ends before its STOP.</summary>
    [DoesNotReturn]
    internal static void PickleEndsEarly(long position, long expected, long found)
    {
        if (position == 0 && found == 0)
            Format(NpyFormatReason.Empty, 0, "There is not one byte where a pickle should begin", "a pickle");
        Format(
            NpyFormatReason.TruncatedData,
            position + found,
            expected == 1 ? "The pickle ends before its STOP opcode" : $"The pickle ends early: the opcode at byte {position} takes at least {expected} bytes, but only {found} are there",
            expected == 1 ? "an opcode" : $"{expected} bytes",
            $"{found} bytes");
    }

    /// <summary>Throws for a pickle that ends inside a value.</summary>
    [DoesNotReturn]
    internal static void PickleEndsInValue(long start, ulong expected, long found) =>
        Format(
            NpyFormatReason.TruncatedData,
            start + found,
            $"The pickle ends early: a value of {expected} bytes begins at byte {start}, but only {found} are there",
            $"{expected} bytes",
            $"{found} bytes");

    /// <inheritdoc cref="PickleEndsInValue(long, ulong, long)"/>
    [DoesNotReturn]
    internal static void PickleEndsInValue(long start, long expected, long found) => PickleEndsInValue(start, (ulong)expected, found);

    /// <inheritdoc cref="PickleEndsInValue(long, ulong, long)"/>
    [DoesNotReturn]
    internal static void PickleEndsInValue(long start, long expected, NpyFormatException inner) =>
        throw new NpyFormatException(
            $"The pickle ends early: a value of {expected} bytes begins at byte {start}, but only some of them are there (at byte {start})",
            NpyFormatReason.TruncatedData,
            start,
            inner)
        { Expected = $"{expected} bytes", Found = inner.Found };

    /// <summary>Throws for an opcode that does not exist.</summary>
    [DoesNotReturn]
    internal static void UnknownOpcode(long position, byte opcode) =>
        Format(NpyFormatReason.BadPickle, position, $"There is no pickle opcode 0x{opcode:x2}", "an opcode of protocols 0 to 5", $"0x{opcode:x2}");

    /// <summary>Throws for a protocol that is newer than any known.</summary>
    [DoesNotReturn]
    internal static void UnknownPickleProtocol(long position, byte protocol) =>
        Format(NpyFormatReason.Unsupported, position, $"The pickle has protocol {protocol}; NpyIO reads protocols 0 to 5", "a protocol from 0 to 5", $"{protocol}");

    /// <summary>Throws for persistent ids.</summary>
    [DoesNotReturn]
    internal static void PersistentId(long position) =>
        Format(NpyFormatReason.Unsupported, position, "The pickle refers to objects outside of it by persistent ids, which only the program that wrote it can resolve; have it pickled without persistent_id");

    /// <summary>Throws for codes of the extension registry.</summary>
    [DoesNotReturn]
    internal static void ExtensionCode(long position) =>
        Format(NpyFormatReason.Unsupported, position, "The pickle names a class by a code of Python's extension registry (copyreg.add_extension), which only the program that wrote it knows");

    /// <summary>Throws for a buffer that was pickled out of band and is not there.</summary>
    [DoesNotReturn]
    internal static void BufferMissing(long position, int index) =>
        Format(
            NpyFormatReason.Unsupported,
            position,
            $"The pickle's buffer {index} was pickled out of band; give all of them, in order, as {nameof(PickleReadOptions)}.{nameof(PickleReadOptions.Buffers)}",
            "buffers beside the pickle");

    /// <summary>Throws for a value that no .NET object can hold.</summary>
    [DoesNotReturn]
    internal static void PickledTextTooLong(long position, long length) =>
        Format(NpyFormatReason.Unsupported, position, $"A text of {length} bytes is longer than a .NET string can be");

    /// <summary>Throws for bytes that no .NET array can hold, unless a NumPy array takes them.</summary>
    [DoesNotReturn]
    internal static void PickledBytesTooLong(long position, long length) =>
        Format(NpyFormatReason.Unsupported, position, $"Bytes of length {length} that belong to no array are longer than a byte[] can be ({Array.MaxLength})");

    /// <summary>Throws for integers of so many digits that only an attack has them.</summary>
    [DoesNotReturn]
    internal static void PickledIntegerTooLong(long position, long length, string unit) =>
        Format(NpyFormatReason.Unsupported, position, $"An integer of {length} {unit} is longer than NpyIO reads");

    /// <summary>Throws for attributes of a value that has no place for them.</summary>
    [DoesNotReturn]
    internal static void StateOfPlainValue(long position, object? value) =>
        Format(NpyFormatReason.Unsupported, position, $"The pickle sets attributes of {Kind(value)}, which has no place for them");

    /// <summary>Throws for content that makes much more of itself than it is.</summary>
    [DoesNotReturn]
    internal static void PickleGrowsTooMuch(long position, long made, long read) =>
        Format(NpyFormatReason.TooManyElements, position, $"The pickle copies its own values over and over: {made} bytes of copies out of {read} bytes");

    /// <summary>Throws for a compressed pickle that is out of all proportion to the file.</summary>
    [DoesNotReturn]
    internal static void PickleExpandsTooMuch(long position, long found, long packed, long most) => Format(
        NpyFormatReason.TooManyElements,
        position,
        $"The pickle takes {found} bytes or more when it is decompressed, without the data of arrays; {packed} compressed bytes may become {most}: raise JoblibReadOptions.MaxDecompressedLength if you trust the file",
        $"at most {most} bytes",
        $"{found} bytes or more");

    /// <summary>Throws for bytes after a pickle where there may be none.</summary>
    [DoesNotReturn]
    internal static void TrailingPickleData(long end) =>
        Format(NpyFormatReason.TrailingData, end, "Bytes follow the pickle where nothing may", "the end", "more bytes");
}
