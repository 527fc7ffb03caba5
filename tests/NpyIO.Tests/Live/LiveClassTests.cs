using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real Python loads what NpyIO loaded and saved, of classes whose methods note that they run and misbehave: it must run the same ones (contract 14).</summary>
public class LiveClassTests
{
    private const string Script = "tools/live_classes.py";
    private const int HighestProtocol = 5;

    [LiveFact]
    public void Save_ObjectsOfUnknownClasses_MeanTheSameToPython()
    {
        using TempFolder folder = new();
        Run("make", folder.Path);
        int saved = 0;
        foreach (string path in Directory.GetFiles(folder.Path, "*.pkl"))
        {
            object? value = Pickle.Load(path);

            // Arguments by keyword, which only the protocols 4 and 5 have an opcode for, are not written before.
            int lowest = Path.GetFileName(path) is "keywords-4.pkl" or "keywords-5.pkl" ? 4 : 2;
            for (int protocol = lowest; protocol <= HighestProtocol; protocol++, saved++)
                Pickle.Save($"{path}.{protocol}", value, new PickleWriteOptions { Protocol = protocol });
        }

        Assert.True(saved > 900);
        Assert.Equal($"{saved} checked, 0 failed", Run("check", folder.Path));
    }

    private static string Run(params string[] arguments)
    {
        (int exitCode, string output) = NumPyProcess.Run(Script, arguments);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }
}
