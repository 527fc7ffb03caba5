namespace NpyIO.Cli.Commands;

/// <summary>What <c>npyio convert</c> writes.</summary>
internal enum TargetFormat
{
    /// <summary>A single array.</summary>
    Npy,

    /// <summary>An archive.</summary>
    Npz,

    /// <summary>The bytes alone.</summary>
    Bin,

    /// <summary>A table.</summary>
    Csv,

    /// <summary>The values alone.</summary>
    Json,
}
