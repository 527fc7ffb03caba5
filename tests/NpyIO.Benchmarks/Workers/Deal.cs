namespace NpyIO.Benchmarks.Workers;

/// <summary>With a date and a text, which are converted.</summary>
[NpyRecord(Naming = NpyNaming.CamelCase)]
internal readonly partial record struct Deal(DateTime T, double Price, [NpyField(Length = 8)] string Sym, int Qty);
