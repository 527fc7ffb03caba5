using System.Globalization;
using System.Numerics;

namespace NpyIO.Tests.Pickling;

/// <summary>Values of pickles as text, so that a test shows at once what was expected and what came.</summary>
internal static class PickleRepr
{
    private const int MostDepth = 12;

    internal static string Of(object? value) => Of(value, 0);

    /// <summary>A pickle written as Latin-1 text.</summary>
    internal static byte[] Bytes(string pickle) => System.Text.Encoding.Latin1.GetBytes(pickle);

    /// <summary>What a pickle written as Latin-1 text loads to.</summary>
    internal static string Load(string pickle, PickleReadOptions? options = null) => Of(Pickle.Load(Bytes(pickle), options));

    private static string Of(object? value, int depth) => depth > MostDepth ? "…" : value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        long or BigInteger => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        double d => Number(d),
        Complex c => $"complex({Number(c.Real)}, {Number(c.Imaginary)})",
        string s => Quoted(s),
        byte[] b => $"bytes({Convert.ToHexStringLower(b)})",
        List<byte> b => $"bytearray({Convert.ToHexStringLower([.. b])})",
        List<object?> list => $"[{All(list, depth)}]",
        PickleTuple tuple => $"({All(tuple, depth)})",
        PickleSet set => $"{(set.IsFrozen ? "frozenset" : "set")}({All(set, depth)})",
        PickleDictionary d => Prefix(d) + Entries(d, depth),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        DateOnly t => t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        TimeSpan t => $"timedelta({t.Ticks / TimeSpan.TicksPerMicrosecond})",
        PickleDecimal d => $"Decimal({d})",
        PickleFraction f => $"Fraction({f})",
        PickleRange r => $"range({r.Start}, {r.Stop}, {r.Step})",
        PickleSlice s => $"slice({Of(s.Start, depth + 1)}, {Of(s.Stop, depth + 1)}, {Of(s.Step, depth + 1)})",
        PickleObject o => Described(o, depth),
        _ => value.ToString()!,
    };

    private static string Described(PickleObject o, int depth)
    {
        string text = o.FullName;
        if (o.Callable is not null)
            text = $"({Of(o.Callable, depth + 1)})";
        if (o.IsNew)
            text = "new " + text;
        if (o.Arguments is not null)
            text += Of(o.Arguments, depth + 1);
        if (o.KeywordArguments is not null)
            text += $" keywords {Of(o.KeywordArguments, depth + 1)}";
        if (o.Items.Count > 0)
            text += $" items [{All(o.Items, depth)}]";
        if (o.Entries is not null)
            text += $" entries {Of(o.Entries, depth + 1)}";
        return o.HasState ? $"{text} state {Of(o.State, depth + 1)}" : text;
    }

    private static string Prefix(PickleDictionary d) => d.Kind switch
    {
        PickleDictionaryKind.Ordered => "OrderedDict",
        PickleDictionaryKind.Default => "defaultdict",
        _ => "",
    };

    private static string All(IEnumerable<object?> values, int depth) => string.Join(", ", values.Select(value => Of(value, depth + 1)));

    private static string Entries(PickleDictionary d, int depth) =>
        $"{{{string.Join(", ", d.Select(entry => $"{Of(entry.Key, depth + 1)}: {Of(entry.Value, depth + 1)}"))}}}";

    private static string Number(double d)
    {
        if (!double.IsFinite(d))
            return double.IsNaN(d) ? "nan" : d > 0 ? "inf" : "-inf";
        string text = d.ToString("r", CultureInfo.InvariantCulture).ToLowerInvariant();
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }

    private static string Quoted(string s) =>
        $"'{string.Concat(s.Select(c => c is >= ' ' and <= '~' and not '\'' and not '\\' ? c.ToString() : $"\\u{(int)c:x4}"))}'";
}
