namespace NpyIO.IO;

/// <summary>How a payload is read; 0 threads mean as many as help.</summary>
internal readonly record struct ReadSettings(int MaxThreads, bool Strict, IProgress<long>? Progress);
