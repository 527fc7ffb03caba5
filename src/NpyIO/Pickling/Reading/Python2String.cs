namespace NpyIO.Pickling;

/// <summary>A <c>str</c> of Python 2, which may be text or the bytes of an array: it stays bytes until somebody says which.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class Python2String(byte[] bytes) : Placeholder
{
    private string? _text;

    /// <summary>The bytes.</summary>
    internal byte[] Bytes => bytes;

    /// <inheritdoc/>
    internal override object Settle(PickleMachine machine) => TextOf(machine);

    /// <summary>The text, as the options say that the bytes are to be read.</summary>
    /// <exception cref="NpyFormatException">The bytes are not in that encoding.</exception>
    internal string TextOf(PickleMachine machine) => _text ??= machine.Options.Encoding == PickleEncoding.Latin1 ? PickleText.Latin1(bytes) : machine.Utf8(bytes);
}
