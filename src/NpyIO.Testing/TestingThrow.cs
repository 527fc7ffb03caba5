using System.Diagnostics.CodeAnalysis;
using NpyIO.Errors;

namespace NpyIO;

/// <summary>Throws the failures and errors of the assertions.</summary>
internal static class TestingThrow
{
    [DoesNotReturn]
    internal static void Differ(string difference) => throw new NpyAssertException(difference);

    [DoesNotReturn]
    internal static void Differ(string difference, string expectedPath) => throw new NpyAssertException($"{difference}\n\nExpected: {expectedPath}");

    [DoesNotReturn]
    internal static void TwoTolerances() => throw new ArgumentException(
        "The options have tolerances, but AllClose has its own: give them as rtol and atol, or call Equal with the options.", "options");

    [DoesNotReturn]
    internal static void NameTwice(string name, string paramName) => throw new ArgumentException($"Two of the arrays have the name '{name}'.", paramName);

    [DoesNotReturn]
    internal static void NullArray(string name, string paramName) => throw new ArgumentException($"The array '{name}' is null.", paramName);

    [DoesNotReturn]
    internal static void NoFileName(string name) => throw new ArgumentException(
        $"{PythonText.Quote(name)} cannot be part of a file name on every system, or not between quotes in a shell: use letters, digits, '-' and '_'.", nameof(name));

    [DoesNotReturn]
    internal static void NameOfTwoForms(string name) => throw new ArgumentException(
        $"{PythonText.Quote(name)} has accents as characters of their own; with the letter in one character it would be the same file on some systems, but not on all: pass name.Normalize().", nameof(name));

    [DoesNotReturn]
    internal static void NameOfReceived(string name) => throw new ArgumentException(
        $"{PythonText.Quote(name)} would be the name of what another test got, '….received.npy', which is replaced, deleted and kept out of repositories: give another name.", nameof(name));

    [DoesNotReturn]
    internal static void GoldenTwice(string stem) => throw new InvalidOperationException(
        $"The golden file '{stem}' was used before in this run. A test with several arrays, or several rows of data, gives each call a name of its own: NpyAssert.MatchesGolden(array, name).");

    [DoesNotReturn]
    internal static string NoSource(string sourcePath) => throw new InvalidOperationException(
        $"The source file of the test, '{sourcePath}', is not on this machine, so its golden files cannot be found. If the build maps source paths (deterministic builds do), the test project itself must reference the package NpyIO.Testing; and golden files need the sources to be there when tests run.");
}
