using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using NpyIO.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace NpyIO.Tests.Pickling;

/// <summary>
/// The golden pickles, arrays of objects and joblib files, changed at random: a value or one exception, and memory in proportion to the file. <c>NPYIO_MUTATIONS</c> says how many.
/// </summary>
public sealed class PickleMutationTests(ITestOutputHelper output)
{
    private const int Mutations = 20_000;
    private static readonly int Seed = Campaign.Seed(20_261_126);
    private const int Groups = 100;

    /// <summary>
    /// What one load may allocate beside what its length accounts for, in bytes: the first piece of a value that claims to be long, out of a stream of unknown length (16 MiB), the free
    /// budget of copies, exceptions, buffers.
    /// </summary>
    private const long Free = 24 << 20;

    /// <summary>And for each byte of the file: copies, and the objects that a byte can make.</summary>
    private const long PerByte = 200;

    private static readonly string[] Paths =
        [.. Directory.GetFiles(Repository.PathOf("testdata"), "*.*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "pickles" && Path.GetExtension(path) is not ".json")
            .Order(StringComparer.Ordinal)];

    private static int Count => Environment.GetEnvironmentVariable("NPYIO_MUTATIONS") is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : Campaign.Of(Mutations);

    [Fact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Load_GoldenFilesMutated_GivesAValueOrOneException()
    {
        byte[][] whole = [.. Paths.Select(File.ReadAllBytes)];
        ConcurrentBag<Outcome> outcomes = [];
        var clock = Stopwatch.StartNew();

        Parallel.For(0, Groups, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, group =>
        {
            var random = new Random(Seed + group);
            var mutations = new Mutations(whole, random);
            Outcome worst = default;
            for (int i = 0; i < Count / Groups; i++)
            {
                byte[] content = mutations.Next(out int index);
                worst = worst.With(Measure(content, Path.GetExtension(Paths[index]), random.Next(3), $"{Paths[index]}, group {group}, mutation {i}"));
            }

            outcomes.Add(worst);
        });

        Outcome all = outcomes.Aggregate((one, other) => one.With(other));
        output.WriteLine(
            $"{whole.Length} files, {all.Loads} mutations: {all.Loaded} gave values. Most allocated by one load {all.MostAllocated} bytes; the slowest load {all.Slowest.TotalMilliseconds:f0} ms; in all {clock.Elapsed}.");
        Assert.True(whole.Length > 1000, "the golden files are not there");
        Assert.InRange(all.Loaded, all.Loads / 50, all.Loads * 3 / 4);
    }

    private static Outcome Measure(byte[] content, string extension, int way, string what)
    {
        int loaded = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            Load(content, extension, way);
            loaded = 1;
        }
        catch (NpyFormatException)
        {
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}\n{Convert.ToBase64String(content)}");
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= Free + PerByte * content.Length, $"{what}: {allocated} bytes allocated for {content.Length}\n{Convert.ToBase64String(content)}");
        return new Outcome(1, loaded, allocated, time);
    }

    private static void Load(byte[] content, string extension, int way)
    {
        switch (extension, way)
        {
            case (".npy", 0): Npy.Load(content.AsMemory()); break;
            case (".npy", 1): Npy.Load(new PartialStream(content, 100), new NpyReadOptions { Encoding = PickleEncoding.Utf8 }); break;
            case (".npy", _): Npy.Load(content.AsSpan(), NpyReadOptions.AsStored); break;
            case (".joblib", 0): Joblib.Load(content.AsMemory()); break;
            case (".joblib", 1): Joblib.Load(new PartialStream(content, 100)); break;
            case (".joblib", _): Joblib.Load(content.AsSpan(), JoblibReadOptions.AsStored); break;
            case (_, 0): Pickle.Load(content.AsMemory()); break;
            case (_, 1): Pickle.Load(new PartialStream(content, 100), new PickleReadOptions { Encoding = PickleEncoding.Utf8 }); break;
            default: Pickle.Load(new MemoryStream(content), PickleReadOptions.AsStored); break;
        }
    }

    /// <summary>What came of some loads, and the worst of them.</summary>
    private readonly record struct Outcome(int Loads, int Loaded, long MostAllocated, TimeSpan Slowest)
    {
        internal Outcome With(Outcome other) => new(
            Loads + other.Loads,
            Loaded + other.Loaded,
            Math.Max(MostAllocated, other.MostAllocated),
            Slowest > other.Slowest ? Slowest : other.Slowest);
    }
}
