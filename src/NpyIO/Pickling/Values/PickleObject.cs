using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>
/// What a pickle says of an object whose class NpyIO does not know: the class by name, and what its pickle would have handed to it. Nothing is looked up by these names, called or
/// created; it is a description that stays one.
/// </summary>
/// <remarks>A class or function that is only named (<c>builtins.list</c> as the factory of a <c>defaultdict</c>) comes as one without <see cref="Arguments"/>, <see cref="State"/> and items.</remarks>
public sealed class PickleObject : IDescribed
{
    /// <summary>A description.</summary>
    /// <param name="module">The module, as the pickle names it.</param>
    /// <param name="name">The name in the module, which may have dots.</param>
    public PickleObject(string module, string name)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        Module = module;
        Name = name;
    }

    /// <summary>The module of the class or function: <c>sklearn.pipeline</c>.</summary>
    public string Module { get; }

    /// <summary>The name of the class or function in its module: <c>Pipeline</c>.</summary>
    public string Name { get; }

    /// <summary>Both, with a dot between them.</summary>
    public string FullName => $"{Module}.{Name}";

    /// <summary>What was to be called where that is no class or function by name but the result of another call; null otherwise.</summary>
    public PickleObject? Callable { get; init; }

    /// <summary>The arguments that the class was to be called with; null where it was not.</summary>
    public PickleTuple? Arguments { get; init; }

    /// <summary>The arguments by keyword (<c>__getnewargs_ex__</c>); null where there were none.</summary>
    public PickleDictionary? KeywordArguments { get; init; }

    /// <summary>Whether the object was created without its class's own construction: by <c>__new__</c> (protocol 2 and above), not by a call.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether there is a <see cref="State"/>, which may be None.</summary>
    public bool HasState { get; internal set; }

    /// <summary>What <c>__setstate__</c> was to be given, mostly the dictionary of attributes; null where there was none.</summary>
    public object? State { get; internal set; }

    /// <summary>What was to be appended to the object, as to a list: a view that cannot be changed.</summary>
    public IReadOnlyList<object?> Items => AppendedItems?.AsReadOnly() ?? (IReadOnlyList<object?>)[];

    /// <summary>What was to be set by key, as in a dictionary; null for nothing.</summary>
    public PickleDictionary? Entries { get; internal set; }

    /// <summary>The base array of an instance of a class derived from <c>ndarray</c>, of which <see cref="State"/> says more; null for anything else.</summary>
    /// <remarks>Saving the description writes its <see cref="State"/>, in which the elements are bytes: changes of the array are not saved.</remarks>
    public NdArray? Array { get; internal set; }

    /// <summary>Whether it only names a class or function.</summary>
    public bool IsReference => Arguments is null && KeywordArguments is null && Callable is null && !HasState && AppendedItems is null && Entries is null;

    /// <summary>What a call of it gives, where it is a class or function that NpyIO knows.</summary>
    internal KnownCall? Known { get; init; }

    /// <summary>The items, where there are any.</summary>
    internal List<object?>? AppendedItems { get; set; }

    /// <summary>The call of <c>copyreg._reconstructor</c> that creates the object, of which the other properties show the outcome; null where they are all that the pickle says.</summary>
    internal PickleTuple? Reconstruction { get; init; }

    /// <summary>Whether the object comes from the opcodes INST or OBJ, which decide by the class whether to call it or its <c>__new__</c>.</summary>
    internal bool IsInstance { get; init; }

    /// <summary>What is called with the object and its state, if that is not the object's own <c>__setstate__</c>.</summary>
    internal PickleObject? StateSetter { get; set; }

    /// <summary>What the pickle does to the object, in this order; null if that is to give it its state at most.</summary>
    internal List<PickleStep>? Steps { get; private set; }

    /// <summary>Keys and values in turn as they are set, also where a key comes again.</summary>
    internal List<object?>? Assignments { get; private set; }

    /// <summary>Whether a key is set more than once, so that <see cref="Entries"/> has not all that was set.</summary>
    internal bool HasRepeatedKeys { get; private set; }

    /// <summary>Notes a step. Single items that are appended one after another are one.</summary>
    internal void Record(PickleStepKind kind, int count)
    {
        Steps ??= HasState ? [new PickleStep(PickleStepKind.Build, 1)] : [];
        if (kind is PickleStepKind.Append or PickleStepKind.SetItems && Steps is [.., var last] && last.Kind == kind && last.Count <= int.MaxValue - count)
            Steps[^1] = last with { Count = last.Count + count };
        else
            Steps.Add(new PickleStep(kind, count));
    }

    /// <summary>Notes an entry that is set.</summary>
    internal void RecordEntry(object? key, object? value, bool isRepeated)
    {
        HasRepeatedKeys |= isRepeated;
        Assignments ??= [];
        Assignments.Add(key);
        Assignments.Add(value);
    }

    /// <summary>An attribute of the object, out of the dictionary that is its <see cref="State"/>: <c>model["coef_"]</c>.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <exception cref="KeyNotFoundException">The state has no such attribute, or is no dictionary.</exception>
    public object? this[string attribute] => TryGetAttribute(attribute, out object? value) ? value : PickleThrow.NoSuchKey(attribute);

    /// <summary>An attribute of the object, out of the dictionary that is its <see cref="State"/> or, for a class with slots, one of the two in it.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The attribute.</param>
    public bool TryGetAttribute(string attribute, out object? value)
    {
        if (State is PickleDictionary attributes)
            return attributes.TryGetValue(attribute, out value);

        value = null;
        return State is PickleTuple { Count: 2 } states
            && ((states[0] as PickleDictionary)?.TryGetValue(attribute, out value) == true || (states[1] as PickleDictionary)?.TryGetValue(attribute, out value) == true);
    }

    string IDescribed.Description => ToString();

    /// <summary>The class's name, and that this is but a description.</summary>
    public override string ToString() => IsReference ? FullName : $"<description of {FullName}>";
}
