namespace NpyIO.Pickling;

/// <summary>
/// The only table of Python and NumPy classes and functions, by their names in Python 3, whose calls return plain values and arrays. A name that is not in it becomes a description; it
/// is not looked up anywhere else.
/// </summary>
internal static class KnownGlobals
{
    private static readonly Dictionary<(string Module, string Name), KnownCall> Table = MakeTable();

    /// <summary>Returns the call for a name, or null if its calls become descriptions.</summary>
    internal static KnownCall? Find(string module, string name) => Table.GetValueOrDefault((module, name));

    private static Dictionary<(string Module, string Name), KnownCall> MakeTable()
    {
        Dictionary<(string Module, string Name), KnownCall> table = [];
        foreach ((string name, KnownCall call) in BuiltinCalls.Rows)
            table.Add(("builtins", name), call);
        foreach ((string name, KnownCall call) in CopyingCalls.Rows)
            table.Add(("copyreg", name), call);
        foreach ((string name, KnownCall call) in TimeCalls.Rows)
            table.Add(("datetime", name), call);
        foreach ((string module, string name, KnownCall call) in LibraryCalls.Rows.Concat(NumPyGlobals.Rows))
            table.Add((module, name), call);
        return table;
    }
}
