using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace NpyIO;

// Spans and tensors are copied. An array is never taken for a span, which would lose its shape: hence the priorities.
public static partial class NpyAssert
{
    /// <summary>Checks that two spans are equal.</summary>
    /// <param name="expected">The expected elements.</param>
    /// <param name="actual">The elements of the code under test.</param>
    /// <param name="options">How to compare; exactly if null.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="NpyAssertException">The elements differ.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, CompareOptions? options = null) =>
        Equal(ArrayOf(expected), ArrayOf(actual), options);

    /// <summary>Checks that a span is equal to a one-dimensional array.</summary>
    /// <inheritdoc cref="Equal{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, CompareOptions)"/>
    [OverloadResolutionPriority(-1)]
    public static void Equal<T>(NdArray expected, ReadOnlySpan<T> actual, CompareOptions? options = null) =>
        Equal(expected, ArrayOf(actual), options);

    /// <summary>Checks that a span is equal to the one-dimensional array of a .npy file.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="Equal(string, NdArray, CompareOptions)"/>
    [OverloadResolutionPriority(-1)]
    public static void Equal<T>(string expectedPath, ReadOnlySpan<T> actual, CompareOptions? options = null) =>
        Equal(expectedPath, ArrayOf(actual), options);

    /// <summary>Checks that a tensor is equal to an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="Equal(NdArray, NdArray, CompareOptions)"/>
    public static void Equal<T>(NdArray expected, in ReadOnlyTensorSpan<T> actual, CompareOptions? options = null) =>
        Equal(expected, ArrayOf(actual), options);

    /// <summary>Checks that a tensor is equal to the array of a .npy file.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="Equal(string, NdArray, CompareOptions)"/>
    public static void Equal<T>(string expectedPath, in ReadOnlyTensorSpan<T> actual, CompareOptions? options = null) =>
        Equal(expectedPath, ArrayOf(actual), options);

    /// <inheritdoc cref="Equal{T}(NdArray, in ReadOnlyTensorSpan{T}, CompareOptions)"/>
    public static void Equal<T>(NdArray expected, Tensor<T> actual, CompareOptions? options = null) =>
        Equal(expected, ArrayOf(actual), options);

    /// <inheritdoc cref="Equal{T}(string, in ReadOnlyTensorSpan{T}, CompareOptions)"/>
    public static void Equal<T>(string expectedPath, Tensor<T> actual, CompareOptions? options = null) =>
        Equal(expectedPath, ArrayOf(actual), options);

    /// <summary>Checks that two tensors are equal.</summary>
    /// <param name="expected">The expected elements.</param>
    /// <param name="actual">The elements of the code under test.</param>
    /// <param name="options">How to compare; exactly if null.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="NpyAssertException">Shapes or elements differ.</exception>
    [OverloadResolutionPriority(-1)]
    public static void Equal<T>(Tensor<T> expected, Tensor<T> actual, CompareOptions? options = null) =>
        Equal(ArrayOf(expected), ArrayOf(actual), options);

    /// <summary>Checks that the elements of two spans differ by no more than a tolerance.</summary>
    /// <param name="expected">The expected elements.</param>
    /// <param name="actual">The elements of the code under test.</param>
    /// <param name="rtol">The tolerance relative to the expected value.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="options">How to compare otherwise. It must not have tolerances of its own.</param>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <exception cref="NpyAssertException">The elements differ by more.</exception>
    /// <exception cref="ArgumentException">The options have tolerances, too.</exception>
    [OverloadResolutionPriority(-1)]
    public static void AllClose<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(ArrayOf(expected), ArrayOf(actual), rtol, atol, options);

    /// <summary>Checks that the elements of a span differ from those of a one-dimensional array by no more than a tolerance.</summary>
    /// <inheritdoc cref="AllClose{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double, double, CompareOptions)"/>
    [OverloadResolutionPriority(-1)]
    public static void AllClose<T>(NdArray expected, ReadOnlySpan<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(expected, ArrayOf(actual), rtol, atol, options);

    /// <summary>Checks that the elements of a span differ from those of the one-dimensional array of a .npy file by no more than a tolerance.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="AllClose(string, NdArray, double, double, CompareOptions)"/>
    [OverloadResolutionPriority(-1)]
    public static void AllClose<T>(string expectedPath, ReadOnlySpan<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(expectedPath, ArrayOf(actual), rtol, atol, options);

    /// <summary>Checks that the elements of a tensor differ from those of an array by no more than a tolerance.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="AllClose(NdArray, NdArray, double, double, CompareOptions)"/>
    public static void AllClose<T>(NdArray expected, in ReadOnlyTensorSpan<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(expected, ArrayOf(actual), rtol, atol, options);

    /// <summary>Checks that the elements of a tensor differ from those of the array of a .npy file by no more than a tolerance.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="AllClose(string, NdArray, double, double, CompareOptions)"/>
    public static void AllClose<T>(string expectedPath, in ReadOnlyTensorSpan<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(expectedPath, ArrayOf(actual), rtol, atol, options);

    /// <inheritdoc cref="AllClose{T}(NdArray, in ReadOnlyTensorSpan{T}, double, double, CompareOptions)"/>
    public static void AllClose<T>(NdArray expected, Tensor<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(expected, ArrayOf(actual), rtol, atol, options);

    /// <inheritdoc cref="AllClose{T}(string, in ReadOnlyTensorSpan{T}, double, double, CompareOptions)"/>
    public static void AllClose<T>(string expectedPath, Tensor<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(expectedPath, ArrayOf(actual), rtol, atol, options);

    /// <summary>Checks that the elements of two tensors differ by no more than a tolerance.</summary>
    /// <inheritdoc cref="AllClose{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, double, double, CompareOptions)"/>
    [OverloadResolutionPriority(-1)]
    public static void AllClose<T>(Tensor<T> expected, Tensor<T> actual, double rtol = 1e-7, double atol = 0, CompareOptions? options = null) =>
        AllClose(ArrayOf(expected), ArrayOf(actual), rtol, atol, options);

    /// <summary>Checks that a span is equal to the one-dimensional array of the test's golden file.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="MatchesGolden(NdArray, string, CompareOptions, string, string)"/>
    [OverloadResolutionPriority(-1)]
    public static void MatchesGolden<T>(
        ReadOnlySpan<T> actual, string? name = null, CompareOptions? options = null, [CallerFilePath] string sourcePath = "", [CallerMemberName] string member = "") =>
        MatchesGolden(ArrayOf(actual), name, options, sourcePath, member);

    /// <summary>Checks that a tensor is equal to the array of the test's golden file.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <inheritdoc cref="MatchesGolden(NdArray, string, CompareOptions, string, string)"/>
    public static void MatchesGolden<T>(
        in ReadOnlyTensorSpan<T> actual, string? name = null, CompareOptions? options = null, [CallerFilePath] string sourcePath = "", [CallerMemberName] string member = "") =>
        MatchesGolden(ArrayOf(actual), name, options, sourcePath, member);

    /// <inheritdoc cref="MatchesGolden{T}(in ReadOnlyTensorSpan{T}, string, CompareOptions, string, string)"/>
    public static void MatchesGolden<T>(
        Tensor<T> actual, string? name = null, CompareOptions? options = null, [CallerFilePath] string sourcePath = "", [CallerMemberName] string member = "") =>
        MatchesGolden(ArrayOf(actual), name, options, sourcePath, member);

    private static NdArray ArrayOf<T>(ReadOnlySpan<T> values) => NdArray.FromArray(values.ToArray());

    private static NdArray ArrayOf<T>(Tensor<T> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return ArrayOf<T>(tensor.AsReadOnlyTensorSpan());
    }

    private static NdArray ArrayOf<T>(in ReadOnlyTensorSpan<T> tensor)
    {
        var elements = new T[checked((int)tensor.FlattenedLength)];
        tensor.FlattenTo(elements);
        return NdArray.FromArray(elements).Reshape([.. tensor.Lengths]);
    }
}
