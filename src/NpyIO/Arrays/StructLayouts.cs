using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace NpyIO.Arrays;

/// <summary>How .NET lays out structs: in the order of their fields or, with automatic layout, as it likes.</summary>
internal static class StructLayouts
{
    /// <summary>What <see cref="FindAutomatic"/> needs of a type, so that trimming keeps it.</summary>
    internal const DynamicallyAccessedMemberTypes Fields = DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    /// <summary>Returns the path of fields to the first type with automatic layout, which is empty for <paramref name="type"/> itself; null if no type has it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "A struct keeps its fields, as they make its layout; a published native program finds them at any depth.")]
    internal static (string Path, Type Type)? FindAutomatic([DynamicallyAccessedMembers(Fields)] Type type)
    {
        // Primitives contain themselves.
        if (type.IsPrimitive || type.IsEnum || !type.IsValueType)
            return null;
        if (type.IsAutoLayout)
            return ("", type);

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (FindAutomatic(field.FieldType) is { } found)
                return (found.Path.Length == 0 ? field.Name : $"{field.Name}.{found.Path}", found.Type);
        }

        return null;
    }
}
