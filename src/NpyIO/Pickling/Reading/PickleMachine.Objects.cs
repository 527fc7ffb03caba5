using NpyIO.Arrays;
using NpyIO.Errors;

namespace NpyIO.Pickling;

// Classes and functions by name, and what comes of them.
internal sealed partial class PickleMachine
{
    private readonly Dictionary<(string Module, string Name), PickleObject> _references = [];
    private int _nextBuffer;

    /// <summary>The protocol that the pickle says; those before 2 say none.</summary>
    private int _protocol;

    /// <summary>The name of a class or function: one object for each.</summary>
    internal PickleObject Reference(string module, string name)
    {
        WorkThrough(module);
        WorkThrough(name);
        if (!_references.TryGetValue((module, name), out PickleObject? reference))
            _references.Add((module, name), reference = new PickleObject(module, name) { Known = KnownGlobals.Find(module, name) });
        return reference;
    }

    /// <summary>What a call gives: a plain value or an array where the name is known, otherwise a description.</summary>
    /// <param name="callable">What is called.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="isNew">Whether the object is created by <c>__new__</c>.</param>
    /// <param name="keywords">The arguments by keyword.</param>
    /// <param name="isInstance">Whether the class decides if its <c>__new__</c> or the class itself is called.</param>
    /// <exception cref="NpyFormatException">It is no class or function, or the arguments are none of its.</exception>
    internal object Call(object? callable, PickleTuple arguments, bool isNew, PickleDictionary? keywords = null, bool isInstance = false)
    {
        if (callable is not PickleObject target)
        {
            Fail($"{Describe.Kind(callable)} is called", "a class or function");
            return null;
        }

        if (target.Known is { } known && keywords is not { Count: > 0 } && known(this, arguments) is { } value)
        {
            _hasTransients |= value is Placeholder;
            return value;
        }

        return new PickleObject(target.Module, target.Name)
        {
            Callable = target.IsReference ? null : target,
            Arguments = arguments,
            KeywordArguments = keywords,
            IsNew = isNew,
            IsInstance = isInstance,
        };
    }

    private void NameByStack()
    {
        string? name = TextOf(Pop());
        string? module = TextOf(Pop());
        if (name is null || module is null)
            Fail("The name of a class is no text");
        else
            Push(Named(module, name));
    }

    /// <summary>What a pickle of this protocol calls so: the older ones have Python 2's names.</summary>
    private PickleObject Named(string module, string name)
    {
        (string newModule, string newName) = PythonTwoNames.ToPython3(_protocol, module, name);
        return Reference(newModule, newName);
    }

    private void Reduce()
    {
        PickleTuple arguments = PopTuple();
        Push(Call(Pop(), arguments, isNew: false));
    }

    private void NewObject(bool withKeywords)
    {
        object? keywords = withKeywords ? Pop() : null;
        PickleTuple arguments = PopTuple();
        if (withKeywords && keywords is not PickleDictionary)
            Fail("The arguments by keyword are no dictionary", "a dictionary", Describe.Kind(keywords));
        Push(Call(Pop(), arguments, isNew: true, keywords as PickleDictionary));
    }

    /// <summary>OBJ: the class and its arguments stand above the mark.</summary>
    private void NewMarkedObject()
    {
        Span<object?> values = TakeMarked();
        if (values.IsEmpty)
            Fail("No class stands behind the mark");
        NewInstance(Built(values[0]), TupleOf(values[1..]));
    }

    /// <summary>An instance of a class of Python 2: created without a call where there are no arguments.</summary>
    private void NewInstance(object? named, PickleTuple arguments) => Push(Call(named, arguments, isNew: arguments.Count == 0, isInstance: true));

    private PickleTuple PopTuple()
    {
        if (Pop() is PickleTuple tuple)
            return tuple;
        Fail("The arguments of a call are no tuple");
        return null;
    }

    /// <summary>BUILD: the object below is given its state.</summary>
    /// <returns>Whether it is a description.</returns>
    private bool Build()
    {
        object? state = Pop();
        Require(1);
        ref object? target = ref _stack[_top - 1];
        switch (target)
        {
            case PendingObject pending:
                target = pending.Build(this, state);
                return false;
            case PickleObject { IsReference: false } described:
                if (described.HasState)
                    Fail("An object is given a second state");
                described.Array = SubclassArray.Of(this, described, state);
                described.State = Kept(state);
                if (described.Steps is not null)
                    described.Record(PickleStepKind.Build, 1);
                described.HasState = true;
                return true;
            case PickleDictionary { Kind: PickleDictionaryKind.Ordered, Attributes: null } dictionary when Kept(state) is PickleDictionary attributes:
                dictionary.Attributes = attributes;
                return false;
            case PickleDictionary or PickleSet or List<object?>:
                PickleThrow.StateOfPlainValue(Position, target);
                return false;
            default:
                Fail($"{Describe.Kind(target)} is given a state");
                return false;
        }
    }

    /// <summary>POP: also what follows a call by which an object is given its state (the <c>state_setter</c> of <c>__reduce__</c>).</summary>
    private void PopValue()
    {
        // On an empty stack behind a mark it takes the mark.
        if (_top == _fence)
        {
            TakeMark();
            return;
        }

        if (_stack[--_top] is PickleObject { IsNew: false, KeywordArguments: null, Arguments: { Count: 2 } arguments } call
            && arguments[0] is PickleObject { IsReference: false, HasState: false } described)
        {
            described.State = arguments[1];
            described.StateSetter = call.Callable ?? Reference(call.Module, call.Name);
            described.Record(PickleStepKind.CallSetter, 1);
            described.HasState = true;
        }
    }

    private void PushBuffer()
    {
        if (Options.Buffers is not { } buffers || _nextBuffer >= buffers.Count)
            PickleThrow.BufferMissing(Position, _nextBuffer);
        else
            PushTransient(new RawBytes(BufferMemory.Of(buffers[_nextBuffer++]), isByteArray: false));
    }

    private void RequireBuffer()
    {
        Require(1);
        if (_stack[_top - 1] is not (RawBytes or byte[]))
            Fail($"{Describe.Kind(_stack[_top - 1])} is no buffer that could be made read-only");
    }
}
