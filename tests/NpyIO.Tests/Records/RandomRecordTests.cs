using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Records;

/// <summary>Random structs, compiled in the test, against random dtypes with their fields.</summary>
public sealed class RandomRecordTests
{
    private const int TypesInACompilation = 40;

    private static readonly (string Type, string DType)[] Plain =
    [
        ("bool", "?"), ("sbyte", "i1"), ("byte", "u1"), ("short", "i2"), ("ushort", "u2"), ("int", "i4"), ("uint", "u4"), ("long", "i8"), ("ulong", "u8"), ("nint", "i8"), ("Half", "f2"),
        ("float", "f4"), ("double", "f8"), ("LongDouble", "f16"), ("Complex64", "c8"), ("Complex", "c16"), ("DayOfWeek", "i4"), ("Inner", ""), ("Three", ""),
    ];

    private static readonly (string Type, string DType)[] Converted =
    [
        ("string", "U5"), ("string", "S5"), ("byte[]", "V3"), ("byte[]", "S3"), ("char", "U1"), ("Datetime64", "M8[us]"), ("Timedelta64", "m8[3D]"), ("object", ""), ("short[]", ""), ("double[]", ""),
        ("Inner[]", ""), ("Loose", ""), ("Loose[]", ""),
    ];

    private const string Shared = """
        #nullable disable
        [NpyRecord] public partial struct Inner { public byte A; public int B; }
        [NpyRecord] public partial record struct Loose(bool A, [NpyField(Length = 2)] string B);
        [InlineArray(3)] public struct Three { private short _first; }

        """;

    [Fact]
    [Trait(Campaign.Category, Campaign.Name)]
    public void ReadWrite_RandomStructAndDType_KeepsEveryValue()
    {
        int seed = Campaign.Seed(15);
        var random = new Random(seed);
        for (int compilation = 0; compilation < Campaign.Of(20); compilation++)
        {
            string[] sources = [.. Enumerable.Range(0, TypesInACompilation).Select(number => Source(random, number))];
            Assembly assembly = RecordCompiler.Load(Shared + string.Join('\n', sources));
            for (int number = 0; number < sources.Length; number++)
            {
                MethodInfo check = typeof(RandomRecordTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!;
                string? problem = (string?)check.MakeGenericMethod(assembly.GetType($"R{number}", throwOnError: true)!).Invoke(null, [random]);
                Assert.True(problem is null, $"NPYIO_SEED={seed}: {problem}\n{sources[number]}");
            }
        }
    }

    private static string Source(Random random, int number)
    {
        bool isPlain = random.Next(2) == 0;
        var members = new List<string>();
        int positional = random.Next(3) == 0 ? random.Next(1, 4) : 0;
        for (int i = 0; i < positional + random.Next(1, 5); i++)
        {
            (string type, string dtype) = isPlain || random.Next(2) == 0 ? Plain[random.Next(Plain.Length)] : Converted[random.Next(Converted.Length)];
            string attribute = type.EndsWith("[]", StringComparison.Ordinal) && type != "byte[]" ? "[NpyField(Length = 3)] "
                : Converted.Contains((type, dtype)) && dtype.Length > 0 ? $"[NpyField(DType = \"{dtype}\")] " : "";
            members.Add($"{(i < positional ? attribute.Replace("[Npy", "[property: Npy", StringComparison.Ordinal) : attribute + "public ")}{type} M{i}{(i < positional ? "" : random.Next(2) == 0 ? ";" : " { get; set; }")}");
        }

        string pack = random.Next(4) == 0 && positional == 0 ? $", StructLayout(LayoutKind.Sequential, Pack = {1 << random.Next(5)})" : "";
        string packed = random.Next(5) == 0 ? "(Packed = true)" : "";
        string kind = positional > 0 ? $"record struct R{number}({string.Join(", ", members.Take(positional))})" : $"struct R{number}";
        return $"[NpyRecord{packed}{pack}] public partial {kind} {{ {string.Join(' ', members.Skip(positional))} }}";
    }

    /// <summary>Returns what is wrong, or null.</summary>
    private static string? Check<T>(Random random)
        where T : struct, INpyRecord<T>
    {
        DType own = T.DType;
        if (T.IsOwnLayout && own.ItemSize != Unsafe.SizeOf<T>())
            return $"{own} has {own.ItemSize} bytes, not {Unsafe.SizeOf<T>()}";

        int count = random.Next(4);
        NdArray array = NdArray.Create(own, count);
        for (int i = 0; i < count; i++)
            Fill(array.At(i), random);
        var records = new T[count];
        T.Read(array, records);
        if (Mismatch(array, records) is { } wrong)
            return wrong;

        // The struct's memory has the offsets that are claimed.
        if (T.IsOwnLayout && !NdArray.FromBuffer(BytesOf(records), own).Equals(array))
            return $"the memory is not that of {own}";

        DType other = Shuffled(own, random);
        NdArray wide = NdArray.Create(other, 2 * count + 1);
        NdArray written = random.Next(2) == 0 ? wide[new Slice(0, count)] : wide[new Slice(2 * count, count == 0 ? 0 : null, -2)][new Slice(0, count)];
        T.Write(records, written);
        var again = new T[count];
        T.Read(written, again);
        if (Mismatch(array, again) is { } different)
            return $"{different}, by way of {other}";

        // The same by files, and by arrays in memory.
        byte[] saved = Npy.Save(records);
        if (!own.HasObject && !saved.AsSpan().SequenceEqual(Npy.Save(array)))
            return "the file of the structs is not that of the array";
        NdArray<T>[] ways = [Npy.Load<T>(saved), Npy.Load<T>(Npy.Save(written)), written.To<T>(), array.To<T>(Casting.Checked), Npy.Load(saved).To<T>(Casting.SameKind)];
        for (int i = 0; i < ways.Length; i++)
        {
            if (Mismatch(array, ways[i].ToArray()) is { } lost)
                return $"{lost}, by way {i} of {other}";
            if (!own.HasObject && !ways[i].Equals(ways[0]))
                return $"way {i} of {other} is not equal";
        }

        return null;
    }

    private static byte[] BytesOf<T>(T[] records) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(records)), records.Length * Unsafe.SizeOf<T>()).ToArray();

    /// <summary>The same fields in any order and byte order, with gaps.</summary>
    private static DType Shuffled(DType dtype, Random random)
    {
        Field[] fields = [.. dtype.Fields];
        random.Shuffle(fields);
        long end = 0;
        for (int i = 0; i < fields.Length; i++)
        {
            DType part = fields[i].DType;
            part = part.IsStruct ? Shuffled(part, random)
                : part.Base is { IsStruct: true } inner ? DType.SubArray(Shuffled(inner, random), part.Shape)
                : random.Next(2) == 0 ? part.WithByteOrder(ByteOrder.BigEndian) : part;
            fields[i] = new Field(fields[i].Name, part, end += random.Next(3));
            end += part.ItemSize;
        }

        return DType.Struct(fields, (int)end + random.Next(3));
    }

    private static void Fill(NdArray element, Random random)
    {
        foreach (Field field in element.DType.Fields)
        {
            NdArray values = element[field.Name];
            for (long i = 0; i < values.Count; i++)
            {
                NdArray value = values.Rank == 0 ? values : values.At(i);
                if (value.DType.IsStruct)
                    Fill(value, random);
                else
                    FillValue(value, random);
            }
        }
    }

    private static void FillValue(NdArray value, Random random)
    {
        switch (value.DType.Kind)
        {
            case DTypeKind.Object:
                value.Set<object?>(random.Next(3) == 0 ? null : random.Next());
                break;
            case DTypeKind.String or DTypeKind.Bytes:
                int width = value.DType.Kind == DTypeKind.String ? value.DType.ItemSize / 4 : value.DType.ItemSize;
                value.Set(new string((char)random.Next('a', 'ÿ'), value.DType.ItemSize == 4 ? 1 : random.Next(width + 1)));
                break;
            case DTypeKind.Boolean:
                value.Set(random.Next(2) == 0);
                break;
            case DTypeKind.Float when value.DType.ItemSize == 16:
                value.Set((LongDouble)random.NextDouble());
                break;
            default:
                byte[] bytes = new byte[value.DType.ItemSize];
                random.NextBytes(bytes);
                value.View(DType.Void(bytes.Length)).Set(bytes);
                break;
        }
    }

    private static string? Mismatch<T>(NdArray array, T[] records)
    {
        for (int i = 0; i < records.Length; i++)
        {
            string expected = Describe(array.At(i));
            string found = Describe(records[i]!);
            if (expected != found)
                return $"record {i} is {found}, not {expected}";
        }

        return null;
    }

    /// <summary>The values of a record, of an array or of a struct, in the order of the members' names.</summary>
    private static string Describe(object? value) => value switch
    {
        NdArray { DType.IsStruct: true, Rank: 0 } record => $"({string.Join(", ", record.DType.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => Describe(record[field.Name])))})",
        NdArray { Rank: 0 } single => Describe(single.GetItem()),
        NdArray array => $"[{string.Join(", ", Enumerable.Range(0, (int)array.Count).Select(i => Describe(array.At(i))))}]",
        INpyRecord record => $"({string.Join(", ", record.Info.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => Describe(MemberOf(record, field.Member))))})",
        byte[] bytes => Convert.ToHexString(bytes.AsSpan().TrimEnd((byte)0)),
        Array array => $"[{string.Join(", ", array.Cast<object?>().Select(Describe))}]",
        string text => Text(text),
        char character => Text(character.ToString()),
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        double or float or Half => Convert.ToHexString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value:R}"))),
        null => "null",
        _ when value.GetType().GetCustomAttribute<InlineArrayAttribute>() is { } inline => Inline(value, inline.Length),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    // A text of bytes is read as byte[] by GetValue, and as string into a member.
    private static string Text(string text) => text.All(character => character <= 'ÿ') ? Convert.ToHexString(Encoding.Latin1.GetBytes(text)) : text;

    private static object? MemberOf(object record, string name) => record.GetType().GetField(name)?.GetValue(record) ?? record.GetType().GetProperty(name)?.GetValue(record);

    private static string Inline(object value, int length)
    {
        var bytes = new byte[length * sizeof(short)];
        Unsafe.CopyBlockUnaligned(ref bytes[0], ref Unsafe.As<StrongBox<byte>>(value).Value, (uint)bytes.Length);
        return $"[{string.Join(", ", Enumerable.Range(0, length).Select(i => BitConverter.ToInt16(bytes, i * sizeof(short)).ToString(CultureInfo.InvariantCulture)))}]";
    }
}
