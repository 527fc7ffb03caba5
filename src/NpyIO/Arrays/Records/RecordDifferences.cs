using System.Text;
using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>The text of an error that shows both sides of a match: the fields, the members, and what does not fit.</summary>
internal static class RecordDifferences
{
    /// <summary>Rows that are shown of a record with very many fields.</summary>
    private const int MaxRows = 100;

    internal static string Of(RecordMatch match)
    {
        string name = Describe.NameOf(match.Record.Type);
        var text = new StringBuilder($"The records do not match {name}");
        text.Append(Places(match.Faults.Count)).Append(":\n\n").Append(Table([.. Rows(match)]));
        if (match.Faults.Any(fault => fault.Member is not null && fault.Field is null))
            text.Append("\nNpyReadOptions { AllowMissingFields = true } gives members without a field their default.");
        if (match.Faults.Any(fault => fault.DType is not null && fault.Member is { Plain: not null }))
            text.Append("\nNpyReadOptions { Casting = Casting.Checked } converts numbers of other types if no value is lost.");
        if (RecordSource.Of(match.Stored!, match.Record.Type.Name) is { } source)
            text.Append("\nThe struct for these records is:\n\n").Append(source);
        return text.ToString().TrimEnd();
    }

    private static string Places(int faults) => $" in {Describe.Counted(faults, "place", "places")}";

    private static IEnumerable<string[]> Rows(RecordMatch match)
    {
        yield return ["field", "dtype", "member", "difference"];
        var shown = new HashSet<string>();
        int rows = 0;
        foreach (MatchedField matched in match.Fields)
        {
            if (matched.Field is { } field && shown.Add(field.Name) && !match.Faults.Any(fault => Concerns(fault, matched.Member)) && rows++ < MaxRows)
                yield return [PythonText.Quote(field.Name), Text(field.DType), $"{Describe.NameOf(matched.Member.ClrType)} {matched.Member.Member}", ""];
            foreach (RecordFault fault in match.Faults.Where(fault => Concerns(fault, matched.Member)))
            {
                if (rows++ < MaxRows)
                    yield return [fault.Field is null ? "" : PythonText.Quote(fault.Field), fault.DType is null ? "" : Text(fault.DType), fault.MemberText, fault.Reason];
            }
        }

        foreach (RecordFault fault in match.Faults.Where(fault => fault.Member is null && fault.Path.Length == 0))
        {
            if (rows++ < MaxRows)
                yield return [PythonText.Quote(fault.Field!), Text(fault.DType!), "", fault.Reason];
        }

        if (rows > MaxRows)
            yield return [$"and {rows - MaxRows} more", "", "", ""];
    }

    private static bool Concerns(RecordFault fault, NpyRecordField member) =>
        fault.Path.Length == 0 ? fault.Member == member : fault.Path.StartsWith($"{member.Member}.", StringComparison.Ordinal);

    private static string Text(DType dtype) => dtype.IsStruct ? "a record" : dtype.Base is null ? dtype.Descr : $"{dtype}";

    private static string Table(string[][] rows)
    {
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            text.Append("    ");
            for (int column = 0; column < row.Length; column++)
                text.Append(column == row.Length - 1 ? row[column] : row[column].PadRight(rows.Max(other => other[column].Length) + 2));
            while (text[^1] == ' ')
                text.Length--;
            text.Append('\n');
        }

        return text.ToString();
    }
}
