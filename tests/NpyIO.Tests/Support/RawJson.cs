using System.Globalization;
using System.Text;

namespace NpyIO.Tests.Support;

/// <summary>JSON as it stands in the file: strings with lone surrogates and numbers of any precision, both of which <see cref="System.Text.Json"/> would lose.</summary>
internal static class RawJson
{
    /// <summary>The text of a JSON string without its quotes, lone surrogates included, which <see cref="System.Text.Json.JsonElement.GetString"/> refuses.</summary>
    internal static string Unescape(string raw)
    {
        StringBuilder text = new();
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (raw[++i] == 'u')
            {
                text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', char other => other });
            }
        }

        return text.ToString();
    }

    /// <summary>A decimal number as sign, digits and exponent, so that equal numbers are equal texts, however they are written.</summary>
    internal static string Canonical(string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
            return text;

        string sign = text.StartsWith('-') ? "-" : "";
        string[] parts = text.TrimStart('-').Split(['e', 'E']);
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        string[] number = parts[0].Split('.');
        string digits = (number[0] + (number.Length > 1 ? number[1] : "")).TrimStart('0');
        exponent -= number.Length > 1 ? number[1].Length : 0;
        string significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        return significant.Length == 0 ? sign + "0" : $"{sign}{significant}e{exponent}";
    }
}
