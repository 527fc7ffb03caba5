namespace NpyIO.Pickling;

/// <summary>An operation of a pickle on an object it has created.</summary>
/// <param name="Kind">The kind of operation.</param>
/// <param name="Count">The number of items or entries.</param>
internal readonly record struct PickleStep(PickleStepKind Kind, int Count);
