using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace NpyIO.Cli;

/// <summary>Answers <c>--version</c> with the tool's name and version.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        string version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
        parseResult.InvocationConfiguration.Output.Write($"npyio {version.Split('+')[0]}\n");
        return ExitStatus.Success;
    }
}
