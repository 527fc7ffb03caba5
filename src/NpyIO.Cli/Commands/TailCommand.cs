using System.CommandLine;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio tail</c>: shows the last rows.</summary>
internal static class TailCommand
{
    internal const string Name = "tail";

    internal const string Details = """
        Rows are positions of the first axis. All of them are shown, and long ones are shortened in the middle; a single element
        is shown whole. No more is read than that from files, and from archives that are not compressed.

        Examples:
          npyio tail log.npy
          npyio tail log.npy -n 3 --json

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool) => EdgeCommand.Build(tool, Name, "last", (rows, options) => options with { LastRows = rows });
}
