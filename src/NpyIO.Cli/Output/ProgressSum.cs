namespace NpyIO.Cli.Output;

/// <summary>The progress of work that consists of several parts, one after another or at once, told as that of all of it.</summary>
/// <param name="whole">Who follows the work; null where nobody does.</param>
internal sealed class ProgressSum(IProgress<long>? whole)
{
    private long _sum;

    /// <summary>Whom a part reports to, from 0 on; null where nobody follows.</summary>
    internal IProgress<long>? Part() => whole is null ? null : new Share(this);

    private void Add(long count) => whole!.Report(Interlocked.Add(ref _sum, count));

    private sealed class Share(ProgressSum sum) : IProgress<long>
    {
        private long _told;

        /// <inheritdoc/>
        public void Report(long value) => sum.Add(value - Interlocked.Exchange(ref _told, value));
    }
}
