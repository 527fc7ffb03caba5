namespace NpyIO.Pickling;

/// <summary>Finds the base array in the pickled state of a subclass of <c>ndarray</c>. The array's state is the whole state, its beginning, or its first part.</summary>
internal static class SubclassArray
{
    private const int StateLength = 5;

    /// <summary>Returns the array, or null if the object is not one or its class has its own form of state.</summary>
    internal static NdArray? Of(PickleMachine machine, PickleObject described, object? state)
    {
        if (!IsArray(described))
            return null;

        // Subclasses put their attributes after the array's state (the recipe in NumPy's documentation) or next to it (pandas, astropy).
        for (int depth = 0; depth < 2 && state is PickleTuple { Count: > 0 } parts; depth++, state = parts[0])
        {
            if (IsState(parts))
                return Build(machine, parts);
        }

        return null;
    }

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
            // The class may use such a tuple for something else.
            return null;
        }
    }
}
