namespace NpyIO.Cli.Values;

/// <summary>A writer of real numbers, which complex ones are made of.</summary>
internal abstract class RealWriter : ValueWriter
{
    /// <summary>Whether the number's text begins with a minus sign.</summary>
    internal abstract bool HasMinus(ReadOnlySpan<byte> item);
}
