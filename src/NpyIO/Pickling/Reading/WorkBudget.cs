namespace NpyIO.Pickling;

/// <summary>
/// How much a pickle may make of its bytes: steps of work, and copies of values that are there already. Both are granted as bytes come. Pickles within a pickle have one budget with it.
/// </summary>
internal sealed class WorkBudget
{
    /// <summary>How many steps of work each byte accounts for: a step is a value that is compared, or some bytes of it.</summary>
    private const int StepsPerByte = 8;

    /// <summary>How many bytes of copies each byte accounts for.</summary>
    private const int CopiesPerByte = 16;

    /// <summary>How many of both are free.</summary>
    private const int Free = 1 << 20;

    private readonly long _start;
    private long _seen;

    /// <summary>A budget of which only what is free has been granted.</summary>
    /// <param name="start">Where the outermost pickle begins, in bytes.</param>
    internal WorkBudget(long start) => _start = _seen = start;

    /// <summary>The equality of keys, which spends steps.</summary>
    internal PythonEquality Equality { get; } = new(Free);

    /// <summary>How many bytes have been copied.</summary>
    internal long Copied { get; private set; }

    /// <summary>How many bytes have come.</summary>
    internal long Read => _seen - _start;

    /// <summary>Grants work for the bytes before a place; false when that has been done.</summary>
    internal bool TryGrant(long end)
    {
        if (end <= _seen)
            return false;
        Equality.Grant((end - _seen) * StepsPerByte);
        _seen = end;
        return true;
    }

    /// <summary>Accounts for copies; false when they are more than what has come accounts for.</summary>
    internal bool TryCopy(long count)
    {
        Copied += count;
        return Copied <= Free + CopiesPerByte * Read;
    }
}
