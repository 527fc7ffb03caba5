namespace NpyIO;

/// <summary>
/// Makes a partial <c>struct</c> or <c>record struct</c> a record: the compiler adds the code that reads and writes arrays of a structured dtype as arrays of the struct.
/// </summary>
/// <remarks>
/// The fields are the parameters of a positional record, the public fields and automatic properties, and every other field or property with <see cref="NpyFieldAttribute"/>, in the order of
/// their declaration; <see cref="NpyIgnoreAttribute"/> leaves one out.
/// </remarks>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
public sealed class NpyRecordAttribute : Attribute
{
    /// <summary>How the fields are named after the members.</summary>
    public NpyNaming Naming { get; set; }

    /// <summary>
    /// Whether the fields of the dtype follow each other without padding. By default a struct of numbers is written as it is in memory, NumPy's <c>align=True</c>; other structs are packed in any case.
    /// </summary>
    public bool Packed { get; set; }
}
