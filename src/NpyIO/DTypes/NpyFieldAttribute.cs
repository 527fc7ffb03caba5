namespace NpyIO;

/// <summary>Says how a member of a record is stored. Can be on a field, a property, or a parameter of a positional record.</summary>
/// <param name="name">The field's name in the dtype; null for the member's.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NpyFieldAttribute(string? name = null) : Attribute
{
    /// <summary>The field's name in the dtype, or null for the member's.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// The length of the field: the code points of a text (<c>U</c>), its characters or the bytes of a <c>byte[]</c> (<c>S</c>, <c>V</c>), the elements of an array. Without it, such a member
    /// can be loaded but not saved.
    /// </summary>
    public int Length { get; set; }

    /// <summary>
    /// The dtype that is written, as NumPy's type string, if there is a choice: <c>S8</c> for a text, <c>O</c> for one as a Python object (of a <c>string?</c>, null is None), <c>V16</c> for a <c>byte[]</c>, <c>M8[ms]</c> for a date, <c>m8[s]</c> for a time span;
    /// of an array, the dtype of its elements.
    /// </summary>
    public string? DType { get; set; }
}
