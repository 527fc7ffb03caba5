using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes booleans; as in NumPy, any byte except 0 is true.</summary>
internal sealed class BooleanWriter(ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => output.Write(item[0] != 0 ? style.True : style.False);
}
