using System.Text.Json;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Comparing;

/// <summary>Writes the line of <c>diff --json</c>.</summary>
internal static class DiffDocument
{
    internal static void Write(Utf8Writer output, FileComparison comparison, IReadOnlyList<FoundDifference> found) => JsonText.WriteDocument(output, json =>
    {
        json.WriteString("actual", comparison.Actual);
        json.WriteString("desired", comparison.Desired);
        json.WriteBoolean("equal", found.Count == 0);
        json.WriteStartArray("differences");
        foreach (FoundDifference difference in found)
            Write(json, difference);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, FoundDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("name", difference.Name);
        json.WriteStartArray("kinds");
        foreach (string kind in KindsOf(difference))
            json.WriteStringValue(kind);
        json.WriteEndArray();
        if (difference.Array is { } array)
            Write(json, array);
        json.WriteString("message", difference.Text);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ArrayDifference difference)
    {
        WriteSide(json, "actual", difference.ActualDType, difference.ActualShape);
        WriteSide(json, "desired", difference.DesiredDType, difference.DesiredShape);
        json.WriteNumber("count", difference.Count);
        json.WriteNumber("mismatches", difference.MismatchCount);
        Write(json, "max_absolute_difference", difference.MaxAbsoluteDifference);
        Write(json, "max_relative_difference", difference.MaxRelativeDifference);
        json.WriteStartArray("first");
        foreach (ElementDifference element in difference.FirstMismatches)
        {
            json.WriteStartObject();
            json.WriteStartArray("index");
            foreach (long position in element.Index)
                json.WriteNumberValue(position);
            json.WriteEndArray();
            json.WriteString("text", element.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, DType dtype, ReadOnlySpan<long> shape)
    {
        json.WriteStartObject(name);
        json.WriteString("descr", dtype.Descr);
        json.WriteStartArray("shape");
        foreach (long length in shape)
            json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // As in cat --json: JSON has no other numbers.
    private static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is not { } value)
            json.WriteNull(name);
        else if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    private static IEnumerable<string> KindsOf(FoundDifference difference) => difference.Kind switch
    {
        FoundKind.OnlyInActual => ["only_in_actual"],
        FoundKind.OnlyInDesired => ["only_in_desired"],
        FoundKind.Array => Enum.GetValues<DifferenceKinds>().Where(kind => kind != DifferenceKinds.None && difference.Array!.Kinds.HasFlag(kind)).Select(kind => kind.ToString().ToLowerInvariant()),
        _ => ["value"],
    };
}
