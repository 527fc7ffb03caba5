using NpyIO.DTypes;
using NpyIO.Errors;

namespace NpyIO.Arrays;

/// <summary>Finds the field for each member of a record: the one with its name, or else the only one whose name differs just in case.</summary>
internal static class RecordNames
{
    /// <summary>Returns a field for each member, or null if it may be missing or there is a fault.</summary>
    internal static Field?[] Match(NpyRecordInfo record, DType stored, RecordRules rules, List<RecordFault> faults)
    {
        var found = new Field?[record.Fields.Count];
        var users = new Dictionary<string, NpyRecordField>();
        for (int i = 0; i < found.Length; i++)
        {
            if (FieldOf(stored, record.Fields[i].Name) is not { } field)
                continue;
            found[i] = field;
            users[field.Name] = record.Fields[i];
        }

        var ambiguous = new HashSet<Field>();
        ILookup<string, Field>? byName = null;
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] is not null)
                continue;
            NpyRecordField member = record.Fields[i];
            byName ??= stored.Fields.Where(field => !users.ContainsKey(field.Name)).ToLookup(field => field.Name, StringComparer.OrdinalIgnoreCase);
            Field[] candidates = [.. byName[member.Name]];
            if (candidates.Length == 1 && users.TryGetValue(candidates[0].Name, out NpyRecordField? user))
                faults.Add(new RecordFault(RecordFaultKind.Ambiguous, candidates[0].Name, candidates[0].DType, member, $"the name fits {user.Member} as well, but for its case"));
            else if (candidates.Length == 1)
                (found[i], users[candidates[0].Name]) = (candidates[0], member);
            else if (candidates.Length > 1)
                ambiguous.UnionWith(candidates);
            else if (!rules.AllowsMissing)
                faults.Add(RecordFault.Missing(member));

            if (candidates.Length > 1)
                faults.Add(RecordFault.Ambiguous(member, $"{string.Join(" and ", candidates.Select(field => Describe.Quoted(field.Name)))} fit but for their case: write [NpyField({CSharpText.Literal(candidates[0].Name)})] for the first"));
        }

        foreach (Field field in stored.Fields)
        {
            if (rules.RefusesExtra && !ambiguous.Contains(field) && !users.ContainsKey(field.Name))
                faults.Add(RecordFault.Extra(field));
        }

        return found;
    }

    private static Field? FieldOf(DType stored, string name) => stored.TryGetField(name, out Field? field) && field.Name == name ? field : null;
}
