using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Arrays;

/// <summary>A field and a member that do not fit, or one of them without the other.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Field">The field's name in the file, or null.</param>
/// <param name="DType">The field's dtype, or null.</param>
/// <param name="Member">The member, or null.</param>
/// <param name="Reason">What is wrong, for the table of an error.</param>
internal sealed record RecordFault(RecordFaultKind Kind, string? Field, DType? DType, NpyRecordField? Member, string Reason)
{
    /// <summary>The members around it, each with a dot.</summary>
    internal string Path { get; private init; } = "";

    internal string MemberText => Member is null ? "" : $"{Describe.NameOf(Member.ClrType)} {MemberName}";

    /// <summary>The fault in words.</summary>
    internal string Text => Kind switch
    {
        RecordFaultKind.Missing => $"there is no field for {MemberName}",
        RecordFaultKind.Extra => $"there is no member for {PythonText.Quote(Field!)}",
        RecordFaultKind.Ambiguous => $"for {MemberName}, {Reason}",
        _ => $"{PythonText.Quote(Field!)} does not fit {MemberText}, {Reason}",
    };

    private string MemberName => $"{Path}{Member?.Member}";

    internal static RecordFault Missing(NpyRecordField member) => new(RecordFaultKind.Missing, null, null, member, "no such field");

    internal static RecordFault Ambiguous(NpyRecordField member, string reason) => new(RecordFaultKind.Ambiguous, null, null, member, reason);

    internal static RecordFault Extra(Field field) => new(RecordFaultKind.Extra, field.Name, field.DType, null, "no such member");

    internal static RecordFault Mismatch(Field field, NpyRecordField member, string reason) => new(RecordFaultKind.Mismatch, field.Name, field.DType, member, reason);

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

/// <summary>What is wrong with a field and a member.</summary>
internal enum RecordFaultKind
{
    /// <summary>A member without a field.</summary>
    Missing,

    /// <summary>A member that several fields fit, or a field that fits several members.</summary>
    Ambiguous,

    /// <summary>A field without a member.</summary>
    Extra,

    /// <summary>A field that the member cannot hold.</summary>
    Mismatch,
}
