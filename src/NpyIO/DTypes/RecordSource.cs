using System.Text;
using NpyIO.Errors;

namespace NpyIO.DTypes;

/// <summary>Writes the C# source of record structs whose fields are a dtype's: <see cref="NpyRecordInfo.SourceOf"/>.</summary>
internal sealed class RecordSource
{
    /// <summary>Names that mean something else where the structs are used: as the types of members and in attributes.</summary>
    private static readonly string[] ReservedTypes =
    [
        "Complex", "Complex64", "ComplexLongDouble", "DateOnly", "DateTime", "Datetime64", "Half", "LayoutKind", "LongDouble", "NpyField", "NpyFieldAttribute", "NpyIO", "NpyRecord",
        "NpyRecordAttribute", "StructLayout", "StructLayoutAttribute", "System", "TimeSpan", "Timedelta64",
    ];

    /// <summary>Names of methods that every record struct has, and the one that attributes begin with.</summary>
    private static readonly string[] ReservedMembers =
        ["Clone", "Deconstruct", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "System", "ToString"];

    private const string PackedInMemory = "[NpyRecord, System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]";

    private const string ObjectComment = "Python objects; if all are texts or None, string? with DType = \"O\"";

    // What the attribute takes.
    private const int MaxLength = int.MaxValue / 4;

    private readonly Dictionary<DType, Declared?> _records = [];
    private readonly HashSet<string> _names = [.. ReservedTypes];
    private readonly List<string> _texts = [];

    private RecordSource()
    {
    }

    /// <summary>Returns null if the dtype is not a record or none of its fields holds anything.</summary>
    internal static string? Of(DType dtype, string name)
    {
        var source = new RecordSource();
        return dtype.IsStruct && source.Declare(dtype, CSharpText.Identifier(name, "Record")) is not null
            ? string.Join('\n', source._texts.Where(text => text.Length > 0))
            : null;
    }

    /// <summary>Equal records are one struct.</summary>
    private Declared? Declare(DType record, string name)
    {
        record = record.WithByteOrder(DType.NativeOrder);
        if (_records.TryGetValue(record, out Declared? known))
            return known;

        name = Unique(name, _names);
        int place = _texts.Count;
        _texts.Add("");
        List<Member> members = Members(record, name, out List<string> omitted);
        Declared? declared = members.Count == 0 ? null : Layout(record, name, members);
        _records.Add(record, declared);
        if (declared is not null)
            _texts[place] = Text(declared, members, omitted);
        return declared;
    }

    private List<Member> Members(DType record, string name, out List<string> omitted)
    {
        var members = new List<Member>();
        omitted = [];
        Dictionary<string, string> names = MemberNames(record, name);
        foreach (Field field in record.FieldSpan)
        {
            if (field.Name.Length > 0 && MemberOf(field, names[field.Name], name) is { } member)
                members.Add(member);
            else
                omitted.Add(field.Name);
        }

        return members;
    }

    /// <summary>Fields whose names are C#'s keep them, before others can take them.</summary>
    private static Dictionary<string, string> MemberNames(DType record, string name)
    {
        var names = new Dictionary<string, string>(record.Fields.Count);
        var taken = new HashSet<string>(ReservedMembers) { name };
        foreach (Field field in record.FieldSpan)
        {
            if (CSharpText.Identifier(field.Name, "") == field.Name && taken.Add(field.Name))
                names.Add(field.Name, field.Name);
        }

        for (int i = 0; i < record.FieldSpan.Length; i++)
        {
            string field = record.FieldSpan[i].Name;
            if (!names.ContainsKey(field))
                names.Add(field, Unique(CSharpText.Identifier(field, $"Field{i}"), taken));
        }

        return names;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }

    /// <summary>Returns null if the field holds nothing, or more than an array can.</summary>
    private Member? MemberOf(Field field, string member, string record)
    {
        DType element = field.DType;
        var shape = new List<long>();
        for (; element.Base is { } inner; element = inner)
            shape.AddRange(element.Shape);
        if (field.DType.ItemSize == 0)
            return null;

        bool isArray = shape.Count > 0;
        string? type = TypeOf(element);
        (int length, string? dtype) = Stored(element, type, isArray);
        Declared? nested = null;
        if (type is null)
        {
            nested = Declare(element, record + member);
            type = nested?.Name;
        }

        if (isArray)
            length = field.DType.ItemSize / element.ItemSize;
        if (type is null || length > MaxLength || element.ItemSize > MaxLength)
            return null;

        string text = Attribute(member == field.Name ? null : field.Name, length, dtype) + $"{type}{(isArray ? "[]" : "")} {member}";
        string[] comments = [.. shape.Count > 1 ? [$"{PythonText.Shape(shape.ToArray())}, in C order"] : Array.Empty<string>(), .. element.Kind == DTypeKind.Object ? [ObjectComment] : Array.Empty<string>()];
        string comment = comments.Length == 0 ? "" : $"  // {string.Join("; ", comments)}";
        return new Member(text, comment) { Alignment = isArray ? 0 : nested is not null ? nested.Alignment : AlignmentOf(element), IsExact = nested?.IsExact ?? element.Kind != DTypeKind.Boolean };
    }

    /// <summary>As C# without directives has it, but for those of every project and of NpyIO.</summary>
    private static string? TypeOf(DType element) => CSharpType.Of(element) is { } type ? type == "Complex" ? "System.Numerics.Complex" : type : null;

    /// <summary>What the attribute says besides the name: the length of a text, or the dtype if the type of the member has another.</summary>
    private static (int Length, string? DType) Stored(DType element, string? type, bool isArray) => element.Kind switch
    {
        DTypeKind.String when !isArray => (element.ItemSize / sizeof(uint), null),
        DTypeKind.String => (0, $"U{element.ItemSize / sizeof(uint)}"),
        DTypeKind.Bytes => (0, $"S{element.ItemSize}"),
        DTypeKind.Void when type is not null => (0, $"V{element.ItemSize}"),
        DTypeKind.UnsignedInteger when isArray && element.ItemSize == 1 => (0, "u1"),
        DTypeKind.Datetime or DTypeKind.Timedelta => (0, TimeOf(element, type!)),
        _ => (0, null),
    };

    private static string? TimeOf(DType element, string type)
    {
        string dtype = $"{(char)element.Kind}8{DatetimeUnits.Suffix(element.Unit, element.UnitMultiple)}";
        string? usual = type switch { "DateTime" => "M8[ns]", "DateOnly" => "M8[D]", "TimeSpan" => "m8[ns]", _ => null };
        return dtype == usual ? null : dtype;
    }

    private static string Attribute(string? name, int length, string? dtype)
    {
        var arguments = new List<string>();
        if (name is not null)
            arguments.Add(CSharpText.Literal(name));
        if (length > 0)
            arguments.Add($"Length = {length}");
        if (dtype is not null)
            arguments.Add($"DType = \"{dtype}\"");
        return arguments.Count == 0 ? "" : $"[NpyField({string.Join(", ", arguments)})] ";
    }

    /// <summary>The alignment of a member in memory, or 0 if its memory is not the field's.</summary>
    private static int AlignmentOf(DType element) => element.Kind switch
    {
        DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.Float => Math.Min(element.ItemSize, sizeof(double)),
        DTypeKind.Complex => Math.Min(element.ItemSize / 2, sizeof(double)),
        _ => 0,
    };

    /// <summary>Chooses what makes the struct's memory, or at least what is saved, that of the dtype.</summary>
    private static Declared Layout(DType record, string name, List<Member> members)
    {
        bool isPlain = members.Count == record.Fields.Count && members.TrueForAll(member => member.Alignment > 0);
        if (!isPlain)
            return new Declared(name, "[NpyRecord]", Alignment: 0, IsExact: false);

        bool isExact = members.TrueForAll(member => member.IsExact);
        int alignment = members.Max(member => member.Alignment);
        bool isPacked = !HasOffsets(record, members, alignment) && HasOffsets(record, members, 1);
        string attribute = !isPacked ? "[NpyRecord]" : isExact ? PackedInMemory : "[NpyRecord(Packed = true)]";
        return new Declared(name, attribute, isExact ? isPacked ? 1 : alignment : 0, isExact);
    }

    private static bool HasOffsets(DType record, List<Member> members, int maxAlignment)
    {
        long end = 0;
        for (int i = 0; i < members.Count; i++)
        {
            Field field = record.FieldSpan[i];
            if (field.Offset != StructBuilder.AlignUp(end, Math.Min(members[i].Alignment, maxAlignment)))
                return false;
            end = field.Offset + field.DType.ItemSize;
        }

        return StructBuilder.AlignUp(end, maxAlignment) == record.ItemSize;
    }

    private static string Text(Declared declared, List<Member> members, List<string> omitted)
    {
        var text = new StringBuilder();
        foreach (string field in omitted)
            text.Append("// Without the field ").Append(CSharpText.Literal(field)).Append(", which no member can hold.\n");
        text.Append(declared.Attribute).Append("\npublic partial record struct ").Append(declared.Name).Append("(\n");
        for (int i = 0; i < members.Count; i++)
            text.Append("    ").Append(members[i].Text).Append(i == members.Count - 1 ? ");" : ",").Append(members[i].Comment).Append('\n');
        return text.ToString();
    }

    private sealed record Declared(string Name, string Attribute, int Alignment, bool IsExact);

    private sealed record Member(string Text, string Comment)
    {
        /// <summary>The alignment in memory, in bytes; 0 if it is converted.</summary>
        public int Alignment { get; init; }

        /// <summary>Whether every value of the field's bytes is a value of the member.</summary>
        public bool IsExact { get; init; }
    }
}
