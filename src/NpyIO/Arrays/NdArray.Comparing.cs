using NpyIO.Arrays.Comparing;

namespace NpyIO;

// Comparing by values, with tolerances and reports.
public sealed partial class NdArray
{
    /// <summary>Returns whether two arrays have the same shape and equal elements, whatever their dtypes; NaN does not equal NaN: <c>np.array_equal</c>.</summary>
    /// <remarks>Integers compare exactly, also with floats. Text compares with text, bytes by Latin-1; values that have nothing in common, such as text and numbers, are not equal.</remarks>
    /// <param name="a">An array.</param>
    /// <param name="b">Another array.</param>
    /// <exception cref="ObjectDisposedException">An array is mapped and its mapping has been disposed.</exception>
    public static bool ArrayEqual(NdArray a, NdArray b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return ArrayComparison.AreEqual(a, b);
    }

    /// <summary>Returns whether all elements are close, |a − b| ≤ atol + rtol·|b|, after broadcasting; NaN is close to nothing: <c>np.allclose</c>.</summary>
    /// <remarks>On all cores, without an array in between. Values without differences, such as text, must be equal.</remarks>
    /// <param name="a">An array.</param>
    /// <param name="b">The array that tolerances are relative to.</param>
    /// <param name="rtol">The relative tolerance.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast to one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance is negative or NaN.</exception>
    /// <exception cref="ObjectDisposedException">An array is mapped and its mapping has been disposed.</exception>
    public static bool AllClose(NdArray a, NdArray b, double rtol = 1e-5, double atol = 1e-8) =>
        AllClose(a, b, new CompareOptions { Rtol = rtol, Atol = atol, EqualNaN = false, Strict = false });

    /// <summary>Returns whether all elements are close, after broadcasting: <c>np.allclose</c>. If the options are strict, shape and dtype must be the same.</summary>
    /// <param name="a">An array.</param>
    /// <param name="b">The array that tolerances are relative to.</param>
    /// <param name="options">The tolerances, and what NaN equals.</param>
    /// <exception cref="ArgumentException">The shapes cannot be broadcast to one.</exception>
    /// <exception cref="ObjectDisposedException">An array is mapped and its mapping has been disposed.</exception>
    public static bool AllClose(NdArray a, NdArray b, CompareOptions options)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(options);
        return ArrayComparison.AreClose(a, b, options);
    }

    /// <summary>
    /// Returns in what two arrays differ; its text is the message of <c>np.testing.assert_array_equal</c> or, with a tolerance, of <c>np.testing.assert_allclose</c>.
    /// </summary>
    /// <remarks>On all cores, without an array in between. Integers compare exactly, also with floats; tolerances are for numbers only.</remarks>
    /// <param name="actual">The array that was found.</param>
    /// <param name="desired">The array that was expected.</param>
    /// <param name="options">How to compare; null for <see cref="CompareOptions.Default"/>: exactly.</param>
    /// <returns>The difference, which is empty if there is none.</returns>
    /// <exception cref="ObjectDisposedException">An array is mapped and its mapping has been disposed.</exception>
    public static ArrayDifference Compare(NdArray actual, NdArray desired, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(desired);
        return ArrayComparison.Compare(actual, desired, options ?? CompareOptions.Default);
    }
}
