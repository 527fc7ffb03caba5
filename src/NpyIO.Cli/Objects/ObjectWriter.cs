using NpyIO.Cli.Output;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Objects;

/// <summary>Writes the Python objects that are elements of an array, in which they stand as numbers of a table.</summary>
/// <param name="style">How objects are written.</param>
/// <param name="objectAt">The object of a number.</param>
internal sealed class ObjectWriter(ValueStyle style, Func<long, object?> objectAt) : ValueWriter
{
    /// <inheritdoc/>
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output) => style.WriteObject(objectAt(BitConverter.ToInt64(item)), output);
}
