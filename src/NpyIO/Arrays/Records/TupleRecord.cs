using System.Globalization;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>Tuples are not records, because their members have no names at run time.</summary>
internal static class TupleRecord
{
    internal static bool IsTuple(Type type) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;

    /// <summary>Returns the C# source of a record struct for the values of a tuple, or null if the type is no tuple.</summary>
    internal static string? Of(Type type)
    {
        if (!IsTuple(type))
            return null;
        IEnumerable<string> members = type.GetGenericArguments().Select((item, i) => string.Create(CultureInfo.InvariantCulture, $"{Describe.NameOf(item)} Item{i + 1}"));
        return $"[NpyRecord] public partial record struct Record({string.Join(", ", members)});";
    }
}
