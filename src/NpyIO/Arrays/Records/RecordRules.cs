namespace NpyIO.Arrays;

/// <summary>Which differences between the fields of a file and those of a record are allowed.</summary>
internal readonly record struct RecordRules(bool RefusesExtra, bool AllowsMissing)
{
    internal static RecordRules Default => default;
}
