using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NpyIO.Generators;

/// <summary>The sizes of the records in a record, each found once.</summary>
internal sealed class ItemSizes(LanguageVersion language, CancellationToken cancel)
{
    private readonly Dictionary<ISymbol, ItemSize> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Returns the size of a record, or nothing if it is wrong itself, or from another assembly.</summary>
    internal ItemSize OfRecord(ITypeSymbol record)
    {
        var original = (INamedTypeSymbol)record.OriginalDefinition;
        if (_known.TryGetValue(original, out ItemSize size))
            return size;

        // A record that contains itself ends here.
        _known.Add(original, default);
        if (original.DeclaringSyntaxReferences.IsEmpty)
            return default;
        size = RecordParser.Parse(original, Names.Find(original, Names.RecordAttribute)!, language, this, cancel).Model?.Size ?? default;
        _known[original] = size;
        return size;
    }
}
