using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Values;

/// <summary>Writes M8: NumPy's ISO 8601 text, or the count if there is no unit.</summary>
internal sealed class DatetimeWriter(DatetimeUnit unit, int multiple, ValueStyle style) : ValueWriter
{
    private const int LongestText = 64;

    internal override void Write(ReadOnlySpan<byte> item, Utf8Writer output)
    {
        var value = new Datetime64(MemoryMarshal.Read<long>(item), unit, multiple);
        if (unit == DatetimeUnit.Generic && !value.IsNaT)
        {
            output.WriteFormatted(value.Value);
            return;
        }
        string text = value.ToString();
        Span<byte> ascii = stackalloc byte[LongestText];
        style.WriteWord(ascii[..Encoding.ASCII.GetBytes(text, ascii)], output);
    }
}
