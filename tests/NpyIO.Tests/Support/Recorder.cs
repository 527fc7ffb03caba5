namespace NpyIO.Tests.Support;

/// <summary>Keeps what a long operation reports. Not synchronised on purpose: reports must not overlap.</summary>
internal sealed class Recorder(Action<long>? also = null) : IProgress<long>
{
    internal List<long> Reports { get; } = [];

    public void Report(long value)
    {
        Reports.Add(value);
        also?.Invoke(value);
    }
}
