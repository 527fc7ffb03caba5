namespace NpyIO.Pickling;

/// <summary>Calls of Python's <c>copyreg</c>, by which older protocols create objects. The results are descriptions of the classes in their arguments.</summary>
internal static class CopyingCalls
{
    internal static IEnumerable<(string Name, KnownCall Call)> Rows =>
    [
        ("__newobj__", NewObject),
        ("__newobj_ex__", NewObjectWithKeywords),
        ("_reconstructor", Reconstruct),
    ];

    private static object? NewObject(PickleMachine machine, PickleTuple arguments) =>
        IsClass(arguments) ? machine.Call(arguments[0], Rest(machine, arguments), isNew: true) : null;

    private static object? NewObjectWithKeywords(PickleMachine machine, PickleTuple arguments) =>
        IsClass(arguments) && arguments is [var named, PickleTuple positional, PickleDictionary keywords] ? machine.Call(named, positional, isNew: true, keywords) : null;

    /// <summary>Whether the first argument can be a class. Functions of <c>copyreg</c> are excluded, because they could call each other as deeply as a file demands.</summary>
    private static bool IsClass(PickleTuple arguments) => arguments is [PickleObject { Module: not "copyreg" }, ..];

    private static PickleTuple Rest(PickleMachine machine, PickleTuple arguments)
    {
        machine.Charge(BuiltinCalls.ItemSize * (arguments.Count - 1L));
        return machine.TupleOf(arguments.Items.AsSpan(1));
    }

    /// <summary>The arguments are a class, its base among the built-in types, and the base's value: <c>object</c> and None unless it derives from another type.</summary>
    private static object? Reconstruct(PickleMachine machine, PickleTuple arguments)
    {
        if (arguments is not [PickleObject { IsReference: true } named, PickleObject { IsReference: true, Module: "builtins" } ancestor, var value])
            return null;

        // Python creates the object with the base's __new__ and __init__, so that no methods of the class run. Keep the call for saving.
        return (ancestor.Name, value) switch
        {
            ("object", null) => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = PickleTuple.Empty, Reconstruction = arguments },
            ("list", List<object?> items) => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = PickleTuple.Empty, Reconstruction = arguments, AppendedItems = items },
            ("dict", PickleDictionary entries) => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = PickleTuple.Empty, Reconstruction = arguments, Entries = entries },
            // tuple.__new__ creates it: a namedtuple's __new__ takes the items one by one.
            ("tuple", _) => new PickleObject(named.Module, named.Name) { Callable = machine.Reference("copyreg", "_reconstructor"), Arguments = arguments },
            _ => new PickleObject(named.Module, named.Name) { IsNew = true, Arguments = machine.TupleOf([value]), Reconstruction = arguments },
        };
    }
}
