namespace NpyIO.Archives;

/// <summary>Sums progress over all entries of an archive. The total never falls; reports are serialised.</summary>
internal sealed class SharedProgress
{
    private readonly IProgress<long> _whole;
    private readonly Lock _lock = new();
    private long _sum;

    private SharedProgress(IProgress<long> whole) => _whole = whole;

    internal static SharedProgress? For(NpyReadOptions options) => options.Progress is { } whole ? new SharedProgress(whole) : null;

    /// <summary>Options that report the progress of one more entry.</summary>
    internal static NpyReadOptions Options(SharedProgress? progress, NpyReadOptions options) =>
        progress is null ? options : options with { Progress = new Part(progress) };

    private void Add(ref long told, long value)
    {
        lock (_lock)
        {
            // An entry that is read again without its block index starts anew.
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
