using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Records;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary><c>npyio types</c>: what it prints, and that the compiler takes it.</summary>
public sealed class TypesTests
{
    private const string Model = "w 1";

    [Fact]
    public void Types_Records_PrintsTheStruct()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("bid-prices.npy");
        Npy.Save(file, NdArray.Create(DType.Parse("[('t', 'M8[ns]'), ('bid_price', '<f8'), ('at', [('x', '<c16'), ('y', 'u1')])]"), 2));
        CliRun run = CliRun.Of("types", file, "--namespace", "My.Data");
        Assert.Equal(new CliRun(0, $$"""
            // The records of {{file}}: NdArray<BidPrices> array = Npy.Load<BidPrices>("{{file}}");
            using System;
            using NpyIO;

            namespace My.Data;

            [NpyRecord]
            public partial record struct BidPrices(
                [NpyField("t")] DateTime T,
                [NpyField("bid_price")] double BidPrice,
                [NpyField("at")] BidPricesAt At);

            [NpyRecord, System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]
            public partial record struct BidPricesAt(
                [NpyField("x")] System.Numerics.Complex X,
                [NpyField("y")] byte Y);

            """, ""), run);
    }

    [Fact]
    public void Types_ArrayOfNumbers_SaysWhatToCall()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("w.npy");
        Npy.Save(file, new float[,] { { 1 } });
        Assert.Equal(new CliRun(0, $"// {file} needs no type: NdArray<float> array = Npy.Load<float>(\"{file}\");\n", ""), CliRun.Of("types", file));
    }

    [Fact]
    public void Types_Pickle_NamesTheCallForEachArray()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("a.pkl");
        NdArray records = NdArray.Create(DType.Parse("[('a', '<i4')]"), 2);
        Pickle.Save(file, new List<object?> { new float[] { 1 }, records, 7 });
        Assert.Equal(new CliRun(0, $"""
            // {file}: object? value = Pickle.Load("{file}"); The arrays in it:
            //   [0], 1 axis: array.To<float>()
            //   [1], 1 axis: array.To<A1>()
            using NpyIO;

            [NpyRecord]
            public partial record struct A1(
                [NpyField("a")] int A);

            """, ""), CliRun.Of("types", file));
    }

    /// <summary>Records of other fields whose paths give one name: numbers follow it, and the struct of a field has its own.</summary>
    [Fact]
    public void Types_RecordsOfOneName_AreNumbered()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("a.pkl");
        NdArray Records(string descr) => NdArray.Create(DType.Parse(descr), 1);
        Pickle.Save(file, new PickleDictionary { ["x-y"] = Records("[('a', '<i4')]"), ["x y"] = Records("[('b', '<i4')]"), ["x_y"] = Records("[('c', '<i4')]"), ["x+y"] = Records("[('a', '<i4')]") });

        CliRun run = CliRun.Of("types", file);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains(": array.To<AXY>()\n//   ['x y'], 1 axis: array.To<AXY2>()\n//   ['x_y'], 1 axis: array.To<AXY3>()\n//   ['x+y'], 1 axis: array.To<AXY>()\n", run.Output, StringComparison.Ordinal);
        foreach ((string type, string field) in ((string, string)[])[("AXY", "a"), ("AXY2", "b"), ("AXY3", "c")])
            Assert.Contains($"public partial record struct {type}(\n    [NpyField(\"{field}\")]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_Archive_ClassOpensWhatFits()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("my-model.npz");
        NdArray records = NdArray.Create(DType.Parse("[('a', '<i4'), ('s', '<U3')]"), 2);
        Npz.Save(file, (Model, NdArray.Create([1f, 2f], 1, 2)), ("open", records), ("open_", records), ("when", NdArray.FromArray(new DateTime[] { new(2020, 2, 29) })), ("n", NdArray.FromArray(new[] { 7 }).At(0)));
        CliRun run = CliRun.Of("types", file);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("""
            public sealed class MyModel : IDisposable
            """, run.Output, StringComparison.Ordinal);
        Assert.Contains("""
                /// <summary>The array "w 1", 2 axes; reads it at every call.</summary>
                public NdArray<float> W1 => _file["w 1"].Load<float>();

                /// <summary>The array "open", 1 axis; reads it at every call.</summary>
                public NdArray<MyModelOpen_2> Open_2 => _file["open"].Load<MyModelOpen_2>();

                /// <summary>The array "open_", 1 axis; reads it at every call.</summary>
                public NdArray<MyModelOpen_2> Open_3 => _file["open_"].Load<MyModelOpen_2>();

            """.Replace("MyModelOpen_2", "MyModelOpen2", StringComparison.Ordinal), run.Output, StringComparison.Ordinal);

        Type type = RecordCompiler.Load(run.Output).GetType("MyModel", throwOnError: true)!;
        using (IDisposable model = Open(type, file))
        {
            Assert.Equal([1f, 2f], ((NdArray<float>)type.GetProperty("W1")!.GetValue(model)!).ToArray());
            Assert.Equal(new DateTime(2020, 2, 29), ((NdArray<DateTime>)type.GetProperty("When")!.GetValue(model)!)[0]);
            Assert.Equal(2, ((IEnumerable)type.GetProperty("Open_2")!.GetValue(model)!).Cast<object>().Count());
        }

        // Other byte orders, widths of text, units and more entries fit; everything else is named at once.
        string other = folder.PathOf("other.npz");
        NdArray wide = NdArray.Create(DType.Parse("[('s', '>U9'), ('a', '>i4')]"), 0);
        Npz.Save(other, (Model, NdArray.Create(DType.Parse(">f4"), 3, 1)), ("open", wide), ("open_", records), ("when", NdArray.Create(DType.Parse("M8[D]"), 1)), ("n", NdArray.FromArray(new[] { 7 }).At(0)), ("more", records));
        Open(type, other).Dispose();
        Npz.Save(other, (Model, NdArray.FromArray(new double[,] { { 1 } })), ("open", NdArray.Create(DType.Parse("[('b', 'O')]"), 0)["b"]), ("when", NdArray.Create(DType.Parse("m8[D]"), 1)), ("n", NdArray.FromArray(new[] { 7 })));
        var refused = Assert.IsType<InvalidDataException>(Assert.Throws<TargetInvocationException>(() => Open(type, other)).InnerException);
        Assert.Equal(
            [$"{other} is not an archive for MyModel:", "'w 1': ", "'open' has Python objects, which can be of any type", "'open_' is missing", "'when': ", "'n' has 1 axes, not 0"],
            refused.Message.Split('\n').Select(line => line.IndexOf("': ", StringComparison.Ordinal) is var end and >= 0 ? line[..(end + 3)] : line));
    }

    /// <summary>Arrays without axes and of objects, too, and whatever keeps an array from being read; the file is closed then.</summary>
    [Fact]
    public void Types_ArchiveOfOtherTypesOrDamaged_IsRefusedWithEveryEntry()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("a.npz");
        DType dtype = DType.Parse("[('x', 'O'), ('y', '<i4')]");
        NdArray when = NdArray.FromArray(new DateTime[] { new(2020, 2, 29) }).At(0);
        Npz.Save(file, ("n", NdArray.FromArray(new[] { 7 }).At(0)), ("d", when), ("o", NdArray.Create(DType.Object, 1)), ("p", NdArray.Create(DType.Object)), ("r", NdArray.Create(dtype, 2)), ("w", NdArray.FromArray(new[] { 1.5 })));
        CliRun run = CliRun.Of("types", file);
        Assert.Equal((0, ""), (run.Status, run.Error));
        Type type = RecordCompiler.Load(run.Output).GetType("A", throwOnError: true)!;
        Open(type, file).Dispose();

        // A date that no DateTime is has the right type; that it is out of range is said when it is read.
        byte[] number = NpyBytes.Of("'<i4'", "()", [7, 0, 0, 0]);
        byte[] date = NpyBytes.Of("'<M8[Y]'", "()", [0, 0, 0, 1, 0, 0, 0, 0]);
        byte[] ones = NpyBytes.Of("'<f8'", "(1,)", new byte[8]);
        byte[] objects = Npy.Save(NdArray.Create(DType.Object, 1));
        byte[] item = Npy.Save(NdArray.Create(DType.Object));
        byte[] records = Npy.Save(NdArray.Create(dtype, 0));
        string other = folder.PathOf("other.npz");
        File.WriteAllBytes(other, ZipBytes.Of(false, ("n.npy", number), ("d.npy", date), ("o.npy", objects), ("p.npy", item), ("r.npy", records), ("w.npy", ones)));
        Open(type, other).Dispose();

        string[] said = Refused(("n.npy", NpyBytes.Of("'<f4'", "()", new byte[4])), ("d.npy", number), ("o.npy", ones), ("p.npy", number), ("r.npy", objects), ("w.npy", ones[..20]));
        Assert.Equal(7, said.Length);
        Assert.StartsWith($"{other} is not an archive for A:", said[0], StringComparison.Ordinal);
        Assert.StartsWith("'n': The array's dtype is float32 ('<f4'), not int", said[1], StringComparison.Ordinal);
        Assert.StartsWith("'d': The array's dtype is int32 ('<i4'), not DateTime", said[2], StringComparison.Ordinal);
        Assert.StartsWith("'o': The array's dtype is float64 ('<f8'), not object", said[3], StringComparison.Ordinal);
        Assert.StartsWith("'p': The array's dtype is int32 ('<i4'), not object", said[4], StringComparison.Ordinal);
        Assert.Equal("'r' has Python objects, which can be of any type", said[5]);
        Assert.StartsWith("'w': ", said[6], StringComparison.Ordinal);
        Assert.Contains("w.npy", said[6], StringComparison.Ordinal);

        byte[] notes = "no array"u8.ToArray();
        said = Refused(("n.npy", item), ("d.npy", notes), ("o", notes), ("r.npy", Npy.Save(NdArray.Create(DType.Parse("[('x', 'O'), ('y', '<f8')]"), 1))), ("w.npy", records));
        Assert.Equal("'n' has Python objects, which can be of any type", said[1]);
        Assert.Equal("'d' is not an array", said[2]);
        Assert.Equal("'o' is not an array", said[3]);
        Assert.Equal("'p' is missing", said[4]);
        Assert.StartsWith("'r': The records do not match AR: 'y' does not fit int Y", said[5], StringComparison.Ordinal);
        Assert.Equal("'w': There is no conversion from [('x', 'O'), ('y', '<i4')] to float64 ('<f8').", said[^1]);

        string[] Refused(params (string Name, byte[] Data)[] entries)
        {
            File.WriteAllBytes(other, ZipBytes.Of(false, entries));
            var refused = Assert.IsType<InvalidDataException>(Assert.Throws<TargetInvocationException>(() => Open(type, other)).InnerException);
            Assert.False(IsOpen(other));
            return refused.Message.Split('\n');
        }
    }

    /// <summary>Whether this process has a file open.</summary>
    private static bool IsOpen(string file) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(handle => new FileInfo(handle).LinkTarget == file);

    /// <summary>Whatever the namespaces around the types are called: the names that source has, C#'s words, and the types' own names.</summary>
    [Fact]
    public void Types_AnyNamespace_Compiles()
    {
        using var folder = new TempFolder();
        string records = folder.PathOf("trades.npy");
        string archive = folder.PathOf("my-model.npz");
        DType dtype = DType.Parse("[('t', 'M8[ns]'), ('c', '<c16'), ('d', 'M8[as]'), ('s', 'm8[as]'), ('z', '<c8'), ('l', '<f16'), ('x', '<c32'), ('h', '<f2'), ('o', 'O'), ('e', 'm8[s]'), ('day', 'M8[D]'), ('(System.Numerics.', [('x', '<c16'), ('y', 'u1')])]");
        Npy.Save(records, NdArray.Create(dtype, 2));
        Npz.Save(archive, ("w", NdArray.Create(DType.Complex128, 2)), ("r", NdArray.Create(dtype, 1)));
        string[] words = [.. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(word => !word.StartsWith('_'))];
        string[] names = ["Npz", "Npy", "NpyFile", "NpzFile", "NpzEntry", "StoredArray", "NdArray", "DType", "NpyRecord", "NpyField", "NpyIO", "Casting", "Slice", "NpyFormatException", "Exception", "System", "Numerics", "Runtime", "DateTime", "DateOnly", "TimeSpan", "Half", "Complex", "Complex64", "ComplexLongDouble", "LongDouble", "Datetime64", "Timedelta64", "List", "IDisposable", "InvalidDataException", "InvalidCastException", "StructLayout", "LayoutKind", "Trades", "MyModel", "W", "Open"];
        var together = new List<string>();
        foreach (string word in words)
            together.AddRange([.. Sources($"{word}.A"), .. Sources($"Outer{word}.{word}")]);
        foreach (string name in names)
            together.AddRange(Sources($"Outer{name}.{name}"));
        // Alone, because all other sources see the first name.
        foreach (string name in (string[])["Npz", "NdArray", "NpyRecord", "NpyIO", "System", "DateTime", "List", "IDisposable", "Trades"])
            Assert.Empty(RecordCompiler.Generate(Sources($"{name}.A")).Problems);
        Assert.Empty(RecordCompiler.Generate([.. together]).Problems);

        string[] Sources(string space)
        {
            CliRun[] runs = [CliRun.Of("types", records, "--namespace", space), CliRun.Of("types", archive, "--namespace", space)];
            Assert.All(runs, run => Assert.Equal((0, ""), (run.Status, run.Error)));
            return [.. runs.Select(run => run.Output)];
        }
    }

    [Fact]
    public void Types_NamespaceOfATypesName_HasDirectivesInside()
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("a.npy");
        Npy.Save(file, NdArray.Create(DType.Parse("[('c', '<c16')]"), 2));

        CliRun run = CliRun.Of("types", file, "--namespace", "@class.Npz.System");

        Assert.Equal($"""
            // The records of {file}: NdArray<A> array = Npy.Load<A>("{file}");
            namespace @class.Npz.System;

            using global::NpyIO;

            [NpyRecord]
            public partial record struct A(
                [NpyField("c")] global::System.Numerics.Complex C);

            """, run.Output);
    }

    [Theory]
    [InlineData("_")]
    [InlineData("_1.é2")]
    [InlineData("a_b")]
    public void Types_NamespaceOfAnyLetters_IsTaken(string name)
    {
        using var folder = new TempFolder();
        string file = folder.PathOf("a.npy");
        Npy.Save(file, NdArray.Create(DType.Parse("[('a', '<i4')]"), 1));

        CliRun run = CliRun.Of("types", file, "--namespace", name);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains($"\nnamespace {name};\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1a")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData("-a")]
    [InlineData("a-b")]
    [InlineData("@")]
    [InlineData("@@a")]
    public void Types_BadNamespace_IsWrongUsage(string name)
    {
        CliRun run = CliRun.Of("types", "x.npy", "--namespace", name);
        Assert.Equal((2, $"npyio: '{name}' is not a namespace for --namespace: names with dots between them, such as My.Data\nTry 'npyio types --help'.\n"), (run.Status, run.Error));
    }

    /// <summary>What is printed for every golden record, archive and pickle compiles without a warning, and the classes open and read their archives.</summary>
    [Fact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void Types_EveryGoldenFile_CompilesAndReads()
    {
        var sources = new Dictionary<string, string>();
        var archives = new List<(string File, string Class)>();
        int files = 0;
        foreach (string file in GoldenFiles.All)
        {
            CliRun run = CliRun.Of("types", file, "--namespace", "N");
            if (run.Status != 0)
                continue;
            files++;
            string source = string.Join('\n', run.Output.Split('\n').SkipWhile(line => line.StartsWith("//", StringComparison.Ordinal)));
            if (source.Length == 0 || !source.Contains(" class ", StringComparison.Ordinal) && sources.ContainsKey(source))
                continue;
            sources.TryAdd(source, source.Replace("namespace N;", $"namespace N{sources.Count};", StringComparison.Ordinal));
            if (source.Contains(" class ", StringComparison.Ordinal))
                archives.Add((file, $"{sources[source].Split("namespace ")[1].Split(';')[0]}.{source.Split("public sealed class ")[1].Split(' ')[0]}"));
        }

        // Compiling takes most of the time: by default a third of the records, and all archives.
        Assembly assembly = RecordCompiler.Load([.. sources.Values.Where((source, i) => Campaign.IsLong || i % 3 == 0 || source.Contains(" class ", StringComparison.Ordinal))]);
        foreach ((string file, string name) in archives)
            ReadAll(assembly.GetType(name, throwOnError: true)!, file);
        Assert.True(files > 1500 && sources.Count > 300 && archives.Count > 200, $"{files} files, {sources.Count} sources, {archives.Count} archives");
    }

    private static IDisposable Open(Type type, string file) => (IDisposable)type.GetMethod("Open")!.Invoke(null, [file])!;

    private static void ReadAll(Type type, string file)
    {
        using IDisposable archive = Open(type, file);
        foreach (PropertyInfo property in type.GetProperties())
        {
            try
            {
                Assert.NotNull(property.GetValue(archive));
            }
            catch (TargetInvocationException e) when (e.InnerException is OverflowException or NpyFormatException { Reason: NpyFormatReason.BadChecksum })
            {
                // Dates that no DateTime is, and damaged entries.
            }
            catch (TargetInvocationException e)
            {
                Assert.Fail($"{file}, {property.Name}: {e.InnerException}");
            }
        }
    }
}
