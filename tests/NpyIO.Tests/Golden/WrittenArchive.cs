namespace NpyIO.Tests.Golden;

/// <summary>An archive that NpyIO wrote, to be read by others.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Path">The file.</param>
/// <param name="EntriesOf">An archive that has the same entries, with the same content, in the same order.</param>
/// <param name="IsByteExact">Whether it is the same file altogether.</param>
internal sealed record WrittenArchive(string Name, string Path, string EntriesOf, bool IsByteExact);
