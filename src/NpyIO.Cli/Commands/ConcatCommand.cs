using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio concat</c>: joins arrays to one.</summary>
internal static class ConcatCommand
{
    internal const string Name = "concat";

    internal const string Details = """
        As np.concatenate, in constant memory: the arrays may be larger than memory. Their shapes must be equal but for the
        axis, and their dtypes but for the byte order and the width of texts. OUT is in the machine's byte order, and in
        Fortran order if all arrays are. It appears whole or not at all; what was there before is replaced at the end.

        Examples:
          npyio concat all.npy part1.npy part2.npy
          npyio concat wide.npy left.npy right.npy --axis -1
          npyio concat weights.npy run*.npz --entry w

        """ + SharedOptions.AboutMaxDecompressedLength;

    private const string Extension = ".npy";

    internal static Command Build(Tool tool)
    {
        var target = new Argument<string>("OUT") { Description = "The file to write (.npy)." };
        Argument<string[]> files = SharedOptions.Files();
        Option<int?> axis = SharedOptions.Axis();
        Option<string?> entry = SharedOptions.Entry();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Joins arrays to one, as np.concatenate does.") { target, files, axis, entry, most };
        command.SetAction(parsed =>
        {
            string output = parsed.GetRequiredValue(target);
            // Do not overwrite an input that was given first by mistake.
            if (!Path.GetExtension(output).Equals(Extension, StringComparison.OrdinalIgnoreCase))
                return CommandLine.WrongUsage(tool, $"cannot write an array to '{output}': its extension must be {Extension}", command);
            var options = new InputOptions { IsJoined = true, MaxDecompressedLength = parsed.GetValue(most) };
            return tool.ForEach([output], _ => Concat(tool, output, parsed.GetRequiredValue(files), parsed.GetValue(entry), parsed.GetValue(axis) ?? 0, options));
        });
        return command;
    }

    private static void Concat(Tool tool, string target, string[] files, string? entry, int axis, InputOptions options)
    {
        using var arrays = new JoinedArrays(files, entry, axis, options);
        tool.Follow(target, arrays.Header.NBytes, progress => AtomicOutput.Write(
            target,
            output =>
            {
                output.Write(arrays.Header.ToBytes());
                long done = 0;
                foreach (ReadOnlyMemory<byte> bytes in arrays.Bytes())
                {
                    output.Write(bytes.Span);
                    progress?.Report(done += bytes.Length);
                }
            },
            close: arrays.Dispose));
    }
}
