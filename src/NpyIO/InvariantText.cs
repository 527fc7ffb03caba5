using System.Globalization;
using System.Runtime.CompilerServices;

namespace NpyIO;

/// <summary>A text in which numbers are written the same way whatever the culture: a parameter of this type makes that of an interpolated string.</summary>
[InterpolatedStringHandler]
internal ref struct InvariantText
{
    private DefaultInterpolatedStringHandler _handler;
    private string? _text;

    public InvariantText(int literalLength, int formattedCount) => _handler = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    private InvariantText(string text) => _text = text;

    public static implicit operator InvariantText(string text) => new(text);

    public void AppendLiteral(string value) => _handler.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _handler.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _handler.AppendFormatted(value, format);

    public void AppendFormatted(ReadOnlySpan<char> value) => _handler.AppendFormatted(value);

    public override string ToString() => _text ??= _handler.ToStringAndClear();
}
