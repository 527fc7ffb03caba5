using System.Diagnostics;
using System.Globalization;
using NpyIO.Saver;

namespace NpyIO.Tests.Support;

/// <summary>A <see cref="SaveLoop"/> in a process of its own, which saves until it is stopped or killed.</summary>
internal sealed class SaverProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource<TimeSpan> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<long> _lastGeneration;

    private SaverProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _lastGeneration = ReadGenerationsAsync();
    }

    /// <summary>Starts to save.</summary>
    internal static SaverProcess Start(SaveKind kind, int bytes, string folder, bool isNew, int threads = 1)
    {
        string program = typeof(SaveLoop).Assembly.Location;
        string[] arguments = [program, $"{kind}", $"{bytes}", folder, isNew ? "new" : "replaced", $"{threads}", "endless"];
        return new SaverProcess(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    /// <summary>Waits until a thread has saved once synchronously and once asynchronously; returns how long the second save took.</summary>
    internal Task<TimeSpan> ReadyAsync() => _ready.Task;

    /// <summary>Kills the process (SIGKILL) after some time; returns the last generation that it reported as saved.</summary>
    /// <exception cref="InvalidOperationException">The process ended before.</exception>
    internal async Task<long> KillAsync(TimeSpan after)
    {
        if (_process.WaitForExit(after))
            throw new InvalidOperationException($"The saver ended by itself, with status {_process.ExitCode}: {await _errors}");

        _process.Kill();
        await _process.WaitForExitAsync();
        return await _lastGeneration;
    }

    /// <summary>Stops the process after its current saves; returns its exit status and what it wrote to stderr.</summary>
    internal async Task<(int ExitCode, string Errors)> StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>Reads all lines, so that the process never waits for a reader. Each line is a single write, so the last one is whole too.</summary>
    private async Task<long> ReadGenerationsAsync()
    {
        const string Ready = "ready ";
        long generation = 0;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ready.TrySetResult(TimeSpan.FromMilliseconds(int.Parse(line.AsSpan(Ready.Length), CultureInfo.InvariantCulture)));
                generation++;
            }
            else
            {
                generation = long.Parse(line, CultureInfo.InvariantCulture);
            }
        }

        _ready.TrySetException(new InvalidOperationException($"The saver ended before it was ready: {await _errors}"));
        return generation;
    }
}
