namespace NpyIO.Pickling;

/// <summary>
/// An object that a pickle creates first and tells the state of later, by BUILD: an array, a dtype. It is remembered by the memo in between; whoever asks for it after it has been built gets
/// the result, and what kept it before (an array of objects that contains itself) gets the result at the end.
/// </summary>
internal abstract class PendingObject
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
            machine.Fail("an object is built twice");
        Result = BuildFrom(machine, state);
        IsBuilt = true;
        return Result;
    }

    /// <summary>What the object is, given its state.</summary>
    private protected abstract object BuildFrom(PickleMachine machine, object? state);
}
