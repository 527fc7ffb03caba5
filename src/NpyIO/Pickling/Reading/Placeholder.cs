namespace NpyIO.Pickling;

/// <summary>What stands for a value while the pickle is being read, until it is known what the value is; none is ever handed out.</summary>
internal abstract class Placeholder
{
    /// <summary>The value, now that it is to be handed out; the same one each time.</summary>
    /// <exception cref="NpyFormatException">It is none, and never will be.</exception>
    internal abstract object? Settle(PickleMachine machine);
}
