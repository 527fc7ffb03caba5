using System.Globalization;
using System.Text;

namespace NpyIO.Arrays;

/// <summary>The C# source of the record struct for a dtype, for messages.</summary>
internal sealed class RecordSource
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _names = [];

    /// <summary>Returns the struct, and behind it those of the records in it.</summary>
    internal static string Of(DType dtype, string name)
    {
        var source = new RecordSource();
        source.Write(dtype, Identifier(name));
        return source._text.ToString();
    }

    /// <summary>Returns a struct for the values of a tuple, or null if the type is no tuple.</summary>
    internal static string? OfTuple(Type type)
    {
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) != true)
            return null;
        IEnumerable<string> members = type.GetGenericArguments().Select((item, i) => $"{Errors.Describe.NameOf(item)} Item{Number(i + 1)}");
        return $"[NpyRecord] public partial record struct Record({string.Join(", ", members)});";
    }

    private void Write(DType dtype, string name)
    {
        _names.Add(name);
        var nested = new List<(DType DType, string Name)>();
        var members = new HashSet<string>();
        _text.Append(CultureInfo.InvariantCulture, $"[NpyRecord]\npublic partial record struct {name}(");
        for (int i = 0; i < dtype.Fields.Count; i++)
            _text.Append(i == 0 ? "\n    " : ",\n    ").Append(Member(dtype.Fields[i], members, nested));
        _text.Append(");");
        foreach ((DType record, string type) in nested)
        {
            _text.Append("\n\n");
            Write(record, type);
        }
    }

    private string Member(Field field, HashSet<string> members, List<(DType DType, string Name)> nested)
    {
        (DType element, long count) = RecordMatch.Elements(field.DType);
        bool isArray = field.DType.Base is not null;
        string name = Unique(Identifier(field.Name), members);
        (string type, string? dtype, int length) = element.IsStruct ? (Nested(field.Name, element, nested), null, 0) : TypeOf(element);

        // Of an array, the length is its own, and the dtype that of its elements.
        if (isArray && length > 0)
            (dtype, length) = ($"{(dtype is null ? "U" : dtype)}{Number(length)}", 0);
        string[] arguments =
        [
            .. name == field.Name ? [] : new[] { $"\"{Escaped(field.Name)}\"" },
            .. isArray || length > 0 ? new[] { $"Length = {Number(isArray ? count : length)}" } : [],
            .. dtype is null ? [] : new[] { $"DType = \"{dtype}\"" },
        ];
        string attribute = arguments.Length == 0 ? "" : $"[NpyField({string.Join(", ", arguments)})] ";
        return $"{attribute}{type}{(isArray ? "[]" : "")} {(IsKeyword(name) ? "@" : "")}{name}";
    }

    private string Nested(string field, DType dtype, List<(DType DType, string Name)> nested)
    {
        string name = Identifier(field);
        string type = Unique(char.ToUpperInvariant(name[0]) + name[1..], _names);
        nested.Add((dtype, type));
        return type;
    }

    private static (string Type, string? DType, int Length) TypeOf(DType dtype) => dtype.Kind switch
    {
        DTypeKind.String => ("string", null, Math.Max(1, dtype.ItemSize / sizeof(uint))),
        DTypeKind.Bytes => ("string", "S", Math.Max(1, dtype.ItemSize)),
        DTypeKind.Void => ("byte[]", "V", Math.Max(1, dtype.ItemSize)),
        DTypeKind.Datetime => Kernels.TimeType.Of(typeof(DateTime))!.CanBe(dtype)
            ? ("DateTime?", dtype is { Unit: DatetimeUnit.Nanosecond, UnitMultiple: 1 } ? null : Native(dtype), 0)
            : (nameof(Datetime64), Native(dtype), 0),
        DTypeKind.Timedelta => Kernels.TimeType.Of(typeof(TimeSpan))!.CanBe(dtype)
            ? ("TimeSpan?", dtype is { Unit: DatetimeUnit.Nanosecond, UnitMultiple: 1 } ? null : Native(dtype), 0)
            : (nameof(Timedelta64), Native(dtype), 0),
        _ when dtype.IsReference => ("object?", null, 0),
        _ => (Errors.Describe.NameOf(dtype.ClrType!), null, 0),
    };

    private static string Native(DType dtype) => Kernels.Casts.Native(dtype).TypeString.TrimStart('<', '>', '=', '|');

    private static string Unique(string name, HashSet<string> names)
    {
        string unique = name;
        for (int i = 2; !names.Add(unique); i++)
            unique = name + Number(i);
        return unique;
    }

    private static string Identifier(string name)
    {
        var text = new StringBuilder();
        foreach (char character in name)
            text.Append(char.IsLetterOrDigit(character) || character == '_' ? character : '_');
        if (text.Length == 0 || char.IsDigit(text[0]))
            text.Insert(0, '_');
        return text.ToString();
    }

    private static string Escaped(string name) => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsKeyword(string name) => Array.IndexOf(Keywords, name) >= 0;

    private static readonly string[] Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum",
        "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace",
        "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ];
}
