namespace NpyIO.Cli.Comparing;

/// <summary>In what two files differ.</summary>
internal enum FoundKind
{
    /// <summary>Two arrays.</summary>
    Array,

    /// <summary>Other values, or an array and something else.</summary>
    Value,

    /// <summary>Something that is missing from the desired file.</summary>
    OnlyInActual,

    /// <summary>Something that is missing from the actual file.</summary>
    OnlyInDesired,
}
