namespace NpyIO.Archives;

/// <summary>Adds up what the entries of an archive tell, each of its own bytes, and passes on the sum: which never falls, and is told by one thread at a time.</summary>
internal sealed class SharedProgress
{
    private readonly IProgress<long> _whole;
    private readonly Lock _lock = new();
    private long _sum;

    private SharedProgress(IProgress<long> whole) => _whole = whole;

    /// <summary>The sum for whoever the options say is to be told; null where nobody is.</summary>
    internal static SharedProgress? For(NpyReadOptions options) => options.Progress is { } whole ? new SharedProgress(whole) : null;

    /// <summary>The options for one more entry.</summary>
    internal static NpyReadOptions Options(SharedProgress? progress, NpyReadOptions options) =>
        progress is null ? options : options with { Progress = new Part(progress) };

    private void Add(ref long told, long value)
    {
        lock (_lock)
        {
            // An entry that is read again, as its blocks disagreed, starts anew.
            if (value <= told)
                return;
            _sum += value - told;
            told = value;
            _whole.Report(_sum);
        }
    }

    private sealed class Part(SharedProgress whole) : IProgress<long>
    {
        private long _told;

        public void Report(long value) => whole.Add(ref _told, value);
    }
}
