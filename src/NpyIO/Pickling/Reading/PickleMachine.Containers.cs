using NpyIO.Errors;

namespace NpyIO.Pickling;

// Tuples, lists, dictionaries, sets, and the opcodes that add to them.
internal sealed partial class PickleMachine
{
    internal PickleDictionary NewDictionary(PickleDictionaryKind kind = PickleDictionaryKind.Plain, PickleObject? factory = null) =>
        new(0, _equality) { Kind = kind, DefaultFactory = factory };

    /// <summary>Entries are alternating keys and values. Equal keys keep the first key and the last value.</summary>
    internal void SetEntries(PickleDictionary target, ReadOnlySpan<object?> entries)
    {
        if (entries.Length % 2 != 0)
            Fail("A key has no value");
        try
        {
            for (int i = 0; i < entries.Length; i += 2)
                target[AsKey(entries[i])] = Kept(entries[i + 1]);
        }
        catch (ArgumentException e)
        {
            Fail(e.Message);
        }
    }

    internal void AddMembers(PickleSet target, ReadOnlySpan<object?> items)
    {
        try
        {
            foreach (object? item in items)
                target.AddMember(AsKey(item));
        }
        catch (ArgumentException e)
        {
            Fail(e.Message);
        }
    }

    private void MakeTuple(int count)
    {
        Require(count);
        Span<object?> items = _stack.AsSpan(_top - count, count);
        PickleTuple tuple = TupleOf(items);
        _top -= count;
        Push(tuple);
    }

    internal List<object?> NewList(IReadOnlyCollection<object?> items)
    {
        List<object?> list = new(items.Count);
        AddTo(list, [.. items]);
        return list;
    }

    internal PickleTuple TupleOf(ReadOnlySpan<object?> items)
    {
        if (items.IsEmpty)
            return PickleTuple.Empty;
        // Keep Python 2 strings and raw bytes unconverted: the tuple may be the state of an array.
        object?[] copy = items.ToArray();
        if (_hasTransients)
        {
            foreach (ref object? item in copy.AsSpan())
            {
                item = Built(item);
                _leaked |= item is Placeholder;
            }
        }

        return new PickleTuple(copy);
    }

    /// <summary>Returns the value as lists and dictionaries store it.</summary>
    private object? Kept(object? value)
    {
        if (!_hasTransients || value is not Placeholder transient)
            return value;
        if (transient is not PendingObject { IsBuilt: false })
            return transient.Settle(this);
        _leaked = true;
        return transient;
    }

    private object? AsKey(object? key)
    {
        if (!_hasTransients)
            return key;
        return key is PickleTuple or PickleSlice ? new PlaceholderReplacer(this, keysOnly: true).Settle(key) : key is Placeholder transient ? transient.Settle(this) : key;
    }

    private void MakeList()
    {
        Span<object?> items = TakeMarked();
        List<object?> list = new(items.Length);
        AddTo(list, items);
        Push(list);
    }

    private void MakeDictionary()
    {
        Span<object?> entries = TakeMarked();
        PickleDictionary dictionary = NewDictionary();
        SetEntries(dictionary, entries);
        Push(dictionary);
    }

    private void MakeFrozenSet()
    {
        Span<object?> items = TakeMarked();
        PickleSet set = new(_equality) { IsFrozen = true };
        AddMembers(set, items);
        Push(set);
    }

    private void AppendOne()
    {
        Require(2);
        _top--;
        AppendTo(_stack[_top - 1], _stack.AsSpan(_top, 1), PickleStepKind.Append);
    }

    private void AppendMarked()
    {
        Span<object?> items = TakeMarked();
        Require(1);
        AppendTo(_stack[_top - 1], items, PickleStepKind.Extend);
    }

    private void AppendTo(object? target, Span<object?> items, PickleStepKind step)
    {
        if (target is List<object?> list)
            AddTo(list, items);
        else if (target is ElementList elements)
            AddTo(elements, items);
        else
            AddTo(DescriptionOf(target, "be appended to"), items, step);
    }

    private void AddTo(PickleObject described, Span<object?> items, PickleStepKind step)
    {
        // The items of a reconstruction are those of its argument, which must not change.
        if (described is { Reconstruction: not null, Steps: null, AppendedItems: { } given })
            described.AppendedItems = NewList(BuiltinCalls.ItemsOf(this, given)!);
        AddTo(described.AppendedItems ??= [], items);
        described.Record(step, items.Length);
    }

    private void AddTo(List<object?> list, Span<object?> items)
    {
        KeepAll(items);
        list.AddRange(items);
    }

    private void KeepAll(Span<object?> items)
    {
        if (!_hasTransients)
            return;
        foreach (ref object? item in items)
            item = Kept(item);
    }

    private void SetOne()
    {
        Require(3);
        _top -= 2;
        SetIn(_stack[_top - 1], _stack.AsSpan(_top, 2));
    }

    private void SetMarked()
    {
        Span<object?> entries = TakeMarked();
        Require(1);
        SetIn(_stack[_top - 1], entries);
    }

    private void SetIn(object? target, ReadOnlySpan<object?> entries)
    {
        if (target is PickleDictionary dictionary)
            SetEntries(dictionary, entries);
        else
            SetIn(DescriptionOf(target, "be given entries"), entries);
    }

    private void SetIn(PickleObject described, ReadOnlySpan<object?> entries)
    {
        if (entries.Length % 2 != 0)
            Fail("A key has no value");
        if (described is { Reconstruction: not null, Assignments: null, Entries: { } given })
            described.Entries = BuiltinCalls.Copy(this, given);
        PickleDictionary target = described.Entries ??= NewDictionary();
        for (int i = 0; i < entries.Length; i += 2)
        {
            int count = target.Count;
            SetEntries(target, entries.Slice(i, 2));
            described.RecordEntry(AsKey(entries[i]), Kept(entries[i + 1]), isRepeated: target.Count == count);
        }

        described.Record(PickleStepKind.SetItems, entries.Length / 2);
    }

    private void AddMarked()
    {
        Span<object?> items = TakeMarked();
        Require(1);
        object? target = _stack[_top - 1];
        if (target is PickleSet { IsFrozen: false } set)
            AddMembers(set, items);
        else
            AddTo(DescriptionOf(target, "be given members"), items, PickleStepKind.Add);
    }

    private PickleObject DescriptionOf(object? target, string action)
    {
        if (target is PickleObject { IsReference: false } described)
            return described;
        Fail($"{Describe.Kind(target)} cannot {action}");
        return null;
    }
}
