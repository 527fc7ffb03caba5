namespace NpyIO.Arrays;

/// <summary>An axis of sub-arrays: its length in elements, and their distances in bytes.</summary>
internal readonly record struct RecordAxis(long Length, long SourceStride, long TargetStride);
