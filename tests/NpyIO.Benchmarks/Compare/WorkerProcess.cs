using System.Diagnostics;

namespace NpyIO.Benchmarks.Compare;

/// <summary>A rival at work in a process of its own, which lives as long as the comparison: asked a line, it answers a line.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(IReadOnlyList<string> command, string name)
    {
        Name = name;
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in command.Skip(1))
            start.ArgumentList.Add(argument);

        start.Environment["PYTHONWARNINGS"] = "ignore";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} does not start");
    }

    /// <summary>The rival's name.</summary>
    internal string Name { get; }

    /// <summary>This program again, as the worker of that name.</summary>
    internal static WorkerProcess OfDotNet(string name) => new([.. DotNetCommand, "worker", name.ToLowerInvariant()], name);

    /// <summary>NumPy, in the Python that the command starts.</summary>
    internal static WorkerProcess OfPython(IReadOnlyList<string> command)
    {
        // Handed over as an argument, so that it need not be visible where a chroot looks.
        using Stream stream = typeof(WorkerProcess).Assembly.GetManifestResourceStream("numpy_worker.py")!;
        using var reader = new StreamReader(stream);
        return new WorkerProcess([.. command, "-c", reader.ReadToEnd()], "NumPy");
    }

    /// <summary>Lets a process touch and release as much memory as a case needs.</summary>
    internal static void Touch(long bytes)
    {
        using var toucher = new WorkerProcess([.. DotNetCommand, "worker", "touch", $"{bytes}"], "touch");
        toucher._process.WaitForExit();
    }

    /// <summary>Asks; the answer is what follows <c>ok</c>.</summary>
    /// <exception cref="RivalException">The rival does not support it, or failed.</exception>
    internal string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        string? answer = _process.StandardOutput.ReadLine();
        return answer switch
        {
            null => throw new InvalidOperationException($"the {Name} worker ended at: {request}"),
            _ when answer.StartsWith("ok ", StringComparison.Ordinal) => answer[3..],
            _ => throw new RivalException(answer),
        };
    }

    public void Dispose()
    {
        // The workers end with their input.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string[] DotNetCommand { get; } = FindDotNetCommand();

    private static string[] FindDotNetCommand()
    {
        string program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, typeof(WorkerProcess).Assembly.Location] : [program];
    }
}
