using System.Diagnostics.CodeAnalysis;

namespace NpyIO;

// Arrays and dtypes in pickles.
internal static partial class Throw
{
    /// <summary>Throws for the state of a dtype that a later NumPy writes.</summary>
    [DoesNotReturn]
    internal static void DTypeTooNew(long offset, long version) =>
        Format(NpyFormatReason.Unsupported, offset, "The state of a dtype has a version that is not known", "0 to 4", $"{version}");

    /// <summary>A message with a capital letter.</summary>
    internal static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..];
}
