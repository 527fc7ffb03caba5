namespace NpyIO.Benchmarks.Workers;

/// <summary>32 bytes, read in place.</summary>
[NpyRecord(Naming = NpyNaming.CamelCase)]
internal readonly partial record struct Tick(long Time, double Price, int Size, int Flags, double Volume);
