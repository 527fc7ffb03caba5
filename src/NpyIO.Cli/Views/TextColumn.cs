namespace NpyIO.Cli.Views;

/// <summary>A column's heading, and whether its cells are numbers, which stand to the right.</summary>
internal sealed record TextColumn(string Heading, bool AlignRight = false);
