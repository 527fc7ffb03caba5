using NpyIO.DTypes;

namespace NpyIO;

// Texts of any length: NumPy 2's StringDType.
public sealed partial class DType
{
    private static readonly DType Strings = new(new StringRules(Coerce: true, HasNaObject: false, NaObject: null));
    private readonly StringRules? _strings;

    private DType(StringRules rules)
        : this(DTypeKind.VariableString, 16, ByteOrder.NotApplicable, 8)
    {
        _strings = rules;
        _hashCode = HashCode.Combine(_hashCode, rules);
    }

    /// <summary>What stands for a missing text in Python; null for None, and where there is none: see <see cref="HasNaObject"/>. Of <see cref="DTypeKind.VariableString"/> only.</summary>
    public object? NaObject => _strings?.NaObject;

    /// <summary>Whether texts may be missing, which in .NET they are as null. Of <see cref="DTypeKind.VariableString"/> only.</summary>
    public bool HasNaObject => _strings?.HasNaObject == true;

    /// <summary>Whether NumPy makes texts of what is none (<c>coerce</c>). Of <see cref="DTypeKind.VariableString"/> only.</summary>
    public bool Coerces => _strings?.Coerce == true;

    /// <summary>Whether elements are references to values that stand elsewhere.</summary>
    internal bool IsReference => Kind is DTypeKind.Object or DTypeKind.VariableString;

    /// <summary>Texts of any length, none of them missing: NumPy 2's <c>StringDType()</c>.</summary>
    /// <param name="coerce">Whether NumPy makes texts of what is none.</param>
    public static DType StringDType(bool coerce = true) => coerce ? Strings : new(new StringRules(coerce, HasNaObject: false, NaObject: null));

    /// <summary>Texts of any length, some of which may be missing: NumPy 2's <c>StringDType(na_object=…)</c>. In .NET a missing text is null, whatever stands for it in Python.</summary>
    /// <param name="naObject">What stands for a missing text in Python: null for None, <see cref="double.NaN"/>, a text, …</param>
    /// <param name="coerce">Whether NumPy makes texts of what is none.</param>
    public static DType StringDType(object? naObject, bool coerce = true) => new(new StringRules(coerce, HasNaObject: true, naObject));

    /// <summary>Whether a value stands for a missing text of this dtype.</summary>
    internal bool IsNa(object? value) => _strings?.IsNa(value) == true;
}
