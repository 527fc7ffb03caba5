using NpyIO.DTypes;

namespace NpyIO;

// Variable-width text: NumPy 2's StringDType.
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

    /// <summary>The Python value of a missing string; null for None, or if there is none (see <see cref="HasNaObject"/>). Only for <see cref="DTypeKind.VariableString"/>.</summary>
    public object? NaObject => _strings?.NaObject;

    /// <summary>Whether strings can be missing; a missing string is null in .NET. Only for <see cref="DTypeKind.VariableString"/>.</summary>
    public bool HasNaObject => _strings?.HasNaObject == true;

    /// <summary>Whether NumPy converts other values to strings (<c>coerce</c>). Only for <see cref="DTypeKind.VariableString"/>.</summary>
    public bool Coerces => _strings?.Coerce == true;

    /// <summary>Whether elements are references to values stored elsewhere.</summary>
    internal bool IsReference => Kind is DTypeKind.Object or DTypeKind.VariableString;

    /// <summary>Returns the dtype of variable-width strings, none of them missing: NumPy 2's <c>StringDType()</c>.</summary>
    /// <param name="coerce">Whether NumPy converts other values to strings.</param>
    public static DType StringDType(bool coerce = true) => coerce ? Strings : new(new StringRules(coerce, HasNaObject: false, NaObject: null));

    /// <summary>Creates a dtype of variable-width strings that can be missing: NumPy 2's <c>StringDType(na_object=…)</c>. In .NET a missing string is always null.</summary>
    /// <param name="naObject">The Python value of a missing string: null for None, <see cref="double.NaN"/>, a text, …</param>
    /// <param name="coerce">Whether NumPy converts other values to strings.</param>
    public static DType StringDType(object? naObject, bool coerce = true) => new(new StringRules(coerce, HasNaObject: true, naObject));

    internal bool IsNa(object? value) => _strings?.IsNa(value) == true;
}
