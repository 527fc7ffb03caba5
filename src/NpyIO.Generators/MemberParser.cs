using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NpyIO.Generators;

/// <summary>Finds the members of a record: which they are, what their fields are called, and how they are stored.</summary>
internal sealed class MemberParser(INamedTypeSymbol type, IMethodSymbol? constructor, List<DiagnosticInfo> diagnostics)
{
    private readonly List<string> _leftOut = [];

    /// <summary>The members that are not fields, each with the reason, once the members are parsed.</summary>
    internal IReadOnlyList<string> LeftOut => _leftOut;

    internal List<RecordMember> Parse(int naming, ItemSizes sizes)
    {
        var members = new List<RecordMember>();
        foreach (ISymbol symbol in Candidates())
        {
            if (Parse(symbol, naming, sizes) is not { } member)
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

    /// <summary>The members of a record that are fields, whether or not they can be.</summary>
    internal static IEnumerable<ISymbol> FieldsOf(INamedTypeSymbol type)
    {
        var parser = new MemberParser(type, RecordParser.ConstructorsOf(type).FirstOrDefault(), []);
        return parser.Candidates().Where(symbol => parser.IsField(symbol, parser.MarkedWith(symbol)));
    }

    private RecordMember? Parse(ISymbol symbol, int naming, ItemSizes sizes)
    {
        ISymbol[] marked = MarkedWith(symbol);
        if (!IsField(symbol, marked))
            return null;

        AttributeData? attribute = FieldAttribute(marked);
        ITypeSymbol memberType = Construction.TypeOf(symbol)!;
        if (symbol is IPropertySymbol { GetMethod: null })
        {
            Report(symbol, Diagnostics.MemberType, symbol.Name, type.Name, "a property that cannot be read", "give it a getter");
            return null;
        }

        string field = attribute?.ConstructorArguments.FirstOrDefault().Value as string ?? Names.Field(symbol.Name, naming);
        if (field.Length == 0)
            Report(symbol, Diagnostics.AttributeDoesNotFit, symbol.Name, type.Name, "its name", "NumPy gives a field with an empty name another one, so write a name");

        MemberModel? model = new MemberTypes(type, symbol, attribute, sizes, diagnostics).Parse(memberType, Names.Code(symbol.Name), field);
        return model is null ? null : new RecordMember(symbol, memberType, model) { IsStored = symbol is IFieldSymbol || IsAutomatic(symbol, BackingOf(symbol)) };
    }

    /// <summary>Whether a member is a field; if it could be one, but is not, the reason is kept.</summary>
    private bool IsField(ISymbol symbol, ISymbol[] marked)
    {
        string? reason = null;
        if (marked.Any(place => Names.Has(place, Names.IgnoreAttribute)))
            reason = "has [NpyIgnore]";
        else if (!symbol.CanBeReferencedByName)
            return false;
        else if (FieldAttribute(marked) is null && !IsPositional(ParameterOf(symbol)))
            reason = WhyLeftOut(symbol, isAutomatic: symbol is IFieldSymbol || IsAutomatic(symbol, BackingOf(symbol)));
        if (reason is not null)
            _leftOut.Add($"'{symbol.Name}' {reason}");
        return reason is null;
    }

    /// <summary>Where the attributes of a member can be: also on its parameter and its memory.</summary>
    private ISymbol[] MarkedWith(ISymbol symbol) => [.. new ISymbol?[] { symbol, ParameterOf(symbol), BackingOf(symbol) }.OfType<ISymbol>()];

    private static AttributeData? FieldAttribute(ISymbol[] marked) => marked.Select(place => Names.Find(place, Names.FieldAttribute)).FirstOrDefault(found => found is not null);

    private IParameterSymbol? ParameterOf(ISymbol symbol) =>
        constructor?.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(Construction.MemberOf([symbol], parameter), symbol));

    private IFieldSymbol? BackingOf(ISymbol symbol) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol));

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

    /// <summary>Whether a property has a value of its own, and its accessors only read and set it.</summary>
    private static bool IsAutomatic(ISymbol property, IFieldSymbol? backing) => backing is not null && property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
    {
        ParameterSyntax => true,

        // The accessors of a partial one are in its other part.
        PropertyDeclarationSyntax { AccessorList: { } accessors } declared =>
            !declared.Modifiers.Any(SyntaxKind.PartialKeyword) && accessors.Accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null),
        _ => false,
    });

    private void Report(ISymbol symbol, DiagnosticDescriptor descriptor, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(symbol.Locations.FirstOrDefault(), descriptor, arguments));
}
