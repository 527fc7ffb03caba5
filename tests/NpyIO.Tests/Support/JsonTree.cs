using System.Globalization;
using System.Text.Json;
using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Compares JSON by meaning: entries in their order, strings with halves of surrogate pairs too, numbers by their decimal value.</summary>
internal static class JsonTree
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    internal static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, Options);
        return document.RootElement.Clone();
    }

    /// <summary>
    /// Compares values as a manifest has them with those of the tool: a float is as short as its own precision allows there, and here the double that it is exactly; and of two surrogates
    /// beside each other, which a string in JSON cannot tell from one character, the tool gives the code points.
    /// </summary>
    internal static void AssertSameValues(JsonElement expected, JsonElement actual, string path = "$") => AssertSame(expected, actual, path, ofTool: true);

    internal static void AssertSame(JsonElement expected, JsonElement actual, string path = "$", bool ofTool = false)
    {
        if (ofTool && expected.ValueKind == JsonValueKind.String && actual.ValueKind == JsonValueKind.Object)
        {
            string text = RawJson.Unescape(expected.GetRawText()[1..^1]);
            Assert.True(Enumerable.Range(0, text.Length).Any(i => char.IsSurrogatePair(text, i)), $"{path}: {Shorten(actual)} is found for a text");
            Assert.Equal(text.Select(unit => (int)unit), actual.GetProperty("codepoints").EnumerateArray().Select(point => point.GetInt32()));
            return;
        }

        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {Shorten(expected)} is expected, {Shorten(actual)} found");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Array:
                AssertSameLists([.. expected.EnumerateArray()], [.. actual.EnumerateArray()], path, ofTool);
                break;
            case JsonValueKind.Object:
                AssertSameEntries(Entries(expected), Entries(actual), path, ofTool);
                break;
            case JsonValueKind.String:
                Assert.True(RawJson.Unescape(expected.GetRawText()) == RawJson.Unescape(actual.GetRawText()), $"{path}: {Shorten(expected)} is expected, {Shorten(actual)} found");
                break;
            case JsonValueKind.Number:
                AssertSameNumber(expected.GetRawText(), actual.GetRawText(), path, ofTool);
                break;
        }
    }

    /// <summary>The entries of an object; names keep halves of surrogate pairs, which <see cref="JsonProperty.Name"/> does not.</summary>
    private static List<(string Name, JsonElement Value)> Entries(JsonElement value)
    {
        var entries = new List<(string, JsonElement)>();
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string raw = property.ToString();
            entries.Add((RawJson.Unescape(raw[1..EndOfString(raw)]), property.Value));
        }
        return entries;
    }

    private static void AssertSameLists(JsonElement[] expected, JsonElement[] actual, string path, bool ofTool)
    {
        Assert.True(expected.Length == actual.Length, $"{path}: {expected.Length} elements are expected, {actual.Length} found");
        for (int i = 0; i < expected.Length; i++)
            AssertSame(expected[i], actual[i], $"{path}[{i}]", ofTool);
    }

    private static void AssertSameEntries(List<(string Name, JsonElement Value)> expected, List<(string Name, JsonElement Value)> actual, string path, bool ofTool)
    {
        Assert.Equal(expected.Select(entry => entry.Name), actual.Select(entry => entry.Name));
        for (int i = 0; i < expected.Count; i++)
            AssertSame(expected[i].Value, actual[i].Value, $"{path}.{expected[i].Name}", ofTool);
    }

    private static void AssertSameNumber(string expected, string actual, string path, bool ofTool)
    {
        bool integer = !expected.AsSpan().ContainsAny(".eE");
        bool same = integer ? expected == actual : RawJson.Canonical(expected) == RawJson.Canonical(actual) || (ofTool && IsWidened(expected, actual));
        Assert.True(same, $"{path}: {expected} is expected, {actual} found");
    }

    private static bool IsWidened(string expected, string actual)
    {
        double found = double.Parse(actual, CultureInfo.InvariantCulture);
        return found.Equals((double)float.Parse(expected, CultureInfo.InvariantCulture)) || found.Equals((double)Half.Parse(expected, CultureInfo.InvariantCulture));
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
