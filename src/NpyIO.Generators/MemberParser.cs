using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NpyIO.Generators;

/// <summary>Finds the members of a record: which they are, what their fields are called, and how they are stored.</summary>
internal sealed class MemberParser(INamedTypeSymbol type, IMethodSymbol? constructor, int naming, List<DiagnosticInfo> diagnostics)
{
    private readonly List<string> _leftOut = [];

    /// <summary>The members that are not fields, each with the reason, once the members are parsed.</summary>
    internal IReadOnlyList<string> LeftOut => _leftOut;

    internal List<RecordMember> Parse()
    {
        var members = new List<RecordMember>();
        foreach (ISymbol symbol in Candidates())
        {
            if (Parse(symbol) is not { } member)
                continue;
            if (members.Find(other => other.Model.Field == member.Model.Field) is { } same)
                Report(symbol, Diagnostics.NameTwice, same.Symbol.Name, symbol.Name, type.Name, member.Model.Field);
            members.Add(member);
        }

        foreach (ISymbol symbol in type.GetMembers().Where(symbol => symbol is IFieldSymbol or IPropertySymbol && (symbol.IsStatic || symbol is IPropertySymbol { IsIndexer: true }) && Names.Has(symbol, Names.FieldAttribute)))
            Report(symbol, Diagnostics.AttributeDoesNotFit, symbol.Name, type.Name, symbol.IsStatic ? "a static member" : "an indexer", "no record holds its value, so remove the attribute");
        return members;
    }

    /// <summary>The parameters of a positional record first, then the others as they are declared.</summary>
    private IEnumerable<ISymbol> Candidates()
    {
        ISymbol[] all = [.. type.GetMembers().Where(symbol => symbol is IFieldSymbol { IsConst: false, AssociatedSymbol: null } or IPropertySymbol { IsIndexer: false } && !symbol.IsStatic)];
        ISymbol[] positional = type.IsRecord && constructor is not null && constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax)
            ? [.. constructor.Parameters.Select(parameter => Construction.MemberOf(all, parameter)).OfType<ISymbol>()]
            : [];
        return positional.Concat(all.Except(positional, SymbolEqualityComparer.Default).OfType<ISymbol>().OrderBy(StorageOrder));
    }

    // A property is where its value is.
    private int StorageOrder(ISymbol symbol)
    {
        ISymbol[] order = [.. type.GetMembers()];
        int place = Array.FindIndex(order, other => other is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol ?? field, symbol));
        return place >= 0 ? place : Array.FindIndex(order, other => SymbolEqualityComparer.Default.Equals(other, symbol));
    }

    private RecordMember? Parse(ISymbol symbol)
    {
        IFieldSymbol? backing = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol));
        IParameterSymbol? parameter = constructor?.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(Construction.MemberOf([symbol], parameter), symbol));
        ISymbol[] marked = [.. new ISymbol?[] { symbol, parameter, backing }.OfType<ISymbol>()];
        if (marked.Any(place => Names.Has(place, Names.IgnoreAttribute)))
        {
            _leftOut.Add($"'{symbol.Name}' has [NpyIgnore]");
            return null;
        }

        AttributeData? attribute = marked.Select(place => Names.Find(place, Names.FieldAttribute)).FirstOrDefault(found => found is not null);
        if (!symbol.CanBeReferencedByName)
            return null;
        if (attribute is null && !IsPositional(parameter) && WhyLeftOut(symbol, isAutomatic: symbol is IFieldSymbol || backing is not null) is { } reason)
        {
            _leftOut.Add($"'{symbol.Name}' {reason}");
            return null;
        }

        ITypeSymbol memberType = Construction.TypeOf(symbol)!;
        if (symbol is IPropertySymbol { GetMethod: null })
        {
            Report(symbol, Diagnostics.MemberType, symbol.Name, type.Name, "a property that cannot be read", "give it a getter");
            return null;
        }

        string field = attribute?.ConstructorArguments.FirstOrDefault().Value as string ?? Names.Field(symbol.Name, naming);
        if (field.Length == 0)
            Report(symbol, Diagnostics.AttributeDoesNotFit, symbol.Name, type.Name, "its name", "NumPy gives a field with an empty name another one, so write a name");

        MemberModel? model = new MemberTypes(type, symbol, attribute, diagnostics).Parse(memberType, Names.Code(symbol.Name), field);
        return model is null ? null : new RecordMember(symbol, memberType, model) { IsStored = symbol is IFieldSymbol || IsPlain(symbol) };
    }

    /// <summary>Whether a parameter is a positional record's, which is a field whatever its property looks like.</summary>
    private bool IsPositional(IParameterSymbol? parameter) =>
        parameter is not null && type.IsRecord && constructor!.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>Returns why a member without attribute is not a field, or null if it is.</summary>
    private string? WhyLeftOut(ISymbol symbol, bool isAutomatic)
    {
        if (symbol.DeclaredAccessibility != Accessibility.Public)
            return $"is {Names.Accessibility(symbol)}";
        if (isAutomatic)
            return null;
        if (symbol is IPropertySymbol { GetMethod: not null, SetMethod: not null })
            Report(symbol, Diagnostics.OwnAccessors, symbol.Name, type.Name);
        return "has accessors of its own";
    }

    /// <summary>Whether the accessors of an automatic property only read and set its value.</summary>
    private static bool IsPlain(ISymbol property) => property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
    {
        ParameterSyntax => true,
        PropertyDeclarationSyntax { AccessorList: { } accessors } => accessors.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
        _ => false,
    });

    private void Report(ISymbol symbol, DiagnosticDescriptor descriptor, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(symbol.Locations.FirstOrDefault(), descriptor, arguments));
}
