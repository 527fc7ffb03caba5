namespace NpyIO.Pickling;

/// <summary>An operation of a pickle on an object it has created.</summary>
internal readonly record struct PickleStep(PickleStepKind Kind, int Count);

/// <summary>The operations of a pickle on an object. Each runs another method of the Python class.</summary>
internal enum PickleStepKind
{
    Append,

    /// <summary>APPENDS: <c>extend</c> with all items at once, if the class has it.</summary>
    Extend,

    SetItems,

    /// <summary>ADDITEMS: for sets <c>update</c> with all items at once, otherwise <c>add</c> for each item.</summary>
    Add,

    Build,

    /// <summary>A call with the object and its state, whose result is discarded.</summary>
    CallSetter,
}
