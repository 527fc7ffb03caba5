namespace NpyIO.Cli.Views;

/// <summary>A column's heading and alignment; numbers are aligned to the right.</summary>
internal sealed record TextColumn(string Heading, bool AlignRight = false);
