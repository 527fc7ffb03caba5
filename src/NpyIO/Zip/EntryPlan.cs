namespace NpyIO.Zip;

/// <summary>An entry that is to be written.</summary>
internal readonly record struct EntryPlan(ZipName Name, EntryContent Content, NpzCompression Compression);
