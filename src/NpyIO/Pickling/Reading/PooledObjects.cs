using System.Buffers;

namespace NpyIO.Pickling;

/// <summary>Growable arrays of references from the pool. Without it, the stack and memo of a large pickle leave more garbage than values.</summary>
internal static class PooledObjects
{
    /// <summary>Maximum length of an array returned to the pool, in references.</summary>
    private const int MaxKept = 1 << 20;

    /// <summary>Replaces the array by one of at least <paramref name="length"/> with the same values, and returns the old one to the pool.</summary>
    internal static void Grow(ref object?[] array, int length, bool isPooled)
    {
        object?[] larger = ArrayPool<object?>.Shared.Rent(length);
        array.CopyTo(larger, 0);
        Array.Clear(larger, array.Length, larger.Length - array.Length);
        if (isPooled)
            Return(array);
        array = larger;
    }

    internal static void Return(object?[] array)
    {
        if (array.Length <= MaxKept)
            ArrayPool<object?>.Shared.Return(array, clearArray: true);
    }
}
