using System.Diagnostics;
using NpyIO.Arrays;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;
using NpyIO.Pickling;

namespace NpyIO;

/// <summary>
/// Describes an object whose class NpyIO does not know: the name of the class, and what the pickle passes to it. The description is inert; nothing is looked up by these names, called or
/// created.
/// </summary>
/// <remarks>A class or function that is only named (<c>builtins.list</c> as the factory of a <c>defaultdict</c>) has no <see cref="Arguments"/>, <see cref="State"/> or items.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView))]
public sealed class PickleObject : IDescribed, IHasParts, IPythonValue, IPythonTime
{
    /// <summary>Creates a description of a class or function.</summary>
    /// <param name="module">The module, as the pickle names it.</param>
    /// <param name="name">The name in the module, which may contain dots.</param>
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

    /// <summary>Module and name, separated by a dot.</summary>
    public string FullName => $"{Module}.{Name}";

    /// <summary>The call whose result is called, or null if a class or function is called by name.</summary>
    public PickleObject? Callable { get; init; }

    /// <summary>The arguments of the call of the class, or null if it is not called.</summary>
    public PickleTuple? Arguments { get; init; }

    /// <summary>The keyword arguments (<c>__getnewargs_ex__</c>), or null if there are none.</summary>
    public PickleDictionary? KeywordArguments { get; init; }

    /// <summary>Whether the object is created by <c>__new__</c> (protocol 2 and above), without a call of its class.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether there is a <see cref="State"/>, which may be <c>None</c>.</summary>
    public bool HasState { get; internal set; }

    /// <summary>The argument of <c>__setstate__</c>, usually the dictionary of attributes, or null if there is none.</summary>
    public object? State { get; internal set; }

    /// <summary>The items appended to the object, as to a list: a read-only view.</summary>
    public IReadOnlyList<object?> Items => AppendedItems?.AsReadOnly() ?? (IReadOnlyList<object?>)[];

    /// <summary>The entries set by key, as in a dictionary, or null if there are none.</summary>
    public PickleDictionary? Entries { get; internal set; }

    /// <summary>The base array of an instance of a subclass of <c>ndarray</c>, or null for any other object. <see cref="State"/> contains the rest.</summary>
    /// <remarks>Saving the description writes its <see cref="State"/>, which contains the elements as bytes: changes to the array are not saved.</remarks>
    public NdArray? Array { get; internal set; }

    /// <summary>Whether the description only names a class or function.</summary>
    public bool IsReference => Arguments is null && KeywordArguments is null && Callable is null && !HasState && AppendedItems is null && Entries is null;

    internal KnownCall? Known { get; init; }

    internal List<object?>? AppendedItems { get; set; }

    /// <summary>The arguments of the <c>copyreg._reconstructor</c> call that creates the object; null if it is created in another way.</summary>
    internal PickleTuple? Reconstruction { get; init; }

    /// <summary>Whether the object comes from INST or OBJ, for which the class decides between a call and <c>__new__</c>.</summary>
    internal bool IsInstance { get; init; }

    /// <summary>Called with the object and its state instead of its own <c>__setstate__</c>, unless null.</summary>
    internal PickleObject? StateSetter { get; set; }

    /// <summary>The pickle's operations on the object in order, or null if it has none except BUILD.</summary>
    internal List<PickleStep>? Steps { get; private set; }

    /// <summary>Alternating keys and values of all assignments, including those that repeat a key.</summary>
    internal List<object?>? Assignments { get; private set; }

    /// <summary>If so, <see cref="Entries"/> does not have all assignments.</summary>
    internal bool HasRepeatedKeys { get; private set; }

    /// <summary>Merges consecutive APPENDs of single items, and consecutive assignments.</summary>
    internal void Record(PickleStepKind kind, int count)
    {
        Steps ??= HasState ? [new PickleStep(PickleStepKind.Build, 1)] : [];
        if (kind is PickleStepKind.Append or PickleStepKind.SetItems && Steps is [.., var last] && last.Kind == kind && last.Count <= int.MaxValue - count)
            Steps[^1] = last with { Count = last.Count + count };
        else
            Steps.Add(new PickleStep(kind, count));
    }

    internal void RecordEntry(object? key, object? value, bool isRepeated)
    {
        HasRepeatedKeys |= isRepeated;
        Assignments ??= [];
        Assignments.Add(key);
        Assignments.Add(value);
    }

    /// <summary>Returns an attribute of the object from the dictionary in its <see cref="State"/>: <c>model["coef_"]</c>.</summary>
    /// <param name="attribute">The name of the attribute.</param>
    /// <exception cref="KeyNotFoundException">The state has no such attribute, or is not a dictionary.</exception>
    public object? this[string attribute] => TryGetAttribute(attribute, out object? value) ? value : PickleThrow.NoSuchKey(attribute);

    /// <summary>
    /// Gets an attribute of the object from the dictionary in its <see cref="State"/>, or from either of the two dictionaries of a class with slots. Returns false if it does not exist.
    /// </summary>
    /// <param name="attribute">The name of the attribute.</param>
    /// <param name="value">The attribute.</param>
    public bool TryGetAttribute(string attribute, out object? value)
    {
        if (State is PickleDictionary attributes)
            return attributes.TryGetValue(attribute, out value);

        value = null;
        return State is PickleTuple { Count: 2 } states
            && ((states[0] as PickleDictionary)?.TryGetValue(attribute, out value) == true || (states[1] as PickleDictionary)?.TryGetValue(attribute, out value) == true);
    }

    TimeCount? IPythonTime.Time => PandasTimes.Of(this);

    bool IPythonTime.HasZone => PandasTimes.HasZone(this);

    IEnumerable<(object? Mine, object? Other)>? IHasParts.PairParts(object other)
    {
        var value = (PickleObject)other;
        if ((Module, Name, IsNew, IsInstance, HasState, Items.Count) != (value.Module, value.Name, value.IsNew, value.IsInstance, value.HasState, value.Items.Count))
            return null;
        return
        [
            (Callable, value.Callable),
            (Arguments, value.Arguments),
            (KeywordArguments, value.KeywordArguments),
            (State, value.State),
            (Entries, value.Entries),
            (Array, value.Array),
            .. Items.Zip(value.Items),
        ];
    }

    string IDescribed.Description => IsReference ? FullName : $"<description of {FullName}>";

    void IPythonValue.AppendTo(PythonRepr repr) => repr.Raw(ToString());

    /// <summary>Returns <c>&lt;module.Class object&gt;</c>, or <c>&lt;class 'module.Class'&gt;</c> if the description only names a class or function.</summary>
    public override string ToString() => IsReference ? $"<class '{(Module == "builtins" ? Name : FullName)}'>" : $"<{FullName} object>";

    /// <summary>What a debugger shows: the class and what an object of it was made from.</summary>
    private sealed class DebugView(PickleObject value)
    {
        public string Class => value.FullName;

        public PickleObject? Callable => value.Callable;

        public PickleTuple? Arguments => value.Arguments;

        public PickleDictionary? KeywordArguments => value.KeywordArguments;

        public object? State => value.State;

        public object?[] Items => [.. value.Items];

        public PickleDictionary? Entries => value.Entries;

        public NdArray? Array => value.Array;
    }
}
