using System.Numerics;
using System.Runtime.InteropServices;

namespace NpyIO.Kernels;

/// <summary>Tests numbers for closeness, several at a time.</summary>
internal static class CloseKernels
{
    /// <summary>Whether all are equal, or finite and close. False does not mean that any differ: infinities can be close to numbers within an infinite tolerance.</summary>
    internal static bool AreClose<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> desired, T relative, T absolute, NaNRule nan)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> left = MemoryMarshal.Cast<T, Vector<T>>(actual);
        ReadOnlySpan<Vector<T>> right = MemoryMarshal.Cast<T, Vector<T>>(desired);
        var rtol = new Vector<T>(relative);
        var atol = new Vector<T>(absolute);
        var infinity = new Vector<T>(T.PositiveInfinity);
        Vector<T> nanCounts = nan == NaNRule.EqualsNaN ? Vector<T>.AllBitsSet : Vector<T>.Zero;
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            Vector<T> x = left[i], y = right[i];
            Vector<T> distance = Vector.Abs(x - y);
            Vector<T> isClose = Vector.LessThanOrEqual(distance, atol + rtol * Vector.Abs(y)) & Vector.LessThan(distance, infinity);
            Vector<T> areNaN = ~(Vector.Equals(x, x) | Vector.Equals(y, y)) & nanCounts;
            // As bytes: all bits set, as floats, are NaN, which equals nothing.
            if (!Vector.EqualsAll((isClose | Vector.Equals(x, y) | areNaN).As<T, byte>(), Vector<byte>.AllBitsSet))
                return false;
        }

        for (int i = left.Length * Vector<T>.Count; i < actual.Length; i++)
        {
            T x = actual[i], y = desired[i], distance = T.Abs(x - y);
            bool isClose = x == y || (distance <= absolute + relative * T.Abs(y) && T.IsFinite(distance));
            if (!isClose && !(nan == NaNRule.EqualsNaN && T.IsNaN(x) && T.IsNaN(y)))
                return false;
        }

        return true;
    }
}
