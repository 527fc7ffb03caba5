using System.Text;
using NpyIO.DTypes;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>The text of an error that shows both sides of a match: the fields, the members, what does not fit, and what to write instead.</summary>
internal static class RecordDifferences
{
    /// <summary>Rows that are shown of a record with very many fields.</summary>
    private const int MaxRows = 100;

    /// <summary>Of records that are read.</summary>
    internal static string Of(RecordMatch match) => Of(match, $"The records do not match {NameOf(match)}", Advice(match));

    /// <summary>Of records that are written to an array that exists.</summary>
    /// <param name="match">The fields of the array, and the record.</param>
    /// <param name="place">Where the array is.</param>
    internal static string OfWriting(RecordMatch match, string place) =>
        Of(match, $"{NameOf(match)} does not match the records of {place}", ["Records are written to fields of exactly their types, and to all of them."]);

    private static string Of(RecordMatch match, string start, IEnumerable<string> advice)
    {
        int more = match.Faults.Count - 1;
        RecordFault worst = match.Faults.FirstOrDefault(fault => fault.Kind != RecordFaultKind.Extra) ?? match.Faults[0];
        var text = new StringBuilder(start).Append(": ").Append(worst.Text);
        text.Append(more == 0 ? "" : $", and {Describe.Counted(more, "more difference", "more differences")}").Append(".\n\n").Append(Table([.. Rows(match)])).Append('\n');
        foreach (string line in advice)
            text.Append(line).Append('\n');
        if (NpyRecordInfo.SourceOf(match.Stored!, match.Record.Type.Name) is { } source)
            text.Append("The struct for these records is:\n\n").Append(source);
        return text.ToString().TrimEnd();
    }

    private static string NameOf(RecordMatch match) => Describe.NameOf(match.Record.Type);

    private static IEnumerable<string> Advice(RecordMatch match)
    {
        if (Has(RecordFaultKind.Missing) && match.Fields.Any(field => field.Field is not null))
            yield return "NpyReadOptions { AllowMissingFields = true } gives members without a field their default.";
        if (Has(RecordFaultKind.Extra))
            yield return "NpyReadOptions { AllowExtraFields = true }, the default, passes over fields without a member.";
        if (match.Casting != Casting.Checked && match.Faults.Any(CanBeChecked))
            yield return "NpyReadOptions { Casting = Casting.Checked } converts numbers of other types if no value is lost.";

        bool Has(RecordFaultKind kind) => match.Faults.Any(fault => fault.Kind == kind);
    }

    private static bool CanBeChecked(RecordFault fault) =>
        fault is { Kind: RecordFaultKind.Mismatch, Member.Plain: { } plain } && RecordMatch.Elements(fault.DType!).DType is var element
        && Casts.CanCast(element, plain, Casting.Checked) && Casts.Transform(element, plain, Casting.Checked) is not null;

    private static IEnumerable<string[]> Rows(RecordMatch match)
    {
        yield return ["field", "dtype", "member", "difference"];
        int rows = 0;
        foreach (string[] row in Members(match).Concat(Others(match)))
        {
            if (rows++ < MaxRows)
                yield return row;
        }

        if (rows > MaxRows)
            yield return [$"and {rows - MaxRows} more", "", "", ""];
    }

    private static IEnumerable<string[]> Members(RecordMatch match)
    {
        string[] unused = [.. Unused(match).Select(field => field.Name)];
        foreach (MatchedField matched in match.Fields)
        {
            RecordFault[] faults = [.. match.Faults.Where(fault => Concerns(fault, matched.Member))];
            if (matched.Field is { } field && faults.Length == 0)
                yield return [PythonText.Quote(field.Name), Text(field.DType), $"{Describe.NameOf(matched.Member.ClrType)} {matched.Member.Member}", ""];
            foreach (RecordFault fault in faults)
                yield return [fault.Field is null ? "" : PythonText.Quote(fault.Field), fault.DType is null ? "" : Text(fault.DType), fault.MemberText, $"{fault.Reason}{Hint(fault, unused)}"];
        }
    }

    /// <summary>A field that is probably meant.</summary>
    private static string Hint(RecordFault fault, string[] unused) =>
        fault is { Kind: RecordFaultKind.Missing, Path: "" } && NearNames.Of(fault.Member!.Name, unused) is { } near ? $": is it [NpyField({CSharpText.Literal(near)})]?" : "";

    /// <summary>Fields without a member, if they are wrong or one of them may be what is missing.</summary>
    private static IEnumerable<string[]> Others(RecordMatch match)
    {
        foreach (RecordFault fault in match.Faults.Where(fault => fault is { Kind: RecordFaultKind.Extra, Path: "" }))
            yield return [PythonText.Quote(fault.Field!), Text(fault.DType!), "", fault.Reason];
        if (!match.Faults.Any(fault => fault is { Kind: RecordFaultKind.Missing, Path: "" }))
            yield break;
        foreach (Field field in Unused(match).Where(field => !match.Faults.Any(fault => fault.Path.Length == 0 && fault.Field == field.Name)))
            yield return [PythonText.Quote(field.Name), Text(field.DType), "", ""];
    }

    private static IEnumerable<Field> Unused(RecordMatch match) => match.Stored!.Fields.Where(field => !match.Fields.Any(matched => matched.Field?.Name == field.Name));

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
