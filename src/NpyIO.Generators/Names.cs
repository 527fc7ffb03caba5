using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NpyIO.Generators;

/// <summary>Names of types and members: those that are looked for, those that are written, and those of fields.</summary>
internal static class Names
{
    internal const string RecordAttribute = "NpyIO.NpyRecordAttribute";
    internal const string FieldAttribute = "NpyIO.NpyFieldAttribute";
    internal const string IgnoreAttribute = "NpyIO.NpyIgnoreAttribute";

    /// <summary>A type as code that means it wherever it is written.</summary>
    private static readonly SymbolDisplayFormat Anywhere = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat Metadata = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static readonly SymbolDisplayFormat Declaration = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A type or namespace without type arguments, as messages and comparisons name it.</summary>
    internal static string Of(ISymbol symbol) => symbol.ToDisplayString(Metadata);

    /// <summary>A type as a message names it.</summary>
    internal static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    internal static string Code(ITypeSymbol type) => type.ToDisplayString(Anywhere);

    internal static string Code(INamespaceSymbol space) => space.ToDisplayString(Anywhere.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    internal static string Code(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;

    internal static string Declared(INamedTypeSymbol type)
    {
        // Words such as file are names of types only with their @, which the compiler does not write.
        string name = type.ToDisplayString(Declaration);
        return $"{Keyword(type)} {(name[0] != '@' && Code(type.Name)[0] == '@' ? "@" + name : name)}";
    }

    /// <summary>Returns the type in a type that only its own file can name, or null.</summary>
    internal static INamedTypeSymbol? FileLocal(ITypeSymbol type)
    {
        while (type is IArrayTypeSymbol array)
            type = array.ElementType;
        if (type is not INamedTypeSymbol named)
            return null;
        return named.IsFileLocal ? named : named.TypeArguments.Select(FileLocal).FirstOrDefault(local => local is not null) ?? (named.ContainingType is { } outer ? FileLocal(outer) : null);
    }

    internal static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Enum => "enum",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        TypeKind.Interface => "interface",
        _ => type.IsRecord ? "record" : "class",
    };

    /// <summary>The accessibility of a member as C# writes it.</summary>
    internal static string Accessibility(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        _ => "private",
    };

    internal static bool Has(ISymbol symbol, string attribute) => Find(symbol, attribute) is not null;

    internal static AttributeData? Find(ISymbol symbol, string attribute)
    {
        foreach (AttributeData data in symbol.GetAttributes())
        {
            if (data.AttributeClass is { } type && Of(type) == attribute)
                return data;
        }

        return null;
    }

    /// <summary>Returns the value of a named argument, or the default of T.</summary>
    internal static T? Argument<T>(AttributeData? data, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in data?.NamedArguments ?? [])
        {
            if (argument.Key == name && argument.Value.Value is T value)
                return value;
        }

        return default;
    }

    /// <summary>Names a field as <c>NpyNaming</c> says: 1 for camel case, 2 for snake case.</summary>
    internal static string Field(string member, int naming) => naming switch
    {
        1 => CamelCase(member),
        2 => SnakeCase(member),
        _ => member,
    };

    // HTTPCode is httpCode: the capitals at the start but for the one that begins a word.
    private static string CamelCase(string member)
    {
        int capitals = 0;
        while (capitals < member.Length && char.IsUpper(member[capitals]))
            capitals++;
        if (capitals > 1 && capitals < member.Length && char.IsLetter(member[capitals]))
            capitals--;
        return member.Substring(0, capitals).ToLowerInvariant() + member.Substring(capitals);
    }

    // HTTPCode2 is http_code2: a word begins at a capital after anything else, and at the last of several capitals.
    private static string SnakeCase(string member)
    {
        var name = new StringBuilder();
        for (int i = 0; i < member.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(member[i]) && member[i - 1] != '_'
                && (!char.IsUpper(member[i - 1]) || i + 1 < member.Length && char.IsLower(member[i + 1]));
            if (begins)
                name.Append('_');
            name.Append(char.ToLowerInvariant(member[i]));
        }

        return name.ToString();
    }
}
