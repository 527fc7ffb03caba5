using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NpyIO.Generators;

/// <summary>The table of the types that a member can have, and the dtypes that they are written as.</summary>
internal sealed class MemberTypes(INamedTypeSymbol record, ISymbol member, AttributeData? attribute, ItemSizes sizes, List<DiagnosticInfo> diagnostics)
{
    /// <summary>In code points; their bytes are at most those of an item.</summary>
    private const int MaxLength = int.MaxValue / 4;

    private const string Unit = @"\[(?<multiple>[0-9]*)(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\]\z";

    /// <summary>A count alone can do without.</summary>
    private const string UnitOrNone = @"(\z|" + Unit + ")";

    private readonly int _length = Names.Argument<int>(attribute, "Length");
    private readonly string? _dtype = Names.Argument<string>(attribute, "DType");

    /// <summary>Returns null after an error.</summary>
    internal MemberModel? Parse(ITypeSymbol type, string name, string field)
    {
        if (_length is < 0 or > MaxLength)
            return DoesNotFit("any field", $"Length is at least 1 and at most {ItemSize.Text(MaxLength)}");
        if (ContainsItself(type))
        {
            Report(Diagnostics.ContainsItself, record.Name, member.Name);
            return null;
        }

        if (Names.FileLocal(type) is { } local)
        {
            Report(Diagnostics.FileLocal, $"type '{local.Name}' of the member '{member.Name}' of the record '{record.Name}'", "the record's", Names.Keyword(local));
            return null;
        }

        if (type is IArrayTypeSymbol { Rank: 1 } array && !IsBytes(type, _dtype))
            return ParseArray(array.ElementType, name, field);
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Struct } inline && Names.Has(inline, "System.Runtime.CompilerServices.InlineArrayAttribute"))
            return ParseInline(inline, name, field);
        if (Names.Has(type, Names.RecordAttribute) && type.TypeKind == TypeKind.Struct)
            return HasNothingElse(type) ? new MemberModel(name, field, MemberKind.Records, Names.Code(type), null, 0, null, false) { Size = sizes.OfRecord(type) } : null;
        if (!TryDType(type, _length, out string? dtype))
            return null;
        return new MemberModel(name, field, MemberKind.Values, Code(type), null, 0, dtype, type.IsReferenceType) { IsNotNull = IsNotNull(type), Size = ItemSize.Of(type, dtype) };
    }

    private MemberModel? ParseArray(ITypeSymbol element, string name, string field)
    {
        if (Names.Has(element, Names.RecordAttribute) && element.TypeKind == TypeKind.Struct)
        {
            if (_length == 0)
                ReportLength("how many elements it has", "Length = …");
            return Rows(new MemberModel(name, field, MemberKind.RecordRows, Names.Code(element), null, _length, null, true), sizes.OfRecord(element));
        }

        // The dtype, if given, is that of the elements; the length is that of the array.
        if (element is IArrayTypeSymbol && !IsBytes(element, null))
            return Unsupported(Construction.TypeOf(member)!, "use an array with one axis, or an array of records");
        string? dtype = null;
        bool isNumbers = element.SpecialType == SpecialType.System_Byte && _dtype is not null;
        if (!isNumbers && !TryDType(element, 0, out dtype))
            return null;

        if (_length == 0)
            ReportLength("how many elements it has", "Length = …");
        return Rows(new MemberModel(name, field, MemberKind.Rows, Code(element), null, _length, dtype, true) { IsNotNull = IsNotNull(element) }, isNumbers ? new ItemSize(1) : ItemSize.Of(element, dtype));
    }

    /// <summary>Adds the size of a sub-array to its model, or returns null after an error.</summary>
    private MemberModel? Rows(MemberModel model, ItemSize element)
    {
        long size = element.Size * model.Length;
        return size <= int.MaxValue
            ? model with { Size = new ItemSize(size) }
            : DoesNotFit("an item of NumPy", $"{ItemSize.Text(model.Length)} elements of {ItemSize.Text(element.Size)} bytes are {ItemSize.Text(size)} bytes, but the maximum is {ItemSize.Text(int.MaxValue)}");
    }

    private MemberModel? ParseInline(INamedTypeSymbol inline, string name, string field)
    {
        ITypeSymbol? element = inline.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(symbol => !symbol.IsStatic)?.Type;
        if (element is null || !IsPlain(element))
            return Unsupported(inline, "use an inline array of numbers, or a T[]");
        return HasNothingElse(inline) ? new MemberModel(name, field, MemberKind.Inline, Names.Code(element), Names.Code(inline), 0, null, false) { Size = ItemSize.OfInline(inline, element) } : null;
    }

    /// <summary>Finds the dtype: null for that of the type, "" if it has no length. Returns false after an error.</summary>
    private bool TryDType(ITypeSymbol type, int length, out string? dtype)
    {
        dtype = null;
        ITypeSymbol value = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        bool isNullable = !SymbolEqualityComparer.Default.Equals(value, type);
        if (IsPlain(value) && !isNullable)
            return HasNothingElse(type);
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic)
            return HasNothingElse(type) && (dtype = "O") is not null;
        if (type.SpecialType == SpecialType.System_Char)
            return TryFixed("U1", @"^[<=|]?U1\z|^\|?S1\z", "a char: U1 or S1", out dtype);
        if (type.SpecialType == SpecialType.System_String)
        {
            const string Fits = "a text: U or S with a length, such as S8, or O for Python objects";
            return _dtype is "O" or "|O"
                ? TryFixed("O", "", Fits, out dtype)
                : TryText(length, 'U', @"^[<=|]?(?<kind>[US])(?<length>[0-9]*)\z", Fits, out dtype);
        }

        if (IsBytes(type, null))
            return TryText(length, 'S', @"^\|?(?<kind>[SV])(?<length>[0-9]*)\z", "a byte[]: S or V with a length, such as V8, or u1", out dtype);

        string name = Names.Of(value);
        return name switch
        {
            "System.DateTime" or "System.DateTimeOffset" => TryFixed("M8[ns]", "^[<=]?(M8|datetime64)" + Unit, "a date: M8 with a unit, such as M8[ms]", out dtype),
            "System.DateOnly" => TryFixed("M8[D]", "^[<=]?(M8|datetime64)" + Unit, "a date: M8 with a unit, such as M8[D]", out dtype),
            "System.TimeSpan" or "System.TimeOnly" => TryFixed("m8[ns]", "^[<=]?(m8|timedelta64)" + Unit, "a time span: m8 with a unit, such as m8[ms]", out dtype),
            "NpyIO.Datetime64" when !isNullable => TryFixed("", "^[<=]?(M8|datetime64)" + UnitOrNone, "a date: M8 with a unit, such as M8[ms]", out dtype) && HasUnit(dtype!, "M8"),
            "NpyIO.Timedelta64" when !isNullable => TryFixed("", "^[<=]?(m8|timedelta64)" + UnitOrNone, "a time span: m8 with a unit, such as m8[ms]", out dtype) && HasUnit(dtype!, "m8"),
            _ => Unsupported(type, isNullable && IsPlain(value) ? $"use {Names.Short(value)}, as NumPy's numbers are never null" : Advice(type)) is not null,
        };
    }

    private bool HasUnit(string dtype, string kind)
    {
        if (dtype.Length == 0)
            ReportLength("what unit it counts", $"DType = \"{kind}[ns]\"");
        return true;
    }

    private bool TryFixed(string usual, string pattern, string fits, out string? dtype)
    {
        dtype = _dtype ?? usual;
        if (_length != 0 && !IsElement())
            return DoesNotFit(fits, _dtype?.EndsWith("O", StringComparison.Ordinal) == true ? "Python objects have any length, so remove Length" : "Length is for texts, byte[] and arrays") is not null;
        if (_dtype is null)
            return true;
        Match match = Regex.Match(_dtype, pattern, RegexOptions.CultureInvariant);
        if (!match.Success)
            return DoesNotMatch(pattern, fits);
        string multiple = match.Groups["multiple"].Value;
        return multiple.Length == 0 || int.TryParse(multiple, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            || DoesNotFit(fits, $"it says '{_dtype}', but a multiple is at least 1 and at most {ItemSize.Text(int.MaxValue)}") is not null;
    }

    private bool TryText(int length, char usual, string pattern, string fits, out string? dtype)
    {
        dtype = "";
        Match match = Regex.Match(_dtype ?? usual.ToString(), pattern, RegexOptions.CultureInvariant);
        if (!match.Success)
            return DoesNotMatch(pattern, fits);

        string digits = match.Groups["length"].Value;
        if (digits.Length > 0 && (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int own) || own is 0 or > MaxLength || length != 0 && own != length))
            return DoesNotFit(fits, length == 0 ? $"it says '{_dtype}'" : $"Length is {length.ToString(CultureInfo.InvariantCulture)}, but DType says '{_dtype}'") is not null;
        if (digits.Length > 0)
            dtype = _dtype;
        else if (length > 0)
            dtype = (_dtype ?? usual.ToString()) + length.ToString(CultureInfo.InvariantCulture);
        else
            ReportLength("how long it can be", IsElement() ? $"DType = \"{usual}8\"" : "Length = …");
        return true;
    }

    /// <summary>Reports a dtype that the pattern refuses; returns false.</summary>
    private bool DoesNotMatch(string pattern, string fits)
    {
        // An order of its own is refused only because it is not the machine's.
        string native = _dtype!.TrimStart('>');
        string why = native.Length < _dtype.Length && Regex.IsMatch(native, pattern, RegexOptions.CultureInvariant) ? $", but records are written in native byte order: write '{native}'" : "";
        return DoesNotFit(fits, $"it says '{_dtype}'{why}") is not null;
    }

    /// <summary>Whether the attribute says no more than the name, which is all that the type leaves open.</summary>
    private bool HasNothingElse(ITypeSymbol type)
    {
        bool isOpen = _dtype is null && (_length == 0 || IsElement());
        return isOpen || DoesNotFit($"a member of type {Names.Short(type)}", "the type alone says what is written, so remove Length and DType") is not null;
    }

    private bool IsElement() => Construction.TypeOf(member) is IArrayTypeSymbol array && !IsBytes(array, _dtype);

    /// <summary>A byte[] holds the bytes of one item, unless the field is to be a sub-array of numbers.</summary>
    private static bool IsBytes(ITypeSymbol type, string? dtype) =>
        type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } && dtype is not ("u1" or "|u1");

    private static bool IsPlain(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) or SpecialType.System_Single or SpecialType.System_Double
            or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
        || Names.Of(type) is "System.Half" or "System.Numerics.Complex" or "NpyIO.Complex64" or "NpyIO.LongDouble" or "NpyIO.ComplexLongDouble";

    /// <summary>Whether the type is a <c>string</c> or <c>byte[]</c> where nullable annotations are on and it has none; any object can be None.</summary>
    private static bool IsNotNull(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.NotAnnotated && (type.SpecialType == SpecialType.System_String || IsBytes(type, null));

    private static string Code(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : Names.Code(type);

    private static string Advice(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Decimal } => "use double",
        { TypeKind: TypeKind.TypeParameter } => "use a type that is known here",
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "use a struct with [InlineArray] for a number of values",
        IArrayTypeSymbol => "use an array with one axis",
        { IsTupleType: true } => "use a record struct with [NpyRecord]",
        { TypeKind: TypeKind.Struct } => "write [NpyRecord] on that struct if it is yours",
        _ => "use a number, text, a date, a record, an array of these, or object",
    };

    /// <summary>Whether the record is found again among the members of the records in a member.</summary>
    private bool ContainsItself(ITypeSymbol type) => Reaches(type, []);

    private bool Reaches(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        while (type is IArrayTypeSymbol array)
            type = array.ElementType;
        if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, record.OriginalDefinition))
            return true;
        return type is INamedTypeSymbol named && Names.Has(type, Names.RecordAttribute) && seen.Add(type.OriginalDefinition)
            && MemberParser.FieldsOf(named).Any(field => Reaches(Construction.TypeOf(field)!, seen));
    }

    private MemberModel? Unsupported(ITypeSymbol type, string fix)
    {
        Report(Diagnostics.MemberType, member.Name, record.Name, Names.Short(type), fix);
        return null;
    }

    private MemberModel? DoesNotFit(string what, string why)
    {
        Report(Diagnostics.AttributeDoesNotFit, member.Name, record.Name, what, why);
        return null;
    }

    private void ReportLength(string what, string fix) => Report(Diagnostics.NoLength, member.Name, record.Name, what, fix);

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(member.Locations.FirstOrDefault(), descriptor, arguments));
}
