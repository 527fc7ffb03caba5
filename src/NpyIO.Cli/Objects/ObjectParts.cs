namespace NpyIO.Cli.Objects;

/// <summary>Lists the parts of unpickled values, in the order of display.</summary>
internal static class ObjectParts
{
    internal static IEnumerable<ObjectPart> Of(object? value) => value switch
    {
        PickleTuple tuple => Listed(tuple),
        List<object?> list => Listed(list),
        PickleSet set => Listed(set),
        PickleDictionary dictionary => OfDictionary(dictionary),
        PickleSlice slice => [Named(slice.Start, "start"), Named(slice.Stop, "stop"), Named(slice.Step, "step")],
        PickleObject described => OfObject(described),
        MaskedArray masked => OfMasked(masked),
        NdArray { DType.HasObject: true } array => OfArray(array),
        _ => [],
    };

    /// <summary>Returns whether a value can have parts, and so be shared or contain itself.</summary>
    internal static bool IsCompound(object? value) =>
        value is PickleTuple or List<object?> or PickleSet or PickleDictionary or PickleSlice or PickleObject or MaskedArray or NdArray;

    private static ObjectPart Named(object? value, string name) => new(value, name, IsNamed: true);

    private static IEnumerable<ObjectPart> Listed(IEnumerable<object?> values)
    {
        long place = 0;
        foreach (object? value in values)
            yield return new(value, place++);
    }

    private static IEnumerable<ObjectPart> OfDictionary(PickleDictionary dictionary)
    {
        foreach ((object? key, object? value) in dictionary)
        {
            // A key can have parts as well: a tuple.
            if (IsCompound(key))
                yield return new(key, key, IsKey: true);
            yield return new(value, key);
        }

        if (dictionary.Attributes is not null)
            yield return Named(dictionary.Attributes, "state");
    }

    private static IEnumerable<ObjectPart> OfObject(PickleObject described)
    {
        if (described.Callable is not null)
            yield return Named(described.Callable, "callable");
        if (described.Arguments is not null)
            yield return Named(described.Arguments, "args");
        if (described.KeywordArguments is not null)
            yield return Named(described.KeywordArguments, "kwargs");
        if (described.HasState)
            yield return Named(described.State, "state");
        if (described.Items is { Count: > 0 } items)
            yield return Named(new List<object?>(items), "items");
        if (described.Entries is not null)
            yield return Named(described.Entries, "entries");
    }

    private static IEnumerable<ObjectPart> OfMasked(MaskedArray masked)
    {
        yield return Named(masked.Data, "data");
        yield return Named(masked.Mask, "mask");
        if (masked.FillValue is not null)
            yield return Named(masked.FillValue, "fill_value");
    }

    private static IEnumerable<ObjectPart> OfArray(NdArray array)
    {
        if (array.DType.IsStruct)
        {
            foreach (Field field in array.DType.Fields)
            {
                if (field.DType.HasObject)
                    yield return new(array[field.Name], field.Name);
            }

            yield break;
        }

        var index = new long[array.Rank];
        for (long i = 0; i < array.Count; i++)
        {
            long rest = i;
            for (int axis = array.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = rest % array.Shape[axis];
                rest /= array.Shape[axis];
            }

            yield return new(array.GetValue(index), index.ToArray());
        }
    }
}
