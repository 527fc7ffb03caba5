using System.Globalization;
using System.Numerics;
using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Live;

/// <summary>
/// Random dates and time spans of all units and multiples, of the years -10,000 to 20,000, between a real NumPy of any version and C#'s types: 10,000 arrays with <c>NPYIO_LONG</c>. What is
/// right is what Python's integers say.
/// </summary>
[Trait(Campaign.Category, Campaign.Name)]
public sealed class LiveDateTests(ITestOutputHelper output)
{
    private const int MaxShown = 10;

    private static readonly BigInteger Tick = BigInteger.Pow(10, 11);
    private static readonly BigInteger Day = TimeSpan.TicksPerDay * Tick;

    [LiveFact]
    public void Load_RandomArray_HasItsMomentsOrRefusesTheFirstThatIsNone() => Compare(14, 4_000, (python, _) =>
    {
        LiveDateArray array = new(python.Ask(new { op = "load" }));
        return LoadProblem(array, ticks => new DateTime(ticks), Tick, 0, DateTime.MaxValue.Ticks, time => time.Kind == DateTimeKind.Unspecified ? [time.Year, time.Month, time.Day] : [])
            ?? LoadProblem(array, ticks => new DateTimeOffset(ticks, TimeSpan.Zero), Tick, 0, DateTime.MaxValue.Ticks, time => time.Offset == TimeSpan.Zero ? [time.Year, time.Month, time.Day] : [])
            ?? LoadProblem(array, ticks => DateOnly.FromDateTime(new DateTime(ticks)), Day, 0, DateTime.MaxValue.Ticks, time => [time.Year, time.Month, time.Day])
            ?? LoadProblem(array, ticks => new TimeSpan(ticks), Tick, long.MinValue, long.MaxValue)
            ?? LoadProblem(array, ticks => new TimeOnly(ticks), Tick, 0, TimeSpan.TicksPerDay - 1)
            ?? TextProblem(array);
    });

    [LiveFact]
    public void Save_RandomValues_AreWhatNumPyReadsOrAreRefused() => Compare(15, 3_000, (python, random) =>
    {
        JsonElement values = python.Ask(new { op = "save" });
        return values.GetProperty("type").GetString() switch
        {
            "DateTime" => SaveProblem(python, values, random, ticks => new DateTime(ticks, random.Next(2) == 0 ? DateTimeKind.Utc : DateTimeKind.Unspecified)),
            "DateTimeOffset" => SaveProblem(python, values, random, ticks => Offset(ticks, random)),
            "DateOnly" => SaveProblem(python, values, random, ticks => DateOnly.FromDateTime(new DateTime(ticks))),
            "TimeSpan" => SaveProblem(python, values, random, ticks => new TimeSpan(ticks)),
            _ => SaveProblem(python, values, random, ticks => new TimeOnly(ticks)),
        };
    });

    [LiveFact]
    public void To_RandomUnits_IsNumPysUnlessItOverflows() => Compare(16, 3_000, (python, _) =>
    {
        LiveDateArray array = new(python.Ask(new { op = "load" }));
        JsonElement cast = python.Ask(new { op = "cast" });
        return CastProblem(array, cast, Casting.Checked) ?? CastProblem(array, cast, Casting.Safe) ?? CastProblem(array, cast, Casting.SameKind) ?? WrappedProblem(array, cast);
    });

    private void Compare(int usualSeed, int count, Func<NumPyProcess, Random, string?> problemOf)
    {
        int seed = Campaign.Seed(usualSeed);
        count = Campaign.Of(count);
        var random = new Random(seed);
        List<string> problems = [];
        using NumPyProcess python = new("tools/live_dates.py", seed.ToString(CultureInfo.InvariantCulture));
        string numPy = python.Ask(new { op = "version" }).GetProperty("numpy").GetString()!;
        for (int i = 0; i < count; i++)
        {
            if (problemOf(python, random) is { } problem)
                problems.Add($"array {i}: {problem}");
        }

        string summary = $"{count} arrays, NumPy {numPy}, NPYIO_SEED={seed}: {problems.Count} problems";
        output.WriteLine(summary);
        Assert.True(problems.Count == 0, $"{summary}\n{string.Join('\n', problems.Take(MaxShown))}");
    }

    private static string? LoadProblem<T>(LiveDateArray array, Func<long, T> make, BigInteger step, long min, long max, Func<T, long[]>? dateOf = null)
        where T : struct
    {
        bool isDate = dateOf is not null;
        bool fits = array.HasMoments && isDate == (array.DType.Kind == DTypeKind.Datetime);
        foreach (Casting? casting in new Casting?[] { null, Casting.Checked, Casting.SameKind })
        {
            (T?[] values, string?[] refusals) = Expected(array, make, step, min, max, rounds: casting == Casting.SameKind);
            NpyReadOptions options = new() { Casting = casting ?? NpyReadOptions.Default.Casting };
            string? problem =
                Problem<T>(array, array.FileOrder, casting, fits, values, refusals, () => Npy.Load<T>(array.File, options))
                ?? Problem<T?>(array, array.FileOrder, casting, fits, values, [.. refusals.Select(refusal => refusal == "NaT" ? null : refusal)], () => Npy.Load<T?>(array.File, options));
            if (problem is null && casting is null)
                problem = Problem<T>(array, [.. Enumerable.Range(0, values.Length)], casting, fits, values, refusals, () => Npy.Load(array.File, NpyReadOptions.AsStored).To<T>(Casting.Checked));
            if (problem is not null)
                return $"{array.DType} of shape ({string.Join(", ", array.Shape)}) as {typeof(T).Name}, {casting}: {problem}";
            if (dateOf is not null && fits && Enumerable.Range(0, values.Length).FirstOrDefault(i => values[i] is { } value && !dateOf(value).SequenceEqual(array.Dates[i]!), -1) is var wrong and >= 0)
                return $"{values[wrong]} is {string.Join('-', array.Dates[wrong]!)}";
        }

        return null;
    }

    /// <summary>The values, null for NaT, and which elements cannot be such a value, and why.</summary>
    private static (T?[] Values, string?[] Refusals) Expected<T>(LiveDateArray array, Func<long, T> make, BigInteger step, long min, long max, bool rounds)
        where T : struct
    {
        var values = new T?[array.Counts.Length];
        var refusals = new string?[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (array.Moments[i] is not { } moment)
            {
                refusals[i] = "NaT";
                continue;
            }

            BigInteger rest = BigInteger.Remainder(moment, step);
            BigInteger ticks = (moment - (rest.Sign < 0 ? rest + step : rest)) / Tick;
            refusals[i] = ticks < min || ticks > max ? "outside" : rest.IsZero || rounds ? null : "digits would be lost";
            if (refusals[i] is null)
                values[i] = make((long)ticks);
        }

        return (values, refusals);
    }

    private static string? Problem<T>(LiveDateArray array, int[] order, Casting? casting, bool fits, Array expected, string?[] refusals, Func<NdArray<T>> load)
    {
        int refused = order.FirstOrDefault(i => refusals[i] is not null, -1);
        try
        {
            NdArray<T> loaded = load();
            if (!fits)
                return "an array of another type was loaded";
            if (refused >= 0)
                return $"element {refused} was loaded, but is {refusals[refused]}";
            T[] values = loaded.ToArray();
            int wrong = Enumerable.Range(0, values.Length).FirstOrDefault(i => !Equals(values[i], expected.GetValue(i)), -1);
            if (wrong >= 0)
                return $"element {wrong} is {values[wrong]}, not {expected.GetValue(wrong)}";
            if (!loaded.Shape.SequenceEqual(array.Shape))
                return "another shape was loaded";

            // Values that were not rounded are the same counts of the same unit when they are saved again.
            return casting == Casting.SameKind || Npy.Load(Npy.Save(loaded)) is var again && again.Equals(Npy.Load(array.File)) ? null : "saved again it is another array";
        }
        catch (InvalidCastException e)
        {
            return fits ? e.Message : null;
        }
        catch (OverflowException e)
        {
            return refused < 0 || !fits ? e.Message : RefusalProblem(e.Message, refusals[refused]!, array.IndexOf(refused));
        }
    }

    private static string? RefusalProblem(string message, string reason, long[] index)
    {
        string place = $" at index ({string.Join(", ", index)}{(index.Length == 1 ? "," : "")})";
        return message.Contains(place, StringComparison.Ordinal) && message.Contains(reason, StringComparison.Ordinal) ? null : $"'{message}' does not say '{reason}'{place}";
    }

    private static string? TextProblem(LiveDateArray array)
    {
        NdArray loaded = Npy.Load(array.File, NpyReadOptions.AsStored);
        for (int i = 0; i < array.Texts.Length; i++)
        {
            if (array.Texts[i] is { } text && loaded.Get<Datetime64>(array.IndexOf(i)).ToString() is var found && found != text)
                return $"{array.Counts[i]} of {array.DType} is {text}, not {found}";
        }

        return null;
    }

    private static DateTimeOffset Offset(long ticks, Random random)
    {
        long offset = random.Next(-14 * 60, 14 * 60 + 1) * TimeSpan.TicksPerMinute;
        return ticks + offset >= 0 && ticks + offset <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks + offset, new TimeSpan(offset)) : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static string? SaveProblem<T>(NumPyProcess python, JsonElement request, Random random, Func<long, T> make)
        where T : struct
    {
        T?[] values = [.. request.GetProperty("ticks").EnumerateArray().Select(ticks => ticks.ValueKind == JsonValueKind.Null ? (T?)null : make(ticks.GetInt64()))];
        long[] shape = [.. request.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
        DType dtype = DType.Parse(request.GetProperty("dtype").GetString()!);
        NpyWriteOptions options = new() { DatetimeUnit = dtype.Unit, DatetimeMultiple = dtype.UnitMultiple };
        string? file = null;
        int? refused = null;
        try
        {
            file = Convert.ToBase64String(
                Array.Exists(values, value => value is null) || random.Next(3) == 0 ? Npy.Save(NdArray.Create(values, shape), options)
                : Npy.Save(NdArray.Create<T>([.. values.Select(value => value!.Value)], shape), options));
        }
        catch (OverflowException e)
        {
            refused = Enumerable.Range(0, values.Length).First(i => RefusalProblem(e.Message, "", LiveDateArray.IndexOf(i, shape)) is null);
        }

        string? problem = python.Ask(file is null ? new { op = "saved", refused } : (object)new { op = "saved", file }).GetProperty("problem").GetString();
        return problem is null ? null : $"{typeof(T).Name} as {dtype}: {problem}\n{request}";
    }

    /// <summary>By all rules but Unsafe the results are exact, rounded down if the rule allows, or refused.</summary>
    private static string? CastProblem(LiveDateArray array, JsonElement cast, Casting casting)
    {
        DType to = DType.Parse(cast.GetProperty("to").GetString()!);
        bool isAllowed = cast.GetProperty("can").GetProperty(casting == Casting.Safe ? "safe" : "same_kind").GetBoolean();
        BigInteger[] exact = [.. cast.GetProperty("exact").EnumerateArray().Select(count => BigInteger.Parse(count.GetString()!, CultureInfo.InvariantCulture))];
        bool[] lost = [.. cast.GetProperty("lost").EnumerateArray().Select(loss => loss.GetBoolean())];
        int refused = Enumerable.Range(0, exact.Length).FirstOrDefault(
            i => array.Counts[i] is not null && (exact[i] <= long.MinValue || exact[i] > long.MaxValue || casting == Casting.Checked && lost[i]), -1);
        string name = $"{array.DType} to {to}, {casting}";
        try
        {
            long[] results = Npy.Load(array.File, NpyReadOptions.AsStored).To(to, casting).View<long>().ToArray();
            int wrong = Enumerable.Range(0, results.Length).FirstOrDefault(i => exact[i] != results[i], -1);
            return !isAllowed ? $"{name} is not allowed by NumPy"
                : refused >= 0 ? $"{name} gives {results[refused]} for {array.Counts[refused]}, which is {exact[refused]}"
                : wrong >= 0 ? $"{name} gives {results[wrong]} for {array.Counts[wrong]}, not {exact[wrong]}"
                : null;
        }
        catch (InvalidCastException e)
        {
            return isAllowed ? $"{name}: {e.Message}" : null;
        }
        catch (OverflowException e)
        {
            return refused < 0 ? $"{name}: {e.Message}" : RefusalProblem(e.Message, "", array.IndexOf(refused)) is { } problem ? $"{name}: {problem}" : null;
        }
    }

    /// <summary>By Unsafe the results are NumPy's; of years and months beside other units, only those that do not overflow.</summary>
    private static string? WrappedProblem(LiveDateArray array, JsonElement cast)
    {
        DType to = DType.Parse(cast.GetProperty("to").GetString()!);
        long[] results = Npy.Load(array.File, NpyReadOptions.AsStored).To(to, Casting.Unsafe).View<long>().ToArray();
        if (cast.GetProperty("results") is not { ValueKind: JsonValueKind.Array } numPys)
            return null;

        string[] exact = [.. cast.GetProperty("exact").EnumerateArray().Select(count => count.GetString()!)];
        long[] expected = [.. numPys.EnumerateArray().Select(count => count.GetInt64())];
        bool isDefined = IsCalendar(array.DType) == IsCalendar(to) || array.DType.Kind == DTypeKind.Timedelta;
        int wrong = Enumerable.Range(0, results.Length).FirstOrDefault(
            i => results[i] != expected[i] && (isDefined || exact[i] == expected[i].ToString(CultureInfo.InvariantCulture)), -1);
        return wrong < 0 ? null : $"{array.DType} to {to}, Unsafe, gives {results[wrong]} for {array.Counts[wrong]}, but NumPy {expected[wrong]}";
    }

    private static bool IsCalendar(DType dtype) => dtype.Unit is DatetimeUnit.Year or DatetimeUnit.Month;
}
