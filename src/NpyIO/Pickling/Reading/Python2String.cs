namespace NpyIO.Pickling;

/// <summary>A Python 2 <c>str</c>, which may be text or the bytes of an array: it stays bytes until one or the other is needed.</summary>
/// <param name="bytes">The bytes.</param>
internal sealed class Python2String(byte[] bytes) : Placeholder
{
    private string? _text;

    internal byte[] Bytes => bytes;

    internal override object Settle(PickleMachine machine) => TextOf(machine);

    internal string TextOf(PickleMachine machine) => _text ??= machine.Options.Encoding == PickleEncoding.Latin1 ? PickleText.Latin1(bytes) : machine.Utf8(bytes);
}
