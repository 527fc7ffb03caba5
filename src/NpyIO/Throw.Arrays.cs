using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

/// <summary>The errors of arrays: shapes, indices, types.</summary>
internal static partial class Throw
{
    /// <summary>Throws for more elements than one managed object can hold.</summary>
    [DoesNotReturn]
    internal static void TooManyForOneArray(long count, Type type) =>
        throw new InsufficientMemoryException($"{count} elements of {type.Name} are more than one managed array can hold.");
}
