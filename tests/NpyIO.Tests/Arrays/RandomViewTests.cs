using System.Text.Json;
using NpyIO.Tests.Live;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Views and assignments, each step as NumPy takes it: <c>tools/random_views.py</c>.</summary>
public sealed class RandomViewTests
{
    private static readonly string[] Golden = File.ReadAllLines(Repository.PathOf("testdata/slices.jsonl"));

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Length)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Steps_GoldenCase_AreThoseOfNumPy(int line) => AssertCase(Golden[line]);

    /// <summary>A thousand cases by default, 100,000 in a long run.</summary>
    [LiveFact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Steps_RandomCases_AreThoseOfNumPy()
    {
        int count = Campaign.Of(10_000) * (Campaign.Of(10) == 10 ? 10 : 1);
        (int exitCode, string output) = NumPyProcess.Run("tools/random_views.py", $"{Campaign.Seed(2)}", $"{count}");
        Assert.Equal(0, exitCode);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(count, lines.Length);
        Assert.All(lines, AssertCase);
    }

    private static void AssertCase(string line)
    {
        JsonElement facts = JsonTree.Parse(line);
        long[] shape = LongsOf(facts.GetProperty("shape"));
        JsonElement[] steps = [.. facts.GetProperty("steps").EnumerateArray()];
        int wrong = facts.TryGetProperty("error", out JsonElement error) ? error.GetInt32() : -1;
        NdArray<long> numbers = NdArray.Create([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => (long)i)], shape);
        NdArray untyped = numbers.Copy();
        NdArray<long> typed = numbers;
        NdArray array = untyped;

        for (int i = 0; i < steps.Length; i++)
        {
            JsonElement step = steps[i];
            if (i == wrong)
            {
                (NdArray before, NdArray<long> typedBefore) = (array, typed);
                AssertRefused(Record.Exception(() => Apply(before, step)));
                AssertRefused(Record.Exception(() => Apply(typedBefore, step)));
                return;
            }

            array = Apply(array, step);
            typed = Apply(typed, step);
        }

        AssertResult(facts, array, untyped);
        AssertResult(facts, typed.ToNdArray(), numbers.ToNdArray());
        Assert.Equal(LongsOf(facts.GetProperty("values")), typed.ToArray());
        Assert.Equal(LongsOf(facts.GetProperty("values")), typed.Select(value => value));
        Assert.Equal(facts.GetProperty("writable").GetBoolean(), !typed.IsReadOnly);
    }

    // Only what is read-only is refused otherwise.
    private static void AssertRefused(Exception? error) => Assert.True(error is ArgumentException or InvalidOperationException, $"{error}");

    private static void AssertResult(JsonElement facts, NdArray array, NdArray untyped)
    {
        Assert.Equal(LongsOf(facts.GetProperty("result")), array.Shape.ToArray());
        long[] strides = LongsOf(facts.GetProperty("strides"));
        for (int axis = 0; array.Count > 0 && axis < strides.Length; axis++)
            Assert.True(array.Shape[axis] == 1 || array.Strides[axis] == strides[axis], $"axis {axis}");
        Assert.Equal(LongsOf(facts.GetProperty("values")), array.ToArray<long>());
        Assert.Equal(LongsOf(facts.GetProperty("base")), untyped.ToArray<long>());
        Assert.Equal(facts.GetProperty("view").GetBoolean(), array.SharesMemory(untyped));
        Assert.Equal(facts.GetProperty("writable").GetBoolean(), !array.IsReadOnly);
    }

    private static NdArray Apply(NdArray array, JsonElement step)
    {
        (string kind, JsonElement argument) = (step[0].GetString()!, step[1]);
        switch (kind)
        {
            case "index":
                return array[Slice.ParseIndex(argument.GetString()!)];
            case "transpose":
                return array.Transpose(AxesOf(argument));
            case "swapaxes":
                return array.SwapAxes(AxesOf(argument)[0], AxesOf(argument)[1]);
            case "squeeze":
                return array.Squeeze(AxesOf(argument));
            case "expand_dims":
                return array.ExpandDims(AxesOf(argument)[0]);
            case "flip":
                return array.Flip(AxesOf(argument));
            case "broadcast_to":
                return array.BroadcastTo(LongsOf(argument));
            case "reshape":
                return array.Reshape(LongsOf(argument));
            case "row":
                return array.Rows(AxesOf(argument)[0]).ElementAtOrDefault(AxesOf(argument)[1]) ?? throw new ArgumentException("no row");
            default:
                array[Slice.ParseIndex(argument.GetString()!)] = Assigned(step[2]);
                return array;
        }
    }

    private static NdArray<long> Apply(NdArray<long> array, JsonElement step)
    {
        (string kind, JsonElement argument) = (step[0].GetString()!, step[1]);
        switch (kind)
        {
            case "index":
                return array[Slice.ParseIndex(argument.GetString()!)];
            case "transpose":
                return array.Transpose(AxesOf(argument));
            case "swapaxes":
                return array.SwapAxes(AxesOf(argument)[0], AxesOf(argument)[1]);
            case "squeeze":
                return array.Squeeze(AxesOf(argument));
            case "expand_dims":
                return array.ExpandDims(AxesOf(argument)[0]);
            case "flip":
                return array.Flip(AxesOf(argument));
            case "broadcast_to":
                return array.BroadcastTo(LongsOf(argument));
            case "reshape":
                return array.Reshape(LongsOf(argument));
            case "row":
                return array.Rows(AxesOf(argument)[0]).ElementAtOrDefault(AxesOf(argument)[1]) ?? throw new ArgumentException("no row");
            default:
                array[Slice.ParseIndex(argument.GetString()!)] = Assigned(step[2]);
                return array;
        }
    }

    private static NdArray<long> Assigned(JsonElement shape)
    {
        long[] lengths = LongsOf(shape);
        return NdArray.Create([.. Enumerable.Range(1000, (int)lengths.Aggregate(1L, (a, b) => a * b)).Select(i => (long)i)], lengths);
    }

    private static long[] LongsOf(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt64())];

    private static int[] AxesOf(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt32())];
}
