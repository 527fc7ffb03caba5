namespace NpyIO.Pickling;

/// <summary>An operation of a pickle on an object it has created.</summary>
/// <param name="Kind">The kind of operation.</param>
/// <param name="Count">The number of items or entries.</param>
internal readonly record struct PickleStep(PickleStepKind Kind, int Count);

/// <summary>The operations of a pickle on an object. Each runs another method of the Python class.</summary>
internal enum PickleStepKind
{
    /// <summary>APPEND: <c>append</c> for each item.</summary>
    Append,

    /// <summary>APPENDS: <c>extend</c> with all items at once, if the class has it.</summary>
    Extend,

    /// <summary>SETITEM or SETITEMS: <c>__setitem__</c> for each entry.</summary>
    SetItems,

    /// <summary>ADDITEMS: for sets <c>update</c> with all items at once, otherwise <c>add</c> for each item.</summary>
    Add,

    /// <summary>BUILD: <c>__setstate__</c>, or setting the attributes.</summary>
    Build,

    /// <summary>A call with the object and its state, whose result is discarded.</summary>
    CallSetter,
}
