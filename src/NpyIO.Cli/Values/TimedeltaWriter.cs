using System.Runtime.InteropServices;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes m8: the count, or NaT.</summary>
internal sealed class TimedeltaWriter(DatetimeUnit unit, int multiple, ValueStyle style) : ValueWriter
{
    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        var value = new Timedelta64(MemoryMarshal.Read<long>(item), unit, multiple);
        if (value.IsNaT)
            style.WriteWord("NaT"u8, output);
        else
            output.WriteFormatted(value.Value);
    }
}
