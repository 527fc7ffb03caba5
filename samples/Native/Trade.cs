using NpyIO;

namespace Native;

/// <summary>Converted member by member.</summary>
[NpyRecord(Naming = NpyNaming.SnakeCase)]
internal partial record struct Trade(DateTime TradedAt, double Price, [NpyField("sym", Length = 8)] string Symbol, int Qty, TimeSpan? Delay, Quote Quote);

/// <summary>Read in place.</summary>
[NpyRecord]
internal partial record struct Quote(double Bid, double Ask, Side Side);

internal enum Side : short
{
    Buy,
    Sell,
}
