using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NpyIO.Generators;

/// <summary>Makes the model of a record, or says what is wrong with it.</summary>
internal sealed class RecordParser
{
    private readonly INamedTypeSymbol _type;
    private readonly AttributeData _attribute;
    private readonly LanguageVersion _language;
    private readonly ItemSizes _sizes;
    private readonly List<DiagnosticInfo> _diagnostics = [];

    private RecordParser(INamedTypeSymbol type, AttributeData attribute, LanguageVersion language, ItemSizes sizes)
    {
        _type = type;
        _attribute = attribute;
        _language = language;
        _sizes = sizes;
    }

    private bool HasError => _diagnostics.Exists(diagnostic => diagnostic.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);

    private Location? Place => _type.Locations.FirstOrDefault();

    internal static ParsedRecord Parse(INamedTypeSymbol type, AttributeData attribute, LanguageVersion language, ItemSizes sizes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var parser = new RecordParser(type, attribute, language, sizes);
        RecordModel? model = parser.IsPossible() ? parser.ParseMembers() : null;
        return new ParsedRecord(parser.HasError ? null : model, new EquatableArray<DiagnosticInfo>([.. parser._diagnostics]));
    }

    /// <summary>Whether code can be added to the type at all.</summary>
    private bool IsPossible()
    {
        string name = _type.Name;
        string keyword = Names.Keyword(_type);
        if (_type.TypeKind != TypeKind.Struct)
            Report(Diagnostics.Class, name);
        else if (_type.IsRefLikeType)
            Report(Diagnostics.RefStruct, name);
        else if (!IsPartial(_type))
            Report(Diagnostics.NotPartial, name, keyword);
        else if (_type.IsFileLocal)
            Report(Diagnostics.FileLocal, $"record '{name}'", "its", keyword);

        for (INamedTypeSymbol? outer = _type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(outer))
                Report(Diagnostics.ContainingTypeNotPartial, outer.Name, name, Names.Keyword(outer));
            else if (outer.IsFileLocal)
                Report(Diagnostics.FileLocal, $"type '{outer.Name}', which contains the record '{name}',", "the record's", Names.Keyword(outer));
        }

        // Static members of interfaces.
        if (_language < LanguageVersion.CSharp11)
            Report(Diagnostics.OldLanguage, name, _language.ToDisplayString());
        if (LayoutKind == System.Runtime.InteropServices.LayoutKind.Auto)
            Report(Diagnostics.AutomaticLayout, name);
        return _diagnostics.Count == 0;
    }

    private RecordModel? ParseMembers()
    {
        IMethodSymbol? constructor = FindConstructor();
        var parser = new MemberParser(_type, constructor, _diagnostics);
        List<RecordMember> members = parser.Parse(Names.Argument<int>(_attribute, "Naming"), _sizes);
        if (members.Count == 0 && !HasError)
            ReportNoFields(parser.LeftOut);

        // A member that is wrong is missing below.
        if (HasError)
            return null;
        ISymbol[] uses = MemberUses.Of(constructor, members);
        var construction = new Construction(_type, constructor, members, _diagnostics);
        bool isPacked = Names.Argument<bool>(_attribute, "Packed");
        string layout = !IsInOrder(members, constructor) ? "Converted" : isPacked ? "OwnPacked" : "Own";
        ItemSize size = SizeOf(members, layout);
        if (size.Size > int.MaxValue)
            Report(Diagnostics.TooLarge, _type.Name, ItemSize.Text(size.Size), ItemSize.Text(int.MaxValue));
        return new RecordModel(
            FileName(),
            _type.ContainingNamespace.IsGlobalNamespace ? null : Names.Code(_type.ContainingNamespace),
            new EquatableArray<string>(Declarations()),
            Names.Code(_type),
            layout,
            Names.Argument<int>(StructLayout, "Pack"),
            new EquatableArray<MemberModel>([.. members.Select(member => member.Model)]),
            construction.Arguments,
            construction.Assigned,
            construction.Defaults,
            size,
            MemberUses.AreObsolete(uses),
            new EquatableArray<string>(MemberUses.Experiments(uses)));
    }

    private void ReportNoFields(IReadOnlyList<string> leftOut)
    {
        const int Named = 3;
        if (leftOut.Count == 0)
        {
            Report(Diagnostics.NoFields, _type.Name, "", "give it public fields, automatic properties or parameters");
            return;
        }

        string reasons = string.Join(", ", leftOut.Take(Named));
        string more = leftOut.Count > Named ? $" and {(leftOut.Count - Named).ToString(CultureInfo.InvariantCulture)} more are left out" : "";
        Report(Diagnostics.NoFields, _type.Name, $", because {reasons}{more}", "write [NpyField] on those to store, or make them public fields or automatic properties");
    }

    /// <summary>A primary constructor, which all others call; else the one that has parameters. Null if the members are only set.</summary>
    private IMethodSymbol? FindConstructor()
    {
        IMethodSymbol[] constructors = ConstructorsOf(_type);
        if (constructors.Length > 1 && !IsPrimary(constructors[0]))
            Report(Diagnostics.SeveralConstructors, _type.Name, constructors.Length.ToString(CultureInfo.InvariantCulture));
        return constructors.FirstOrDefault();
    }

    /// <summary>The constructors that have parameters, the primary one first.</summary>
    internal static IMethodSymbol[] ConstructorsOf(INamedTypeSymbol type) =>
        [.. type.InstanceConstructors.Where(constructor => constructor.Parameters.Length > 0).OrderBy(constructor => !IsPrimary(constructor))];

    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>Whether the struct's memory holds the members, in their order, and nothing else.</summary>
    private bool IsInOrder(List<RecordMember> members, IMethodSymbol? constructor)
    {
        // Parameters of a primary constructor can be kept in fields that are not seen here; those of a record are properties.
        // A constructor with a body can refuse values, which reading in place would not.
        bool isSequential = LayoutKind is null or System.Runtime.InteropServices.LayoutKind.Sequential && Names.Argument<int>(StructLayout, "Size") == 0;
        if (!isSequential || constructor is not null && !(_type.IsRecord && IsPrimary(constructor)))
            return false;

        ISymbol[] stored = [.. _type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic).Select(field => field.AssociatedSymbol ?? field)];
        return stored.SequenceEqual(members.Select(member => member.Symbol), SymbolEqualityComparer.Default) && members.TrueForAll(member => member.IsStored);
    }

    /// <summary>The size of the dtype, which is packed if a field is converted.</summary>
    private ItemSize SizeOf(List<RecordMember> members, string layout)
    {
        ItemSize[] fields = [.. members.Select(member => member.Model.Size)];
        var packed = new ItemSize(fields.Sum(field => field.Size));
        if (layout == "Converted" || fields.Any(field => field.Alignment == 0))
            return packed;
        ItemSize own = ItemSize.Aligned(fields, Names.Argument<int>(StructLayout, "Pack"));
        return layout == "Own" || own.Size == packed.Size ? own : packed;
    }

    private AttributeData? StructLayout => Names.Find(_type, "System.Runtime.InteropServices.StructLayoutAttribute");

    private System.Runtime.InteropServices.LayoutKind? LayoutKind => StructLayout?.ConstructorArguments.FirstOrDefault().Value switch
    {
        int kind => (System.Runtime.InteropServices.LayoutKind)kind,
        short kind => (System.Runtime.InteropServices.LayoutKind)kind,
        _ => null,
    };

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private string[] Declarations()
    {
        var declarations = new List<string>();
        for (INamedTypeSymbol? type = _type; type is not null; type = type.ContainingType)
            declarations.Insert(0, Names.Declared(type));
        return [.. declarations];
    }

    /// <summary>Names that differ in case only, or in their number of type arguments, need different files: a hash tells them apart.</summary>
    private string FileName()
    {
        string name = Names.Code(_type);
        uint hash = 2166136261;
        foreach (char character in name)
            hash = unchecked((hash ^ character) * 16777619);
        var file = new StringBuilder(Names.Of(_type));
        for (int i = 0; i < file.Length; i++)
        {
            if (!char.IsLetterOrDigit(file[i]) && file[i] is not ('.' or '_'))
                file[i] = '_';
        }

        return $"{file}.{hash.ToString("x8", CultureInfo.InvariantCulture)}.g.cs";
    }

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.At(Place, descriptor, arguments));
}
