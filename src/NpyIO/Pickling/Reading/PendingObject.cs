namespace NpyIO.Pickling;

/// <summary>
/// An object that a pickle creates first and tells the state of later, by BUILD: an array, a dtype. It is remembered by the memo in between; whoever asks for it after it has been built gets
/// the result, and what kept it before (an array of objects that contains itself) gets the result at the end.
/// </summary>
internal abstract class PendingObject : Placeholder
{
    /// <summary>Whether it has been built.</summary>
    internal bool IsBuilt { get; private set; }

    /// <summary>What it has become; null before it is built.</summary>
    internal object? Result { get; private set; }

    /// <summary>Builds it from its state.</summary>
    /// <exception cref="NpyFormatException">The state is none of its class.</exception>
    internal object Build(PickleMachine machine, object? state)
    {
        if (IsBuilt)
            machine.Fail("An object is given a second state");
        Result = BuildFrom(machine, state);
        IsBuilt = true;
        return Result;
    }

    /// <inheritdoc/>
    internal override object Settle(PickleMachine machine)
    {
        if (!IsBuilt)
        {
            Result = BuildWithout(machine);
            IsBuilt = true;
        }

        return Result!;
    }

    /// <summary>What the object is, given its state.</summary>
    private protected abstract object BuildFrom(PickleMachine machine, object? state);

    /// <summary>What the object is when it is never told a state; mostly that is an error.</summary>
    private protected virtual object BuildWithout(PickleMachine machine)
    {
        machine.Fail("An object whose state decides what it is has been given none");
        return null;
    }
}
