using System.Runtime.InteropServices;
using Spectre.Console;

namespace NpyIO.Cli.Output;

/// <summary>A bar on the terminal while long work goes on; nothing of it stays.</summary>
internal sealed class ProgressBar : IProgress<long>
{
    /// <summary>Work on this many bytes, or more, is followed: less is done before one looks.</summary>
    internal static readonly Threshold LongWork = new(1 << 25);

    private const int Steps = 100;
    private const int DefaultWidth = 80;

    /// <summary>The longest name beside which the bar has room in one line.</summary>
    private const int MostShown = 30;

    private readonly Lock _lock = new();
    private readonly ProgressContext _context;
    private readonly ProgressTask _task;
    private readonly long _length;
    private long _shown;

    private ProgressBar(ProgressContext context, string what, long length)
    {
        _context = context;
        _length = length;
        _task = context.AddTask(Markup.Escape(Shorten(SafeText.Escape(what))), maxValue: length);
        context.Refresh();
    }

    /// <summary>Shows a bar for as long as some work takes.</summary>
    /// <param name="terminal">Where it is drawn.</param>
    /// <param name="width">The terminal's width in characters, or null when that is not known.</param>
    /// <param name="what">What is worked on.</param>
    /// <param name="length">How much work that is, in bytes.</param>
    /// <param name="work">The work, which says how many bytes are done; from any thread.</param>
    internal static void Show(TextWriter terminal, int? width, string what, long length, Action<IProgress<long>?> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new SpectreOutput(terminal, width ?? DefaultWidth),
        });
        console.Profile.Capabilities.Unicode = true;

        // The bar hides the cursor; who ends the tool at this moment is to have it back.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => console.Cursor.Show(true));
        console.Progress()
            .AutoRefresh(false)   // drawn by who reports, so that no other thread writes to the terminal
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = new ProgressBar(context, what, length);
                work(bar);
                bar.Report(length);   // headers may not have been counted
            });
    }

    /// <inheritdoc/>
    public void Report(long value)
    {
        lock (_lock)
        {
            long step = Math.Min(value, _length) / Math.Max(1, _length / Steps);
            if (step <= _shown)
                return;
            _shown = step;
            _task.Value = value;
            _context.Refresh();
        }
    }

    /// <summary>The end of a long path, which tells more than its beginning.</summary>
    private static string Shorten(string path) => path.Length <= MostShown ? path : "…" + path[^(MostShown - 1)..];
}
