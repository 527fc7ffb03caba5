namespace NpyIO;

/// <summary>
/// Makes a partial <c>struct</c> or <c>record struct</c> a record: the compiler adds the code that reads and writes arrays of a structured dtype as arrays of the struct.
/// </summary>
/// <remarks>
/// These members are fields of the dtype, in the order of their declaration: the parameters of a positional record, public fields and public automatic properties, and whatever else has
/// <see cref="NpyFieldAttribute"/>: a field or property that is not public, or a property with accessors of its own. Left out are members with <see cref="NpyIgnoreAttribute"/>, static ones, constants,
/// indexers, and everything else. Every field must be read and set: a read-only one by a parameter of the constructor with its name and type.
/// A struct that is only its fields, which are numbers, can be read in place, which runs neither the primary constructor of a record struct nor initializers; with any other constructor that has parameters,
/// each record is made by that.
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
