namespace NpyIO.Zip;

/// <summary>An entry that is to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it is made of.</param>
/// <param name="Compression">How it is compressed.</param>
internal readonly record struct EntryPlan(ZipName Name, EntryContent Content, NpzCompression Compression);
