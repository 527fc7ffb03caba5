using System.Diagnostics;

namespace NpyIO.Benchmarks.Compare;

/// <summary>Finds a Python that has NumPy: the system's own first, which need not be the first on the path.</summary>
internal static class PythonFinder
{
    internal static IReadOnlyList<string>? Find(IReadOnlyList<string>? asked)
    {
        IReadOnlyList<string>[] candidates = asked is null ? [["/usr/bin/python3"], ["python3"], ["python"]] : [asked];
        return candidates.FirstOrDefault(HasNumPy);
    }

    private static bool HasNumPy(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true };
        foreach (string argument in command.Skip(1).Concat(["-c", "import numpy"]))
            start.ArgumentList.Add(argument);

        try
        {
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
