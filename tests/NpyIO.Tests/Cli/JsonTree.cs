using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>Compares JSON by meaning: members in their order, strings with halves of surrogate pairs too, numbers by their decimal value.</summary>
internal static class JsonTree
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    internal static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, Options);
        return document.RootElement.Clone();
    }

    internal static void AssertSame(JsonElement expected, JsonElement actual, string path = "$")
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {Shorten(expected)} is expected, {Shorten(actual)} found");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Array:
                AssertSameLists([.. expected.EnumerateArray()], [.. actual.EnumerateArray()], path);
                break;
            case JsonValueKind.Object:
                AssertSameMembers(Members(expected), Members(actual), path);
                break;
            case JsonValueKind.String:
                Assert.True(Text(expected.GetRawText()) == Text(actual.GetRawText()), $"{path}: {Shorten(expected)} is expected, {Shorten(actual)} found");
                break;
            case JsonValueKind.Number:
                AssertSameNumber(expected.GetRawText(), actual.GetRawText(), path);
                break;
        }
    }

    /// <summary>The members of an object; names keep halves of surrogate pairs, which <see cref="JsonProperty.Name"/> does not.</summary>
    private static List<(string Name, JsonElement Value)> Members(JsonElement value)
    {
        var members = new List<(string, JsonElement)>();
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string raw = property.ToString();
            members.Add((Text(raw[..(EndOfString(raw) + 1)]), property.Value));
        }
        return members;
    }

    private static void AssertSameLists(JsonElement[] expected, JsonElement[] actual, string path)
    {
        Assert.True(expected.Length == actual.Length, $"{path}: {expected.Length} elements are expected, {actual.Length} found");
        for (int i = 0; i < expected.Length; i++)
            AssertSame(expected[i], actual[i], $"{path}[{i}]");
    }

    private static void AssertSameMembers(List<(string Name, JsonElement Value)> expected, List<(string Name, JsonElement Value)> actual, string path)
    {
        Assert.Equal(expected.Select(member => member.Name), actual.Select(member => member.Name));
        for (int i = 0; i < expected.Count; i++)
            AssertSame(expected[i].Value, actual[i].Value, $"{path}.{expected[i].Name}");
    }

    private static void AssertSameNumber(string expected, string actual, string path)
    {
        bool integer = !expected.AsSpan().ContainsAny(".eE");
        bool same = integer ? expected == actual : Decimal(expected) == Decimal(actual);
        Assert.True(same, $"{path}: {expected} is expected, {actual} found");
    }

    /// <summary>Sign, digits without zeros at their end, and exponent: the number itself.</summary>
    private static (bool Negative, BigInteger Digits, int Exponent) Decimal(string number)
    {
        bool negative = number[0] == '-';
        string[] parts = number.TrimStart('-').Split('e', 'E');
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        string[] mantissa = parts[0].Split('.');
        string digits = mantissa.Length > 1 ? mantissa[0] + mantissa[1] : mantissa[0];
        exponent -= mantissa.Length > 1 ? mantissa[1].Length : 0;
        string trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0
            ? (negative, BigInteger.Zero, 0)
            : (negative, BigInteger.Parse(trimmed, CultureInfo.InvariantCulture), exponent + digits.Length - trimmed.Length);
    }

    private static string Text(string quoted)
    {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                text.Append(quoted[i]);
                continue;
            }
            char escape = quoted[++i];
            if (escape == 'u')
            {
                text.Append((char)int.Parse(quoted.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escape });
            }
        }
        return text.ToString();
    }

    private static int EndOfString(string raw)
    {
        int i = 1;
        while (raw[i] != '"')
            i += raw[i] == '\\' ? 2 : 1;
        return i;
    }

    private static string Shorten(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
