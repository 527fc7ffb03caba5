using System.Reflection;
using System.Text.RegularExpressions;
using NpyIO.Tests.Records;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The table of members in docs/types.md is what the code does: every row is compiled, and tried with a field of every kind.</summary>
public sealed class RecordTableTests
{
    private const string Header = "| member | written as | also read from | with `Casting.Checked`, also from |";

    /// <summary>The types that rows name.</summary>
    private const string Types = "[NpyRecord] public partial record struct Point(int X); [InlineArray(3)] public struct Three { private int _first; }\n";

    /// <summary>A field of every kind, and of several widths and units.</summary>
    private static readonly string[] Fields =
    [
        "?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "f16", "c8", "c16", "c32", "S1", "S5", "S8", "U1", "U5", "U8", "V1", "V5", "V8", "O",
        "M8", "M8[Y]", "M8[M]", "M8[W]", "M8[D]", "M8[h]", "M8[ms]", "M8[25s]", "M8[ns]", "M8[as]", "m8", "m8[Y]", "m8[M]", "m8[W]", "m8[D]", "m8[ms]", "m8[25s]", "m8[ns]", "m8[as]",
        "[('X', 'i4')]", "[('Y', 'i4')]", "(3,)i4", "(2,)i4", "(3,)i8", "(3,)u1", "(3,)U8", "(3,)M8[D]",
    ];

    private static readonly Lazy<Row[]> Table = new(Rows);

    private static readonly Lazy<Assembly> Compiled = new(() => RecordCompiler.Load("using System; using System.Numerics; using System.Runtime.CompilerServices; using NpyIO;\n" + Types + string.Join('\n', Table.Value.Select(row => row.Source))));

    public static TheoryData<string> Members => [.. Table.Value.Select(row => row.Member)];

    [Theory]
    [MemberData(nameof(Members))]
    public void Table_Row_IsWhatTheCodeDoes(string member)
    {
        Row row = Table.Value.Single(row => row.Member == member);
        Type type = Compiled.Value.GetType(row.Name, throwOnError: true)!;
        var check = typeof(RecordTableTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<Row, string[]>>();

        Assert.Empty(check(row));
    }

    /// <summary>Of all public types of .NET and NpyIO that could be members, those that the generator takes have a row, alone and as elements of an array.</summary>
    [Fact]
    public void Table_TypesThatMembersCanHave_AreInIt()
    {
        string[] candidates =
        [
            "string", "object", "byte[]",
            .. new[] { typeof(int).Assembly, typeof(System.Numerics.Complex).Assembly, typeof(Npy).Assembly }.SelectMany(assembly => assembly.GetExportedTypes())
                .Where(type => type is { IsValueType: true, IsGenericType: false, IsEnum: false, IsByRefLike: false, IsNested: false } && type != typeof(void) && type.GetCustomAttribute<ObsoleteAttribute>() is null)
                .SelectMany(type => new[] { type.FullName!, type.FullName + "?" }),
        ];
        string source = string.Join('\n', candidates.Select((type, i) => $"[NpyRecord] public partial record struct A{i}a({type} X); [NpyRecord] public partial record struct A{i}b({type}[] X);"));
        HashSet<string> refused = [.. RecordCompiler.Diagnose(source).Where(said => said.StartsWith("Error", StringComparison.Ordinal)).Select(said => Regex.Match(said, "record '(\\w+)'").Groups[1].Value)];
        string[] supported = [.. candidates.Where((_, i) => !refused.Contains($"A{i}a"))];

        Assert.Equal(supported, candidates.Where((_, i) => !refused.Contains($"A{i}b")));
        HashSet<Type> listed = [.. Table.Value.Select(row => Compiled.Value.GetType(row.Name)!.GetProperty("X")!.PropertyType)];
        Assert.Equal([], supported.Where(type => !listed.Contains(TypeOf(type))));
        Assert.True(supported.Length > 25 && refused.Count > 50, string.Join(", ", supported));
    }

    private static string[] Check<T>(Row row)
        where T : struct, INpyRecord<T>
    {
        var wrong = new List<string>();
        DType written = Parsed(row.Written).WithByteOrder(DType.NativeOrder);
        if (!T.DType["X"].DType.Equals(written))
            wrong.Add($"is written as {T.DType["X"].DType}, not {written}");
        foreach (string field in Fields)
        {
            DType dtype = DType.Parse(field);
            bool isRead = dtype.WithByteOrder(DType.NativeOrder).Equals(written) || row.Read.Any(code => Means(code, field));
            if (CanLoad<T>(dtype, Casting.Equivalent) != isRead)
                wrong.Add($"{field} is {(isRead ? "not " : "")}read");
            if (CanLoad<T>(dtype, Casting.Checked) != (isRead || row.Checked.Any(code => Means(code, field))))
                wrong.Add($"{field} is {(isRead || row.Checked.Any(code => Means(code, field)) ? "not " : "")}read with Casting.Checked");
        }

        return [.. wrong];
    }

    /// <summary>Whether a code of the table means the field: without a number, all widths; with <c>…</c>, all units.</summary>
    private static bool Means(string code, string field) =>
        code == field
        || code is "i" or "u" or "f" or "c" or "S" or "U" or "V" && Regex.IsMatch(field, $"^{code}\\d+$")
        || code is "M8[…]" or "m8[…]" && field.StartsWith(code[..3], StringComparison.Ordinal)
        || code == "m8[W…as]" && field.StartsWith("m8[", StringComparison.Ordinal) && field is not ("m8[Y]" or "m8[M]")
        || code == "[(…)]" && field.StartsWith("[(", StringComparison.Ordinal)
        || code == "(…)" + field[(field.IndexOf(')', StringComparison.Ordinal) + 1)..] && field[0] == '(';

    /// <summary>NumPy writes a sub-array of records as a tuple.</summary>
    private static DType Parsed(string code) => code.StartsWith("(3,)[", StringComparison.Ordinal) ? DType.SubArray(DType.Parse(code[4..]), [3L]) : DType.Parse(code);

    private static bool CanLoad<T>(DType dtype, Casting casting)
        where T : struct, INpyRecord<T>
    {
        NdArray array = NdArray.Create(DType.Struct(new Field("X", dtype)), 1);
        if (dtype.Kind == DTypeKind.Object)
            array["X"].Set(Sample(typeof(T).GetProperty("X")!.PropertyType), 0);
        try
        {
            _ = Npy.Load<T>(Npy.Save(array), casting);
            return true;
        }
        catch (InvalidCastException)
        {
            return false;
        }
    }

    /// <summary>A Python object that is such a value.</summary>
    private static object Sample(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => true,
        TypeCode.String => "a",
        _ => (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var value when value == typeof(byte[]) => new byte[] { 1 },
            var value when value == typeof(DateTime) || value == typeof(Datetime64) => new DateTime(2020, 2, 29),
            var value when value == typeof(DateTimeOffset) => new DateTimeOffset(2020, 2, 29, 0, 0, 0, TimeSpan.Zero),
            var value when value == typeof(DateOnly) => new DateOnly(2020, 2, 29),
            var value when value == typeof(TimeSpan) || value == typeof(TimeOnly) || value == typeof(Timedelta64) => new TimeSpan(1, 2, 3),
            var value when value == typeof(Half) || value == typeof(float) || value == typeof(double) || value == typeof(LongDouble) => 1.5,
            var value when value == typeof(Complex64) || value == typeof(System.Numerics.Complex) || value == typeof(ComplexLongDouble) => new System.Numerics.Complex(1, 2),
            _ => 1,
        },
    };

    private static Type TypeOf(string name)
    {
        string plain = name.TrimEnd('?');
        Type type = plain switch
        {
            "string" => typeof(string),
            "object" => typeof(object),
            "byte[]" => typeof(byte[]),
            _ => new[] { typeof(int).Assembly, typeof(System.Numerics.Complex).Assembly, typeof(Npy).Assembly }.Select(assembly => assembly.GetType(plain)).First(found => found is not null)!,
        };
        return plain == name ? type : typeof(Nullable<>).MakeGenericType(type);
    }

    private static Row[] Rows()
    {
        string[] lines = [.. MarkdownFile.Of("docs/types.md").Lines.SkipWhile(line => line != Header).Skip(2).TakeWhile(line => line.StartsWith('|'))];
        var rows = new List<Row>();
        foreach (string line in lines)
        {
            string[][] cells = [.. line[1..^1].Split('|').Select(cell => Regex.Matches(cell, "`([^`]+)`").Select(match => match.Groups[1].Value).ToArray())];
            Assert.True(cells.Length == 4 && cells[0].Length > 0 && (cells[1].Length == 1 || cells[1].Length == cells[0].Length), line);
            for (int i = 0; i < cells[0].Length; i++)
                rows.Add(new Row($"Member{rows.Count}", cells[0][i], cells[1][cells[1].Length == 1 ? 0 : i], cells[2], cells[3]));
        }

        Assert.True(rows.Count > 30, Header);
        return [.. rows];
    }

    /// <summary>A member of a row.</summary>
    private sealed record Row(string Name, string Member, string Written, string[] Read, string[] Checked)
    {
        internal string Source => $"[NpyRecord] public partial record struct {Name}({Member} X);";
    }
}
