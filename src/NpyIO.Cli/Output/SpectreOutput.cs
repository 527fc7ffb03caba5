using System.Text;
using Spectre.Console;

namespace NpyIO.Cli.Output;

/// <summary>Output for Spectre.Console. Its own class asks .NET's <see cref="Console"/> about the writer, which would set up a terminal's keyboard; see <see cref="Terminal"/>.</summary>
/// <param name="writer">The writer.</param>
/// <param name="width">The width to draw for, in characters.</param>
internal sealed class SpectreOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    /// <summary>The height does not affect what is drawn here.</summary>
    private const int AnyHeight = 24;

    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => AnyHeight;

    public void SetEncoding(Encoding encoding)
    {
    }
}
