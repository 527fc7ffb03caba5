namespace NpyIO.Errors;

/// <summary>How messages describe types, names and values.</summary>
internal static class Describe
{
    private const int MaxQuoted = 200;
    private const int MaxKind = 120;

    internal static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..];

    internal static string Quoted(string name) =>
        name.Length <= MaxQuoted ? PythonText.Quote(name) : PythonText.Quote(name[..MaxQuoted]) + "...";

    internal static string Counted(long count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>As C# writes it: <c>List&lt;string&gt;</c>, <c>int?</c>, <c>float[,][]</c>, <c>(int, double)</c>.</summary>
    internal static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{NameOf(value)}?";
        if (type.IsArray)
            return ArrayName(type);
        if (type.IsPointer || type.IsByRef)
            return $"{NameOf(type.GetElementType()!)}{(type.IsPointer ? "*" : "&")}";
        if (type.Name.StartsWith("<>", StringComparison.Ordinal))
            return "anonymous type";
        if (Keyword(type) is { } keyword)
            return keyword;
        Type[] arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && arguments.Length is > 1 and < 8)
            return $"({Names(arguments)})";

        // The type arguments of a nested type begin with those of its outer types.
        int outer = type.DeclaringType is { } declaring && !type.IsGenericParameter ? declaring.GetGenericArguments().Length : 0;
        string name = type.Name;
        int mark = name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? name : $"{name[..mark]}<{Names(arguments[outer..])}>";
    }

    private static string ArrayName(Type type)
    {
        // The ranks of nested arrays follow the innermost type, the outermost first.
        string ranks = "";
        for (; type.IsArray; type = type.GetElementType()!)
            ranks += $"[{new string(',', type.GetArrayRank() - 1)}]";
        return NameOf(type) + ranks;
    }

    private static string Names(Type[] types) => string.Join(", ", types.Select(NameOf));

    private static string? Keyword(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "bool",
        TypeCode.Char => "char",
        TypeCode.SByte => "sbyte",
        TypeCode.Byte => "byte",
        TypeCode.Int16 => "short",
        TypeCode.UInt16 => "ushort",
        TypeCode.Int32 => "int",
        TypeCode.UInt32 => "uint",
        TypeCode.Int64 => "long",
        TypeCode.UInt64 => "ulong",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : type == typeof(nint) ? "nint" : type == typeof(nuint) ? "nuint" : null,
    };

    /// <summary>At most one line.</summary>
    internal static string Kind(object? value) => value switch
    {
        null => "None",
        string => "text",
        byte[] => "bytes",
        List<byte> => "a bytearray",
        List<object?> list => $"a list of {list.Count}",
        IDescribed described => Line(described.Description),
        _ => NameOf(value.GetType()),
    };

    internal static string Line(string text)
    {
        string start = text.Length <= MaxKind ? text : string.Concat(text.AsSpan(0, MaxKind), "...");
        return start.AsSpan().ContainsAnyInRange('\0', '\x1F') ? PythonText.Quote(start) : start;
    }
}

/// <summary>A value that describes itself in messages.</summary>
internal interface IDescribed
{
    /// <summary>For example "a tuple of 3".</summary>
    string Description { get; }
}
