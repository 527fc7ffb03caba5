namespace NpyIO.IO;

/// <summary>How a payload is read.</summary>
/// <param name="MaxThreads">The maximum number of threads; 0 for as many as help.</param>
/// <param name="Strict">Whether trailing bytes are an error.</param>
/// <param name="Progress">Receives the number of bytes read.</param>
internal readonly record struct ReadSettings(int MaxThreads, bool Strict, IProgress<long>? Progress);
