using System.Buffers;

namespace NpyIO.Pickling;

/// <summary>Arrays of references that grow, from the pool: the stack and the memo of a pickle that holds a million values would otherwise leave more garbage than values.</summary>
internal static class PooledObjects
{
    /// <summary>The longest array that is left to the pool, in references.</summary>
    private const int MostKept = 1 << 20;

    /// <summary>An array as long as wanted at least, with the same values; the one before goes back.</summary>
    internal static void Grow(ref object?[] array, int length, bool isPooled)
    {
        object?[] larger = ArrayPool<object?>.Shared.Rent(length);
        array.CopyTo(larger, 0);
        Array.Clear(larger, array.Length, larger.Length - array.Length);
        if (isPooled)
            Return(array);
        array = larger;
    }

    /// <summary>Gives an array back.</summary>
    internal static void Return(object?[] array)
    {
        if (array.Length <= MostKept)
            ArrayPool<object?>.Shared.Return(array, clearArray: true);
    }
}
