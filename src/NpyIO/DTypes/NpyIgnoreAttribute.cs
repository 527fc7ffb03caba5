namespace NpyIO;

/// <summary>Leaves a member of a record out of its dtype. It keeps its default value when records are read.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NpyIgnoreAttribute : Attribute;
