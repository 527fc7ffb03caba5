namespace NpyIO.Pickling;

/// <summary>
/// Limits what a pickle can make of its bytes: steps of work, and bytes of copies of existing values. Both limits grow as bytes are read. Nested pickles share the budget of the outer one.
/// </summary>
internal sealed class WorkBudget
{
    /// <summary>Steps granted per byte. A step is the comparison of one value, or of <see cref="PythonEquality.LengthPerStep"/> bytes of a long one.</summary>
    private const int StepsPerByte = 8;

    /// <summary>Bytes of copies granted per byte.</summary>
    private const int CopiesPerByte = 16;

    /// <summary>Steps and bytes of copies granted in advance.</summary>
    private const int Free = 1 << 20;

    private readonly long _start;
    private long _seen;

    internal WorkBudget(long start) => _start = _seen = start;

    internal PythonEquality Equality { get; } = new(Free);

    /// <summary>In bytes.</summary>
    internal long Copied { get; private set; }

    /// <summary>In bytes.</summary>
    internal long Read => _seen - _start;

    /// <summary>Grants work for the bytes up to <paramref name="end"/>. Returns false if it was granted already.</summary>
    internal bool TryGrant(long end)
    {
        if (end <= _seen)
            return false;
        Equality.Grant((end - _seen) * StepsPerByte);
        _seen = end;
        return true;
    }

    /// <summary>Charges bytes of copies. Returns false if the limit is exceeded.</summary>
    internal bool TryCopy(long count)
    {
        Copied += count;
        return Copied <= Free + CopiesPerByte * Read;
    }
}
