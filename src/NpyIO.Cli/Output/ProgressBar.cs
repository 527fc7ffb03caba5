using System.Runtime.InteropServices;
using System.Text;
using Spectre.Console;

namespace NpyIO.Cli.Output;

/// <summary>A bar on the terminal during long work; removed at the end.</summary>
internal sealed class ProgressBar : IProgress<long>
{
    /// <summary>Minimum work to show a bar for, in bytes: less is done before anyone looks.</summary>
    internal static readonly Threshold LongWork = new(1 << 25);

    private const int Steps = 100;
    private const int DefaultWidth = 80;

    // So that the bar fits in one line.
    private const int MaxShown = 30;

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

    /// <summary>The work reports how many of <paramref name="length"/> bytes are done, from any thread.</summary>
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

        // The bar hides the cursor: restore it if the user interrupts the tool.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => console.Cursor.Show(true));
        console.Progress()
            .AutoRefresh(false)   // drawn by the reporting thread, so that no other thread writes to the terminal
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = new ProgressBar(context, what, length);
                work(bar);
                bar.Report(length);   // headers may not have been counted
            });
    }

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

    // The end of a long path says more than its beginning.
    private static string Shorten(string path) => path.Length <= MaxShown ? path : "…" + path[^(MaxShown - 1)..];
}

/// <summary>Output for Spectre.Console. Its own class asks .NET's <see cref="Console"/> about the writer, which would set up a terminal's keyboard; see <see cref="Terminal"/>.</summary>
internal sealed class SpectreOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    // The height does not affect what is drawn here.
    private const int AnyHeight = 24;

    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => AnyHeight;

    public void SetEncoding(Encoding encoding)
    {
    }
}

/// <summary>Sums the progress of several parts, sequential or parallel; <paramref name="whole"/> is null if nobody listens.</summary>
internal sealed class ProgressSum(IProgress<long>? whole)
{
    private long _sum;

    /// <summary>The part starts at 0; null if nobody listens.</summary>
    internal IProgress<long>? Part() => whole is null ? null : new Share(this);

    private void Add(long count) => whole!.Report(Interlocked.Add(ref _sum, count));

    private sealed class Share(ProgressSum sum) : IProgress<long>
    {
        private long _told;

        public void Report(long value) => sum.Add(value - Interlocked.Exchange(ref _told, value));
    }
}
