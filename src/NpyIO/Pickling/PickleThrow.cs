using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Headers;
using NpyIO.Signatures;
using NpyIO.Sparse;

namespace NpyIO.Pickling;

/// <summary>The errors of pickles.</summary>
internal static class PickleThrow
{
    /// <summary>Length in bytes below which text may as well be a short, damaged pickle of protocol 0.</summary>
    private const int ShortestText = 20;

    internal const string TooMuchWork = "Comparing keys and computing with values takes more steps than the content accounts for";

    [DoesNotReturn]
    internal static void CannotPickle(object value) => throw new ArgumentException(
        $"{Describe.NameOf(value.GetType())} has no counterpart in Python{PickleAdvice(value)}. What has one: null, numbers, text, byte[], dates, lists, PickleTuple, dictionaries, sets, arrays (NdArray, T[]), PickleObject.",
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

    [DoesNotReturn]
    internal static void ProtocolNotWritten(int protocol, int lowest, int highest) => throw new ArgumentOutOfRangeException(
        nameof(protocol),
        $"Pickles are written at the protocols {lowest} to {highest}, not {protocol}; older ones are only read.");

    [DoesNotReturn]
    internal static void KeysAreOne(object? first, object? second) => throw new ArgumentException($"The keys {KeyOf(first)} and {KeyOf(second)} are equal in Python, which would keep one of them.");

    private static string KeyOf(object? key) => key is IFormattable or bool ? string.Create(CultureInfo.InvariantCulture, $"{key} ({Describe.NameOf(key.GetType())})") : Describe.Kind(key);

    [DoesNotReturn]
    internal static void KeywordsNeedProtocol4(PickleObject value) => throw new ArgumentException(
        $"The arguments by keyword of {value.FullName} need PickleWriteOptions.Protocol 4 or 5.",
        nameof(value));

    [DoesNotReturn]
    internal static void SetInItselfNeedsProtocol4(object value) => throw new ArgumentException(
        "A set that contains a reference to itself needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(value));

    [DoesNotReturn]
    internal static void NameNeedsProtocol4(string module, string name) => throw new ArgumentException(
        $"The name {Describe.Quoted($"{module}.{name}")} has a line break or half a surrogate pair, which needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(name));

    [DoesNotReturn]
    internal static IEnumerable<object?> NoAttributes(PickleDictionary value) => throw new ArgumentException(
        $"{Describe.Sentence(Describe.Kind(value))} has attributes, for which only an OrderedDict has a place in Python: use PickleDictionaryKind.Ordered.",
        nameof(value));

    [DoesNotReturn]
    internal static void DataNeedProtocol4(long length) => throw new ArgumentException(
        $"An array of {length} bytes is longer than 4 GiB, which needs PickleWriteOptions.Protocol 4 or 5.",
        nameof(length));

    [DoesNotReturn]
    internal static void BadSparseAttribute(SparseFault fault) =>
        throw new NpyFormatException($"The object holds no sparse matrix: {fault.Problem} (in its attribute '{fault.Part}')", NpyFormatReason.BadSparseMatrix, 0)
        {
            Expected = fault.Expected,
            Found = fault.Found,
        };

    [DoesNotReturn]
    internal static object? NoSparseAttribute(string attribute) =>
        throw new NpyFormatException($"The object holds no sparse matrix: it has no attribute '{attribute}'", NpyFormatReason.BadSparseMatrix, 0)
        {
            Expected = attribute,
            Found = "none",
        };

    [DoesNotReturn]
    internal static SparseMatrix SparseFormatNotRead(string className, string format) =>
        throw new NpyFormatException(
            $"NpyIO does not read scipy.sparse.{className} as a SparseMatrix: convert it in Python with {(format == "lil" ? ".tocsr()" : ".tocoo()")} before saving it, or load it as a PickleObject",
            NpyFormatReason.Unsupported,
            0)
        {
            Expected = SparseLayout.AllNames,
            Found = format,
        };

    [DoesNotReturn]
    internal static void DTypeTooNew(long offset, long version) =>
        Throw.Format(NpyFormatReason.Unsupported, offset, "The state of a dtype has a version that is not known", "0 to 4", $"{version}");

    [DoesNotReturn]
    internal static void NoPickle(Verdict verdict)
    {
        bool isOfJoblib = verdict.Advice == Verdict.ReadByJoblib || (verdict is { IsForeign: false, Advice: null } && verdict.Kind != FileKind.Zstandard);
        OfOtherKind(
            isOfJoblib ? verdict with { Name = $"compressed with {SignatureThrow.NameOf(verdict.Kind)}", Advice = "load it with Joblib.Load, which decompresses pickles, too" } : verdict,
            "a pickle",
            "a pickle");
    }

    /// <summary>Returns if the first bytes may be those of a pickle.</summary>
    internal static void IfForeign(ReadOnlySpan<byte> head, string wanted, NpyFormatException inner)
    {
        if (Verdict.OfNoPickle(head) is { IsForeign: true } verdict && (verdict.Name != Verdict.Text || (head.Length >= ShortestText && inner.Reason != NpyFormatReason.TruncatedData)))
            OfOtherKind(verdict, wanted, wanted, inner);
    }

    [DoesNotReturn]
    internal static void OfOtherKind(Verdict verdict, string wanted, string expected, NpyFormatException? inner = null)
    {
        string advice = verdict.Advice ?? (verdict.IsForeign ? "" : HeaderThrow.DecompressAdvice(verdict.Kind));
        throw new NpyFormatException(
            $"This is {verdict.Name}, not {wanted}{(advice.Length == 0 ? "" : ": ")}{advice} (at byte 0)",
            verdict.IsForeign ? NpyFormatReason.BadPickle : NpyFormatReason.Unsupported,
            0,
            inner)
        { Expected = expected, Found = verdict.Name };
    }

    [DoesNotReturn]
    internal static void JoblibArraysInPickle(long offset) =>
        Throw.Format(NpyFormatReason.Unsupported, offset, "This is a joblib file, with the data of arrays in the midst of its pickle: load it with Joblib.Load", "a pickle", "a joblib file");

    [DoesNotReturn]
    internal static void PickleEndsEarly(long position, long expected, long found)
    {
        if (position == 0 && found == 0)
            Throw.Format(NpyFormatReason.Empty, 0, "There is not one byte where a pickle should begin", "a pickle");
        Throw.Format(
            NpyFormatReason.TruncatedData,
            position + found,
            expected == 1 ? "The pickle ends before its STOP opcode" : $"The pickle ends early: the opcode at byte {position} takes at least {expected} bytes, but only {found} are there",
            expected == 1 ? "an opcode" : $"{expected} bytes",
            $"{found} bytes");
    }

    [DoesNotReturn]
    internal static void PickleEndsInValue(long start, ulong expected, long found) =>
        Throw.Format(
            NpyFormatReason.TruncatedData,
            start + found,
            $"The pickle ends early: a value of {expected} bytes begins at byte {start}, but only {found} are there",
            $"{expected} bytes",
            $"{found} bytes");

    [DoesNotReturn]
    internal static void PickleEndsInValue(long start, long expected, NpyFormatException inner) =>
        throw new NpyFormatException(
            $"The pickle ends early: a value of {expected} bytes begins at byte {start}, but only some of them are there (at byte {start})",
            NpyFormatReason.TruncatedData,
            start,
            inner)
        { Expected = $"{expected} bytes", Found = inner.Found };

    [DoesNotReturn]
    internal static void UnknownOpcode(long position, byte opcode) =>
        Throw.Format(NpyFormatReason.BadPickle, position, $"There is no pickle opcode 0x{opcode:x2}", "an opcode of protocols 0 to 5", $"0x{opcode:x2}");

    [DoesNotReturn]
    internal static void UnknownPickleProtocol(long position, byte protocol) =>
        Throw.Format(NpyFormatReason.Unsupported, position, $"The pickle has protocol {protocol}; NpyIO reads protocols 0 to 5", "a protocol from 0 to 5", $"{protocol}");

    [DoesNotReturn]
    internal static void PersistentId(long position) =>
        Throw.Format(NpyFormatReason.Unsupported, position, "The pickle refers to objects outside of it by persistent ids, which only the program that wrote it can resolve; have it pickled without persistent_id");

    [DoesNotReturn]
    internal static void ExtensionCode(long position) =>
        Throw.Format(NpyFormatReason.Unsupported, position, "The pickle names a class by a code of Python's extension registry (copyreg.add_extension), which only the program that wrote it knows");

    [DoesNotReturn]
    internal static void BufferMissing(long position, int index) =>
        Throw.Format(
            NpyFormatReason.Unsupported,
            position,
            $"The pickle's buffer {index} was pickled out of band; give all of them, in order, as {nameof(PickleReadOptions)}.{nameof(PickleReadOptions.Buffers)}",
            "buffers beside the pickle");

    [DoesNotReturn]
    internal static void PickledTextTooLong(long position, long length) =>
        Throw.Format(NpyFormatReason.Unsupported, position, $"A text of {length} bytes is longer than a .NET string can be");

    [DoesNotReturn]
    internal static void PickledBytesTooLong(long position, long length) =>
        Throw.Format(NpyFormatReason.Unsupported, position, $"Bytes of length {length} that belong to no array are longer than a byte[] can be ({Array.MaxLength})");

    [DoesNotReturn]
    internal static void PickledIntegerTooLong(long position, long length, string unit) =>
        Throw.Format(NpyFormatReason.Unsupported, position, $"An integer of {length} {unit} is longer than NpyIO reads");

    [DoesNotReturn]
    internal static void StateOfPlainValue(long position, object? value) =>
        Throw.Format(NpyFormatReason.Unsupported, position, $"The pickle sets attributes of {Describe.Kind(value)}, which has no place for them");

    [DoesNotReturn]
    internal static void PickleGrowsTooMuch(long position, long made, long read) =>
        Throw.Format(NpyFormatReason.TooManyElements, position, $"The pickle copies its own values over and over: {made} bytes of copies out of {read} bytes");

    [DoesNotReturn]
    internal static void PickleExpandsTooMuch(long position, long found, long packed, long most) => Throw.Format(
        NpyFormatReason.TooManyElements,
        position,
        $"The pickle takes {found} bytes or more when it is decompressed, without the data of arrays; {packed} compressed bytes may become {most}: raise JoblibReadOptions.MaxDecompressedLength if you trust the file",
        $"at most {most} bytes",
        $"{found} bytes or more");

    [DoesNotReturn]
    internal static void TrailingPickleData(long end) =>
        Throw.Format(NpyFormatReason.TrailingData, end, "Bytes follow the pickle where nothing may", "the end", "more bytes");

    [DoesNotReturn]
    internal static object? NoSuchKey(object? key) => throw new KeyNotFoundException($"There is no {Shown(key)}.");

    [DoesNotReturn]
    internal static T NotOfType<T>(object? value, object? place) =>
        throw new InvalidCastException($"The value{(place is null ? "" : $" of {Shown(place)}")} is {Describe.Kind(value)}, not {Describe.NameOf(typeof(T))}{IntegerAdvice<T>(value)}.");

    private static string IntegerAdvice<T>(object? value) =>
        ObjectCast.IsInteger(typeof(T)) && value is long or BigInteger ? $"; {(value is long number ? number.ToString(CultureInfo.InvariantCulture) : "it")} does not fit" : "";

    [DoesNotReturn]
    internal static int NoHash(object value) => throw new ArgumentException($"{Describe.Kind(value)} has no hash in Python: it can be no key, and no member of a set.");

    [DoesNotReturn]
    internal static void SetIsFrozen() => throw new InvalidOperationException("The set is frozen: it can be a key, so its values must not change.");

    [DoesNotReturn]
    internal static void SetsTooDeep() => throw new ArgumentException("Sets nest too deeply to be compared.");

    [DoesNotReturn]
    internal static void ComparisonsTooLong() => throw new ArgumentException(TooMuchWork);

    [DoesNotReturn]
    internal static void DenominatorIsZero(string name) => throw new ArgumentException("The denominator of a fraction is 0.", name);

    [DoesNotReturn]
    internal static void MaskOfOtherShape(NdArray data, NdArray mask) =>
        throw new ArgumentException($"The mask has shape {PythonText.Shape(mask.Shape)}, the array {PythonText.Shape(data.Shape)}.", nameof(mask));

    [DoesNotReturn]
    internal static void MaskOfOtherDType(DType expected, NdArray mask) =>
        throw new ArgumentException($"The mask has dtype {Describe.Line(mask.DType.ToString())}; the mask of this array has {Describe.Line(expected.ToString())}.", nameof(mask));

    private static string Shown(object? key) => key switch
    {
        null => "None",
        string text => Describe.Quoted(text),
        long or bool or double => FormattableString.Invariant($"{key}"),
        _ => Describe.Kind(key),
    };
}
