namespace NpyIO.Arrays;

/// <summary>The outcome of converting a Python object.</summary>
internal enum ObjectCastResult
{
    Done,

    /// <summary>The value is of another type, and the conversion is not allowed or does not exist.</summary>
    NotAllowed,

    /// <summary>The conversion is allowed, but the type cannot hold this value.</summary>
    Lost,
}
