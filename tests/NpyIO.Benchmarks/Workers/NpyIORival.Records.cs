using System.Globalization;

namespace NpyIO.Benchmarks.Workers;

// Records as structs.
internal sealed partial class NpyIORival
{
    private static Operation ToColumns(string path)
    {
        NdArray array = Npy.Load(path);
        return new Operation(_ => array.ToColumns(), result => Fingerprints.Of(((IReadOnlyDictionary<string, NdArray>)result!)["volume"].ToBytes()));
    }

    private static Operation SaveDeals(string path)
    {
        Deal[] deals = Npy.Load<Deal>(path).ToArray();
        return new Operation(
            iteration =>
            {
                string target = SavePath(path, iteration);
                Npy.Save(target, deals);
                return target;
            },
            result => Fingerprints.Of(Npy.Load((string)result!).ToBytes()))
        {
            After = () => DeleteSaved(path),
        };
    }

    /// <summary>As Python prints the first and last tuple.</summary>
    private static string Deals(object? result)
    {
        var deals = (NdArray<Deal>)result!;
        return $"{Text(deals[0])}|{Text(deals[deals.Count - 1])}";

        static string Text(Deal deal) =>
            string.Create(CultureInfo.InvariantCulture, $"({(deal.T - DateTime.UnixEpoch).Ticks * 100}, {deal.Price:0.0}, '{deal.Sym}', {deal.Qty})");
    }
}
