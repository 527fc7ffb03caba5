using System.CommandLine;
using NpyIO.Cli.Input;
using NpyIO.Cli.Output;
using NpyIO.Cli.Unpacking;
using NpyIO.Cli.Values;

namespace NpyIO.Cli.Commands;

/// <summary><c>npyio pack</c>: packs single arrays into an archive.</summary>
internal static class PackCommand
{
    internal const string Name = "pack";

    internal const string Details = """
        NAME is what the array is called in the archive; without it that is the file's name without extension. A slash in it
        stands for a folder. Order and byte order stay as they are in the files. Without any FILE the archive is empty. OUT.npz
        appears whole or not at all; what was there before is replaced at the end.

        Examples:
          npyio pack weights.npz w=layer0.npy b=bias.npy
          npyio pack all.npz *.npy --compress

        """ + SharedOptions.AboutMaxDecompressedLength;

    private const string Extension = ".npz";

    internal static Command Build(Tool tool)
    {
        var target = new Argument<string>("OUT.npz") { Description = "The archive to write." };
        var entries = new Argument<string[]>("NAME=FILE") { Description = "An array (.npy), with or without a name for it.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> compress = SharedOptions.Compress();
        Option<long?> most = SharedOptions.MaxDecompressedLength();
        var command = new Command(Name, "Packs arrays into an archive, as np.savez does.") { target, entries, compress, most };
        command.SetAction(parsed =>
        {
            string output = parsed.GetRequiredValue(target);
            PackedFile[] files = [.. (parsed.GetValue(entries) ?? []).Select(PackedFile.Parse)];
            return Problem(output, files) is { } problem
                ? CommandLine.WrongUsage(tool, problem, command)
                : tool.ForEach([output], _ => Pack(tool, output, files, SharedOptions.IsGiven(parsed, compress), parsed.GetValue(most)));
        });
        return command;
    }

    /// <summary>Returns null if nothing is wrong.</summary>
    private static string? Problem(string target, PackedFile[] files)
    {
        // Do not overwrite an input that was given first by mistake.
        if (!Path.GetExtension(target).Equals(Extension, StringComparison.OrdinalIgnoreCase))
            return $"cannot write an archive to '{target}': its extension must be .npz";
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (PackedFile file in files)
        {
            if (file.Name.Length == 0)
                return $"'{file.Word}' has no name for the array";
            if (file.Path.Length == 0)
                return $"'{file.Word}' has no file behind the name";
            if (!names.Add(file.Name))
                return $"two arrays are called '{file.Name}'";
        }
        return null;
    }

    private static void Pack(Tool tool, string target, PackedFile[] files, bool compress, long? maxDecompressedLength) =>
        tool.Follow(target, 2 * files.Sum(file => file.Length()), progress =>
        {
            var sum = new ProgressSum(progress);
            using NpzWriter writer = Npz.Create(target, ArchiveConversion.Options(compress, sum.Part()));
            foreach (PackedFile file in files)
                Add(writer, target, file, new InputOptions { MaxDecompressedLength = maxDecompressedLength }, sum);
            writer.Complete();
        });

    private static void Add(NpzWriter writer, string target, PackedFile file, InputOptions options, ProgressSum progress)
    {
        using InputFile input = FileFailedException.Concerning(file.Path, () => Open(file.Path, options));
        using StreamedItems? stored = FileFailedException.Concerning(file.Path, () => input.TryOpenStored(null, progress, ArchiveConversion.MinStreamed));
        if (stored is not null)
            FileFailedException.Concerning(file.Path, () => ArchiveConversion.Copy(writer, file.Name + EntryPath.ArrayExtension, stored, target));
        else
            writer.Add(file.Name, FileFailedException.Concerning(file.Path, () => input.Load(null, NpyReadOptions.AsStored with { Progress = progress.Part() })));
    }

    private static InputFile Open(string path, InputOptions options)
    {
        InputFile input = InputFile.Open(path, options);
        if (input.Archive is not { } archive)
            return input;
        using (input)
        {
            Entries.RefuseTorch(archive);
            throw new ToolException("is an archive; only single arrays (.npy) can be packed");
        }
    }
}

/// <summary>A file that <c>npyio pack</c> adds to an archive.</summary>
internal sealed record PackedFile(string Word, string Name, string Path)
{
    // NAME=FILE, or a file whose name becomes the array's.
    internal static PackedFile Parse(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new PackedFile(word, word == StandardStreams.InputName ? "" : System.IO.Path.GetFileNameWithoutExtension(word), word)
            : new PackedFile(word, word[..equals], word[(equals + 1)..]);
    }

    /// <summary>In bytes; 0 for a pipe or a file that cannot be opened.</summary>
    internal long Length()
    {
        var file = new FileInfo(Path);
        return file.Exists ? file.Length : 0;
    }
}
