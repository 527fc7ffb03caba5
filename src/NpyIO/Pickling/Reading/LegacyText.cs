namespace NpyIO.Pickling;

/// <summary>A <c>str</c> of Python 2, which may be text or the bytes of an array: it stays bytes until somebody says which.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class LegacyText(byte[] bytes)
{
    /// <summary>The bytes.</summary>
    internal byte[] Bytes => bytes;
}
