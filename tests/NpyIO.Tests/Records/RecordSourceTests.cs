using System.Reflection;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>The source of records, as written for dtypes and as the compiler takes it.</summary>
public sealed class RecordSourceTests
{
    public static TheoryData<string, string> Sources => new()
    {
        {
            "[('t', '<M8[ns]'), ('price', '<f8'), ('sym', '<U8'), ('qty', '<i4')]",
            """
            [NpyRecord]
            public partial record struct Trade(
                [NpyField("t")] DateTime T,
                [NpyField("price")] double Price,
                [NpyField("sym", Length = 8)] string Sym,
                [NpyField("qty")] int Qty);

            """
        },
        {
            "[('A', '<i8'), ('B', 'u1')]",
            """
            [NpyRecord, System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]
            public partial record struct Trade(
                long A,
                byte B);

            """
        },
        {
            "{'names': ['A', 'B'], 'formats': ['>i8', 'u1'], 'offsets': [0, 8], 'itemsize': 16}",
            """
            [NpyRecord]
            public partial record struct Trade(
                long A,
                byte B);

            """
        },
        {
            "[('A', '<i8'), ('B', '?')]",
            """
            [NpyRecord(Packed = true)]
            public partial record struct Trade(
                long A,
                bool B);

            """
        },
        {
            "[('from', [('x', '<f4'), ('y', '<f4')]), ('to', [('x', '>f4'), ('y', '>f4')]), ('m', '<f8', (2, 3)), ('tags', 'S4', (2,)), ('raw', 'V3'), ('bytes', 'u1', (5,))]",
            """
            [NpyRecord]
            public partial record struct Trade(
                [NpyField("from")] TradeFrom From,
                [NpyField("to")] TradeFrom To,
                [NpyField("m", Length = 6)] double[] M,  // (2, 3), in C order
                [NpyField("tags", Length = 2, DType = "S4")] string[] Tags,
                [NpyField("raw", DType = "V3")] byte[] Raw,
                [NpyField("bytes", Length = 5, DType = "u1")] byte[] Bytes);

            [NpyRecord]
            public partial record struct TradeFrom(
                [NpyField("x")] float X,
                [NpyField("y")] float Y);

            """
        },
        {
            "[('class', '?'), ('2nd price', '<f2'), ('1.5', '<i2'), ('15', '<i2'), ('%', '<i2'), ('größe_m', '<i2'), ('値', '<i2'), ('Bid', '<i2'), ('bid', '<i2'), ('a\"\\\\\\n', '<i2'), ('equals', '<i2'), ('clone', '<i2'), ('trade', '<i2'), ('', '<U0')]",
            """
            // Without the field "", which no member can hold.
            [NpyRecord]
            public partial record struct Trade(
                [NpyField("class")] bool Class,
                [NpyField("2nd price")] Half _2ndPrice,
                [NpyField("1.5")] short _1_5,
                [NpyField("15")] short _15,
                [NpyField("%")] short Field4,
                [NpyField("größe_m")] short GrößeM,
                short 値,
                short Bid,
                [NpyField("bid")] short Bid_2,
                [NpyField("a\"\\\u000A")] short A,
                [NpyField("equals")] short Equals_2,
                [NpyField("clone")] short Clone_2,
                [NpyField("trade")] short Trade_2);

            """
        },
        {
            "[('a', 'M8[D]'), ('b', 'M8[25s]'), ('c', 'M8[as]'), ('d', 'M8'), ('e', 'm8[ns]'), ('f', 'm8[W]'), ('g', 'm8[M]'), ('h', 'm8'), ('i', 'O'), ('j', 'U0'), ('k', 'V0'), ('l', '<i4', (0,)), ('m', 'O', (2,))]",
            """
            // Without the field "j", which no member can hold.
            // Without the field "k", which no member can hold.
            // Without the field "l", which no member can hold.
            [NpyRecord]
            public partial record struct Trade(
                [NpyField("a")] DateOnly A,
                [NpyField("b", DType = "M8[25s]")] DateTime B,
                [NpyField("c", DType = "M8[as]")] Datetime64 C,
                [NpyField("d", DType = "M8")] Datetime64 D,
                [NpyField("e")] TimeSpan E,
                [NpyField("f", DType = "m8[W]")] TimeSpan F,
                [NpyField("g", DType = "m8[M]")] Timedelta64 G,
                [NpyField("h", DType = "m8")] Timedelta64 H,
                [NpyField("i")] object? I,  // Python objects; if all are texts or None, string? with DType = "O"
                [NpyField("m", Length = 2)] object?[] M);  // Python objects; if all are texts or None, string? with DType = "O"

            """
        },
    };

    /// <summary>What a project has whose SDK is <c>Microsoft.NET.Sdk</c>.</summary>
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; // no using NpyIO;";

    [Theory]
    [MemberData(nameof(Sources))]
    public void SourceOf_DType_IsTheStruct(string dtype, string expected)
    {
        string source = NpyRecordInfo.SourceOf(DType.Parse(dtype), "trade")!;
        Assert.Equal(expected, source);
        Assert.Empty(RecordCompiler.Generate("using NpyIO;\n" + source, ImplicitUsings).Problems);
    }

    /// <summary>The layout of C structs: what NumPy gives with <c>align=True</c> is C#'s own layout, whatever the member, and the struct has the file's bytes.</summary>
    [Fact]
    public void SourceOf_AlignedRecord_IsTheOwnLayout()
    {
        (string Type, int Offset, int Size)[] members = [("i1", 1, 2), ("<u2", 2, 4), ("<f2", 2, 4), ("<i4", 4, 8), ("<f4", 4, 8), ("<c8", 4, 12), ("<i8", 8, 16), ("<f8", 8, 16), ("<c16", 8, 24)];
        DType[] dtypes = [.. members.Select(member => DType.Parse($"{{'names': ['A', 'X'], 'formats': ['u1', '{member.Type}'], 'offsets': [0, {member.Offset}], 'itemsize': {member.Size}}}"))];
        string[] sources = [.. dtypes.Select((dtype, i) => NpyRecordInfo.SourceOf(dtype, $"Aligned{i}x")!)];
        Assembly assembly = RecordCompiler.Load(["using System;\nusing NpyIO;\n" + string.Join('\n', sources)]);

        for (int i = 0; i < dtypes.Length; i++)
        {
            var info = ((INpyRecord)Activator.CreateInstance(assembly.GetType($"Aligned{i}x", throwOnError: true)!)!).Info;
            Assert.True(info.IsOwnLayout, sources[i]);
            Assert.Equal(dtypes[i], info.DType);
            Assert.DoesNotContain("StructLayout", sources[i], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SourceOf_FieldCalledSystem_Compiles()
    {
        string source = NpyRecordInfo.SourceOf(DType.Parse("[('System', '<c16'), ('NpyIO', 'u1'), ('Numerics', '<c16')]"), "Runtime")!;

        Assert.Empty(RecordCompiler.Generate("using NpyIO;\n" + source, ImplicitUsings).Problems);
    }

    [Theory]
    [InlineData("<f8")]
    [InlineData("[]")]
    [InlineData("[('a', 'V0'), ('b', [('c', 'U0')])]")]
    public void SourceOf_NothingToHold_IsNull(string dtype) => Assert.Null(NpyRecordInfo.SourceOf(DType.Parse(dtype), "A"));

    [Theory]
    [InlineData("complex", "Complex_2(")]
    [InlineData("2020", "_2020(")]
    [InlineData("---", "Record(")]
    [InlineData("trades-2020", "Trades2020(")]
    public void SourceOf_Name_IsAnIdentifier(string name, string expected) =>
        Assert.Contains("record struct " + expected, NpyRecordInfo.SourceOf(DType.Parse("[('a', '<c16')]"), name), StringComparison.Ordinal);

    public static TheoryData<string> GoldenRecords => [.. Golden.Value.Keys.Order(StringComparer.Ordinal)];

    private static readonly Lazy<Dictionary<string, NdArray>> Golden = new(ReadGolden);

    // One compilation, and one struct for each dtype, since each takes as long as a hundred tests.
    private static readonly Lazy<Dictionary<DType, Type?>> Structs = new(CompileGolden);

    /// <summary>The struct compiles, has the file's fields, and holds the file's values: written again they are the same.</summary>
    [Theory]
    [MemberData(nameof(GoldenRecords))]
    public void SourceOf_GoldenRecord_HoldsTheValues(string file)
    {
        NdArray array = Golden.Value[file];
        if (Structs.Value[array.DType] is not { } type)
        {
            Assert.All(array.DType.Fields, field => Assert.True(field.DType.ItemSize == 0 || field.Name.Length == 0));
            return;
        }

        MethodInfo check = typeof(RecordSourceTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!;
        string? problem = (string?)check.MakeGenericMethod(type).Invoke(null, [array, Path.Combine(Repository.Root, "testdata", file)]);
        Assert.True(problem is null, $"{problem}\n{NpyRecordInfo.SourceOf(array.DType, type.Name)}");
    }

    private static Dictionary<string, NdArray> ReadGolden()
    {
        var golden = new Dictionary<string, NdArray>();
        string root = Path.Combine(Repository.Root, "testdata");
        foreach (string path in GoldenFiles.All.Where(path => path.EndsWith(".npy", StringComparison.Ordinal)))
        {
            if (TryLoad(path) is { DType.IsStruct: true } array)
                golden.Add(Path.GetRelativePath(root, path), array);
        }

        return golden;
    }

    private static Dictionary<DType, Type?> CompileGolden()
    {
        DType[] dtypes = [.. Golden.Value.Values.Select(array => array.DType).Distinct()];
        string?[] sources = [.. dtypes.Select((dtype, i) => NpyRecordInfo.SourceOf(dtype, $"Golden{i}x"))];
        Assembly assembly = RecordCompiler.Load(string.Join('\n', sources));
        return Enumerable.Range(0, dtypes.Length).ToDictionary(i => dtypes[i], i => sources[i] is null ? null : assembly.GetType($"Golden{i}x", throwOnError: true));
    }

    private static NdArray? TryLoad(string path)
    {
        try
        {
            return Npy.Load(path);
        }
        catch (NpyFormatException)
        {
            return null;
        }
    }

    private static string? Check<T>(NdArray array, string path)
        where T : struct, INpyRecord<T>
    {
        string[] fields = [.. array.DType.Fields.Where(field => field.DType.ItemSize > 0 && field.Name.Length > 0).Select(field => field.Name)];
        if (!fields.SequenceEqual(T.DType.Fields.Select(field => field.Name)))
            return $"{T.DType} has other fields";

        NdArray source = array.Reshape([array.Count]);
        var records = new T[array.Count];
        try
        {
            T.Read(source, records);
        }
        catch (Exception refused) when (IsExpected(refused.Message))
        {
            return null;
        }

        NdArray written = NdArray.Create(array.DType, array.Count);
        T.Write(records, written);
        foreach (string field in fields)
        {
            if (!written[field].Equals(source[field]))
                return $"{field} was {source[field]} and is {written[field]}";
        }

        return CheckVerbs(path, records);
    }

    /// <summary>Every verb reads these records, and what is saved of them is them again.</summary>
    private static string? CheckVerbs<T>(string path, T[] records)
        where T : struct, INpyRecord<T>
    {
        using var folder = new TempFolder();
        string saved = folder.PathOf("saved.npy");
        NdArray expected = RecordCalls.Write(records);
        NdArray<T> loaded = Npy.Load<T>(path);
        Npy.Save(saved, loaded.ToArray());
        NdArray again = Npy.Load(saved);
        // With the widths and shapes of the file.
        Npy.Save(folder.PathOf("same.npy"), loaded);

        // Python objects are one pickle, which has no parts.
        bool hasParts = !again.DType.HasObject && loaded.Rank > 0;
        using NpyFile file = Npy.Open(path);
        // The blocks of an array in Fortran order divide the last axis.
        bool isTurned = file.Header.FortranOrder && loaded.Rank > 1;
        (string Verb, NdArray Records)[] found =
        [
            ("Load", RecordCalls.Write(loaded.ToArray())),
            ("Save and Load", again),
            ("Save as loaded", RecordCalls.Write(Npy.Load<T>(folder.PathOf("same.npy")).ToArray())),
            ("Save and Load<T>", RecordCalls.Write(Npy.Load<T>(saved).ToArray())),
            ("Open and Load", RecordCalls.Write(file.Load<T>().ToArray())),
            ("Open and Read", !hasParts ? expected : RecordCalls.Write(file.Read<T>().ToArray())),
            ("Blocks", !hasParts ? expected
                : isTurned ? RecordCalls.Write([.. file.Blocks<T>(2).SelectMany(block => block.Transpose().ToArray())])
                : RecordCalls.Write([.. file.Blocks<T>(2).SelectMany(block => block.ToArray())])),
        ];
        NdArray turned = isTurned ? RecordCalls.Write(loaded.Transpose().ToArray()) : expected;
        return found.FirstOrDefault(row => !row.Records.Equals(row.Verb == "Blocks" ? turned : expected)) is { Verb: { } verb } wrong ? $"{verb}: {wrong.Records} is not {expected}" : null;
    }

    /// <summary>Values that no C# type holds.</summary>
    private static bool IsExpected(string message) =>
        message.Contains("oad it as Datetime64", StringComparison.Ordinal) || message.Contains("oad it as Timedelta64", StringComparison.Ordinal) || message.Contains("beyond the last code point", StringComparison.Ordinal)
        || message.Contains("An array of 65 axes", StringComparison.Ordinal);
}
