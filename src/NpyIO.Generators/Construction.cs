using Microsoft.CodeAnalysis;

namespace NpyIO.Generators;

/// <summary>How a record is made of its members' values: by its constructor, and by setting what that does not.</summary>
internal sealed class Construction
{
    internal Construction(INamedTypeSymbol type, IMethodSymbol? constructor, List<RecordMember> members, List<DiagnosticInfo> diagnostics)
    {
        var arguments = new List<int>();
        foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
        {
            int member = Find(members, parameter);
            arguments.Add(member);
            if (member < 0 && !IsIgnored(type, parameter) || parameter.RefKind is not (RefKind.None or RefKind.In))
                diagnostics.Add(DiagnosticInfo.At(parameter.Locations.FirstOrDefault(), Diagnostics.ParameterWithoutMember, type.Name, parameter.Name));
        }

        bool setsRequired = constructor is not null && Names.Has(constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute");
        var assigned = new List<int>();
        for (int i = 0; i < members.Count; i++)
        {
            bool isArgument = arguments.Contains(i);
            if (!isArgument && members[i].IsReadOnly)
                diagnostics.Add(DiagnosticInfo.At(members[i].Symbol.Locations.FirstOrDefault(), Diagnostics.ReadOnlyMember, members[i].Symbol.Name, type.Name));
            else if (!isArgument || members[i].IsRequired && !setsRequired)
                assigned.Add(i);
        }

        Arguments = new EquatableArray<int>([.. arguments]);
        Assigned = new EquatableArray<int>([.. assigned]);
        Defaults = new EquatableArray<string>(setsRequired ? [] : [.. type.GetMembers().Where(symbol => IsRequired(symbol) && !members.Exists(member => Same(member.Symbol, symbol))).Select(symbol => Names.Code(symbol.Name))]);
    }

    internal EquatableArray<int> Arguments { get; }

    internal EquatableArray<int> Assigned { get; }

    internal EquatableArray<string> Defaults { get; }

    /// <summary>Returns the member that a parameter sets, or null if it sets none: the member has the parameter's type and name; the case of the name may differ if no member matches it exactly.</summary>
    internal static ISymbol? MemberOf(IEnumerable<ISymbol> members, IParameterSymbol parameter)
    {
        ISymbol[] named = [.. members.Where(member => string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && Same(TypeOf(member), parameter.Type))];
        return named.FirstOrDefault(member => member.Name == parameter.Name) ?? named.FirstOrDefault();
    }

    internal static ITypeSymbol? TypeOf(ISymbol member) => member is IFieldSymbol field ? field.Type : (member as IPropertySymbol)?.Type;

    private static int Find(List<RecordMember> members, IParameterSymbol parameter)
    {
        ISymbol? found = MemberOf(members.Select(member => member.Symbol), parameter);
        return found is null ? -1 : members.FindIndex(member => Same(member.Symbol, found));
    }

    private static bool IsIgnored(INamedTypeSymbol type, IParameterSymbol parameter) =>
        Names.Has(parameter, Names.IgnoreAttribute)
        || MemberOf(type.GetMembers().Where(symbol => symbol is IFieldSymbol or IPropertySymbol), parameter) is { } member && Names.Has(member, Names.IgnoreAttribute);

    private static bool IsRequired(ISymbol symbol) => symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    private static bool Same(ISymbol? left, ISymbol? right) => SymbolEqualityComparer.Default.Equals(left, right);
}
