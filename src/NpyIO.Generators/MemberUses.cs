using Microsoft.CodeAnalysis;

namespace NpyIO.Generators;

/// <summary>What a record's code uses that the compiler warns of: the record itself says so already, where the warnings can be suppressed.</summary>
internal static class MemberUses
{
    /// <summary>The constructor, the members, and the types in the types of members.</summary>
    internal static ISymbol[] Of(IMethodSymbol? constructor, List<RecordMember> members) =>
        [.. new[] { constructor }.OfType<ISymbol>(), .. members.Select(member => member.Symbol), .. members.SelectMany(member => Types(member.Type))];

    internal static bool AreObsolete(ISymbol[] uses) => uses.Any(use => Names.Has(use, "System.ObsoleteAttribute"));

    internal static string[] Experiments(ISymbol[] uses) =>
    [
        .. uses.Select(use => Names.Find(use, "System.Diagnostics.CodeAnalysis.ExperimentalAttribute")?.ConstructorArguments.FirstOrDefault().Value).OfType<string>().Distinct(),
    ];

    private static IEnumerable<ITypeSymbol> Types(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Types(array.ElementType),
        INamedTypeSymbol named => [named, .. named.TypeArguments.SelectMany(Types), .. named.ContainingType is { } outer ? Types(outer) : []],
        _ => [],
    };
}
