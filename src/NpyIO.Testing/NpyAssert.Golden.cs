using System.Runtime.CompilerServices;

namespace NpyIO;

public static partial class NpyAssert
{
    /// <summary>Checks that an array is equal to the one in the test's golden file, <c>testdata/SourceFile.Method.npy</c> beside the test's source.</summary>
    /// <remarks>
    /// If the array differs or there is no golden file, the array is written to <c>….received.npy</c> beside it, and the message has the command that shows the difference. With the
    /// environment variable <c>NPYIO_UPDATE_GOLDEN=1</c> the golden file is created or replaced instead; never where <c>CI</c> is set. A golden file may as well come from Python:
    /// <c>np.save('testdata/SourceFile.Method.npy', expected)</c>.
    /// </remarks>
    /// <param name="actual">The array of the code under test.</param>
    /// <param name="name">Tells apart the golden files of one test, <c>testdata/SourceFile.Method.name.npy</c>: needed by a test with several arrays or several rows of data.</param>
    /// <param name="options">How to compare; exactly if null. Results of floating-point arithmetic need a tolerance.</param>
    /// <param name="sourcePath">The test's source file; from the compiler.</param>
    /// <param name="member">The test's method; from the compiler.</param>
    /// <exception cref="NpyAssertException">The array differs, or there is no golden file.</exception>
    /// <exception cref="InvalidOperationException">The same golden file was used before in this run, or the folder of the source file does not exist on this machine.</exception>
    /// <exception cref="ArgumentException">The name cannot be part of a file name.</exception>
    /// <exception cref="NpyFormatException">The golden file is not a sound .npy file.</exception>
    /// <exception cref="IOException">The golden file cannot be read or written.</exception>
    public static void MatchesGolden(
        NdArray actual, string? name = null, CompareOptions? options = null, [CallerFilePath] string sourcePath = "", [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        GoldenFile file = GoldenFile.Take(sourcePath, member, name, ".npy");
        file.Check(GoldenContent.Of(actual), options, GoldenFile.Mode(Environment.GetEnvironmentVariable));
    }

    /// <summary>Checks that arrays are equal to those in the test's golden archive, <c>testdata/SourceFile.Method.npz</c> beside the test's source, name by name.</summary>
    /// <inheritdoc cref="MatchesGolden(NdArray, string, CompareOptions, string, string)"/>
    public static void MatchesGolden(
        IReadOnlyDictionary<string, NdArray> actual, string? name = null, CompareOptions? options = null, [CallerFilePath] string sourcePath = "", [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        GoldenFile file = GoldenFile.Take(sourcePath, member, name, ".npz");
        file.Check(GoldenContent.Of(actual), options, GoldenFile.Mode(Environment.GetEnvironmentVariable));
    }

    /// <inheritdoc cref="MatchesGolden(IReadOnlyDictionary{string, NdArray}, string, CompareOptions, string, string)"/>
    public static void MatchesGolden(
        ReadOnlySpan<(string Name, NdArray Array)> actual, string? name = null, CompareOptions? options = null, [CallerFilePath] string sourcePath = "", [CallerMemberName] string member = "") =>
        MatchesGolden(ArrayReport.ByName(actual), name, options, sourcePath, member);
}
