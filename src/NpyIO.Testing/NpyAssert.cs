namespace NpyIO;

/// <summary>Assertions on arrays for tests, whatever the test framework: a failure throws <see cref="NpyAssertException"/>, whose message is the one of <c>np.testing</c>.</summary>
/// <remarks>
/// Shape and dtype count unless <see cref="CompareOptions.Strict"/> is false, byte order does not, and NaN equals NaN unless <see cref="CompareOptions.EqualNaN"/> is false. Every array of C# converts to
/// <see cref="NdArray"/> implicitly; spans and tensors have overloads.
/// </remarks>
public static partial class NpyAssert
{
    /// <summary>Checks that two arrays are equal: <c>np.testing.assert_array_equal</c>.</summary>
    /// <param name="expected">The expected array.</param>
    /// <param name="actual">The array of the code under test.</param>
    /// <param name="options">How to compare; exactly if null.</param>
    /// <exception cref="NpyAssertException">The arrays differ.</exception>
    public static void Equal(NdArray expected, NdArray actual, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (ArrayReport.Of(expected, actual, options) is { } difference)
            TestingThrow.Differ(difference);
    }

    /// <summary>Checks that an array is equal to the one in a .npy file.</summary>
    /// <param name="expectedPath">The file with the expected array, relative to the current folder, which is the one of the test assembly in most test runners.</param>
    /// <param name="actual">The array of the code under test.</param>
    /// <param name="options">How to compare; exactly if null.</param>
    /// <exception cref="NpyAssertException">The arrays differ.</exception>
    /// <exception cref="NpyFormatException">The file is not a sound .npy file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Equal(string expectedPath, NdArray actual, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actual);
        if (ArrayReport.Of(Npy.Load(expectedPath, GoldenContent.Reading), actual, options) is { } difference)
            TestingThrow.Differ(difference, expectedPath);
    }

    /// <summary>Checks that the arrays of two archives are equal, name by name.</summary>
    /// <param name="expected">The expected arrays by their names.</param>
    /// <param name="actual">The arrays of the code under test by their names.</param>
    /// <param name="options">How to compare; exactly if null.</param>
    /// <exception cref="NpyAssertException">The names or the arrays differ; the message has every difference.</exception>
    public static void Equal(IReadOnlyDictionary<string, NdArray> expected, IReadOnlyDictionary<string, NdArray> actual, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        if (ArrayReport.Of(expected, actual, options) is { } difference)
            TestingThrow.Differ(difference);
    }

    /// <summary>Checks that arrays are equal to those of a .npz file, name by name.</summary>
    /// <param name="expectedPath">The archive with the expected arrays, relative to the current folder, which is the one of the test assembly in most test runners.</param>
    /// <param name="actual">The arrays of the code under test by their names.</param>
    /// <param name="options">How to compare; exactly if null.</param>
    /// <exception cref="NpyAssertException">The names or the arrays differ; the message has every difference.</exception>
    /// <exception cref="NpyFormatException">The file is not a sound .npz file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Equal(string expectedPath, IReadOnlyDictionary<string, NdArray> actual, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actual);
        if (ArrayReport.Of(Npz.Load(expectedPath, GoldenContent.Reading), actual, options) is { } difference)
            TestingThrow.Differ(difference, expectedPath);
    }

    /// <inheritdoc cref="Equal(IReadOnlyDictionary{string, NdArray}, IReadOnlyDictionary{string, NdArray}, CompareOptions)"/>
    public static void Equal(IReadOnlyDictionary<string, NdArray> expected, ReadOnlySpan<(string Name, NdArray Array)> actual, CompareOptions? options = null) =>
        Equal(expected, ArrayReport.ByName(actual), options);

    /// <inheritdoc cref="Equal(string, IReadOnlyDictionary{string, NdArray}, CompareOptions)"/>
    public static void Equal(string expectedPath, ReadOnlySpan<(string Name, NdArray Array)> actual, CompareOptions? options = null) =>
        Equal(expectedPath, ArrayReport.ByName(actual), options);

    /// <summary>Checks that the elements of two arrays differ by no more than a tolerance, <c>|actual − expected| ≤ atol + rtol·|expected|</c>: <c>np.testing.assert_allclose</c>.</summary>
    /// <param name="expected">The expected array.</param>
    /// <param name="actual">The array of the code under test.</param>
    /// <param name="rtol">The tolerance relative to the expected value.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="options">How to compare otherwise. It must not have tolerances of its own.</param>
    /// <exception cref="NpyAssertException">The arrays differ by more.</exception>
    /// <exception cref="ArgumentException">The options have tolerances, too.</exception>
    public static void AllClose(NdArray expected, NdArray actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        Equal(expected, actual, WithTolerance(rtol, atol, options));

    /// <summary>Checks that the elements of an array differ from those of a .npy file by no more than a tolerance.</summary>
    /// <param name="expectedPath">The file with the expected array, relative to the current folder, which is the one of the test assembly in most test runners.</param>
    /// <param name="actual">The array of the code under test.</param>
    /// <param name="rtol">The tolerance relative to the expected value.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="options">How to compare otherwise. It must not have tolerances of its own.</param>
    /// <exception cref="NpyAssertException">The arrays differ by more.</exception>
    /// <exception cref="ArgumentException">The options have tolerances, too.</exception>
    /// <exception cref="NpyFormatException">The file is not a sound .npy file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void AllClose(string expectedPath, NdArray actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        Equal(expectedPath, actual, WithTolerance(rtol, atol, options));

    /// <summary>Checks that the arrays of two archives differ by no more than a tolerance, name by name.</summary>
    /// <param name="expected">The expected arrays by their names.</param>
    /// <param name="actual">The arrays of the code under test by their names.</param>
    /// <param name="rtol">The tolerance relative to the expected value.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="options">How to compare otherwise. It must not have tolerances of its own.</param>
    /// <exception cref="NpyAssertException">The names differ, or the arrays by more; the message has every difference.</exception>
    /// <exception cref="ArgumentException">The options have tolerances, too.</exception>
    public static void AllClose(IReadOnlyDictionary<string, NdArray> expected, IReadOnlyDictionary<string, NdArray> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        Equal(expected, actual, WithTolerance(rtol, atol, options));

    /// <summary>Checks that arrays differ from those of a .npz file by no more than a tolerance, name by name.</summary>
    /// <param name="expectedPath">The archive with the expected arrays, relative to the current folder, which is the one of the test assembly in most test runners.</param>
    /// <param name="actual">The arrays of the code under test by their names.</param>
    /// <param name="rtol">The tolerance relative to the expected value.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="options">How to compare otherwise. It must not have tolerances of its own.</param>
    /// <exception cref="NpyAssertException">The names differ, or the arrays by more; the message has every difference.</exception>
    /// <exception cref="ArgumentException">The options have tolerances, too.</exception>
    /// <exception cref="NpyFormatException">The file is not a sound .npz file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void AllClose(string expectedPath, IReadOnlyDictionary<string, NdArray> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        Equal(expectedPath, actual, WithTolerance(rtol, atol, options));

    /// <inheritdoc cref="AllClose(IReadOnlyDictionary{string, NdArray}, IReadOnlyDictionary{string, NdArray}, double, double, CompareOptions)"/>
    public static void AllClose(IReadOnlyDictionary<string, NdArray> expected, ReadOnlySpan<(string Name, NdArray Array)> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        Equal(expected, actual, WithTolerance(rtol, atol, options));

    /// <inheritdoc cref="AllClose(string, IReadOnlyDictionary{string, NdArray}, double, double, CompareOptions)"/>
    public static void AllClose(string expectedPath, ReadOnlySpan<(string Name, NdArray Array)> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        Equal(expectedPath, actual, WithTolerance(rtol, atol, options));

    private static CompareOptions WithTolerance(double rtol, double atol, CompareOptions? options)
    {
        options ??= CompareOptions.Default;
        if (options.Rtol != 0 || options.Atol != 0)
            TestingThrow.TwoTolerances();
        return options with { Rtol = rtol, Atol = atol };
    }
}
