using System.Globalization;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>What to write instead of a type that cannot be used as a record: a tuple, whose members have no names at run time, or a type without <c>[NpyRecord]</c>.</summary>
internal static class RecordAdvice
{
    /// <summary>Returns what to do instead of loading records of a dtype as the type, or null if the type cannot be made a record.</summary>
    internal static string? OfLoading(Type type, DType stored)
    {
        if (!stored.IsStruct || !IsTuple(type) && !IsOwn(type))
            return null;
        bool hasName = !IsTuple(type) && !type.Name.StartsWith('<');
        string way = !hasName ? "as the struct" : $"make {Describe.NameOf(type)} a record, a partial struct with [NpyRecord]";
        string name = !hasName ? "Record" : type.Name.Split('`')[0];
        return $"load it untyped and reach its fields by name, or {way}{(NpyRecordInfo.SourceOf(stored, name) is { } source ? $":\n\n{source.TrimEnd()}" : ".")}";
    }

    /// <summary>Returns what to do to save an array of the type, or null if the type cannot be made a record.</summary>
    internal static string? OfSaving(Type type)
    {
        if (IsTuple(type))
        {
            IEnumerable<string> members = type.GetGenericArguments().Select((item, i) => string.Create(CultureInfo.InvariantCulture, $"{Describe.NameOf(item)} Item{i + 1}"));
            return $"write a struct with [NpyRecord], such as\n\n[NpyRecord] public partial record struct Record({string.Join(", ", members)});\n";
        }

        return IsOwn(type) ? $"if its members are the fields of a record, make {Describe.NameOf(type)} a partial struct with [NpyRecord]" : null;
    }

    private static bool IsTuple(Type type) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;

    /// <summary>Whether a program declares the type, as far as can be seen.</summary>
    private static bool IsOwn(Type type) =>
        type is { IsPrimitive: false, IsEnum: false, IsArray: false, IsInterface: false, IsPointer: false } && type != typeof(object)
        && type.Namespace is var space && space != "NpyIO" && space != "System" && space?.StartsWith("System.", StringComparison.Ordinal) != true
        && !typeof(Delegate).IsAssignableFrom(type);
}
