namespace NpyIO.Pickling;

/// <summary>A <c>numpy.dtype</c> before BUILD, when only its kind is known.</summary>
/// <param name="start">The dtype to start from, or null if NumPy has none for the type.</param>
internal sealed class PendingDType(DType? start) : PendingObject
{
    private protected override object BuildFrom(PickleMachine machine, object? state) => DTypeState.Build(machine, Start(machine), state);

    private protected override object BuildWithout(PickleMachine machine) => Start(machine);

    private DType Start(PickleMachine machine) => start ?? machine.Fail<DType>("A dtype is made of a type that NumPy has none for");
}
