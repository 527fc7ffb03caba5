using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes V: all bytes in lower-case hex.</summary>
internal sealed class RawWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteRaw(item, output);
}
