using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>What the generator says of records that it cannot make, each with what to write instead.</summary>
public sealed class GeneratorDiagnosticTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "[NpyRecord] struct A { public int X; }", "Error NPY001: The record 'A' is not partial: write 'partial' before 'struct', so that the compiler can add its code" },
        { "[NpyRecord] record struct A(int X);", "Error NPY001: The record 'A' is not partial: write 'partial' before 'record struct', so that the compiler can add its code" },
        { "class B { [NpyRecord] partial record struct A(int X); }", "Error NPY002: The type 'B', which contains the record 'A', is not partial: write 'partial' before its 'class'" },
        { "[NpyRecord] ref partial struct A { public int X; }", "Error NPY003: The record 'A' is a ref struct, which no array can hold: remove 'ref'" },
        { "[NpyRecord] partial record A(int X);", "Error NPY004: The record 'A' is a class, but an array holds its records by value: write 'partial record struct A'" },
        { "[NpyRecord] class A { public int X; }", "Error NPY004: The record 'A' is a class, but an array holds its records by value: write 'partial record struct A'" },
        { "[NpyRecord] partial record struct A(decimal X);", "Error NPY005: The member 'X' of the record 'A' is decimal, which no field can store: use double, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A(int? X);", "Error NPY005: The member 'X' of the record 'A' is int?, which no field can store: use int, as NumPy's numbers are never null, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A(int[,] X);", "Error NPY005: The member 'X' of the record 'A' is int[,], which no field can store: use an array with one axis, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A(int[][] X);", "Error NPY005: The member 'X' of the record 'A' is int[][], which no field can store: use an array with one axis, or an array of records, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A<T>(T X);", "Error NPY005: The member 'X' of the record 'A' is T, which no field can store: use a type that is known here, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A((int, int) X);", "Error NPY005: The member 'X' of the record 'A' is (int, int), which no field can store: use a record struct with [NpyRecord], or write [NpyIgnore]" },
        { "struct B; [NpyRecord] partial record struct A(B X);", "Error NPY005: The member 'X' of the record 'A' is B, which no field can store: write [NpyRecord] on that struct if it is yours, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A(Version X);", "Error NPY005: The member 'X' of the record 'A' is Version, which no field can store: use a number, text, a date, a record, an array of these, or object, or write [NpyIgnore]" },
        { "[NpyRecord] partial struct A { public int Y; [NpyField] public int X { set { } } }", "Error NPY005: The member 'X' of the record 'A' is a property that cannot be read, which no field can store: give it a getter, or write [NpyIgnore]" },
        { "[InlineArray(2)] struct B { private string _first; } [NpyRecord] partial struct A { public B X; }", "Error NPY005: The member 'X' of the record 'A' is B, which no field can store: use an inline array of numbers, or a T[], or write [NpyIgnore]" },
        { "[NpyRecord] unsafe partial struct A { public int* X; }", "Error NPY005: The member 'X' of the record 'A' is int*, which no field can store: use a struct with [InlineArray] for a number of values, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A(int X, [NpyField(\"X\")] int Y);", "Error NPY006: The members 'X' and 'Y' of the record 'A' would both be the field 'X': give one of them another name, [NpyField(\"…\")]" },
        { "[NpyRecord(Naming = NpyNaming.SnakeCase)] partial record struct A(int PriceUsd, int Price_Usd);", "Error NPY006: The members 'PriceUsd' and 'Price_Usd' of the record 'A' would both be the field 'price_usd': give one of them another name, [NpyField(\"…\")]" },
        { "[NpyRecord] partial struct A { public int X; public A(int y) { X = y; } }", "Error NPY007: The constructor of the record 'A' has the parameter 'y', but there is no field of that name and type: give it the name and type of the member that it sets, or remove the constructor" },
        { "[NpyRecord] partial struct A { public int X; public A(long x) { X = (int)x; } }", "Error NPY007: The constructor of the record 'A' has the parameter 'x', but there is no field of that name and type: give it the name and type of the member that it sets, or remove the constructor" },
        { "[NpyRecord] partial struct A { public int X, Y; public A(int x) { X = x; } public A(int x, int y) { X = x; Y = y; } }", "Error NPY008: The record 'A' has 2 constructors, so it is open which of them makes a record: leave one, or none if the members can be set" },
        { "[NpyRecord] partial record struct A(string X);", "Warning NPY009: The member 'X' of the record 'A' can be loaded but not saved, because nothing says how long it can be: write [NpyField(Length = …)]" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"V\")] byte[] X);", "Warning NPY009: The member 'X' of the record 'A' can be loaded but not saved, because nothing says how long it can be: write [NpyField(Length = …)]" },
        { "[NpyRecord] partial record struct A(int[] X);", "Warning NPY009: The member 'X' of the record 'A' can be loaded but not saved, because nothing says how many elements it has: write [NpyField(Length = …)]" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 2)] string[] X);", "Warning NPY009: The member 'X' of the record 'A' can be loaded but not saved, because nothing says how long it can be: write [NpyField(DType = \"U8\")]" },
        { "[NpyRecord] partial record struct A(Datetime64 X);", "Warning NPY009: The member 'X' of the record 'A' can be loaded but not saved, because nothing says what unit it counts: write [NpyField(DType = \"M8[ns]\")]" },
        { "[NpyRecord] partial record struct B(int Y); [NpyRecord] partial record struct A(B[] X);", "Warning NPY009: The member 'X' of the record 'A' can be loaded but not saved, because nothing says how many elements it has: write [NpyField(Length = …)]" },
        { "[NpyRecord, StructLayout(LayoutKind.Auto)] partial struct A { public int X; }", "Error NPY010: The record 'A' has automatic layout, in which the order of its fields is open: remove [StructLayout(LayoutKind.Auto)]" },
        { "[NpyRecord] partial struct A { public int Y; public int X { get; } }", "Error NPY011: The member 'X' of the record 'A' is read-only and no constructor sets it: give it a setter ('init' will do), or a constructor a parameter of its name and type, or write [NpyIgnore]" },
        { "[NpyRecord] partial struct A { public int Y; [NpyField] public int X => Y; }", "Error NPY011: The member 'X' of the record 'A' is read-only and no constructor sets it: give it a setter ('init' will do), or a constructor a parameter of its name and type, or write [NpyIgnore]" },
        { "[NpyRecord] partial record struct A(int X, [NpyField(Length = 2)] A[] Next);", "Error NPY012: The record 'A' contains itself in the member 'Next', but a record of NumPy has a fixed size: store the index of the other record, or write [NpyIgnore]" },
        { "[NpyRecord] partial struct A { private int X; }", "Error NPY013: The record 'A' has no fields, because 'X' is private: write [NpyField] on those to store, or make them public fields or automatic properties" },
        { "[NpyRecord] partial struct A;", "Error NPY013: The record 'A' has no fields: give it public fields, automatic properties or parameters" },
        { "[NpyRecord] partial record struct A { internal int Price { get; set; } public int Total => 1; [NpyIgnore] public int Note; int Y, Z; }", "Error NPY013: The record 'A' has no fields, because 'Price' is internal, 'Total' has accessors of its own, 'Note' has [NpyIgnore] and 2 more are left out: write [NpyField] on those to store, or make them public fields or automatic properties" },
        { "[NpyRecord] partial struct A { public int X; private int _y; public int Y { get => _y; set => _y = value; } }", "Info NPY016: The property 'Y' of the record 'A' is left out because it has accessors of its own: write [NpyField] to store it, or [NpyIgnore] to say that it is not stored" },
        { "[NpyRecord] partial struct A { public int Y; public int X { get => field; set => field = Math.Max(0, value); } }", "Info NPY016: The property 'X' of the record 'A' is left out because it has accessors of its own: write [NpyField] to store it, or [NpyIgnore] to say that it is not stored" },
        { "[NpyRecord] partial struct A { public int Y; public int X { get; set => field = Math.Max(0, value); } }", "Info NPY016: The property 'X' of the record 'A' is left out because it has accessors of its own: write [NpyField] to store it, or [NpyIgnore] to say that it is not stored" },
        { "[NpyRecord] partial struct A { public int Y; public partial int X { get; set; } } partial struct A { public partial int X { get => field; set => field = Math.Max(0, value); } }", "Info NPY016: The property 'X' of the record 'A' is left out because it has accessors of its own: write [NpyField] to store it, or [NpyIgnore] to say that it is not stored" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 2)] int X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a member of type int: the type alone says what is written, so remove Length and DType" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"M8[xs]\")] DateTime X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[ms]: it says 'M8[xs]'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"f8\")] TimeSpan X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a time span: m8 with a unit, such as m8[ms]: it says 'f8'" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 3, DType = \"S4\")] string X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a text: U or S with a length, such as S8, or O for Python objects: Length is 3, but DType says 'S4'" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 3, DType = \"O\")] string? X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a text: U or S with a length, such as S8, or O for Python objects: Python objects have any length, so remove Length" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"OO\")] string? X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a text: U or S with a length, such as S8, or O for Python objects: it says 'OO'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"U2\")] char X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a char: U1 or S1: it says 'U2'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \">M8[ms]\")] DateTime X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[ms]: it says '>M8[ms]', but records are written in native byte order: write 'M8[ms]'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \">m8\")] Timedelta64 X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a time span: m8 with a unit, such as m8[ms]: it says '>m8', but records are written in native byte order: write 'm8'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \">U8\")] string X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a text: U or S with a length, such as S8, or O for Python objects: it says '>U8', but records are written in native byte order: write 'U8'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \">U1\", Length = 2)] char[] X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a char: U1 or S1: it says '>U1', but records are written in native byte order: write 'U1'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \">V8\")] byte[] X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a byte[]: S or V with a length, such as V8, or u1: it says '>V8', but records are written in native byte order: write 'V8'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \">f8\")] DateTime X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[ms]: it says '>f8'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"M8[ms]\\n\")] DateTime X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[ms]: it says 'M8[ms]\n'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"M8[٣ms]\")] DateTime X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[ms]: it says 'M8[٣ms]'" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"M8[0ms]\")] DateTime X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[ms]: it says 'M8[0ms]', but a multiple is at least 1 and at most 2147483647" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"m8[2147483648s]\")] Timedelta64 X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a time span: m8 with a unit, such as m8[ms]: it says 'm8[2147483648s]', but a multiple is at least 1 and at most 2147483647" },
        { "[NpyRecord] partial record struct A([NpyField(DType = \"M8[99999999999ms]\", Length = 2)] DateOnly?[] X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit a date: M8 with a unit, such as M8[D]: it says 'M8[99999999999ms]', but a multiple is at least 1 and at most 2147483647" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 300000000)] double[] X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit an item of NumPy: 300000000 elements of 8 bytes are 2400000000 bytes, but the maximum is 2147483647" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 268435456, DType = \"U2\")] string[] X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit an item of NumPy: 268435456 elements of 8 bytes are 2147483648 bytes, but the maximum is 2147483647" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 200000000)] B[] X); [NpyRecord] partial struct B { public byte Y; public double Z; }", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit an item of NumPy: 200000000 elements of 16 bytes are 3200000000 bytes, but the maximum is 2147483647" },
        { "[NpyRecord] partial record struct A([NpyField(Length = 300000000)] string X, [NpyField(Length = 300000000)] string Y);", "Error NPY018: The fields of the record 'A' have 2400000000 bytes together, but the maximum is 2147483647: make its texts or arrays shorter" },
        { "[NpyRecord] partial record struct A(B X, B Y); [NpyRecord] partial record struct B([NpyField(Length = 300000000)] string X);", "Error NPY018: The fields of the record 'A' have 2400000000 bytes together, but the maximum is 2147483647: make its texts or arrays shorter" },
        { "[NpyRecord] partial record struct A([NpyField(Length = -1)] string X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit any field: Length is at least 1 and at most 536870911" },
        { "[NpyRecord] partial record struct A([NpyField(\"\")] int X);", "Error NPY014: [NpyField] on the member 'X' of the record 'A' does not fit its name: NumPy gives a field with an empty name another one, so write a name" },
        { "[NpyRecord] partial struct A { public int X; [NpyField] public const int Y = 1; }", "Error NPY014: [NpyField] on the member 'Y' of the record 'A' does not fit a static member: no record holds its value, so remove the attribute" },
        { "[NpyRecord] partial struct A { public int X; [NpyField] public static int Y { get; set; } }", "Error NPY014: [NpyField] on the member 'Y' of the record 'A' does not fit a static member: no record holds its value, so remove the attribute" },
        { "[NpyRecord] partial struct A { public int X; [NpyField] public int this[int i] { get => i; set { } } }", "Error NPY014: [NpyField] on the member 'this[]' of the record 'A' does not fit an indexer: no record holds its value, so remove the attribute" },
        { "[NpyRecord] file partial record struct A(int X);", "Error NPY015: The record 'A' is local to its file, so that the compiler cannot add its code: remove 'file' from 'record struct'" },
        { "file partial class B { [NpyRecord] partial record struct A(int X); }", "Error NPY015: The type 'B', which contains the record 'A', is local to its file, so that the compiler cannot add the record's code: remove 'file' from 'class'" },
        { "file partial class C { partial interface B { [NpyRecord] partial record struct A(int X); } }", "Error NPY015: The type 'C', which contains the record 'A', is local to its file, so that the compiler cannot add the record's code: remove 'file' from 'class'" },
        { "file enum B { Y } [NpyRecord] partial record struct A(B X);", "Error NPY015: The type 'B' of the member 'X' of the record 'A' is local to its file, so that the compiler cannot add the record's code: remove 'file' from 'enum'" },
        { "file enum B { Y } [InlineArray(2)] struct C<T> { private T _first; } [NpyRecord] partial struct A { public C<B> X; }", "Error NPY015: The type 'B' of the member 'X' of the record 'A' is local to its file, so that the compiler cannot add the record's code: remove 'file' from 'enum'" },
        { "file class B { public enum C { Y } } [NpyRecord] partial record struct A([NpyField(Length = 2)] B.C[] X);", "Error NPY015: The type 'B' of the member 'X' of the record 'A' is local to its file, so that the compiler cannot add the record's code: remove 'file' from 'class'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Generator_WrongRecord_SaysWhatToWrite(string source, string expected) => Assert.Equal([expected], RecordCompiler.Diagnose(source));

    /// <summary>Only what would otherwise be missed is named.</summary>
    [Theory]
    [InlineData("public int Y { get => X; }")]
    [InlineData("public int Y => X;")]
    [InlineData("public int Y { set => X = value; }")]
    [InlineData("internal int Y { get => X; set => X = value; }")]
    [InlineData("public static int Y { get => 1; set { } }")]
    [InlineData("public int this[int i] { get => X; set => X = value; }")]
    [InlineData("[NpyIgnore] public int Y { get => X; set => X = value; }")]
    [InlineData("[NpyField] public int Y { get => X; set => X = value; }")]
    [InlineData("public int Y { get; set; }")]
    public void Generator_PropertyThatIsClear_SaysNothing(string property) =>
        Assert.Empty(RecordCompiler.Diagnose($"[NpyRecord] partial struct A {{ public int X; {property} }}"));

    [Theory]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    public void Generator_OldLanguage_SaysSo(LanguageVersion language, string name) =>
        Assert.Equal(
            [$"NPY017: The code of the record 'A' needs C# 11 or later, but the project's language is C# {name}: remove LangVersion from the project file, or set it to 11 or later"],
            RecordCompiler.Problems(language, "[NpyRecord] public partial struct A { public int X { get; set; } }"));

    [Fact]
    public void Generator_CSharp11_IsEnough() =>
        Assert.Empty(RecordCompiler.Problems(
            LanguageVersion.CSharp11,
            "[NpyRecord] public partial record struct A(int X, [NpyField(Length = 3)] string Y, [NpyField(Length = 3)] double[] Z, DateTime? W, object? V, B U, [NpyField(Length = 2)] B[] T); [NpyRecord] public partial record struct B([NpyField(DType = \"O\")] string S);"));

    [Fact]
    public void Generator_RecordsThatContainEachOther_SaysSoOfBoth()
    {
        string[] said = RecordCompiler.Diagnose("[NpyRecord] partial record struct A([NpyField(Length = 1)] B[] X); [NpyRecord] partial record struct B([NpyField(Length = 1)] A[] Y);");

        Assert.Equal(["NPY012", "NPY012"], said.Select(line => line.Split(' ')[1].TrimEnd(':')));
    }

    /// <summary>The sizes that the generator counts are those that the library makes.</summary>
    [Theory]
    [InlineData("double[] X", 268435455, "", 2147483640)]
    [InlineData("byte[] X", 536870911, ", DType = \"u1\"", 536870911)]
    [InlineData("string X", 536870911, "", 2147483644)]
    [InlineData("Half[] X", 536870911, "", 1073741822)]
    [InlineData("Complex[] X", 134217727, "", 2147483632)]
    [InlineData("ComplexLongDouble[] X", 67108863, "", 2147483616)]
    [InlineData("Complex64[] X", 268435455, "", 2147483640)]
    [InlineData("DayOfWeek[] X", 536870911, "", 2147483644)]
    [InlineData("char[] X", 536870911, "", 2147483644)]
    [InlineData("nint[] X", 268435455, "", 2147483640)]
    [InlineData("object[] X", 268435455, "", 2147483640)]
    [InlineData("DateTime?[] X", 268435455, "", 2147483640)]
    [InlineData("Padded[] X", 89478485, "", 2147483640)]
    [InlineData("Packed[] X", 134217727, "", 2147483632)]
    [InlineData("Loose[] X", 119304647, "", 2147483646)]
    [InlineData("WithInline[] X", 134217727, "", 2147483632)]
    public void Generator_LargestLength_IsTakenAndOneMoreRefused(string member, int length, string dtype, long size)
    {
        const string Types = """
            [NpyRecord] public partial struct Padded { public byte A; public double B; public byte C; }
            [NpyRecord(Packed = true)] public partial struct Packed { public double B; public Complex64 C; }
            [NpyRecord] public partial record struct Loose(bool A, [NpyField(Length = 2)] string B, double C, byte D);
            [InlineArray(3)] public struct Three { private short _first; }
            [NpyRecord] public partial record struct WithInline(Three A, Padded2 B);
            [NpyRecord, StructLayout(LayoutKind.Sequential, Pack = 2)] public partial struct Padded2 { public byte A; public double B; }
            """;
        string Source(int length) => string.Create(CultureInfo.InvariantCulture, $"{Types} [NpyRecord] public partial record struct A([NpyField(Length = {length}{dtype})] {member});");

        var info = ((INpyRecord)Activator.CreateInstance(RecordCompiler.Load(Source(length)).GetType("A")!)!).Info;

        Assert.Equal(size, info.DType!.ItemSize);
        if (length < 536870911)
            Assert.Contains(RecordCompiler.Diagnose(Source(length + 1)), said => said.StartsWith("Error NPY014: ", StringComparison.Ordinal) && said.EndsWith("bytes, but the maximum is 2147483647", StringComparison.Ordinal));
    }

    /// <summary>Only fields make a record contain another.</summary>
    [Theory]
    [InlineData("struct B { public int Y; [NpyIgnore] public A[] Parents; }")]
    [InlineData("struct B { public int Y; [NpyIgnore] public A[] Parents { get; set; } }")]
    [InlineData("struct B { public int Y; [field: NpyIgnore] public A[] Parents { get; set; } }")]
    [InlineData("record struct B(int Y, [NpyIgnore] A[] Parents);")]
    [InlineData("record struct B(int Y, [property: NpyIgnore] A[] Parents);")]
    [InlineData("struct B { public int Y; private A[] _parents; }")]
    [InlineData("struct B { public int Y; internal A[] Parents { get; set; } }")]
    [InlineData("struct B { public int Y; public A[] Parents => []; }")]
    [InlineData("struct B { public int Y; public static A[] Parents; }")]
    public void Generator_CycleThatIsNotStored_SaysNothing(string other) =>
        Assert.Empty(RecordCompiler.Diagnose($"[NpyRecord] partial struct A {{ public B X; }} [NpyRecord] partial {other}"));

    [Theory]
    [InlineData("struct B { [NpyField(Length = 2)] private A[] _parents; }")]
    [InlineData("struct B { private A[] _parents; [NpyField(Length = 2)] public A[] Parents { get => _parents; set => _parents = value; } }")]
    [InlineData("record struct B([NpyField(Length = 2)] A[] Parents);")]
    [InlineData("struct B { public C Z; } [NpyRecord] partial struct C { [NpyField(Length = 2)] public A[] Parents; }")]
    public void Generator_CycleThatIsStored_SaysSo(string other) =>
        Assert.Contains(
            "Error NPY012: The record 'A' contains itself in the member 'X', but a record of NumPy has a fixed size: store the index of the other record, or write [NpyIgnore]",
            RecordCompiler.Diagnose($"[NpyRecord] partial struct A {{ public B X; }} [NpyRecord] partial {other}"));

    [Fact]
    public void Generator_WarningDisabled_IsSuppressed()
    {
        const string Source = "\n#pragma warning disable NPY009\n[NpyRecord] partial record struct A(string X);\n#pragma warning restore NPY009\n";

        Assert.Empty(RecordCompiler.Generate(Source).Problems);
        Assert.Single(RecordCompiler.Generate(Source.Replace("disable", "restore", StringComparison.Ordinal)).Problems);
    }

    [Fact]
    public void Generator_SeveralMistakes_SaysThemAll()
    {
        string[] said = RecordCompiler.Diagnose("[NpyRecord] partial record struct A(decimal X, string Y, [NpyField(\"Y\")] int Z);");

        Assert.Equal(["NPY005", "NPY009", "NPY006"], said.Select(line => line.Split(' ')[1].TrimEnd(':')));
    }
}
