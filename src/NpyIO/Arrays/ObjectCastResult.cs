namespace NpyIO.Arrays;

/// <summary>What came of converting a Python object.</summary>
internal enum ObjectCastResult
{
    /// <summary>It is converted.</summary>
    Done,

    /// <summary>It is of another type, and the conversion is not allowed or does not exist.</summary>
    NotAllowed,

    /// <summary>The conversion is allowed, but the type does not have this value.</summary>
    Lost,
}
