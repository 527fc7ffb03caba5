namespace NpyIO.Generators;

/// <summary>A record, as far as its code depends on it.</summary>
/// <param name="FileName">The name of the generated file.</param>
/// <param name="Namespace">The namespace as code, or null.</param>
/// <param name="Declarations">How the types are declared, from the outermost to the record: <c>record struct Trade</c>.</param>
/// <param name="Type">The record, as code.</param>
/// <param name="Layout">The name in <c>NpyRecordLayout</c>.</param>
/// <param name="Pack">The maximum alignment of the fields, or 0.</param>
/// <param name="Members">In the order of the dtype.</param>
/// <param name="Arguments">For each parameter of the constructor the number of its member, or −1 for the default value.</param>
/// <param name="Assigned">The numbers of the members that are set after that.</param>
/// <param name="Defaults">Required members that are not stored, as code.</param>
/// <param name="Size">The size of the dtype; nothing of fields whose size is not known.</param>
/// <param name="IsObsolete">Whether what it uses can be obsolete with an error.</param>
/// <param name="Experiments">The identifiers of the experiments that it uses.</param>
internal sealed record RecordModel(
    string FileName,
    string? Namespace,
    EquatableArray<string> Declarations,
    string Type,
    string Layout,
    int Pack,
    EquatableArray<MemberModel> Members,
    EquatableArray<int> Arguments,
    EquatableArray<int> Assigned,
    EquatableArray<string> Defaults,
    ItemSize Size,
    bool IsObsolete,
    EquatableArray<string> Experiments);

/// <summary>What became of a record: its model, or null if there is an error.</summary>
internal sealed record ParsedRecord(RecordModel? Model, EquatableArray<DiagnosticInfo> Diagnostics);
