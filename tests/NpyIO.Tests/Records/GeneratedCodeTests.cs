using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NpyIO.Generators;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>The generated code compiles without a warning, whatever a record looks like, and is made again only if the record changes.</summary>
public sealed class GeneratedCodeTests
{
    public static TheoryData<string, int> Shapes => new()
    {
        { "[NpyRecord] partial record struct A(int X, double Y);", 1 },
        { "namespace N.@class; [NpyRecord] public readonly partial record struct @struct(int @int, long @record, [NpyField(\"a \\\"b\\\\\\n\")] int field);", 1 },
        { "[NpyRecord] partial struct A { public int x, X; public long Column0, i, source, destination, record, Info, DType, Read, Write; }", 1 },
        { "[NpyRecord] partial struct A { public int X; } [NpyRecord] partial struct a { public int X; } namespace A_ { [NpyRecord] partial struct B { public int X; } }", 3 },
        { "namespace N; partial class Outer<T> where T : class { protected partial interface I<U> { partial record R<V> { [NpyRecord] private partial record struct A(int X); } } }", 1 },
        { "partial record struct Outer(int Z) { [NpyRecord] private partial struct A { public int X; } }", 1 },
        { "[NpyRecord] partial record struct A<T>(int X) where T : unmanaged;", 1 },
        { "[NpyRecord] partial record struct Größe(int Länge, [NpyField(\"цена\")] double 価格);", 1 },
        { "[NpyRecord] partial record struct A([NpyField(Length = 2)] string? X, [property: NpyField(Length = 2)] byte[]? Y, object Z, object? W, [NpyField(Length = 2, DType = \"U2\")] string?[]? V, dynamic U);", 1 },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"O\")] string X, [NpyField(DType = \"|O\")] string? Y, [NpyField(DType = \"O\", Length = 2)] string[] Z, [NpyField(DType = \"O\", Length = 2)] string?[] W);", 1 },
        { "#nullable disable\n[NpyRecord] partial record struct A([NpyField(Length = 2)] string X, [NpyField(Length = 3)] int[] Y, object Z);", 1 },
        { "[InlineArray(4)] struct Four<T> { private T _first; } [NpyRecord] partial struct A { public Four<float> X; public Four<bool> Y { get; set; } public Four<DayOfWeek> Z; }", 1 },
        { "[NpyRecord] partial record struct A(DateTime A1, DateTime? A2, DateTimeOffset A3, DateTimeOffset? A4, DateOnly A5, DateOnly? A6, TimeSpan A7, TimeSpan? A8, TimeOnly A9, TimeOnly? A10, [NpyField(Length = 3, DType = \"M8[us]\")] DateTime[] A11);", 1 },
        { "[NpyRecord] partial record struct A(bool B, char C, sbyte D, nint E, nuint F, Half G, Complex H, Complex64 I, LongDouble J, ComplexLongDouble K, DayOfWeek L);", 1 },
        { "[NpyRecord] partial struct A { public required int X { get; init; } [NpyIgnore] public required string Y { get; set; } public A() { } }", 1 },
        { "[NpyRecord] partial struct A(int x, long y) { public int X { get; } = x; public long Y => y; [NpyIgnore] public long Z = y; [NpyField] private long y = y; }", 1 },
        { "[NpyRecord] partial record struct A(int X, [property: NpyIgnore] string Note) { public double Sum { get; set; } public readonly double Twice => 2 * Sum; public const int C = 1; public static int S; public int this[int i] => i; }", 1 },
        { "[NpyRecord] partial struct A { [Obsolete(\"old\")] public int X; [field: NpyField(\"z\")] public int Y { get; private set; } }", 1 },
        { "[NpyRecord] partial record struct A(B X, [NpyField(Length = 2)] B[] Y, C<int> Z); [NpyRecord] partial record struct B(int X); [NpyRecord] partial record struct C<T>(int X);", 3 },
        { "partial struct A { public int X; } [NpyRecord] partial struct A { }", 1 },
        { "[NpyRecord, StructLayout(LayoutKind.Explicit)] partial struct A { [FieldOffset(0)] public int X; [FieldOffset(0)] public float Y; }", 1 },
        { "interface INothing { int X { get; } } [NpyRecord] partial record struct A(int X) : INothing { int INothing.X => X; }", 1 },
        { "partial class O { private partial class P { private enum E { X } [NpyRecord] private partial record struct A(E X); } }", 1 },
        { "partial class O<T> where T : class, new() { [NpyRecord] public partial record struct A(int X); } [NpyRecord] partial record struct B(O<object>.A X, [NpyField(Length = 2)] O<Random>.A[] Y);", 2 },
        { "partial class B { protected enum E { X } [NpyRecord] protected partial record struct A(E X); } partial class C : B { [NpyRecord] partial record struct D(E X, A Y); }", 2 },
        { "namespace N; class System; class NpyIO; class Span; [global::NpyIO.NpyRecord] partial record struct A(int X, global::System.DateTime Y);", 1 },
        { "namespace N.System { class Q; } namespace N.NpyIO { [global::NpyIO.NpyRecord] partial record struct A(int X, global::System.DateTime Y); }", 1 },
        { "[NpyRecord] partial record struct A(int i, int column0, int record, int source, int destination, int System, int NpyIO);", 1 },
        { "[NpyRecord] partial record struct A<System, NpyIO>(int X);", 1 },
        { "[NpyRecord] partial struct @record { public int @var, @file, @required, @scoped, @await, @nint; } [NpyRecord] partial struct @file { public int X; } partial class @event { [NpyRecord] internal partial struct @ref { public int @in; } }", 3 },
        { "[NpyRecord] partial struct A { public int X; public struct Info; public class DType; public class NpyRecordColumns; }", 1 },
        { "[NpyRecord] partial struct A { [Obsolete(\"old\", true)] public int X; public int Y; }", 1 },
        { "[Obsolete(\"old\", true)] enum E { X } [NpyRecord] partial struct A { [Obsolete(\"old\", true), NpyField(Length = 2)] public E[] X; public int Y { get; } [Obsolete(\"old\", true)] public A(int y) { Y = y; X = []; } }", 1 },
        { "#pragma warning disable CS0619\n[Obsolete(\"old\", true), NpyRecord] partial struct A { public int X; }", 1 },
        { "[NpyRecord] partial struct A { [System.Diagnostics.CodeAnalysis.Experimental(\"ABC1\")] public int X; public int Y; }", 1 },
        { "[System.Diagnostics.CodeAnalysis.Experimental(\"ABC1\")] enum E { X }\n#pragma warning disable ABC1\n[NpyRecord] partial struct A { public E X; public int Y; }", 1 },
        { "#nullable disable\n[NpyRecord] unsafe partial struct A { public int X; [NpyField(Length = 2)] public string Y; }", 1 },
        { "[NpyRecord] partial record struct A(int X) { private readonly int _x = X; public int X { get => _x; init => _x = value; } }", 1 },
        { "[NpyRecord] partial record struct A(int X) { internal int X { get; init; } = X; }", 1 },
        { "[NpyRecord] partial struct A { public required int X { get; init; } public required int Y; public A(int x) { X = x; } }", 1 },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"O\")] string @null, [NpyIgnore] int @default);", 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Generator_AnyShape_CompilesWithoutWarning(string source, int files)
    {
        (string[] texts, string[] problems, _) = RecordCompiler.Generate(source);

        Assert.Empty(problems);
        Assert.Equal(files, texts.Length);
    }

    [Fact]
    public void Generator_Trade_WritesColumns()
    {
        (string[] texts, _, _) = RecordCompiler.Generate("namespace N; [NpyRecord(Naming = NpyNaming.CamelCase)] public partial record struct Trade(DateTime T, double PriceUSD, [NpyField(\"sym\", Length = 8)] string Sym, [NpyIgnore] int Qty);");

        Assert.Contains("partial record struct Trade : global::NpyIO.INpyRecord<global::N.Trade>\n", texts[0], StringComparison.Ordinal);
        Assert.Contains("var column0 = global::NpyIO.NpyRecordColumns.Read<global::System.DateTime>(source, \"t\");\n", texts[0], StringComparison.Ordinal);
        Assert.Contains("destination[i] = new global::N.Trade(column0[i], column1[i], column2[i]!, default!);\n", texts[0], StringComparison.Ordinal);
        Assert.Contains("global::NpyIO.NpyRecordColumns.Field<global::System.DateTime>(\"t\", \"T\", \"M8[ns]\"),\n", texts[0], StringComparison.Ordinal);
        Assert.Contains("global::NpyIO.NpyRecordColumns.Field<double>(\"priceUSD\", \"PriceUSD\"),\n", texts[0], StringComparison.Ordinal);
        Assert.Contains("global::NpyIO.NpyRecordColumns.NotNull(global::NpyIO.NpyRecordColumns.Field<string>(\"sym\", \"Sym\", \"U8\")));\n", texts[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PriceUsd", "priceUsd", "price_usd")]
    [InlineData("HTTPCode2", "httpCode2", "http_code2")]
    [InlineData("ID", "id", "id")]
    [InlineData("x", "x", "x")]
    [InlineData("A_B", "a_B", "a_b")]
    [InlineData("ÄnderungsDatum", "änderungsDatum", "änderungs_datum")]
    [InlineData("X2Y", "x2Y", "x2_y")]
    public void Field_Naming_IsCamelOrSnake(string member, string camel, string snake)
    {
        Assert.Equal(camel, Names.Field(member, (int)NpyNaming.CamelCase));
        Assert.Equal(snake, Names.Field(member, (int)NpyNaming.SnakeCase));
        Assert.Equal(member, Names.Field(member, (int)NpyNaming.AsWritten));
    }

    [Fact]
    public void Generator_UnrelatedEdit_MakesNothingAgain()
    {
        CSharpCompilation before = RecordCompiler.Compile("[NpyRecord] partial record struct A(int X, [NpyField(Length = 3)] int[] Y);", "class Other { }");
        CSharpCompilation after = before.ReplaceSyntaxTree(before.SyntaxTrees[1], CSharpSyntaxTree.ParseText("class Other { int _edited; }", (CSharpParseOptions)before.SyntaxTrees[1].Options));

        GeneratorRunResult result = RecordCompiler.NewDriver().RunGenerators(before).RunGenerators(after).GetRunResult().Results[0];

        Assert.All(ReasonsOf(result), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void Generator_EditOfTheRecord_MakesItAgain()
    {
        CSharpCompilation before = RecordCompiler.Compile("[NpyRecord] partial record struct A(int X);", "[NpyRecord] partial record struct B(int X);");
        CSharpCompilation after = before.ReplaceSyntaxTree(before.SyntaxTrees[0], CSharpSyntaxTree.ParseText("using NpyIO; [NpyRecord] partial record struct A(long X);", (CSharpParseOptions)before.SyntaxTrees[0].Options));

        GeneratorRunResult result = RecordCompiler.NewDriver().RunGenerators(before).RunGenerators(after).GetRunResult().Results[0];

        IncrementalStepRunReason[] reasons = [.. result.TrackedSteps[RecordGenerator.Models].SelectMany(step => step.Outputs).Select(output => output.Reason)];
        Assert.Equal(2, reasons.Length);
        Assert.Single(reasons, IncrementalStepRunReason.Modified);
        Assert.Single(reasons, reason => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged);
    }

    private static IncrementalStepRunReason[] ReasonsOf(GeneratorRunResult result)
    {
        IncrementalStepRunReason[] reasons =
        [
            .. result.TrackedSteps[RecordGenerator.Models].SelectMany(step => step.Outputs).Select(output => output.Reason),
            .. result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs).Select(output => output.Reason),
        ];
        Assert.True(reasons.Length >= 2);
        return reasons;
    }
}
