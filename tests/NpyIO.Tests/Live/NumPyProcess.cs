using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using NpyIO.Tests.Support;

namespace NpyIO.Tests.Live;

/// <summary>A Python with NumPy that makes arrays and reads ours, by <c>tools/live_interop.py</c> or another script: one line of JSON each way.</summary>
internal sealed class NumPyProcess : IDisposable
{
    private static readonly Lazy<string?> Python = new(() => Candidates.FirstOrDefault(candidate => Has(candidate, "numpy")));

    private static readonly ConcurrentDictionary<string, bool> Modules = [];

    private readonly Process _process;

    internal NumPyProcess()
        : this("tools/live_interop.py")
    {
    }

    internal NumPyProcess(string script, params string[] arguments) => _process = Start(script, redirectInput: true, arguments);

    /// <summary>The first Python that has NumPy; null where there is none.</summary>
    internal static string? FindPython() => Python.Value;

    /// <summary>Whether that Python has a module.</summary>
    internal static bool Has(string module) => Python.Value is { } python && Modules.GetOrAdd(module, name => Has(python, name));

    /// <summary>Runs one of the repository's scripts and gives its output.</summary>
    internal static (int ExitCode, string Output) Run(string script, params string[] arguments)
    {
        using Process process = Start(script, redirectInput: false, arguments);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    internal JsonElement Ask(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("NumPy's process ended");
        return JsonDocument.Parse(answer, new() { MaxDepth = 128 }).RootElement;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    internal static Process Start(string script, bool redirectInput, params string[] arguments)
    {
        string python = FindPython() ?? throw new InvalidOperationException("no python3 with NumPy: install Debian's python3-numpy");
        ProcessStartInfo start = new(python, [Repository.PathOf(script), .. arguments])
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private static string[] Candidates =>
        Environment.GetEnvironmentVariable("NPYIO_PYTHON") is { Length: > 0 } asked ? [asked] : ["/usr/bin/python3", "python3"];

    private static bool Has(string python, string module)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", "import " + module]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;   // there is no such program
        }
    }
}
