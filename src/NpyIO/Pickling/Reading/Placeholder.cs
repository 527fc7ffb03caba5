namespace NpyIO.Pickling;

/// <summary>Placeholder for an unfinished value. Never leaves the machine.</summary>
internal abstract class Placeholder
{
    /// <summary>Returns the finished value, the same object on each call, or fails if it can never be finished.</summary>
    internal abstract object? Settle(PickleMachine machine);
}
