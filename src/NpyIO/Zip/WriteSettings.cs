namespace NpyIO.Zip;

/// <summary>How entries are written.</summary>
/// <param name="Alignment">The data of every entry begin at a multiple of this many bytes; 0 for no alignment.</param>
/// <param name="Threads">Maximum number of threads.</param>
/// <param name="Progress">Receives the total number of payload bytes written so far, if not null.</param>
internal sealed record WriteSettings(int Alignment, int Threads, IProgress<long>? Progress);
