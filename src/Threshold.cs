namespace NpyIO;

/// <summary>
/// A size or number from which on the code takes another path, too large for tests to reach cheaply. It is a constant to everything but a test, which lowers it for what it calls itself:
/// work that other threads take part in reads it before they begin.
/// </summary>
/// <param name="value">The value.</param>
internal sealed class Threshold(long value)
{
    private static volatile bool s_isAnyLowered;

    private readonly AsyncLocal<long?> _lowered = new();

    /// <summary>The value, or the one that a test has given it.</summary>
    internal long Value => s_isAnyLowered ? _lowered.Value ?? value : value;

    public static implicit operator long(Threshold threshold) => threshold.Value;

    public static implicit operator int(Threshold threshold) => (int)threshold.Value;

    /// <summary>Gives it another value in this thread and what it awaits, until disposed.</summary>
    internal IDisposable Lower(long to)
    {
        s_isAnyLowered = true;
        _lowered.Value = to;
        return new Restoration(this);
    }

    private sealed class Restoration(Threshold threshold) : IDisposable
    {
        public void Dispose() => threshold._lowered.Value = null;
    }
}
