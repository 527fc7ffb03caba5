using Microsoft.CodeAnalysis;

namespace NpyIO.Generators;

/// <summary>A member while its record is parsed.</summary>
internal sealed class RecordMember(ISymbol symbol, ITypeSymbol type, MemberModel model)
{
    internal ISymbol Symbol { get; } = symbol;

    internal ITypeSymbol Type { get; } = type;

    internal MemberModel Model { get; } = model;

    /// <summary>Whether the struct's memory has the value as it is: a field, or a property whose accessors do nothing else.</summary>
    internal bool IsStored { get; set; }

    internal bool IsReadOnly => Symbol is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };

    internal bool IsRequired => Symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };
}
