namespace NpyIO.Cli.Values;

/// <summary>Writes real numbers, also as parts of complex ones.</summary>
internal abstract class RealWriter : ValueWriter
{
    /// <summary>Returns whether the number's text begins with a minus sign.</summary>
    internal abstract bool HasMinus(ReadOnlySpan<byte> item);
}
