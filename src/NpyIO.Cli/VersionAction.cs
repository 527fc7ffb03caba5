using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace NpyIO.Cli;

/// <summary>Prints the tool's name and version for <c>--version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        string version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
        parseResult.InvocationConfiguration.Output.Write($"npyio {version.Split('+')[0]}\n");
        return ExitStatus.Success;
    }
}
