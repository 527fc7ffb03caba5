using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NpyIO.Generators;

/// <summary>The bytes of an item, and its alignment in memory, or 0 if memory has something else.</summary>
internal readonly record struct ItemSize(long Size, int Alignment = 0)
{
    /// <summary>The size of a single value that is stored as a dtype: null for that of the type, "" if it has no length.</summary>
    internal static ItemSize Of(ITypeSymbol type, string? dtype)
    {
        if (dtype is null)
            return OfNumber(type);
        string code = dtype.TrimStart('<', '=', '|');
        return code.Length == 0 ? default : code[0] switch
        {
            'U' => new ItemSize(4 * Width(code)),
            'S' or 'V' => new ItemSize(Width(code)),
            _ => new ItemSize(8),
        };
    }

    internal static ItemSize OfInline(INamedTypeSymbol inline, ITypeSymbol element)
    {
        AttributeData? attribute = Names.Find(inline, "System.Runtime.CompilerServices.InlineArrayAttribute");
        ItemSize one = OfNumber(element);
        return new ItemSize(one.Size * (attribute?.ConstructorArguments.FirstOrDefault().Value as int? ?? 0), one.Alignment);
    }

    /// <summary>The size of fields after each other, each aligned to its own alignment, but not to more than <paramref name="pack"/>; 0 for no maximum.</summary>
    internal static ItemSize Aligned(IEnumerable<ItemSize> fields, int pack)
    {
        long end = 0;
        int largest = 1;
        foreach (ItemSize field in fields)
        {
            int alignment = pack == 0 ? field.Alignment : Math.Min(pack, field.Alignment);
            largest = Math.Max(largest, alignment);
            end = AlignUp(end, alignment) + field.Size;
        }

        return new ItemSize(AlignUp(end, largest), largest);
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static ItemSize OfNumber(ITypeSymbol type) => Names.Of(type) switch
    {
        "System.Half" => new ItemSize(2, 2),
        "NpyIO.Complex64" => new ItemSize(8, 4),
        "System.Numerics.Complex" or "NpyIO.LongDouble" => new ItemSize(16, 8),
        "NpyIO.ComplexLongDouble" => new ItemSize(32, 8),
        _ => OfSpecial((type is INamedTypeSymbol { EnumUnderlyingType: { } number } ? number : type).SpecialType),
    };

    private static ItemSize OfSpecial(SpecialType type) => type switch
    {
        SpecialType.System_Boolean or SpecialType.System_SByte or SpecialType.System_Byte => new ItemSize(1, 1),
        SpecialType.System_Int16 or SpecialType.System_UInt16 => new ItemSize(2, 2),
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => new ItemSize(4, 4),
        _ => new ItemSize(8, 8),
    };

    private static long Width(string code) => long.Parse(code.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture);

    private static long AlignUp(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}
