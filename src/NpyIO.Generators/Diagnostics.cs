using Microsoft.CodeAnalysis;

namespace NpyIO.Generators;

/// <summary>What can be wrong with a record. Every message says what to write instead.</summary>
internal static class Diagnostics
{
    internal static readonly DiagnosticDescriptor NotPartial = Error(
        "NPY001", "A record is partial", "The record '{0}' is not partial: write 'partial' before '{1}', so that the compiler can add its code");

    internal static readonly DiagnosticDescriptor ContainingTypeNotPartial = Error(
        "NPY002", "The types around a record are partial", "The type '{0}', which contains the record '{1}', is not partial: write 'partial' before its '{2}'");

    internal static readonly DiagnosticDescriptor RefStruct = Error(
        "NPY003", "A record is no ref struct", "The record '{0}' is a ref struct, which no array can hold: remove 'ref'");

    internal static readonly DiagnosticDescriptor Class = Error(
        "NPY004", "A record is a struct", "The record '{0}' is a class, but an array holds its records by value: write 'partial record struct {0}'");

    internal static readonly DiagnosticDescriptor MemberType = Error(
        "NPY005", "A member has a type that NumPy can store", "The member '{0}' of the record '{1}' is {2}, which no field can store: {3}, or write [NpyIgnore]");

    internal static readonly DiagnosticDescriptor NameTwice = Error(
        "NPY006", "Field names are unique", "The members '{0}' and '{1}' of the record '{2}' would both be the field '{3}': give one of them another name, [NpyField(\"…\")]");

    internal static readonly DiagnosticDescriptor ParameterWithoutMember = Error(
        "NPY007",
        "A constructor's parameters are members",
        "The constructor of the record '{0}' has the parameter '{1}', but there is no field of that name and type: give it the name and type of the member that it sets, or remove the constructor");

    internal static readonly DiagnosticDescriptor SeveralConstructors = Error(
        "NPY008", "A record has one constructor", "The record '{0}' has {1} constructors, so it is open which of them makes a record: leave one, or none if the members can be set");

    internal static readonly DiagnosticDescriptor NoLength = new(
        "NPY009",
        "A member says how long it is",
        "The member '{0}' of the record '{1}' can be loaded but not saved, because nothing says {2}: write [NpyField({3})]",
        "NpyIO",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor AutomaticLayout = Error(
        "NPY010", "A record has its fields in order", "The record '{0}' has automatic layout, in which the order of its fields is open: remove [StructLayout(LayoutKind.Auto)]");

    internal static readonly DiagnosticDescriptor ReadOnlyMember = Error(
        "NPY011",
        "A member can be set",
        "The member '{0}' of the record '{1}' is read-only and no constructor sets it: give it a setter ('init' will do), or a constructor a parameter of its name and type, or write [NpyIgnore]");

    internal static readonly DiagnosticDescriptor ContainsItself = Error(
        "NPY012", "A record has a fixed size", "The record '{0}' contains itself in the member '{1}', but a record of NumPy has a fixed size: store the index of the other record, or write [NpyIgnore]");

    internal static readonly DiagnosticDescriptor NoFields = Error(
        "NPY013", "A record has fields", "The record '{0}' has no fields{1}: {2}");

    internal static readonly DiagnosticDescriptor AttributeDoesNotFit = Error(
        "NPY014", "[NpyField] fits its member", "[NpyField] on the member '{0}' of the record '{1}' does not fit {2}: {3}");

    internal static readonly DiagnosticDescriptor FileLocal = Error(
        "NPY015", "A record can be seen by the code that is added", "The {0} is local to its file, so that the compiler cannot add {1} code: remove 'file' from '{2}'");

    internal static readonly DiagnosticDescriptor OwnAccessors = new(
        "NPY016",
        "A property with accessors of its own says whether it is stored",
        "The property '{0}' of the record '{1}' is left out because it has accessors of its own: write [NpyField] to store it, or [NpyIgnore] to say that it is not stored",
        "NpyIO",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    internal static readonly DiagnosticDescriptor OldLanguage = Error(
        "NPY017", "A record needs C# 11", "The code of the record '{0}' needs C# 11 or later, but the project's language is C# {1}: remove LangVersion from the project file, or set it to 11 or later");

    internal static readonly DiagnosticDescriptor TooLarge = Error(
        "NPY018", "A record fits an item of NumPy", "The fields of the record '{0}' have {1} bytes together, but the maximum is {2}: make its texts or arrays shorter");

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(id, title, message, "NpyIO", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
