namespace NpyIO.Pickling;

/// <summary>A <c>numpy.dtype</c> of which only the kind is known yet.</summary>
/// <param name="start">What it was made of; null for a type that is none.</param>
internal sealed class PendingDType(DType? start) : PendingObject
{
    /// <inheritdoc/>
    private protected override object BuildFrom(PickleMachine machine, object? state) => DTypeState.Build(machine, Start(machine), state);

    /// <inheritdoc/>
    private protected override object BuildWithout(PickleMachine machine) => Start(machine);

    private DType Start(PickleMachine machine) => start ?? machine.Fail<DType>("A dtype is made of a type that NumPy has none for");
}
