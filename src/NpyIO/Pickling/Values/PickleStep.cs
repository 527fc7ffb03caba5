namespace NpyIO.Pickling;

/// <summary>Something that a pickle does to an object it has created.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Count">With how many items or entries.</param>
internal readonly record struct PickleStep(PickleStepKind Kind, int Count);
