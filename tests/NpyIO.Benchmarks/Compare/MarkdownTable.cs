namespace NpyIO.Benchmarks.Compare;

/// <summary>Rows under a header, printed as Markdown with aligned columns.</summary>
internal sealed class MarkdownTable(params string[] header)
{
    private readonly List<string[]> _rows = [];

    internal bool IsEmpty => _rows.Count == 0;

    internal void Add(params string[] cells) => _rows.Add(cells);

    internal void Print(TextWriter output)
    {
        string[][] lines = [header, .. _rows];
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => lines.Max(line => line[column].Length))];
        PrintLine(output, header, widths);
        output.WriteLine("|" + string.Concat(widths.Select(width => new string('-', width + 2) + "|")));
        _rows.ForEach(row => PrintLine(output, row, widths));
    }

    private static void PrintLine(TextWriter output, string[] cells, int[] widths) =>
        output.WriteLine("|" + string.Concat(cells.Zip(widths, (cell, width) => $" {cell.PadRight(width)} |")));
}
