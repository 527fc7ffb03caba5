namespace NpyIO.Pickling;

/// <summary>What a pickle can do to an object. Each runs another method of a class of Python.</summary>
internal enum PickleStepKind
{
    /// <summary>APPEND, for each item: <c>append</c>.</summary>
    Append,

    /// <summary>APPENDS: <c>extend</c> with all items at once, if the class has it.</summary>
    Extend,

    /// <summary>SETITEM or SETITEMS: <c>__setitem__</c> for each entry.</summary>
    SetItems,

    /// <summary>ADDITEMS: <c>update</c> with all items at once for sets, <c>add</c> for each otherwise.</summary>
    Add,

    /// <summary>BUILD: <c>__setstate__</c>, or the attributes.</summary>
    Build,

    /// <summary>A call with the object and its state, of which the result is dropped.</summary>
    CallSetter,
}
