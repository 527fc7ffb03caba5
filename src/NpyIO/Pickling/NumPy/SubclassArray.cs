namespace NpyIO.Pickling;

/// <summary>The base array of an instance of a class derived from <c>ndarray</c>, out of what its pickle says: the array's state is the object's, or the start of it, or the first part of it.</summary>
internal static class SubclassArray
{
    private const int StateLength = 5;

    /// <summary>The array; null if the object is not one, or its class has a state of its own making.</summary>
    internal static NdArray? Of(PickleMachine machine, PickleObject described, object? state)
    {
        if (!IsArray(described))
            return null;

        // Classes put their own attributes behind the array's state (the recipe in NumPy's documentation), or beside it (pandas, astropy).
        for (int depth = 0; depth < 2 && state is PickleTuple { Count: > 0 } parts; depth++, state = parts[0])
        {
            if (IsState(parts))
                return Build(machine, parts);
        }

        return null;
    }

    /// <summary>Whether an object is created by <c>_reconstruct</c> or <c>_mareconstruct</c>.</summary>
    private static bool IsArray(PickleObject described) => described is { Callable: null, KeywordArguments: null, Arguments.Count: 3 or 4 } && (described.Name, described.Module) is
        ("_reconstruct", "numpy.core.multiarray" or "numpy._core.multiarray" or "numpy.core._multiarray_umath" or "numpy._core._multiarray_umath" or "numpy.core._internal")
        or ("_mareconstruct", "numpy.ma.core");

    private static bool IsState(PickleTuple parts) =>
        parts.Count >= StateLength && parts[0] is 0L or 1L && parts[1] is PickleTuple && parts[2] is DType or PendingDType && parts[3] is bool or long;

    private static NdArray? Build(PickleMachine machine, PickleTuple parts)
    {
        try
        {
            return ArrayState.Build(machine, parts, first: 1);
        }
        catch (NpyFormatException)
        {
            // Any class may mean something else by such a tuple.
            return null;
        }
    }
}
