namespace NpyIO.NpyFiles;

/// <summary>Sums the progress of several reads, such as the entries of an archive or the blocks of an array; each reports from 0. The total never falls; reports are serialised.</summary>
internal sealed class SharedProgress
{
    private readonly IProgress<long> _whole;
    private readonly Lock _lock = new();
    private long _sum;

    private SharedProgress(IProgress<long> whole) => _whole = whole;

    internal static SharedProgress? For(NpyReadOptions options) => options.Progress is { } whole ? new SharedProgress(whole) : null;

    internal static NpyReadOptions Options(SharedProgress? progress, NpyReadOptions options) =>
        progress is null ? options : options with { Progress = new Part(progress) };

    private void Add(ref long reported, long value)
    {
        lock (_lock)
        {
            // An entry that is read again without its block index starts anew.
            if (value <= reported)
                return;
            _sum += value - reported;
            reported = value;
            _whole.Report(_sum);
        }
    }

    private sealed class Part(SharedProgress whole) : IProgress<long>
    {
        private long _reported;

        public void Report(long value) => whole.Add(ref _reported, value);
    }
}
