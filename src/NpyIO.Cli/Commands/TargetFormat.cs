namespace NpyIO.Cli.Commands;

/// <summary>The output formats of <c>npyio convert</c>.</summary>
internal enum TargetFormat
{
    Npy,

    Npz,

    /// <summary>The array's bytes without a header.</summary>
    Bin,

    Csv,

    Json,
}
