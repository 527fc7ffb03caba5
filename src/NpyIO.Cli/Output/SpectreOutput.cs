using System.Text;
using Spectre.Console;

namespace NpyIO.Cli.Output;

/// <summary>Where Spectre.Console draws. Its own class asks .NET's <see cref="Console"/> about the writer, which would set up a terminal's keyboard, see <see cref="Terminal"/>.</summary>
/// <param name="writer">The writer.</param>
/// <param name="width">The width to draw for, in characters.</param>
internal sealed class SpectreOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    /// <summary>Nothing that is drawn depends on it.</summary>
    private const int AnyHeight = 24;

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => true;

    /// <inheritdoc/>
    public int Width => width;

    /// <inheritdoc/>
    public int Height => AnyHeight;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
    }
}
