using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes one value of a dtype as text, from its bytes in native byte order.</summary>
internal abstract class ValueWriter
{
    /// <summary>Writes a value; <paramref name="item"/> has exactly the dtype's item size.</summary>
    internal abstract void Write(ReadOnlySpan<byte> item, Utf8Writer output);
}
