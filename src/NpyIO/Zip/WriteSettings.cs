namespace NpyIO.Zip;

/// <summary>How entries are written.</summary>
/// <param name="Alignment">What the data of every entry begin at a multiple of, in bytes; 0 for anywhere.</param>
/// <param name="Threads">How many threads may work at once.</param>
/// <param name="Progress">Told how many bytes of payload have been written, if not null.</param>
internal sealed record WriteSettings(int Alignment, int Threads, IProgress<long>? Progress);
