using NpyIO.Arrays;
using NpyIO.Errors;

namespace NpyIO.Pickling;

// Classes and functions by name, and the objects they create.
internal sealed partial class PickleMachine
{
    private readonly Dictionary<(string Module, string Name), PickleObject> _references = [];
    private int _nextBuffer;

    /// <summary>0 without PROTO, as in protocols 0 and 1.</summary>
    private int _protocol;

    /// <summary>Returns the same object for each name.</summary>
    internal PickleObject Reference(string module, string name)
    {
        WorkThrough(module);
        WorkThrough(name);
        if (!_references.TryGetValue((module, name), out PickleObject? reference))
            _references.Add((module, name), reference = new PickleObject(module, name) { Known = KnownGlobals.Find(module, name) });
        return reference;
    }

    /// <summary>With <paramref name="isInstance"/> (INST, OBJ), the class decides if Python calls its <c>__new__</c> or the class itself.</summary>
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
            Fail("The name of a class is not text");
        else
            Push(Named(module, name));
    }

    // Protocols 0 to 2 use Python 2's names.
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
            Fail("The keyword arguments are not a dictionary", "a dictionary", Describe.Kind(keywords));
        Push(Call(Pop(), arguments, isNew: true, keywords as PickleDictionary));
    }

    private void NewMarkedObject()
    {
        Span<object?> values = TakeMarked();
        if (values.IsEmpty)
            Fail("No class follows the mark");
        NewInstance(Built(values[0]), TupleOf(values[1..]));
    }

    // Without arguments Python makes no call.
    private void NewInstance(object? named, PickleTuple arguments) => Push(Call(named, arguments, isNew: arguments.Count == 0, isInstance: true));

    private PickleTuple PopTuple()
    {
        if (Pop() is PickleTuple tuple)
            return tuple;
        Fail("The arguments of a call are not a tuple");
        return null;
    }

    /// <summary>Returns whether the object is a description.</summary>
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

    /// <summary>POP also ends a call that gives an object its state (the <c>state_setter</c> of <c>__reduce__</c>).</summary>
    private void PopValue()
    {
        // If nothing follows the mark, POP removes the mark.
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
            Fail($"{Describe.Kind(_stack[_top - 1])} is not a buffer, so it cannot be made read-only");
    }
}
