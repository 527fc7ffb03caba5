using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace NpyIO.Tests.Live;

/// <summary>An array of dates or time spans that a real NumPy made, and what Python's integers say of its elements, in C order (<c>tools/live_dates.py</c>).</summary>
internal sealed class LiveDateArray
{
    internal LiveDateArray(JsonElement answer)
    {
        File = answer.GetProperty("file").GetBytesFromBase64();
        DType = DType.Parse(answer.GetProperty("dtype").GetString()!);
        Shape = [.. answer.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
        Counts = [.. answer.GetProperty("counts").EnumerateArray().Select(count => count.ValueKind == JsonValueKind.Null ? (long?)null : count.GetInt64())];
        Moments = [.. answer.GetProperty("moments").EnumerateArray().Select(moment => moment.GetString() is { } digits ? BigInteger.Parse(digits, CultureInfo.InvariantCulture) : (BigInteger?)null)];
        Dates = [.. answer.GetProperty("dates").EnumerateArray().Select(date => date.ValueKind == JsonValueKind.Null ? null : date.EnumerateArray().Select(part => part.GetInt64()).ToArray())];
        Texts = answer.GetProperty("texts") is { ValueKind: JsonValueKind.Array } texts ? [.. texts.EnumerateArray().Select(text => text.GetString())] : [];
    }

    internal byte[] File { get; }

    internal DType DType { get; }

    internal long[] Shape { get; }

    /// <summary>Null for NaT.</summary>
    internal long?[] Counts { get; }

    /// <summary>In attoseconds, of dates since 0001-01-01; null for NaT, and if the unit has no fixed length.</summary>
    internal BigInteger?[] Moments { get; }

    /// <summary>Year, month and day.</summary>
    internal long[]?[] Dates { get; }

    /// <summary>In ISO 8601; null where NumPy itself overflows. Empty for time spans.</summary>
    internal string?[] Texts { get; }

    /// <summary>Whether the counts are moments or lengths of time.</summary>
    internal bool HasMoments => DType.Unit != DatetimeUnit.Generic && (DType.Kind == DTypeKind.Datetime || DType.Unit is not (DatetimeUnit.Year or DatetimeUnit.Month));

    /// <summary>The elements in the order of the file, in which they are converted while they are read.</summary>
    internal int[] FileOrder
    {
        get
        {
            int[] elements = [.. Enumerable.Range(0, Counts.Length)];
            return NpyHeader.Parse(File).FortranOrder ? [.. elements.OrderBy(element => IndexOf(element).Reverse().ToArray(), Comparer<long[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other)))] : elements;
        }
    }

    internal long[] IndexOf(int element) => IndexOf(element, Shape);

    internal static long[] IndexOf(int element, long[] shape)
    {
        var index = new long[shape.Length];
        long rest = element;
        for (int i = shape.Length - 1; i >= 0; i--)
            (rest, index[i]) = Math.DivRem(rest, shape[i]);
        return index;
    }
}
