namespace NpyIO.Pickling;

/// <summary>
/// An object that a pickle creates first and gives its state later, with BUILD: an array or a dtype. The memo holds it in between and returns the result once it is built;
/// values that kept it before that, such as an object array containing itself, get the result at the end.
/// </summary>
internal abstract class PendingObject : Placeholder
{
    internal bool IsBuilt { get; private set; }

    internal object? Result { get; private set; }

    internal object Build(PickleMachine machine, object? state)
    {
        if (IsBuilt)
            machine.Fail("An object is given a second state");
        Result = BuildFrom(machine, state);
        IsBuilt = true;
        return Result;
    }

    internal override object Settle(PickleMachine machine)
    {
        if (!IsBuilt)
        {
            Result = BuildWithout(machine);
            IsBuilt = true;
        }

        return Result!;
    }

    private protected abstract object BuildFrom(PickleMachine machine, object? state);

    /// <summary>Builds the object if the pickle gives it no state; fails by default.</summary>
    private protected virtual object BuildWithout(PickleMachine machine)
    {
        machine.Fail("An object whose state decides what it is has been given none");
        return null;
    }
}
