namespace NpyIO;

/// <summary>A size or count from which the code takes another path, too large for tests to reach cheaply: a test can lower it for the code it calls.</summary>
/// <remarks>Work shared with other threads must read it before they start.</remarks>
internal sealed class Threshold(long value)
{
    private static volatile bool _isAnyLowered;

    private readonly AsyncLocal<long?> _lowered = new();

    internal long Value => _isAnyLowered ? _lowered.Value ?? value : value;

    public static implicit operator long(Threshold threshold) => threshold.Value;

    public static implicit operator int(Threshold threshold) => (int)threshold.Value;

    /// <summary>Replaces the value in this thread and what it awaits, until the result is disposed of.</summary>
    internal IDisposable Lower(long to)
    {
        _isAnyLowered = true;
        _lowered.Value = to;
        return new Restoration(this);
    }

    private sealed class Restoration(Threshold threshold) : IDisposable
    {
        public void Dispose() => threshold._lowered.Value = null;
    }
}
