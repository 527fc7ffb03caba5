using System.Text;
using NpyIO.Cli.Output;
using Spectre.Console;

namespace NpyIO.Cli.Views;

/// <summary>A small table for people: framed on a terminal, aligned columns in a pipe. Cells are plain text, never markup.</summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    internal void Add(string[] cells) => _rows.Add(cells);

    /// <summary><paramref name="terminalWidth"/> is null for a pipe, where the last column is not limited.</summary>
    internal void Write(Utf8Writer output, int? terminalWidth)
    {
        if (terminalWidth is { } width)
            WriteFramed(output, width);
        else
            WritePlain(output);
    }

    private int[] Widths()
    {
        var widths = new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            widths[i] = columns[i].Heading.Length;
            foreach (string[] row in _rows)
                widths[i] = Math.Max(widths[i], row[i].Length);
        }
        return widths;
    }

    private void WritePlain(Utf8Writer output)
    {
        int[] widths = Widths();
        WriteLine(output, Array.ConvertAll(columns, column => column.Heading), widths);
        foreach (string[] row in _rows)
            WriteLine(output, row, widths);
    }

    private void WriteLine(Utf8Writer output, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (int i = 0; i < cells.Length; i++)
        {
            line.Append(i > 0 ? Gap : "");
            line.Append(columns[i].AlignRight ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]));
        }
        output.Write(line.ToString().TrimEnd().AsSpan());
        output.Write((byte)'\n');
    }

    private void WriteFramed(Utf8Writer output, int width)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (TextColumn column in columns)
            table.AddColumn(new TableColumn(new Text(column.Heading)) { Alignment = column.AlignRight ? Justify.Right : Justify.Left });
        foreach (string[] row in _rows)
            table.AddRow(Array.ConvertAll(row, cell => new Text(cell)));

        var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new SpectreOutput(text, width),
        });
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        output.Write(text.ToString().AsSpan());
    }
}

/// <summary>A column's heading and alignment; numbers are aligned to the right.</summary>
internal sealed record TextColumn(string Heading, bool AlignRight = false);
