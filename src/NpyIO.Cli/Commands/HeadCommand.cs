using System.CommandLine;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio head</c>: shows the first rows.</summary>
internal static class HeadCommand
{
    internal const string Name = "head";

    internal const string Details = """
        Rows are positions of the first axis. All of them are shown, and long ones are shortened in the middle; a single element
        is shown whole. No more is read than that, also from a pipe, unless the array is in Fortran order.

        Examples:
          npyio head log.npy
          npyio head log.npy -n 3 --json
          zcat log.npy.gz | npyio head -

        """ + SharedOptions.AboutMaxDecompressedLength;

    internal static Command Build(Tool tool) => EdgeCommand.Build(tool, Name, "first", (rows, options) => options with { FirstRows = rows });
}
