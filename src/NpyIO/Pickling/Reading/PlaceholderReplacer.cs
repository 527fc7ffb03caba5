using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Replaces the placeholders in everything reachable from a value. Visits each container once, without recursion.</summary>
/// <param name="machine">The machine that read the values.</param>
/// <param name="keysOnly">Whether to visit only the parts of a key.</param>
internal sealed class PlaceholderReplacer(PickleMachine machine, bool keysOnly = false)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<object> _containers = [];

    internal object? Settle(object? root)
    {
        object? value = Settled(root);
        while (_containers.TryPop(out object? container))
            SettleIn(container);
        return value;
    }

    private void SettleIn(object container)
    {
        switch (container)
        {
            case PickleTuple tuple:
                SettleAll(tuple.Items);
                break;
            case PickleSlice slice:
                (slice.Start, slice.Stop, slice.Step) = (Settled(slice.Start), Settled(slice.Stop), Settled(slice.Step));
                break;
            case List<object?> list:
                SettleAll(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));
                break;
            case PickleDictionary dictionary:
                SettleEntries(dictionary);
                Settled(dictionary.Attributes);
                break;
            case PickleSet set:
                // Members were settled as keys; what they reach only through a description was not.
                foreach (object? item in set)
                    Settled(item);
                break;
            case NdArray { Memory: ObjectMemory objects }:
                SettleAll(objects.Values);
                break;
            case MaskedArray masked:
                Settled(masked.Data);
                Settled(masked.FillValue);
                break;
            case PickleObject described:
                Settled(described.Callable);
                Settled(described.Arguments);
                Settled(described.KeywordArguments);
                Settled(described.AppendedItems);
                Settled(described.Entries);
                Settled(described.Assignments);
                Settled(described.Reconstruction);
                Settled(described.StateSetter);
                Settled(described.Array);
                if (described.HasState)
                    described.State = Settled(described.State);
                break;
        }
    }

    private void SettleAll(Span<object?> values)
    {
        foreach (ref object? value in values)
        {
            // Writes only what changes: writing costs more than reading.
            if (value is Placeholder)
                value = Settled(value);
            else
                Settled(value);
        }
    }

    private void SettleEntries(PickleDictionary dictionary)
    {
        for (int i = 0; i < dictionary.Count; i++)
        {
            (object? key, object? value) = dictionary.At(i);
            Settled(key);
            object? settled = Settled(value);
            if (!ReferenceEquals(settled, value))
                dictionary.SetAt(i, settled);
        }
    }

    private object? Settled(object? value)
    {
        if (value is Placeholder transient)
            value = transient.Settle(machine);
        if (IsContainer(value) && _seen.Add(value!))
            _containers.Push(value!);
        return value;
    }

    /// <summary>Whether a value may contain placeholders. The parts of former keys are settled already.</summary>
    private bool IsContainer(object? value) => keysOnly
        ? value is PickleSlice { KnownHash: 0 } or PickleTuple { KnownHash: 0 }
        : value is PickleTuple or PickleSlice or List<object?> or PickleDictionary or PickleSet or PickleObject or NdArray { DType.HasObject: true } or MaskedArray;
}
