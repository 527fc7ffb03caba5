using Native;
using NpyIO;

// Saves and loads records, texts and dates as a native program, in the folder that is its argument, and prints what comes back.
string folder = args[0];
string PathOf(string name) => Path.Combine(folder, name);

var quote = new Quote(1.25, 1.5, Side.Sell);
Trade[] trades = [new(new DateTime(2026, 1, 2), 1.5, "ABC", 3, TimeSpan.FromSeconds(1), quote), new(new DateTime(2026, 1, 3), 1.25, "\u00C4\U0001F600", -3, null, default)];
Npy.Save(PathOf("trades.npy"), trades);
Npy.Save(PathOf("quotes.npy"), [quote, quote with { Bid = 0.5 }]);
Npy.Save(PathOf("texts.npy"), ["one", "\U0001F600"]);
Npy.Save(PathOf("dates.npy"), [new DateTime(2026, 1, 2), null, new DateTime?(new DateTime(1066, 10, 14))], new NpyWriteOptions { DatetimeUnit = DatetimeUnit.Day });
Npz.Save(PathOf("all.npz"), [("trades", NdArray.FromArray(trades).ToNdArray())]);

Print(Npy.Load<Trade>(PathOf("trades.npy")));
Print(Npy.Load<Quote>(PathOf("quotes.npy")));
Print(Npy.Load<string>(PathOf("texts.npy")));
Print(Npy.Load<DateTime?>(PathOf("dates.npy")));
using NpzFile archive = Npz.Open(PathOf("all.npz"));
Print(archive["trades"].Load<Trade>());

static void Print<T>(IEnumerable<T> values)
{
    foreach (T value in values)
        Console.WriteLine(FormattableString.Invariant($"{value}"));
}
