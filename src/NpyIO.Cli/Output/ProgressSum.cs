namespace NpyIO.Cli.Output;

/// <summary>Sums the progress of several parts, sequential or parallel.</summary>
/// <param name="whole">Receives the total; null if nobody listens.</param>
internal sealed class ProgressSum(IProgress<long>? whole)
{
    private long _sum;

    /// <summary>Returns the progress of another part, which starts at 0; null if nobody listens.</summary>
    internal IProgress<long>? Part() => whole is null ? null : new Share(this);

    private void Add(long count) => whole!.Report(Interlocked.Add(ref _sum, count));

    private sealed class Share(ProgressSum sum) : IProgress<long>
    {
        private long _told;

        public void Report(long value) => sum.Add(value - Interlocked.Exchange(ref _told, value));
    }
}
