using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>Throw helpers for records as C# structs.</summary>
internal static class RecordThrow
{
    [DoesNotReturn]
    internal static DType NoDType(NpyRecordInfo info)
    {
        IEnumerable<string> members = info.Fields.Where(field => field.DType is null).Select(field => $"{Describe.NameOf(field.ClrType)} {field.Member}");
        throw new InvalidOperationException(
            $"The record {Describe.NameOf(info.Type)} can be loaded but not saved, because it does not say how long {string.Join(", ", members)} can be: write [NpyField(Length = …)] on each, or give its own record a length.");
    }

    [DoesNotReturn]
    internal static void OtherShape(NdArray array, int count) =>
        throw new ArgumentException($"An array of shape {PythonText.Shape(array.Shape)} is not {Describe.Counted(count, "record", "records")} along one axis.");

    [DoesNotReturn]
    internal static void OtherLength(NdArray array, string field, int length) =>
        throw new ArgumentException($"The field {Describe.Quoted(field)} of {Describe.Counted(array.Rank == 0 ? 0 : array.Shape[0], "record", "records")} has the shape {PythonText.Shape(array.Shape)}; its member holds {Describe.Counted(length, "element", "elements")} each.");

    [DoesNotReturn]
    internal static void RowOfOtherLength(int? found, int index, string field, int length) =>
        throw new ArgumentException($"The array of record {index} in field {Describe.Quoted(field)} {(found is null ? "is null" : $"has {Describe.Counted(found.Value, "element", "elements")}")}; the field holds exactly {length}.");

    [DoesNotReturn]
    internal static void TextTooLong(int found, string unit, long index, string field, int length) =>
        throw new ArgumentException($"The text of record {index} in field {Describe.Quoted(field)} has {found} {unit}; the field holds {length}. Nothing is truncated: give the member a larger [NpyField(Length = …)].");

    [DoesNotReturn]
    internal static void NullText(long index, string field) =>
        throw new ArgumentException($"The value of record {index} in field {Describe.Quoted(field)} is null, which NumPy cannot store there: write \"\" (or no bytes).");

    [DoesNotReturn]
    internal static void NotLatin1(char character, long index, string field) =>
        throw new ArgumentException($"The text of record {index} in field {Describe.Quoted(field)} holds U+{(int)character:X4}, which is not Latin-1 as the bytes of the field are: store the text as U.");

    [DoesNotReturn]
    internal static void NoCharacter(uint codePoint, long index, string field) =>
        throw new OverflowException($"The text of record {index} in field {Describe.Quoted(field)} is U+{codePoint:X4}, which a char cannot hold: make the member a string.");

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
