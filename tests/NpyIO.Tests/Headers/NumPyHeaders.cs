using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Headers;

/// <summary>
/// Headers that <c>numpy.lib.format</c> of NumPy 2.4.6 wrote, random ones among them. A row holds major version, length field and text without its padding, which
/// together are the header's every byte: behind the text come spaces and one line end up to the length.
/// </summary>
internal static partial class NumPyHeaders
{
    internal static IEnumerable<string> Rows => Simple.Split('\n').Concat(Structured.Split('\n'));

    internal static TheoryData<string> Theory => new(Rows);

    /// <summary>The bytes of a row.</summary>
    internal static byte[] ToBytes(string row)
    {
        string[] parts = row.Split(' ', 3);
        return NpyBytes.Header(byte.Parse(parts[0], null), parts[2], int.Parse(parts[1], null));
    }
}
