using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>Throw helpers for records as C# structs.</summary>
internal static class RecordThrow
{
    [DoesNotReturn]
    internal static void NoMatch(RecordMatch match) => throw new InvalidCastException(RecordDifferences.Of(match));

    /// <summary>The fields can be read, but not written.</summary>
    [DoesNotReturn]
    internal static void NotWritten(RecordMatch match)
    {
        IEnumerable<string> fields = match.Fields.Where(field => field.IsConverted && field.Field is not null).Select(field => $"{Describe.Quoted(field.Field!.Name)} of {field.Field.DType}");
        throw new InvalidCastException($"{Describe.NameOf(match.Record.Type)} is written to fields of exactly its types and shapes, which these have not: {string.Join(", ", fields)}.");
    }

    [DoesNotReturn]
    internal static void NotRecords(Type type, DType dtype) =>
        throw new InvalidCastException($"Elements of {dtype.Descr} are not records, as {Describe.NameOf(type)} is.");

    /// <summary>The bytes are not those of T; says which verb reads them, or all that does not fit.</summary>
    [DoesNotReturn]
    internal static NdArray<T> CannotView<T>(DType dtype)
    {
        if (!dtype.IsStruct)
            NotRecords(typeof(T), dtype);
        RecordMatch match = RecordMatch.Of(RecordType<T>.Info!, dtype, Casting.Equivalent, RecordRules.Default);
        if (!match.IsWhole)
            NoMatch(match);
        string name = Describe.NameOf(typeof(T));
        string reason = WhyNotInPlace(match);
        throw new InvalidCastException($"Records of {dtype.Descr} cannot be seen in place as {name}, because {reason}: To<{name}>() reads them, and so do Npy.Load<{name}> and Read<{name}> of a file.");
    }

    private static string WhyNotInPlace(RecordMatch match)
    {
        NpyRecordField[] fields = [.. match.Record.Fields];
        string name = Describe.NameOf(match.Record.Type);
        if (Array.Exists(fields, field => field.Storage != NpyRecordStorage.Exact))
            return "it holds values that are converted, such as text, dates and bool";
        if (!match.Stored!.IsNative)
            return "they are in another byte order";
        if (match.Fields.FirstOrDefault(field => field.IsConverted) is { } converted)
            return $"the values of {Describe.Quoted(converted.Field!.Name)} are converted";
        bool isSameOrder = match.Fields.Select(field => field.Field!.Offset).SequenceEqual(match.Fields.Select(field => field.Field!.Offset).Order());
        if (isSameOrder && match.Stored.ItemSize == fields.Sum(field => field.Size))
            return $"they have no padding, which {name} has in memory unless it has [System.Runtime.InteropServices.StructLayout(LayoutKind.Sequential, Pack = 1)]";
        return "their fields are at other offsets than its members";
    }

    /// <summary>The bytes of a new file would not be those of T.</summary>
    [DoesNotReturn]
    internal static void CannotMap<T>()
    {
        string name = Describe.NameOf(typeof(T));
        throw new InvalidCastException($"A file of {name} cannot be seen in place as {name}, which holds values that are converted, such as text, dates and bool, or has another layout in memory. Write it with Npy.Save or Npy.CreateRows<{name}>; or map its fields, by CreateMapped(path, DType.Of<{name}>(), …).");
    }

    [DoesNotReturn]
    internal static void OtherShape(NdArray array, int count) =>
        throw new ArgumentException($"An array of shape {PythonText.Shape(array.Shape)} is not {Describe.Counted(count, "record", "records")} along one axis.");

    [DoesNotReturn]
    internal static void OtherLength(NdArray array, string field, int length) =>
        throw new ArgumentException($"The field {Describe.Quoted(field)} of {Describe.Counted(array.Rank == 0 ? 0 : array.Shape[0], "record", "records")} has the shape {PythonText.Shape(array.Shape)}; its member holds {Describe.Counted(length, "element", "elements")} each.");

    [DoesNotReturn]
    internal static void RowOfOtherLength(int? found, int index, int length) =>
        throw new ArgumentException($"The array of {RecordPlace.Of(index)} {(found is null ? "is null" : $"has {Describe.Counted(found.Value, "element", "elements")}")}; the field holds exactly {length}.");

    [DoesNotReturn]
    internal static void TextTooLong(int found, string unit, long index, int length) =>
        throw new ArgumentException($"The text of {RecordPlace.Of(index)} has {found} {unit}; the field holds {length}. Nothing is truncated: {RecordPlace.Remedy ?? "give the member a larger [NpyField(Length = …)]"}.");

    [DoesNotReturn]
    internal static void NullText(long index) =>
        throw new ArgumentException($"The value of {RecordPlace.Of(index)} is null, which NumPy cannot store there: write \"\" (or no bytes).");

    [DoesNotReturn]
    internal static void NullObject(long index) =>
        throw new ArgumentException($"The value of {RecordPlace.Of(index)} is null, but its member's type says that it is not: write \"\" (or no bytes), or add '?' to the type, to save None.");

    [DoesNotReturn]
    internal static void NoneRead(long index, NpyRecordField member) =>
        throw new OverflowException($"The value of {RecordPlace.Of(index)} is None, which {Describe.NameOf(member.ElementType)} cannot hold: make the member {Describe.NameOf(member.ElementType)}?{(member.IsSubArray ? "[]" : "")}.");

    [DoesNotReturn]
    internal static void NotLatin1(char character, long index) =>
        throw new ArgumentException($"The text of {RecordPlace.Of(index)} holds U+{(int)character:X4}, which is not Latin-1 as the bytes of the field are: store the text as U.");

    /// <summary>The code points are native, and one of them is beyond the last of Unicode.</summary>
    [DoesNotReturn]
    internal static void NoText(ReadOnlySpan<byte> codePoints, long index)
    {
        uint wrong = 0;
        foreach (uint codePoint in MemoryMarshal.Cast<byte, uint>(codePoints))
            wrong = Math.Max(wrong, codePoint);
        throw new InvalidOperationException($"The text of {RecordPlace.Of(index)} holds 0x{wrong:X}, which is beyond the last code point U+10FFFF: View(DType) of the field as 'u4' reads it raw.");
    }

    [DoesNotReturn]
    internal static void NoCharacter(uint codePoint, long index) =>
        throw new OverflowException($"The text of {RecordPlace.Of(index)} is U+{codePoint:X4}, which a char cannot hold: make the member a string.");

    [DoesNotReturn]
    internal static void WrongField(string field, DType found, DType expected) =>
        throw new InvalidCastException($"The field {Describe.Quoted(field)} holds {found.Descr}; the record expects {expected.Descr}.");

    [DoesNotReturn]
    internal static void WrongField<T>(string field, DType found) =>
        throw new InvalidCastException($"The field {Describe.Quoted(field)} holds {found.Descr}, which is not a {Describe.NameOf(typeof(T))}.");

    [DoesNotReturn]
    internal static void OtherCount(string field, long found, long expected) =>
        throw new ArgumentException($"The field {Describe.Quoted(field)} has room for {Describe.Counted(expected, "value", "values")}; {found} were given.");
}
