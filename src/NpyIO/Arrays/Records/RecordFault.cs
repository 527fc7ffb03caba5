using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>A field and a member that do not fit, or one of them without the other.</summary>
/// <param name="Field">The field's name in the file, or null.</param>
/// <param name="DType">The field's dtype, or null.</param>
/// <param name="Member">The member, or null.</param>
/// <param name="Reason">What is wrong, for the table of an error.</param>
/// <param name="Path">The members around it, each with a dot.</param>
internal sealed record RecordFault(string? Field, DType? DType, NpyRecordField? Member, string Reason, string Path = "")
{
    internal string MemberText => Member is null ? "" : $"{Describe.NameOf(Member.ClrType)} {Path}{Member.Member}";

    /// <summary>The same fault, seen from the record around it.</summary>
    internal RecordFault Inside(NpyRecordField member, Field field) => this with { Path = $"{member.Member}.{Path}", Field = Field is null ? null : $"{field.Name}.{Field}" };

    internal static string TypeReason(NpyRecordField member, DType element, Casting casting)
    {
        if (member.Plain is not { } plain)
            return $"not a {Describe.NameOf(member.ElementType)}{ArrayThrow.TimeAdvice(member.ElementType, element)}";
        if (Casts.Transform(element, plain) is null)
            return "no conversion";
        return casting == Casting.Equivalent ? "another type" : $"not by Casting.{casting}";
    }
}
