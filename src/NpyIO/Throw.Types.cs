namespace NpyIO;

// Names of CLR types in messages.
internal static partial class Throw
{
    /// <summary>A type as C# writes it: <c>List&lt;String&gt;</c>, <c>Int32?</c>.</summary>
    internal static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{NameOf(value)}?";
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.Name.StartsWith("<>", StringComparison.Ordinal))
            return "anonymous type";
        int mark = type.Name.IndexOf('`', StringComparison.Ordinal);
        return mark < 0 ? type.Name : $"{type.Name[..mark]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
